//! An allocator with a limit on the bytes that are alive.
//!
//! - **Guarantees.** Memory is that of the allocator inside, and a [`LimitAllocator`] is
//!   [equivalent](Allocator#equivalence) to it. No request succeeds that would take the bytes in
//!   use above the limit. Whatever stays within the limit is answered as the allocator inside
//!   answers it; giving back and becoming smaller always go through.
//! - **Design.** A wrapper with two [`Cell`]s beside the allocator inside: the bytes in use and the
//!   limit. Blocks get no header. Bytes count as they were asked for, not as the allocator inside
//!   rounds them. They are booked before the allocator inside is asked, and taken off the books
//!   again when it refuses.
//! - **Cost.** A comparison and an addition per request, inlined, beside the request itself; what
//!   is refused never reaches the allocator inside.
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

/// An allocator that refuses what would take the bytes in use above a limit.
///
/// It bounds what a plugin, a request or an interpreter may take of a heap that others share: past
/// the limit they run out of memory, and nobody else does. Refusals are ordinary ones, so `try_`
/// methods hand the value back, and C code gets its null pointer.
///
/// | method | when it would exceed the limit | otherwise passed to the same method inside | booked when that succeeds |
/// |---|---|---|---|
/// | [`alloc`](Allocator::alloc) | refused | unchanged | the block's bytes |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | refused | unchanged | the block's bytes |
/// | [`dealloc`](Allocator::dealloc) | never does | unchanged | the block's bytes, off |
/// | [`resize_in_place`](Allocator::resize_in_place) | refused | unchanged | the difference, on or off |
/// | [`remap`](Allocator::remap) | refused | unchanged | the difference, on or off |
///
/// A block that moves in `remap` is booked once, although both places may exist for a moment. Where
/// the allocator inside has no `remap` for it, a collection grows by `alloc`, copy and `dealloc`,
/// and the limit must have room for the old block and the new one together.
///
/// It is equivalent to the allocator inside. So blocks may go back to [`inner`](Self::inner), or to
/// what [`into_inner`](Self::into_inner) returns; then they stay on the books here. Blocks of the
/// allocator inside may come back here, and take bytes off the books that were never put on: the
/// limit is not kept then. (The books stop at zero.)
///
/// A limit that is shared lies behind a reference: every collection gets `&limited`.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, LimitAllocator, SystemAllocator};
///
/// let limited = LimitAllocator::new(SystemAllocator, 1000);
/// let mut v = ExVec::new(&limited);
/// v.try_extend_from_slice(&[7_u8; 900])?;
///
/// let mut other = ExVec::<u8, _>::new(&limited);
/// assert!(other.try_reserve_exact(101).is_err());
/// assert_eq!((limited.used(), limited.remaining()), (900, 100));
///
/// drop(v);
/// assert!(other.try_reserve_exact(101).is_ok());
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[derive(Debug)]
#[doc(alias = "quota", alias = "budget")]
#[must_use = "a limit binds only what is allocated through it"]
pub struct LimitAllocator<A> {
    inner: A,
    /// Bytes in blocks that are alive, and those of the request that is under way.
    used: Cell<usize>,
    limit: Cell<usize>,
}

impl<A> LimitAllocator<A> {
    /// Wraps an allocator, with nothing in use and a limit in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{LimitAllocator, SystemAllocator};
    ///
    /// let limited = const { LimitAllocator::new(SystemAllocator, 64 << 10) };
    /// assert_eq!(limited.remaining(), 65_536);
    /// ```
    #[inline]
    pub const fn new(inner: A, limit: usize) -> Self {
        Self { inner, used: Cell::new(0), limit: Cell::new(limit) }
    }

