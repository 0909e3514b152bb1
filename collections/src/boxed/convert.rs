//! Conversions that ask the default allocator, and panic when it has no block.

use super::ExBox;
use exalloc_core::Allocator;

impl<T: Default, A: Allocator + Default> Default for ExBox<T, A> {
    /// Makes a box of the default value on the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn default() -> Self {
        ExBox::write(ExBox::new_uninit(A::default()), T::default())
    }
}

impl<T, A: Allocator + Default> From<T> for ExBox<T, A> {
    /// [`ExBox::new`] on the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(value: T) -> Self {
        ExBox::new(value, A::default())
    }
}

impl<T: Clone, A: Allocator + Default> From<&[T]> for ExBox<[T], A> {
    /// [`ExBox::from_slice_in`] on the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(slice: &[T]) -> Self {
        Self::from_slice_in(slice, A::default())
    }
}

impl<T: Clone, A: Allocator + Default> From<&mut [T]> for ExBox<[T], A> {
    /// [`ExBox::from_slice_in`] on the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(slice: &mut [T]) -> Self {
        Self::from_slice_in(slice, A::default())
    }
}

impl<T, A: Allocator + Default, const N: usize> From<[T; N]> for ExBox<[T], A> {
    /// [`ExBox::new`] on the default allocator, and seen as a slice.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(array: [T; N]) -> Self {
        crate::unsize!(ExBox::new(array, A::default()) => [T])
    }
}

impl<A: Allocator + Default> From<&str> for ExBox<str, A> {
    /// [`ExBox::from_str_in`] on the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(text: &str) -> Self {
        Self::from_str_in(text, A::default())
    }
}

impl<A: Allocator + Default> From<&mut str> for ExBox<str, A> {
    /// [`ExBox::from_str_in`] on the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(text: &mut str) -> Self {
        Self::from_str_in(text, A::default())
    }
}
