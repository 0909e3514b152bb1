//! One element at the end.

use super::ExVec;
use crate::error::TryPushError;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Appends an element, or hands it back when there is no room.
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_push(&mut self, value: T) -> Result<(), TryPushError<T>> {
        let len = self.len;
        if len == self.buf.capacity() {
            // SAFETY: invariant 1: the elements are ours; there is room for none.
            if let Err(error) = unsafe { self.buf.try_grow_amortized(len, 1) } {
                return Err(TryPushError::new(value, error));
            }
        }
        // SAFETY: there is room for one element beyond `len`: the length was below the capacity.
        let end = unsafe { self.buf.ptr().add(len) };
        // SAFETY: aligned, inside the block, and not initialised.
        unsafe { end.write(value) };
        // INVARIANT 1: the element at `len` was just written.
        self.len = len + 1;
        Ok(())
    }

    /// [`try_push`](Self::try_push) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// Whenever `try_push` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn push(&mut self, value: T) {
        if let Err(failed) = self.try_push(value) {
            failed.error.raise()
        }
    }
}
