//! More room, less room.

use super::ExVec;
use crate::error::TryReserveError;
use core::cmp;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Makes room for at least `additional` more elements, and for more than that where it pays.
    ///
    /// Growth is geometric, so that a loop of `try_reserve(1)` and pushes costs constant time a
    /// push, amortised. Does nothing where there is room already.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator, TryReserveError};
    ///
    /// fn double<T: Clone>(v: &mut ExVec<T, SystemAllocator>) -> Result<(), TryReserveError> {
    ///     v.try_reserve(v.len())?;
    ///     v.extend_from_within(..); // Can't fail: there is room.
    ///     Ok(())
    /// }
    /// let mut v = ExVec::new(SystemAllocator);
    /// v.push(7);
    /// double(&mut v)?;
    /// assert_eq!(v, [7, 7]);
    /// # Ok::<(), TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let len = self.len;
        // Can't underflow: invariant 1.
        if additional > self.buf.capacity() - len {
            // SAFETY: invariant 1: the elements are ours; there is less room than `additional`.
            unsafe { self.buf.try_grow_amortized(len, additional) }?;
        }
        Ok(())
    }

    /// [`try_reserve`](Self::try_reserve) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::new(SystemAllocator);
    /// v.reserve(10);
    /// assert!(v.capacity() >= 10);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_reserve` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.raise()
        }
    }

    /// Makes room for `additional` more elements, and not for more.
    ///
    /// For vectors that won't grow again: where they do, [`try_reserve`](Self::try_reserve) copies
    /// less often. Does nothing where there is room already.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::new(SystemAllocator);
    /// v.try_reserve_exact(10)?;
    /// assert_eq!(v.capacity(), 10);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was.
    #[inline]
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        let len = self.len;
        // Can't underflow: invariant 1.
        if additional > self.buf.capacity() - len {
            // SAFETY: invariant 1: the elements are ours; there is less room than `additional`.
            unsafe { self.buf.try_grow_exact(len, additional) }?;
        }
        Ok(())
    }

    /// [`try_reserve_exact`](Self::try_reserve_exact) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::new(SystemAllocator);
    /// v.reserve_exact(10);
    /// assert_eq!(v.capacity(), 10);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_reserve_exact` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        if let Err(error) = self.try_reserve_exact(additional) {
            error.raise()
        }
    }

    /// Gives back what lies beyond the elements, if the allocator can.
    ///
    /// Keeps the capacity when no smaller block can be had: an allocator may need a new block to
    /// move to, and have none. [`try_shrink_to_fit`](Self::try_shrink_to_fit) says so. Never
    /// panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::with_capacity(10, SystemAllocator);
    /// v.push(1);
    /// v.shrink_to_fit();
    /// assert_eq!(v.capacity(), 1);
    /// ```
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.shrink_to(0);
    }

    /// Reduces the capacity to the number of elements, exactly.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::with_capacity(10, SystemAllocator);
    /// v.try_shrink_to_fit()?;
    /// assert_eq!(v.capacity(), 0);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block can be had. The vector is as it was.
    #[inline]
    pub fn try_shrink_to_fit(&mut self) -> Result<(), TryReserveError> {
        self.try_shrink_to(0)
    }

    /// Gives back what lies beyond the elements and beyond `min_capacity`, if the allocator can.
    ///
    /// Keeps the capacity when no smaller block can be had;
    /// [`try_shrink_to`](Self::try_shrink_to) says so. Never panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::with_capacity(10, SystemAllocator);
    /// v.shrink_to(4);
    /// assert_eq!(v.capacity(), 4);
    /// v.shrink_to(100);
    /// assert_eq!(v.capacity(), 4);
    /// ```
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        // An error leaves the capacity as it was, which is the promise.
        let _ = self.try_shrink_to(min_capacity);
    }

    /// Reduces the capacity to the larger of the number of elements and `min_capacity`, exactly.
    ///
    /// Does nothing where the capacity is below that already.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<u8, _>::with_capacity(10, SystemAllocator);
    /// v.try_shrink_to(4)?;
    /// assert_eq!(v.capacity(), 4);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block can be had. The vector is as it was.
    pub fn try_shrink_to(&mut self, min_capacity: usize) -> Result<(), TryReserveError> {
        let len = self.len;
        let cap = cmp::max(len, min_capacity);
        if cap >= self.buf.capacity() {
            return Ok(());
        }
        // SAFETY: invariant 1: the elements are ours; `len <= cap < capacity`.
        unsafe { self.buf.try_shrink(len, cap) }
    }
}
