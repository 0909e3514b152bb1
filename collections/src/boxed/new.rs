//! A box around a value.

use super::ExBox;
use crate::error::TryPushError;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExBox<T, A> {
    /// Moves a value into a block of `alloc`, or hands it back when there is none.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExBox};
    ///
    /// let mut memory = [core::mem::MaybeUninit::uninit(); 24];
    /// let bump = BumpAllocator::new(&mut memory);
    ///
    /// let seven = ExBox::try_new(7u64, &bump)?;
    /// let error = ExBox::try_new([0u64; 9], &bump).unwrap_err();
    /// assert_eq!(error.value, [0; 9]);
    /// assert_eq!(*seven, 7);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block. A value of size zero needs none.
    #[inline]
    pub fn try_new(value: T, alloc: A) -> Result<Self, TryPushError<T>> {
        match Self::try_new_uninit(alloc) {
            Ok(boxed) => Ok(ExBox::write(boxed, value)),
            Err(error) => Err(TryPushError::new(value, error)),
        }
    }

    /// [`try_new`](Self::try_new) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let five = ExBox::new(5, SystemAllocator);
    /// assert_eq!(*five, 5);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_new` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn new(value: T, alloc: A) -> Self {
        // Not through `try_new`: the value would be copied into its error.
        match Self::try_new_uninit(alloc) {
            Ok(boxed) => ExBox::write(boxed, value),
            Err(error) => error.raise(),
        }
    }
}
