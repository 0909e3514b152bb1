//! A heap that is there without any feature of exalloc.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::Allocator;
use std::alloc::{GlobalAlloc, System};

/// The standard library's [`System`], under the name that tests without features use.
///
/// It overrides `alloc` and `dealloc` only, so resizing is refused unless the size stays the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heap;

// SAFETY: `System`'s blocks have the size and alignment asked for, and live until they are given
// back to it, whichever `Heap` does so; the type holds nothing. `System` doesn't unwind.
unsafe impl Allocator for Heap {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: our caller promises a size above zero.
        NonNull::new(unsafe { System.alloc(layout) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: our caller promises a live block that `layout` fits: it came from `System`.
        unsafe { System.dealloc(ptr.as_ptr(), layout) }
    }
}

/// [`Heap`] with a `remap` that is the C library's `realloc`: it succeeds whenever there is memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReallocHeap;

// SAFETY: as for `Heap`; `realloc` keeps the first `min(old, new)` bytes, and on failure the block.
unsafe impl Allocator for ReallocHeap {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: our caller promises a size above zero.
        NonNull::new(unsafe { System.alloc(layout) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: our caller promises a live block that `layout` fits: it came from `System`.
        unsafe { System.dealloc(ptr.as_ptr(), layout) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if old.size() == new_size {
            // Equal succeeds in place (rule 5).
            return Some(ptr);
        }
        // SAFETY: our caller promises a live block that `old` fits, and a new size above zero
        // within bounds.
        NonNull::new(unsafe { System.realloc(ptr.as_ptr(), old, new_size) })
    }
}
