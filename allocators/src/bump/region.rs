//! What the bump allocators have in common: blocks cut from the low end of one region.

use crate::bump_math::{align_up, end_of, fits};
use core::alloc::Layout;
use core::ptr::NonNull;

/// A bump allocator's memory and position, put together for one operation.
///
/// # Invariants
///
/// 1. `base` is valid for reads and writes up to the address `limit`, within one allocation, for as
///    long as blocks are used, and nothing but the owners of blocks accesses those bytes.
/// 2. The address `position` is between that of `base` and `limit`.
/// 3. Every live block lies between `base` and `position`, and live blocks are disjoint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    base: NonNull<u8>,
    position: usize,
    limit: usize,
}

/// What an operation answers with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    /// The block, through a pointer for the whole region.
    pub(crate) block: NonNull<u8>,
    /// The region's new position.
    pub(crate) position: NonNull<u8>,
}

impl Region {
    /// Puts the parts together.
    ///
    /// # Safety
    ///
    /// The parts keep the invariants of [`Region`]. The position that an operation answers with is
    /// the region's for the next one, unless all blocks are dead; where it answers `None`, the old
    /// one is.
    #[inline]
    pub(crate) unsafe fn new(base: NonNull<u8>, position: usize, limit: usize) -> Self {
        // INVARIANT: all three are our caller's promise.
        Self { base, position, limit }
    }

    /// Cuts a block off, or `None` when the rest is too small.
    #[inline]
    pub(crate) fn alloc(&self, layout: Layout) -> Option<Answer> {
        let start = align_up(self.position, layout.align());
        if !fits(start, self.limit, layout.size()) {
            return None;
        }
        // INVARIANT: 2: it fits, so it ends at the limit at the latest. 3: the block lies between
        // the old position, below which all others lie, and the new one.
        let end = end_of(start, layout.size(), 1);
        Some(Answer { block: self.at(start), position: self.at(end) })
    }

    /// Takes the last block back, so that its bytes can be handed out again: answers with the new
    /// position. For others `None`, and nothing is to be done.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of this region, and `layout` fits it.
    #[inline]
    pub(crate) unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) -> Option<NonNull<u8>> {
        let start = ptr.addr().get();
        // INVARIANT: 2: the new position is lower, and that of a block. 3: live blocks are disjoint
        // and this one was the highest, so all others end at or below its start.
        (end_of(start, layout.size(), 1) == self.position).then(|| self.at(start))
    }

    /// Changes the size of a block in place: any may shrink, only the last one can grow.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of this region, `old` fits it, and `new_size` is within the
    /// bounds of a layout.
    #[inline]
    pub(crate) unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<Answer> {
        let start = ptr.addr().get();
        let position = if end_of(start, old.size(), 1) == self.position {
            if !fits(start, self.limit, new_size) {
                return None;
            }
            // INVARIANT: 2: it fits. 3: this is the highest block, and ends at the position again.
            end_of(start, new_size, 1)
        } else if new_size <= old.size() {
            self.position
        } else {
            return None;
        };
        // A pointer of our own: `ptr` may carry provenance for the old bytes only.
        Some(Answer { block: self.at(start), position: self.at(position) })
    }

    /// The region's pointer to an address between base and limit, inclusive.
    #[inline]
    fn at(&self, address: usize) -> NonNull<u8> {
        let offset = address.wrapping_sub(self.base.addr().get());
        // SAFETY: our callers pass starts and ends of blocks, and positions, which are within the
        // region, one allocation, or at its end (invariants 1 to 3).
        unsafe { self.base.add(offset) }
    }
}
