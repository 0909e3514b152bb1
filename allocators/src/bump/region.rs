//! What the bump allocators have in common: blocks cut from the low end of one region.

use crate::bump_math::{Placement, ends_at, place};
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

/// A bump allocator's memory and position, put together for one operation.
///
/// The position is a distance from the base, not an address, so that it outlives a move of the
/// memory between two operations (`InlineBump`, while it is empty or its blocks are dead).
///
/// # Invariants
///
/// 1. `base` is valid for reads and writes of `capacity` bytes of one allocation, for as long as
///    blocks are used, and nothing but the owners of blocks accesses them.
/// 2. `used <= capacity`.
/// 3. Every live block lies within the first `used` bytes, and live blocks are disjoint.
#[derive(Debug)]
pub(crate) struct Region<'a> {
    base: NonNull<u8>,
    capacity: usize,
    used: &'a Cell<usize>,
}

impl<'a> Region<'a> {
    /// Puts the parts together.
    ///
    /// # Safety
    ///
    /// The parts keep the invariants of [`Region`], and `used` is written by it alone, or set to
    /// zero when no block is live.
    #[inline]
    pub(crate) unsafe fn new(base: NonNull<u8>, capacity: usize, used: &'a Cell<usize>) -> Self {
        debug_assert!(used.get() <= capacity);
        // INVARIANT: all three are our caller's promise.
        Self { base, capacity, used }
    }

    /// Cuts a block off, or `None` when the rest is too small.
    #[inline]
    pub(crate) fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let used = self.used.get();
        let position = self.base.addr().get().wrapping_add(used);
        // Can't wrap: invariant 2.
        let room = self.capacity.wrapping_sub(used);
        let Placement { padding, taken } = place(position, room, layout.size(), layout.align())?;
        // INVARIANT: 2: `taken <= room`. 3: the block lies between the old position, below which
        // all others lie, and the new one.
        self.used.set(used.wrapping_add(taken));
        // SAFETY: `used + padding <= used + taken <= capacity` bytes from `base`, within one
        // allocation (invariant 1), whose size is at most `isize::MAX`.
        Some(unsafe { self.base.add(used.wrapping_add(padding)) })
    }

    /// Takes a block back: its bytes can be handed out again if it is the last one.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of this region, and `layout` fits it.
    #[inline]
    pub(crate) unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let start = self.offset(ptr);
        if ends_at(start, layout.size(), self.used.get()) {
            // INVARIANT: 2: the new position is lower. 3: live blocks are disjoint and this one was
            // the highest, so all others end at or below its start.
            self.used.set(start);
        }
    }

    /// Changes the size of a block in place: any may shrink, only the last one can grow.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of this region, and `old` fits it.
    #[inline]
    pub(crate) unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let start = self.offset(ptr);
        if ends_at(start, old.size(), self.used.get()) {
            // Can't wrap: `start` is within the region.
            if new_size > self.capacity.wrapping_sub(start) {
                return None;
            }
            // INVARIANT: 2: just checked. 3: this is the highest block, and ends at the position
            // again.
            self.used.set(start.wrapping_add(new_size));
        } else if new_size > old.size() {
            return None;
        }
        // A pointer of our own: `ptr` may carry provenance for the old bytes only.
        // SAFETY: `start` is the distance to a block in the region, so this stays inside
        // (invariants 1 and 3).
        Some(unsafe { self.base.add(start) })
    }

    /// The distance of a block from the base. Only the address of `ptr` is looked at.
    #[inline]
    fn offset(&self, ptr: NonNull<u8>) -> usize {
        // Can't wrap: the block lies above the base.
        ptr.addr().get().wrapping_sub(self.base.addr().get())
    }
}
