//! Blocks from a buffer inside the allocator.
//!
//! - **Guarantees.** Blocks lie in the value itself, aligned by address. All memory comes back by
//!   [`reset`](InlineBump::reset).
//! - **Design.** As [`BumpAllocator`](crate::BumpAllocator), but with its bytes inside. So it must
//!   not move while blocks are alive, and only `&InlineBump` is an allocator: the borrow pins it.
//! - **Cost.** That of `BumpAllocator`: one comparison and a few additions per operation, inlined.
//! - **Thread-safety.** [`Send`], as a value that nobody borrows; not [`Sync`].
//!
//! ```text
//! value:  | used | block | pad | block | free …          |
//!                ^ storage             ^ storage + used  ^ storage + N
//! ```

use crate::bump::Region;
use core::alloc::Layout;
use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::Allocator;

#[cfg(test)]
mod tests;

/// An allocator with `N` bytes inside, which allocates as `&InlineBump` only.
///
/// On the stack, it gives a function memory without a heap and without a buffer to pass around.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, InlineBump};
///
/// fn median(samples: &[u16]) -> Option<u16> {
///     let memory = InlineBump::<256>::new();
///     let mut sorted = ExVec::try_with_capacity(samples.len(), &memory).ok()?;
///     sorted.try_extend_from_slice(samples).ok()?;
///     sorted.sort_unstable();
///     sorted.get(samples.len() / 2).copied()
/// }
/// assert_eq!(median(&[3, 9, 1]), Some(3));
/// assert_eq!(median(&[0; 1000]), None, "2000 bytes are not 256");
/// ```
///
/// It is no allocator by value: a collection that owns it could be moved, and its memory with it.
///
/// ```compile_fail,E0277
/// use exalloc::{ExVec, InlineBump};
///
/// let mut v = ExVec::new(InlineBump::<256>::new());
/// v.try_push(1_u8);
/// ```
///
/// Nor can it be moved under a collection that borrows it:
///
/// ```compile_fail,E0505
/// use exalloc::{ExVec, InlineBump};
///
/// let memory = InlineBump::<256>::new();
/// let mut v = ExVec::<u8, _>::new(&memory);
/// let elsewhere = memory;
/// v.try_push(1);
/// ```
// # Invariants
//
// Those of a region made of `storage` and `used`, while a shared borrow lasts under which blocks
// were made. Without one no block is live, and nothing is asked of `storage`.
#[must_use = "an allocator that nobody allocates from does nothing"]
pub struct InlineBump<const N: usize> {
    used: Cell<usize>,
    storage: UnsafeCell<[MaybeUninit<u8>; N]>,
}

impl<const N: usize> InlineBump<N> {
    /// Makes an allocator with `N` bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump};
    ///
    /// let memory = const { InlineBump::<64>::new() };
    /// let boxed = ExBox::try_new([1_u32, 2, 3], &memory).unwrap();
    /// assert_eq!(*boxed, [1, 2, 3]);
    /// ```
    #[inline]
    pub const fn new() -> Self {
        // INVARIANT: 1: the storage is our own. 2, 3: nothing is used.
        Self { used: Cell::new(0), storage: UnsafeCell::new([MaybeUninit::uninit(); N]) }
    }

    /// Takes all blocks back at once, so that all `N` bytes are free.
    ///
    /// Nothing is dropped: values that should be must have been.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump};
    ///
    /// let mut memory = InlineBump::<64>::new();
    /// ExBox::leak(ExBox::try_new([1_u8; 60], &memory).unwrap());
    /// assert_eq!(memory.used(), 60);
    /// memory.reset();
    /// assert_eq!(memory.used(), 0);
    /// ```
    #[inline]
    pub fn reset(&mut self) {
        // INVARIANT: 3: `&mut` ends every shared borrow, and with it every block.
        self.used.set(0);
    }

    /// Tells how many of the bytes are used: by blocks, by padding, and by blocks that were given
    /// back out of order.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump};
    ///
    /// let memory = InlineBump::<100>::new();
    /// let boxed = ExBox::try_new([0_u8; 10], &memory).unwrap();
    /// assert_eq!((memory.used(), memory.remaining()), (10, 90));
    /// drop(boxed);
    /// assert_eq!((memory.used(), memory.remaining()), (0, 100));
    /// ```
    #[inline]
    #[must_use]
    pub fn used(&self) -> usize {
        self.used.get()
    }

    /// Tells how many of the bytes are free; a block may need some of them as padding.
    ///
    /// # Examples
    ///
    /// See [`used`](Self::used).
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> usize {
        // Can't wrap: invariant 2.
        N.wrapping_sub(self.used.get())
    }

    /// Tells how many bytes there are: `N`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(exalloc::InlineBump::<64>::new().capacity(), 64);
    /// ```
    #[inline]
    #[must_use]
    pub const fn capacity(&self) -> usize {
        N
    }

    #[inline]
    fn base(&self) -> NonNull<u8> {
        // SAFETY: the pointer of a cell in a borrowed value isn't null.
        let storage = unsafe { NonNull::new_unchecked(self.storage.get()) };
        storage.cast()
    }

    #[inline]
    fn region(&self) -> Region {
        let base = self.base();
        // Addresses of bytes within the value, or just behind it.
        let position = base.addr().get().wrapping_add(self.used.get());
        let limit = base.addr().get().wrapping_add(N);
        // SAFETY: the invariants of this type, whose methods keep the position up to date. The base
        // stems from a shared borrow of an `UnsafeCell`, so it is valid for writes, and later
        // shared borrows of `self` leave it valid.
        unsafe { Region::new(base, position, limit) }
    }

    #[inline]
    fn set_position(&self, position: NonNull<u8>) {
        // Can't wrap: a position is above the base.
        self.used.set(position.addr().get().wrapping_sub(self.base().addr().get()));
    }
}

impl<const N: usize> Default for InlineBump<N> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

// SAFETY: `Region` does all work, and its invariants hold.
// 1. Only `reset` invalidates, which takes `&mut self`.
// 2. The allocator is the reference. Moving that doesn't move the storage, and while its lifetime
//    lasts the borrow checker keeps the value where it is.
// 3. Nothing here panics or calls foreign code.
// 4. Blocks lie within the storage, disjoint, at addresses that `align_up` has found; `used` lies
//    beside the storage, and the allocator itself touches no byte of it.
// 5. Any block shrinks in place, and so does one to its own size; nothing is written on `None`.
// 6. A caller's pointer is reduced to its address.
unsafe impl<const N: usize> Allocator for &InlineBump<N> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let answer = self.region().alloc(layout)?;
        self.set_position(answer.position);
        Some(answer.block)
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: every live block of `self` is one of its region.
        if let Some(position) = unsafe { self.region().dealloc(ptr, layout) } {
            self.set_position(position);
        }
    }

    #[inline]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: every live block of `self` is one of its region.
        let answer = unsafe { self.region().resize_in_place(ptr, old, new_size) }?;
        self.set_position(answer.position);
        Some(answer.block)
    }
}

impl<const N: usize> fmt::Debug for InlineBump<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InlineBump")
            .field("used", &self.used())
            .field("capacity", &N)
            .finish_non_exhaustive()
    }
}
