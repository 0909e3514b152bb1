//! A box of zeros, whose value comes later or is one of zeros.

use super::{ExBox, block};
use crate::error::TryReserveError;
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::{Allocator, layout};

impl<T, A: Allocator> ExBox<T, A> {
    /// Makes a box for a value that comes later, whose bytes are zero until then.
    ///
    /// The block is asked for by [`Allocator::alloc_zeroed`]: fresh pages of the system are zero
    /// already, and aren't written again. [`assume_init`](ExBox::assume_init) follows where zeros
    /// are a value, as they are for numbers.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let zeros = ExBox::<[u64; 1000], _>::try_new_zeroed(SystemAllocator)?;
    /// // SAFETY: an array of numbers may be all zeros.
    /// let zeros = unsafe { zeros.assume_init() };
    /// assert_eq!(*zeros, [0; 1000]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block. A value of size zero needs none.
    #[inline]
    #[doc(alias = "calloc")]
    pub fn try_new_zeroed(alloc: A) -> Result<ExBox<MaybeUninit<T>, A>, TryReserveError> {
        let ptr = block::alloc_zeroed(&alloc, Layout::new::<T>())?.cast();
        // INVARIANT 1: `MaybeUninit` is always initialised. INVARIANT 2: a fresh block of its
        // layout, which is that of `T`, or a dangling pointer for size zero.
        Ok(ExBox { ptr, value: PhantomData, alloc })
    }

    /// [`try_new_zeroed`](Self::try_new_zeroed) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let zero = ExBox::<u64, _>::new_zeroed(SystemAllocator);
    /// // SAFETY: a number may be zero.
    /// assert_eq!(*unsafe { zero.assume_init() }, 0);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_new_zeroed` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[doc(alias = "calloc")]
    pub fn new_zeroed(alloc: A) -> ExBox<MaybeUninit<T>, A> {
        match Self::try_new_zeroed(alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }
}

impl<T, A: Allocator> ExBox<[T], A> {
    /// Makes a box for `len` elements that come later, whose bytes are zero until then.
    ///
    /// As [`ExBox::try_new_zeroed`], for slices.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let zeros = ExBox::<[u64], _>::try_new_zeroed_slice(1000, SystemAllocator)?;
    /// // SAFETY: a number may be zero.
    /// let zeros = unsafe { zeros.assume_init() };
    /// assert_eq!(*zeros, [0; 1000]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the elements are more than a block can hold, or the allocator has no block.
    #[inline]
    #[doc(alias = "calloc")]
    pub fn try_new_zeroed_slice(
        len: usize,
        alloc: A,
    ) -> Result<ExBox<[MaybeUninit<T>], A>, TryReserveError> {
        let Some(layout) = layout::array(Layout::new::<T>(), len) else {
            return Err(TryReserveError::CAPACITY_OVERFLOW);
        };
        let ptr = NonNull::slice_from_raw_parts(block::alloc_zeroed(&alloc, layout)?.cast(), len);
        // INVARIANT 1: `MaybeUninit` is always initialised. INVARIANT 2: a fresh block of the
        // layout of `len` elements, or a dangling pointer for size zero.
        Ok(ExBox { ptr, value: PhantomData, alloc })
    }

    /// [`try_new_zeroed_slice`](Self::try_new_zeroed_slice) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let zeros = ExBox::<[u8], _>::new_zeroed_slice(3, SystemAllocator);
    /// // SAFETY: a number may be zero.
    /// assert_eq!(*unsafe { zeros.assume_init() }, [0, 0, 0]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_new_zeroed_slice` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[doc(alias = "calloc")]
    pub fn new_zeroed_slice(len: usize, alloc: A) -> ExBox<[MaybeUninit<T>], A> {
        match Self::try_new_zeroed_slice(len, alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }
}
