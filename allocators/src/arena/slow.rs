//! What happens where the current chunk has no room: spare chunks, and new ones.

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
    /// The backing allocator is asked only where no spare chunk has room. A block that leaves half
    /// of a chunk to others makes that chunk current. A larger one, or one for which the backing
    /// allocator refuses the planned size, has a chunk for itself, and the current one stays: its
    /// rest isn't lost.
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
        let mut chunk = self.take_spare(needed);
        if chunk.is_none() && self.is_for_all(planned, needed) {
            chunk = self.request_chunk(planned, false);
            if chunk.is_some() {
                self.planned.set(self.growth.next(planned));
            } else if needed == planned {
                return None;
            }
        }
        if let Some(chunk) = chunk {
            // SAFETY: forwarded; there is no live block in a spare chunk (invariant 5) or a fresh
            // one, and either was chosen for its size.
            let block = unsafe { self.alloc_in(chunk, layout, needed) }?;
            if zeroed {
                // SAFETY: a fresh block of that many bytes; `u8` has no alignment.
                unsafe { block.write_bytes(0, layout.size()) };
            }
            return Some(block);
        }
        // No block of this size fits them, so they are traded for a chunk that it does fit.
        self.give_back_spare_own();
        let chunk = self.request_chunk(needed, zeroed)?;
        if needed > planned / 2 {
            self.planned.set(self.growth.next(planned));
        }
        // SAFETY: forwarded; a fresh chunk has no live block, and this one has room.
        Some(unsafe { self.alloc_own(chunk, layout) })
    }

    /// Makes sure that `bytes` bytes can be handed out without asking the backing allocator.
    pub(super) fn reserve_slow(&self, bytes: usize) -> Option<()> {
        let needed = chunk_size_for(round_up(bytes, MIN_ALIGN)?, MIN_ALIGN, MIN_ALIGN)?;
        let chunk = match self.take_spare(needed) {
            Some(chunk) => chunk,
            None => {
                let planned = self.planned.get();
                let chunk = match self.request_chunk(planned.max(needed), false) {
                    Some(chunk) => chunk,
                    None if needed < planned => self.request_chunk(needed, false)?,
                    None => return None,
                };
                self.planned.set(self.growth.next(planned));
                chunk
            }
        };
        // SAFETY: a fresh or spare chunk, of which nothing is used but the header.
        unsafe { self.make_current(chunk, header_size(MIN_ALIGN)) };
        Some(())
    }

    /// Tells whether a chunk of `size` bytes becomes the current one for a block that needs one of
    /// `needed` bytes; else the block has it for itself.
    ///
    /// It does if the block leaves half of it to others, which makes up for what is lost of the
    /// chunk that is current so far; or if there is none.
    pub(super) fn is_for_all(&self, size: usize, needed: usize) -> bool {
        let nowhere = self.limit.get() == MIN_ALIGN;
        needed <= if nowhere { size } else { size / 2 }
    }

    /// Hands out the first block of a chunk: see [`is_for_all`](Self::is_for_all).
    ///
    /// # Safety
    ///
    /// `layout.size()` is greater than zero. There is no live block in the chunk, whose size is at
    /// least `needed`, which is the `chunk_size_for` the layout.
    unsafe fn alloc_in(&self, chunk: Chunk, layout: Layout, needed: usize) -> Option<NonNull<u8>> {
        debug_assert!(needed <= chunk.size());
        if self.is_for_all(chunk.size(), needed) {
            // SAFETY: of the chunk nothing is used but the header.
            unsafe { self.make_current(chunk, header_size(MIN_ALIGN)) };
            // SAFETY: forwarded.
            let block = unsafe { self.alloc_here(layout) };
            debug_assert!(block.is_some(), "the chunk was chosen for this block");
            block
        } else {
            // SAFETY: forwarded.
            Some(unsafe { self.alloc_own(chunk, layout) })
        }
    }

    /// Hands out the only block of a chunk.
    ///
    /// # Safety
    ///
    /// There is no live block in the chunk, whose size is at least the `chunk_size_for` the layout.
    unsafe fn alloc_own(&self, chunk: Chunk, layout: Layout) -> NonNull<u8> {
        let base = chunk.base();
        // INVARIANT: 3: the block is the first and only one behind the header. 4: its start is a
        // multiple of `MIN_ALIGN` and of its alignment, and the chunk has room for its rounded
        // size.
        self.own.push(chunk);
        // SAFETY: `chunk_size_for` has counted the header and the padding, so this is in the chunk.
        unsafe { base.add(first_offset(base.addr().get(), layout.align(), MIN_ALIGN)) }
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

    /// Gives a chunk back to the backing allocator.
    ///
    /// # Safety
    ///
    /// No block in the chunk is used any more.
    pub(super) unsafe fn give_back(&self, chunk: Chunk) {
        // SAFETY: the chunk's invariants: a live block of the backing allocator, and its layout.
        unsafe { self.backing.dealloc(chunk.base(), chunk.layout(MIN_ALIGN)) };
    }
}
