//! Many blocks that go at once, from chunks of another allocator.
//!
//! - **Guarantees.** Blocks lie in chunks of the backing allocator, which get exactly the layouts
//!   back that they were requested with. Blocks stay where they are while the arena moves. No
//!   destructor runs. All blocks go back by [`reset`](ArenaAllocator::reset), which keeps the
//!   chunks, [`reset_with_limit`](ArenaAllocator::reset_with_limit), which keeps some, and
//!   [`free_all`](ArenaAllocator::free_all) and drop, which keep none. The backing allocator is
//!   asked for memory only where no chunk that is kept has room.
//! - **Design.** Position and limit of the current chunk lie in the arena. A block is cut off at
//!   the position, which moves upwards in steps of the minimum alignment. Only the block that ends
//!   at the position is taken back, and grows, in place; any block shrinks in place; the others
//!   wait. A chunk's header is at its low end, so no block of another chunk ends at the position. A
//!   block of more than half of the next chunk gets its own, while the current chunk stays current;
//!   the newest of those grow and shrink through the backing allocator, and are spare when their
//!   block is given back. So does a chunk that is left too small by its only block.
//! - **Cost.** One comparison and a few additions per operation, inlined; one more branch where the
//!   alignment isn't known, or exceeds the minimum alignment. A chunk costs one call of the backing
//!   allocator and a header of two words. Resets and drop take time in proportion to the number of
//!   chunks that were used.
//! - **Thread-safety.** [`Send`] when the backing allocator is, taking its blocks along; never
//!   [`Sync`].
//!
//! ```text
//! current chunk:   | header | block | block | pad | block | free …       |
//!                                                         ^ position     ^ limit
//! earlier chunks:  | header | block | block | pad | block | lost until reset |
//! own chunks:      | header | one large block                  |
//! spare chunks:    | header | free …                |
//! ```

use crate::bump_math::{align_up, end_of, fits};
use chunk::ChunkList;
use core::alloc::Layout;
use core::cell::Cell;
use core::fmt;
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;
use size::{Growth, usable};

pub use builder::ArenaBuilder;
pub use error::TryAllocValueError;

mod builder;
mod chunk;
mod error;
#[cfg(feature = "infallible")]
mod infallible;
mod own;
mod reset;
mod size;
mod slices;
mod slow;
mod spare;
#[cfg(test)]
mod tests;
mod values;

/// An allocator that cuts blocks from chunks of another one, and gives all back at once.
///
/// Allocating is moving a position, which costs about a tenth of what a heap takes; freeing costs
/// nothing. That suits work that comes in units: a request, a frame, a file to parse. Collections
/// go on `&arena`, or take an arena by value; plain values and slices are
/// [put into it](Self::alloc_value) directly.
///
/// Memory of a block that isn't the last one is available again only after a reset, of which there
/// are three: [`reset`](Self::reset) keeps all chunks for the next unit of work,
/// [`reset_with_limit`](Self::reset_with_limit) keeps so many bytes of them, and
/// [`free_all`](Self::free_all) keeps none. All take `&mut self`, so nothing can be left in the
/// arena. The exception are large blocks that have a chunk for themselves: given back, their memory
/// is there for others at once, if not more than a few such blocks have come after them.
///
/// Blocks are aligned to `MIN_ALIGN` at least, and their sizes are rounded up to it. A smaller one
/// packs small blocks closer; a larger one saves a step where most blocks are aligned to it.
///
/// | method | does |
/// |---|---|
/// | [`alloc`](Allocator::alloc) | cuts a block off the current chunk; else takes a spare chunk; else asks the backing allocator for one |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | the same, then zeroes; a block with a new chunk of its own asks for zeroed memory |
/// | [`dealloc`](Allocator::dealloc) | takes the last block back, and the newest blocks that have a chunk of their own; nothing for others |
/// | [`resize_in_place`](Allocator::resize_in_place) | shrinks any block, grows the last one, forwards for a new chunk of one block |
/// | [`remap`](Allocator::remap) | the same, where forwarding may move the chunk |
///
/// # Examples
///
/// ```
/// use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
///
/// let mut arena = ArenaAllocator::new(SystemAllocator);
/// for request in 0..3_u64 {
///     let mut numbers = ExVec::new(&arena);
///     for n in 0..1000 {
///         numbers.try_push(n + request)?;
///     }
///     assert_eq!(numbers.iter().sum::<u64>(), 499_500 + 1000 * request);
///     drop(numbers);
///     arena.reset(); // The memory stays for the next request.
/// }
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
///
/// Nothing can be used across a reset:
///
/// ```compile_fail,E0502
/// use exalloc::{ArenaAllocator, SystemAllocator};
///
/// let mut arena = ArenaAllocator::new(SystemAllocator);
/// let value = arena.try_alloc_value(7).unwrap();
/// arena.reset();
/// *value = 8;
/// ```
///
/// An arena is used by one thread at a time; what borrows it stays on its thread:
///
/// ```compile_fail,E0277
/// use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
///
/// let arena = ArenaAllocator::new(SystemAllocator);
/// let v = ExVec::<u8, _>::new(&arena);
/// std::thread::scope(|s| {
///     s.spawn(move || drop(v));
/// });
/// ```
// # Invariants
//
// 1. `position` and `limit` are multiples of `MIN_ALIGN`. Either the position lies in the chunk at
//    the head of `shared`, behind its header, with provenance for all of it, and the limit is the
//    last multiple of `MIN_ALIGN` up to that chunk's end. Or it is `NOWHERE`, and the
//    limit is its address.
// 2. In the chunk that `position` lies in, all live blocks, rounded up to `MIN_ALIGN`, lie between
//    header and position.
// 3. In each chunk of `own` there is one block at most: the first that fits behind the header with
//    the block's alignment.
// 4. Live blocks begin at multiples of `MIN_ALIGN`, and are disjoint also when rounded up to it.
// 5. There is no live block in the chunks of `spare` and `spare_own`.
#[must_use = "an allocator that nobody allocates from does nothing"]
pub struct ArenaAllocator<A: Allocator, const MIN_ALIGN: usize = 8> {
    position: Cell<NonNull<u8>>,
    /// An address.
    limit: Cell<usize>,
    /// The chunks that are cut up, or were.
    shared: ChunkList,
    /// The chunks of one large block.
    own: ChunkList,
    /// Chunks that were shared before the last reset, in the order of their use.
    spare: ChunkList,
    /// Chunks that were one large block's.
    spare_own: ChunkList,
    /// The planned size of the next chunk.
    planned: Cell<usize>,
    growth: Growth,
    backing: A,
}

