//! An allocator that counts what goes through it.
//!
//! - **Guarantees.** Memory and answers are those of the allocator inside, and a
//!   [`CountingAllocator`] is [equivalent](Allocator#equivalence) to it. Counting never fails,
//!   never panics, and never changes an answer: counters stop at their largest value, and at zero.
//! - **Design.** A transparent wrapper with nine counters in [`Cell`]s beside the allocator inside;
//!   blocks get no header. It counts bytes as they were asked for, not what the allocator inside
//!   adds to them.
//! - **Cost.** A few additions per operation, inlined, beside the operation itself. A block whose
//!   contents move in `remap` is counted once, although both places may exist for a moment.
//! - **Thread-safety.** [`Send`] when the allocator inside is; never [`Sync`].
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

#[cfg(test)]
mod tests;

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
/// | [`resize_in_place`](Allocator::resize_in_place) | unchanged | one resize and the difference in bytes |
/// | [`remap`](Allocator::remap) | unchanged | one remap and the difference in bytes |
///
/// A `None` of `resize_in_place` or `remap` isn't counted: the caller goes on by another way.
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

/// What a [`CountingAllocator`] has counted so far.
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
        let block = unsafe { self.inner.resize_in_place(ptr, old, new_size) }?;
        self.counters.change(&self.counters.resizes, old.size(), new_size);
        Some(block)
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: as in `resize_in_place`.
        let block = unsafe { self.inner.remap(ptr, old, new_size) }?;
        self.counters.change(&self.counters.remaps, old.size(), new_size);
        Some(block)
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
        }
    }

    #[inline]
    fn allocation(&self, layout: Layout, success: bool) {
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

    #[inline]
    fn change(&self, kind: &Cell<u64>, old: usize, new: usize) {
        add(kind, 1);
        if new >= old {
            self.larger(new - old);
        } else {
            self.smaller(old - new);
        }
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
        }
    }
}

/// Adds to a total, which stops at its largest value.
#[inline]
fn add(total: &Cell<u64>, n: u64) {
    total.set(total.get().saturating_add(n));
}
