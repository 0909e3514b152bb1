//! Integers at the end, without `core::fmt`.

use super::ExString;
use crate::error::TryReserveError;
use exalloc_core::Allocator;
use itoa::{Buffer, Integer};

impl<A: Allocator> ExString<A> {
    /// Appends an integer in decimal digits, or leaves the string as it was when there is no
    /// room.
    ///
    /// The same text as by `write!(s, "{value}")`, in less time: no formatter is set up and called.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.try_push_int(-42)?;
    /// s.try_push_int(u8::MAX)?;
    /// assert_eq!(s, "-42255");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_push_int<N: Integer>(&mut self, value: N) -> Result<(), TryReserveError> {
        self.try_push_str(Buffer::new().format(value))
    }

    /// [`try_push_int`](Self::try_push_int) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.push_int(-42);
    /// s.push_int(u8::MAX);
    /// assert_eq!(s, "-42255");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_push_int` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn push_int<N: Integer>(&mut self, value: N) {
        if let Err(error) = self.try_push_int(value) {
            error.raise()
        }
    }
}
