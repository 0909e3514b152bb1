//! Comparisons and hashes are those of the `CStr`, whatever the allocators.

use super::ExCString;
use core::cmp::Ordering;
use core::ffi::CStr;
use core::hash::{Hash, Hasher};
use exalloc_core::Allocator;

impl<A: Allocator, B: Allocator> PartialEq<ExCString<B>> for ExCString<A> {
    #[inline]
    fn eq(&self, other: &ExCString<B>) -> bool {
        **self == **other
    }
}

impl<A: Allocator> Eq for ExCString<A> {}

impl<A: Allocator> PartialEq<CStr> for ExCString<A> {
    #[inline]
    fn eq(&self, other: &CStr) -> bool {
        **self == *other
    }
}

impl<A: Allocator> PartialEq<&CStr> for ExCString<A> {
    #[inline]
    fn eq(&self, other: &&CStr) -> bool {
        **self == **other
    }
}

impl<A: Allocator> PartialEq<ExCString<A>> for CStr {
    #[inline]
    fn eq(&self, other: &ExCString<A>) -> bool {
        *self == **other
    }
}

impl<A: Allocator> PartialEq<ExCString<A>> for &CStr {
    #[inline]
    fn eq(&self, other: &ExCString<A>) -> bool {
        **self == **other
    }
}

impl<A: Allocator, B: Allocator> PartialOrd<ExCString<B>> for ExCString<A> {
    #[inline]
    fn partial_cmp(&self, other: &ExCString<B>) -> Option<Ordering> {
        Some((**self).cmp(&**other))
    }
}

impl<A: Allocator> Ord for ExCString<A> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<A: Allocator> Hash for ExCString<A> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
