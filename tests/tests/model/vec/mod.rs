//! `ExVec` beside `Vec`.

mod arguments;
mod plan;
mod step;
mod text;
mod tried;
mod vectors;

use crate::drive::{Model, Seen};
use crate::elements::{Bytes, Family, Ours, Smalls, Theirs, Units, Who, Wides};
use crate::memory::{At, is_refusal};
use crate::program::{Program, amount};
use crate::told::values;
use arguments::resolved;
use core::cmp::Ordering;
use exalloc::{ExVec, TryReserveError, TryReserveErrorKind};
use exalloc_tests::fuzz::{End, Plant, Step, outcome};
use step::{ours, theirs};
use tried::tried;

/// A vector of more elements loses some before the next step: it could double them.
const MOST: usize = 64;

pub(crate) const MODEL: Model = Model {
    name: "ExVec",
    picks: plan::PICKS,
    programs: 3050,
    plans: plan::PLANS,
    run: |program, alloc, seen| match program.elements {
        0 => run::<Smalls>(program, alloc, seen),
        1 => run::<Units>(program, alloc, seen),
        2 => run::<Bytes>(program, alloc, seen),
        _ => run::<Wides>(program, alloc, seen),
    },
};

fn run<F: Family>(program: &Program, alloc: At<'_>, seen: &mut Seen) {
    let capacity = program.capacity;
    seen.note(|| format!("let mut v = ExVec::try_with_capacity({capacity}, …)?; // {}", F::NAME));
    let Ok(v) = ExVec::try_with_capacity(capacity, alloc) else {
        assert!(alloc.refused() > 0 && alloc.may_refuse(), "refused without a reason");
        return;
    };
    assert!(v.capacity() >= capacity && v.is_empty());
    let mut pair = Pair::<F> { v, model: Vec::with_capacity(capacity), alloc };
    let mut forgot = false;
    for (step, tried) in &program.steps {
        if pair.model.len() > MOST {
            pair.v.truncate(MOST / 4);
            pair.model.truncate(MOST / 4);
            seen.note(|| format!("v.truncate({});", MOST / 4));
            assert_eq!(Ours::take(), Theirs::take(), "made and dropped by `truncate`");
        }
        seen.note(|| text::text(step, *tried, pair.v.len()));
        pair.step(step, *tried, seen);
        forgot |= step.op.ends_with(", forgotten");
    }
    drop(pair);
    seen.note(|| "drop(v);".to_owned());
    assert_eq!(Ours::take(), Theirs::take(), "made and dropped at the end");
    assert_eq!(Ours::alive(), Theirs::alive(), "elements alive at the end");
    assert!(forgot || Ours::alive() == 0, "elements are lost");
}

/// Ours, and std's.
struct Pair<'m, F: Family> {
    v: ExVec<F::Ours, At<'m>>,
    model: Vec<F::Theirs>,
    alloc: At<'m>,
}

