//! Two strings from one.

use super::ExString;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

impl<A: Allocator + Clone> ExString<A> {
    /// Moves the text from a byte position on into a new string, on a clone of the allocator.
    ///
    /// The string keeps its block, and is as it was when there is none for the other.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada Lovelace", SystemAllocator);
    /// let name = s.try_split_off(4)?;
    /// assert_eq!((s.as_str(), name.as_str()), ("Ada ", "Lovelace"));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room for the new string.
    ///
    /// # Panics
    ///
    /// When `at` isn't at a boundary of characters, or lies beyond the end.
    #[track_caller]
    pub fn try_split_off(&mut self, at: usize) -> Result<Self, TryReserveError> {
        self.assert_boundary(at, "assertion failed: self.is_char_boundary(at)");
        let other = Self::try_from_str_in(&self[at..], self.allocator().clone())?;
        self.truncate(at);
        Ok(other)
    }

    /// [`try_split_off`](Self::try_split_off) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada Lovelace", SystemAllocator);
    /// assert_eq!(s.split_off(4), "Lovelace");
    /// assert_eq!(s, "Ada ");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `try_split_off` does, and whenever it returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    #[must_use = "use `truncate` if the rest isn't needed"]
    pub fn split_off(&mut self, at: usize) -> Self {
        match self.try_split_off(at) {
            Ok(other) => other,
            Err(error) => error.raise(),
        }
    }
}
