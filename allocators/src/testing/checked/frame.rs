//! Where a block lies within the wider one that the allocator inside hands out.

#![forbid(unsafe_code)]

use core::alloc::Layout;
use core::ops::Range;
use exalloc_core::layout;

/// How many bytes are watched behind every block, and as many or more before it, unless the
/// allocator inside has misaligned what it answered to a resize.
pub(super) const CANARY: usize = 16;

/// A block's layout, and that of the wider block around it.
///
/// # Invariants
///
/// 1. `front` is at least 1, and at most the larger of `layout.align()` and [`CANARY`], which is a
///    multiple of the alignment. It is that unless [`at`](Self::at) says otherwise.
/// 2. `outer` is that largest front, `layout.size()` and `CANARY` bytes, aligned as `layout`; so no
///    sum of these overflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    layout: Layout,
    front: usize,
    outer: Layout,
}

impl Frame {
    /// The frame around a block, or `None` where the whole is larger than a block may be.
    pub(super) fn around(layout: Layout) -> Option<Self> {
        // INVARIANT: 1: both are powers of two, so the larger is a multiple of the smaller.
        let front = largest_front(layout);
        let size = front.checked_add(layout.size())?.checked_add(CANARY)?;
        // INVARIANT: 2: as written, and within the bounds of a layout.
        let outer = layout::with_size(layout, size)?;
        Some(Self { layout, front, outer })
    }

    /// The frame around the block when its size has changed.
    pub(super) fn with_size(self, size: usize) -> Option<Self> {
        Self::around(layout::with_size(self.layout, size)?)
    }

    /// The frame in a wider block that begins at an address, so that the block is aligned: where
    /// the address isn't, the front is shorter.
    pub(super) fn at(self, start: usize) -> Self {
        // INVARIANT: 1: less than the alignment is taken away from at least that much.
        Self { front: largest_front(self.layout) - start % self.layout.align(), ..self }
    }

    pub(super) const fn layout(self) -> Layout {
        self.layout
    }

    /// The layout of the wider block.
    pub(super) const fn outer(self) -> Layout {
        self.outer
    }

    /// How many bytes lie before the block.
    pub(super) const fn front(self) -> usize {
        self.front
    }

    /// The block's bytes within the wider block.
    pub(super) const fn content(self) -> Range<usize> {
        // Can't overflow: invariant 2.
        self.front..self.front + self.layout.size()
    }

    /// The watched bytes behind the block, within the wider block.
    pub(super) const fn tail(self) -> Range<usize> {
        // Can't overflow: invariant 2.
        self.front + self.layout.size()..self.outer.size()
    }
}

/// How many bytes lie before a block in an aligned wider block.
fn largest_front(layout: Layout) -> usize {
    layout.align().max(CANARY)
}
