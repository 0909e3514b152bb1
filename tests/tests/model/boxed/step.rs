//! One step on a shelf of boxes, the same for both.
//!
//! A new method of both gets an arm here, a name in `plan.rs` and a line in `text.rs`; what they
//! spell differently is in `boxes.rs`.

use super::boxes::{Boxes, Tells};
use crate::elements::{Element, Small, Unit, Who, Wide};
use crate::told::{Told, tell, tell_all, then_drop, told, values};
use exalloc::TryReserveError;
use exalloc_tests::fuzz::Step;
use exalloc_tests::fuzz::text::text;

/// A box of some kind.
pub(crate) enum Held<B: Boxes> {
    Value(B::Box<Small<B::Who>>),
    Wide(B::Box<Wide<B::Who>>),
    Unit(B::Box<Unit<B::Who>>),
    Slice(B::Box<[Small<B::Who>]>),
    Units(B::Box<[Unit<B::Who>]>),
    Text(B::Box<str>),
    Dynamic(B::Box<dyn Tells>),
}

/// What a box contains.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Numbers(&'static str, Vec<u32>),
    Text(String),
}

impl<B: Boxes> Held<B> {
    pub(crate) fn content(&self) -> Content {
        Content::Numbers(
            self.kind(),
            match self {
                Self::Value(b) => vec![b.value()],
                Self::Wide(b) => {
                    assert_eq!((&raw const **b).addr() % 64, 0, "misaligned");
                    vec![b.value()]
                }
                Self::Unit(b) => vec![b.value()],
                Self::Slice(b) => values(&**b),
                Self::Units(b) => values(&**b),
                Self::Dynamic(b) => vec![b.tell()],
                Self::Text(b) => return Content::Text((**b).to_owned()),
            },
        )
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::Value(_) => "value",
            Self::Wide(_) => "wide",
            Self::Unit(_) => "unit",
            Self::Slice(_) => "slice",
            Self::Units(_) => "units",
            Self::Text(_) => "text",
            Self::Dynamic(_) => "dynamic",
        }
    }
}

/// The elements of a slice.
pub(crate) fn items<T: Element>(step: &Step) -> Vec<T> {
    (0..u32::from(step.a) % 12).map(|n| T::new(u32::from(step.b) + n)).collect()
}

/// The kinds of boxes that an operation is for; none: it makes one.
fn kinds(op: &str) -> &'static [&'static str] {
    match op {
        "drop" | "into_raw_parts" => {
            &["value", "wide", "unit", "slice", "units", "text", "dynamic"]
        }
        "clone" | "clone_from" | "eq" => &["value", "wide", "unit", "slice", "units", "text"],
        "into_alloc" | "erase_alloc" => &["value", "wide", "unit", "slice", "units", "text"],
        "into_inner" | "set" => &["value", "wide", "unit"],
        "set last" | "into_iter" | "into an array" => &["slice", "units"],
        "into_vec" => &["slice", "units", "text"],
        "unsize" | "downcast" => &["value"],
        _ => &[],
    }
}

/// Which box a step is for: the first suitable one from some place on.
pub(crate) fn chosen<B: Boxes>(step: &Step, shelf: &[Held<B>]) -> Option<usize> {
    let (kinds, first) = (kinds(step.op), usize::from(step.c));
    let mut places = (0..shelf.len()).map(|n| (first + n) % shelf.len());
    places.find(|&at| kinds.contains(&shelf[at].kind()))
}

