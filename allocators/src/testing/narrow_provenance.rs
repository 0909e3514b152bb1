//! An allocator whose pointers are good for exactly the block.
//!
//! - **Guarantees.** Blocks are those of the allocator inside, and a [`NarrowProvenance`] is
//!   [equivalent](Allocator#equivalence) to it. Each pointer that it returns is derived through a
//!   unique reference to the block's bytes.
//! - **Design.** A transparent wrapper that reborrows what the allocator inside returns.
//! - **Cost.** None: no instruction comes from it.
//! - **Thread-safety.** [`Send`] and [`Sync`] when the allocator inside is.
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

#[cfg(test)]
mod tests;

use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};
use exalloc_core::{Allocator, StaticAllocator};

/// An allocator whose pointers may be used for exactly their block, as the contract says that they
/// may be (rule 6).
///
/// Pointers of an arena or a bump allocator reach its whole chunk, so code that reads beyond its
/// block, or that keeps the old pointer after a block has grown in place, gets away with it. With
/// this wrapper between, such an access is undefined behaviour, which an interpreter that follows
/// provenance reports: Miri, under Stacked Borrows and Tree Borrows.
///
/// **Run by the processor, it shows nothing**: addresses, bytes and answers are those of the
/// allocator inside. What reaches beyond a block is then found by
/// [`CheckedAllocator`](super::CheckedAllocator), if it writes; what goes on with an old pointer
/// after growing, by [`AlwaysMoves`](super::AlwaysMoves).
///
/// | method | passed to the same method inside |
/// |---|---|
/// | [`alloc`](Allocator::alloc) | unchanged, answer narrowed |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | unchanged, answer narrowed |
/// | [`dealloc`](Allocator::dealloc) | unchanged |
/// | [`resize_in_place`](Allocator::resize_in_place) | unchanged, answer narrowed |
/// | [`remap`](Allocator::remap) | unchanged, answer narrowed |
///
/// It is equivalent to the allocator inside.
///
/// # Examples
///
/// ```
/// use exalloc::testing::NarrowProvenance;
/// use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
///
/// let arena = ArenaAllocator::new(NarrowProvenance::new(SystemAllocator));
/// let mut v = ExVec::new(NarrowProvenance::new(&arena));
/// v.try_extend_from_slice(&[1, 2, 3])?;
/// assert_eq!(v, [1, 2, 3]);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "what nobody allocates from narrows nothing"]
pub struct NarrowProvenance<A> {
    inner: A,
}

impl<A> NarrowProvenance<A> {
    /// Wraps an allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::NarrowProvenance;
    ///
    /// let alloc = const { NarrowProvenance::new(SystemAllocator) };
    /// assert_eq!(alloc.inner(), &SystemAllocator);
    /// ```
    pub const fn new(inner: A) -> Self {
        Self { inner }
    }

    /// Lends the allocator inside, whose pointers may reach further.
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

/// The same address, good for `size` bytes from there.
///
/// # Safety
///
/// `block` denotes a block of `size` bytes that was just returned: nobody else uses it yet.
unsafe fn narrowed(block: NonNull<u8>, size: usize) -> NonNull<u8> {
    let bytes = ptr::slice_from_raw_parts_mut(block.as_ptr().cast::<MaybeUninit<u8>>(), size);
    // SAFETY: our caller promises a block of so many bytes, which is readable and writable and
    // disjoint from all else (rule 4); `MaybeUninit<u8>` has no alignment and no invalid value.
    let bytes = unsafe { &mut *bytes };
    NonNull::from(bytes).cast()
}

// SAFETY: every block is one of `inner`, every method forwards to the same method of `inner`, so
// its rules are ours.
// 1. No `&self` method gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it.
// 3. There is nothing here that could panic.
// 5. All five methods are overridden; arguments are passed unchanged, answers have their address.
// 6. What is given back here may have provenance for its block only, as everywhere.
unsafe impl<A: Allocator> Allocator for NarrowProvenance<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc(layout) }?;
        // SAFETY: a block of that size, just returned.
        Some(unsafe { narrowed(block, layout.size()) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let block = unsafe { self.inner.alloc_zeroed(layout) }?;
        // SAFETY: a block of that size, just returned.
        Some(unsafe { narrowed(block, layout.size()) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, `old` fits it, and the
        // new size is within its bounds.
        let block = unsafe { self.inner.resize_in_place(ptr, old, new_size) }?;
        // SAFETY: a block of the new size, just returned: the old pointer is no longer used.
        Some(unsafe { narrowed(block, new_size) })
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: as in `resize_in_place`.
        let block = unsafe { self.inner.remap(ptr, old, new_size) }?;
        // SAFETY: as in `resize_in_place`.
        Some(unsafe { narrowed(block, new_size) })
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator> StaticAllocator for NarrowProvenance<A> {}
