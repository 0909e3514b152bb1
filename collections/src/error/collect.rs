//! The cause, what was collected, and what is left.

use super::{TryExtendError, TryReserveError};
use core::fmt;
use core::iter::{Chain, Fuse, Take};
use core::option;

/// An iterator could not be collected because there was no room; here is everything.
///
/// `collected` has the items that were stored before, `item` is the one that the iterator had
/// yielded when room ran out, `rest` has not been asked for more. Where all items were stored, and
/// no smaller block for a box was to be had, `rest` is at its end, and
/// [`into_iter`](IntoIterator::into_iter) doesn't ask it again.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, InlineBump, IteratorExt, SystemAllocator, TryReserveError};
///
/// let bump = InlineBump::<256>::new();
/// let squares = (0..100).map(|n| n * n).filter(|_| true);
/// let error = squares.try_collect_in::<ExVec<_, _>>(&bump).unwrap_err();
///
/// // Once more, where there is room.
/// let mut v: ExVec<u32, _> = error.collected.try_clone_in(SystemAllocator)?;
/// v.try_extend(error.item.into_iter().chain(error.rest))?;
/// assert_eq!((v.len(), v[99]), (100, 99 * 99));
/// # Ok::<(), TryReserveError>(())
/// ```
#[non_exhaustive]
pub struct TryCollectError<C, I: Iterator> {
    /// What was stored.
    pub collected: C,
    /// What was taken from the iterator and could not be stored.
    pub item: Option<I::Item>,
    /// What is left of the iterator.
    pub rest: I,
    /// Why not.
    pub error: TryReserveError,
    /// Whether the iterator has said that there is no more: one that isn't fused may say anything
    /// when it is asked again.
    pub(crate) ended: bool,
}

impl<C, I: Iterator> TryCollectError<C, I> {
    #[inline]
    pub(crate) fn new(collected: C, rest: TryExtendError<I>) -> Self {
        let TryExtendError { item, rest, error } = rest;
        Self { collected, item, rest, error, ended: false }
    }
}

impl<T, C: IntoIterator<Item = T>, I: Iterator<Item = T>> IntoIterator for TryCollectError<C, I> {
    type Item = T;
    type IntoIter = Chain<C::IntoIter, Chain<option::IntoIter<T>, Take<Fuse<I>>>>;

    /// Yields all items: those that were stored, and then the others.
    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        let rest = self.rest.fuse().take(if self.ended { 0 } else { usize::MAX });
        self.collected.into_iter().chain(self.item.into_iter().chain(rest))
    }
}

impl<C, I: Iterator> From<TryCollectError<C, I>> for TryReserveError {
    /// Drops everything, and keeps the cause.
    #[inline]
    fn from(error: TryCollectError<C, I>) -> Self {
        error.error
    }
}

impl<C, I: Iterator> fmt::Display for TryCollectError<C, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an iterator could not be collected: {}", self.error)
    }
}

impl<C, I: Iterator> fmt::Debug for TryCollectError<C, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryCollectError").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<C, I: Iterator> core::error::Error for TryCollectError<C, I> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}
