//! The standard library's view of the heap, where C's isn't called directly.

use core::alloc::{GlobalAlloc, Layout};
use core::ptr::NonNull;
use std::alloc::System;

/// [`Allocator::alloc`](exalloc_core::Allocator::alloc).
///
/// # Safety
///
/// `layout.size()` is greater than zero.
#[inline]
pub(super) unsafe fn alloc(layout: Layout) -> Option<NonNull<u8>> {
    // SAFETY: forwarded: our caller promises a size above zero.
    NonNull::new(unsafe { System.alloc(layout) })
}

/// [`Allocator::alloc_zeroed`](exalloc_core::Allocator::alloc_zeroed).
///
/// # Safety
///
/// `layout.size()` is greater than zero.
#[inline]
pub(super) unsafe fn alloc_zeroed(layout: Layout) -> Option<NonNull<u8>> {
    // SAFETY: forwarded: our caller promises a size above zero.
    NonNull::new(unsafe { System.alloc_zeroed(layout) })
}

/// [`Allocator::dealloc`](exalloc_core::Allocator::dealloc).
///
/// # Safety
///
/// `ptr` denotes a live block of this module, and `layout` fits it.
#[inline]
pub(super) unsafe fn dealloc(ptr: NonNull<u8>, layout: Layout) {
    // SAFETY:
    // - `ptr` is a block currently allocated by `System`: our caller's promise.
    // - `layout` is that of the allocation, or what `realloc` made of it: the fitting one.
    unsafe { System.dealloc(ptr.as_ptr(), layout) }
}

/// [`Allocator::remap`](exalloc_core::Allocator::remap).
///
/// # Safety
///
/// - `ptr` denotes a live block of this module, and `old` fits it.
/// - `new_size` is greater than zero and, rounded up to `old.align()`, at most `isize::MAX`.
#[inline]
pub(super) unsafe fn remap(ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
    if old.size() == new_size {
        return Some(ptr);
    }
    // SAFETY:
    // - `ptr` is a block currently allocated by `System`, and `old` its layout: our caller's
    //   promise.
    // - `new_size` is above zero and doesn't exceed `isize::MAX` when rounded up: likewise.
    // On null the old block is untouched.
    NonNull::new(unsafe { System.realloc(ptr.as_ptr(), old, new_size) })
}
