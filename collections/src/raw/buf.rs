//! The typed shell over the untyped block.

use super::elem::Elem;
use super::inner::{self, Grown, Inner, Refused};
use crate::error::TryReserveError;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;

/// Room for elements: pointer, capacity, allocator. Knows nothing of which elements are
/// initialised.
///
/// Its destructor gives the block back, without dropping elements. Elements of size zero never
/// reach the allocator: the capacity is `usize::MAX` then, and the pointer dangles.
///
/// # Invariants
///
/// 1. `inner` is only ever used with `Self::ELEM`.
/// 2. If `T` has size zero, `inner.cap == 0`.
/// 3. `inner` is initialised until this value's destructor runs, which moves it out.
pub(crate) struct RawBuf<T, A: Allocator> {
    inner: ManuallyDrop<Inner<A>>,
    elements: PhantomData<T>,
}

// SAFETY: the block belongs to this value alone, so sending it sends the elements that the owner
// keeps in it, and the allocator.
unsafe impl<T: Send, A: Allocator + Send> Send for RawBuf<T, A> {}
// SAFETY: `&RawBuf` gives out copies of the pointer and `&A`.
unsafe impl<T: Sync, A: Allocator + Sync> Sync for RawBuf<T, A> {}

impl<T, A: Allocator> RawBuf<T, A> {
    const ELEM: &'static Elem = &Elem::of::<T>();
    const IS_ZST: bool = size_of::<T>() == 0;
    /// Whether a copy of the allocator is lent to growth, so that the buffer's address doesn't
    /// escape: an allocator of up to two words. A larger one would cost more to copy than the
    /// registers gain.
    const BY_VALUE: bool = size_of::<A>() <= 2 * size_of::<usize>();

    #[inline]
    pub(crate) const fn new(alloc: A) -> Self {
        // INVARIANT 2 of `Inner`: nothing is owned; the pointer dangles at `T`'s alignment.
        let inner = Inner { ptr: NonNull::<T>::dangling().cast(), cap: 0, alloc };
        Self { inner: ManuallyDrop::new(inner), elements: PhantomData }
    }

    /// Room for at least `cap` elements. The allocator is dropped on failure.
    #[inline]
    pub(crate) fn try_with_capacity(cap: usize, alloc: A) -> Result<Self, TryReserveError> {
        let mut buf = Self::new(alloc);
        if cap > buf.capacity() {
            // SAFETY: no element is to be kept, so none needs to be readable.
            unsafe { buf.try_grow_exact(0, cap) }?;
        }
        Ok(buf)
    }

    /// `&*self.inner`, which a `const fn` can't say.
    #[inline]
    const fn inner(&self) -> &Inner<A> {
        let inner = (&raw const self.inner).cast::<Inner<A>>();
        // SAFETY: a `ManuallyDrop` has the layout of what is inside, which is initialised
        // (invariant 3); the pointer stems from a reference that lives as long as the result.
        unsafe { &*inner }
    }

    /// The first element's address, aligned for `T`, valid for `capacity` elements; it carries the
    /// whole block's provenance.
    #[inline]
    pub(crate) const fn ptr(&self) -> NonNull<T> {
        self.inner().ptr.cast()
    }

    /// How many elements fit.
    #[inline]
    pub(crate) const fn capacity(&self) -> usize {
        if Self::IS_ZST { usize::MAX } else { self.inner().cap }
    }

    #[inline]
    pub(crate) const fn allocator(&self) -> &A {
        &self.inner().alloc
    }

    /// Makes room for `additional` elements beyond `len`, geometrically.
    ///
    /// Nothing has changed after an error.
    ///
    /// # Safety
    ///
    /// - The first `len` elements belong to the caller, and `len <= capacity`.
    /// - `additional > capacity - len`.
    #[inline(always)] // As `grow_by`.
    pub(crate) unsafe fn try_grow_amortized(
        &mut self,
        len: usize,
        additional: usize,
    ) -> Result<(), Refused> {
        // SAFETY: the parts and elements are a buffer's, says `grow_by`; the rest is forwarded.
        let grow = |alloc: &A, elem: &_, ptr, cap| unsafe {
            inner::grow(alloc, elem, ptr, cap, len, additional)
        };
        // SAFETY: that is one of the two.
        unsafe { self.grow_by(grow) }
    }

    /// Makes room for one more element where all the room is taken, geometrically.
    ///
    /// Nothing has changed after an error.
    ///
    /// # Safety
    ///
    /// The first `capacity` elements belong to the caller.
    #[inline(always)] // As `grow_by`.
    pub(crate) unsafe fn try_grow_full(&mut self) -> Result<(), Refused> {
        // SAFETY: the parts and elements are a buffer's, says `grow_by`; the rest is forwarded.
        let grow =
            |alloc: &A, elem: &_, ptr, cap| unsafe { inner::grow_full(alloc, elem, ptr, cap) };
        // SAFETY: that is one of the two.
        unsafe { self.grow_by(grow) }
    }

