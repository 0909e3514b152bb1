//! A box around a value that is made when its block is there.

use super::ExBox;
use crate::error::TryPushError;
use core::mem::MaybeUninit;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExBox<T, A> {
    /// Makes a value in a block of `alloc`, or hands the closure back, not called, when there is
    /// none.
    ///
    /// The block comes first. The compiler can let the closure write into it right away, so that a
    /// large value needn't be on the stack first: it does where it sees all of the closure and
    /// optimises. When the closure panics, the block goes back.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExBox, SystemAllocator};
    ///
    /// let b = ExBox::try_new_with(|| [0_u8; 4096], SystemAllocator)?;
    /// assert_eq!(b.len(), 4096);
    ///
    /// let nothing = BumpAllocator::new(&mut []);
    /// let name = String::from("Ada");
    /// let error = ExBox::try_new_with(move || name, &nothing).unwrap_err();
    /// assert_eq!((error.value)(), "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block. A value of size zero needs none.
    #[inline]
    #[doc(alias = "alloc_with")]
    pub fn try_new_with<F: FnOnce() -> T>(f: F, alloc: A) -> Result<Self, TryPushError<F>> {
        match Self::try_new_uninit(alloc) {
            Ok(room) => Ok(ExBox::write_with(room, f)),
            Err(error) => Err(TryPushError::new(f, error)),
        }
    }

    /// [`try_new_with`](Self::try_new_with) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::new_with(|| [0_u8; 4096], SystemAllocator);
    /// assert_eq!(b.len(), 4096);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_new_with` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[doc(alias = "alloc_with")]
    pub fn new_with<F: FnOnce() -> T>(f: F, alloc: A) -> Self {
        match Self::try_new_uninit(alloc) {
            Ok(room) => ExBox::write_with(room, f),
            Err(error) => error.raise(),
        }
    }
}

impl<T, A: Allocator> ExBox<MaybeUninit<T>, A> {
    /// Puts what the closure makes in.
    #[inline]
    fn write_with(mut this: Self, f: impl FnOnce() -> T) -> ExBox<T, A> {
        (*this).write(f());
        // SAFETY: just written.
        unsafe { this.assume_init() }
    }
}
