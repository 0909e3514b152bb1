//! Copies.

use super::ExCString;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

impl<A: Allocator> ExCString<A> {
    /// Copies the C string into a new one on another allocator.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let short = ExCString::from_c_str_in(c"Ada", &bump);
    /// let long = short.try_clone_in(SystemAllocator)?;
    /// assert_eq!(short, long);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_clone_in<B: Allocator>(&self, alloc: B) -> Result<ExCString<B>, TryReserveError> {
        ExCString::try_from_c_str_in(self, alloc)
    }

    /// [`try_clone_in`](Self::try_clone_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let long = ExCString::from_c_str_in(c"Ada", &bump).clone_in(SystemAllocator);
    /// assert_eq!(long, c"Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_clone_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub fn clone_in<B: Allocator>(&self, alloc: B) -> ExCString<B> {
        match self.try_clone_in(alloc) {
            Ok(c_string) => c_string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the C string into a new one on a clone of the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Ada", SystemAllocator);
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
impl<A: Allocator + Clone> Clone for ExCString<A> {
    /// [`try_clone`](ExCString::try_clone) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// Whenever `try_clone` returns an error.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        match self.try_clone() {
            Ok(c_string) => c_string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the C string into this one's block if it is as long; else into a new one on a clone
    /// of the own allocator.
    ///
    /// # Panics
    ///
    /// When that has no block; this C string is as it was.
    #[inline]
    #[track_caller]
    fn clone_from(&mut self, source: &Self) {
        // INVARIANT 1: the bytes of a C string.
        self.bytes.clone_from(&source.bytes);
    }
}
