//! Text that may be borrowed.

use super::ExString;
use super::extend::append::Append;
use crate::error::TryReserveError;
use alloc::borrow::Cow;
use exalloc_core::Allocator;

impl Append for Cow<'_, str> {
    const LEAST: usize = 0;

    #[inline]
    fn append_to<A: Allocator>(&self, string: &mut ExString<A>) -> Result<(), TryReserveError> {
        string.try_push_str(self)
    }
}

impl<'a, A: Allocator> From<&'a ExString<A>> for Cow<'a, str> {
    /// Lends the text.
    #[inline]
    fn from(string: &'a ExString<A>) -> Self {
        Cow::Borrowed(string)
    }
}

#[cfg(feature = "infallible")]
impl<A: Allocator + Default> From<Cow<'_, str>> for ExString<A> {
    /// [`ExString::from_str_in`] on the default allocator: the text is copied, also where the `Cow`
    /// owns it, in memory of the global allocator.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[inline]
    #[track_caller]
    fn from(text: Cow<'_, str>) -> Self {
        Self::from_str_in(&text, A::default())
    }
}

impl<A: Allocator> PartialEq<Cow<'_, str>> for ExString<A> {
    #[inline]
    fn eq(&self, other: &Cow<'_, str>) -> bool {
        **self == **other
    }
}

impl<A: Allocator> PartialEq<ExString<A>> for Cow<'_, str> {
    #[inline]
    fn eq(&self, other: &ExString<A>) -> bool {
        **self == **other
    }
}
