//! The trait.

use super::from_iter::FromIteratorIn;
use crate::error::TryCollectError;

/// What iterators do with memory of a given allocator.
///
/// # Examples
///
/// ```
/// use exalloc::{ExString, ExVec, InlineBump, IteratorExt, TryReserveError};
///
/// let bump = InlineBump::<256>::new();
/// let lengths: ExVec<_, _> = ["Ada", "Lovelace"].iter().map(|s| s.len()).try_collect_in(&bump)?;
/// assert_eq!(lengths, [3, 8]);
/// let initials = ["Ada", "Lovelace"].iter().filter_map(|s| s.chars().next());
/// assert_eq!(initials.try_collect_in::<ExString<_>>(&bump)?, "AL");
/// # Ok::<(), TryReserveError>(())
/// ```
pub trait IteratorExt: Iterator {
    /// Makes a collection of all that the iterator yields, or hands everything back when there is
    /// no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump, IteratorExt};
    ///
    /// let bump = InlineBump::<256>::new();
    /// assert_eq!((0..3).try_collect_in::<ExVec<_, _>>(&bump)?, [0, 1, 2]);
    ///
    /// let unknown_length = (0..100).filter(|_| true);
    /// let error = unknown_length.try_collect_in::<ExVec<_, _>>(&bump).unwrap_err();
    /// let (stored, left) = (error.collected.len(), error.rest.count());
    /// assert_eq!(stored + usize::from(error.item.is_some()) + left, 100);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// The failure of a computation is another than that of memory:
    ///
    /// ```
    /// use exalloc::{ExVec, IteratorExt, SystemAllocator, TryReserveError};
    /// use std::num::ParseIntError;
    ///
    /// type Numbers = ExVec<u32, SystemAllocator>;
    /// fn numbers(text: &str) -> Result<Result<Numbers, ParseIntError>, TryReserveError> {
    ///     Ok(text.split(' ').map(str::parse).try_collect_in(SystemAllocator)?)
    /// }
    /// assert_eq!(numbers("1 2")?.unwrap(), [1, 2]);
    /// assert!(numbers("1 b")?.is_err());
    /// # Ok::<(), TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The error has what was stored, in the collection that was to become
    /// the result, and what is left of the iterator.
    fn try_collect_in<C: FromIteratorIn<Self::Item>>(
        self,
        alloc: C::Alloc,
    ) -> Result<C, TryCollectError<C::Collected, Self>>
    where
        Self: Sized,
    {
        C::try_from_iter_in(self, alloc)
    }

    /// [`try_collect_in`](Self::try_collect_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, ExString, IteratorExt, SystemAllocator};
    ///
    /// let numbers: ExBox<[_], _> = (0..3).collect_in(SystemAllocator);
    /// assert_eq!(*numbers, [0, 1, 2]);
    /// let backwards: ExString<_> = "Ada".chars().rev().collect_in(SystemAllocator);
    /// assert_eq!(backwards, "adA");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_collect_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn collect_in<C: FromIteratorIn<Self::Item>>(self, alloc: C::Alloc) -> C
    where
        Self: Sized,
    {
        match self.try_collect_in(alloc) {
            Ok(collection) => collection,
            Err(failed) => failed.error.raise(),
        }
    }
}

impl<I: Iterator> IteratorExt for I {}