    /// Tells how many bytes are in blocks that are alive.
    ///
    /// Above [`limit`](Self::limit) only where that was [lowered](Self::set_limit) since.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, LimitAllocator, SystemAllocator};
    ///
    /// let limited = LimitAllocator::new(SystemAllocator, 100);
    /// let b = ExBox::try_new(7_u32, &limited)?;
    /// assert_eq!(limited.used(), 4);
    /// drop(b);
    /// assert_eq!(limited.used(), 0);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn used(&self) -> usize {
        self.used.get()
    }

    /// Tells the limit in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{LimitAllocator, SystemAllocator};
    ///
    /// let limited = LimitAllocator::new(SystemAllocator, 100);
    /// assert_eq!(limited.limit(), 100);
    /// ```
    #[inline]
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit.get()
    }

    /// Tells how many bytes more may be in use; zero where more are than the limit allows.
    ///
    /// The allocator inside may still refuse them.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, LimitAllocator, SystemAllocator};
    ///
    /// let limited = LimitAllocator::new(SystemAllocator, 100);
    /// let _b = ExBox::try_new(7_u32, &limited)?;
    /// assert_eq!(limited.remaining(), 96);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.limit.get().saturating_sub(self.used.get())
    }

    /// Sets another limit in bytes, for requests from now on.
    ///
    /// A limit below what is in use takes nothing away: nothing more is had until enough was given
    /// back. Raising it lets a program that ran into it finish, or clean up.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, LimitAllocator, SystemAllocator};
    ///
    /// let limited = LimitAllocator::new(SystemAllocator, 100);
    /// let mut v = ExVec::<u8, _>::new(&limited);
    /// v.try_reserve_exact(80)?;
    ///
    /// limited.set_limit(50);
    /// assert_eq!((limited.used(), limited.remaining()), (80, 0));
    /// v.try_extend_from_slice(&[0; 80])?;
    /// assert!(v.try_push(0).is_err());
    ///
    /// limited.set_limit(1000);
    /// v.try_push(0)?;
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[inline]
    pub fn set_limit(&self, limit: usize) {
        self.limit.set(limit);
    }

    /// Lends the allocator inside. What is allocated from it directly isn't limited.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{LimitAllocator, SystemAllocator};
    ///
    /// let limited = LimitAllocator::new(SystemAllocator, 100);
    /// assert_eq!(limited.inner(), &SystemAllocator);
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
    /// use exalloc::{LimitAllocator, SystemAllocator};
    ///
    /// let limited = LimitAllocator::new(SystemAllocator, 100);
    /// assert_eq!(limited.into_inner(), SystemAllocator);
    /// ```
    #[inline]
    #[must_use = "blocks that are still alive need the allocator"]
    pub fn into_inner(self) -> A {
        self.inner
    }

    /// Runs `request` with `bytes` more on the books, if the limit allows that many; they stay
    /// there if it succeeds.
    #[inline]
    fn admit(
        &self,
        bytes: usize,
        request: impl FnOnce(&A) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        if bytes > self.remaining() {
            return None;
        }
        // Exact: bytes above zero are at most `limit - used` here, and no bytes change nothing,
        // also where more are in use than a lowered limit allows.
        self.used.set(self.used.get().saturating_add(bytes));
        let block = request(&self.inner);
        if block.is_none() {
            self.take_off(bytes);
        }
        block
    }

    /// Runs `change`, by which a block of `old` bytes gets `new` ones, and books the difference.
    #[inline]
    fn change(
        &self,
        old: usize,
        new: usize,
        change: impl FnOnce(&A) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        if new >= old {
            return self.admit(new - old, change);
        }
        let block = change(&self.inner)?;
        self.take_off(old - new);
        Some(block)
    }

    /// Books bytes that are no longer in use. Stops at zero, for blocks of the allocator inside
    /// that were never booked may come back here.
    #[inline]
    fn take_off(&self, bytes: usize) {
        self.used.set(self.used.get().saturating_sub(bytes));
    }
}

// SAFETY: every block is one of `inner`, every method forwards to the same method of `inner` or
// refuses before anything has happened, so its rules are ours.
// 1. No method here needs more than `&self`, or gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it; the books aren't memory that is handed out.
// 3. Booking is saturating arithmetic on cells, which doesn't panic.
// 5. All five methods are overridden. Those that aren't refused pass arguments and answers
//    unchanged; an equal size is never refused, as no bytes never exceed what remains.
unsafe impl<A: Allocator> Allocator for LimitAllocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.admit(layout.size(), |inner| {
            // SAFETY: forwarded: our caller promises a size above zero.
            unsafe { inner.alloc(layout) }
        })
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) };
        self.take_off(layout.size());
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.admit(layout.size(), |inner| {
            // SAFETY: forwarded: our caller promises a size above zero.
            unsafe { inner.alloc_zeroed(layout) }
        })
    }

    #[inline]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        self.change(old.size(), new_size, |inner| {
            // SAFETY: forwarded: a block live for `self` is live for `inner`, `old` fits it, and
            // the new size is within its bounds.
            unsafe { inner.resize_in_place(ptr, old, new_size) }
        })
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        self.change(old.size(), new_size, |inner| {
            // SAFETY: as in `resize_in_place`.
            unsafe { inner.remap(ptr, old, new_size) }
        })
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator> StaticAllocator for LimitAllocator<A> {}