impl<A: Allocator> ArenaAllocator<A> {
    /// Makes an arena of the default minimum alignment, 8 bytes, with chunks from `backing`.
    ///
    /// Nothing is allocated yet. See [`with_min_align`](Self::with_min_align) for other alignments
    /// and [`ArenaBuilder`] for other sizes of chunks.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = const { ArenaAllocator::new(SystemAllocator) };
    /// assert_eq!(arena.reserved_bytes(), 0);
    /// ```
    ///
    /// The backing allocator may be a reference, or another arena:
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExBox, InlineBump};
    ///
    /// let memory = InlineBump::<4096>::new();
    /// let arena = ArenaAllocator::new(&memory);
    /// let inner = ArenaAllocator::new(&arena);
    /// assert_eq!(*ExBox::try_new(7, &inner).unwrap(), 7);
    /// ```
    #[inline]
    pub const fn new(backing: A) -> Self {
        Self::with_min_align(backing)
    }
}

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// A position outside of all memory, at which no block ends: that of an arena without a chunk.
    ///
    /// It is `MIN_ALIGN` as an address. A block begins at a multiple of `MIN_ALIGN` which isn't
    /// zero and has a size above zero, so it ends above this. No block fits at it, as the room is
    /// zero.
    const NOWHERE: NonNull<u8> = {
        assert!(MIN_ALIGN.is_power_of_two(), "an arena's minimum alignment is a power of two");
        // SAFETY: a power of two isn't zero.
        unsafe { NonNull::new_unchecked(ptr::without_provenance_mut(MIN_ALIGN)) }
    };

    /// Makes an arena of any minimum alignment, with chunks from `backing`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::<_, 1>::with_min_align(SystemAllocator);
    /// let bytes = [ExBox::try_new(1_u8, &arena)?, ExBox::try_new(2, &arena)?];
    /// assert_eq!(arena.used_bytes(), 2);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// What isn't a power of two is refused when the program is compiled:
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::<_, 12>::with_min_align(SystemAllocator);
    /// ```
    #[inline]
    pub const fn with_min_align(backing: A) -> Self {
        Self::with_growth(backing, Growth::DEFAULT)
    }

    #[inline]
    const fn with_growth(backing: A, growth: Growth) -> Self {
        // INVARIANT: 1: nowhere. 2, 3, 4: there are no blocks.
        Self {
            position: Cell::new(Self::NOWHERE),
            limit: Cell::new(MIN_ALIGN),
            shared: ChunkList::new(),
            own: ChunkList::new(),
            spare: ChunkList::new(),
            spare_own: ChunkList::new(),
            planned: Cell::new(growth.first(MIN_ALIGN)),
            growth,
            backing,
        }
    }

    /// Lends the backing allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, CountingAllocator, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(CountingAllocator::new(SystemAllocator));
    /// let boxes = [ExBox::try_new(1, &arena)?, ExBox::try_new(2, &arena)?];
    /// assert_eq!(arena.backing().stats().allocations, 1);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[inline]
    #[must_use]
    pub const fn backing(&self) -> &A {
        &self.backing
    }

    /// Tells how many bytes of the chunks are used: by blocks, by padding, by blocks that were
    /// given back out of order, and by what was left of a chunk when the next one was begun.
    ///
    /// What is neither used nor left in the current chunk is spare.
    ///
    /// Takes time in proportion to the number of chunks.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExBox, SystemAllocator};
    ///
    /// let mut arena = ArenaAllocator::new(SystemAllocator);
    /// ExBox::leak(ExBox::try_new([0_u8; 20], &arena).unwrap());
    /// assert_eq!(arena.used_bytes(), 24, "rounded up to the minimum alignment");
    /// arena.reset();
    /// assert_eq!(arena.used_bytes(), 0);
    /// ```
    #[must_use]
    pub fn used_bytes(&self) -> usize {
        let used = self.shared.sizes().chain(self.own.sizes());
        let all = used.map(|size| usable(size, MIN_ALIGN));
        // Can't wrap: chunks are disjoint parts of the address space, and the room is part of one.
        all.fold(0, usize::wrapping_add).wrapping_sub(self.room())
    }

    /// Tells how many bytes the arena holds of its backing allocator, headers of chunks included.
    ///
    /// Takes time in proportion to the number of chunks.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ArenaBuilder, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaBuilder::new().first_chunk_size(2000).build(SystemAllocator);
    /// assert_eq!(arena.reserved_bytes(), 0);
    /// ExBox::try_new(1, &arena)?;
    /// assert_eq!(arena.reserved_bytes(), 2000);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[must_use]
    pub fn reserved_bytes(&self) -> usize {
        // Can't wrap: chunks are disjoint parts of the address space.
        self.chunk_sizes().fold(0, usize::wrapping_add)
    }

    /// Tells how many chunks the arena holds.
    ///
    /// Takes time in proportion to their number.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ArenaBuilder, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaBuilder::new().first_chunk_size(2000).build(SystemAllocator);
    /// let small = ExBox::try_new(1, &arena)?;
    /// let large = ExBox::try_new([0_u8; 5000], &arena)?;
    /// assert_eq!(arena.chunk_count(), 2, "the large one has a chunk of its own");
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[must_use]
    pub fn chunk_count(&self) -> usize {
        self.chunk_sizes().count()
    }

    fn chunk_sizes(&self) -> impl Iterator<Item = usize> {
        let used = self.shared.sizes().chain(self.own.sizes());
        used.chain(self.spare.sizes()).chain(self.spare_own.sizes())
    }

    /// Bytes between position and limit.
    #[inline]
    fn room(&self) -> usize {
        // Can't wrap: invariant 1.
        self.limit.get().wrapping_sub(self.position.get().addr().get())
    }

    /// Cuts a block off the current chunk, or `None` when it has no room.
    ///
    /// # Safety
    ///
    /// `layout.size()` is greater than zero.
    #[inline]
    unsafe fn alloc_here(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (position, limit, size) = (self.position.get(), self.limit.get(), layout.size());
        let low = position.addr().get();
        // The two ways are written apart: made one, they become a conditional move, which puts the
        // masking between each block and the next, and takes twice the time.
        if layout.align() <= MIN_ALIGN {
            // Without masking: the position is a multiple of `MIN_ALIGN`.
            if !fits(low, limit, size) {
                return None;
            }
            // SAFETY: the size fits, and so does the rounded one, as the limit is a multiple of
            // `MIN_ALIGN`: this is within the chunk or at its end. There is a chunk, for the size
            // is above zero, and nowhere there is room for that.
            let end = unsafe { position.add(align_up(size, MIN_ALIGN)) };
            // INVARIANT: 1: the size was rounded up. 2, 4: the block lies between the old position,
            // below which all others of this chunk lie, and the new one.
            self.position.set(end);
            return Some(position);
        }
        let start = align_up(low, layout.align());
        if !fits(start, limit, size) {
            return None;
        }
        // SAFETY: the block fits, so it begins within the chunk.
        let block = unsafe { position.add(start.wrapping_sub(low)) };
        // SAFETY: as above.
        let end = unsafe { block.add(align_up(size, MIN_ALIGN)) };
        // INVARIANT: as above; the start is a multiple of a power of two above `MIN_ALIGN`.
        self.position.set(end);
        Some(block)
    }

    /// Tells whether a block ends at the position, which makes it the last one of the current
    /// chunk.
    #[inline]
    fn is_last(&self, ptr: NonNull<u8>, layout: Layout) -> bool {
        // A block of another chunk doesn't end there: the position lies behind a header, so even a
        // block at the end of the chunk that is adjacent below ends below it.
        let size = align_up(layout.size(), MIN_ALIGN);
        self.position.get().addr().get().wrapping_sub(size) == ptr.addr().get()
    }

    /// Changes the size of a block: as `remap` if `may_move`, else as `resize_in_place`.
    ///
    /// # Safety
    ///
    /// Theirs.
    #[inline]
    unsafe fn resize(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
        may_move: bool,
    ) -> Option<NonNull<u8>> {
        let start = ptr.addr().get();
        if self.is_last(ptr, old) && fits(start, self.limit.get(), new_size) {
            // A pointer of our own: `ptr` may carry provenance for the old bytes only.
            let block = self.position.get().with_addr(ptr.addr());
            let size = end_of(start, new_size, MIN_ALIGN).wrapping_sub(start);
            // SAFETY: the new size fits, so this is within the chunk or at its end.
            let end = unsafe { block.add(size) };
            // INVARIANT: 1: `end_of` rounds up. 2, 4: the block is the highest in this chunk, and
            // ends at the position again.
            self.position.set(end);
            return Some(block);
        }
        // SAFETY: forwarded.
        unsafe { self.resize_slow(ptr, old, new_size, may_move) }
    }
}

