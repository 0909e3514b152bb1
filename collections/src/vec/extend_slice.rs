//! More elements, copied from a slice.

use super::ExVec;
use super::guard::LenGuard;
use crate::error::TryReserveError;
use crate::range;
use core::ops::RangeBounds;
use core::ptr::NonNull;
use core::slice;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Appends clones of all elements of a slice.
    ///
    /// For integers and the like this compiles to one copy of memory. For `Copy` types with padding
    /// it may not; [`try_extend_from_slice_copy`](Self::try_extend_from_slice_copy) always does.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = ExVec::new(&bump);
    /// v.try_extend_from_slice(b"all")?;
    /// assert!(v.try_extend_from_slice(&[0; 100]).is_err());
    /// assert_eq!(v, *b"all");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was.
    pub fn try_extend_from_slice(&mut self, other: &[T]) -> Result<(), TryReserveError>
    where
        T: Clone,
    {
        self.try_reserve(other.len())?;
        // SAFETY: room for all of `other` was reserved; `other` isn't in it, being initialised.
        unsafe { write_clones(self.buf.ptr(), &mut self.len, other) };
        Ok(())
    }

    /// [`try_extend_from_slice`](Self::try_extend_from_slice) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1];
    /// v.extend_from_slice(&[2, 3]);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_extend_from_slice` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn extend_from_slice(&mut self, other: &[T])
    where
        T: Clone,
    {
        if let Err(error) = self.try_extend_from_slice(other) {
            error.raise()
        }
    }

    /// Appends copies of all elements of a slice, in one go.
    ///
    /// [`try_extend_from_slice`](Self::try_extend_from_slice) compiles to one `memcpy` for numbers,
    /// but not for every type: where `Clone` copies fields, padding between them stays behind. This
    /// is one `memcpy` for all types, and in unoptimised programs too.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<128>::new();
    /// let mut points = ExVec::new(&bump);
    /// points.try_extend_from_slice_copy(&[(1u8, 2u32), (3, 4)])?;
    /// assert_eq!(points, [(1, 2), (3, 4)]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was.
    #[inline]
    pub fn try_extend_from_slice_copy(&mut self, other: &[T]) -> Result<(), TryReserveError>
    where
        T: Copy,
    {
        self.try_reserve(other.len())?;
        // SAFETY: `len` is within the block.
        let end = unsafe { self.buf.ptr().as_ptr().add(self.len) };
        // SAFETY: `other` is initialised, and its elements are `Copy`; room for as many was
        // reserved at `end`, which isn't in `other`, being ours alone.
        unsafe { other.as_ptr().copy_to_nonoverlapping(end, other.len()) };
        // INVARIANT 1: just written.
        self.len += other.len();
        Ok(())
    }

    /// [`try_extend_from_slice_copy`](Self::try_extend_from_slice_copy) for callers that treat
    /// failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1];
    /// v.extend_from_slice_copy(&[2, 3]);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_extend_from_slice_copy` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn extend_from_slice_copy(&mut self, other: &[T])
    where
        T: Copy,
    {
        if let Err(error) = self.try_extend_from_slice_copy(other) {
            error.raise()
        }
    }

    /// Appends clones of a range of its own elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// v.try_extend_from_within(1..)?;
    /// assert_eq!(v, [1, 2, 3, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was.
    ///
    /// # Panics
    ///
    /// If the range begins after its end or ends after the last element.
    #[track_caller]
    pub fn try_extend_from_within<R>(&mut self, src: R) -> Result<(), TryReserveError>
    where
        T: Clone,
        R: RangeBounds<usize>,
    {
        let range = range::resolve(src, self.len);
        self.try_reserve(range.len())?;
        let first = self.buf.ptr();
        // SAFETY: the range lies within the elements.
        let src = unsafe { first.add(range.start) };
        // SAFETY: initialised and aligned, within the block. Nobody writes to them meanwhile: only
        // the room beyond the elements is written to.
        let src = unsafe { slice::from_raw_parts(src.as_ptr(), range.len()) };
        // SAFETY: room for all of `src` was reserved; `src` isn't in it, being initialised.
        unsafe { write_clones(first, &mut self.len, src) };
        Ok(())
    }

    /// [`try_extend_from_within`](Self::try_extend_from_within) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// v.extend_from_within(..2);
    /// assert_eq!(v, [1, 2, 3, 1, 2]);
    /// ```
    ///
    /// # Panics
    ///
    /// If the range begins after its end or ends after the last element, and whenever
    /// `try_extend_from_within` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn extend_from_within<R>(&mut self, src: R)
    where
        T: Clone,
        R: RangeBounds<usize>,
    {
        if let Err(error) = self.try_extend_from_within(src) {
            error.raise()
        }
    }
}

/// Writes clones of `src` behind the `len` elements at `first`, and counts them.
///
/// For numbers this compiles to one `memcpy`: the slice is a parameter of its own,
/// which tells the optimiser that the writes don't change it.
///
/// # Safety
///
/// - `first` is aligned, and the block at it has room for `len + src.len()` elements, the first
///   `len` of which are initialised.
/// - That room doesn't overlap `src`.
#[inline]
pub(super) unsafe fn write_clones<T: Clone>(first: NonNull<T>, len: &mut usize, src: &[T]) {
    let mut guard = LenGuard::new(len);
    for element in src {
        let clone = element.clone();
        // SAFETY: room for all of `src` beyond the first elements, by our caller's promise.
        let place = unsafe { first.add(guard.len) };
        // SAFETY: aligned, inside the block, and not initialised.
        unsafe { place.write(clone) };
        // INVARIANT 1 of `ExVec`: just written.
        guard.len += 1;
    }
}
