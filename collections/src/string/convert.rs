//! Conversions.

use super::ExString;
use crate::boxed::ExBox;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<A: Allocator + Default> Default for ExString<A> {
    /// Makes an empty string, without asking the allocator for anything.
    #[inline]
    fn default() -> Self {
        Self::new(A::default())
    }
}

impl<A: Allocator> From<ExString<A>> for ExVec<u8, A> {
    /// [`ExString::into_bytes`].
    #[inline]
    fn from(string: ExString<A>) -> Self {
        string.into_bytes()
    }
}

impl<A: Allocator> From<ExBox<str, A>> for ExString<A> {
    /// [`ExBox::into_string`].
    #[inline]
    fn from(boxed: ExBox<str, A>) -> Self {
        ExBox::into_string(boxed)
    }
}

#[cfg(feature = "infallible")]
mod allocating {
    use super::{Allocator, ExBox, ExString};
    use core::convert::Infallible;
    use core::str::FromStr;

    impl<A: Allocator + Default> From<&str> for ExString<A> {
        /// [`ExString::from_str_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(text: &str) -> Self {
            Self::from_str_in(text, A::default())
        }
    }

    impl<A: Allocator + Default> From<&mut str> for ExString<A> {
        /// [`ExString::from_str_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(text: &mut str) -> Self {
            Self::from_str_in(text, A::default())
        }
    }

    impl<A: Allocator + Default> From<char> for ExString<A> {
        /// A string of one character, on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(ch: char) -> Self {
            Self::from_str_in(ch.encode_utf8(&mut [0; 4]), A::default())
        }
    }

    impl<A: Allocator + Clone> From<&ExString<A>> for ExString<A> {
        /// [`clone`](Clone::clone).
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(string: &ExString<A>) -> Self {
            string.clone()
        }
    }

    impl<A: Allocator> From<ExString<A>> for ExBox<str, A> {
        /// [`ExString::into_boxed_str`].
        ///
        /// # Panics
        ///
        /// When no smaller block is to be had.
        #[inline]
        #[track_caller]
        fn from(string: ExString<A>) -> Self {
            string.into_boxed_str()
        }
    }

    impl<A: Allocator + Default> FromStr for ExString<A> {
        type Err = Infallible;

        /// [`ExString::from_str_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from_str(text: &str) -> Result<Self, Infallible> {
            Ok(Self::from_str_in(text, A::default()))
        }
    }
}
