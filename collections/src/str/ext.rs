//! The trait.

use super::case::{try_to_lowercase_in, try_to_uppercase_in};
use super::pattern::Pattern;
use super::replace::try_replacen_in;
use crate::error::TryReserveError;
use crate::slice::try_repeat_in;
use crate::string::ExString;
use exalloc_core::Allocator;

/// What texts do with memory of a given allocator: copies, with something changed.
///
/// The methods of std's `str` that take memory from the global allocator, by the same names with
/// `_in` behind them. The allocator comes last. Those whose names begin with `try_` report that
/// memory ran out. Many texts become one by [`SliceExt`](crate::SliceExt).
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, StrExt};
///
/// let bump = InlineBump::<64>::new();
/// let name = "Ada Lovelace".try_to_uppercase_in(&bump)?;
/// assert_eq!(name.try_replace_in(' ', "-", &bump)?, "ADA-LOVELACE");
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
pub trait StrExt: text::Text {
    /// Copies the text into a new string.
    ///
    /// [`ExString::try_from_str_in`], as a method.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, StrExt};
    ///
    /// let bump = InlineBump::<16>::new();
    /// assert_eq!("Ada".try_to_owned_in(&bump)?, "Ada");
    /// assert!("much too long for it".try_to_owned_in(&bump).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    #[doc(alias = "to_string")]
    fn try_to_owned_in<A: Allocator>(&self, alloc: A) -> Result<ExString<A>, TryReserveError> {
        ExString::try_from_str_in(self.text(), alloc)
    }

