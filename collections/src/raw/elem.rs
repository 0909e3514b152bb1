//! What an untyped block has to know of its elements.

use core::alloc::Layout;
use exalloc_core::layout;

/// An element type's layout, and the bounds of growth.
///
/// Growth gets it by reference to a constant: one argument instead of four.
///
/// # Invariants
///
/// 1. `layout` is that of a type whose size is above zero, where a method that takes a capacity is
///    called.
/// 2. `max` is the `max_capacity` of the layout: so many elements fit into a block.
pub(super) struct Elem {
    pub(super) layout: Layout,
    /// The smallest capacity that growth asks for, in elements.
    first: usize,
    max: usize,
}

impl Elem {
    pub(super) const fn of<T>() -> Self {
        let layout = Layout::new::<T>();
        let first = layout::first_capacity(layout.size());
        // INVARIANT 2.
        Self { layout, first, max: layout::max_capacity(layout) }
    }

    /// The layout of `cap` elements.
    ///
    /// # Safety
    ///
    /// `cap` is at most the largest capacity: there is a block of so many elements, or a plan for
    /// one.
    #[inline]
    pub(super) const unsafe fn repeat(&self, cap: usize) -> Layout {
        debug_assert!(cap <= self.max);
        // SAFETY: at most `max` elements: the product is a block's size (invariant 2).
        let size = unsafe { self.layout.size().unchecked_mul(cap) };
        // SAFETY: as above: the size, rounded up to the alignment, fits into `isize`.
        unsafe { Layout::from_size_align_unchecked(size, self.layout.align()) }
    }

    /// What growth asks for that has `len` elements, room for `cap`, and needs `additional` more:
    /// a capacity above zero and at most the largest; `None` when so many are too many.
    #[inline]
    pub(super) const fn amortized(
        &self,
        cap: usize,
        len: usize,
        additional: usize,
    ) -> Option<usize> {
        layout::amortized_capacity(self.first, self.max, cap, len, additional)
    }

    /// [`amortized`](Self::amortized) for one element more than `cap`, all of which are taken.
    #[inline]
    pub(super) const fn next(&self, cap: usize) -> Option<usize> {
        layout::next_capacity(self.first, self.max, cap)
    }

    /// `len + additional`, which is at most the largest capacity; `None` when so many are too many.
    #[inline]
    pub(super) const fn exact(&self, len: usize, additional: usize) -> Option<usize> {
        match len.checked_add(additional) {
            Some(cap) if cap <= self.max => Some(cap),
            _ => None,
        }
    }
}
