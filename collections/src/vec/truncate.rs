//! Fewer elements, from the end.

use super::ExVec;
use core::ptr;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Drops all elements from `len` on; the capacity stays.
    ///
    /// Does nothing if there are no more than `len`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// v.truncate(8);
    /// assert_eq!(v, [1, 2, 3]);
    /// v.truncate(1);
    /// assert_eq!(v, [1]);
    /// ```
    pub fn truncate(&mut self, len: usize) {
        let Some(surplus) = self.len.checked_sub(len) else { return };
        // INVARIANT 1: fewer. Set first: the elements are no longer the vector's when their
        // destructors run, so that one which unwinds isn't dropped again.
        self.len = len;
        // SAFETY: invariant 1 before that line: within the block.
        let end = unsafe { self.buf.ptr().as_ptr().add(len) };
        // SAFETY: `surplus` initialised elements, aligned, ours alone, beyond the length.
        unsafe { ptr::drop_in_place(ptr::slice_from_raw_parts_mut(end, surplus)) }
    }

    /// Drops all elements; the capacity stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// v.clear();
    /// assert!(v.is_empty());
    /// assert_eq!(v.capacity(), 3);
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.truncate(0);
    }
}
