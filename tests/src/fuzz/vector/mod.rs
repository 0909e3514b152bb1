//! `ExVec` beside `Vec`.

mod elements;
mod step;

use super::STEPS;
use super::coverage::{Coverage, End, Plan, Unreachable};
use super::input::{Input, Step};
use super::memory::{Bench, over};
use super::panics::outcome;
use elements::{Bytes, Elements, Ours, Small, Theirs, Units, Wide};
use exalloc::ExVec;
use std::sync::{Mutex, PoisonError};
use step::{Refusal, ours, theirs, values};

/// A step isn't done where the vector has so many elements: it could double them.
const MOST: usize = 200;

const OPS: &[&str] = &[
    "push",
    "pop",
    "insert",
    "remove",
    "extend",
    "drain",
    "truncate",
    "extend_slice",
    "split_off",
    "extend_within",
    "resize",
    "append",
    "retain",
    "dedup",
    "push_mut",
    "push_within",
    "pop_if",
    "insert_mut",
    "swap_remove",
    "clear",
    "extend_copy",
    "forget_drain",
    "retain_mut",
    "dedup_by_key",
    "dedup_by",
    "resize_with",
    "reserve",
    "reserve_exact",
    "shrink_to_fit",
    "shrink_to",
    "boxed",
    "raw_parts",
    "spare",
    "clone",
    "clone_from",
    "into_iter",
    "from_slice",
    "from_array",
    "from_elem",
    "from_iter",
    "set",
    "swap",
    "compare",
];

const ENDS: &[End] = &[End::Done, End::NoOp, End::Grew, End::Shrank, End::Refused, End::Panicked];

/// What of the table stays empty.
pub(super) const PLAN: Plan = Plan { ops: OPS, ends: ENDS, unreachable: UNREACHABLE };

const UNREACHABLE: &[Unreachable] = &[
    Unreachable {
        ops: &[
            "push",
            "insert",
            "remove",
            "push_mut",
            "push_within",
            "insert_mut",
            "swap_remove",
            "spare",
        ],
        ends: &[End::NoOp],
        why: "there is one element more, or less",
    },
    Unreachable {
        ops: &[
            "reserve",
            "reserve_exact",
            "shrink_to_fit",
            "shrink_to",
            "boxed",
            "raw_parts",
            "clone",
            "compare",
        ],
        ends: &[End::Done],
        why: "elements stay as they are",
    },
    Unreachable {
        ops: &[
            "pop",
            "remove",
            "drain",
            "truncate",
            "split_off",
            "retain",
            "dedup",
            "push_within",
            "pop_if",
            "swap_remove",
            "clear",
            "forget_drain",
            "retain_mut",
            "dedup_by_key",
            "dedup_by",
            "shrink_to_fit",
            "shrink_to",
            "boxed",
            "raw_parts",
            "clone",
            "into_iter",
            "set",
            "swap",
            "compare",
        ],
        ends: &[End::Grew],
        why: "no capacity is asked for",
    },
    Unreachable {
        ops: &[
            "push",
            "pop",
            "insert",
            "remove",
            "extend",
            "drain",
            "truncate",
            "extend_slice",
            "split_off",
            "extend_within",
            "resize",
            "append",
            "retain",
            "dedup",
            "push_mut",
            "push_within",
            "pop_if",
            "insert_mut",
            "swap_remove",
            "clear",
            "extend_copy",
            "forget_drain",
            "retain_mut",
            "dedup_by_key",
            "dedup_by",
            "resize_with",
            "reserve",
            "reserve_exact",
            "raw_parts",
            "spare",
            "clone",
            "clone_from",
            "set",
            "swap",
            "compare",
        ],
        ends: &[End::Shrank],
        why: "no capacity is given back",
    },
    Unreachable {
        ops: &[
            "pop",
            "remove",
            "drain",
            "truncate",
            "retain",
            "dedup",
            "pop_if",
            "swap_remove",
            "clear",
            "forget_drain",
            "retain_mut",
            "dedup_by_key",
            "dedup_by",
            "raw_parts",
            "into_iter",
            "set",
            "swap",
            "compare",
        ],
        ends: &[End::Refused],
        why: "no memory is asked for",
    },
    Unreachable {
        ops: &[
            "push",
            "push_mut",
            "push_within",
            "reserve",
            "reserve_exact",
            "shrink_to_fit",
            "shrink_to",
            "boxed",
            "raw_parts",
            "spare",
        ],
        ends: &[End::Panicked],
        why: "no foreign code is called, and no index is given",
    },
];

