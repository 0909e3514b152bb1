//! An allocator that never changes the size of a block.
//!
//! - **Guarantees.** Blocks are those of the allocator inside, and a [`RefusesResize`] is
//!   [equivalent](Allocator#equivalence) to it. Blocks keep their size.
//! - **Design.** A transparent wrapper with two methods that say no.
//! - **Cost.** None.
//! - **Thread-safety.** [`Send`] and [`Sync`] when the allocator inside is.
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// An allocator that refuses every resize, so that what grows or shrinks must allocate, copy and
/// give back.
///
/// An allocator may refuse to resize whenever it likes, and those of C++ always do. Code that was
/// only ever run where growing in place succeeds has never copied.
///
/// | method | passed to the same method inside |
/// |---|---|
/// | [`alloc`](Allocator::alloc) | unchanged |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | unchanged |
/// | [`dealloc`](Allocator::dealloc) | unchanged |
/// | [`resize_in_place`](Allocator::resize_in_place) | refused, unless the size is equal |
/// | [`remap`](Allocator::remap) | refused, unless the size is equal |
///
/// It is equivalent to the allocator inside. To refuse some resizes only, use
/// [`FailingAllocator`](super::FailingAllocator).
///
/// # Examples
///
/// ```
/// use exalloc::testing::{RecordingAllocator, RefusesResize};
/// use exalloc::{ExVec, SystemAllocator};
///
/// let recording = RecordingAllocator::new(RefusesResize::new(SystemAllocator));
/// let mut v = ExVec::<u8, _>::try_with_capacity(10, &recording)?;
/// v.try_reserve_exact(30)?;
/// let methods: Vec<_> = recording.calls().iter().map(|call| call.method()).collect();
/// assert_eq!(methods, ["alloc", "remap", "alloc", "dealloc"]);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "what nobody allocates from refuses nothing"]
pub struct RefusesResize<A> {
    inner: A,
}

impl<A> RefusesResize<A> {
    /// Wraps an allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::RefusesResize;
    ///
    /// let alloc = const { RefusesResize::new(SystemAllocator) };
    /// assert_eq!(alloc.inner(), &SystemAllocator);
    /// ```
    pub const fn new(inner: A) -> Self {
        Self { inner }
    }

    /// Lends the allocator inside, which may resize.
    #[must_use]
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    /// Gives the allocator inside back; blocks that are still alive belong to it.
    #[must_use = "blocks that are still alive need the allocator"]
    pub fn into_inner(self) -> A {
        self.inner
    }
}

// SAFETY: every block is one of `inner`, methods forward to the same method of `inner` or refuse
// before anything has happened, so its rules are ours.
// 1. No `&self` method gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it.
// 3. There is nothing here that could panic.
// 5. All five methods are overridden; an equal size succeeds in place.
unsafe impl<A: Allocator> Allocator for RefusesResize<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        unsafe { self.inner.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        unsafe { self.inner.alloc_zeroed(layout) }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        (old.size() == new_size).then_some(ptr)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        (old.size() == new_size).then_some(ptr)
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator> StaticAllocator for RefusesResize<A> {}
