//! What a step's numbers mean: elements, arrays, ranges, closures.

use crate::elements::{Element, Who};
use crate::told::{Told, tell, then_drop, told};
use core::cmp::Ordering;
use exalloc_tests::fuzz::{Bounds, Step};

/// How many elements a step makes.
pub(crate) fn count(step: &Step) -> u32 {
    u32::from(step.a) % 24
}

/// Elements from foreign calls.
pub(crate) fn items<T: Element>(step: &Step) -> impl Iterator<Item = T> {
    let first = u32::from(step.b) % 16;
    (0..count(step)).map(move |n| {
        T::Who::call();
        T::new(first + n / 2)
    })
}

/// A slice of elements.
pub(crate) fn slice<T: Element>(step: &Step) -> Vec<T> {
    let first = u32::from(step.b) % 16;
    (0..count(step)).map(|n| T::new(first + n)).collect()
}

/// Three elements.
pub(crate) fn array<T: Element>(step: &Step) -> [T; 3] {
    [0, 1, 2].map(|n| T::new(u32::from(step.b) + n))
}

/// Arrays of elements from foreign calls.
pub(crate) fn arrays<T: Element, const N: usize>(step: &Step) -> impl Iterator<Item = [T; N]> {
    let first = u32::from(step.b) % 16;
    (0..count(step) / 3).map(move |n| {
        T::Who::call();
        core::array::from_fn(|_| T::new(first + n))
    })
}

/// Elements from foreign calls, and perhaps nothing in place of one.
pub(crate) fn perhaps<T: Element>(step: &Step) -> impl Iterator<Item = Option<T>> {
    items(step).map(|item: T| (item.value() != 18).then_some(item))
}

/// Takes elements from both ends, and leaves the rest.
pub(crate) fn take<T: Element>(
    step: &Step,
    mut all: impl DoubleEndedIterator<Item = T> + ExactSizeIterator,
) -> Told {
    let mut seen = vec![told(all.len())];
    seen.extend((0..step.c / 9 % 4).map(|_| tell(all.next())));
    seen.extend((0..step.c / 36 % 4).map(|_| tell(all.next_back())));
    then_drop(seen, all)
}

/// Where a range begins and ends.
///
/// # Panics
///
/// As `Vec` does, if there is no such range.
pub(crate) fn resolved(bounds: Bounds, len: usize) -> (usize, usize) {
    use core::ops::Bound::{Excluded, Included, Unbounded};
    let count = vec![(); len].drain(bounds).len();
    let start = match bounds.0 {
        Included(start) => start,
        Excluded(before) => before + 1,
        Unbounded => 0,
    };
    (start, start + count)
}

/// A length to resize to.
pub(crate) fn target(step: &Step, len: usize) -> usize {
    if step.a < 96 { usize::from(step.a) % 40 } else { len + usize::from(step.a) % 20 }
}

/// A filter that picks out one element in four.
pub(crate) fn picked<T: Element>(step: &Step) -> impl FnMut(&mut T) -> bool {
    let value = u32::from(step.b) % 4;
    move |item| {
        T::Who::call();
        item.value() % 4 == value
    }
}

/// What elements are sorted by: some have the same.
pub(crate) fn key<T: Element>(item: &T) -> u32 {
    item.value() * 5 % 8 / 2
}

/// A comparison that may panic when it is called first: later ones are of elements that each
/// algorithm chooses.
pub(crate) fn compared<T: Element>() -> impl FnMut(&T, &T) -> Ordering {
    let mut called = false;
    move |a, b| {
        if !core::mem::replace(&mut called, true) {
            T::Who::call();
        }
        key(b).cmp(&key(a))
    }
}
