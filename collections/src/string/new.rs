//! A string from nothing, and from text.

use super::ExString;
use crate::error::TryReserveError;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Makes an empty string, without asking the allocator for anything.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// const EMPTY: ExString<SystemAllocator> = ExString::new(SystemAllocator);
    /// assert_eq!(EMPTY.capacity(), 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(alloc: A) -> Self {
        // INVARIANT 1: no bytes are valid UTF-8.
        Self { vec: ExVec::new(alloc) }
    }

    /// Makes an empty string with room for at least `capacity` bytes.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::try_with_capacity(10, SystemAllocator)?;
    /// assert!(s.is_empty() && s.capacity() >= 10);
    /// assert!(ExString::try_with_capacity(usize::MAX, SystemAllocator).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_with_capacity(capacity: usize, alloc: A) -> Result<Self, TryReserveError> {
        // INVARIANT 1: no bytes are valid UTF-8.
        Ok(Self { vec: ExVec::try_with_capacity(capacity, alloc)? })
    }

    /// [`try_with_capacity`](Self::try_with_capacity) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::with_capacity(10, SystemAllocator);
    /// assert!(s.capacity() >= 10);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_with_capacity` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub fn with_capacity(capacity: usize, alloc: A) -> Self {
        match Self::try_with_capacity(capacity, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies text into a new string, with room for no more than that.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::try_from_str_in("Ada", SystemAllocator)?;
    /// assert_eq!(s, "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_from_str_in(text: &str, alloc: A) -> Result<Self, TryReserveError> {
        let mut string = Self::try_with_capacity(text.len(), alloc)?;
        string.try_push_str(text)?;
        Ok(string)
    }

    /// [`try_from_str_in`](Self::try_from_str_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExString, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let s = ExString::from_str_in("Ada", &arena);
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_str_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub fn from_str_in(text: &str, alloc: A) -> Self {
        match Self::try_from_str_in(text, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }
}
