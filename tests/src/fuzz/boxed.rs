//! `ExBox` of values, slices, text and trait objects, beside what they should contain.

use super::STEPS;
use super::coverage::{Coverage, End, Plan, Unreachable};
use super::input::{Input, Plant, Step};
use super::memory::{Bench, Strict, over};
use super::panics::outcome;
use core::alloc::Layout;
use core::pin::Pin;
use core::ptr::NonNull;
use exalloc::testing::{Ledger, OverAligned, Tracked};
use exalloc::{Allocator, ExBox, ExString, ExVec, StaticAllocator, TryReserveError, unsize};

const OPS: &[&str] = &[
    "value",
    "wide",
    "unit",
    "slice",
    "str",
    "uninit",
    "uninit_slice",
    "array",
    "dynamic",
    "pinned",
    "drop",
    "clone",
    "into_inner",
    "replace",
    "raw_parts",
    "leak",
    "into_vec",
    "into_iter",
    "unsize",
    "iterate",
];

const ENDS: &[End] = &[End::Done, End::NoOp, End::Refused, End::Panicked];

/// What of the table stays empty.
pub(super) const PLAN: Plan = Plan { ops: OPS, ends: ENDS, unreachable: UNREACHABLE };

const UNREACHABLE: &[Unreachable] = &[
    Unreachable {
        ops: &[
            "value",
            "wide",
            "unit",
            "slice",
            "str",
            "uninit",
            "uninit_slice",
            "array",
            "dynamic",
            "pinned",
            "drop",
        ],
        ends: &[End::NoOp],
        why: "there is a box more, or less",
    },
    Unreachable { ops: &["unit"], ends: &[End::Refused], why: "nothing needs no memory" },
    Unreachable {
        ops: &[
            "drop",
            "into_inner",
            "replace",
            "raw_parts",
            "leak",
            "into_vec",
            "into_iter",
            "unsize",
            "iterate",
        ],
        ends: &[End::Refused],
        why: "no memory is asked for",
    },
    Unreachable {
        ops: &[
            "value",
            "wide",
            "unit",
            "slice",
            "str",
            "uninit",
            "uninit_slice",
            "array",
            "dynamic",
            "pinned",
            "raw_parts",
            "leak",
            "into_vec",
            "unsize",
            "iterate",
        ],
        ends: &[End::Panicked],
        why: "no foreign code is called",
    },
];

type At<'m> = &'m Strict<'m>;
type Wide<'l> = Tracked<'l, OverAligned<u32>>;

/// What a trait object tells.
trait Tells {
    fn tell(&self) -> u32;
}

impl Tells for Tracked<'_> {
    fn tell(&self) -> u32 {
        self.value()
    }
}

impl<const N: usize> Tells for [Tracked<'_>; N] {
    fn tell(&self) -> u32 {
        self.iter().map(Tracked::value).sum()
    }
}

/// What pinned boxes lie on.
#[derive(Clone, Copy)]
struct Pinning<'m>(At<'m>);

// SAFETY: forwarded, all five.
unsafe impl Allocator for Pinning<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.resize_in_place(ptr, old, new_size) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.remap(ptr, old, new_size) }
    }
}

// SAFETY: the boxes here are dropped, none is forgotten, before what they lie on.
unsafe impl StaticAllocator for Pinning<'_> {}

