//! A string from bytes.

use super::{ExString, FromUtf8Error};
use crate::vec::ExVec;
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
            Err(error) => Err(FromUtf8Error::new(bytes, error)),
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
}
