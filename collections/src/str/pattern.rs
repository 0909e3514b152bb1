//! What can be searched for.

use crate::string::ExString;
use exalloc_core::Allocator;

/// What can be searched for in a text: texts, characters, any of several, and those that a closure
/// accepts.
///
/// `char`, `&str`, `[char; N]`, `&[char; N]`, `&[char]`, `FnMut(char) -> bool`, and `&String` and
/// `&ExString`. The `Pattern` of std can't be named outside of std.
///
/// # Examples
///
/// ```
/// use exalloc::string::Pattern;
/// use exalloc::{ExString, StrExt, SystemAllocator, TryReserveError};
///
/// type Text = ExString<SystemAllocator>;
/// fn without(text: &str, what: impl Pattern) -> Result<Text, TryReserveError> {
///     text.try_replace_in(what, "", SystemAllocator)
/// }
/// assert_eq!(without("(555) 123", ['(', ')', ' '])?, "555123");
/// assert_eq!(without("(555) 123", |ch: char| !ch.is_numeric())?, "555123");
/// # Ok::<(), TryReserveError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be searched for in a text",
    note = "`char`, `&str`, `[char; N]`, `&[char]` and `FnMut(char) -> bool` can"
)]
pub trait Pattern: search::Search {}

impl<P: search::Search> Pattern for P {}

/// How it is searched for. Nobody outside can name it, so nobody can add patterns.
pub(super) mod search {
    use super::{Allocator, ExString};

    pub trait Search {
        /// Where it is found, from the front to the back, and what is there.
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)>;
    }

    impl Search for char {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self)
        }
    }

    impl Search for &str {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self)
        }
    }

    impl Search for &&str {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(*self)
        }
    }

    impl<A: Allocator> Search for &ExString<A> {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self.as_str())
        }
    }

    #[cfg(feature = "alloc")]
    impl Search for &alloc::string::String {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self.as_str())
        }
    }

    impl<const N: usize> Search for [char; N] {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self)
        }
    }

    impl<const N: usize> Search for &[char; N] {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self)
        }
    }

    impl Search for &[char] {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self)
        }
    }

    impl<F: FnMut(char) -> bool> Search for F {
        #[inline]
        fn find_in(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
            text.match_indices(self)
        }
    }
}
