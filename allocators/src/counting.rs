//! An allocator that counts what goes through it.
//!
//! - **Guarantees.** Memory and answers are those of the allocator inside, and a
//!   [`CountingAllocator`] is [equivalent](Allocator#equivalence) to it. Counting never fails,
//!   never panics, and never changes an answer: counters stop at their largest value, and at zero.
//! - **Design.** A transparent wrapper with its counters in [`Cell`]s beside the allocator inside;
//!   blocks get no header. It counts bytes as they were asked for, not what the allocator inside
//!   adds to them.
//! - **Cost.** A few additions per operation, inlined, beside the operation itself. A block whose
//!   contents move in `remap` is counted once, although both places may exist for a moment.
//! - **Thread-safety.** [`Send`] when the allocator inside is; never [`Sync`]. For several threads
//!   there is [`AtomicCountingAllocator`](crate::AtomicCountingAllocator).
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

#[cfg(target_has_atomic = "ptr")]
mod atomic;
mod difference;
mod stats;

#[cfg(test)]
mod tests;

#[cfg(target_has_atomic = "ptr")]
pub use atomic::AtomicCountingAllocator;
pub use difference::CountingDifference;
pub use stats::CountingStats;

/// An allocator that counts what goes through it: bytes and blocks alive, their peak, and totals.
///
/// Put it between a collection, or an arena, and the allocator behind it to see what a piece of
/// code uses, or to assert in a test that nothing is left behind.
///
/// | method | passed to the same method inside | counted when it succeeds |
/// |---|---|---|
/// | [`alloc`](Allocator::alloc) | unchanged | one allocation and its bytes; one failure otherwise |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | unchanged | as `alloc` |
/// | [`dealloc`](Allocator::dealloc) | unchanged | one deallocation and its bytes |
/// | [`resize_in_place`](Allocator::resize_in_place) | unchanged | one resize and the difference in bytes; one resize failure otherwise |
/// | [`remap`](Allocator::remap) | unchanged | one remap and the difference in bytes; one remap failure otherwise |
///
/// A `None` of `resize_in_place` or `remap` is counted apart: the caller goes on by another way.
///
/// It is equivalent to the allocator inside. So blocks may go back to [`inner`](Self::inner), or to
/// what [`into_inner`](Self::into_inner) returns; the counters then don't notice.
///
/// # Examples
///
/// ```
/// use exalloc::{CountingAllocator, ExVec, SystemAllocator};
///
/// let counting = CountingAllocator::new(SystemAllocator);
/// let mut v = ExVec::new(&counting);
/// v.try_push(1_u64)?;
/// assert_eq!(counting.stats().live_blocks, 1);
///
/// drop(v);
/// let stats = counting.stats();
/// assert_eq!(stats.live_bytes, 0);
/// assert!(stats.peak_bytes >= 8);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Debug, Default)]
#[must_use = "a counter that nobody allocates from counts nothing"]
pub struct CountingAllocator<A> {
    inner: A,
    counters: Counters,
}

impl<A> CountingAllocator<A> {
    /// Wraps an allocator, with all counters at zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CountingAllocator, SystemAllocator};
    ///
    /// let counting = const { CountingAllocator::new(SystemAllocator) };
    /// assert_eq!(counting.stats().allocations, 0);
    /// ```
    #[inline]
    pub const fn new(inner: A) -> Self {
        Self { inner, counters: Counters::new() }
    }

    /// Tells what has been counted since [`new`](Self::new).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CountingAllocator, ExBox, SystemAllocator};
    ///
    /// let counting = CountingAllocator::new(SystemAllocator);
    /// let b = ExBox::try_new(7_u32, &counting)?;
    /// assert_eq!(counting.stats().live_bytes, 4);
    /// drop(b);
    /// assert_eq!(counting.stats().live_bytes, 0);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn stats(&self) -> CountingStats {
        self.counters.stats()
    }

    /// Runs `job`, and tells what it changed in the counts: what it allocated, what it left behind,
    /// how high it went.
    ///
    /// Calls may be nested; each tells all of what happened within it.
    ///
    /// # Panics
    ///
    /// If `job` does. The counts go on all the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CountingAllocator, ExVec, SystemAllocator};
    ///
    /// let counting = CountingAllocator::new(SystemAllocator);
    /// let _before = ExVec::<u8, _>::try_with_capacity(1000, &counting)?;
    /// let (kept, used) = counting.measure(|| {
    ///     let scratch = ExVec::<u8, _>::try_with_capacity(300, &counting)?;
    ///     let kept = ExVec::<u8, _>::try_with_capacity(20, &counting);
    ///     drop(scratch);
    ///     kept
    /// });
    /// assert_eq!((used.allocations, used.deallocations), (2, 1));
    /// assert_eq!((used.live_bytes, used.peak_bytes, used.largest_request), (20, 320, 300));
    /// # kept.map(drop)?;
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    pub fn measure<R>(&self, job: impl FnOnce() -> R) -> (R, CountingDifference) {
        let highs = Highs::set_aside(&self.counters);
        let before = self.stats();
        let result = job();
        let difference = CountingDifference::between(&before, &self.stats());
        drop(highs);
        (result, difference)
    }

    /// Lends the allocator inside. What is allocated from it directly isn't counted.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CountingAllocator, SystemAllocator};
    ///
    /// let counting = CountingAllocator::new(SystemAllocator);
    /// assert_eq!(counting.inner(), &SystemAllocator);
    /// ```
    #[inline]
    #[must_use]
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    /// Gives the allocator inside back; blocks that are still alive belong to it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CountingAllocator, SystemAllocator};
    ///
    /// let counting = CountingAllocator::new(SystemAllocator);
    /// assert_eq!(counting.into_inner(), SystemAllocator);
    /// ```
    #[inline]
    #[must_use = "blocks that are still alive need the allocator"]
    pub fn into_inner(self) -> A {
        self.inner
    }
}

