//! Chunks of one block, and how they change their size with it.
//!
//! A chunk that changes its size may move, header and block together: the backing allocator keeps
//! the bytes, and nothing else points into the chunk. Of the arena's own pointers, the list's was
//! taken out before, and the position, if it lay there, was taken elsewhere; all other blocks are
//! in other chunks; and the owner of the only block in this one is the caller, who hears of its new
//! place. So what has to be shown, each time, is that the block is the only one.

use super::ArenaAllocator;
use super::chunk::Chunk;
use super::size::{chunk_layout_align, chunk_size_for, first_offset, header_size};
use crate::bump_math::align_up;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Among how many of the newest chunks of one block a block is looked for.
///
/// More than one, so that some vectors may grow in turns, or end in any order; but not all, so that
/// giving back a block of a shared chunk, which is looked for as well, stays cheap.
const RECENT: usize = 4;

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Takes a block back that isn't the last one: its chunk is spare, if that is one of the newest
    /// chunks of one block. Other blocks wait for the reset.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of `self`, which our caller uses no more.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn dealloc_own(&self, ptr: NonNull<u8>) {
        if let Some(chunk) = self.take_own(ptr) {
            // INVARIANT: 5: the only block in it is the one that our caller gives back.
            self.spare_own.push(chunk);
        }
    }

    /// Takes the chunk out in which a live block of this arena is the only one, if it is one of the
    /// newest of its kind.
    fn take_own(&self, ptr: NonNull<u8>) -> Option<Chunk> {
        let block = ptr.addr().get();
        // Where it lies decides, not where the block of a chunk would begin: for an alignment that
        // isn't that block's, that may be in another chunk. Live blocks are disjoint from other
        // chunks, so an address in a chunk is its block's. Below the chunk, the difference wraps to
        // more than any size.
        self.own.take_first(RECENT, |base, size| block.wrapping_sub(base) < size)
    }

    /// Changes the size of a block, where the place behind it isn't the arena's to give.
    ///
    /// A chunk of one block changes its size with the block, if it is one of the newest. So does
    /// the current chunk if the block is the only one in it. Other blocks shrink, and leave the
    /// rest unused. Nothing grows where a spare chunk has room: the caller moves there, and no
    /// memory is taken.
    ///
    /// # Safety
    ///
    /// That of `resize_in_place` and `remap`.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn resize_slow(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
        may_move: bool,
    ) -> Option<NonNull<u8>> {
        let size = align_up(new_size, MIN_ALIGN);
        // A chunk that moves keeps a block aligned as far as the chunk is.
        let may_move = may_move && old.align() <= chunk_layout_align(MIN_ALIGN);
        if let Some(chunk) = self.take_own(ptr) {
            // SAFETY: this is the block in that chunk, `old` its layout, and `size` was rounded up.
            return unsafe { self.resize_own(chunk, old, new_size, size, may_move) };
        }
        if new_size <= old.size() {
            return Some(ptr);
        }
        let start = header_size(MIN_ALIGN);
        let alone = self.is_last(ptr, old)
            && self
                .shared
                .head()
                .is_some_and(|base| base.addr().get().wrapping_add(start) == ptr.addr().get());
        if !alone {
            return None;
        }
        // SAFETY: the block begins right behind the header and ends at the position, so it is the
        // only one (invariant 2); `size` was rounded up. Where it may move, its alignment allows
        // that.
        unsafe { self.grow_current(size, may_move) }
    }

    /// Changes the size of the block in a chunk of one block from `old` to `new_size`, which
    /// rounded up is `size`, and puts the chunk back.
    ///
    /// The chunk is out of the list meanwhile: should the backing allocator come back to this arena
    /// by some way of its own, it finds a valid state without it.
    ///
    /// # Safety
    ///
    /// The chunk was taken from `own`, `old` fits its block, and `may_move` only where that block
    /// is aligned no more than chunks are.
    unsafe fn resize_own(
        &self,
        mut chunk: Chunk,
        old: Layout,
        new_size: usize,
        size: usize,
        may_move: bool,
    ) -> Option<NonNull<u8>> {
        let start = first_offset(chunk.base().addr().get(), old.align(), MIN_ALIGN);
        let needed = start.checked_add(size);
        let fits = needed.is_some_and(|needed| needed <= chunk.size());
        let mut done = fits;
        // Larger than the chunk, or smaller in a chunk that was requested for it: both are for the
        // backing allocator. A chunk that was spare keeps its size, for whom it was made for.
        let ask = if fits {
            let old_size = align_up(old.size(), MIN_ALIGN);
            let made_for_it = chunk_size_for(old_size, old.align(), MIN_ALIGN);
            made_for_it >= Some(chunk.size())
                && new_size < old.size()
                && needed != Some(chunk.size())
        } else {
            needed.is_some_and(|needed| !self.has_spare(needed))
        };
        if let (true, Some(needed)) = (ask, needed) {
            // SAFETY: the only block in it changes its size with the chunk, and hears of its place.
            let answer = unsafe { self.resize_chunk(chunk, needed, may_move) };
            (chunk, done) = answer;
            done |= fits;
        }
        let base = chunk.base();
        // INVARIANT: 3, 4: `start` is the block's place as before: either the chunk hasn't moved,
        // or the block is aligned no more than the chunk and begins right behind the header.
        self.own.push(chunk);
        // SAFETY: the block begins in the chunk, as before.
        done.then(|| unsafe { base.add(start) })
    }

    /// Enlarges the current chunk, which has but one block, right behind its header, so that the
    /// block may have `size` bytes.
    ///
    /// As in [`alloc_slow`](Self::alloc_slow), a block that leaves half of a chunk of the planned
    /// size to others gets that, and another makes the chunk its own.
    ///
    /// # Safety
    ///
    /// The current chunk has that block only, and `may_move` only where the block is aligned no
    /// more than chunks are. `size` is a multiple of `MIN_ALIGN`, and larger than the block.
    unsafe fn grow_current(&self, size: usize, may_move: bool) -> Option<NonNull<u8>> {
        let start = header_size(MIN_ALIGN);
        let needed = start.checked_add(size)?;
        if self.has_spare(needed) {
            return None;
        }
        let planned = self.planned.get();
        let used = self.position.get();
        // Out of the arena meanwhile: see `resize_own`.
        let mut chunk = self.shared.pop()?;
        // Can't wrap: the position is in the chunk.
        let used = used.addr().get().wrapping_sub(chunk.base().addr().get());
        self.leave_current();
        let mut done = false;
        let for_all = needed <= planned / 2;
        if for_all {
            // SAFETY: the only block in it hears of its new place.
            let answer = unsafe { self.resize_chunk(chunk, planned, may_move) };
            (chunk, done) = answer;
        }
        let own = !done;
        if own {
            // SAFETY: as above.
            let answer = unsafe { self.resize_chunk(chunk, needed, may_move) };
            (chunk, done) = answer;
        }
        let base = chunk.base();
        if !done {
            // SAFETY: as it was before.
            unsafe { self.make_current(chunk, used) };
            return None;
        }
        self.planned.set(self.growth.next(planned));
        if own {
            // INVARIANT: 3: the only block, right behind the header.
            self.own.push(chunk);
        } else {
            // SAFETY: the block's new end: a multiple of `MIN_ALIGN`, as header and size are, and
            // within the planned size, which the chunk has. The block is the only one.
            unsafe { self.make_current(chunk, needed) };
        }
        // SAFETY: the chunk is larger than its header.
        Some(unsafe { base.add(start) })
    }

    /// Asks the backing allocator for another size of a chunk, and tells whether it has that now.
    ///
    /// # Safety
    ///
    /// `size` has room for the header. Blocks in the chunk are used within that size from now on,
    /// and in the place where the chunk is then.
    unsafe fn resize_chunk(&self, chunk: Chunk, size: usize, may_move: bool) -> (Chunk, bool) {
        let old = chunk.layout(MIN_ALIGN);
        if Layout::from_size_align(size, old.align()).is_err() {
            return (chunk, false);
        }
        let resized = if may_move {
            // SAFETY: the chunk's invariants: a live block, and its layout. The new size, which has
            // a header in it, was just checked.
            unsafe { self.backing.remap(chunk.base(), old, size) }
        } else {
            // SAFETY: as above.
            unsafe { self.backing.resize_in_place(chunk.base(), old, size) }
        };
        match resized {
            // SAFETY: the block has the new size now, and is reached through the new pointer. The
            // header is nobody else's, as the chunk was owned.
            Some(base) => (unsafe { Chunk::new(base, size) }, true),
            None => (chunk, false),
        }
    }
}
