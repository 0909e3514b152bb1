//! The allocator that has no memory.
//!
//! - **Guarantees.** Every request is refused. There never is a live block.
//! - **Design.** No state. All values are [equivalent](Allocator#equivalence) to each other, there
//!   being nothing to tell them apart.
//! - **Cost.** None: where the type is known, requests are known to fail when the code is compiled.
//! - **Thread-safety.** [`Send`] and [`Sync`].
//!
//! ```text
//! (no memory)
//! ```

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

#[cfg(test)]
mod tests;

/// An allocator that refuses every request.
///
/// It is the backing of what must never take memory: a vector that is only ever empty, an arena
/// that gives out nothing beyond its buffer, a path of errors under test. Where a type needs some
/// allocator and the program has none, this one says so at every call.
///
/// | method | |
/// |---|---|
/// | [`alloc`](Allocator::alloc) | refused |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | refused |
/// | [`dealloc`](Allocator::dealloc) | does nothing: nobody has a block to give back |
/// | [`resize_in_place`](Allocator::resize_in_place) | refused |
/// | [`remap`](Allocator::remap) | refused |
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, NullAllocator};
///
/// static NOTHING: ExVec<u32, NullAllocator> = ExVec::new(NullAllocator);
/// assert!(NOTHING.is_empty());
///
/// let mut v = ExVec::new(NullAllocator);
/// assert_eq!(v.try_push(7).unwrap_err().value, 7);
/// // What needs no memory works.
/// v.try_extend_from_slice(&[])?;
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "failing_allocator")]
pub struct NullAllocator;

// SAFETY: there is no block, so there is nothing that the rules could be broken for; no method
// panics.
unsafe impl Allocator for NullAllocator {
    #[inline]
    unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
        None
    }

    #[inline]
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}

    #[inline]
    unsafe fn alloc_zeroed(&self, _: Layout) -> Option<NonNull<u8>> {
        None
    }

    #[inline]
    unsafe fn resize_in_place(&self, _: NonNull<u8>, _: Layout, _: usize) -> Option<NonNull<u8>> {
        None
    }

    #[inline]
    unsafe fn remap(&self, _: NonNull<u8>, _: Layout, _: usize) -> Option<NonNull<u8>> {
        None
    }
}

// SAFETY: there is no block that could be invalidated.
unsafe impl StaticAllocator for NullAllocator {}
