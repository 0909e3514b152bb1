//! A string from bytes that needn't be UTF-8.

use super::{ExString, FromUtf8Error};
use crate::error::{TryPushError, TryReserveError};
use exalloc_core::Allocator;

/// U+FFFD, [`char::REPLACEMENT_CHARACTER`].
const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

impl<A: Allocator> ExString<A> {
    /// Copies bytes into a new string, with U+FFFD in place of what isn't UTF-8.
    ///
    /// It is always a string of its own, where std's function gives a `Cow` that borrows bytes
    /// which are valid. Who wants to borrow those asks [`core::str::from_utf8`] first.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::try_from_utf8_lossy(b"A\xFFda", SystemAllocator)?;
    /// assert_eq!(s, "A\u{FFFD}da");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    pub fn try_from_utf8_lossy(bytes: &[u8], alloc: A) -> Result<Self, TryReserveError> {
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

    /// [`try_from_utf8_lossy`](Self::try_from_utf8_lossy) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_utf8_lossy(b"Ada", SystemAllocator);
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_utf8_lossy` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub fn from_utf8_lossy(bytes: &[u8], alloc: A) -> Self {
        match Self::try_from_utf8_lossy(bytes, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }
}

impl<A: Allocator> FromUtf8Error<A> {
    /// Makes text of the bytes, with U+FFFD in place of what isn't UTF-8; hands the error back when
    /// there is no room.
    ///
    /// The bytes change in place: their block grows where U+FFFD is longer than what it replaces.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', 0xFF]).unwrap_err();
    /// assert_eq!(error.try_into_utf8_lossy()?, "A\u{FFFD}");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The error holds this one, with the bytes that it had.
    ///
    /// # Complexity
    ///
    /// Linear in the number of bytes.
    pub fn try_into_utf8_lossy(mut self) -> Result<ExString<A>, TryPushError<Self>> {
        let (valid, len) = (self.error.valid_up_to(), self.bytes.len());
        // What is replaced has one to three bytes, and U+FFFD has three: no more than twice the
        // number of bytes, which can't overflow.
        let more = self.bytes[valid..].utf8_chunks().map(|chunk| match chunk.invalid().len() {
            0 => 0,
            replaced => REPLACEMENT.len() - replaced,
        });
        let more = more.sum();
        if let Err(error) = self.bytes.try_reserve_exact(more) {
            return Err(TryPushError::new(self, error));
        }
        let mut bytes = self.bytes;
        let resized = bytes.try_resize(len + more, 0);
        debug_assert!(resized.is_ok(), "there was room");
        // What may have to move goes to the end. From there it comes back piece by piece, and never
        // reaches what is still to come: the gap is as long as all that is missing in it.
        bytes.copy_within(valid..len, valid + more);
        let (mut written, mut read) = (valid, valid + more);
        while let Some(chunk) = bytes[read..].utf8_chunks().next() {
            let (text, replaced) = (chunk.valid().len(), chunk.invalid().len());
            bytes.copy_within(read..read + text, written);
            written += text;
            read += text + replaced;
            if replaced > 0 {
                bytes[written..written + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                written += REPLACEMENT.len();
            }
        }
        debug_assert_eq!(written, bytes.len());
        // SAFETY: text, then pieces of text and U+FFFD, from the first byte to the last.
        Ok(unsafe { ExString::from_utf8_unchecked(bytes) })
    }

    /// [`try_into_utf8_lossy`](Self::try_into_utf8_lossy) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', 0xFF]).unwrap_err();
    /// assert_eq!(error.into_utf8_lossy(), "A\u{FFFD}");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_into_utf8_lossy` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    #[must_use = "the bytes are dropped"]
    pub fn into_utf8_lossy(self) -> ExString<A> {
        match self.try_into_utf8_lossy() {
            Ok(string) => string,
            Err(failed) => failed.error.raise(),
        }
    }
}
