//! An allocator that counts what several threads ask of it.
//!
//! - **Guarantees.** Those of [`CountingAllocator`](crate::CountingAllocator). Once all threads are
//!   done, the counts are exact; the peak is that of the counter of live bytes, which follows the
//!   blocks at a moment's distance.
//! - **Design.** Its counters are atomics, each of its own, so that no thread waits for another.
//!   Bytes are counted after they were handed out, and taken off after they were given back.
//! - **Cost.** Several atomic operations for each call, with retries where threads meet: for tests
//!   and diagnosis, not for hot paths.
//! - **Thread-safety.** [`Send`] and [`Sync`] when the allocator inside is. Only on targets with
//!   compare-and-swap of pointers.
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

use super::CountingStats;
use core::alloc::Layout;
use core::ptr::NonNull;
use core::sync::atomic::AtomicUsize;
use core::sync::atomic::Ordering::Relaxed;
use exalloc_core::{Allocator, StaticAllocator};

/// [`CountingAllocator`](crate::CountingAllocator) for several threads at a time.
///
/// | method | passed to the same method inside | counted when it succeeds |
/// |---|---|---|
/// | [`alloc`](Allocator::alloc) | unchanged | one allocation and its bytes; one failure otherwise |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | unchanged | as `alloc` |
/// | [`dealloc`](Allocator::dealloc) | unchanged | one deallocation and its bytes |
/// | [`resize_in_place`](Allocator::resize_in_place) | unchanged | one resize and the difference in bytes; one resize failure otherwise |
/// | [`remap`](Allocator::remap) | unchanged | one remap and the difference in bytes; one remap failure otherwise |
///
/// Totals are `usize` inside, and stop at `usize::MAX`. It is equivalent to the allocator inside.
///
/// # Examples
///
/// ```
/// use exalloc::{AtomicCountingAllocator, ExVec, SystemAllocator};
///
/// static COUNTING: AtomicCountingAllocator<SystemAllocator> =
///     AtomicCountingAllocator::new(SystemAllocator);
///
/// std::thread::scope(|scope| {
///     for _ in 0..4 {
///         scope.spawn(|| drop(ExVec::<u8, _>::try_with_capacity(100, &COUNTING)));
///     }
/// });
/// let stats = COUNTING.stats();
/// assert_eq!((stats.allocations, stats.deallocations, stats.live_bytes), (4, 4, 0));
/// assert!((100..=400).contains(&stats.peak_bytes));
/// ```
#[derive(Debug, Default)]
#[must_use = "a counter that nobody allocates from counts nothing"]
pub struct AtomicCountingAllocator<A> {
    inner: A,
    counters: Counters,
}

impl<A> AtomicCountingAllocator<A> {
    /// Wraps an allocator, with all counters at zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{AtomicCountingAllocator, SystemAllocator};
    ///
    /// let counting = const { AtomicCountingAllocator::new(SystemAllocator) };
    /// assert_eq!(counting.stats().allocations, 0);
    /// ```
    #[inline]
    pub const fn new(inner: A) -> Self {
        Self { inner, counters: Counters::new() }
    }

    /// Tells what has been counted since [`new`](Self::new).
    ///
    /// While other threads allocate, the numbers needn't be of one moment.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{AtomicCountingAllocator, ExBox, SystemAllocator};
    ///
    /// let counting = AtomicCountingAllocator::new(SystemAllocator);
    /// let b = ExBox::try_new(7_u32, &counting)?;
    /// assert_eq!(counting.stats().live_bytes, 4);
    /// drop(b);
    /// assert_eq!(counting.stats().live_bytes, 0);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[must_use]
    pub fn stats(&self) -> CountingStats {
        self.counters.stats()
    }

