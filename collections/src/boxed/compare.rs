//! Comparisons and hashes are those of the value, whatever the allocators.

use super::ExBox;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use exalloc_core::Allocator;

impl<T, A, B> PartialEq<ExBox<T, B>> for ExBox<T, A>
where
    T: ?Sized + PartialEq,
    A: Allocator,
    B: Allocator,
{
    #[inline]
    fn eq(&self, other: &ExBox<T, B>) -> bool {
        **self == **other
    }

    // Not the default: a value may have its own opinion of being different.
    #[expect(clippy::partialeq_ne_impl, reason = "the value's own `ne` is to be asked")]
    #[inline]
    fn ne(&self, other: &ExBox<T, B>) -> bool {
        **self != **other
    }
}

impl<T: ?Sized + Eq, A: Allocator> Eq for ExBox<T, A> {}

impl<T, A, B> PartialOrd<ExBox<T, B>> for ExBox<T, A>
where
    T: ?Sized + PartialOrd,
    A: Allocator,
    B: Allocator,
{
    #[inline]
    fn partial_cmp(&self, other: &ExBox<T, B>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }

    #[inline]
    fn lt(&self, other: &ExBox<T, B>) -> bool {
        **self < **other
    }

    #[inline]
    fn le(&self, other: &ExBox<T, B>) -> bool {
        **self <= **other
    }

    #[inline]
    fn gt(&self, other: &ExBox<T, B>) -> bool {
        **self > **other
    }

    #[inline]
    fn ge(&self, other: &ExBox<T, B>) -> bool {
        **self >= **other
    }
}

impl<T: ?Sized + Ord, A: Allocator> Ord for ExBox<T, A> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: ?Sized + Hash, A: Allocator> Hash for ExBox<T, A> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
