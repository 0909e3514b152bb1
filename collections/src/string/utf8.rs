//! A string from bytes.

use super::ExString;
use crate::error::TryReserveError;
use crate::vec::ExVec;
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Takes bytes for text, after looking whether they are; hands them back when they aren't.
    ///
    /// Nothing is copied: the vector's block becomes the string's.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let s = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', b'd', b'a'])?;
    /// assert_eq!(s, "Ada");
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', 0xFF]).unwrap_err();
    /// assert_eq!(error.utf8_error().valid_up_to(), 1);
    /// assert_eq!(error.into_bytes(), [b'A', 0xFF]);
    /// # Ok::<(), exalloc::string::FromUtf8Error<SystemAllocator>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the bytes aren't valid UTF-8.
    ///
    /// # Complexity
    ///
    /// Linear in the number of bytes.
    #[inline]
    pub fn from_utf8(bytes: ExVec<u8, A>) -> Result<Self, FromUtf8Error<A>> {
        match core::str::from_utf8(&bytes) {
            // INVARIANT 1: just checked.
            Ok(_) => Ok(Self { vec: bytes }),
            Err(error) => Err(FromUtf8Error { bytes, error }),
        }
    }

    /// Takes bytes for text without looking.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', b'd', b'a'];
    /// // SAFETY: ASCII is UTF-8.
    /// let s = unsafe { ExString::from_utf8_unchecked(bytes) };
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Safety
    ///
    /// They are valid UTF-8.
    #[inline]
    #[must_use]
    pub const unsafe fn from_utf8_unchecked(bytes: ExVec<u8, A>) -> Self {
        // INVARIANT 1: our caller's promise.
        Self { vec: bytes }
    }

    /// Copies bytes into a new string, with U+FFFD in place of what isn't UTF-8.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::try_from_utf8_lossy_in(b"A\xFFda", SystemAllocator)?;
    /// assert_eq!(s, "A\u{FFFD}da");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    pub fn try_from_utf8_lossy_in(bytes: &[u8], alloc: A) -> Result<Self, TryReserveError> {
        // Most often nothing is replaced, and the room is exact.
        let mut string = Self::try_with_capacity(bytes.len(), alloc)?;
        for chunk in bytes.utf8_chunks() {
            string.try_push_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                string.try_push(char::REPLACEMENT_CHARACTER)?;
            }
        }
        Ok(string)
    }

    /// [`try_from_utf8_lossy_in`](Self::try_from_utf8_lossy_in) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_utf8_lossy_in(b"Ada", SystemAllocator);
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_utf8_lossy_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub fn from_utf8_lossy_in(bytes: &[u8], alloc: A) -> Self {
        match Self::try_from_utf8_lossy_in(bytes, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }
}

/// Bytes aren't valid UTF-8; here they are again.
///
/// # Examples
///
/// See [`ExString::from_utf8`].
pub struct FromUtf8Error<A: Allocator> {
    bytes: ExVec<u8, A>,
    error: Utf8Error,
}

impl<A: Allocator> FromUtf8Error<A> {
    /// Lends the bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; 0xFF]).unwrap_err();
    /// assert_eq!(error.as_bytes(), [0xFF]);
    /// ```
    #[inline]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Gives the bytes back.
    ///
    /// # Examples
    ///
    /// See [`ExString::from_utf8`].
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> ExVec<u8, A> {
        self.bytes
    }

    /// Tells what is wrong with them, and where.
    ///
    /// # Examples
    ///
    /// See [`ExString::from_utf8`].
    #[inline]
    #[must_use]
    pub const fn utf8_error(&self) -> Utf8Error {
        self.error
    }
}

impl<A: Allocator> fmt::Display for FromUtf8Error<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<A: Allocator> fmt::Debug for FromUtf8Error<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromUtf8Error")
            .field("bytes", &self.bytes)
            .field("error", &self.error)
            .finish()
    }
}

// No `source`: the display above is that of the cause.
impl<A: Allocator> Error for FromUtf8Error<A> {}
