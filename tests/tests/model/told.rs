//! What a caller sees of elements.

use crate::elements::Element;

/// Values, lengths, absences.
pub(crate) type Told = Vec<Option<u32>>;

/// A number that was seen; none is an absence.
pub(crate) fn told(n: usize) -> Option<u32> {
    u32::try_from(n).ok().filter(|&n| n > 0)
}

/// The values of elements.
pub(crate) fn values<'e, T: Element>(items: impl IntoIterator<Item = &'e T>) -> Vec<u32> {
    items.into_iter().map(T::value).collect()
}

/// The same, as what a caller sees.
pub(crate) fn tell_all<T: Element>(items: &[T]) -> Told {
    items.iter().map(|item| Some(item.value())).collect()
}

/// The value of an element, which is dropped.
pub(crate) fn tell<T: Element>(item: Option<T>) -> Option<u32> {
    item.map(|item| item.value())
}

/// Drops something, and gives what was told of it back. Dropped behind the result, what panics
/// would leak it (rust-lang/rust#47949).
pub(crate) fn then_drop<D>(told: Told, dropped: D) -> Told {
    drop(dropped);
    told
}