/// A box of some kind.
enum Held<'l, 'm> {
    Value(ExBox<Tracked<'l>, At<'m>>),
    Wide(ExBox<Wide<'l>, At<'m>>),
    Unit(ExBox<(), At<'m>>),
    Slice(ExBox<[Tracked<'l>], At<'m>>),
    Str(ExBox<str, At<'m>>),
    Dynamic(ExBox<dyn Tells + 'l, At<'m>>),
    Pinned(Pin<ExBox<Tracked<'l>, Pinning<'m>>>),
}

/// What a box should contain.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Number(u32),
    Numbers(Vec<u32>),
    Text(String),
    Nothing,
}

impl Held<'_, '_> {
    fn content(&self) -> Content {
        match self {
            Self::Value(b) => Content::Number(b.value()),
            Self::Wide(b) => {
                assert_eq!((&raw const **b).addr() % 64, 0, "misaligned");
                Content::Number(b.value().0)
            }
            Self::Unit(b) => {
                let () = **b;
                Content::Nothing
            }
            Self::Slice(b) => Content::Numbers(b.iter().map(Tracked::value).collect()),
            Self::Str(b) => Content::Text((**b).to_owned()),
            Self::Dynamic(b) => Content::Number(b.tell()),
            Self::Pinned(b) => Content::Number(b.value()),
        }
    }

    /// How many elements there are in it.
    fn elements(&self) -> usize {
        match self {
            Self::Value(_) | Self::Wide(_) | Self::Pinned(_) => 1,
            Self::Unit(_) | Self::Str(_) => 0,
            Self::Slice(b) => b.len(),
            Self::Dynamic(b) => size_of_val(&**b) / size_of::<Tracked<'_>>(),
        }
    }
}

/// Boxes, with what they should contain.
type Shelf<'l, 'm> = Vec<(Held<'l, 'm>, Content)>;

fn text(step: &Step) -> String {
    "aß€😀".chars().cycle().take(usize::from(step.a % 40)).collect()
}

fn slice<'l, 'm>(
    step: &Step,
    ledger: &'l Ledger,
    alloc: At<'m>,
) -> Result<ExBox<[Tracked<'l>], At<'m>>, TryReserveError> {
    let mut v = ExVec::try_with_capacity(usize::from(step.c % 4), alloc)?;
    for n in 0..u32::from(step.a % 12) {
        v.try_push(ledger.element(n + u32::from(step.b)))?;
    }
    match v.try_into_boxed_slice() {
        Ok(boxed) => Ok(boxed),
        Err(failed) => {
            assert_eq!(failed.value.len(), usize::from(step.a % 12), "elements were lost");
            Err(failed.error)
        }
    }
}

/// Makes a box as the step says.
fn make<'l, 'm>(
    step: &Step,
    ledger: &'l Ledger,
    alloc: At<'m>,
) -> Result<Held<'l, 'm>, TryReserveError> {
    let value = u32::from(step.b);
    let back = |item: Tracked<'_>, error: TryReserveError| {
        assert_eq!(item.value(), value, "another value was given back");
        error
    };
    Ok(match step.op {
        "value" => Held::Value(
            ExBox::try_new(ledger.element(value), alloc).map_err(|f| back(f.value, f.error))?,
        ),
        "wide" => {
            let boxed = ExBox::try_new(ledger.element(OverAligned(value)), alloc);
            Held::Wide(boxed.map_err(|f| {
                assert_eq!(f.value.value().0, value, "another value was given back");
                f.error
            })?)
        }
        "unit" => Held::Unit(ExBox::try_new((), alloc)?),
        "slice" => Held::Slice(slice(step, ledger, alloc)?),
        "str" => {
            let mut s = ExString::try_with_capacity(usize::from(step.c), alloc)?;
            s.try_push_str(&text(step))?;
            match s.try_into_boxed_str() {
                Ok(boxed) => Held::Str(boxed),
                Err(failed) => {
                    assert_eq!(failed.value, *text(step), "text was lost");
                    return Err(failed.error);
                }
            }
        }
        "uninit" => {
            let room = ExBox::<Tracked<'_>, _>::try_new_uninit(alloc)?;
            Held::Value(ExBox::write(room, ledger.element(value)))
        }
        "uninit_slice" => {
            let len = usize::from(step.a % 12);
            let mut room = ExBox::<[Tracked<'_>], _>::try_new_uninit_slice(len, alloc)?;
            assert_eq!(room.len(), len);
            for (n, place) in room.iter_mut().enumerate() {
                place.write(ledger.element(value + n as u32));
            }
            // SAFETY: all were just written.
            Held::Slice(unsafe { room.assume_init() })
        }
        "array" => {
            let array = [0, 1, 2].map(|n| ledger.element(value + n));
            let boxed = ExBox::try_new(array, alloc).map_err(|f| {
                assert_eq!(f.value[2].value(), value + 2, "another value was given back");
                f.error
            })?;
            Held::Slice(unsize!(boxed => [_]))
        }
        "dynamic" if step.a.is_multiple_of(2) => {
            let boxed = ExBox::try_new(ledger.element(value), alloc);
            Held::Dynamic(unsize!(boxed.map_err(|f| back(f.value, f.error))? => dyn Tells + 'l))
        }
        "dynamic" => {
            let array = [0, 1].map(|n| ledger.element(value + n));
            Held::Dynamic(unsize!(ExBox::try_new(array, alloc)? => dyn Tells + 'l))
        }
        "pinned" => Held::Pinned(
            ExBox::try_pin(ledger.element(value), Pinning(alloc))
                .map_err(|f| back(f.value, f.error))?,
        ),
        op => unreachable!("an operation without a body: {op}"),
    })
}

/// What a fresh box contains.
fn expected(step: &Step) -> Content {
    let value = u32::from(step.b);
    let numbers = |n: u32| Content::Numbers((value..value + n).collect());
    match step.op {
        "unit" => Content::Nothing,
        "slice" | "uninit_slice" => numbers(u32::from(step.a % 12)),
        "array" => numbers(3),
        "str" => Content::Text(text(step)),
        "dynamic" if step.a % 2 == 1 => Content::Number(2 * value + 1),
        _ => Content::Number(value),
    }
}

/// What became of a box.
enum Became<'l, 'm> {
    /// It is still there, changed or not.
    Same(Held<'l, 'm>),
    /// It was consumed.
    Gone,
    /// There is another one.
    Two(Held<'l, 'm>, Held<'l, 'm>),
    /// It is as it was, for there is no memory.
    Refused(Held<'l, 'm>),
    /// The step isn't for boxes of this kind.
    NoOp(Held<'l, 'm>),
}

/// Uses a box up, or changes it. Where that unwinds, the box is gone.
fn change<'l, 'm>(step: &Step, held: Held<'l, 'm>, content: &Content) -> Became<'l, 'm> {
    use Became::{Gone, NoOp, Refused, Same, Two};
    /// Does one thing with a box of any sized or unsized kind.
    macro_rules! any {
        ($held:expr, |$b:ident| $body:expr, $otherwise:ident) => {
            match $held {
                Held::Value($b) => Held::Value($body),
                Held::Wide($b) => Held::Wide($body),
                Held::Unit($b) => Held::Unit($body),
                Held::Slice($b) => Held::Slice($body),
                Held::Str($b) => Held::Str($body),
                $otherwise => return NoOp($otherwise),
            }
        };
    }
    match step.op {
        "drop" => {
            drop(held);
            Gone
        }
        "clone" => {
            let copy = match &held {
                Held::Value(b) => ExBox::try_clone(b).map(Held::Value),
                Held::Wide(b) => ExBox::try_clone(b).map(Held::Wide),
                Held::Unit(b) => ExBox::try_clone(b).map(Held::Unit),
                Held::Slice(b) => ExBox::try_clone(b).map(Held::Slice),
                Held::Str(b) => ExBox::try_clone(b).map(Held::Str),
                Held::Dynamic(_) | Held::Pinned(_) => return NoOp(held),
            };
            match copy {
                Ok(copy) => Two(held, copy),
                Err(_) => Refused(held),
            }
        }
        "into_inner" => match held {
            Held::Value(b) => {
                assert_eq!(Content::Number(ExBox::into_inner(b).value()), *content);
                Gone
            }
            Held::Wide(b) => {
                let (value, _) = ExBox::into_inner_with_allocator(b);
                assert_eq!(Content::Number(value.value().0), *content);
                Gone
            }
            Held::Unit(b) => {
                ExBox::into_inner(b);
                Gone
            }
            other => NoOp(other),
        },
        "raw_parts" => match held {
            Held::Dynamic(b) => {
                let (ptr, alloc) = ExBox::into_raw_parts(b);
                // SAFETY: the parts of one box, used once.
                Same(Held::Dynamic(unsafe { ExBox::from_raw_parts(ptr, alloc) }))
            }
            other => Same(any!(
                other,
                |b| {
                    let (ptr, alloc) = ExBox::into_raw_parts(b);
                    // SAFETY: the parts of one box, used once.
                    unsafe { ExBox::from_raw_parts(ptr, alloc) }
                },
                other
            )),
        },
        "leak" => Same(any!(
            held,
            |b| {
                let alloc = *ExBox::allocator(&b);
                let leaked = ExBox::leak(b);
                // SAFETY: what `leak` left behind, on this allocator.
                unsafe { ExBox::from_raw_parts(leaked, alloc) }
            },
            other
        )),
        "into_vec" => match held {
            Held::Slice(b) => {
                let len = b.len();
                let v = ExBox::into_vec(b);
                assert_eq!((v.len(), v.capacity()), (len, len));
                Same(Held::Slice(v.try_into_boxed_slice().expect("it has that capacity")))
            }
            Held::Str(b) => {
                let s = ExBox::into_string(b);
                assert_eq!(s.len(), s.capacity());
                Same(Held::Str(s.try_into_boxed_str().expect("it has that capacity")))
            }
            other => NoOp(other),
        },
        "into_iter" => match held {
            Held::Slice(b) => {
                let Content::Numbers(numbers) = content else { unreachable!("a slice") };
                let (mut ours, mut theirs) = (b.into_iter(), numbers.iter());
                for _ in 0..step.a % 5 {
                    assert_eq!(ours.next().map(|e| e.value()), theirs.next().copied());
                }
                for _ in 0..step.b % 5 {
                    assert_eq!(ours.next_back().map(|e| e.value()), theirs.next_back().copied());
                }
                assert_eq!(ours.len(), theirs.len());
                Gone
            }
            other => NoOp(other),
        },
        "unsize" => match held {
            Held::Value(b) => Same(Held::Dynamic(unsize!(b => dyn Tells + 'l))),
            other => NoOp(other),
        },
        "iterate" => match held {
            Held::Slice(b) => {
                assert_eq!((&b).into_iter().count(), b.len());
                Same(Held::Slice(b))
            }
            other => NoOp(other),
        },
        op => unreachable!("an operation without a body: {op}"),
    }
}

/// Writes another value into a box.
fn replace<'l>(step: &Step, ledger: &'l Ledger, held: &mut Held<'l, '_>) -> Option<Content> {
    let value = u32::from(step.b);
    match held {
        Held::Value(b) => **b = ledger.element(value),
        Held::Wide(b) => **b = ledger.element(OverAligned(value)),
        Held::Pinned(b) => b.set(ledger.element(value)),
        Held::Slice(b) => {
            let last = b.last_mut()?;
            *last = ledger.element(value);
            return Some(Content::Numbers(b.iter().map(Tracked::value).collect()));
        }
        _ => return None,
    }
    Some(Content::Number(value))
}

/// Runs a program on a shelf of boxes.
///
/// # Panics
///
/// If a box contains anything else than it should, a value is dropped twice or never, a refused
/// step loses a value, or memory is misused.
#[must_use]
pub fn boxed(data: &[u8]) -> Coverage {
    let mut seen = Coverage::new();
    over(&mut Input::new(data), |input, bench| {
        let ledger = Ledger::new();
        run(input, bench, &ledger, &mut seen);
        ledger.finish();
    });
    seen
}

fn run<'l, 'm>(input: &mut Input<'_>, bench: &Bench<'m>, ledger: &'l Ledger, seen: &mut Coverage) {
    let mut shelf: Shelf<'l, 'm> = Vec::new();
    for _ in 0..STEPS {
        let Some(step) = input.step(OPS) else { break };
        let plant = || match step.plant {
            Plant::Clone(k) => ledger.panic_at_clone(k),
            Plant::Drop(k) => ledger.panic_at_drop(k),
            _ => {}
        };
        let made = OPS.iter().position(|op| *op == step.op) < Some(10);
        let end = if made {
            match make(&step, ledger, bench.alloc) {
                Ok(held) => {
                    assert_eq!(held.content(), expected(&step), "after {step:?}");
                    shelf.push((held, expected(&step)));
                    End::Done
                }
                Err(error) => {
                    assert!(bench.may_refuse, "{step:?}: {error} without a reason");
                    End::Refused
                }
            }
        } else if shelf.is_empty() {
            continue;
        } else if step.op == "replace" {
            let index = usize::from(step.c) % shelf.len();
            let (held, content) = &mut shelf[index];
            plant();
            let replaced = outcome(|| replace(&step, ledger, held));
            ledger.disarm();
            // Also where the drop of the old value has panicked, the new one is there.
            match replaced {
                Ok(Some(new)) => {
                    *content = new;
                    End::Done
                }
                Ok(None) => End::NoOp,
                Err(_) => {
                    *content = held.content();
                    let new = u32::from(step.b);
                    let there = match content {
                        Content::Number(n) => *n == new,
                        Content::Numbers(all) => all.last() == Some(&new),
                        _ => false,
                    };
                    assert!(there, "the new value is lost by {step:?}");
                    End::Panicked
                }
            }
        } else {
            let index = usize::from(step.c) % shelf.len();
            let (held, content) = shelf.swap_remove(index);
            plant();
            let became = outcome(|| change(&step, held, &content));
            ledger.disarm();
            match became {
                Ok(Became::Same(held)) => {
                    shelf.push((held, content));
                    End::Done
                }
                Ok(Became::Gone) => End::Done,
                Ok(Became::Two(held, copy)) => {
                    shelf.extend([(held, content.clone()), (copy, content)]);
                    End::Done
                }
                Ok(Became::Refused(held)) => {
                    assert!(bench.may_refuse, "{step:?}: refused without a reason");
                    shelf.push((held, content));
                    End::Refused
                }
                Ok(Became::NoOp(held)) => {
                    shelf.push((held, content));
                    End::NoOp
                }
                Err(message) => {
                    assert!(message.contains("planted"), "{step:?}: {message}");
                    End::Panicked
                }
            }
        };
        seen.count(step.op, end);
        for (held, content) in &shelf {
            assert_eq!(held.content(), *content, "after {step:?}");
        }
        let alive: usize = shelf.iter().map(|(held, _)| held.elements()).sum();
        assert_eq!(ledger.alive(), alive, "elements alive after {step:?}");
        ledger.check();
        while shelf.len() > 40 {
            shelf.pop();
        }
    }
}