/// Runs a program on both vectors.
///
/// # Panics
///
/// If they differ in what is returned, what they contain, whether they panic, or how many elements
/// are made and dropped; if a refused step has changed or lost anything, or memory is misused.
#[must_use]
pub fn vector(data: &[u8]) -> Coverage {
    /// Held while elements without size are counted, which statics do.
    static COUNTED: Mutex<()> = Mutex::new(());
    let mut seen = Coverage::new();
    let mut input = Input::new(data);
    let kind = input.byte();
    over(&mut input, |input, bench| match kind % 4 {
        1 => run(input, bench, &Wide::new(), &Wide::new(), &mut seen),
        2 => {
            let _alone = COUNTED.lock().unwrap_or_else(PoisonError::into_inner);
            run(input, bench, &Units::<Ours>::new(), &Units::<Theirs>::new(), &mut seen);
        }
        3 => run(input, bench, &Bytes::new(), &Bytes::new(), &mut seen),
        _ => run(input, bench, &Small::new(), &Small::new(), &mut seen),
    });
    seen
}

/// The difference that a step has made.
fn since([made, dropped]: [usize; 2], before: [usize; 2]) -> [usize; 2] {
    [made - before[0], dropped - before[1]]
}

fn run<O: Elements, T: Elements>(
    input: &mut Input<'_>,
    bench: &Bench<'_>,
    our: &O,
    their: &T,
    seen: &mut Coverage,
) {
    let cap = usize::from(input.byte()) % 64;
    let alive = |[made, dropped]: [usize; 2]| made - dropped;
    let starts = [alive(our.counts()), alive(their.counts())];
    let mut forgot = false;
    {
        let Ok(mut v) = ExVec::try_with_capacity(cap, bench.alloc) else {
            assert!(bench.may_refuse, "refused without a reason");
            return;
        };
        assert!(v.capacity() >= cap && v.is_empty());
        let mut model = Vec::with_capacity(cap);
        for _ in 0..STEPS {
            let Some(step) = input.step(OPS) else { break };
            if v.len() > MOST {
                v.truncate(MOST / 4);
                model.truncate(MOST / 4);
            }
            forgot |= step.op == "forget_drain";
            both(&step, (&mut v, our), (&mut model, their), bench, seen);
        }
    }
    if !forgot {
        let ends = [alive(our.counts()), alive(their.counts())];
        assert_eq!(ends, starts, "elements alive at the end");
    }
}

/// Does a step on both.
fn both<'l, 'm, O: Elements, T: Elements>(
    step: &Step,
    (v, our): (&mut ExVec<O::Item<'l>, &'m super::memory::Strict<'m>>, &'l O),
    (model, their): (&mut Vec<T::Item<'l>>, &'l T),
    bench: &Bench<'_>,
    seen: &mut Coverage,
) {
    let before = values::<T>(model);
    let (cap, counts) = (v.capacity(), [our.counts(), their.counts()]);
    our.plant(step.plant);
    let result = outcome(|| ours(step, v, our));
    our.disarm();
    our.check();
    assert!(v.capacity() >= v.len());
    if let Ok(Err(refusal)) = result {
        let absurd = step.op.starts_with("reserve") && step.a >= 254;
        match refusal {
            Refusal::Full => {}
            Refusal::Memory => assert!(bench.may_refuse || absurd, "{step:?}: no reason"),
            Refusal::Overflow => assert!(absurd, "{step:?}: no overflow"),
        }
        assert_eq!(values::<O>(v), before, "contents after the refusal of {step:?}");
        // An iterator that promised too little may have made room already.
        let same = v.capacity() == cap || step.op == "extend";
        assert!(same, "capacity after the refusal of {step:?}");
        let [made, dropped] = since(our.counts(), counts[0]);
        assert_eq!(made, dropped, "elements lost by the refusal of {step:?}");
        seen.count(step.op, End::Refused);
        return;
    }
    their.plant(step.plant);
    let expected = outcome(|| theirs(step, model, their));
    their.disarm();
    let result = result.map(|told| told.unwrap_or_default());
    assert_eq!(result.is_ok(), expected.is_ok(), "{step:?}: {result:?} is not {expected:?}");
    if result.is_ok() {
        assert_eq!(result, expected, "what {step:?} tells");
    }
    let after = values::<T>(model);
    assert_eq!(values::<O>(v), after, "contents after {step:?}");
    let made = since(our.counts(), counts[0]);
    assert_eq!(made, since(their.counts(), counts[1]), "made and dropped by {step:?}");
    let end = match v.capacity().cmp(&cap) {
        _ if result.is_err() => End::Panicked,
        core::cmp::Ordering::Greater => End::Grew,
        core::cmp::Ordering::Less => End::Shrank,
        core::cmp::Ordering::Equal if after == before => End::NoOp,
        core::cmp::Ordering::Equal => End::Done,
    };
    seen.count(step.op, end);
}
