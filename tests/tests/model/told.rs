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
