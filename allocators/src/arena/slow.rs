//! What happens beside the current chunk: new chunks, and chunks of one block.

use super::ArenaAllocator;
use super::chunk::Chunk;
use super::size::{chunk_layout_align, chunk_size_for, first_offset, header_size, usable};
use crate::bump_math::align_up;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;
use exalloc_core::layout::round_up;

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Hands out a block for which the current chunk, if there is one, has no room.
    ///
    /// A block that fits a chunk of the planned size gets such a chunk, which becomes current. A
    /// larger one, or one for which the backing allocator refuses the planned size, gets a chunk of
    /// its own, and the current one stays: its rest isn't lost.
    ///
    /// # Safety
    ///
    /// `layout.size()` is greater than zero.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn alloc_slow(&self, layout: Layout, zeroed: bool) -> Option<NonNull<u8>> {
        let size = align_up(layout.size(), MIN_ALIGN);
        let needed = chunk_size_for(size, layout.align(), MIN_ALIGN)?;
        let planned = self.planned.get();
        if needed <= planned {
            if let Some(chunk) = self.request_chunk(planned, false) {
                self.planned.set(self.growth.next(planned));
                // SAFETY: a fresh chunk, of which nothing is used but the header.
                unsafe { self.make_current(chunk, header_size(MIN_ALIGN)) };
                // SAFETY: forwarded.
                let block = unsafe { self.alloc_here(layout) };
                debug_assert!(block.is_some(), "the chunk was requested for this block");
                let block = block?;
                if zeroed {
                    // SAFETY: a fresh block of that many bytes; `u8` has no alignment.
                    unsafe { block.write_bytes(0, layout.size()) };
                }
                return Some(block);
            }
            if needed == planned {
                return None;
            }
        }
        let chunk = self.request_chunk(needed, zeroed)?;
        if needed > planned {
            self.planned.set(self.growth.next(planned));
        }
        let base = chunk.base();
        // INVARIANT: 3: the block is the first and only one behind the header. 4: its start is a
        // multiple of `MIN_ALIGN` and of its alignment, and the chunk has room for its rounded
        // size.
        self.own.push(chunk);
        // SAFETY: `chunk_size_for` has counted the header and the padding, so this is in the chunk.
        Some(unsafe { base.add(first_offset(base.addr().get(), layout.align(), MIN_ALIGN)) })
    }

    /// Makes sure that `bytes` bytes can be handed out without asking the backing allocator.
    pub(super) fn reserve_slow(&self, bytes: usize) -> Option<()> {
        let needed = chunk_size_for(round_up(bytes, MIN_ALIGN)?, MIN_ALIGN, MIN_ALIGN)?;
        let planned = self.planned.get();
        let chunk = match self.request_chunk(planned.max(needed), false) {
            Some(chunk) => chunk,
            None if needed < planned => self.request_chunk(needed, false)?,
            None => return None,
        };
        self.planned.set(self.growth.next(planned));
        // SAFETY: a fresh chunk, of which nothing is used but the header.
        unsafe { self.make_current(chunk, header_size(MIN_ALIGN)) };
        Some(())
    }

    /// Asks the backing allocator for a chunk of `size` bytes, header included.
    fn request_chunk(&self, size: usize, zeroed: bool) -> Option<Chunk> {
        debug_assert!(size >= header_size(MIN_ALIGN));
        let layout = Layout::from_size_align(size, chunk_layout_align(MIN_ALIGN)).ok()?;
        let base = if zeroed {
            // SAFETY: there is a header in the size, so it is above zero.
            unsafe { self.backing.alloc_zeroed(layout) }
        } else {
            // SAFETY: as above.
            unsafe { self.backing.alloc(layout) }
        }?;
        // SAFETY: a fresh block of that layout, through the pointer that came with it.
        Some(unsafe { Chunk::new(base, size) })
    }

    /// Makes a chunk the current one, with the position `used` bytes behind its first byte.
    ///
    /// # Safety
    ///
    /// `used` is a multiple of `MIN_ALIGN`, at least the size of the header and at most that of the
    /// chunk, and all live blocks in the chunk, rounded up, lie between header and there.
    pub(super) unsafe fn make_current(&self, chunk: Chunk, used: usize) {
        let (base, size) = (chunk.base(), chunk.size());
        let behind_header = header_size(MIN_ALIGN);
        debug_assert!(used >= behind_header && used <= size && used % MIN_ALIGN == 0);
        self.shared.push(chunk);
        // INVARIANT: 1: the base is aligned to `MIN_ALIGN` at least, as are the size of the header
        // and what is usable behind it, and the chunk is the head now. 2: our caller's promise.
        // SAFETY: `used` is within the chunk: our caller's promise.
        self.position.set(unsafe { base.add(used) });
        let end = behind_header.wrapping_add(usable(size, MIN_ALIGN));
        self.limit.set(base.addr().get().wrapping_add(end));
    }

    /// Takes the position out of all chunks; what is left of the current one waits for the reset.
    pub(super) fn leave_current(&self) {
        // INVARIANT: 1, 2: nowhere.
        self.position.set(Self::NOWHERE);
        self.limit.set(MIN_ALIGN);
    }

    /// Takes a block back that isn't the last one: together with its chunk, if that is the newest
    /// chunk of one block.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of `self`.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn dealloc_own(&self, ptr: NonNull<u8>) {
        if self.is_newest_own(ptr) {
            if let Some(chunk) = self.own.pop() {
                // SAFETY: the only block in it is the one that our caller gives back.
                unsafe { self.give_back(chunk) };
            }
        }
    }

    /// Gives a chunk back to the backing allocator.
    ///
    /// # Safety
    ///
    /// No block in the chunk is used any more.
    pub(super) unsafe fn give_back(&self, chunk: Chunk) {
        // SAFETY: the chunk's invariants: a live block of the backing allocator, and its layout.
        unsafe { self.backing.dealloc(chunk.base(), chunk.layout(MIN_ALIGN)) };
    }

    /// Tells whether a live block of this arena is the one in the newest chunk of one block.
    fn is_newest_own(&self, ptr: NonNull<u8>) -> bool {
        // Where it lies decides, not where the block of that chunk would begin: for an alignment
        // that isn't that block's, that may be in another chunk. Live blocks are disjoint from
        // other chunks, so an address in this chunk is its block's.
        self.own.head_contains(ptr.addr().get())
    }

    /// Changes the size of a block, where the place behind it isn't the arena's to give.
    ///
    /// The newest chunk of one block changes its size with the block. So does the current chunk if
    /// the block is the only one in it. Other blocks shrink, and leave the rest unused.
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
        if self.is_newest_own(ptr) {
            // SAFETY: this is the block in that chunk, `old` its layout, and `size` was rounded up.
            return unsafe { self.resize_own(old, new_size, size, may_move) };
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

    /// Changes the size of the block in the newest chunk of one block from `old` to `new_size`,
    /// which rounded up is `size`.
    ///
    /// # Safety
    ///
    /// There is such a chunk, `old` fits its block, and `may_move` only where that block is aligned
    /// no more than chunks are.
    unsafe fn resize_own(
        &self,
        old: Layout,
        new_size: usize,
        size: usize,
        may_move: bool,
    ) -> Option<NonNull<u8>> {
        // Out of the list meanwhile: should the backing allocator come back to this arena by some
        // way of its own, it finds a valid state without this chunk.
        let mut chunk = self.own.pop()?;
        let start = first_offset(chunk.base().addr().get(), old.align(), MIN_ALIGN);
        let needed = start.checked_add(size);
        // Larger than the chunk, or smaller than the block: both are for the backing allocator.
        let fits = needed.is_some_and(|needed| needed <= chunk.size());
        let mut done = fits;
        if let (true, Some(needed)) = (!fits || new_size < old.size(), needed) {
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
    /// As in [`alloc_slow`](Self::alloc_slow), a block that fits a chunk of the planned size gets
    /// it, and another makes the chunk its own.
    ///
    /// # Safety
    ///
    /// The current chunk has that block only, and `may_move` only where the block is aligned no
    /// more than chunks are. `size` is a multiple of `MIN_ALIGN`, and larger than the block.
    unsafe fn grow_current(&self, size: usize, may_move: bool) -> Option<NonNull<u8>> {
        let start = header_size(MIN_ALIGN);
        let needed = start.checked_add(size)?;
        let planned = self.planned.get();
        let used = self.position.get();
        // Out of the arena meanwhile: see `resize_own`.
        let mut chunk = self.shared.pop()?;
        // Can't wrap: the position is in the chunk.
        let used = used.addr().get().wrapping_sub(chunk.base().addr().get());
        self.leave_current();
        let mut done = false;
        if needed <= planned {
            // SAFETY: the only block in it hears of its new place.
            let answer = unsafe { self.resize_chunk(chunk, planned, may_move) };
            (chunk, done) = answer;
        }
        if !done && needed != planned {
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
        if chunk.size() == needed {
            // INVARIANT: 3: the only block, right behind the header.
            self.own.push(chunk);
        } else {
            // SAFETY: the block's new end: a multiple of `MIN_ALIGN`, as header and size are, and
            // below the planned size, which the chunk has.
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
