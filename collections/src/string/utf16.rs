//! A string from units of UTF-16.

use super::{ExString, FromUtf16Error, TryFromUtf16Error};
use crate::error::TryReserveError;
use exalloc_core::Allocator;

/// How many bytes of UTF-8 the units are: exact where they are valid UTF-16, and a byte too few for
/// each lone surrogate with U+FFFD in its place.
fn utf8_len(units: &[u16]) -> usize {
    let bytes = units.iter().map(|unit| match unit {
        ..=0x7F => 1,
        // A surrogate pair is four bytes.
        ..=0x7FF | 0xD800..=0xDFFF => 2,
        _ => 3,
    });
    // Can't overflow: units are at most a quarter of the address space in number.
    bytes.sum()
}

impl<A: Allocator> ExString<A> {
    /// Makes a string of UTF-16, with room for no more than that.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let units = [0x0041, 0x0064, 0x0061, 0xD83D, 0xDE00];
    /// let s = ExString::try_from_utf16(&units, SystemAllocator)?;
    /// assert_eq!(s, "Ada😀");
    /// # Ok::<(), exalloc::string::TryFromUtf16Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the units aren't valid UTF-16, and when there is no room.
    ///
    /// # Complexity
    ///
    /// Linear in the number of units.
    pub fn try_from_utf16(units: &[u16], alloc: A) -> Result<Self, TryFromUtf16Error> {
        let mut string = Self::try_with_capacity(utf8_len(units), alloc)?;
        for ch in char::decode_utf16(units.iter().copied()) {
            string.try_push(ch.map_err(|_| FromUtf16Error::LONE_SURROGATE)?)?;
        }
        Ok(string)
    }

    /// [`try_from_utf16`](Self::try_from_utf16) for callers that treat lack of memory as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_utf16(&[0x0041, 0x0064, 0x0061], SystemAllocator)?;
    /// assert_eq!(s, "Ada");
    /// assert!(ExString::from_utf16(&[0xD83D], SystemAllocator).is_err());
    /// # Ok::<(), exalloc::string::FromUtf16Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the units aren't valid UTF-16.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn from_utf16(units: &[u16], alloc: A) -> Result<Self, FromUtf16Error> {
        match Self::try_from_utf16(units, alloc) {
            Ok(string) => Ok(string),
            Err(TryFromUtf16Error::NotUtf16(error)) => Err(error),
            Err(TryFromUtf16Error::NoRoom(error)) => error.raise(),
        }
    }

    /// Makes a string of UTF-16, with U+FFFD in place of each lone surrogate.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::try_from_utf16_lossy(&[0xD83D, 0x0041, 0xDE00], SystemAllocator)?;
    /// assert_eq!(s, "\u{FFFD}A\u{FFFD}");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Complexity
    ///
    /// Linear in the number of units.
    pub fn try_from_utf16_lossy(units: &[u16], alloc: A) -> Result<Self, TryReserveError> {
        // Most often nothing is replaced, and the room is exact.
        let mut string = Self::try_with_capacity(utf8_len(units), alloc)?;
        for ch in char::decode_utf16(units.iter().copied()) {
            string.try_push(ch.unwrap_or(char::REPLACEMENT_CHARACTER))?;
        }
        Ok(string)
    }

    /// [`try_from_utf16_lossy`](Self::try_from_utf16_lossy) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_utf16_lossy(&[0x0041, 0xD83D], SystemAllocator);
    /// assert_eq!(s, "A\u{FFFD}");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_utf16_lossy` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    #[must_use]
    pub fn from_utf16_lossy(units: &[u16], alloc: A) -> Self {
        match Self::try_from_utf16_lossy(units, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }
}
