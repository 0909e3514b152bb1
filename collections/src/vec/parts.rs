//! Vectors taken apart and put together: pointer, length, capacity, allocator.

use super::ExVec;
use crate::raw::RawBuf;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::{self, NonNull};
use core::slice;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// The address of the first element, for reading.
    ///
    /// Dangles, but is aligned and not null, when the capacity is zero. Valid until the vector
    /// changes its block or goes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let v = ex_vec![in SystemAllocator; 1, 2, 4];
    /// // SAFETY: the vector has three elements, and isn't changed.
    /// assert_eq!(unsafe { v.as_ptr().add(2).read() }, 4);
    /// ```
    #[inline]
    #[must_use = "the address is all that it gives"]
    pub const fn as_ptr(&self) -> *const T {
        self.buf.ptr().as_ptr().cast_const()
    }

    /// The address of the first element, for reading and writing.
    ///
    /// Dangles, but is aligned and not null, when the capacity is zero. Valid until the vector
    /// changes its block or goes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 4];
    /// // SAFETY: the vector has three elements, and isn't borrowed meanwhile.
    /// unsafe { v.as_mut_ptr().write(7) };
    /// assert_eq!(v, [7, 2, 4]);
    /// ```
    #[inline]
    #[must_use = "the address is all that it gives"]
    pub const fn as_mut_ptr(&mut self) -> *mut T {
        self.buf.ptr().as_ptr()
    }

    /// Says how many elements are initialised.
    ///
    /// Neither drops elements nor makes any: for code that fills
    /// [`spare_capacity_mut`](Self::spare_capacity_mut), or had it filled by C.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::with_capacity(4, SystemAllocator);
    /// v.spare_capacity_mut()[0].write(9);
    /// // SAFETY: there is room for four; the first is initialised.
    /// unsafe { v.set_len(1) };
    /// assert_eq!(v, [9]);
    /// ```
    ///
    /// # Safety
    ///
    /// - `new_len` is at most [`capacity`](Self::capacity).
    /// - The first `new_len` elements are initialised.
    #[inline]
    pub const unsafe fn set_len(&mut self, new_len: usize) {
        debug_assert!(new_len <= self.buf.capacity());
        // INVARIANT 1: our caller's promise.
        self.len = new_len;
    }

    /// Lends the room beyond the elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::with_capacity(4, SystemAllocator);
    /// v.push(1);
    /// assert_eq!(v.spare_capacity_mut().len(), 3);
    /// ```
    #[inline]
    pub const fn spare_capacity_mut(&mut self) -> &mut [MaybeUninit<T>] {
        // Can't underflow: invariant 1.
        let spare = self.buf.capacity() - self.len;
        // SAFETY: invariant 1: `len` is within the block.
        let end = unsafe { self.buf.ptr().as_ptr().add(self.len) };
        // SAFETY: `spare` elements, aligned, inside the one block, ours for as long as `self` is
        // borrowed; what is uninitialised is typed so.
        unsafe { slice::from_raw_parts_mut(end.cast::<MaybeUninit<T>>(), spare) }
    }

    /// Takes the vector apart: pointer, length, capacity, allocator.
    ///
    /// The caller owns the elements and the block, which only that allocator, or one
    /// [equivalent](Allocator#equivalence) to it, may take back:
    /// [`from_raw_parts`](Self::from_raw_parts) does. The pointer dangles when the capacity is
    /// zero; the capacity is `usize::MAX` for elements of size zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator, ex_vec};
    ///
    /// let v = ex_vec![in SystemAllocator; 1, 2, 4];
    /// let (ptr, len, cap, alloc) = v.into_raw_parts();
    /// // SAFETY: the parts of one vector, unchanged.
    /// let again = unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) };
    /// assert_eq!(again, [1, 2, 4]);
    /// ```
    #[inline]
    #[must_use = "elements and block leak if they are not put together again"]
    #[doc(alias = "into_raw_parts_with_alloc")]
    pub fn into_raw_parts(self) -> (*mut T, usize, usize, A) {
        let len = self.len;
        let (ptr, cap, alloc) = self.into_buf().into_raw_parts();
        (ptr.as_ptr(), len, cap, alloc)
    }

    /// Puts a vector together that [`into_raw_parts`](Self::into_raw_parts) took apart, or adopts a
    /// block from elsewhere.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::alloc::Layout;
    /// use exalloc::{Allocator, ExVec, SystemAllocator};
    ///
    /// let four = Layout::array::<u32>(4).unwrap();
    /// // SAFETY: the size is above zero.
    /// let block = unsafe { SystemAllocator.alloc_zeroed(four) }.expect("16 bytes");
    /// // SAFETY: a block of the system's heap, whose layout is that of four `u32`s; zero is a
    /// // `u32`; nobody else owns it.
    /// let v: ExVec<u32, _> =
    ///     unsafe { ExVec::from_raw_parts(block.as_ptr().cast(), 4, 4, SystemAllocator) };
    /// assert_eq!(v, [0; 4]);
    /// ```
    ///
    /// # Safety
    ///
    /// - If `T` isn't zero-sized and `capacity > 0`, `ptr` denotes a
    ///   [live block](Allocator#live-blocks) of `alloc` that the layout of `capacity` elements of
    ///   `T` [fits](Allocator#fitting), may be used for the whole of it, and the caller gives up
    ///   its ownership. Otherwise `ptr` is aligned for `T` and not null. (What
    ///   [`leak`](Self::leak) lends may be used for the elements only, not for the spare capacity
    ///   behind them.)
    /// - `length <= capacity`, and the first `length` elements are initialised, and the caller
    ///   gives up their ownership.
    #[inline]
    #[must_use = "dropping the vector drops its elements and frees its block"]
    #[doc(alias = "from_raw_parts_in")]
    pub const unsafe fn from_raw_parts(
        ptr: *mut T,
        length: usize,
        capacity: usize,
        alloc: A,
    ) -> Self {
        // SAFETY: not null: a live block's address isn't, nor is an aligned dangling pointer.
        let ptr = unsafe { NonNull::new_unchecked(ptr) };
        // SAFETY: forwarded.
        let buf = unsafe { RawBuf::from_raw_parts(ptr, capacity, alloc) };
        // INVARIANT 1: our caller's promise.
        Self { buf, len: length }
    }

    /// Gives the elements up for the rest of the allocator's life.
    ///
    /// Nothing is dropped or freed, neither elements nor allocator: what an allocator by value owns
    /// stays, and memory of `&arena` comes back when the arena is reset. Spare capacity is not
    /// given back first; call [`shrink_to_fit`](Self::shrink_to_fit) for that.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump, TryReserveError};
    ///
    /// fn squares<const N: usize>(bump: &InlineBump<N>) -> Result<&mut [u32], TryReserveError> {
    ///     let mut v = ExVec::new(bump);
    ///     v.try_extend((0..4).map(|n| n * n))?;
    ///     Ok(v.leak())
    /// }
    /// assert_eq!(squares(&InlineBump::<64>::new())?, [0, 1, 4, 9]);
    /// # Ok::<(), TryReserveError>(())
    /// ```
    #[inline]
    pub fn leak<'a>(self) -> &'a mut [T]
    where
        A: 'a,
    {
        // Rule 7: the allocator is forgotten with the rest.
        let mut this = ManuallyDrop::new(self);
        let (ptr, len) = (this.as_mut_ptr(), this.len);
        // SAFETY:
        // - initialised, aligned, inside one block: invariant 1.
        // - for `'a`: the allocator is never dropped nor reachable any more, and no lifetime in its
        //   type ends within `'a`, so nothing invalidates the block. Elements outlive `'a` because
        //   `&'a mut [T]` requires it.
        // - unique: the vector is gone.
        unsafe { slice::from_raw_parts_mut(ptr, len) }
    }

    /// The buffer, whose first `len` elements are the caller's to drop.
    #[inline]
    pub(crate) fn into_buf(self) -> RawBuf<T, A> {
        let this = ManuallyDrop::new(self);
        // SAFETY: valid for reads: a reference; `this` is never dropped nor used again.
        unsafe { ptr::read(&raw const this.buf) }
    }
}