    /// Lends the allocator inside. What is allocated from it directly isn't counted.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{AtomicCountingAllocator, SystemAllocator};
    ///
    /// let counting = AtomicCountingAllocator::new(SystemAllocator);
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
    /// use exalloc::{AtomicCountingAllocator, SystemAllocator};
    ///
    /// let counting = AtomicCountingAllocator::new(SystemAllocator);
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
// 3. Counting is saturating arithmetic on atomics, which doesn't panic.
// 5. All five methods are overridden, and pass arguments and answers unchanged.
unsafe impl<A: Allocator> Allocator for AtomicCountingAllocator<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc(layout) };
        self.counters.allocation(layout, block.is_some());
        block
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) };
        let Counters { deallocations, live_blocks, .. } = &self.counters;
        add(deallocations, 1);
        subtract(live_blocks, 1);
        self.counters.smaller(layout.size());
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc_zeroed(layout) };
        self.counters.allocation(layout, block.is_some());
        block
    }

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
unsafe impl<A: StaticAllocator> StaticAllocator for AtomicCountingAllocator<A> {}

/// The state behind [`CountingStats`], field by field. No order between them matters.
#[derive(Debug, Default)]
struct Counters {
    live_bytes: AtomicUsize,
    peak_bytes: AtomicUsize,
    live_blocks: AtomicUsize,
    total_bytes: AtomicUsize,
    allocations: AtomicUsize,
    deallocations: AtomicUsize,
    resizes: AtomicUsize,
    remaps: AtomicUsize,
    failures: AtomicUsize,
    resize_failures: AtomicUsize,
    remap_failures: AtomicUsize,
    largest_request: AtomicUsize,
}

impl Counters {
    const fn new() -> Self {
        Self {
            live_bytes: AtomicUsize::new(0),
            peak_bytes: AtomicUsize::new(0),
            live_blocks: AtomicUsize::new(0),
            total_bytes: AtomicUsize::new(0),
            allocations: AtomicUsize::new(0),
            deallocations: AtomicUsize::new(0),
            resizes: AtomicUsize::new(0),
            remaps: AtomicUsize::new(0),
            failures: AtomicUsize::new(0),
            resize_failures: AtomicUsize::new(0),
            remap_failures: AtomicUsize::new(0),
            largest_request: AtomicUsize::new(0),
        }
    }

    fn allocation(&self, layout: Layout, success: bool) {
        self.largest_request.fetch_max(layout.size(), Relaxed);
        if success {
            add(&self.allocations, 1);
            add(&self.live_blocks, 1);
            self.larger(layout.size());
        } else {
            add(&self.failures, 1);
        }
    }

    /// `counts` are those of successes and failures.
    fn change(&self, counts: [&AtomicUsize; 2], success: bool, old: usize, new: usize) {
        self.largest_request.fetch_max(new, Relaxed);
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

    fn larger(&self, bytes: usize) {
        add(&self.total_bytes, bytes);
        let live = add(&self.live_bytes, bytes);
        self.peak_bytes.fetch_max(live, Relaxed);
    }

    fn smaller(&self, bytes: usize) {
        subtract(&self.live_bytes, bytes);
    }

    fn stats(&self) -> CountingStats {
        // A `usize` fits into a `u64` on every target of Rust.
        let total = |counter: &AtomicUsize| counter.load(Relaxed) as u64;
        CountingStats {
            live_bytes: self.live_bytes.load(Relaxed),
            peak_bytes: self.peak_bytes.load(Relaxed),
            live_blocks: self.live_blocks.load(Relaxed),
            total_bytes: total(&self.total_bytes),
            allocations: total(&self.allocations),
            deallocations: total(&self.deallocations),
            resizes: total(&self.resizes),
            remaps: total(&self.remaps),
            failures: total(&self.failures),
            resize_failures: total(&self.resize_failures),
            remap_failures: total(&self.remap_failures),
            largest_request: self.largest_request.load(Relaxed),
        }
    }
}

/// Adds to a counter, which stops at its largest value, and returns what it is then.
fn add(counter: &AtomicUsize, n: usize) -> usize {
    let before = counter.fetch_update(Relaxed, Relaxed, |value| Some(value.saturating_add(n)));
    before.unwrap_or_else(|value| value).saturating_add(n)
}

/// Subtracts from a counter, which stops at zero: blocks of the allocator inside that were never
/// counted may come back here.
fn subtract(counter: &AtomicUsize, n: usize) {
    let _ = counter.fetch_update(Relaxed, Relaxed, |value| Some(value.saturating_sub(n)));
}
