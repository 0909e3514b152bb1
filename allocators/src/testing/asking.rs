//! How this module's tests use allocators: blocks that know their layout.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

pub(super) fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// A live block. Tests stop using one when they have given it back or resized it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) ptr: NonNull<u8>,
    pub(super) layout: Layout,
}

impl Block {
    pub(super) fn new<A: Allocator + ?Sized>(alloc: &A, layout: Layout) -> Option<Self> {
        // SAFETY: tests ask for sizes above zero.
        let ptr = unsafe { alloc.alloc(layout) }?;
        Some(Self { ptr, layout })
    }

    pub(super) fn zeroed<A: Allocator + ?Sized>(alloc: &A, layout: Layout) -> Option<Self> {
        // SAFETY: tests ask for sizes above zero.
        let ptr = unsafe { alloc.alloc_zeroed(layout) }?;
        Some(Self { ptr, layout })
    }

    pub(super) fn resize<A: Allocator + ?Sized>(self, alloc: &A, size: usize) -> Option<Self> {
        let new = layout(size, self.layout.align());
        // SAFETY: the block is live, the layout is its own; tests ask for small sizes above zero.
        let ptr = unsafe { alloc.resize_in_place(self.ptr, self.layout, size) }?;
        Some(Self { ptr, layout: new })
    }

    pub(super) fn remap<A: Allocator + ?Sized>(self, alloc: &A, size: usize) -> Option<Self> {
        let new = layout(size, self.layout.align());
        // SAFETY: as in `resize`.
        let ptr = unsafe { alloc.remap(self.ptr, self.layout, size) }?;
        Some(Self { ptr, layout: new })
    }

    pub(super) fn give<A: Allocator + ?Sized>(self, alloc: &A) {
        // SAFETY: the block is live, the layout is its own.
        unsafe { alloc.dealloc(self.ptr, self.layout) };
    }

    /// Writes 1, 2, 3 …
    pub(super) fn fill(self) {
        for offset in 0..self.layout.size() {
            // SAFETY: within the block.
            let at = unsafe { self.ptr.add(offset) };
            // SAFETY: the block is live.
            unsafe { at.write(number(offset)) };
        }
    }

    /// Whether the first `len` bytes, which have been written, are 1, 2, 3 …
    pub(super) fn is_filled(self, len: usize) -> bool {
        self.bytes(len).enumerate().all(|(offset, byte)| byte == number(offset))
    }

    /// The first `len` bytes, which have been written.
    pub(super) fn bytes(self, len: usize) -> impl Iterator<Item = u8> {
        assert!(len <= self.layout.size());
        (0..len).map(move |offset| {
            // SAFETY: within the block.
            let at = unsafe { self.ptr.add(offset) };
            // SAFETY: the block is live, the byte was written.
            unsafe { at.read() }
        })
    }
}

/// What [`Block::fill`] writes at an offset: never zero.
fn number(offset: usize) -> u8 {
    u8::try_from(offset % 255).unwrap() + 1
}
