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
