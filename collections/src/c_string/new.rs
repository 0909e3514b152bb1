//! A C string from bytes that are copied.

use super::{ExCString, NulError, TryNewError, find_nul};
use crate::error::{TryPushError, TryReserveError};
use crate::vec::ExVec;
use core::ffi::CStr;
use exalloc_core::Allocator;

impl<A: Allocator> ExCString<A> {
    /// Copies bytes into a new C string and puts a NUL behind them, or hands them back.
    ///
    /// The room is exact. Bytes that are in a vector or a string of the same allocator needn't be
    /// copied: [`try_from_vec`](Self::try_from_vec),
    /// [`ExString::try_into_c_string`](crate::ExString::try_into_c_string). A `CStr` is copied by
    /// [`try_from_c_str_in`](Self::try_from_c_str_in).
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, InlineBump};
    ///
    /// let bump = InlineBump::<16>::new();
    /// let name = ExCString::try_new("Ada", &bump)?;
    /// assert_eq!(name, c"Ada");
    /// assert!(ExCString::try_new("Ada, Countess of Lovelace", &bump).is_err());
    /// # Ok::<(), exalloc::c_string::TryNewError<&str>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a NUL is among the bytes, and when there is no room. The error holds `bytes`.
    pub fn try_new<B: AsRef<[u8]>>(bytes: B, alloc: A) -> Result<Self, TryNewError<B>> {
        // Once: another call might lend other bytes.
        let text = bytes.as_ref();
        if let Some(position) = find_nul(text) {
            // Dropped behind the result, an allocator whose destructor panics would leak the bytes
            // (rust-lang/rust#47949).
            drop(alloc);
            return Err(TryNewError::Nul(NulError::new(position, bytes)));
        }
        // SAFETY: just checked.
        match unsafe { copy(text, alloc) } {
            Ok(c_string) => {
                // As above: bytes whose destructor panics would leak the C string.
                drop(bytes);
                Ok(c_string)
            }
            Err(error) => Err(TryNewError::NoRoom(TryPushError::new(bytes, error))),
        }
    }

    /// [`try_new`](Self::try_new) for callers that treat lack of memory as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// assert_eq!(ExCString::new("Ada", SystemAllocator)?, c"Ada");
    /// let error = ExCString::new("A\0da", SystemAllocator).unwrap_err();
    /// assert_eq!(error.nul_position(), 1);
    /// # Ok::<(), exalloc::c_string::NulError<&str>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a NUL is among the bytes. The error holds `bytes`.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn new<B: AsRef<[u8]>>(bytes: B, alloc: A) -> Result<Self, NulError<B>> {
        match Self::try_new(bytes, alloc) {
            Ok(c_string) => Ok(c_string),
            Err(TryNewError::Nul(error)) => Err(error),
            Err(TryNewError::NoRoom(failed)) => failed.error.raise(),
        }
    }

    /// Copies a `CStr` into a new C string. There is no NUL to be found, for it has none inside.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let name = ExCString::try_from_c_str_in(c"Ada", SystemAllocator)?;
    /// assert_eq!(name, c"Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The allocator is dropped then; pass `&allocator` to keep it.
    #[inline]
    #[doc(alias = "strdup", alias = "to_owned")]
    pub fn try_from_c_str_in(text: &CStr, alloc: A) -> Result<Self, TryReserveError> {
        // SAFETY: a `CStr` has no NUL but the one at its end, which isn't copied.
        unsafe { copy(text.to_bytes(), alloc) }
    }

    /// [`try_from_c_str_in`](Self::try_from_c_str_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExCString, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let name = ExCString::from_c_str_in(c"Ada", &arena);
    /// assert_eq!(name, c"Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_c_str_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    #[doc(alias = "strdup", alias = "to_owned")]
    pub fn from_c_str_in(text: &CStr, alloc: A) -> Self {
        match Self::try_from_c_str_in(text, alloc) {
            Ok(c_string) => c_string,
            Err(error) => error.raise(),
        }
    }
}

/// Copies bytes, and puts a NUL behind them.
///
/// # Safety
///
/// No NUL is among them.
unsafe fn copy<A: Allocator>(text: &[u8], alloc: A) -> Result<ExCString<A>, TryReserveError> {
    // Can't overflow: a slice has at most `isize::MAX` bytes. Exactly what is needed, so that
    // nothing grows or shrinks below.
    let mut bytes = ExVec::try_with_capacity(text.len() + 1, alloc)?;
    bytes.try_extend_from_slice(text)?;
    // SAFETY: forwarded.
    Ok(unsafe { ExCString::try_from_vec_unchecked(bytes) }?)
}
