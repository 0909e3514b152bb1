//! An allocator whose destructor panics.

use crate::Heap;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::Allocator;
use exalloc::testing::CheckedAllocator;

/// Forwards to a checked allocator, owns nothing, and panics when it is dropped.
#[derive(Debug)]
pub struct Grudging<'a>(pub &'a CheckedAllocator<'static, Heap>);

/// What it panics with.
pub const GRUDGE: &str = "planted panic of an allocator's destructor";

// SAFETY: forwarded to one allocator, which outlives this.
unsafe impl Allocator for Grudging<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.dealloc(ptr, layout) }
    }
}

impl Drop for Grudging<'_> {
    fn drop(&mut self) {
        panic!("{GRUDGE}");
    }
}
