//! The untyped block with its allocator.

use crate::error::TryReserveError;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, layout};

/// Growable untyped block; the only code of collections' arrays that calls an allocator.
///
/// It doesn't know its element's layout, so that this code is compiled once per allocator, not once
/// per element type; every method takes it. It has no destructor: [`RawBuf`](super::RawBuf) has.
///
/// # Invariants
///
/// `elem` is the layout that every method of one value is called with; its size is above zero.
///
/// 1. If `cap > 0`, `ptr` denotes a live block of `alloc` that `layout::array(elem, cap)` fits, and
///    carries provenance for the whole block.
/// 2. If `cap == 0`, `ptr` dangles at `elem`'s alignment and nothing is owned.
pub(super) struct Inner<A> {
    pub(super) ptr: NonNull<u8>,
    pub(super) cap: usize,
    pub(super) alloc: A,
}

impl<A: Allocator> Inner<A> {
    /// The layout of the owned block, or `None` when nothing is owned.
    ///
    /// # Safety
    ///
    /// `elem` is this value's element layout.
    #[inline]
    unsafe fn current_layout(&self, elem: Layout) -> Option<Layout> {
        if self.cap == 0 {
            return None;
        }
        // SAFETY: invariant 1: a block of `cap` elements is live, so its size was computed once
        // without overflow.
        let size = unsafe { elem.size().unchecked_mul(self.cap) };
        // SAFETY: as above: the size, rounded up to the alignment, fitted into `isize`.
        Some(unsafe { Layout::from_size_align_unchecked(size, elem.align()) })
    }

    /// Makes room for `additional` elements beyond `len`, geometrically.
    ///
    /// Nothing has changed after an error.
    ///
    /// # Safety
    ///
    /// - `elem` is this value's element layout.
    /// - The first `len` elements may be read as bytes, and `len <= cap`.
    // Into the cold functions of `buf.rs`, which are the outlined ones: with a second call there,
    // 100 pushes take a quarter longer on the heap, and 0.4 longer on a bump (`benches/NOTES.md`).
    #[inline]
    pub(super) unsafe fn grow_amortized(
        &mut self,
        len: usize,
        additional: usize,
        elem: Layout,
    ) -> Result<(), TryReserveError> {
        debug_assert!(additional > self.cap - len);
        let (size, cap) = (elem.size(), self.cap);
        let wanted = layout::amortized_capacity(size, cap, len, additional);
        // Near the largest size, doubling may be too much where the needed number is not.
        let (cap, new) = match wanted.and_then(|cap| Some((cap, layout::array(elem, cap)?))) {
            Some(found) => found,
            None => exact(elem, len, additional)?,
        };
        // SAFETY: forwarded; `cap` is at least `len + additional`, above the old capacity, and
        // `new` was computed from it.
        unsafe { self.grow_to(len, cap, new, elem) }
    }

    /// Makes room for `additional` elements beyond `len`, and no more.
    ///
    /// Nothing has changed after an error.
    ///
    /// # Safety
    ///
    /// - `elem` is this value's element layout.
    /// - The first `len` elements may be read as bytes, and `len <= cap`.
    pub(super) unsafe fn grow_exact(
        &mut self,
        len: usize,
        additional: usize,
        elem: Layout,
    ) -> Result<(), TryReserveError> {
        debug_assert!(additional > self.cap - len);
        let (cap, new) = exact(elem, len, additional)?;
        // SAFETY: forwarded; `cap` is `len + additional`, above the old capacity, and `new` was
        // computed from it.
        unsafe { self.grow_to(len, cap, new, elem) }
    }

