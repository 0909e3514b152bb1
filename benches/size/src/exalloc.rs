//! exalloc's vector.

use crate::heap::{size_alloc, size_dealloc, size_realloc};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::{Allocator, ExVec};

pub(crate) type Vector<T> = ExVec<T, Heap>;

/// The heap.
#[derive(Clone, Copy, Debug)]
pub struct Heap;

// SAFETY: the heap keeps this contract; it is never linked.
unsafe impl Allocator for Heap {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        NonNull::new(size_alloc(layout.size(), layout.align()))
    }

    unsafe fn dealloc(&self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: our caller promises that the block fits the layout.
        unsafe { size_dealloc(block.as_ptr(), layout.size(), layout.align()) }
    }

    unsafe fn remap(&self, block: NonNull<u8>, old: Layout, size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises that the block fits the layout.
        NonNull::new(unsafe { size_realloc(block.as_ptr(), old.size(), old.align(), size) })
    }
}
