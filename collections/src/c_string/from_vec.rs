//! A C string from a vector, whose block it takes over.

use super::{ExCString, FromVecWithNulError, NulError, TryNewError, find_nul};
use crate::error::TryPushError;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<A: Allocator> ExCString<A> {
    /// Puts a NUL behind a vector's bytes, and takes them for a C string; hands the vector back
    /// when that can't be.
    ///
    /// The vector's block becomes the C string's. It grows by one byte where there is no room for
    /// the NUL, and gives back what is beyond the NUL where there is more: at most one change of
    /// its size.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let name = ExCString::try_from_vec(ex_vec![in SystemAllocator; b'A', b'd', b'a'])?;
    /// assert_eq!(name, c"Ada");
    ///
    /// let error = ExCString::try_from_vec(ex_vec![in SystemAllocator; b'A', 0]).unwrap_err();
    /// assert_eq!(error.into_bytes(), b"A\0");
    /// # Ok::<(), exalloc::c_string::TryNewError<exalloc::ExVec<u8, SystemAllocator>>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a NUL is among the bytes; when there is no room for the NUL, or no smaller block to be
    /// had. The error holds the vector, with the bytes that it had.
    pub fn try_from_vec(bytes: ExVec<u8, A>) -> Result<Self, TryNewError<ExVec<u8, A>>> {
        match find_nul(&bytes) {
            Some(position) => Err(TryNewError::Nul(NulError::new(position, bytes))),
            // SAFETY: just checked.
            None => unsafe { Self::try_from_vec_unchecked(bytes) }.map_err(TryNewError::NoRoom),
        }
    }

    /// [`try_from_vec`](Self::try_from_vec) for callers that treat lack of memory as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let name = ExCString::from_vec(ex_vec![in SystemAllocator; b'A', b'd', b'a']);
    /// assert_eq!(name.unwrap(), c"Ada");
    /// ```
    ///
    /// # Errors
    ///
    /// When a NUL is among the bytes. The error holds the vector.
    ///
    /// # Panics
    ///
    /// When there is no room for the NUL, or no smaller block to be had.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn from_vec(bytes: ExVec<u8, A>) -> Result<Self, NulError<ExVec<u8, A>>> {
        match Self::try_from_vec(bytes) {
            Ok(c_string) => Ok(c_string),
            Err(TryNewError::Nul(error)) => Err(error),
            Err(TryNewError::NoRoom(failed)) => failed.error.raise(),
        }
    }

    /// [`try_from_vec`](Self::try_from_vec) without looking for NULs.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', b'd', b'a'];
    /// // SAFETY: none of the three is zero.
    /// let name = unsafe { ExCString::try_from_vec_unchecked(bytes) }?;
    /// assert_eq!(name, c"Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room for the NUL, or no smaller block to be had. The error holds the
    /// vector, with the bytes that it had.
    ///
    /// # Safety
    ///
    /// No NUL is among the bytes.
    pub unsafe fn try_from_vec_unchecked(
        mut bytes: ExVec<u8, A>,
    ) -> Result<Self, TryPushError<ExVec<u8, A>>> {
        debug_assert!(find_nul(&bytes).is_none());
        if let Err(error) = bytes.try_reserve_exact(1) {
            return Err(TryPushError::new(bytes, error));
        }
        let pushed = bytes.push_within_capacity(0);
        debug_assert!(pushed.is_ok());
        match bytes.try_into_boxed_slice() {
            // INVARIANT 1: our caller's promise, and the NUL pushed above.
            Ok(bytes) => Ok(Self { bytes }),
            Err(mut failed) => {
                failed.value.pop();
                Err(failed)
            }
        }
    }

    /// [`try_from_vec_unchecked`](Self::try_from_vec_unchecked) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', b'd', b'a'];
    /// // SAFETY: none of the three is zero.
    /// let name = unsafe { ExCString::from_vec_unchecked(bytes) };
    /// assert_eq!(name, c"Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_vec_unchecked` returns an error.
    ///
    /// # Safety
    ///
    /// No NUL is among the bytes.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub unsafe fn from_vec_unchecked(bytes: ExVec<u8, A>) -> Self {
        // SAFETY: forwarded.
        match unsafe { Self::try_from_vec_unchecked(bytes) } {
            Ok(c_string) => c_string,
            Err(failed) => failed.error.raise(),
        }
    }

    /// Takes a vector's bytes, whose last is their only NUL, for a C string; hands the vector back
    /// when that can't be.
    ///
    /// The vector's block becomes the C string's, and gives back what is beyond the NUL.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::c_string::TryNewError;
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let name = ExCString::try_from_vec_with_nul(ex_vec![in SystemAllocator; b'A', 0]);
    /// assert_eq!(name.unwrap(), c"A");
    ///
    /// let none = ExCString::try_from_vec_with_nul(ex_vec![in SystemAllocator; b'A']);
    /// let Err(TryNewError::Nul(error)) = none else { unreachable!() };
    /// assert_eq!(error.into_bytes(), b"A");
    /// ```
    ///
    /// # Errors
    ///
    /// When the last byte isn't the only NUL, and when no smaller block is to be had. The error
    /// holds the vector.
    pub fn try_from_vec_with_nul(
        bytes: ExVec<u8, A>,
    ) -> Result<Self, TryNewError<ExVec<u8, A>, FromVecWithNulError<A>>> {
        match find_nul(&bytes) {
            // Can't overflow: a position within the vector.
            Some(position) if position + 1 == bytes.len() => {
                // SAFETY: just checked.
                unsafe { Self::try_from_vec_with_nul_unchecked(bytes) }.map_err(TryNewError::NoRoom)
            }
            position => Err(TryNewError::Nul(FromVecWithNulError::new(position, bytes))),
        }
    }

    /// [`try_from_vec_with_nul`](Self::try_from_vec_with_nul) for callers that treat lack of memory
    /// as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let name = ExCString::from_vec_with_nul(ex_vec![in SystemAllocator; b'A', 0])?;
    /// assert_eq!(name, c"A");
    /// # Ok::<(), exalloc::c_string::FromVecWithNulError<SystemAllocator>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the last byte isn't the only NUL. The error holds the vector.
    ///
    /// # Panics
    ///
    /// When no smaller block is to be had.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn from_vec_with_nul(bytes: ExVec<u8, A>) -> Result<Self, FromVecWithNulError<A>> {
        match Self::try_from_vec_with_nul(bytes) {
            Ok(c_string) => Ok(c_string),
            Err(TryNewError::Nul(error)) => Err(error),
            Err(TryNewError::NoRoom(failed)) => failed.error.raise(),
        }
    }

    /// [`try_from_vec_with_nul`](Self::try_from_vec_with_nul) without looking for NULs.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', 0];
    /// // SAFETY: the last of the two is the only zero.
    /// let name = unsafe { ExCString::try_from_vec_with_nul_unchecked(bytes) }?;
    /// assert_eq!(name, c"A");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block is to be had. The error holds the vector.
    ///
    /// # Safety
    ///
    /// The last byte is a NUL, and no other is.
    #[inline]
    pub unsafe fn try_from_vec_with_nul_unchecked(
        bytes: ExVec<u8, A>,
    ) -> Result<Self, TryPushError<ExVec<u8, A>>> {
        debug_assert!(find_nul(&bytes).is_some_and(|at| at + 1 == bytes.len()));
        // INVARIANT 1: our caller's promise.
        Ok(Self { bytes: bytes.try_into_boxed_slice()? })
    }

    /// [`try_from_vec_with_nul_unchecked`](Self::try_from_vec_with_nul_unchecked) for callers that
    /// treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator, ex_vec};
    ///
    /// let bytes = ex_vec![in SystemAllocator; b'A', 0];
    /// // SAFETY: the last of the two is the only zero.
    /// let name = unsafe { ExCString::from_vec_with_nul_unchecked(bytes) };
    /// assert_eq!(name, c"A");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_vec_with_nul_unchecked` returns an error.
    ///
    /// # Safety
    ///
    /// The last byte is a NUL, and no other is.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[must_use]
    pub unsafe fn from_vec_with_nul_unchecked(bytes: ExVec<u8, A>) -> Self {
        // SAFETY: forwarded.
        match unsafe { Self::try_from_vec_with_nul_unchecked(bytes) } {
            Ok(c_string) => c_string,
            Err(failed) => failed.error.raise(),
        }
    }
}
