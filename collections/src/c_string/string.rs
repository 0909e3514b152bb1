//! C strings from text, and text from C strings.

#[cfg(feature = "infallible")]
use super::NulError;
use super::{ExCString, IntoStringError, TryNewError};
use crate::error::TryPushError;
use crate::string::ExString;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Puts a NUL behind the text, and gives up the string for a C string; hands the string back
    /// when that can't be.
    ///
    /// The string's block becomes the C string's, as by
    /// [`ExCString::try_from_vec`](crate::ExCString::try_from_vec).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Grüße", SystemAllocator);
    /// assert_eq!(s.try_into_c_string()?, c"Grüße");
    ///
    /// let s = ExString::from_str_in("A\0da", SystemAllocator);
    /// assert_eq!(s.try_into_c_string().unwrap_err().into_bytes(), "A\0da");
    /// # Ok::<(), exalloc::c_string::TryNewError<ExString<SystemAllocator>>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a NUL is in the text; when there is no room for the NUL, or no smaller block to be had.
    /// The error holds the string.
    pub fn try_into_c_string(self) -> Result<ExCString<A>, TryNewError<Self>> {
        // SAFETY: below: the bytes of this string, as they were.
        let back = |bytes: ExVec<u8, A>| unsafe { Self::from_utf8_unchecked(bytes) };
        ExCString::try_from_vec(self.into_bytes()).map_err(|error| match error {
            TryNewError::Nul(error) => TryNewError::Nul(error.map(back)),
            TryNewError::NoRoom(failed) => {
                TryNewError::NoRoom(TryPushError::new(back(failed.value), failed.error))
            }
        })
    }

    /// [`try_into_c_string`](Self::try_into_c_string) for callers that treat lack of memory as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Ada", SystemAllocator).into_c_string()?;
    /// assert_eq!(s, c"Ada");
    /// # Ok::<(), exalloc::c_string::NulError<ExString<SystemAllocator>>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a NUL is in the text. The error holds the string.
    ///
    /// # Panics
    ///
    /// When there is no room for the NUL, or no smaller block to be had.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn into_c_string(self) -> Result<ExCString<A>, NulError<Self>> {
        match self.try_into_c_string() {
            Ok(c_string) => Ok(c_string),
            Err(TryNewError::Nul(error)) => Err(error),
            Err(TryNewError::NoRoom(failed)) => failed.error.raise(),
        }
    }
}

impl<A: Allocator> ExCString<A> {
    /// Gives up the C string for a string, after looking whether it is UTF-8; hands it back when it
    /// isn't. Nothing is copied.
    ///
    /// The NUL goes, and leaves room for one byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Grüße", SystemAllocator).into_string()?;
    /// assert_eq!(s, "Grüße");
    ///
    /// let latin_1 = ExCString::from_c_str_in(c"Gr\xFC\xDFe", SystemAllocator);
    /// let error = latin_1.into_string().unwrap_err();
    /// assert_eq!(error.into_c_string(), c"Gr\xFC\xDFe");
    /// # Ok::<(), exalloc::c_string::IntoStringError<SystemAllocator>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When it isn't UTF-8. The error holds the C string.
    pub fn into_string(self) -> Result<ExString<A>, IntoStringError<A>> {
        match core::str::from_utf8(self.as_bytes()) {
            // SAFETY: just checked.
            Ok(_) => Ok(unsafe { ExString::from_utf8_unchecked(self.into_bytes()) }),
            Err(error) => Err(IntoStringError::new(self, error)),
        }
    }
}

impl<A: Allocator> TryFrom<ExCString<A>> for ExString<A> {
    type Error = IntoStringError<A>;

    /// [`ExCString::into_string`].
    #[inline]
    fn try_from(c_string: ExCString<A>) -> Result<Self, IntoStringError<A>> {
        c_string.into_string()
    }
}