// SAFETY:
// 1. The resets take `&mut self`, and no other safe method invalidates blocks: chunks that go back
//    in others have none (5).
// 2. Chunks are held by raw pointer and lie in the backing allocator's memory, which may move too.
//    Headers point to chunks only.
// 3. Nothing here panics or unwinds, and the backing allocator doesn't either.
// 4. By invariants 2 to 4 blocks are disjoint, within chunks, apart from headers, which is all that
//    the arena itself writes; addresses are multiples of
//    `MIN_ALIGN`, or those that `align_up` has found.
// 5. All five methods are overridden: see the table. Growing in place changes the position only;
//    what goes through the backing allocator keeps bytes as that does, and is undone on `None`.
// 6. A caller's pointer is compared by address, and never stored; `position`, which is, and answers
//    that are larger than the old block, are derived from the chunk.
unsafe impl<A: Allocator, const MIN_ALIGN: usize> Allocator for ArenaAllocator<A, MIN_ALIGN> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        match unsafe { self.alloc_here(layout) } {
            Some(block) => Some(block),
            // SAFETY: forwarded.
            None => unsafe { self.alloc_slow(layout, false) },
        }
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        if self.is_last(ptr, layout) {
            // A pointer of our own: `ptr` may carry provenance for the block only.
            let block = self.position.get().with_addr(ptr.addr());
            // INVARIANT: 1: blocks begin at multiples of `MIN_ALIGN` (4), in the chunk of the
            // position. 2: blocks are disjoint and this one was the highest, so all others end at
            // or below its start.
            self.position.set(block);
        } else if !self.own.is_empty() {
            // SAFETY: forwarded.
            unsafe { self.dealloc_own(ptr) };
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        match unsafe { self.alloc_here(layout) } {
            Some(block) => {
                // SAFETY: a fresh block of that many bytes; `u8` has no alignment.
                unsafe { block.write_bytes(0, layout.size()) };
                Some(block)
            }
            // SAFETY: forwarded.
            None => unsafe { self.alloc_slow(layout, true) },
        }
    }

    #[inline]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.resize(ptr, old, new_size, false) }
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.resize(ptr, old, new_size, true) }
    }
}

// SAFETY: what isn't `Send` by itself are pointers to chunks, which the arena owns, and which only
// it and the owners of blocks access. They may be given back on another thread, as the backing
// allocator goes there too.
unsafe impl<A: Allocator + Send, const MIN_ALIGN: usize> Send for ArenaAllocator<A, MIN_ALIGN> {}

impl<A: Allocator + Default, const MIN_ALIGN: usize> Default for ArenaAllocator<A, MIN_ALIGN> {
    #[inline]
    fn default() -> Self {
        Self::with_min_align(A::default())
    }
}

impl<A: Allocator, const MIN_ALIGN: usize> fmt::Debug for ArenaAllocator<A, MIN_ALIGN> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArenaAllocator")
            .field("used_bytes", &self.used_bytes())
            .field("reserved_bytes", &self.reserved_bytes())
            .field("chunk_count", &self.chunk_count())
            .finish_non_exhaustive()
    }
}
