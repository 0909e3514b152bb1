//! The heap as a program's global allocator.

use crate::heap::{size_alloc, size_dealloc, size_realloc};
use core::alloc::{GlobalAlloc, Layout};

struct Heap;

#[global_allocator]
static HEAP: Heap = Heap;

// SAFETY: the heap keeps this contract; it is never linked.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        size_alloc(layout.size(), layout.align())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: forwarded: our caller promises that the block fits the layout.
        unsafe { size_dealloc(block, layout.size(), layout.align()) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: forwarded: our caller promises that the block fits the layout.
        unsafe { size_realloc(block, layout.size(), layout.align(), size) }
    }
}
