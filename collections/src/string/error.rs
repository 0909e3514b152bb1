//! Bytes and units that aren't text.

use crate::error::TryReserveError;
use crate::vec::ExVec;
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;
use exalloc_core::Allocator;

/// Bytes aren't valid UTF-8; here they are again.
///
/// # Examples
///
/// ```
/// use exalloc::{ExString, SystemAllocator, ex_vec};
///
/// let error = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', 0xFF]).unwrap_err();
/// assert_eq!(error.to_string(), "invalid utf-8 sequence of 1 bytes from index 1");
/// assert_eq!(error.into_utf8_lossy(), "A\u{FFFD}");
/// ```
pub struct FromUtf8Error<A: Allocator> {
    pub(super) bytes: ExVec<u8, A>,
    pub(super) error: Utf8Error,
}

impl<A: Allocator> FromUtf8Error<A> {
    #[inline]
    pub(super) const fn new(bytes: ExVec<u8, A>, error: Utf8Error) -> Self {
        Self { bytes, error }
    }

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
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', 0xFF]).unwrap_err();
    /// assert_eq!(error.into_bytes(), [b'A', 0xFF]);
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> ExVec<u8, A> {
        self.bytes
    }

    /// Tells what is wrong with them, and where.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; b'A', 0xFF]).unwrap_err();
    /// assert_eq!(error.utf8_error().valid_up_to(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub const fn utf8_error(&self) -> Utf8Error {
        self.error
    }

    /// Copies the error, with its bytes on a clone of their allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator, ex_vec};
    ///
    /// let error = ExString::from_utf8(ex_vec![in SystemAllocator; 0xFF]).unwrap_err();
    /// assert_eq!(error.try_clone()?, error);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    pub fn try_clone(&self) -> Result<Self, TryReserveError>
    where
        A: Clone,
    {
        Ok(Self { bytes: self.bytes.try_clone()?, error: self.error })
    }
}

#[cfg(feature = "infallible")]
impl<A: Allocator + Clone> Clone for FromUtf8Error<A> {
    /// [`try_clone`](FromUtf8Error::try_clone) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// Whenever `try_clone` returns an error.
    #[track_caller]
    fn clone(&self) -> Self {
        match self.try_clone() {
            Ok(error) => error,
            Err(error) => error.raise(),
        }
    }
}

impl<A: Allocator, B: Allocator> PartialEq<FromUtf8Error<B>> for FromUtf8Error<A> {
    #[inline]
    fn eq(&self, other: &FromUtf8Error<B>) -> bool {
        self.bytes == other.bytes && self.error == other.error
    }
}

impl<A: Allocator> Eq for FromUtf8Error<A> {}

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

/// Units of 16 bits aren't valid UTF-16: one of them is half of a surrogate pair, without the other
/// half beside it.
///
/// # Examples
///
/// ```
/// use exalloc::{ExString, SystemAllocator};
///
/// let error = ExString::from_utf16(&[0xD83D, 0x0041], SystemAllocator).unwrap_err();
/// assert_eq!(error.to_string(), "invalid utf-16: lone surrogate found");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FromUtf16Error(());

impl FromUtf16Error {
    pub(super) const LONE_SURROGATE: Self = Self(());
}

impl fmt::Display for FromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // std's words, which tests of users match.
        f.write_str("invalid utf-16: lone surrogate found")
    }
}

impl Error for FromUtf16Error {}

/// Units of 16 bits could not become text, because they aren't valid UTF-16 or because there was no
/// room.
///
/// Both causes convert into it, so that `?` works on either in a function that returns it.
///
/// # Examples
///
/// ```
/// use exalloc::string::TryFromUtf16Error;
/// use exalloc::{BumpAllocator, ExString};
///
/// let nothing = BumpAllocator::new(&mut []);
/// match ExString::try_from_utf16(&[0x0041], &nothing) {
///     Ok(_) => unreachable!(),
///     Err(TryFromUtf16Error::NotUtf16(error)) => panic!("{error}"),
///     Err(TryFromUtf16Error::NoRoom(error)) => {
///         assert_eq!(error.to_string(), "no memory for a block of 1 bytes aligned to 1");
///     }
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TryFromUtf16Error {
    /// The units are no text, whatever room there is.
    NotUtf16(FromUtf16Error),
    /// The allocator had no block.
    NoRoom(TryReserveError),
}

impl From<FromUtf16Error> for TryFromUtf16Error {
    #[inline]
    fn from(error: FromUtf16Error) -> Self {
        Self::NotUtf16(error)
    }
}

impl From<TryReserveError> for TryFromUtf16Error {
    #[inline]
    fn from(error: TryReserveError) -> Self {
        Self::NoRoom(error)
    }
}

impl fmt::Display for TryFromUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf16(error) => error.fmt(f),
            Self::NoRoom(error) => error.fmt(f),
        }
    }
}

// No `source`: the display above is that of the cause.
impl Error for TryFromUtf16Error {}
