//! A range of elements taken out by value, the rest moved together behind it.

use super::ExVec;
use crate::range;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::RangeBounds;
use core::ptr::{self, NonNull};
use core::slice;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Takes a range of elements out, as an iterator; the capacity stays.
    ///
    /// When the iterator is dropped, the elements that it hasn't yielded are dropped, and those
    /// behind the range move up. If it is forgotten instead ([`core::mem::forget`]), the vector
    /// keeps the elements before the range, and all others leak.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3, 4];
    /// let middle = ExVec::from_iter_in(v.drain(1..3), SystemAllocator);
    /// assert_eq!(middle, [2, 3]);
    /// assert_eq!(v, [1, 4]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the range begins after its end or ends after the last element.
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T, A> {
        let len = self.len;
        let range = range::resolve(range, len);
        // INVARIANT 1 of `ExVec`: what follows is the drain's, until it puts the tail back.
        self.len = range.start;
        Drain {
            first: self.buf.ptr(),
            next: range.start,
            end: range.end,
            tail: range.end,
            tail_len: len - range.end,
            vec: NonNull::from(self),
            borrow: PhantomData,
        }
    }
}

/// The elements that [`ExVec::drain`] takes out.
///
/// # Examples
///
/// ```
/// use exalloc::{SystemAllocator, ex_vec};
///
/// let mut v = ex_vec![in SystemAllocator; 'a', 'b', 'c'];
/// let mut drain = v.drain(..2);
/// assert_eq!(drain.next(), Some('a'));
/// assert_eq!(drain.as_slice(), ['b']);
/// drop(drain);
/// assert_eq!(v, ['c']);
/// ```
///
/// # Invariants
///
/// 1. `vec` is valid for reads and writes, and used by nobody else, for `'a`; `first` is its
///    buffer's pointer.
/// 2. `vec.len <= next <= end <= tail`, and `tail + tail_len` is within the buffer.
/// 3. The elements `next..end` and the `tail_len` elements from `tail` on are initialised, and
///    belong to this value.
pub struct Drain<'a, T, A: Allocator> {
    pub(super) first: NonNull<T>,
    pub(super) next: usize,
    pub(super) end: usize,
    pub(super) tail: usize,
    pub(super) tail_len: usize,
    pub(super) vec: NonNull<ExVec<T, A>>,
    // Shared, so that `'a` and `T` are covariant: nothing of another type is ever written. (A
    // `Splice` writes what its iterator yields; that iterator's type can't vary.)
    borrow: PhantomData<&'a ExVec<T, A>>,
}

// SAFETY: a drain is a unique borrow of a vector, and elements; both may be sent when they may.
unsafe impl<T: Send, A: Allocator + Send> Send for Drain<'_, T, A> {}
// SAFETY: `&Drain` gives out `&[T]` and `&A` only.
unsafe impl<T: Sync, A: Allocator + Sync> Sync for Drain<'_, T, A> {}

impl<T, A: Allocator> Drain<'_, T, A> {
    /// The elements that are still to come.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// let mut drain = v.drain(..);
    /// drain.next();
    /// assert_eq!(drain.as_slice(), [2, 3]);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        // SAFETY: invariants 2 and 3: the elements are initialised, aligned and within the block,
        // and unchanged while `self` is borrowed.
        unsafe { slice::from_raw_parts(self.remaining().cast(), self.end - self.next) }
    }

    /// Lends the vector's allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, ExVec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = ExVec::<u8, _>::new(&bump);
    /// assert!(core::ptr::eq(*v.drain(..).allocator(), &bump));
    /// ```
    #[inline]
    pub fn allocator(&self) -> &A {
        // SAFETY: invariant 1; only shared references exist while `self` is borrowed.
        unsafe { self.vec.as_ref() }.allocator()
    }

    /// Where the elements lie that are still to come.
    #[inline]
    fn remaining(&self) -> *mut [T] {
        // SAFETY: invariant 2: within the block.
        let next = unsafe { self.first.as_ptr().add(self.next) };
        ptr::slice_from_raw_parts_mut(next, self.end - self.next)
    }
}

impl<T, A: Allocator> Iterator for Drain<'_, T, A> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        // SAFETY: invariant 2: within the block.
        let element = unsafe { self.first.add(self.next) };
        // INVARIANT 3: the element belongs to the caller from here on.
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

impl<T, A: Allocator> DoubleEndedIterator for Drain<'_, T, A> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if self.next == self.end {
            return None;
        }
        // INVARIANT 3: the element belongs to the caller from here on.
        self.end -= 1;
        // SAFETY: invariant 2: within the block.
        let element = unsafe { self.first.add(self.end) };
        // SAFETY: aligned and initialised; outside `next..end` now, so it is read once.
        Some(unsafe { element.read() })
    }
}

impl<T, A: Allocator> ExactSizeIterator for Drain<'_, T, A> {}
impl<T, A: Allocator> FusedIterator for Drain<'_, T, A> {}

impl<T, A: Allocator> AsRef<[T]> for Drain<'_, T, A> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T: fmt::Debug, A: Allocator> fmt::Debug for Drain<'_, T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_slice()).finish()
    }
}

impl<T, A: Allocator> Drop for Drain<'_, T, A> {
    fn drop(&mut self) {
        let remaining = self.remaining();
        // Puts the tail back at the end, also when a destructor unwinds.
        let _put_back = PutBack(self);
        // SAFETY: invariant 3: initialised, aligned, ours alone, and never used again: what follows
        // looks at the tail only.
        unsafe { ptr::drop_in_place(remaining) }
    }
}

/// Moves the tail up to the elements before the range, and gives it back to the vector.
struct PutBack<'d, 'a, T, A: Allocator>(&'d mut Drain<'a, T, A>);

impl<T, A: Allocator> Drop for PutBack<'_, '_, T, A> {
    fn drop(&mut self) {
        let Drain { first, tail, tail_len, .. } = *self.0;
        // SAFETY: invariant 1 of `Drain`: nobody else uses the vector.
        let vec = unsafe { self.0.vec.as_mut() };
        let start = vec.len;
        if start != tail && tail_len > 0 {
            // SAFETY: invariant 2 of `Drain`: within the block.
            let from = unsafe { first.add(tail) };
            // SAFETY: `start <= tail`, within the block.
            let to = unsafe { first.add(start) };
            // SAFETY: `tail_len` initialised elements at `from`; as many fit at `to`, before it.
            unsafe { from.copy_to(to, tail_len) };
        }
        // INVARIANT 1 of `ExVec`: `start` elements, and the tail behind them.
        vec.len = start + tail_len;
    }
}
