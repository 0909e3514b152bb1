//! Vectors and `Cow`, which borrows from them or is copied into them.

use super::ExVec;
use alloc::borrow::Cow;
use exalloc_core::Allocator;

impl<'a, T: Clone, A: Allocator> From<&'a ExVec<T, A>> for Cow<'a, [T]> {
    /// Borrows the elements.
    #[inline]
    fn from(vec: &'a ExVec<T, A>) -> Self {
        Cow::Borrowed(vec)
    }
}

impl<T: PartialEq<U> + Clone, U, A: Allocator> PartialEq<ExVec<U, A>> for Cow<'_, [T]> {
    #[inline]
    fn eq(&self, other: &ExVec<U, A>) -> bool {
        self[..] == other[..]
    }
}

#[cfg(feature = "infallible")]
impl<T: Clone, A: Allocator + Default> From<Cow<'_, [T]>> for ExVec<T, A> {
    /// Clones the elements into the default allocator's memory if they are borrowed, and moves them
    /// there if they are owned: their block belongs to another allocator.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn from(elements: Cow<'_, [T]>) -> Self {
        match elements {
            Cow::Borrowed(slice) => Self::from_slice_in(slice, A::default()),
            Cow::Owned(vec) => Self::from_iter_in(vec, A::default()),
        }
    }
}
