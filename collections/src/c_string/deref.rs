//! A C string is a `CStr` to whoever reads it.

use super::ExCString;
use core::borrow::Borrow;
use core::ffi::CStr;
use core::fmt;
use core::ops::{Deref, Index, RangeFull};
use exalloc_core::Allocator;

impl<A: Allocator> Deref for ExCString<A> {
    type Target = CStr;

    #[inline]
    fn deref(&self) -> &CStr {
        self.as_c_str()
    }
}

impl<A: Allocator> Index<RangeFull> for ExCString<A> {
    type Output = CStr;

    #[inline]
    fn index(&self, _: RangeFull) -> &CStr {
        self
    }
}

impl<A: Allocator> AsRef<CStr> for ExCString<A> {
    #[inline]
    fn as_ref(&self) -> &CStr {
        self
    }
}

impl<A: Allocator> Borrow<CStr> for ExCString<A> {
    #[inline]
    fn borrow(&self) -> &CStr {
        self
    }
}

impl<A: Allocator> fmt::Debug for ExCString<A> {
    /// Shows the text in quotes, with escapes for what isn't printable ASCII.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
