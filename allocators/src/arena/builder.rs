//! How an arena grows, chosen before it is made.

use super::ArenaAllocator;
use super::size::Growth;
use exalloc_core::Allocator;

/// Chooses the sizes of an arena's chunks.
///
/// An arena asks its backing allocator for chunks which grow geometrically up to a bound. The
/// defaults suit arenas of any size: slightly less than 1 KiB at first, so that a heap's own header
/// fits beside it; doubling; up to 1 GiB (64 MiB on 32-bit targets, 4 KiB on 16-bit ones). Choose
/// others where the amount is known beforehand, or where memory is scarce.
///
/// The sizes are those of the requests to the backing allocator, in bytes. They are a plan: a block
/// that needs more than half of the next planned chunk gets one of its own, of exactly the size it
/// needs, unless the arena has no other; and so does a block for which the backing allocator
/// refuses the planned size. Before anything is asked for, chunks that a reset has kept are used.
///
/// # Examples
///
/// ```
/// use exalloc::{ArenaAllocator, ArenaBuilder, ExVec, SystemAllocator};
///
/// const PAGES: ArenaBuilder = ArenaBuilder::new()
///     .first_chunk_size(16 * 4096)
///     .growth_factor(1)
///     .max_chunk_size(16 * 4096);
///
/// let arena = PAGES.build(SystemAllocator);
/// assert_eq!(arena.reserved_bytes(), 0, "the first chunk is requested with the first block");
/// let v = ExVec::<u8, _>::try_with_capacity(100, &arena)?;
/// assert_eq!(arena.reserved_bytes(), 16 * 4096);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a builder does nothing until an arena is built"]
pub struct ArenaBuilder {
    growth: Growth,
}

impl ArenaBuilder {
    /// Starts with the defaults.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaBuilder, SystemAllocator};
    ///
    /// let arena = ArenaBuilder::new().build(SystemAllocator);
    /// assert_eq!(arena.chunk_count(), 0);
    /// ```
    #[inline]
    pub const fn new() -> Self {
        Self { growth: Growth::DEFAULT }
    }

    /// Sets the size of the first chunk, in bytes.
    ///
    /// A size that has no room for a block is raised to one that has.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaBuilder, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaBuilder::new().first_chunk_size(10_000).build(SystemAllocator);
    /// let boxed = ExBox::try_new(7, &arena)?;
    /// assert_eq!(arena.reserved_bytes(), 10_000);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[inline]
    pub const fn first_chunk_size(mut self, bytes: usize) -> Self {
        self.growth.first = bytes;
        self
    }

    /// Sets what the size of each chunk is multiplied with to give that of the next.
    ///
    /// With 0 and 1 all chunks are of the same size.
    ///
    /// # Examples
    ///
    /// See [`ArenaBuilder`].
    #[inline]
    pub const fn growth_factor(mut self, factor: usize) -> Self {
        self.growth.factor = factor;
        self
    }

    /// Sets the size at which chunks stop growing, in bytes.
    ///
    /// Below the size of the first chunk it means that chunks don't grow.
    ///
    /// # Examples
    ///
    /// See [`ArenaBuilder`].
    #[inline]
    pub const fn max_chunk_size(mut self, bytes: usize) -> Self {
        self.growth.bound = bytes;
        self
    }

    /// Makes an arena of the default minimum alignment, with chunks from `backing`.
    ///
    /// # Examples
    ///
    /// See [`ArenaBuilder`].
    #[inline]
    pub const fn build<A: Allocator>(self, backing: A) -> ArenaAllocator<A> {
        self.build_with_min_align(backing)
    }

    /// Makes an arena of any minimum alignment, with chunks from `backing`.
    ///
    /// `MIN_ALIGN` must be a power of two; another is refused when the program is compiled.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ArenaBuilder, SystemAllocator};
    ///
    /// let arena: ArenaAllocator<_, 64> =
    ///     ArenaBuilder::new().first_chunk_size(8192).build_with_min_align(SystemAllocator);
    /// let byte = arena.try_alloc_value(1_u8).unwrap();
    /// assert_eq!((&raw const *byte).addr() % 64, 0);
    /// ```
    #[inline]
    pub const fn build_with_min_align<A: Allocator, const MIN_ALIGN: usize>(
        self,
        backing: A,
    ) -> ArenaAllocator<A, MIN_ALIGN> {
        ArenaAllocator::with_growth(backing, self.growth)
    }
}

impl Default for ArenaBuilder {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