    /// Grows to `cap` elements, of layout `new`, keeping the first `len`.
    ///
    /// # Safety
    ///
    /// - `elem` is this value's element layout.
    /// - The first `len` elements may be read as bytes, and `len <= self.cap < cap`.
    /// - `layout::array(elem, cap)` is `Some(new)`.
    #[inline]
    unsafe fn grow_to(
        &mut self,
        len: usize,
        cap: usize,
        new: Layout,
        elem: Layout,
    ) -> Result<(), TryReserveError> {
        // SAFETY: forwarded.
        let grown = match unsafe { self.current_layout(elem) } {
            // SAFETY: `new` has `cap > 0` elements of a size above zero.
            None => unsafe { self.alloc.alloc(new) },
            // SAFETY:
            // - live, fits: invariant 1; `current_layout` is `None` when nothing is owned.
            // - readable: `len` elements by our caller's promise.
            // - sizes: `len <= self.cap < cap`; both layouts have `elem`'s alignment.
            Some(old) => unsafe {
                exalloc_core::grow(&self.alloc, self.ptr, old, new, len * elem.size())
            },
        };
        let Some(ptr) = grown else { return Err(TryReserveError::alloc(new)) };
        // INVARIANT 1: the block is live and `new`, which is `array(elem, cap)`, fits it; the
        // allocator returned this pointer for all of it (rule 4).
        self.ptr = ptr;
        self.cap = cap;
        Ok(())
    }

    /// Reduces the capacity to `cap` elements, keeping the first `len`; gives the block back when
    /// `cap` is zero.
    ///
    /// Nothing has changed after an error, which means that no smaller block was to be had.
    ///
    /// # Safety
    ///
    /// - `elem` is this value's element layout.
    /// - The first `len` elements may be read as bytes, and `len <= cap <= self.cap`.
    pub(super) unsafe fn shrink(
        &mut self,
        len: usize,
        cap: usize,
        elem: Layout,
    ) -> Result<(), TryReserveError> {
        debug_assert!(len <= cap && cap <= self.cap);
        // SAFETY: forwarded.
        let Some(old) = (unsafe { self.current_layout(elem) }) else { return Ok(()) };
        if cap == self.cap {
            return Ok(());
        }
        if cap == 0 {
            // SAFETY: forwarded.
            unsafe { self.free(elem) };
            return Ok(());
        }
        let size = elem.size() * cap; // Can't overflow: below the size of the live block.
        // SAFETY: smaller than the live block's size, which was valid with this alignment.
        let new = unsafe { Layout::from_size_align_unchecked(size, elem.align()) };
        // SAFETY:
        // - live, fits: invariant 1.
        // - readable: `len` elements by our caller's promise.
        // - sizes: `0 < len <= cap < self.cap` (`len` may be zero, `cap` isn't); same alignment.
        let shrunk =
            unsafe { exalloc_core::shrink(&self.alloc, self.ptr, old, new, len * elem.size()) };
        let Some(ptr) = shrunk else { return Err(TryReserveError::alloc(new)) };
        // INVARIANT 1: the block is live and `new`, which is `array(elem, cap)`, fits it; the
        // allocator returned this pointer for all of it (rule 4).
        self.ptr = ptr;
        self.cap = cap;
        Ok(())
    }

    /// Gives the block back, if there is one; the capacity is zero afterwards.
    ///
    /// # Safety
    ///
    /// `elem` is this value's element layout.
    #[inline]
    pub(super) unsafe fn free(&mut self, elem: Layout) {
        // SAFETY: forwarded.
        let Some(old) = (unsafe { self.current_layout(elem) }) else { return };
        let ptr = self.ptr;
        // INVARIANT 2: nothing is owned any more, and the pointer dangles at the alignment.
        self.cap = 0;
        self.ptr = dangling(elem);
        // SAFETY: live and fits: invariant 1, read before this value forgot the block.
        unsafe { self.alloc.dealloc(ptr, old) };
    }
}

/// Exactly `len + additional` elements, and their layout.
fn exact(elem: Layout, len: usize, additional: usize) -> Result<(usize, Layout), TryReserveError> {
    len.checked_add(additional)
        .and_then(|cap| Some((cap, layout::array(elem, cap)?)))
        .ok_or(TryReserveError::CAPACITY_OVERFLOW)
}

/// A pointer that is aligned for `elem` and denotes nothing.
#[inline]
fn dangling(elem: Layout) -> NonNull<u8> {
    let ptr = core::ptr::without_provenance_mut(elem.align());
    // SAFETY: an alignment is a power of two, so it isn't zero.
    unsafe { NonNull::new_unchecked(ptr) }
}
