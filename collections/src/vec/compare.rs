//! Comparisons and hashing: by the elements, whatever the allocators are.

use super::ExVec;
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use exalloc_core::Allocator;

impl<T: PartialEq<U>, U, A: Allocator, B: Allocator> PartialEq<ExVec<U, B>> for ExVec<T, A> {
    #[inline]
    fn eq(&self, other: &ExVec<U, B>) -> bool {
        self[..] == other[..]
    }
}

impl<T: Eq, A: Allocator> Eq for ExVec<T, A> {}

/// Equality of a vector and something else that is a slice, on either side.
macro_rules! equality {
    ($vec:ty, $other:ty $(, const $n:ident)?) => {
        impl<T: PartialEq<U>, U, A: Allocator, $(const $n: usize)?> PartialEq<$other> for $vec {
            #[inline]
            fn eq(&self, other: &$other) -> bool {
                self[..] == other[..]
            }
        }
    };
}

equality!(ExVec<T, A>, [U]);
equality!(ExVec<T, A>, &[U]);
equality!(ExVec<T, A>, &mut [U]);
equality!(ExVec<T, A>, [U; N], const N);
equality!(ExVec<T, A>, &[U; N], const N);
equality!([T], ExVec<U, A>);
equality!(&[T], ExVec<U, A>);
equality!(&mut [T], ExVec<U, A>);

impl<T: PartialOrd, A: Allocator, B: Allocator> PartialOrd<ExVec<T, B>> for ExVec<T, A> {
    #[inline]
    fn partial_cmp(&self, other: &ExVec<T, B>) -> Option<Ordering> {
        self[..].partial_cmp(&other[..])
    }
}

impl<T: Ord, A: Allocator> Ord for ExVec<T, A> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self[..].cmp(&other[..])
    }
}

impl<T: Hash, A: Allocator> Hash for ExVec<T, A> {
    /// As the slice, so that a map with vectors as keys can be asked for slices.
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self[..].hash(state);
    }
}
