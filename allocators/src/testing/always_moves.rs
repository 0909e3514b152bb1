//! An allocator that moves a block whenever its size changes.
//!
//! - **Guarantees.** Blocks are those of the allocator inside, and an [`AlwaysMoves`] is
//!   [equivalent](Allocator#equivalence) to it. A block that changes its size is elsewhere
//!   afterwards, and its old place is overwritten before it is given back.
//! - **Design.** A transparent wrapper whose `remap` is `alloc`, copy and `dealloc`.
//! - **Cost.** A copy for each change of size.
//! - **Thread-safety.** [`Send`] and [`Sync`] when the allocator inside is.
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

#[cfg(test)]
mod tests;

use super::FREED_BYTE;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator, layout};

/// An allocator that moves a block whenever its size changes, so that a pointer kept too long
/// points to bytes that are no longer the owner's.
///
/// Most resizes of most heaps happen in place, which hides code that goes on with the old pointer.
/// Here none does: the new place is always another one, and each byte of the old one is
/// [`FREED_BYTE`] when it goes back.
///
/// | method | passed to the allocator inside |
/// |---|---|
/// | [`alloc`](Allocator::alloc) | unchanged |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | unchanged |
/// | [`dealloc`](Allocator::dealloc) | unchanged |
/// | [`resize_in_place`](Allocator::resize_in_place) | refused, unless the size is equal |
/// | [`remap`](Allocator::remap) | `alloc`, copy, `dealloc`; not for an equal size, which succeeds in place |
///
/// It is equivalent to the allocator inside. For a moment it takes room for both places.
///
/// # Examples
///
/// ```
/// use exalloc::testing::AlwaysMoves;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let mut v = ExVec::<u8, _>::try_with_capacity(10, AlwaysMoves::new(SystemAllocator))?;
/// v.try_push(7)?;
/// let before = v.as_ptr();
/// v.try_reserve_exact(30)?;
/// assert_ne!(v.as_ptr(), before);
/// assert_eq!(v, [7]);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "what nobody allocates from moves nothing"]
pub struct AlwaysMoves<A> {
    inner: A,
}

impl<A> AlwaysMoves<A> {
    /// Wraps an allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::AlwaysMoves;
    ///
    /// let alloc = const { AlwaysMoves::new(SystemAllocator) };
    /// assert_eq!(alloc.inner(), &SystemAllocator);
    /// ```
    pub const fn new(inner: A) -> Self {
        Self { inner }
    }

    /// Lends the allocator inside, which may resize in place.
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

// SAFETY: every block is one of `inner`, given back to it with the layout it has, so its rules are
// ours.
// 1. No `&self` method gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it.
// 3. There is nothing here that could panic.
// 4. An old place is touched while it is still ours to give back.
// 5. All five methods are overridden; an equal size succeeds in place. `remap` keeps what both
//    sizes have, and does nothing where there is no new place.
unsafe impl<A: Allocator> Allocator for AlwaysMoves<A> {
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
        if old.size() == new_size {
            return Some(ptr);
        }
        let new = layout::with_size(old, new_size)?;
        // SAFETY: our caller promises a new size above zero.
        let moved = unsafe { self.inner.alloc(new) }?;
        // SAFETY: two live blocks, which are disjoint (rule 4), of at least as many bytes each; a
        // copy of `u8` keeps bytes that are uninitialised as they are.
        unsafe { ptr.copy_to_nonoverlapping(moved, old.size().min(new_size)) };
        // SAFETY: the old block is live, of `old.size()` bytes.
        unsafe { ptr.write_bytes(FREED_BYTE, old.size()) };
        // SAFETY: the old block is live for `inner` and `old` fits it; nobody uses it afterwards.
        unsafe { self.inner.dealloc(ptr, old) };
        Some(moved)
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator> StaticAllocator for AlwaysMoves<A> {}