/// Does a step, and answers with what the caller sees; or nothing.
pub(crate) fn step<B: Boxes>(
    b: &B,
    step: &Step,
    shelf: &mut Vec<Held<B>>,
) -> Result<Told, TryReserveError> {
    let value = u32::from(step.b);
    let room = usize::from(step.c % 8);
    let new = match step.op {
        "new" => Held::Value(b.make(Element::new(value))?),
        "new, aligned" => Held::Wide(b.make(Element::new(value))?),
        "new, no size" => Held::Unit(b.make(Element::new(value))?),
        "new_uninit, write" if step.c.is_multiple_of(2) => {
            Held::Value(b.write(Element::new(value))?)
        }
        "new_uninit, write" => Held::Wide(b.write(Element::new(value))?),
        "new_zeroed" if step.c.is_multiple_of(2) => Held::Value(b.zeroed(Element::new(value))?),
        "new_zeroed" => Held::Wide(b.zeroed(Element::new(value))?),
        "new_zeroed_slice" => Held::Slice(b.zeroed_slice(items(step))?),
        "new_with" => Held::Value(b.make_with(|| {
            B::Who::call();
            Element::new(value)
        })?),
        "call_once" => {
            let item: Small<B::Who> = Element::new(value);
            let f = move |n| {
                B::Who::call();
                assert_eq!(n, 7, "another argument");
                item
            };
            return Ok(vec![tell(Some(b.call_once(f, 7)?))]);
        }
        "new_uninit_slice" => Held::Slice(b.uninit_slice(items(step))?),
        "into_boxed_slice" if step.c.is_multiple_of(4) => Held::Units(b.slice(items(step), room)?),
        "into_boxed_slice" => Held::Slice(b.slice(items(step), room)?),
        "into_boxed_str" => Held::Text(b.text(&text(step.a, step.b), step.c.into())?),
        "unsize an array" => Held::Slice(b.array([0, 1, 2].map(|n| Element::new(value + n)))?),
        _ => return old(b, step, shelf),
    };
    shelf.push(new);
    Ok(Told::new())
}

/// A step that needs a box.
fn old<B: Boxes>(b: &B, step: &Step, shelf: &mut Vec<Held<B>>) -> Result<Told, TryReserveError> {
    use Held::{Dynamic, Slice, Text, Unit, Units, Value, Wide};
    let Some(at) = chosen(step, shelf) else { return Ok(Told::new()) };
    let value = u32::from(step.b);
    match step.op {
        "clone" => {
            let copy = match &shelf[at] {
                Value(held) => Value(b.clone_value(held)?),
                Wide(held) => Wide(b.clone_value(held)?),
                Unit(held) => Unit(b.clone_value(held)?),
                Slice(held) => Slice(b.clone_slice(held)?),
                Units(held) => Units(b.clone_slice(held)?),
                Text(held) => Text(b.clone_text(held)?),
                Dynamic(_) => unreachable!("not for these"),
            };
            shelf.push(copy);
        }
        "clone_from" | "eq" => return Ok(pair(step, shelf, at)),
        "set" => match &mut shelf[at] {
            Value(held) => **held = Element::new(value),
            Wide(held) => **held = Element::new(value),
            Unit(held) => **held = Element::new(value),
            _ => unreachable!("not for these"),
        },
        "set last" => match &mut shelf[at] {
            Slice(held) => {
                held.iter_mut().last().into_iter().for_each(|e| *e = Element::new(value))
            }
            Units(held) => {
                held.iter_mut().last().into_iter().for_each(|e| *e = Element::new(value))
            }
            _ => unreachable!("not for these"),
        },
        "into_alloc" => {
            let (held, result) = moved(b, shelf.swap_remove(at));
            shelf.push(held);
            result?;
            return Ok(vec![Some(1)]);
        }
        _ => return Ok(used_up(step, shelf, at)),
    }
    Ok(Told::new())
}

/// A box under another allocator of the same type, or as it was.
fn moved<B: Boxes>(b: &B, held: Held<B>) -> (Held<B>, Result<(), TryReserveError>) {
    use Held::{Dynamic, Slice, Text, Unit, Units, Value, Wide};
    macro_rules! moved {
        ($held:ident, $kind:ident) => {
            match b.moved($held) {
                Ok(held) => ($kind(held), Ok(())),
                Err((held, error)) => ($kind(held), Err(error)),
            }
        };
    }
    match held {
        Value(held) => moved!(held, Value),
        Wide(held) => moved!(held, Wide),
        Unit(held) => moved!(held, Unit),
        Slice(held) => moved!(held, Slice),
        Units(held) => moved!(held, Units),
        Text(held) => moved!(held, Text),
        Dynamic(_) => unreachable!("not for these"),
    }
}

/// What is in a box, which is dropped.
fn erased<B: Boxes>(held: Held<B>) -> Told {
    use Held::{Dynamic, Slice, Text, Unit, Units, Value, Wide};
    match held {
        Value(held) => B::erased(held, |e| vec![Some(e.value())]),
        Wide(held) => B::erased(held, |e| vec![Some(e.value())]),
        Unit(held) => B::erased(held, |e| vec![Some(e.value())]),
        Slice(held) => B::erased(held, tell_all),
        Units(held) => B::erased(held, tell_all),
        Text(held) => B::erased(held, |text| text.bytes().map(|b| Some(b.into())).collect()),
        Dynamic(_) => unreachable!("not for these"),
    }
}

