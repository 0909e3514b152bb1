//! An iterator that panics.

#![forbid(unsafe_code)]

use super::Fuse;

/// Yields what the iterator inside yields, and panics once instead of an item.
///
/// The panic comes before the iterator inside is asked, so no item is lost: after it the iterator
/// goes on with that item. Requests from both ends count together, those for which there is no item
/// included.
///
/// # Examples
///
/// ```
/// use exalloc::testing::PanicAt;
/// use exalloc::{ExVec, SystemAllocator};
/// use std::panic::{AssertUnwindSafe, catch_unwind};
///
/// let mut v = ExVec::new(SystemAllocator);
/// let mut iter = PanicAt::nth([1, 2, 3].into_iter(), 3);
/// let run = catch_unwind(AssertUnwindSafe(|| v.try_extend(&mut iter).is_ok()));
/// assert!(run.is_err());
/// assert_eq!(v, [1, 2]);
/// assert_eq!(iter.next(), Some(3));
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators do nothing until they are asked"]
pub struct PanicAt<I> {
    iter: I,
    fuse: Fuse,
}

impl<I> PanicAt<I> {
    /// Panics at the `k`-th request for an item; the first is 1. Never, where `k` is 0.
    ///
    /// # Examples
    ///
    /// See [`PanicAt`].
    pub const fn nth(iter: I, k: usize) -> Self {
        Self { iter, fuse: Fuse::nth(k) }
    }

    /// Whether the panic is still to come.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::PanicAt;
    ///
    /// let mut iter = PanicAt::nth(0..3, 5);
    /// assert_eq!(iter.by_ref().count(), 3); // Four requests.
    /// assert!(iter.is_armed());
    /// ```
    #[must_use]
    pub fn is_armed(&self) -> bool {
        self.fuse.is_armed()
    }
}

impl<I: Iterator> Iterator for PanicAt<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.fuse.burn("an iterator's `next`");
        self.iter.next()
    }

    /// That of the iterator inside: honest, but for the panic.
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}

impl<I: DoubleEndedIterator> DoubleEndedIterator for PanicAt<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.fuse.burn("an iterator's `next_back`");
        self.iter.next_back()
    }
}

impl<I: ExactSizeIterator> ExactSizeIterator for PanicAt<I> {}
