//! Chunks: the blocks of the backing allocator that an arena cuts up, and lists of them.

use super::size::{chunk_layout_align, header_size};
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;

/// What stands at the low end of each chunk.
#[repr(C)]
struct Header {
    /// The chunk that was pushed onto the same list before.
    next: Option<NonNull<Header>>,
    /// The size of the whole chunk in bytes, header included.
    size: usize,
}

const _: () = assert!(size_of::<Header>() <= header_size(1));
const _: () = assert!(align_of::<Header>() <= chunk_layout_align(1));

/// A chunk, owned by whoever holds this: it isn't `Clone`, and forgetting it leaks the block.
///
/// # Invariants
///
/// 1. The pointer is that of a block of the backing allocator which is live, or would be if the
///    allocator weren't being dropped; with provenance for all of it.
/// 2. The block's layout is `(size in its header, chunk_layout_align(min_align))`, where the size
///    is at least `header_size(min_align)`, for the arena's minimum alignment.
/// 3. The header is initialised, and accessed through chunks and their lists only.
#[derive(Debug)]
#[must_use = "the chunk leaks if it is not given back"]
pub(super) struct Chunk(NonNull<Header>);

impl Chunk {
    /// Makes a chunk out of a block, writing its header.
    ///
    /// # Safety
    ///
    /// `base` denotes a live block of the backing allocator of `size` bytes, aligned to
    /// `chunk_layout_align(min_align)`, with provenance for all of it, which has room for the
    /// header, and whose first `header_size(min_align)` bytes nobody else uses.
    #[inline]
    pub(super) unsafe fn new(base: NonNull<u8>, size: usize) -> Self {
        debug_assert!(size >= header_size(1));
        let header = base.cast::<Header>();
        // SAFETY: our caller's promise: the block is writable, large enough, and aligned, since
        // `chunk_layout_align` is at least the alignment of a header (asserted above).
        unsafe { header.write(Header { next: None, size }) };
        // INVARIANT: 1, 2: our caller's promise. 3: just written.
        Self(header)
    }

    /// The block's first byte, with provenance for all of it.
    #[inline]
    pub(super) fn base(&self) -> NonNull<u8> {
        self.0.cast()
    }

    /// The size of the whole chunk in bytes, header included.
    #[inline]
    pub(super) fn size(&self) -> usize {
        // SAFETY: the header is initialised, and nobody writes it meanwhile (invariants 1 and 3).
        unsafe { self.0.as_ref() }.size
    }

    /// The layout with which the block goes back to the backing allocator.
    #[inline]
    pub(super) fn layout(&self, min_align: usize) -> Layout {
        // SAFETY: invariant 2: a block with this layout exists.
        unsafe { Layout::from_size_align_unchecked(self.size(), chunk_layout_align(min_align)) }
    }
}

/// A list of chunks, the newest first.
///
/// # Invariants
///
/// 1. Every pointer in the list, from the head along `next`, is one of a [`Chunk`], which the list
///    owns: its invariants hold.
/// 2. No chunk is in a list twice, or in two lists.
#[derive(Debug)]
pub(super) struct ChunkList {
    head: Cell<Option<NonNull<Header>>>,
}

impl ChunkList {
    pub(super) const fn new() -> Self {
        Self { head: Cell::new(None) }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.head.get().is_none()
    }

    /// Puts a chunk at the head.
    pub(super) fn push(&self, chunk: Chunk) {
        let next = self.head.get();
        // SAFETY: the chunk is ours to write (its invariants 1 and 3), and in no list, as we own
        // it.
        unsafe { &mut *chunk.0.as_ptr() }.next = next;
        // INVARIANT: 1: the chunk was moved in. 2: it was owned, so it was in no list.
        self.head.set(Some(chunk.0));
    }

    /// Takes the chunk at the head out.
    pub(super) fn pop(&self) -> Option<Chunk> {
        self.take_first(1, |_, _| true)
    }

    /// Takes the first chunk out, of the `within` newest, that is `wanted` by its address and its
    /// size in bytes.
    pub(super) fn take_first(
        &self,
        within: usize,
        wanted: impl Fn(usize, usize) -> bool,
    ) -> Option<Chunk> {
        let mut before: Option<NonNull<Header>> = None;
        let mut at = self.head.get()?;
        for _ in 0..within {
            // SAFETY: invariant 1: the header is initialised, and nobody writes it meanwhile.
            let &Header { next, size } = unsafe { at.as_ref() };
            if wanted(at.addr().get(), size) {
                match before {
                    None => self.head.set(next),
                    // SAFETY: invariant 1, and 2: it is another one than `at`. The chunk is ours,
                    // and nobody else refers to its header.
                    Some(mut before) => unsafe { before.as_mut() }.next = next,
                }
                // INVARIANT: 1: the others, in the same order, are ours as before. 2: `at` is in
                // no list any more, and handed out as owned.
                return Some(Chunk(at));
            }
            before = Some(at);
            at = next?;
        }
        None
    }

    /// Moves all chunks of this list to the head of another, the newest first: so they end up there
    /// in the opposite order.
    pub(super) fn pour_into(&self, other: &Self) {
        while let Some(chunk) = self.pop() {
            other.push(chunk);
        }
    }

    /// The first byte of the chunk at the head; to be looked at, for the list still owns it.
    #[inline]
    pub(super) fn head(&self) -> Option<NonNull<u8>> {
        self.head.get().map(NonNull::cast)
    }

    /// The sizes of all chunks in bytes, headers included.
    pub(super) fn sizes(&self) -> impl Iterator<Item = usize> {
        let mut at = self.head.get();
        core::iter::from_fn(move || {
            // SAFETY: invariant 1: the header is initialised, and nobody writes it meanwhile: the
            // iterator is used up within one method of the arena, which changes no list.
            let header = unsafe { at?.as_ref() };
            at = header.next;
            Some(header.size)
        })
    }
}
