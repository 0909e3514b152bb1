//! An allocator that writes down what is asked of it.
//!
//! - **Guarantees.** Memory and answers are those of the allocator inside, and a
//!   [`RecordingAllocator`] is [equivalent](Allocator#equivalence) to it. The last calls are kept,
//!   and all are counted.
//! - **Design.** A transparent wrapper with a ring of `N` calls beside the allocator inside; blocks
//!   get no header.
//! - **Cost.** A lock (with `std`; a flag without) and one entry written per call.
//! - **Thread-safety.** [`Send`] when the allocator inside is; with `std`, [`Sync`] too.
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

mod calls;
#[cfg(test)]
mod tests;

pub use calls::{Call, Calls};

use super::exclusive::Exclusive;
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// An allocator that writes down what is asked of it: a probe, to see what a collection or another
/// allocator does with memory.
///
/// Tests of a wrapper put it inside, and compare what arrives with what was asked for outside.
/// Tests of a collection see how often it grows, and by which method.
///
/// | method | passed to the same method inside | written down |
/// |---|---|---|
/// | [`alloc`](Allocator::alloc) | unchanged | when it is answered |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | unchanged | when it is answered |
/// | [`dealloc`](Allocator::dealloc) | unchanged | before it is passed on |
/// | [`resize_in_place`](Allocator::resize_in_place) | unchanged | when it is answered |
/// | [`remap`](Allocator::remap) | unchanged | when it is answered |
///
/// Since a block's end is written down before it ends, and its beginning after it begins, no two
/// threads' calls appear to own one address at a time, except across a `remap` that moves: only its
/// answer tells that it does, and by then the allocator inside may have handed the old place out to
/// another thread, whose call is written down first.
///
/// It keeps the last `N` calls. [`new`](RecordingAllocator::new) keeps 64;
/// [`with_room`](Self::with_room) as many as its type says.
///
/// # Examples
///
/// ```
/// use exalloc::testing::RecordingAllocator;
/// use exalloc::{ExVec, InlineBump};
///
/// let bump = InlineBump::<256>::new();
/// let recording = RecordingAllocator::new(&bump);
/// let mut v = ExVec::<u8, _>::try_with_capacity(10, &recording)?;
/// v.try_reserve_exact(30)?;
/// drop(v);
///
/// let calls = recording.calls();
/// let seen: Vec<_> = calls.iter().map(|call| (call.method(), call.new_size())).collect();
/// assert_eq!(seen, [("alloc", None), ("remap", Some(30)), ("dealloc", None)]);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[doc(alias = "probe", alias = "spy", alias = "log")]
#[must_use = "what nobody allocates from records nothing"]
pub struct RecordingAllocator<A, const N: usize = 64> {
    inner: A,
    calls: Exclusive<Calls<N>>,
}

impl<A> RecordingAllocator<A> {
    /// Wraps an allocator, and keeps the last 64 calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::RecordingAllocator;
    ///
    /// let recording = const { RecordingAllocator::new(SystemAllocator) };
    /// assert_eq!(recording.calls().count(), 0);
    /// ```
    pub const fn new(inner: A) -> Self {
        Self::with_room(inner)
    }
}

impl<A, const N: usize> RecordingAllocator<A, N> {
    /// Wraps an allocator, and keeps the last `N` calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::RecordingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let recording = RecordingAllocator::<_, 1>::with_room(SystemAllocator);
    /// drop(ExBox::try_new(7, &recording)?);
    /// let calls = recording.calls();
    /// assert_eq!((calls.count(), calls.missed()), (2, 1));
    /// assert_eq!(calls.iter().next().expect("one is kept").method(), "dealloc");
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    pub const fn with_room(inner: A) -> Self {
        Self { inner, calls: Exclusive::new(Calls::NONE) }
    }

    /// Tells what was called since the beginning, or since [`take`](Self::take).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::RecordingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let recording = RecordingAllocator::new(SystemAllocator);
    /// let _b = ExBox::try_new(7, &recording)?;
    /// assert_eq!(recording.calls().iter().next().expect("a call").method(), "alloc");
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    #[must_use]
    pub fn calls(&self) -> Calls<N> {
        self.calls.with(|calls| calls.clone())
    }

    /// Tells what was called, and begins anew.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::RecordingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let recording = RecordingAllocator::new(SystemAllocator);
    /// let b = ExBox::try_new(7, &recording)?;
    /// assert_eq!(recording.take().count(), 1);
    /// drop(b);
    /// assert_eq!(recording.take().iter().next().expect("a call").method(), "dealloc");
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    pub fn take(&self) -> Calls<N> {
        self.calls.with(|calls| core::mem::replace(calls, Calls::NONE))
    }

    /// Lends the allocator inside. What is asked of it directly isn't written down.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::RecordingAllocator;
    ///
    /// assert_eq!(RecordingAllocator::new(SystemAllocator).inner(), &SystemAllocator);
    /// ```
    #[must_use]
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    /// Gives the allocator inside back; blocks that are still alive belong to it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::RecordingAllocator;
    ///
    /// assert_eq!(RecordingAllocator::new(SystemAllocator).into_inner(), SystemAllocator);
    /// ```
    #[must_use = "blocks that are still alive need the allocator"]
    pub fn into_inner(self) -> A {
        self.inner
    }

    fn record(&self, call: Call) {
        self.calls.with(|calls| calls.push(call));
    }
}

/// The address of a block.
fn address(block: NonNull<u8>) -> usize {
    block.addr().get()
}

// SAFETY: every block is one of `inner`, every method forwards to the same method of `inner`, so
// its rules are ours.
// 1. No `&self` method gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it; calls are kept as numbers, not as pointers.
// 3. Writing down copies numbers into a ring, which doesn't panic. The lock is never held while
//    others are called.
// 5. All five methods are overridden, and pass arguments and answers unchanged.
unsafe impl<A: Allocator, const N: usize> Allocator for RecordingAllocator<A, N> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc(layout) };
        self.record(Call {
            method: "alloc",
            address: None,
            layout,
            new_size: None,
            answer: block.map(address),
        });
        block
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.record(Call {
            method: "dealloc",
            address: Some(address(ptr)),
            layout,
            new_size: None,
            answer: None,
        });
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc_zeroed(layout) };
        self.record(Call {
            method: "alloc_zeroed",
            address: None,
            layout,
            new_size: None,
            answer: block.map(address),
        });
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
        self.record(Call {
            method: "resize_in_place",
            address: Some(address(ptr)),
            layout: old,
            new_size: Some(new_size),
            answer: block.map(address),
        });
        block
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: as in `resize_in_place`.
        let block = unsafe { self.inner.remap(ptr, old, new_size) };
        self.record(Call {
            method: "remap",
            address: Some(address(ptr)),
            layout: old,
            new_size: Some(new_size),
            answer: block.map(address),
        });
        block
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator, const N: usize> StaticAllocator for RecordingAllocator<A, N> {}

/// How many calls there were: copied before anything is written, for the text may go into memory of
/// this allocator. [`calls`](Self::calls) shows them all.
impl<A: fmt::Debug, const N: usize> fmt::Debug for RecordingAllocator<A, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.calls.with(|calls| calls.count());
        f.debug_struct("RecordingAllocator")
            .field("inner", &self.inner)
            .field("count", &count)
            .finish_non_exhaustive()
    }
}
