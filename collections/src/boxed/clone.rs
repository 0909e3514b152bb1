//! Copies.

use super::ExBox;
use crate::error::TryReserveError;
use crate::string::ExString;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<T: Clone, A: Allocator + Clone> ExBox<T, A> {
    /// Clones the value into a new box on a clone of the allocator.
    ///
    /// The block comes first: where there is none, the value isn't cloned.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::new(5, SystemAllocator);
    /// assert_eq!(ExBox::try_clone(&b)?, b);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_clone(this: &Self) -> Result<Self, TryReserveError> {
        let room = Self::try_new_uninit(this.alloc.clone())?;
        Ok(ExBox::write(room, (**this).clone()))
    }
}

impl<T: Clone, A: Allocator + Clone> ExBox<[T], A> {
    /// Clones the elements into a new box on a clone of the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator, ex_vec};
    ///
    /// let b = ex_vec![in SystemAllocator; 1, 2, 3].into_boxed_slice();
    /// assert_eq!(ExBox::try_clone(&b)?, b);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_clone(this: &Self) -> Result<Self, TryReserveError> {
        // Exactly as much room as there are elements, so nothing shrinks.
        Ok(ExVec::try_from_slice_in(this, this.alloc.clone())?.try_into_boxed_slice()?)
    }
}

impl<A: Allocator + Clone> ExBox<str, A> {
    /// Copies the text into a new box on a clone of the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, ExString, SystemAllocator};
    ///
    /// let b = ExString::from_str_in("Ada", SystemAllocator).into_boxed_str();
    /// assert_eq!(ExBox::<str, _>::try_clone(&b)?, b);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_clone(this: &Self) -> Result<Self, TryReserveError> {
        // Exactly as much room as there is text, so nothing shrinks.
        Ok(ExString::try_from_str_in(this, this.alloc.clone())?.try_into_boxed_str()?)
    }
}

#[cfg(feature = "infallible")]
mod infallible {
    use super::{Allocator, ExBox};

    impl<T: Clone, A: Allocator + Clone> Clone for ExBox<T, A> {
        /// [`try_clone`](ExBox::try_clone) for callers that treat failure as fatal.
        ///
        /// # Panics
        ///
        /// Whenever `try_clone` returns an error.
        #[inline]
        #[track_caller]
        fn clone(&self) -> Self {
            match Self::try_clone(self) {
                Ok(boxed) => boxed,
                Err(error) => error.raise(),
            }
        }

        /// Clones into the value, which keeps its block and allocator.
        #[inline]
        fn clone_from(&mut self, source: &Self) {
            (**self).clone_from(&**source);
        }
    }

    impl<T: Clone, A: Allocator + Clone> Clone for ExBox<[T], A> {
        /// `try_clone` for callers that treat failure as fatal.
        ///
        /// # Panics
        ///
        /// Whenever `try_clone` returns an error.
        #[inline]
        #[track_caller]
        fn clone(&self) -> Self {
            match Self::try_clone(self) {
                Ok(boxed) => boxed,
                Err(error) => error.raise(),
            }
        }

        /// Clones into the elements, which keep their block and allocator, where there are as many;
        /// else into a new box on a clone of the own allocator.
        ///
        /// # Panics
        ///
        /// When that has no block; the box is as it was.
        #[inline]
        #[track_caller]
        fn clone_from(&mut self, source: &Self) {
            if self.len() == source.len() {
                self.clone_from_slice(source);
            } else {
                let copy = crate::vec::ExVec::from_slice_in(source, self.alloc.clone());
                *self = copy.into_boxed_slice();
            }
        }
    }

    impl<A: Allocator + Clone> Clone for ExBox<str, A> {
        /// `try_clone` for callers that treat failure as fatal.
        ///
        /// # Panics
        ///
        /// Whenever `try_clone` returns an error.
        #[inline]
        #[track_caller]
        fn clone(&self) -> Self {
            match Self::try_clone(self) {
                Ok(boxed) => boxed,
                Err(error) => error.raise(),
            }
        }
    }
}
