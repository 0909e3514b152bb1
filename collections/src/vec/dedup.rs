//! Fewer elements: runs of equal ones.

use super::ExVec;
use super::guard::Gap;
use core::ptr;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Keeps the first of every run of equal elements, and drops the others.
    ///
    /// In a sorted vector this leaves no duplicates.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 2, 3, 2];
    /// v.dedup();
    /// assert_eq!(v, [1, 2, 3, 2]);
    /// ```
    #[inline]
    #[doc(alias = "unique")]
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.dedup_by(|a, b| a == b);
    }

    /// Keeps the first of every run of elements with equal keys, and drops the others.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 10, 20, 21, 30, 20];
    /// v.dedup_by_key(|n| *n / 10);
    /// assert_eq!(v, [10, 20, 30, 20]);
    /// ```
    #[inline]
    pub fn dedup_by_key<F, K>(&mut self, mut key: F)
    where
        F: FnMut(&mut T) -> K,
        K: PartialEq,
    {
        self.dedup_by(|a, b| key(a) == key(b));
    }

    /// Keeps the first of every run of elements that `same_bucket` calls the same, and drops the
    /// others.
    ///
    /// `same_bucket(a, b)` gets an element and the last one kept before it, in this order: `a` goes
    /// if it returns `true`. If it or a destructor unwinds, what was refused so far is gone and all
    /// else is kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; "a", "A", "b", "a"];
    /// v.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    /// assert_eq!(v, ["a", "b", "a"]);
    /// ```
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same_bucket: F) {
        if self.len < 2 {
            return;
        }
        let mut gap = Gap { seen: 1, kept: 1, len: self.len, vec: self };
        while gap.seen < gap.len {
            // SAFETY: `seen < len`, within the block.
            let element = unsafe { gap.vec.buf.ptr().add(gap.seen) };
            // SAFETY: `0 < kept <= seen < len`, within the block.
            let last = unsafe { gap.vec.buf.ptr().add(gap.kept - 1) };
            // SAFETY: aligned and initialised: not seen yet, so neither moved nor dropped. Unique:
            // the vector is borrowed by the guard, and `last` is another element.
            let a = unsafe { &mut *element.as_ptr() };
            // SAFETY: aligned and initialised: the last one kept. Unique: as above.
            let b = unsafe { &mut *last.as_ptr() };
            let same = same_bucket(a, b);
            // From here on the element is the guard's: kept, or gone even if its destructor
            // unwinds.
            gap.seen += 1;
            if same {
                // SAFETY: aligned, initialised, and never used again: the guard knows it as seen.
                unsafe { ptr::drop_in_place(element.as_ptr()) };
            } else {
                // SAFETY: `kept < seen <= len`, within the block.
                let place = unsafe { gap.vec.buf.ptr().add(gap.kept) };
                if place != element {
                    // SAFETY: one initialised element to a place before it, whose element was
                    // dropped or has moved; they don't overlap, being different elements.
                    unsafe { element.copy_to_nonoverlapping(place, 1) };
                }
                gap.kept += 1;
            }
        }
    }
}