/// A step that takes two boxes of a kind; the first stands at the front then.
fn pair<B: Boxes>(step: &Step, shelf: &mut [Held<B>], at: usize) -> Told {
    use Held::{Slice, Text, Unit, Units, Value, Wide};
    shelf.swap(0, at);
    let Some((first, others)) = shelf.split_first_mut() else { return Told::new() };
    let Some(other) = others.iter().find(|other| other.kind() == first.kind()) else {
        return Told::new();
    };
    if step.op == "eq" {
        let equal = match (first, other) {
            (Value(a), Value(b)) => B::equal(a, b),
            (Wide(a), Wide(b)) => B::equal(a, b),
            (Unit(a), Unit(b)) => B::equal(a, b),
            (Slice(a), Slice(b)) => B::equal(a, b),
            (Units(a), Units(b)) => B::equal(a, b),
            (Text(a), Text(b)) => B::equal(a, b),
            _ => unreachable!("not for these"),
        };
        return vec![Some(equal.into())];
    }
    match (first, other) {
        (Value(a), Value(b)) => B::copy_value(a, b),
        (Wide(a), Wide(b)) => B::copy_value(a, b),
        (Unit(a), Unit(b)) => B::copy_value(a, b),
        (Slice(a), Slice(b)) => B::copy_slice(a, b),
        (Units(a), Units(b)) => B::copy_slice(a, b),
        (Text(a), Text(b)) => B::copy_text(a, b),
        _ => unreachable!("not for these"),
    }
    vec![Some(1)]
}

/// Takes elements from both ends, and leaves the rest.
fn iterate<B: Boxes, T: Element>(step: &Step, boxed: B::Box<[T]>) -> Told {
    let mut all = B::into_iter(boxed);
    let mut seen = vec![told(all.len())];
    seen.extend((0..step.a % 5).map(|_| tell(all.next())));
    seen.extend((0..step.b % 5).map(|_| tell(all.next_back())));
    then_drop(seen, all)
}

/// A step that takes a box off the shelf; a panic loses it.
fn used_up<B: Boxes>(step: &Step, shelf: &mut Vec<Held<B>>, at: usize) -> Told {
    use Held::{Dynamic, Slice, Text, Unit, Units, Value, Wide};
    let held = shelf.swap_remove(at);
    let leaked = step.a.is_multiple_of(2);
    let mut seen = vec![Some(1)];
    shelf.push(match (step.op, held) {
        ("erase_alloc", held) => return erased(held),
        ("downcast", Value(held)) => Value(B::through_any(held)),
        ("into an array", Slice(held)) => {
            let (held, array) = B::through_array(held);
            seen.push(array.then_some(1));
            Slice(held)
        }
        ("into an array", Units(held)) => {
            let (held, array) = B::through_array(held);
            seen.push(array.then_some(1));
            Units(held)
        }
        ("drop", held) => {
            drop(held);
            return vec![Some(1)];
        }
        ("into_inner", Value(held)) => return vec![tell(Some(B::into_inner(held)))],
        ("into_inner", Wide(held)) => return vec![tell(Some(B::into_inner(held)))],
        ("into_inner", Unit(held)) => return vec![tell(Some(B::into_inner(held)))],
        ("into_iter", Slice(held)) => return iterate::<B, _>(step, held),
        ("into_iter", Units(held)) => return iterate::<B, _>(step, held),
        ("into_vec", Slice(held)) => Slice(B::through_vec(held)),
        ("into_vec", Units(held)) => Units(B::through_vec(held)),
        ("into_vec", Text(held)) => Text(B::through_string(held)),
        ("unsize", Value(held)) => Dynamic(B::dynamic(held)),
        ("into_raw_parts", Value(held)) => Value(B::taken_apart(held, leaked)),
        ("into_raw_parts", Wide(held)) => Wide(B::taken_apart(held, leaked)),
        ("into_raw_parts", Unit(held)) => Unit(B::taken_apart(held, leaked)),
        ("into_raw_parts", Slice(held)) => Slice(B::taken_apart(held, leaked)),
        ("into_raw_parts", Units(held)) => Units(B::taken_apart(held, leaked)),
        ("into_raw_parts", Text(held)) => Text(B::taken_apart(held, leaked)),
        ("into_raw_parts", Dynamic(held)) => Dynamic(B::taken_apart(held, leaked)),
        (op, _) => unreachable!("an operation without a body: {op}"),
    });
    seen
}