impl<F: Family> Pair<'_, F> {
    /// Does a step on both, unless memory is refused to ours.
    fn step(&mut self, step: &Step, try_form: bool, seen: &mut Seen) {
        let before = values(&self.model);
        let (cap, refusals) = (self.v.capacity(), self.alloc.refused());
        let full = self.v.len() == cap;
        // Whatever the panicking form holds is dropped by the panic of a refusal, for which std has
        // no counterpart: nothing is planted there.
        let try_form = (try_form && step.op != "splice") || step.op == "try_splice";
        let plant = if try_form || !self.alloc.may_refuse() { step.plant } else { Plant::None };

        Ours::plant(plant);
        let result = outcome(|| {
            if try_form {
                tried(step, &mut self.v, full)
            } else {
                Ok(ours(step, &mut self.v, full))
            }
        });
        Ours::plant(Plant::None);
        assert!(self.v.capacity() >= self.v.len(), "more elements than room");
        assert!(self.v.as_ptr().is_aligned(), "misaligned");

        let refused = self.alloc.refused() > refusals;
        let result = match result {
            Ok(Err(error)) => {
                return self.after_refusal(step, try_form, (&before, cap), seen, Some(error));
            }
            Err(message) if refused && is_refusal(&message) => {
                return self.after_refusal(step, try_form, (&before, cap), seen, None);
            }
            Ok(Ok(told)) => Ok(told),
            Err(message) => Err(message),
        };

        Theirs::plant(plant);
        let expected = outcome(|| theirs(step, &mut self.model, full));
        Theirs::plant(Plant::None);
        assert_eq!(result, expected, "what is returned, or the message of the panic");
        let after = values(&self.model);
        assert_eq!(values(&self.v), after, "the contents");
        if step.op.ends_with(", forgotten") && result.is_ok() {
            assert!(before.starts_with(&after), "what a forgotten iterator leaves");
        }
        let [made, dropped] = Ours::take();
        assert_eq!([&made, &dropped], Theirs::take().each_ref(), "the elements made, and dropped");
        assert_eq!(Ours::alive(), Theirs::alive(), "the elements alive");
        if result.is_ok() {
            self.capacity(step, cap);
        }
        let nothing = after == before
            && made.is_empty()
            && dropped.is_empty()
            && !plan::BUILDS.contains(&step.op)
            && result.as_ref().is_ok_and(|told| told.iter().all(Option::is_none));
        let end = match self.v.capacity().cmp(&cap) {
            _ if result.is_err() => End::Panicked,
            Ordering::Greater => End::Grew,
            Ordering::Less => End::Shrank,
            Ordering::Equal if nothing => End::NoOp,
            Ordering::Equal => End::Done,
        };
        seen.count(step.op, end);
    }

    /// What capacities promise.
    fn capacity(&self, step: &Step, before: usize) {
        let (len, cap) = (self.v.len(), self.v.capacity());
        if size_of::<F::Ours>() == 0 {
            assert_eq!(cap, usize::MAX, "the capacity of elements without size");
            return;
        }
        match step.op {
            "reserve" => assert!(cap - len >= amount(step), "too little was reserved"),
            "reserve_exact" => {
                let exact = cap == before || cap == len + amount(step);
                assert!(exact && cap - len >= amount(step), "not that was reserved");
            }
            "shrink_to_fit" | "shrink_to" => {
                let least = if step.op == "shrink_to" { step.index(len) } else { 0 };
                let fits = cap == before.min(least.max(len));
                assert!(fits || (self.alloc.may_refuse() && cap == before), "it hasn't shrunk");
            }
            "into_boxed_slice" | "into_alloc" => assert_eq!(cap, len, "there is room for more"),
            "with_capacity" => assert!(cap >= usize::from(step.a), "too little room"),
            "from_slice" | "from_array" | "from_elem" | "concat_in" | "join_in" | "to_owned_in"
            | "repeat_in" => assert_eq!(cap, len, "room for more"),
            // An iterator may have promised more than there was.
            "extend" | "splice" | "from_iter" | "collect_in" | "into_flattened" => {}
            // Another vector is there.
            "into_iter" | "erase_alloc" | "try_into an array" => {}
            _ if len <= before => assert_eq!(cap, before, "there was room, or less was asked for"),
            _ => {}
        }
    }

    /// Memory was refused: nothing has changed, and nothing is lost.
    fn after_refusal(
        &mut self,
        step: &Step,
        try_form: bool,
        (before, cap): (&[u32], usize),
        seen: &mut Seen,
        error: Option<TryReserveError>,
    ) {
        let overflow = error.is_some_and(|e| e.kind() == TryReserveErrorKind::CapacityOverflow);
        if overflow {
            let absurd = step.op.starts_with("reserve");
            assert!(absurd && self.model.try_reserve(amount(step)).is_err(), "no overflow");
        } else {
            assert!(self.alloc.may_refuse(), "refused without a reason");
        }
        match step.op {
            // The panicking form can't give the vector back, or the items.
            "into_boxed_slice" | "into_alloc" if !try_form => {
                self.model.clear();
                assert!(self.v.is_empty());
                assert_eq!(Ours::take(), Theirs::take(), "the elements dropped with the vector");
                return seen.count(step.op, End::Refused);
            }
            "extend" if !try_form => {
                assert!(values(&self.v).starts_with(before), "elements were lost");
                self.v.truncate(before.len());
            }
            "splice" => {
                self.after_splice(step, before);
                return seen.count(step.op, End::Refused);
            }
            // An iterator that promised too little may have made room already.
            "extend" => {}
            _ => assert_eq!(self.v.capacity(), cap, "the capacity after a refusal"),
        }
        assert_eq!(values(&self.v), before, "the contents after a refusal");
        let [made, dropped] = Ours::take();
        assert_eq!(made, dropped, "the elements made and dropped by a refused step");
        seen.count(step.op, End::Refused);
    }

    /// Memory was refused when the result of `splice` was dropped: some of the items are there. All
    /// behind the beginning of the range goes.
    fn after_splice(&mut self, step: &Step, before: &[u32]) {
        let (start, end) = resolved(step.bounds(before.len()), before.len());
        let tail = &before[end..];
        let mut left = values(&self.v);
        assert!(left.len() >= start + tail.len(), "elements were lost");
        assert_eq!(left.split_off(left.len() - tail.len()), tail, "the elements behind the range");
        let new = left.split_off(start);
        assert_eq!(left, before[..start], "the elements before the range");
        let first = u32::from(step.b) % 16;
        let items = (first..).flat_map(|n| [n, n]).take(new.len());
        let size = size_of::<F::Ours>();
        assert!(items.eq(new) || size == 0, "the items that found room");
        self.v.truncate(start);
        self.model.truncate(start);
        Ours::take();
        Theirs::take();
        assert_eq!(Ours::alive(), Theirs::alive(), "the elements alive after a refused splice");
    }
}
