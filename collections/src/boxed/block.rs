//! The only code of boxes that calls an allocator.

use crate::error::TryReserveError;
use core::alloc::Layout;
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;

/// A block for `layout`, uninitialised, or an aligned dangling pointer where the size is zero.
#[inline]
pub(super) fn alloc<A: Allocator>(
    alloc: &A,
    layout: Layout,
) -> Result<NonNull<u8>, TryReserveError> {
    if layout.size() == 0 {
        return Ok(dangling(layout));
    }
    // SAFETY: the size is above zero.
    unsafe { alloc.alloc(layout) }.ok_or(TryReserveError::alloc(layout))
}

/// [`alloc()`] of a block whose bytes are zero.
#[inline]
pub(super) fn alloc_zeroed<A: Allocator>(
    alloc: &A,
    layout: Layout,
) -> Result<NonNull<u8>, TryReserveError> {
    if layout.size() == 0 {
        return Ok(dangling(layout));
    }
    // SAFETY: the size is above zero.
    unsafe { alloc.alloc_zeroed(layout) }.ok_or(TryReserveError::alloc(layout))
}

/// What stands for a block of size zero.
#[inline]
const fn dangling(layout: Layout) -> NonNull<u8> {
    // SAFETY: an alignment is a power of two, so it isn't zero.
    unsafe { NonNull::new_unchecked(ptr::without_provenance_mut(layout.align())) }
}

/// Gives a block of [`alloc()`] back when it is dropped, also while unwinding.
///
/// # Invariants
///
/// 1. If `layout.size() > 0`, `ptr` denotes a live block of `alloc` that `layout` fits, which
///    belongs to this value.
pub(super) struct FreeOnDrop<'a, A: Allocator> {
    ptr: NonNull<u8>,
    layout: Layout,
    alloc: &'a A,
}

impl<'a, A: Allocator> FreeOnDrop<'a, A> {
    /// Takes the block over.
    ///
    /// # Safety
    ///
    /// If `layout.size() > 0`, `ptr` denotes a live block of `alloc` that `layout` fits, and the
    /// caller gives up its ownership.
    #[inline]
    pub(super) const unsafe fn new(ptr: NonNull<u8>, layout: Layout, alloc: &'a A) -> Self {
        // INVARIANT 1: our caller's promise.
        Self { ptr, layout, alloc }
    }
}

impl<A: Allocator> Drop for FreeOnDrop<'_, A> {
    #[inline]
    fn drop(&mut self) {
        if self.layout.size() > 0 {
            // SAFETY: live and fits: invariant 1; it is given back once, for this value ends here.
            unsafe { self.alloc.dealloc(self.ptr, self.layout) };
        }
    }
}
