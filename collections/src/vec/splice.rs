//! A range of elements taken out by value, others put in their place when that ends.

use super::{Drain, ExVec};
use crate::error::TryReserveError;
use core::fmt;
use core::ops::RangeBounds;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Takes a range of elements out, as an iterator, and puts what `replace_with` yields in their
    /// place when that is dropped.
    ///
    /// The two ranges needn't have the same length. Nothing is inserted before the result is
    /// dropped, which drops the elements that it hasn't yielded, too. If it is forgotten instead
    /// ([`core::mem::forget`]), the vector keeps the elements before the range, and all others
    /// leak.
    ///
    /// [`try_splice`](Self::try_splice) is all or nothing, and hands the items back where there is
    /// no room. To insert without removing, the range is empty; to remove without inserting,
    /// [`drain`](Self::drain) does it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3, 4];
    /// let old: Vec<i32> = v.splice(1..3, [20, 25, 30]).collect();
    /// assert_eq!(v, [1, 20, 25, 30, 4]);
    /// assert_eq!(old, [2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the range begins after its end or ends after the last element. Dropping the result panics
    /// when there is no room; the vector has the items then that found room, and its tail.
    ///
    /// # Complexity
    ///
    /// Linear in the number of items and of elements from the beginning of the range on. The tail
    /// is moved once where `replace_with` says its length.
    #[track_caller]
    pub fn splice<R, I>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter, A>
    where
        R: RangeBounds<usize>,
        I: IntoIterator<Item = T>,
    {
        Splice { drain: self.drain(range), replace_with: replace_with.into_iter() }
    }
}

/// The elements that [`ExVec::splice`] takes out; puts others in their place when it is dropped.
///
/// # Examples
///
/// ```
/// use exalloc::{SystemAllocator, ex_vec};
///
/// let mut v = ex_vec![in SystemAllocator; 'a', 'b', 'c'];
/// let mut splice = v.splice(..2, ['x']);
/// assert_eq!(splice.next(), Some('a'));
/// drop(splice);
/// assert_eq!(v, ['x', 'c']);
/// ```
// The drain comes first: the vector is whole when the iterator is dropped, which may unwind.
pub struct Splice<'a, I: Iterator + 'a, A: Allocator + 'a> {
    drain: Drain<'a, I::Item, A>,
    replace_with: I,
}

impl<I: Iterator, A: Allocator> Iterator for Splice<'_, I, A> {
    type Item = I::Item;

    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        self.drain.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drain.size_hint()
    }
}

impl<I: Iterator, A: Allocator> DoubleEndedIterator for Splice<'_, I, A> {
    #[inline]
    fn next_back(&mut self) -> Option<I::Item> {
        self.drain.next_back()
    }
}

impl<I: Iterator, A: Allocator> ExactSizeIterator for Splice<'_, I, A> {}

impl<I: Iterator + fmt::Debug, A: Allocator> fmt::Debug for Splice<'_, I, A>
where
    I::Item: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Splice")
            .field("drain", &self.drain)
            .field("replace_with", &self.replace_with)
            .finish()
    }
}

impl<I: Iterator, A: Allocator> Drop for Splice<'_, I, A> {
    /// # Panics
    ///
    /// When there is no room.
    fn drop(&mut self) {
        // Whenever something unwinds, the drain puts the tail back, behind what was inserted.
        self.drain.by_ref().for_each(drop);
        let mut widened = false;
        while let Some(item) = self.replace_with.next() {
            if self.drain.hole() == 0 {
                let (promised, _) = self.replace_with.size_hint();
                // The first time for what is promised, so that the tail needn't move again where
                // that is true. Later as far as there is room, so that it seldom moves.
                if let Err(error) = self.drain.widen(promised.saturating_add(1), widened) {
                    error.raise()
                }
                widened = true;
            }
            // SAFETY: there is a hole.
            unsafe { self.drain.put(item) };
        }
    }
}

/// Elements that come in place of those that were taken out, which are gone.
impl<T, A: Allocator> Drain<'_, T, A> {
    /// How many elements fit between the vector's and the tail.
    #[inline]
    fn hole(&self) -> usize {
        // SAFETY: invariant 1; only shared references exist while `self` is borrowed.
        self.tail - unsafe { self.vec.as_ref() }.len // Can't underflow: invariant 2.
    }

    /// Makes the hole before the tail larger by `additional` at least; as large as the room allows
    /// if `all`. Nothing has changed after an error.
    fn widen(&mut self, additional: usize, all: bool) -> Result<(), TryReserveError> {
        let used = self.tail + self.tail_len; // Can't overflow: within the block.
        // SAFETY: invariant 1: nobody else uses the vector.
        let vec = unsafe { self.vec.as_mut() };
        // Can't underflow: invariant 2.
        if additional > vec.buf.capacity() - used {
            // SAFETY: invariants 2 and 3: the elements up to `used` are the vector's and ours, and
            // so are places without elements among them; there is less room than `additional`.
            unsafe { vec.buf.try_grow_amortized(used, additional) }?;
            // INVARIANT 1: the buffer has another pointer.
            self.first = vec.buf.ptr();
        }
        // Neither can overflow or underflow: there is room for that.
        let new_tail =
            if all { vec.buf.capacity() - self.tail_len } else { self.tail + additional };
        // SAFETY: invariant 2: within the block.
        let from = unsafe { self.first.add(self.tail) };
        // SAFETY: there is room for the tail from here on: see above.
        let to = unsafe { self.first.add(new_tail) };
        // SAFETY: `tail_len` initialised elements at `from`; as many fit at `to`, behind it.
        unsafe { from.copy_to(to, self.tail_len) };
        // INVARIANT 2: at the end of a hole without elements. INVARIANT 3: the tail has moved.
        self.tail = new_tail;
        Ok(())
    }

    /// Appends an element to the vector, in the hole before the tail.
    ///
    /// # Safety
    ///
    /// There is a [`hole`](Self::hole), and all elements of the range have been taken out.
    #[inline]
    unsafe fn put(&mut self, element: T) {
        // SAFETY: invariant 1: nobody else uses the vector.
        let vec = unsafe { self.vec.as_mut() };
        // SAFETY: within the block: before the tail.
        let place = unsafe { self.first.add(vec.len) };
        // SAFETY: aligned; without an element, as it lies between the vector's and the tail.
        unsafe { place.write(element) };
        // INVARIANT 1 of `ExVec`: just written.
        vec.len += 1;
        // INVARIANTS 2 and 3: nothing is left of the range, wherever that is.
        self.next = self.tail;
        self.end = self.tail;
    }
}