    /// [`try_to_owned_in`](Self::try_to_owned_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Ada".to_owned_in(SystemAllocator), "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_owned_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    #[doc(alias = "to_string")]
    fn to_owned_in<A: Allocator>(&self, alloc: A) -> ExString<A> {
        match self.try_to_owned_in(alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string, with `to` in place of whatever matches `from`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("a-b-c".try_replace_in("-", "+", SystemAllocator)?, "a+b+c");
    /// assert_eq!("a1b2".try_replace_in(char::is_numeric, "", SystemAllocator)?, "ab");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_replace_in<P: Pattern, A: Allocator>(
        &self,
        from: P,
        to: &str,
        alloc: A,
    ) -> Result<ExString<A>, TryReserveError> {
        try_replacen_in(self.text(), from, to, usize::MAX, alloc)
    }

    /// [`try_replace_in`](Self::try_replace_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("a-b_c".replace_in(['-', '_'], " ", SystemAllocator), "a b c");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_replace_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn replace_in<P: Pattern, A: Allocator>(&self, from: P, to: &str, alloc: A) -> ExString<A> {
        match self.try_replace_in(from, to, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string, with `to` in place of what matches `from` first, `count`
    /// times.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("a-b-c".try_replacen_in("-", "+", 1, SystemAllocator)?, "a+b-c");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_replacen_in<P: Pattern, A: Allocator>(
        &self,
        from: P,
        to: &str,
        count: usize,
        alloc: A,
    ) -> Result<ExString<A>, TryReserveError> {
        try_replacen_in(self.text(), from, to, count, alloc)
    }

    /// [`try_replacen_in`](Self::try_replacen_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("a-b-c".replacen_in('-', "", 1, SystemAllocator), "ab-c");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_replacen_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn replacen_in<P: Pattern, A: Allocator>(
        &self,
        from: P,
        to: &str,
        count: usize,
        alloc: A,
    ) -> ExString<A> {
        match self.try_replacen_in(from, to, count, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string, in lower case.
    ///
    /// As std does: by the tables of Unicode without those for single languages. A sigma at the end
    /// of a word becomes the one that is written there.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("ὈΔΥΣΣΕΎΣ".try_to_lowercase_in(SystemAllocator)?, "ὀδυσσεύς");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_to_lowercase_in<A: Allocator>(&self, alloc: A) -> Result<ExString<A>, TryReserveError> {
        try_to_lowercase_in(self.text(), alloc)
    }

    /// [`try_to_lowercase_in`](Self::try_to_lowercase_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Ada".to_lowercase_in(SystemAllocator), "ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_lowercase_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn to_lowercase_in<A: Allocator>(&self, alloc: A) -> ExString<A> {
        match self.try_to_lowercase_in(alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string, in upper case.
    ///
    /// As std does: by the tables of Unicode without those for single languages.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Grüße".try_to_uppercase_in(SystemAllocator)?, "GRÜSSE");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_to_uppercase_in<A: Allocator>(&self, alloc: A) -> Result<ExString<A>, TryReserveError> {
        try_to_uppercase_in(self.text(), alloc)
    }

    /// [`try_to_uppercase_in`](Self::try_to_uppercase_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Ada".to_uppercase_in(SystemAllocator), "ADA");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_uppercase_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn to_uppercase_in<A: Allocator>(&self, alloc: A) -> ExString<A> {
        match self.try_to_uppercase_in(alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string, with ASCII letters in lower case.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Grüße".try_to_ascii_lowercase_in(SystemAllocator)?, "grüße");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_to_ascii_lowercase_in<A: Allocator>(
        &self,
        alloc: A,
    ) -> Result<ExString<A>, TryReserveError> {
        let mut string = ExString::try_from_str_in(self.text(), alloc)?;
        string.make_ascii_lowercase();
        Ok(string)
    }

    /// [`try_to_ascii_lowercase_in`](Self::try_to_ascii_lowercase_in) for callers that treat
    /// failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Ada".to_ascii_lowercase_in(SystemAllocator), "ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_ascii_lowercase_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn to_ascii_lowercase_in<A: Allocator>(&self, alloc: A) -> ExString<A> {
        match self.try_to_ascii_lowercase_in(alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text into a new string, with ASCII letters in upper case.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Grüße".try_to_ascii_uppercase_in(SystemAllocator)?, "GRüßE");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_to_ascii_uppercase_in<A: Allocator>(
        &self,
        alloc: A,
    ) -> Result<ExString<A>, TryReserveError> {
        let mut string = ExString::try_from_str_in(self.text(), alloc)?;
        string.make_ascii_uppercase();
        Ok(string)
    }

    /// [`try_to_ascii_uppercase_in`](Self::try_to_ascii_uppercase_in) for callers that treat
    /// failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("Ada".to_ascii_uppercase_in(SystemAllocator), "ADA");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_ascii_uppercase_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn to_ascii_uppercase_in<A: Allocator>(&self, alloc: A) -> ExString<A> {
        match self.try_to_ascii_uppercase_in(alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }

    /// Copies the text `n` times into a new string.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("ab".try_repeat_in(3, SystemAllocator)?, "ababab");
    /// assert!("ab".try_repeat_in(usize::MAX, SystemAllocator).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room, or so many bytes are more than a block can hold. `alloc` is dropped
    /// then; pass `&alloc` to keep it.
    fn try_repeat_in<A: Allocator>(
        &self,
        n: usize,
        alloc: A,
    ) -> Result<ExString<A>, TryReserveError> {
        let bytes = try_repeat_in(self.text().as_bytes(), n, alloc)?;
        // SAFETY: text after text is text.
        Ok(unsafe { ExString::from_utf8_unchecked(bytes) })
    }

    /// [`try_repeat_in`](Self::try_repeat_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{StrExt, SystemAllocator};
    ///
    /// assert_eq!("=".repeat_in(5, SystemAllocator), "=====");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_repeat_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn repeat_in<A: Allocator>(&self, n: usize, alloc: A) -> ExString<A> {
        match self.try_repeat_in(n, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }
}

impl StrExt for str {}

/// What all methods use. Nobody outside can name it, so nobody can implement the trait.
mod text {
    pub trait Text {
        fn text(&self) -> &str;
    }

    impl Text for str {
        #[inline]
        fn text(&self) -> &Self {
            self
        }
    }
}
