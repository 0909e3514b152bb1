//! A wrapper whose blocks have the alignment asked for, and no more.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::Allocator;

/// Hands out addresses that are multiples of the alignment asked for, but never of twice that.
///
/// A heap aligns most blocks better than it must, which hides code that aligns offsets where it
/// should align addresses. It refuses to resize, unless the size stays the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disaligning<A>(
    /// Where the memory comes from.
    pub A,
);

/// The layout of the block inside: one alignment more on both sides, aligned to twice as much.
fn outer(layout: Layout) -> Option<Layout> {
    let align = layout.align().checked_mul(2)?;
    Layout::from_size_align(layout.size().checked_add(layout.align())?, align).ok()
}

// SAFETY: each block is the part of a block of the allocator inside that follows its first
// `layout.align()` bytes; `dealloc` goes back by as much. All else is that allocator's.
unsafe impl<A: Allocator> Allocator for Disaligning<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: the size is larger than `layout.size()`.
        let start = unsafe { self.0.alloc(outer(layout)?) }?;
        // SAFETY: the block has `layout.align()` bytes more than `layout.size()`.
        Some(unsafe { start.add(layout.align()) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        if let Some(outer) = outer(layout) {
            // The wider block's start; `ptr` itself may carry provenance for its own bytes only,
            // which the allocator inside has to live with (rule 6).
            let start = ptr.as_ptr().wrapping_sub(layout.align());
            // SAFETY: not null: it is the address of the block inside.
            let start = unsafe { NonNull::new_unchecked(start) };
            // SAFETY: the block was allocated with `outer`, and is given back once.
            unsafe { self.0.dealloc(start, outer) };
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: the size is larger than `layout.size()`.
        let start = unsafe { self.0.alloc_zeroed(outer(layout)?) }?;
        // SAFETY: the block has `layout.align()` bytes more than `layout.size()`.
        Some(unsafe { start.add(layout.align()) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        (old.size() == new_size).then_some(ptr)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        (old.size() == new_size).then_some(ptr)
    }
}

#[cfg(test)]
mod tests {
    use super::Disaligning;
    use crate::Heap;
    use core::alloc::Layout;
    use exalloc::Allocator;
    use exalloc::testing::CheckedAllocator;

    #[test]
    fn aligns_exactly() {
        let inner = CheckedAllocator::new(Heap);
        let alloc = Disaligning(&inner);
        for shift in 0..=12 {
            let layout = Layout::from_size_align(24, 1 << shift).unwrap();
            // SAFETY: the size is above zero; the block goes back once.
            unsafe {
                let ptr = alloc.alloc(layout).unwrap();
                assert_eq!(ptr.addr().trailing_zeros(), shift);
                ptr.write_bytes(1, layout.size());
                alloc.dealloc(ptr, layout);
            }
        }
        inner.finish().unwrap();
    }
}
