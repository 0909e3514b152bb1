//! Bytes and text that can't be what they were to be, given back.

use super::ExCString;
use crate::error::{TryPushError, TryReserveError};
use crate::vec::ExVec;
use core::error::Error;
use core::fmt;
use core::str::Utf8Error;
use exalloc_core::Allocator;

/// Bytes with a NUL among them can't be a C string; here they are again, as a `B`.
///
/// # Examples
///
/// ```
/// use exalloc::{ExCString, SystemAllocator};
///
/// let error = ExCString::new(String::from("A\0da"), SystemAllocator).unwrap_err();
/// assert_eq!(error.nul_position(), 1);
/// assert_eq!(error.to_string(), "nul byte found in provided data at position: 1");
/// assert_eq!(error.into_bytes(), "A\0da");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct NulError<B> {
    position: usize,
    bytes: B,
}

impl<B> NulError<B> {
    #[inline]
    pub(super) const fn new(position: usize, bytes: B) -> Self {
        Self { position, bytes }
    }

    /// Tells how many bytes there are before the first NUL.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let error = ExCString::new("Ada\0", SystemAllocator).unwrap_err();
    /// assert_eq!(error.nul_position(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub const fn nul_position(&self) -> usize {
        self.position
    }

    /// Gives the bytes back, as what they came in.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let error = ExCString::new(String::from("A\0da"), SystemAllocator).unwrap_err();
    /// assert_eq!(error.into_bytes(), "A\0da", "the string itself");
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    #[doc(alias = "into_vec")]
    pub fn into_bytes(self) -> B {
        self.bytes
    }

    /// The same error of the same bytes in other clothes.
    #[inline]
    pub(super) fn map<C>(self, f: impl FnOnce(B) -> C) -> NulError<C> {
        NulError { position: self.position, bytes: f(self.bytes) }
    }
}

impl<B> fmt::Display for NulError<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // std's words, which tests of users match.
        write!(f, "nul byte found in provided data at position: {}", self.position)
    }
}

impl<B> fmt::Debug for NulError<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NulError").field("position", &self.position).finish_non_exhaustive()
    }
}

impl<B> Error for NulError<B> {}

/// Bytes could not become a C string, because of a NUL or because there was no room; both cases
/// hold the bytes, as a `B`.
///
/// `E` says what is wrong with the bytes, where something is.
///
/// # Examples
///
/// ```
/// use exalloc::c_string::TryNewError;
/// use exalloc::{BumpAllocator, ExCString};
///
/// let nothing = BumpAllocator::new(&mut []);
/// match ExCString::try_new("Ada", &nothing) {
///     Ok(_) => unreachable!(),
///     Err(TryNewError::Nul(error)) => panic!("at {}", error.nul_position()),
///     Err(TryNewError::NoRoom(failed)) => assert_eq!(failed.value, "Ada"),
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum TryNewError<B, E = NulError<B>> {
    /// The bytes are no C string, whatever room there is.
    Nul(E),
    /// The allocator had no block.
    NoRoom(TryPushError<B>),
}

impl<B> TryNewError<B> {
    /// Gives the bytes back, as what they came in.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExCString};
    ///
    /// let nothing = BumpAllocator::new(&mut []);
    /// for text in ["Ada", "A\0da"] {
    ///     assert_eq!(ExCString::try_new(text, &nothing).unwrap_err().into_bytes(), text);
    /// }
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> B {
        match self {
            Self::Nul(error) => error.bytes,
            Self::NoRoom(failed) => failed.value,
        }
    }
}

impl<A: Allocator> TryNewError<ExVec<u8, A>, FromVecWithNulError<A>> {
    /// Gives the bytes back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', 0, b'a', 0];
    /// let error = ExCString::try_from_vec_with_nul(bytes).unwrap_err();
    /// assert_eq!(error.into_bytes(), b"A\0a\0");
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> ExVec<u8, A> {
        match self {
            Self::Nul(error) => error.bytes,
            Self::NoRoom(failed) => failed.value,
        }
    }
}

impl<B, E: fmt::Display> fmt::Display for TryNewError<B, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nul(error) => error.fmt(f),
            Self::NoRoom(failed) => failed.fmt(f),
        }
    }
}

impl<B, E: fmt::Debug> fmt::Debug for TryNewError<B, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nul(error) => f.debug_tuple("Nul").field(error).finish(),
            Self::NoRoom(failed) => f.debug_tuple("NoRoom").field(failed).finish(),
        }
    }
}

impl<B, E: Error> Error for TryNewError<B, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Nul(error) => error.source(),
            Self::NoRoom(failed) => failed.source(),
        }
    }
}

/// Bytes that should end with their only NUL don't; here they are again.
///
/// # Examples
///
/// ```
/// use exalloc::{ExCString, SystemAllocator, ex_vec};
///
/// let error = ExCString::from_vec_with_nul(ex_vec![in SystemAllocator; b'A', 0, 0]).unwrap_err();
/// assert_eq!(error.to_string(), "data provided contains an interior nul byte at pos 1");
/// assert_eq!(error.nul_position(), Some(1));
///
/// let error = ExCString::from_vec_with_nul(ex_vec![in SystemAllocator; b'A']).unwrap_err();
/// assert_eq!(error.to_string(), "data provided is not nul terminated");
/// assert_eq!(error.nul_position(), None);
/// assert_eq!(error.into_bytes(), b"A");
/// ```
pub struct FromVecWithNulError<A: Allocator> {
    /// Where the NUL is that should not be there; `None` when there is none at all.
    position: Option<usize>,
    bytes: ExVec<u8, A>,
}

