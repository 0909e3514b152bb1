//! Boxed slices: from vectors and arrays, and back.

use super::ExBox;
use crate::error::TryPushError;
use crate::vec::{ExVec, IntoIter};
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Gives back the room beyond the elements, and the vector for a boxed slice; hands the vector
    /// back when no smaller block is to be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator, ex_vec};
    ///
    /// let v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// let b: ExBox<[i32], _> = v.try_into_boxed_slice()?;
    /// assert_eq!(*b, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block is to be had.
    #[inline]
    pub fn try_into_boxed_slice(mut self) -> Result<ExBox<[T], A>, TryPushError<Self>> {
        if let Err(error) = self.try_shrink_to_fit() {
            return Err(TryPushError::new(self, error));
        }
        let (ptr, len, cap, alloc) = self.into_raw_parts();
        debug_assert!(cap == len || size_of::<T>() == 0);
        // SAFETY:
        // - value: the vector's elements, initialised and aligned, which it has given up.
        // - block: it has room for exactly `len` elements, so the slice's layout fits it; without
        //   elements, or with elements of size zero, there is none, and the pointer is aligned.
        Ok(unsafe { ExBox::from_raw_parts(ptr::slice_from_raw_parts_mut(ptr, len), alloc) })
    }

    /// [`try_into_boxed_slice`](Self::try_into_boxed_slice) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let b = ex_vec![in SystemAllocator; 1, 2, 3].into_boxed_slice();
    /// assert_eq!(b.len(), 3);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_into_boxed_slice` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn into_boxed_slice(self) -> ExBox<[T], A> {
        match self.try_into_boxed_slice() {
            Ok(boxed) => boxed,
            Err(failed) => failed.error.raise(),
        }
    }
}

impl<T, A: Allocator> ExBox<[T], A> {
    /// Turns the slice into a vector. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator, ex_vec};
    ///
    /// let b = ex_vec![in SystemAllocator; 1, 2].into_boxed_slice();
    /// let mut v = ExBox::into_vec(b);
    /// v.push(3);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    #[inline]
    pub fn into_vec(this: Self) -> ExVec<T, A> {
        let len = this.len();
        let (ptr, alloc) = ExBox::into_raw_parts(this);
        // SAFETY: invariants 1 and 2: `len` initialised elements, in a live block of `alloc` with
        // room for as many; without elements or with elements of size zero the pointer is aligned.
        unsafe { ExVec::from_raw_parts(ptr.cast(), len, len, alloc) }
    }

    /// Yields the elements by value.
    ///
    /// A method, and not the trait: `ExBox<I>` of any iterator is an iterator itself, and the
    /// language can't tell that a slice never is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let b = ex_vec![in SystemAllocator; 1, 2, 3].into_boxed_slice();
    /// assert_eq!(b.into_iter().rev().collect::<Vec<i32>>(), [3, 2, 1]);
    /// ```
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "the trait's impls would overlap")]
    pub fn into_iter(self) -> IntoIter<T, A> {
        Self::into_vec(self).into_iter()
    }
}

impl<T, A: Allocator> From<ExBox<[T], A>> for ExVec<T, A> {
    /// [`ExBox::into_vec`].
    #[inline]
    fn from(boxed: ExBox<[T], A>) -> Self {
        ExBox::into_vec(boxed)
    }
}

// Not for `&mut` too: that overlaps with `Iterator for &mut I`, as the method above says.
impl<'b, T, A: Allocator> IntoIterator for &'b ExBox<[T], A> {
    type Item = &'b T;
    type IntoIter = core::slice::Iter<'b, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T, A: Allocator + Default> Default for ExBox<[T], A> {
    /// Makes an empty slice, which needs no block.
    #[inline]
    fn default() -> Self {
        let ptr: NonNull<[T]> = NonNull::<[T; 0]>::dangling();
        // INVARIANTS 1 and 2: no elements, so size zero, and the pointer is aligned.
        Self { ptr, value: PhantomData, alloc: A::default() }
    }
}

impl<T, A: Allocator, const N: usize> TryFrom<ExBox<[T], A>> for ExBox<[T; N], A> {
    type Error = ExBox<[T], A>;

    /// Turns a slice of `N` elements into an array. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator, ex_vec};
    ///
    /// let b = ex_vec![in SystemAllocator; 1, 2, 3].into_boxed_slice();
    /// let b = ExBox::<[i32; 2], _>::try_from(b).unwrap_err();
    /// let array = ExBox::<[i32; 3], _>::try_from(b).unwrap();
    /// assert_eq!(*array, [1, 2, 3]);
    /// ```
    ///
    /// # Errors
    ///
    /// The slice, when it has another length.
    #[inline]
    fn try_from(boxed: ExBox<[T], A>) -> Result<Self, ExBox<[T], A>> {
        if boxed.len() != N {
            return Err(boxed);
        }
        let (ptr, alloc) = ExBox::into_raw_parts(boxed);
        // SAFETY: the parts of a box of `N` elements, which have the layout of the array.
        Ok(unsafe { ExBox::from_raw_parts(ptr.cast(), alloc) })
    }
}
