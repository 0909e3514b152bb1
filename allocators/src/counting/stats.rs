//! What was counted.

/// What a [`CountingAllocator`](crate::CountingAllocator) has counted so far.
///
/// The numbers of what is alive are `usize`, as they are bounded by the address space; the totals
/// are `u64`, as they aren't.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::{Allocator, CountingAllocator, InlineBump};
///
/// let bump = InlineBump::<64>::new();
/// let counting = CountingAllocator::new(&bump);
/// let (small, large) = (Layout::new::<[u8; 16]>(), Layout::new::<[u8; 100]>());
/// // SAFETY: the sizes are above zero; the block is live, and `small` fits it.
/// unsafe {
///     let block = counting.alloc(small).expect("16 bytes of 64");
///     assert_eq!(counting.alloc(large), None);
///     counting.dealloc(block, small);
/// }
/// let stats = counting.stats();
/// assert_eq!((stats.allocations, stats.deallocations, stats.failures), (1, 1, 1));
/// assert_eq!((stats.live_bytes, stats.peak_bytes, stats.total_bytes), (0, 16, 16));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CountingStats {
    /// Bytes in blocks that are alive.
    pub live_bytes: usize,
    /// The largest value that [`live_bytes`](Self::live_bytes) has had.
    pub peak_bytes: usize,
    /// Blocks that are alive.
    pub live_blocks: usize,
    /// Bytes handed out in total: by allocations, and by blocks becoming larger.
    pub total_bytes: u64,
    /// Successful calls of `alloc` and `alloc_zeroed`.
    pub allocations: u64,
    /// Calls of `dealloc`.
    pub deallocations: u64,
    /// Successful calls of `resize_in_place`.
    pub resizes: u64,
    /// Successful calls of `remap`.
    pub remaps: u64,
    /// Calls of `alloc` and `alloc_zeroed` that were answered with `None`.
    pub failures: u64,
    /// Calls of `resize_in_place` that were answered with `None`.
    pub resize_failures: u64,
    /// Calls of `remap` that were answered with `None`.
    pub remap_failures: u64,
    /// The largest size that was asked for, by any method, whether or not it was had.
    pub largest_request: usize,
}
