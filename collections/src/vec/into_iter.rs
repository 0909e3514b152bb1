//! The elements by value.

use super::ExVec;
use crate::error::TryReserveError;
use crate::raw::RawBuf;
use core::fmt;
use core::iter::FusedIterator;
use core::ptr;
use core::slice;
use exalloc_core::Allocator;

/// The elements of a vector by value, in order: what [`ExVec::into_iter`] gives.
///
/// Keeps the vector's block and allocator until it is dropped.
///
/// # Examples
///
/// ```
/// use exalloc::{SystemAllocator, ex_vec};
///
/// let mut letters = ex_vec![in SystemAllocator; 'a', 'b', 'c'].into_iter();
/// assert_eq!((letters.next(), letters.next_back()), (Some('a'), Some('c')));
/// assert_eq!(letters.as_slice(), ['b']);
/// ```
///
/// # Invariants
///
/// 1. `next <= end <= buf.capacity()`.
/// 2. The elements `next..end` of the buffer are initialised, and belong to this value.
#[must_use = "the elements are dropped when this is"]
pub struct IntoIter<T, A: Allocator> {
    buf: RawBuf<T, A>,
    next: usize,
    end: usize,
}

impl<T, A: Allocator> IntoIter<T, A> {
    /// The elements that are still to come.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut numbers = ex_vec![in SystemAllocator; 1, 2, 3].into_iter();
    /// numbers.next();
    /// assert_eq!(numbers.as_slice(), [2, 3]);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: invariants 1 and 2: the elements are initialised, aligned and within the block,
        // and unchanged while `self` is borrowed.
        unsafe { slice::from_raw_parts(self.remaining().cast(), self.end - self.next) }
    }

    /// The elements that are still to come, to change them.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut letters = ex_vec![in SystemAllocator; 'a', 'b'].into_iter();
    /// letters.as_mut_slice().reverse();
    /// assert!(letters.eq(['b', 'a']));
    /// ```
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: invariants 1 and 2: the elements are initialised, aligned and within the block,
        // and ours alone while `self` is borrowed.
        unsafe { slice::from_raw_parts_mut(self.remaining().cast(), self.end - self.next) }
    }

    /// Lends the allocator that the block goes back to.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let elements = ExVec::<u8, _>::new(&bump).into_iter();
    /// assert!(core::ptr::eq(*elements.allocator(), &bump));
    /// ```
    #[inline]
    pub fn allocator(&self) -> &A {
        self.buf.allocator()
    }

    /// Copies what is still to come, into the cloned allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut letters = ex_vec![in SystemAllocator; 'a', 'b', 'c'].into_iter();
    /// letters.next();
    /// let copy = letters.try_clone()?;
    /// assert!(copy.eq(letters));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    pub fn try_clone(&self) -> Result<Self, TryReserveError>
    where
        T: Clone,
        A: Clone,
    {
        let copy = ExVec::try_from_slice_in(self.as_slice(), self.allocator().clone())?;
        Ok(copy.into_iter())
    }

    /// Where the elements lie that are still to come.
    #[inline]
    fn remaining(&self) -> *mut [T] {
        // SAFETY: invariant 1: within the block.
        let next = unsafe { self.buf.ptr().as_ptr().add(self.next) };
        ptr::slice_from_raw_parts_mut(next, self.end - self.next)
    }
}

impl<T, A: Allocator> Iterator for IntoIter<T, A> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        // SAFETY: invariant 1: within the block.
        let element = unsafe { self.buf.ptr().add(self.next) };
        // INVARIANT 2: the element belongs to the caller from here on.
        self.next += 1;
        // SAFETY: aligned and initialised; outside `next..end` now, so it is read once.
        Some(unsafe { element.read() })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.end - self.next;
        (len, Some(len))
    }
}

impl<T, A: Allocator> DoubleEndedIterator for IntoIter<T, A> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        // INVARIANT 2: the element belongs to the caller from here on.
        self.end -= 1;
        // SAFETY: invariant 1: within the block.
        let element = unsafe { self.buf.ptr().add(self.end) };
        // SAFETY: aligned and initialised; outside `next..end` now, so it is read once.
        Some(unsafe { element.read() })
    }
}

impl<T, A: Allocator> ExactSizeIterator for IntoIter<T, A> {}
impl<T, A: Allocator> FusedIterator for IntoIter<T, A> {}

impl<T, A: Allocator> AsRef<[T]> for IntoIter<T, A> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: fmt::Debug, A: Allocator> fmt::Debug for IntoIter<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}

#[cfg(feature = "infallible")]
impl<T: Clone, A: Allocator + Clone> Clone for IntoIter<T, A> {
    /// [`try_clone`](Self::try_clone) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn clone(&self) -> Self {
        match self.try_clone() {
            Ok(copy) => copy,
            Err(error) => error.raise(),
        }
    }
}

impl<T, A: Allocator + Default> Default for IntoIter<T, A> {
    /// Nothing is to come, of an empty vector in a default allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, vec::IntoIter};
    ///
    /// let mut nothing = IntoIter::<u8, SystemAllocator>::default();
    /// assert_eq!(nothing.next(), None);
    /// ```
    #[inline]
    fn default() -> Self {
        ExVec::default().into_iter()
    }
}

impl<T, A: Allocator> Drop for IntoIter<T, A> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: invariant 2: initialised, aligned, ours alone, and never used again. The block
        // goes back afterwards, with `buf`, also when a destructor unwinds.
        unsafe { ptr::drop_in_place(self.remaining()) }
    }
}

impl<T, A: Allocator> IntoIterator for ExVec<T, A> {
    type Item = T;
    type IntoIter = IntoIter<T, A>;

    #[inline]
    fn into_iter(self) -> IntoIter<T, A> {
        let end = self.len;
        // INVARIANTS 1 and 2: invariant 1 of the vector, which gives its elements up.
        IntoIter { buf: self.into_buf(), next: 0, end }
    }
}
