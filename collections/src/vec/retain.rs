//! Fewer elements, by a predicate.

use super::ExVec;
use super::guard::Gap;
use core::ptr;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Keeps the elements for which `f` returns `true`, in their order, and drops the others.
    ///
    /// `f` is called once per element, in order.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3, 4];
    /// v.retain(|n| n % 2 == 0);
    /// assert_eq!(v, [2, 4]);
    /// ```
    ///
    /// If `f` or a destructor unwinds, what was refused so far is gone and all else is kept.
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.retain_mut(|element| f(element));
    }

    /// [`retain`](Self::retain) with a predicate that may change the elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3, 4];
    /// v.retain_mut(|n| {
    ///     *n *= 10;
    ///     *n > 20
    /// });
    /// assert_eq!(v, [30, 40]);
    /// ```
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let mut gap = Gap { seen: 0, kept: 0, len: self.len, vec: self };
        while gap.seen < gap.len {
            // SAFETY: `seen < len`, within the block.
            let element = unsafe { gap.vec.buf.ptr().add(gap.seen) };
            // SAFETY: aligned and initialised: not seen yet, so neither moved nor dropped. The
            // reference is unique: the vector is borrowed by the guard, and ends with the call.
            let keep = f(unsafe { &mut *element.as_ptr() });
            // From here on the element is the guard's: kept, or gone even if its destructor
            // unwinds.
            gap.seen += 1;
            if keep {
                // SAFETY: `kept < seen <= len`, within the block.
                let place = unsafe { gap.vec.buf.ptr().add(gap.kept) };
                if place != element {
                    // SAFETY: one initialised element to a place before it, whose element was
                    // dropped or has moved; they don't overlap, being different elements.
                    unsafe { element.copy_to_nonoverlapping(place, 1) };
                }
                gap.kept += 1;
            } else {
                // SAFETY: aligned, initialised, and never used again: the guard knows it as seen.
                unsafe { ptr::drop_in_place(element.as_ptr()) };
            }
        }
    }
}
