//! `+` and `+=`.

use super::ExString;
use core::ops::{Add, AddAssign};
use exalloc_core::Allocator;

impl<A: Allocator> Add<&str> for ExString<A> {
    type Output = Self;

    /// [`push_str`](ExString::push_str), on the string that goes in.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[inline]
    #[track_caller]
    fn add(mut self, text: &str) -> Self {
        self.push_str(text);
        self
    }
}

impl<A: Allocator> AddAssign<&str> for ExString<A> {
    /// [`push_str`](ExString::push_str).
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[inline]
    #[track_caller]
    fn add_assign(&mut self, text: &str) {
        self.push_str(text);
    }
}