impl<A: Allocator> FromVecWithNulError<A> {
    #[inline]
    pub(super) const fn new(position: Option<usize>, bytes: ExVec<u8, A>) -> Self {
        Self { position, bytes }
    }

    /// Tells where the first NUL is, which isn't at the end; `None` when there is none at all.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', 0, 0];
    /// let error = ExCString::from_vec_with_nul(bytes).unwrap_err();
    /// assert_eq!(error.nul_position(), Some(1));
    /// ```
    #[inline]
    #[must_use]
    pub const fn nul_position(&self) -> Option<usize> {
        self.position
    }

    /// Lends the bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let error = ExCString::from_vec_with_nul(ex_vec![in SystemAllocator; b'A']).unwrap_err();
    /// assert_eq!(error.as_bytes(), b"A");
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
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let error = ExCString::from_vec_with_nul(ex_vec![in SystemAllocator; b'A']).unwrap_err();
    /// assert_eq!(error.into_bytes(), b"A");
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> ExVec<u8, A> {
        self.bytes
    }

    /// Copies the error, with its bytes on a clone of their allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let error = ExCString::from_vec_with_nul(ex_vec![in SystemAllocator; b'A']).unwrap_err();
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
        Ok(Self::new(self.position, self.bytes.try_clone()?))
    }
}

#[cfg(feature = "infallible")]
impl<A: Allocator + Clone> Clone for FromVecWithNulError<A> {
    /// [`try_clone`](FromVecWithNulError::try_clone) for callers that treat failure as fatal.
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

impl<A: Allocator, B: Allocator> PartialEq<FromVecWithNulError<B>> for FromVecWithNulError<A> {
    #[inline]
    fn eq(&self, other: &FromVecWithNulError<B>) -> bool {
        self.position == other.position && self.bytes == other.bytes
    }
}

impl<A: Allocator> Eq for FromVecWithNulError<A> {}

impl<A: Allocator> fmt::Display for FromVecWithNulError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // std's words, which tests of users match.
        match self.position {
            Some(at) => write!(f, "data provided contains an interior nul byte at pos {at}"),
            None => f.write_str("data provided is not nul terminated"),
        }
    }
}

impl<A: Allocator> fmt::Debug for FromVecWithNulError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromVecWithNulError")
            .field("position", &self.position)
            .field("bytes", &self.bytes)
            .finish()
    }
}

impl<A: Allocator> Error for FromVecWithNulError<A> {}

/// A C string isn't UTF-8; here it is again.
///
/// # Examples
///
/// ```
/// use exalloc::{ExCString, SystemAllocator};
///
/// let error = ExCString::new(b"A\xFF", SystemAllocator)?.into_string().unwrap_err();
/// assert_eq!(error.to_string(), "C string contained non-utf8 bytes");
/// assert_eq!(error.utf8_error().valid_up_to(), 1);
/// assert_eq!(error.into_c_string(), c"A\xFF");
/// # Ok::<(), exalloc::c_string::NulError<&[u8; 2]>>(())
/// ```
pub struct IntoStringError<A: Allocator> {
    c_string: ExCString<A>,
    error: Utf8Error,
}

impl<A: Allocator> IntoStringError<A> {
    #[inline]
    pub(super) const fn new(c_string: ExCString<A>, error: Utf8Error) -> Self {
        Self { c_string, error }
    }

    /// Gives the C string back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let error = ExCString::from_c_str_in(c"A\xFF", SystemAllocator).into_string().unwrap_err();
    /// assert_eq!(error.into_c_string(), c"A\xFF");
    /// ```
    #[inline]
    #[must_use = "the C string is dropped"]
    #[doc(alias = "into_cstring")]
    pub fn into_c_string(self) -> ExCString<A> {
        self.c_string
    }

    /// Tells what is wrong with it, and where.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let error = ExCString::from_c_str_in(c"A\xFF", SystemAllocator).into_string().unwrap_err();
    /// assert_eq!(error.utf8_error().valid_up_to(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub const fn utf8_error(&self) -> Utf8Error {
        self.error
    }

    /// Copies the error, with its C string on a clone of the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let c_string = ExCString::from_c_str_in(c"A\xFF", SystemAllocator);
    /// let error = c_string.into_string().unwrap_err();
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
        Ok(Self::new(self.c_string.try_clone()?, self.error))
    }
}

#[cfg(feature = "infallible")]
impl<A: Allocator + Clone> Clone for IntoStringError<A> {
    /// [`try_clone`](IntoStringError::try_clone) for callers that treat failure as fatal.
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

impl<A: Allocator, B: Allocator> PartialEq<IntoStringError<B>> for IntoStringError<A> {
    #[inline]
    fn eq(&self, other: &IntoStringError<B>) -> bool {
        self.c_string == other.c_string && self.error == other.error
    }
}

impl<A: Allocator> Eq for IntoStringError<A> {}

impl<A: Allocator> fmt::Display for IntoStringError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // std's words, which tests of users match.
        f.write_str("C string contained non-utf8 bytes")
    }
}

impl<A: Allocator> fmt::Debug for IntoStringError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoStringError")
            .field("c_string", &self.c_string)
            .field("error", &self.error)
            .finish()
    }
}

impl<A: Allocator> Error for IntoStringError<A> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}
