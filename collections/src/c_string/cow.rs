//! C strings that may be borrowed.

use super::ExCString;
use alloc::borrow::Cow;
use core::ffi::CStr;
use exalloc_core::Allocator;

impl<'a, A: Allocator> From<&'a ExCString<A>> for Cow<'a, CStr> {
    /// Lends the C string.
    #[inline]
    fn from(c_string: &'a ExCString<A>) -> Self {
        Cow::Borrowed(c_string)
    }
}

#[cfg(feature = "infallible")]
impl<A: Allocator + Default> From<Cow<'_, CStr>> for ExCString<A> {
    /// [`ExCString::from_c_str_in`] on the default allocator: the text is copied, also where the
    /// `Cow` owns it, in memory of the global allocator.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[inline]
    #[track_caller]
    fn from(text: Cow<'_, CStr>) -> Self {
        Self::from_c_str_in(&text, A::default())
    }
}

impl<A: Allocator> PartialEq<Cow<'_, CStr>> for ExCString<A> {
    #[inline]
    fn eq(&self, other: &Cow<'_, CStr>) -> bool {
        **self == **other
    }
}

impl<A: Allocator> PartialEq<ExCString<A>> for Cow<'_, CStr> {
    #[inline]
    fn eq(&self, other: &ExCString<A>) -> bool {
        **self == **other
    }
}
