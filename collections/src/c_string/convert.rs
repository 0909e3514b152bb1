//! Conversions.

use super::ExCString;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<A: Allocator> From<ExCString<A>> for ExVec<u8, A> {
    /// [`ExCString::into_bytes`]: without the NUL.
    #[inline]
    fn from(c_string: ExCString<A>) -> Self {
        c_string.into_bytes()
    }
}

#[cfg(feature = "infallible")]
mod allocating {
    use super::{Allocator, ExCString};
    use core::ffi::CStr;

    impl<A: Allocator + Default> Default for ExCString<A> {
        /// Makes an empty C string on the default allocator: one byte, the NUL.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn default() -> Self {
            Self::from_c_str_in(c"", A::default())
        }
    }

    impl<A: Allocator + Default> From<&CStr> for ExCString<A> {
        /// [`ExCString::from_c_str_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(text: &CStr) -> Self {
            Self::from_c_str_in(text, A::default())
        }
    }
}
