//! The cause, and the items that could not be stored.

use super::TryReserveError;
use core::fmt;
use core::iter::{Chain, Fuse};
use core::option;

/// Some items could not be stored because there was no room; here they are again.
///
/// What the iterator yielded before is in the collection, and stays there. `item` is the one it
/// had yielded when room ran out, `rest` has not been asked for more. Together they are an iterator
/// again: [`into_iter`](IntoIterator::into_iter).
///
/// # Examples
///
/// ```
/// use exalloc::{BumpAllocator, ExVec};
///
/// let mut memory = [core::mem::MaybeUninit::uninit(); 64];
/// let bump = BumpAllocator::new(&mut memory);
/// let mut v = ExVec::new(&bump);
/// let unknown_length = (0u8..100).filter(|_| true);
/// let error = v.try_extend(unknown_length).unwrap_err();
/// let (stored, left) = (v.len(), error.into_iter().count());
/// assert_eq!(stored + left, 100);
/// ```
#[non_exhaustive]
pub struct TryExtendError<I: Iterator> {
    /// What was taken from the iterator and could not be stored.
    pub item: Option<I::Item>,
    /// What is left of the iterator.
    pub rest: I,
    /// Why not.
    pub error: TryReserveError,
}

impl<I: Iterator> TryExtendError<I> {
    #[inline]
    pub(crate) const fn new(item: Option<I::Item>, rest: I, error: TryReserveError) -> Self {
        Self { item, rest, error }
    }
}

impl<I: Iterator> IntoIterator for TryExtendError<I> {
    type Item = I::Item;
    type IntoIter = Chain<option::IntoIter<I::Item>, Fuse<I>>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.item.into_iter().chain(self.rest.fuse())
    }
}

impl<I: Iterator> From<TryExtendError<I>> for TryReserveError {
    /// Drops the items, and keeps the cause.
    #[inline]
    fn from(error: TryExtendError<I>) -> Self {
        error.error
    }
}

impl<I: Iterator> fmt::Display for TryExtendError<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "some items could not be stored: {}", self.error)
    }
}

impl<I: Iterator> fmt::Debug for TryExtendError<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryExtendError").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<I: Iterator> core::error::Error for TryExtendError<I> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}
