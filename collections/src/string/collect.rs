//! `extend` and `collect`, for each kind of piece that `String` knows.
//!
//! One impl for each, as std has them, rather than one for all of them.

use super::ExString;
use crate::boxed::ExBox;
use exalloc_core::Allocator;

impl<A: Allocator> Extend<char> for ExString<A> {
    /// [`try_extend`](ExString::try_extend) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// Whenever `try_extend` returns an error.
    #[track_caller]
    fn extend<I: IntoIterator<Item = char>>(&mut self, iter: I) {
        if let Err(failed) = self.try_extend(iter) {
            failed.error.raise()
        }
    }
}

impl<A: Allocator + Default> FromIterator<char> for ExString<A> {
    /// [`ExString::try_extend`] of an empty string on the default allocator.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        let mut string = Self::default();
        string.extend(iter);
        string
    }
}

/// The same for pieces of another type, which has these parameters.
macro_rules! pieces {
    ($piece:ty, $parameter:tt $(: $bound:ident)?) => {
        impl<$parameter $(: $bound)?, A: Allocator> Extend<$piece> for ExString<A> {
            /// [`try_extend`](ExString::try_extend) for callers that treat failure as fatal.
            ///
            /// # Panics
            ///
            /// Whenever `try_extend` returns an error.
            #[track_caller]
            fn extend<I: IntoIterator<Item = $piece>>(&mut self, iter: I) {
                if let Err(failed) = self.try_extend(iter) {
                    failed.error.raise()
                }
            }
        }

        impl<$parameter $(: $bound)?, A: Allocator + Default> FromIterator<$piece> for ExString<A> {
            /// [`ExString::try_extend`] of an empty string on the default allocator.
            ///
            /// # Panics
            ///
            /// When there is no room.
            #[track_caller]
            fn from_iter<I: IntoIterator<Item = $piece>>(iter: I) -> Self {
                let mut string = Self::default();
                string.extend(iter);
                string
            }
        }
    };
}

pieces!(&'a char, 'a);
pieces!(&'a str, 'a);
pieces!(ExString<B>, B: Allocator);
pieces!(ExBox<str, B>, B: Allocator);
#[cfg(feature = "alloc")]
pieces!(alloc::borrow::Cow<'a, str>, 'a);