    /// Calls `grow` with the allocator, the elements, the pointer and the capacity of this buffer,
    /// and takes what it gives for them.
    ///
    /// # Safety
    ///
    /// `grow` gives what [`inner::grow`] or [`inner::grow_full`] gives, called with what it gets.
    // Always: left to itself, the optimiser outlines this shell with `&mut self`, and every push
    // stores the length, which makes it two cycles instead of one (`benches/NOTES.md`).
    #[inline(always)]
    unsafe fn grow_by(
        &mut self,
        grow: impl FnOnce(&A, &'static Elem, NonNull<u8>, usize) -> Grown,
    ) -> Result<(), Refused> {
        if Self::IS_ZST {
            return Err(Refused::too_many(Self::ELEM));
        }
        let (ptr, cap) = (self.inner.ptr, self.inner.cap);
        let (grown, cap) = if Self::BY_VALUE {
            // The allocator exists twice between `read` and `write`.
            // SAFETY: initialised (invariant 3). The original isn't used or dropped until it is
            // overwritten below, since `grow` doesn't unwind (our caller's promise); nor is the
            // copy dropped.
            let alloc = ManuallyDrop::new(unsafe { ptr::read(&raw const self.inner.alloc) });
            let grown = grow(&alloc, Self::ELEM, ptr, cap);
            // INVARIANT 3: what was moved out above comes back, with what has changed in it.
            // SAFETY: valid for writes: a field of `self`, whose value was moved out.
            unsafe { ptr::write(&raw mut self.inner.alloc, ManuallyDrop::into_inner(alloc)) };
            grown
        } else {
            grow(&self.inner.alloc, Self::ELEM, ptr, cap)
        };
        let Some(ptr) = grown else {
            // SAFETY: that is what `grow` gave for these elements.
            return Err(unsafe { Refused::new(cap, Self::ELEM) });
        };
        // INVARIANT 1 of `Inner`: what `grow` gives.
        self.inner.ptr = ptr;
        self.inner.cap = cap;
        Ok(())
    }

    /// Makes room for `additional` elements beyond `len`, and no more.
    ///
    /// Nothing has changed after an error.
    ///
    /// # Safety
    ///
    /// - The first `len` elements belong to the caller, and `len <= capacity`.
    /// - `additional > capacity - len`.
    #[inline]
    pub(crate) unsafe fn try_grow_exact(
        &mut self,
        len: usize,
        additional: usize,
    ) -> Result<(), TryReserveError> {
        if Self::IS_ZST {
            return Err(TryReserveError::CAPACITY_OVERFLOW);
        }
        // SAFETY: invariant 1; `len` is forwarded: at most the capacity.
        unsafe { self.inner.grow_exact(len, additional, Self::ELEM) }
    }

    /// Reduces the capacity to `cap`, keeping the first `len` elements; zero gives the block back.
    ///
    /// Nothing has changed after an error, which means that no smaller block was to be had.
    ///
    /// # Safety
    ///
    /// - The first `len` elements belong to the caller.
    /// - `len <= cap < capacity`.
    pub(crate) unsafe fn try_shrink(
        &mut self,
        len: usize,
        cap: usize,
    ) -> Result<(), TryReserveError> {
        if Self::IS_ZST {
            return Ok(());
        }
        // SAFETY: invariant 1; the numbers are forwarded.
        unsafe { self.inner.shrink(len, cap, Self::ELEM) }
    }

    /// Takes the buffer apart without giving its block back.
    #[inline]
    pub(crate) fn into_raw_parts(self) -> (NonNull<T>, usize, A) {
        let this = ManuallyDrop::new(self);
        // SAFETY: valid for reads: a reference; `this` is never dropped nor used again, so the
        // allocator exists once.
        let alloc = unsafe { ptr::read(&raw const this.inner.alloc) };
        (this.ptr(), this.capacity(), alloc)
    }

    /// Puts a buffer together.
    ///
    /// # Safety
    ///
    /// - If `T` isn't zero-sized and `cap > 0`, `ptr` denotes a live block of `alloc` that the
    ///   layout of `cap` elements of `T` fits, it carries provenance for the whole block, and the
    ///   caller gives up its ownership.
    /// - Otherwise `ptr` is aligned for `T`.
    #[inline]
    pub(crate) const unsafe fn from_raw_parts(ptr: NonNull<T>, cap: usize, alloc: A) -> Self {
        // INVARIANTS 1 and 2 of `Inner`: our caller's promise. INVARIANT 2: zero for size zero.
        let cap = if Self::IS_ZST { 0 } else { cap };
        let inner = Inner { ptr: ptr.cast(), cap, alloc };
        Self { inner: ManuallyDrop::new(inner), elements: PhantomData }
    }
}

impl<T, A: Allocator> Drop for RawBuf<T, A> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: initialised (invariant 3), and never used again: this is the destructor.
        let Inner { ptr, cap, alloc } = unsafe { ManuallyDrop::take(&mut self.inner) };
        // Elements of size zero own no block: only the allocator ends.
        if !Self::IS_ZST {
            // SAFETY: the parts of a value that is never used again, and invariant 1.
            unsafe { inner::free(ptr, cap, alloc, Self::ELEM) }
        }
    }
}

#[cfg(test)]
mod tests;
