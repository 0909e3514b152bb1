//! A box whose value comes later.

use super::{ExBox, block};
use crate::error::TryReserveError;
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::{Allocator, layout};

impl<T, A: Allocator> ExBox<T, A> {
    /// Makes a box for a value that comes later.
    ///
    /// The block comes before the value, so nothing has to be handed back when there is none.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let room = ExBox::<u32, _>::try_new_uninit(SystemAllocator)?;
    /// let five = ExBox::write(room, 5);
    /// assert_eq!(*five, 5);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block. A value of size zero needs none.
    #[inline]
    pub fn try_new_uninit(alloc: A) -> Result<ExBox<MaybeUninit<T>, A>, TryReserveError> {
        let ptr = block::alloc(&alloc, Layout::new::<T>())?.cast();
        // INVARIANT 1: `MaybeUninit` is always initialised. INVARIANT 2: a fresh block of its
        // layout, which is that of `T`, or a dangling pointer for size zero.
        Ok(ExBox { ptr, value: PhantomData, alloc })
    }

    /// [`try_new_uninit`](Self::try_new_uninit) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let room = ExBox::new_uninit(SystemAllocator);
    /// assert_eq!(*ExBox::write(room, 5), 5);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_new_uninit` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn new_uninit(alloc: A) -> ExBox<MaybeUninit<T>, A> {
        match Self::try_new_uninit(alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }
}

impl<T, A: Allocator> ExBox<[T], A> {
    /// Makes a box for `len` elements that come later.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let mut room = ExBox::<[u8], _>::try_new_uninit_slice(3, SystemAllocator)?;
    /// for byte in room.iter_mut() {
    ///     byte.write(7);
    /// }
    /// // SAFETY: all three were just written.
    /// let sevens = unsafe { room.assume_init() };
    /// assert_eq!(*sevens, [7, 7, 7]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the elements are more than a block can hold, or the allocator has no block.
    #[inline]
    pub fn try_new_uninit_slice(
        len: usize,
        alloc: A,
    ) -> Result<ExBox<[MaybeUninit<T>], A>, TryReserveError> {
        let Some(layout) = layout::array(Layout::new::<T>(), len) else {
            return Err(TryReserveError::CAPACITY_OVERFLOW);
        };
        let ptr = NonNull::slice_from_raw_parts(block::alloc(&alloc, layout)?.cast(), len);
        // INVARIANT 1: `MaybeUninit` is always initialised. INVARIANT 2: a fresh block of the
        // layout of `len` elements, or a dangling pointer for size zero.
        Ok(ExBox { ptr, value: PhantomData, alloc })
    }

    /// [`try_new_uninit_slice`](Self::try_new_uninit_slice) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let room = ExBox::<[u64], _>::new_uninit_slice(3, SystemAllocator);
    /// assert_eq!(room.len(), 3);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_new_uninit_slice` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn new_uninit_slice(len: usize, alloc: A) -> ExBox<[MaybeUninit<T>], A> {
        match Self::try_new_uninit_slice(len, alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }
}

impl<T, A: Allocator> ExBox<MaybeUninit<T>, A> {
    /// Puts the value in.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let five = ExBox::write(ExBox::new_uninit(SystemAllocator), 5);
    /// assert_eq!(*five, 5);
    /// ```
    #[inline]
    pub fn write(mut this: Self, value: T) -> ExBox<T, A> {
        (*this).write(value);
        // SAFETY: just written.
        unsafe { this.assume_init() }
    }

    /// Declares the value initialised.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let mut room = ExBox::<u32, _>::try_new_uninit(SystemAllocator)?;
    /// room.write(5);
    /// // SAFETY: just written.
    /// let five = unsafe { room.assume_init() };
    /// assert_eq!(*five, 5);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Safety
    ///
    /// It is.
    #[inline]
    pub unsafe fn assume_init(self) -> ExBox<T, A> {
        let (ptr, alloc) = ExBox::into_raw_parts(self);
        // SAFETY: the parts of a box; the value is initialised by our caller's promise, and has the
        // layout of `MaybeUninit<T>`.
        unsafe { ExBox::from_raw_parts(ptr.cast(), alloc) }
    }
}

impl<T, A: Allocator> ExBox<[MaybeUninit<T>], A> {
    /// Declares all elements initialised.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let mut room = ExBox::<[u32], _>::try_new_uninit_slice(3, SystemAllocator)?;
    /// for (n, place) in (1..).zip(&mut *room) {
    ///     place.write(n);
    /// }
    /// // SAFETY: all three were just written.
    /// let numbers = unsafe { room.assume_init() };
    /// assert_eq!(*numbers, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Safety
    ///
    /// They are.
    #[inline]
    pub unsafe fn assume_init(self) -> ExBox<[T], A> {
        let (ptr, alloc) = ExBox::into_raw_parts(self);
        // SAFETY: the parts of a box; the elements are initialised by our caller's promise, and
        // have the layout of `MaybeUninit<T>`.
        unsafe { ExBox::from_raw_parts(ptr as *mut [T], alloc) }
    }
}
