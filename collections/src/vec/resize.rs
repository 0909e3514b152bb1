//! A given number of elements.

use super::ExVec;
use super::guard::LenGuard;
use crate::error::{TryPushError, TryReserveError};
use core::ptr::NonNull;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Drops elements from the end, or appends clones of `value`, until there are `new_len`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3];
    /// v.try_resize(2, 0)?;
    /// v.try_resize(4, 0)?;
    /// assert_eq!(v, [1, 2, 0, 0]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was, and the error holds `value`.
    pub fn try_resize(&mut self, new_len: usize, value: T) -> Result<(), TryPushError<T>>
    where
        T: Clone,
    {
        let Some(additional) = new_len.checked_sub(self.len) else {
            self.truncate(new_len);
            return Ok(());
        };
        if let Err(error) = self.try_reserve(additional) {
            return Err(TryPushError::new(value, error));
        }
        // SAFETY: room for `additional` elements was reserved.
        unsafe { write_repeated(self.buf.ptr(), &mut self.len, value, additional) };
        Ok(())
    }

    /// [`try_resize`](Self::try_resize) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::new(SystemAllocator);
    /// v.resize(3, 'x');
    /// assert_eq!(v, ['x'; 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_resize` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn resize(&mut self, new_len: usize, value: T)
    where
        T: Clone,
    {
        if let Err(failed) = self.try_resize(new_len, value) {
            failed.error.raise()
        }
    }

    /// Drops elements from the end, or appends what `f` makes, until there are `new_len`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::new(SystemAllocator);
    /// let mut next = 0;
    /// v.try_resize_with(3, || {
    ///     next += 1;
    ///     next
    /// })?;
    /// assert_eq!(v, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was, and `f` wasn't called.
    pub fn try_resize_with<F: FnMut() -> T>(
        &mut self,
        new_len: usize,
        mut f: F,
    ) -> Result<(), TryReserveError> {
        let Some(additional) = new_len.checked_sub(self.len) else {
            self.truncate(new_len);
            return Ok(());
        };
        self.try_reserve(additional)?;
        let first = self.buf.ptr();
        let mut guard = LenGuard::new(&mut self.len);
        for _ in 0..additional {
            let value = f();
            // SAFETY: room for `additional` elements beyond the first length was reserved.
            let place = unsafe { first.add(guard.len) };
            // SAFETY: aligned, inside the block, and not initialised.
            unsafe { place.write(value) };
            // INVARIANT 1: just written.
            guard.len += 1;
        }
        Ok(())
    }

    /// [`try_resize_with`](Self::try_resize_with) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::<String, _>::new(SystemAllocator);
    /// v.resize_with(2, Default::default);
    /// assert_eq!(v, ["", ""]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_resize_with` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, f: F) {
        if let Err(error) = self.try_resize_with(new_len, f) {
            error.raise()
        }
    }
}

/// Writes `value` behind the `len` elements at `first`, `count` times, and counts.
///
/// The last one is `value` itself, so that one clone less is made; with a `count` of zero it is
/// dropped. When a clone unwinds, `value` is dropped and what was written is counted.
///
/// # Safety
///
/// `first` is aligned, and the block at it has room for `len + count` elements, the first `len` of
/// which are initialised.
#[inline]
pub(super) unsafe fn write_repeated<T: Clone>(
    first: NonNull<T>,
    len: &mut usize,
    value: T,
    count: usize,
) {
    let Some(clones) = count.checked_sub(1) else { return };
    let mut guard = LenGuard::new(len);
    for _ in 0..clones {
        let clone = value.clone();
        // SAFETY: room for `count` elements beyond the first length, by our caller's promise.
        let place = unsafe { first.add(guard.len) };
        // SAFETY: aligned, inside the block, and not initialised.
        unsafe { place.write(clone) };
        // INVARIANT 1 of `ExVec`: just written.
        guard.len += 1;
    }
    // SAFETY: `count - 1` were written, so there is room for one more.
    let place = unsafe { first.add(guard.len) };
    // SAFETY: aligned, inside the block, and not initialised.
    unsafe { place.write(value) };
    // INVARIANT 1 of `ExVec`: just written.
    guard.len += 1;
}
