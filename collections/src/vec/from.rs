//! Vectors made of what is there already: slices, arrays, iterators, one element many times.

use super::extend_slice::write_clones;
use super::resize::write_repeated;
use super::{ExVec, IntoIter};
use crate::error::{TryExtendError, TryPushError, TryReserveError};
use core::iter::{Chain, Fuse};
use core::mem::ManuallyDrop;
use core::option;
use exalloc_core::Allocator;

/// All items of an iterator `I` that was to become an `ExVec<T, A>`: those that were stored, and
/// those that found no room.
///
/// # Examples
///
/// ```
/// use exalloc::vec::Collected;
/// use exalloc::{ExVec, InlineBump, TryExtendError};
/// use std::ops::Range;
///
/// let bump = InlineBump::<16>::new();
/// let failed: TryExtendError<Collected<Range<u64>, _>> =
///     ExVec::try_from_iter_in(0..100_u64, &bump).unwrap_err();
/// assert_eq!(failed.into_iter().sum::<u64>(), 4950, "all of them");
/// ```
pub type Collected<I, A> = Chain<
    IntoIter<<I as Iterator>::Item, A>,
    Chain<option::IntoIter<<I as Iterator>::Item>, Fuse<I>>,
>;

impl<T, A: Allocator> ExVec<T, A> {
    /// Makes a vector of clones of a slice's elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<8>::new();
    /// assert_eq!(ExVec::try_from_slice_in(b"text", &bump)?, *b"text");
    /// assert!(ExVec::try_from_slice_in(b"much too long", &bump).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    #[doc(alias = "to_vec_in")]
    pub fn try_from_slice_in(slice: &[T], alloc: A) -> Result<Self, TryReserveError>
    where
        T: Clone,
    {
        let mut v = Self::try_with_capacity(slice.len(), alloc)?;
        // SAFETY: there is room for all of `slice`, which isn't in it, being initialised.
        unsafe { write_clones(v.buf.ptr(), &mut v.len, slice) };
        Ok(v)
    }

    /// [`try_from_slice_in`](Self::try_from_slice_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// assert_eq!(ExVec::from_slice_in(&[1, 2], SystemAllocator), [1, 2]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_slice_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    #[doc(alias = "to_vec_in")]
    pub fn from_slice_in(slice: &[T], alloc: A) -> Self
    where
        T: Clone,
    {
        match Self::try_from_slice_in(slice, alloc) {
            Ok(v) => v,
            Err(error) => error.raise(),
        }
    }

    /// Makes a vector of an array's elements, or hands the array back when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<16>::new();
    /// assert_eq!(ExVec::try_from_array_in([1u8, 2], &bump)?, [1, 2]);
    /// let error = ExVec::try_from_array_in([7; 100], &bump).unwrap_err();
    /// assert_eq!(error.value, [7; 100]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The error holds the array; `alloc` is dropped, pass `&alloc` to keep
    /// it.
    pub fn try_from_array_in<const N: usize>(
        array: [T; N],
        alloc: A,
    ) -> Result<Self, TryPushError<[T; N]>> {
        let mut v = match Self::try_with_capacity(N, alloc) {
            Ok(v) => v,
            Err(error) => return Err(TryPushError::new(array, error)),
        };
        let array = ManuallyDrop::new(array);
        // SAFETY: `N` initialised elements, which are never dropped nor used again there; room for
        // as many was reserved; the block is no part of an array outside.
        unsafe { array.as_ptr().copy_to_nonoverlapping(v.as_mut_ptr(), N) };
        // INVARIANT 1: they have moved.
        v.len = N;
        Ok(v)
    }

    /// [`try_from_array_in`](Self::try_from_array_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// assert_eq!(ExVec::from_array_in([1, 2], SystemAllocator), [1, 2]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_array_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    pub fn from_array_in<const N: usize>(array: [T; N], alloc: A) -> Self {
        match Self::try_from_array_in(array, alloc) {
            Ok(v) => v,
            Err(failed) => failed.error.raise(),
        }
    }

    /// Makes a vector of `n` elements, `elem` and clones of it, or hands it back when there is no
    /// room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<16>::new();
    /// assert_eq!(ExVec::try_from_elem_in('x', 2, &bump)?, ['x', 'x']);
    /// assert_eq!(ExVec::try_from_elem_in('x', 100, &bump).unwrap_err().value, 'x');
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The error holds `elem`; `alloc` is dropped, pass `&alloc` to keep it.
    pub fn try_from_elem_in(elem: T, n: usize, alloc: A) -> Result<Self, TryPushError<T>>
    where
        T: Clone,
    {
        let mut v = match Self::try_with_capacity(n, alloc) {
            Ok(v) => v,
            Err(error) => return Err(TryPushError::new(elem, error)),
        };
        // SAFETY: there is room for `n` elements.
        unsafe { write_repeated(v.buf.ptr(), &mut v.len, elem, n) };
        Ok(v)
    }

    /// [`try_from_elem_in`](Self::try_from_elem_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// assert_eq!(ExVec::from_elem_in('x', 2, SystemAllocator), ['x', 'x']);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_elem_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    pub fn from_elem_in(elem: T, n: usize, alloc: A) -> Self
    where
        T: Clone,
    {
        match Self::try_from_elem_in(elem, n, alloc) {
            Ok(v) => v,
            Err(failed) => failed.error.raise(),
        }
    }

    /// Makes a vector of all that an iterator yields, or hands all items back when there is no
    /// room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<256>::new();
    /// assert_eq!(ExVec::try_from_iter_in(0..3, &bump)?, [0, 1, 2]);
    ///
    /// let unknown_length = (0..100).filter(|_| true);
    /// let error = ExVec::try_from_iter_in(unknown_length, &bump).unwrap_err();
    /// assert!(error.into_iter().eq(0..100));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. Nothing is lost: the error's iterator yields the items that were
    /// stored, in the block that they were stored in, and then the others.
    #[doc(alias = "collect")]
    pub fn try_from_iter_in<I: IntoIterator<Item = T>>(
        iter: I,
        alloc: A,
    ) -> Result<Self, TryExtendError<Collected<I::IntoIter, A>>> {
        let mut iter = iter.into_iter();
        let mut v = Self::new(alloc);
        match v.try_extend_by(&mut iter) {
            Ok(()) => {
                // While the vector is a local value: dropped behind the result, an iterator whose
                // destructor panics would leak it (rust-lang/rust#47949).
                drop(iter);
                Ok(v)
            }
            Err((item, error)) => {
                let all = v.into_iter().chain(item.into_iter().chain(iter.fuse()));
                Err(TryExtendError::new(None, all, error))
            }
        }
    }

    /// [`try_from_iter_in`](Self::try_from_iter_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// assert_eq!(ExVec::from_iter_in("abc".chars(), SystemAllocator), ['a', 'b', 'c']);
    /// ```
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    #[doc(alias = "collect")]
    pub fn from_iter_in<I: IntoIterator<Item = T>>(iter: I, alloc: A) -> Self {
        let mut v = Self::new(alloc);
        v.extend(iter);
        v
    }
}

impl<T, A: Allocator + Default> Default for ExVec<T, A> {
    /// An empty vector, in a default allocator.
    #[inline]
    fn default() -> Self {
        Self::new(A::default())
    }
}

#[cfg(feature = "infallible")]
impl<T, A: Allocator + Default> FromIterator<T> for ExVec<T, A> {
    /// [`from_iter_in`](Self::from_iter_in) a default allocator: what `collect` calls.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self::from_iter_in(iter, A::default())
    }
}
