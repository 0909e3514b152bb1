//! Strings made by formatting.

use super::ExString;
use crate::error::TryReserveError;
use core::fmt;
use exalloc_core::{Allocator, layout};

impl<A: Allocator> ExString<A> {
    /// Makes a string of what `format_args!` describes: the function behind
    /// [`try_ex_format!`](crate::try_ex_format).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::try_format_in(format_args!("{}-{}", 1, 2), SystemAllocator)?;
    /// assert_eq!(s, "1-2");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Panics
    ///
    /// When an implementation of a formatting trait returns an error though nothing had failed, as
    /// `format!` does.
    #[track_caller]
    pub fn try_format_in(args: fmt::Arguments<'_>, alloc: A) -> Result<Self, TryReserveError> {
        Self::__try_format_in(args, 0, alloc)
    }

    /// [`try_format_in`](Self::try_format_in) for the macros, which know how long the format string
    /// is: the text is likely to have as many bytes.
    #[doc(hidden)]
    #[track_caller]
    pub fn __try_format_in(
        args: fmt::Arguments<'_>,
        likely: usize,
        alloc: A,
    ) -> Result<Self, TryReserveError> {
        if let Some(text) = args.as_str() {
            return Self::try_from_str_in(text, alloc);
        }
        let mut string = Self::new(alloc);
        // Less than the first step is had by that. And where there isn't room for so many, it turns
        // out whether the text needs them.
        if likely > layout::first_capacity(1) {
            let _ = string.try_reserve(likely);
        }
        let mut writer = Writer { string: &mut string, failure: None };
        let written = fmt::Write::write_fmt(&mut writer, args);
        // Asked first: an implementation may have gone on after a failed write.
        if let Some(failure) = writer.failure {
            return Err(failure);
        }
        written.expect(
            "a formatting trait implementation returned an error when the underlying stream did not",
        );
        Ok(string)
    }

    /// [`try_format_in`](Self::try_format_in) for callers that treat failure as fatal: the function
    /// behind [`ex_format!`](crate::ex_format).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::format_in(format_args!("{}-{}", 1, 2), SystemAllocator);
    /// assert_eq!(s, "1-2");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `try_format_in` does, and whenever it returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    #[must_use]
    pub fn format_in(args: fmt::Arguments<'_>, alloc: A) -> Self {
        Self::__format_in(args, 0, alloc)
    }

    /// [`format_in`](Self::format_in) for the macros, as `__try_format_in`.
    #[doc(hidden)]
    #[cfg(feature = "infallible")]
    #[track_caller]
    #[must_use]
    pub fn __format_in(args: fmt::Arguments<'_>, likely: usize, alloc: A) -> Self {
        match Self::__try_format_in(args, likely, alloc) {
            Ok(string) => string,
            Err(error) => error.raise(),
        }
    }
}

/// Appends, and remembers why that failed: `fmt::Error` can't say.
struct Writer<'a, A: Allocator> {
    string: &'a mut ExString<A>,
    failure: Option<TryReserveError>,
}

impl<A: Allocator> Writer<'_, A> {
    #[inline]
    fn attempt(
        &mut self,
        append: impl FnOnce(&mut ExString<A>) -> Result<(), TryReserveError>,
    ) -> fmt::Result {
        if let Err(failure) = append(self.string) {
            self.failure = Some(failure);
            return Err(fmt::Error);
        }
        Ok(())
    }
}

impl<A: Allocator> fmt::Write for Writer<'_, A> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.attempt(|string| string.try_push_str(text))
    }

    #[inline]
    fn write_char(&mut self, ch: char) -> fmt::Result {
        self.attempt(|string| string.try_push(ch))
    }
}

/// Makes an [`ExString`] by formatting: `ex_format!(in alloc, "{}", x)`. Panics when there is no
/// room.
///
/// What `format!` is to the global allocator. Room for as many bytes as the format string has is
/// made before the first is written. [`try_ex_format!`](crate::try_ex_format) returns an
/// error instead.
///
/// # Examples
///
/// ```
/// use exalloc::{ArenaAllocator, SystemAllocator, ex_format};
///
/// let arena = ArenaAllocator::new(SystemAllocator);
/// let name = "Ada";
/// let s = ex_format!(in &arena, "{name} is {:>4}", 36);
/// assert_eq!(s, "Ada is   36");
/// ```
///
/// # Panics
///
/// When there is no room, and when an implementation of a formatting trait returns an error though
/// nothing had failed.
#[cfg(feature = "infallible")]
#[macro_export]
macro_rules! ex_format {
    (in $alloc:expr, $format:literal $($arg:tt)*) => {
        $crate::ExString::__format_in(::core::format_args!($format $($arg)*), $format.len(), $alloc)
    };
    (in $alloc:expr, $($arg:tt)*) => {
        $crate::ExString::format_in(::core::format_args!($($arg)*), $alloc)
    };
}

/// Makes an [`ExString`] by formatting, or reports that there is no room:
/// `try_ex_format!(in alloc, "{}", x)?`.
///
/// # Examples
///
/// ```
/// use exalloc::{BumpAllocator, try_ex_format};
///
/// let mut memory = [core::mem::MaybeUninit::uninit(); 64];
/// let bump = BumpAllocator::new(&mut memory);
/// let s = try_ex_format!(in &bump, "{} and {}", 1, 2)?;
/// assert_eq!(s, "1 and 2");
/// assert!(try_ex_format!(in &bump, "{:1000}", 3).is_err());
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
///
/// # Panics
///
/// When an implementation of a formatting trait returns an error though nothing had failed, as
/// `format!` does.
#[macro_export]
macro_rules! try_ex_format {
    (in $alloc:expr, $format:literal $($arg:tt)*) => {
        $crate::ExString::__try_format_in(::core::format_args!($format $($arg)*), $format.len(), $alloc)
    };
    (in $alloc:expr, $($arg:tt)*) => {
        $crate::ExString::try_format_in(::core::format_args!($($arg)*), $alloc)
    };
}