// SAFETY: every block is one of `inner`, every method forwards to the same method of `inner`, so
// its rules are ours.
// 1. No method here needs more than `&self`, or gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it; the counters aren't memory that is handed out.
// 3. Counting is saturating arithmetic on cells, which doesn't panic.
// 5. All five methods are overridden, and pass arguments and answers unchanged.
unsafe impl<A: Allocator> Allocator for CountingAllocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc(layout) };
        self.counters.allocation(layout, block.is_some());
        block
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) };
        self.counters.deallocation(layout);
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc_zeroed(layout) };
        self.counters.allocation(layout, block.is_some());
        block
    }

    #[inline]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, `old` fits it, and the
        // new size is within its bounds.
        let block = unsafe { self.inner.resize_in_place(ptr, old, new_size) };
        let Counters { resizes, resize_failures, .. } = &self.counters;
        self.counters.change([resizes, resize_failures], block.is_some(), old.size(), new_size);
        block
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: as in `resize_in_place`.
        let block = unsafe { self.inner.remap(ptr, old, new_size) };
        let Counters { remaps, remap_failures, .. } = &self.counters;
        self.counters.change([remaps, remap_failures], block.is_some(), old.size(), new_size);
        block
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator> StaticAllocator for CountingAllocator<A> {}

/// The state behind [`CountingStats`], field by field: cells of their own, so that an operation
/// writes the counters that it changes and no others.
#[derive(Debug, Default)]
struct Counters {
    live_bytes: Cell<usize>,
    peak_bytes: Cell<usize>,
    live_blocks: Cell<usize>,
    total_bytes: Cell<u64>,
    allocations: Cell<u64>,
    deallocations: Cell<u64>,
    resizes: Cell<u64>,
    remaps: Cell<u64>,
    failures: Cell<u64>,
    resize_failures: Cell<u64>,
    remap_failures: Cell<u64>,
    largest_request: Cell<usize>,
}

impl Counters {
    const fn new() -> Self {
        Self {
            live_bytes: Cell::new(0),
            peak_bytes: Cell::new(0),
            live_blocks: Cell::new(0),
            total_bytes: Cell::new(0),
            allocations: Cell::new(0),
            deallocations: Cell::new(0),
            resizes: Cell::new(0),
            remaps: Cell::new(0),
            failures: Cell::new(0),
            resize_failures: Cell::new(0),
            remap_failures: Cell::new(0),
            largest_request: Cell::new(0),
        }
    }

    #[inline]
    fn allocation(&self, layout: Layout, success: bool) {
        self.request(layout.size());
        if success {
            add(&self.allocations, 1);
            self.live_blocks.set(self.live_blocks.get().saturating_add(1));
            self.larger(layout.size());
        } else {
            add(&self.failures, 1);
        }
    }

    #[inline]
    fn deallocation(&self, layout: Layout) {
        add(&self.deallocations, 1);
        self.live_blocks.set(self.live_blocks.get().saturating_sub(1));
        self.smaller(layout.size());
    }

    /// `counts` are those of successes and failures.
    #[inline]
    fn change(&self, counts: [&Cell<u64>; 2], success: bool, old: usize, new: usize) {
        self.request(new);
        add(counts[usize::from(!success)], 1);
        if !success {
            return;
        }
        if new >= old {
            self.larger(new - old);
        } else {
            self.smaller(old - new);
        }
    }

    #[inline]
    fn request(&self, size: usize) {
        self.largest_request.set(self.largest_request.get().max(size));
    }

    #[inline]
    fn larger(&self, bytes: usize) {
        // A `usize` fits into a `u64` on every target of Rust.
        add(&self.total_bytes, bytes as u64);
        let live = self.live_bytes.get().saturating_add(bytes);
        self.live_bytes.set(live);
        self.peak_bytes.set(self.peak_bytes.get().max(live));
    }

    #[inline]
    fn smaller(&self, bytes: usize) {
        self.live_bytes.set(self.live_bytes.get().saturating_sub(bytes));
    }

    #[inline]
    fn stats(&self) -> CountingStats {
        CountingStats {
            live_bytes: self.live_bytes.get(),
            peak_bytes: self.peak_bytes.get(),
            live_blocks: self.live_blocks.get(),
            total_bytes: self.total_bytes.get(),
            allocations: self.allocations.get(),
            deallocations: self.deallocations.get(),
            resizes: self.resizes.get(),
            remaps: self.remaps.get(),
            failures: self.failures.get(),
            resize_failures: self.resize_failures.get(),
            remap_failures: self.remap_failures.get(),
            largest_request: self.largest_request.get(),
        }
    }
}

/// The two counters that only rise, set aside while they tell the highest values of a job; the
/// higher ones come back.
struct Highs<'a> {
    counters: &'a Counters,
    peak_bytes: usize,
    largest_request: usize,
}

impl<'a> Highs<'a> {
    fn set_aside(counters: &'a Counters) -> Self {
        Self {
            counters,
            peak_bytes: counters.peak_bytes.replace(counters.live_bytes.get()),
            largest_request: counters.largest_request.replace(0),
        }
    }
}

impl Drop for Highs<'_> {
    fn drop(&mut self) {
        let Counters { peak_bytes, largest_request, .. } = self.counters;
        peak_bytes.set(peak_bytes.get().max(self.peak_bytes));
        largest_request.set(largest_request.get().max(self.largest_request));
    }
}

/// Adds to a total, which stops at its largest value.
#[inline]
fn add(total: &Cell<u64>, n: u64) {
    total.set(total.get().saturating_add(n));
}
