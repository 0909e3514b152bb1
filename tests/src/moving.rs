//! A wrapper whose blocks never stay where they are when they change their size.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::Allocator;
use exalloc::layout::with_size;

/// Moves a block at every change of its size by `remap`, and overwrites what it leaves behind.
///
/// Who goes on using the old place reads rubbish, and writes into a block that is freed: under
/// AddressSanitizer or valgrind that ends the process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moving<A>(
    /// Where the memory comes from.
    pub A,
);

// SAFETY: blocks are those of the allocator inside; a block that moves is allocated, copied and
// freed there, and an equal size stays.
unsafe impl<A: Allocator> Allocator for Moving<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        (new_size == old.size()).then_some(ptr)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if new_size == old.size() {
            return Some(ptr);
        }
        // SAFETY: the size is above zero: our caller's promise.
        let moved = unsafe { self.0.alloc(with_size(old, new_size)?) }?;
        // SAFETY: two live blocks of at least that many bytes.
        unsafe { ptr.copy_to_nonoverlapping(moved, old.size().min(new_size)) };
        // SAFETY: a live block of that many bytes.
        unsafe { ptr.write_bytes(0xDE, old.size()) };
        // SAFETY: forwarded: the block is live, and `old` fits it.
        unsafe { self.0.dealloc(ptr, old) };
        Some(moved)
    }
}
