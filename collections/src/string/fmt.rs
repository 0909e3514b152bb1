//! Formatting, from a string and into one.

use super::ExString;
use core::fmt;
use exalloc_core::Allocator;

impl<A: Allocator> fmt::Debug for ExString<A> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<A: Allocator> fmt::Display for ExString<A> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

/// Writing appends. It reports that memory ran out, and never panics.
impl<A: Allocator> fmt::Write for ExString<A> {
    /// Appends text.
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.try_push_str(text).map_err(|_| fmt::Error)
    }

    /// Appends a character.
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    fn write_char(&mut self, ch: char) -> fmt::Result {
        self.try_push(ch).map_err(|_| fmt::Error)
    }
}
