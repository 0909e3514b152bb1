//! An allocator whose blocks have the alignment asked for, and no more.
//!
//! - **Guarantees.** Each block's address is a multiple of the alignment asked for, and not of
//!   twice that.
//! - **Design.** A block lies within a wider block of the allocator inside, which is aligned to
//!   twice as much, behind a front whose length is an odd multiple of the alignment. The fronts
//!   are chained together, so that the wider block is reached by the pointer that the allocator
//!   inside returned: the one that comes back may have provenance for the block only.
//! - **Cost.** A front of at least one alignment and one word. `dealloc`, `resize_in_place` and
//!   `remap` look for the block from the youngest to the oldest.
//! - **Thread-safety.** [`Send`] when the allocator inside is; with `std`, [`Sync`] too.
//!
//! ```text
//! | front: next front … | block of size bytes |
//! ^ 2 × align           ^ align, odd
//! ```

mod fronts;
#[cfg(test)]
mod tests;

use super::exclusive::Exclusive;
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator, layout};
use fronts::{Fronts, Wider};

/// An allocator that hands out addresses which are multiples of the alignment asked for, but never
/// of twice that.
///
/// A heap aligns most blocks better than it must. That hides code that aligns offsets where it
/// should align addresses, and code that asks for less alignment than it uses.
///
/// | method | passed to the allocator inside |
/// |---|---|
/// | [`alloc`](Allocator::alloc) | `alloc` of the wider block |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | `alloc_zeroed` of the wider block |
/// | [`dealloc`](Allocator::dealloc) | `dealloc` of the wider block |
/// | [`resize_in_place`](Allocator::resize_in_place) | `resize_in_place` of the wider block; not for an equal size, which succeeds |
/// | [`remap`](Allocator::remap) | `remap` of the wider block; not for an equal size, which succeeds |
///
/// A layout whose alignment can't be doubled, or whose wider block would exceed the largest size,
/// is refused.
///
/// It isn't [equivalent](Allocator#equivalence) to the allocator inside: blocks go back here.
///
/// # Examples
///
/// ```
/// use exalloc::testing::Disaligning;
/// use exalloc::{ExBox, SystemAllocator};
///
/// let alloc = Disaligning::new(SystemAllocator);
/// let b = ExBox::try_new(7_u64, &alloc)?;
/// let address = (&raw const *b).addr();
/// assert_eq!(address % (2 * align_of::<u64>()), align_of::<u64>());
/// # Ok::<(), exalloc::TryPushError<u64>>(())
/// ```
#[must_use = "what nobody allocates from disaligns nothing"]
pub struct Disaligning<A> {
    inner: A,
    /// The fronts of all live blocks: their wider blocks are live blocks of `inner`.
    fronts: Exclusive<Fronts>,
}

impl<A> Disaligning<A> {
    /// Wraps an allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::Disaligning;
    ///
    /// let alloc = const { Disaligning::new(SystemAllocator) };
    /// assert_eq!(alloc.inner(), &SystemAllocator);
    /// ```
    pub const fn new(inner: A) -> Self {
        Self { inner, fronts: Exclusive::new(Fronts::NONE) }
    }

    /// Lends the allocator inside, which may align better.
    #[must_use]
    pub const fn inner(&self) -> &A {
        &self.inner
    }
}

impl<A: Allocator> Disaligning<A> {
    /// Makes a wider block that was just returned ours: its block.
    ///
    /// # Safety
    ///
    /// `start` denotes a live block of `inner` with `wider`'s layout, which isn't ours yet; the
    /// bytes of its front are nobody else's.
    unsafe fn enter(&self, start: NonNull<u8>, wider: Wider) -> NonNull<u8> {
        // SAFETY: forwarded: live and nobody else's, as large and as aligned as a wider block is.
        self.fronts.with(|fronts| unsafe { fronts.push(start) });
        // SAFETY: the front lies within the wider block.
        unsafe { start.add(wider.front) }
    }

