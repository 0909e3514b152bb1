//! Conversions: what std's `Vec` is made of, and what becomes of it.

use super::ExVec;
use crate::boxed::ExBox;
use crate::string::{ExString, FromUtf8Error};
use exalloc_core::Allocator;

impl<T, A: Allocator, const N: usize> TryFrom<ExVec<T, A>> for [T; N] {
    /// The vector, as it was.
    type Error = ExVec<T, A>;

    /// Moves the elements into an array, if there are `N`, and gives the block back.
    fn try_from(mut vec: ExVec<T, A>) -> Result<Self, ExVec<T, A>> {
        if vec.len != N {
            return Err(vec);
        }
        // INVARIANT 1 of `ExVec`: the elements are ours from here on.
        vec.len = 0;
        let array = vec.as_ptr().cast::<Self>();
        // SAFETY: `N` initialised elements one after the other are an array, as aligned as they
        // are; the vector has given them up, so it is read once.
        let array = unsafe { array.read() };
        // While the array is a local value: dropped behind the result, an allocator whose
        // destructor panics would leak it (rust-lang/rust#47949).
        drop(vec);
        Ok(array)
    }
}

impl<T, A: Allocator, const N: usize> TryFrom<ExVec<T, A>> for ExBox<[T; N], A> {
    /// The vector, as it was: its length is another, or no smaller block is to be had for it.
    type Error = ExVec<T, A>;

    /// Turns the vector into a boxed array, if there are `N` elements.
    ///
    /// Room beyond them is given back first, as by [`ExVec::try_into_boxed_slice`]. Where there is
    /// none, nothing is copied, and the allocator isn't asked.
    fn try_from(vec: ExVec<T, A>) -> Result<Self, ExVec<T, A>> {
        if vec.len != N {
            return Err(vec);
        }
        let (slice, alloc) = match vec.try_into_boxed_slice() {
            Ok(boxed) => ExBox::into_raw_parts(boxed),
            Err(failed) => return Err(failed.value),
        };
        // SAFETY: the parts of a box, used once; a slice of `N` elements is an array of them, with
        // the same layout.
        Ok(unsafe { Self::from_raw_parts(slice.cast::<[T; N]>(), alloc) })
    }
}

impl<A: Allocator> TryFrom<ExVec<u8, A>> for ExString<A> {
    type Error = FromUtf8Error<A>;

    /// [`ExString::from_utf8`].
    #[inline]
    fn try_from(bytes: ExVec<u8, A>) -> Result<Self, FromUtf8Error<A>> {
        Self::from_utf8(bytes)
    }
}

#[cfg(feature = "infallible")]
mod allocating {
    use super::{Allocator, ExBox, ExVec};

    impl<T, A: Allocator> From<ExVec<T, A>> for ExBox<[T], A> {
        /// [`ExVec::into_boxed_slice`].
        ///
        /// # Panics
        ///
        /// When no smaller block is to be had.
        #[inline]
        #[track_caller]
        fn from(vec: ExVec<T, A>) -> Self {
            vec.into_boxed_slice()
        }
    }

    impl<T: Clone, A: Allocator + Default> From<&[T]> for ExVec<T, A> {
        /// [`ExVec::from_slice_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(slice: &[T]) -> Self {
            Self::from_slice_in(slice, A::default())
        }
    }

    impl<T: Clone, A: Allocator + Default> From<&mut [T]> for ExVec<T, A> {
        /// [`ExVec::from_slice_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(slice: &mut [T]) -> Self {
            Self::from_slice_in(slice, A::default())
        }
    }

    impl<T: Clone, A: Allocator + Default, const N: usize> From<&[T; N]> for ExVec<T, A> {
        /// [`ExVec::from_slice_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(array: &[T; N]) -> Self {
            Self::from_slice_in(array, A::default())
        }
    }

    impl<T: Clone, A: Allocator + Default, const N: usize> From<&mut [T; N]> for ExVec<T, A> {
        /// [`ExVec::from_slice_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(array: &mut [T; N]) -> Self {
            Self::from_slice_in(array, A::default())
        }
    }

    impl<T, A: Allocator + Default, const N: usize> From<[T; N]> for ExVec<T, A> {
        /// [`ExVec::from_array_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(array: [T; N]) -> Self {
            Self::from_array_in(array, A::default())
        }
    }

    impl<A: Allocator + Default> From<&str> for ExVec<u8, A> {
        /// The bytes of a text, as by [`ExVec::from_slice_in`] on the default allocator.
        ///
        /// # Panics
        ///
        /// When there is no room.
        #[inline]
        #[track_caller]
        fn from(text: &str) -> Self {
            Self::from_slice_in(text.as_bytes(), A::default())
        }
    }
}
