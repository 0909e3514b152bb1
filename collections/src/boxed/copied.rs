//! Boxed slices and text copied from borrowed ones.

use super::ExBox;
use crate::error::TryReserveError;
use crate::string::ExString;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<T: Clone, A: Allocator> ExBox<[T], A> {
    /// Clones elements into a box.
    ///
    /// The block comes first: where there is none, nothing is cloned.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::<[i32], _>::try_from_slice_in(&[1, 2, 3], SystemAllocator)?;
    /// assert_eq!(*b, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_from_slice_in(slice: &[T], alloc: A) -> Result<Self, TryReserveError> {
        // Exactly as much room as there are elements, so nothing shrinks.
        Ok(ExVec::try_from_slice_in(slice, alloc)?.try_into_boxed_slice()?)
    }

    /// [`try_from_slice_in`](Self::try_from_slice_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::<[i32], _>::from_slice_in(&[1, 2, 3], SystemAllocator);
    /// assert_eq!(*b, [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_slice_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn from_slice_in(slice: &[T], alloc: A) -> Self {
        match Self::try_from_slice_in(slice, alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }
}

impl<A: Allocator> ExBox<str, A> {
    /// Copies text into a box.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::<str, _>::try_from_str_in("Ada", SystemAllocator)?;
    /// assert_eq!(&*b, "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_from_str_in(text: &str, alloc: A) -> Result<Self, TryReserveError> {
        // Exactly as much room as there is text, so nothing shrinks.
        Ok(ExString::try_from_str_in(text, alloc)?.try_into_boxed_str()?)
    }

    /// [`try_from_str_in`](Self::try_from_str_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::<str, _>::from_str_in("Ada", SystemAllocator);
    /// assert_eq!(&*b, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_str_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn from_str_in(text: &str, alloc: A) -> Self {
        match Self::try_from_str_in(text, alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }
}
