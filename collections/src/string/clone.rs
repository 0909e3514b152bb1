//! Copies.

use super::ExString;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Copies the text into a new string on another allocator.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let short = ExString::from_str_in("Ada", &bump);
    /// let long = short.try_clone_in(SystemAllocator)?;
    /// assert_eq!(short, long);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_clone_in<B: Allocator>(&self, alloc: B) -> Result<ExString<B>, TryReserveError> {
        ExString::try_from_str_in(self, alloc)
    }

    /// [`try_clone_in`](Self::try_clone_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let long = ExString::from_str_in("Ada", &bump).clone_in(SystemAllocator);
    /// assert_eq!(long, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_clone_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub fn clone_in<B: Allocator>(&self, alloc: B) -> ExString<B> {
        match self.try_clone_in(alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string on a clone of the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Ada", SystemAllocator);
    /// assert_eq!(s.try_clone()?, s);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_clone(&self) -> Result<Self, TryReserveError>
    where
        A: Clone,
    {
        self.try_clone_in(self.allocator().clone())
    }
}

#[cfg(feature = "infallible")]
impl<A: Allocator + Clone> Clone for ExString<A> {
    /// [`try_clone`](ExString::try_clone) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// Whenever `try_clone` returns an error.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        match self.try_clone() {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into this string, which keeps its allocator, and its block where that is
    /// large enough.
    ///
    /// # Panics
    ///
    /// When there is no room; the string is as it was.
    #[inline]
    #[track_caller]
    fn clone_from(&mut self, source: &Self) {
        self.replace_range(.., source);
    }
}
