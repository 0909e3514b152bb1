//! Comparisons and hashes are those of the text, whatever the allocators.

use super::ExString;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use exalloc_core::Allocator;

impl<A: Allocator, B: Allocator> PartialEq<ExString<B>> for ExString<A> {
    #[inline]
    fn eq(&self, other: &ExString<B>) -> bool {
        **self == **other
    }
}

impl<A: Allocator> Eq for ExString<A> {}

impl<A: Allocator> PartialEq<str> for ExString<A> {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl<A: Allocator> PartialEq<&str> for ExString<A> {
    #[inline]
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl<A: Allocator> PartialEq<ExString<A>> for str {
    #[inline]
    fn eq(&self, other: &ExString<A>) -> bool {
        *self == **other
    }
}

impl<A: Allocator> PartialEq<ExString<A>> for &str {
    #[inline]
    fn eq(&self, other: &ExString<A>) -> bool {
        **self == **other
    }
}

impl<A: Allocator, B: Allocator> PartialOrd<ExString<B>> for ExString<A> {
    #[inline]
    fn partial_cmp(&self, other: &ExString<B>) -> Option<Ordering> {
        Some((**self).cmp(&**other))
    }
}

impl<A: Allocator> Ord for ExString<A> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<A: Allocator> Hash for ExString<A> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
