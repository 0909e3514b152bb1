//! Rust's heap in the programs of the matrix: never a block of C's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;

/// A global allocator whose blocks begin inside a block of the system's heap, never where that one
/// begins.
///
/// On Linux Rust's heap is C's `malloc`, and so C's `free` of a block of Rust's would go unnoticed.
/// With this allocator every checker notices.
///
/// ```text
/// | offset: 16 bytes, or the alignment if that is more | size bytes |
/// ^ block of the system's heap                         ^ what Rust gets
/// ```
#[derive(Debug)]
pub struct OffsetHeap;

/// The layout of the system's block and the place inside it, for a block of `layout`.
fn outer(layout: Layout) -> Option<(Layout, usize)> {
    let offset = layout.align().max(16);
    let size = layout.size().checked_add(offset)?;
    Some((Layout::from_size_align(size, layout.align()).ok()?, offset))
}

// SAFETY: blocks lie inside the system's, at a multiple of their alignment, which `dealloc` finds
// again by the same computation; nothing unwinds.
unsafe impl GlobalAlloc for OffsetHeap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some((outer, offset)) = outer(layout) else { return ptr::null_mut() };
        // SAFETY: the size is above zero: the offset is.
        let block = unsafe { System.alloc(outer) };
        if block.is_null() {
            return block;
        }
        // SAFETY: `offset` is below the size of the block.
        unsafe { block.add(offset) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        let Some((outer, offset)) = outer(layout) else { return };
        // SAFETY: `alloc` moved the pointer on by the same offset, inside the block.
        let block = unsafe { ptr.sub(offset) };
        // SAFETY: a block of the system's heap, of this layout: `alloc` computed the same.
        unsafe { System.dealloc(block, outer) }
    }
}
