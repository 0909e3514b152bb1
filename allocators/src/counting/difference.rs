//! What a piece of code changed in the counts.

use super::CountingStats;

/// What a piece of code changed in the counts of a [`CountingAllocator`](crate::CountingAllocator).
///
/// [`measure`](crate::CountingAllocator::measure) makes it: "what did this allocate?"
///
/// # Examples
///
/// ```
/// use exalloc::{CountingAllocator, ExBox, SystemAllocator};
///
/// let counting = CountingAllocator::new(SystemAllocator);
/// let old = ExBox::try_new([0_u8; 100], &counting)?;
/// let (new, used) = counting.measure(|| {
///     drop(old);
///     ExBox::try_new([0_u8; 30], &counting)
/// });
/// // More was given back than taken.
/// assert_eq!((used.live_bytes, used.live_blocks), (-70, 0));
/// // At no time was there more than at the start.
/// assert_eq!((used.peak_bytes, used.largest_request, used.total_bytes), (0, 30, 30));
/// # new.map(drop)?;
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CountingDifference {
    /// Bytes in live blocks, at the end less those at the start; below zero where more was given
    /// back.
    pub live_bytes: isize,
    /// How far the bytes in live blocks rose above those at the start.
    pub peak_bytes: usize,
    /// Live blocks, at the end less those at the start.
    pub live_blocks: isize,
    /// Bytes handed out meanwhile: by allocations, and by blocks becoming larger.
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
    /// The largest size that was asked for meanwhile, by any method, whether or not it was had; in
    /// bytes.
    pub largest_request: usize,
}

impl CountingDifference {
    /// What happened between two looks at the counters, of which the two that only rise were set
    /// back at the first one.
    pub(super) const fn between(before: &CountingStats, after: &CountingStats) -> Self {
        Self {
            live_bytes: difference(before.live_bytes, after.live_bytes),
            peak_bytes: after.peak_bytes.saturating_sub(before.live_bytes),
            live_blocks: difference(before.live_blocks, after.live_blocks),
            total_bytes: after.total_bytes.saturating_sub(before.total_bytes),
            allocations: after.allocations.saturating_sub(before.allocations),
            deallocations: after.deallocations.saturating_sub(before.deallocations),
            resizes: after.resizes.saturating_sub(before.resizes),
            remaps: after.remaps.saturating_sub(before.remaps),
            failures: after.failures.saturating_sub(before.failures),
            resize_failures: after.resize_failures.saturating_sub(before.resize_failures),
            remap_failures: after.remap_failures.saturating_sub(before.remap_failures),
            largest_request: after.largest_request,
        }
    }
}

/// `after - before`. Blocks that are alive together take no more than the address space, and one
/// more than half of it only in parts: where the difference doesn't fit, it stops at the bound.
const fn difference(before: usize, after: usize) -> isize {
    if after >= before {
        let more = after - before;
        if more > isize::MAX as usize { isize::MAX } else { more as isize }
    } else {
        let less = before - after;
        if less > isize::MAX as usize { isize::MIN } else { -(less as isize) }
    }
}