    /// Changes the size of a block: `ask` asks the allocator inside, with the start of the wider
    /// block, its layout, and its new size.
    ///
    /// # Safety
    ///
    /// As for [`Allocator::remap`]. `ask` answers as `inner` does to a live block of it, a layout
    /// that fits, and a new size within bounds.
    unsafe fn change(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
        ask: impl FnOnce(&A, NonNull<u8>, Layout, usize) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        if old.size() == new_size {
            return Some(ptr);
        }
        let was = Wider::around(old)?;
        let new = Wider::around(layout::with_size(old, new_size)?)?;
        let start = self.fronts.with(|fronts| fronts.remove(was.start(ptr)))?;
        let Some(moved) = ask(&self.inner, start, was.layout, new.layout.size()) else {
            // SAFETY: nothing has happened: the wider block is live as it was, and no longer ours.
            unsafe { self.enter(start, was) };
            return None;
        };
        // SAFETY: the wider block has the new layout, and is no longer ours; the front is as long
        // as it was, since that depends on the alignment alone.
        Some(unsafe { self.enter(moved, new) })
    }
}

// SAFETY: each block is what follows the front of a live block of `inner`; the allocator inside
// gets that one back with the layout it has.
// 1. No `&self` method gives `&mut` access to `inner`: wider blocks end by `dealloc` and `remap`.
// 2. Moving this moves `inner`, which allows it; fronts are reached by raw pointers, and none
//    points to this value.
// 3. Nothing here panics: arithmetic is checked or wraps. The lock is never held while others are
//    called.
// 4. The block lies within one that has the front's bytes more, and starts at an odd multiple of
//    its alignment. Fronts are touched here only, and never part of a block.
// 5. All five methods are overridden; an equal size succeeds in place. The front stays as long, so
//    the wider block keeps exactly the bytes that the block keeps.
// 6. A caller's pointer gives its address only; wider blocks are reached by what `inner` returned.
unsafe impl<A: Allocator> Allocator for Disaligning<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let wider = Wider::around(layout)?;
        // SAFETY: the size is larger than `layout.size()`.
        let start = unsafe { self.inner.alloc(wider.layout) }?;
        // SAFETY: just returned, with that layout.
        Some(unsafe { self.enter(start, wider) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // Both are there for a live block, and a layout that fits it.
        let Some(wider) = Wider::around(layout) else { return };
        let Some(start) = self.fronts.with(|fronts| fronts.remove(wider.start(ptr))) else {
            return;
        };
        // SAFETY: a live block of `inner`, no longer ours, with the layout that it has: our caller
        // promises that `layout` fits the block.
        unsafe { self.inner.dealloc(start, wider.layout) };
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        let wider = Wider::around(layout)?;
        // SAFETY: the size is larger than `layout.size()`.
        let start = unsafe { self.inner.alloc_zeroed(wider.layout) }?;
        // SAFETY: just returned, with that layout. What is behind the front stays zero.
        Some(unsafe { self.enter(start, wider) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let ask = |inner: &A, start, old, new_size| {
            // SAFETY: `change` passes a live block, its layout, and a size of a valid layout.
            unsafe { inner.resize_in_place(start, old, new_size) }
        };
        // SAFETY: forwarded.
        unsafe { self.change(ptr, old, new_size, ask) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        let ask = |inner: &A, start, old, new_size| {
            // SAFETY: as in `resize_in_place`.
            unsafe { inner.remap(start, old, new_size) }
        };
        // SAFETY: forwarded.
        unsafe { self.change(ptr, old, new_size, ask) }
    }
}

// SAFETY: every block lies within one of `inner`, which is dropped or changed through `&mut` only
// with this wrapper, and whose blocks don't mind that; fronts that nobody reaches any more are
// bytes like others.
unsafe impl<A: StaticAllocator> StaticAllocator for Disaligning<A> {}

impl<A: fmt::Debug> fmt::Debug for Disaligning<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disaligning").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl<A: Default> Default for Disaligning<A> {
    fn default() -> Self {
        Self::new(A::default())
    }
}
