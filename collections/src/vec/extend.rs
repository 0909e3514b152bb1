//! More elements, from an iterator.

use super::ExVec;
use crate::error::{TryExtendError, TryReserveError};
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Appends all that an iterator yields, or hands back what found no room.
    ///
    /// Room for as many as the iterator promises at least is made first, so an iterator that knows
    /// its length is stored as a whole or not at all.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = ExVec::new(&bump);
    /// v.try_extend([1u8, 2, 3])?;
    /// let error = v.try_extend(vec![0; 1000]).unwrap_err();
    /// assert_eq!(v, [1, 2, 3]);
    /// assert_eq!(error.into_iter().count(), 1000);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. What was stored before stays in the vector; the error holds the item
    /// that was to be next, and the rest of the iterator.
    pub fn try_extend<I: IntoIterator<Item = T>>(
        &mut self,
        iter: I,
    ) -> Result<(), TryExtendError<I::IntoIter>> {
        let mut iter = iter.into_iter();
        match self.try_extend_by(&mut iter) {
            Ok(()) => Ok(()),
            Err((item, error)) => Err(TryExtendError::new(item, iter, error)),
        }
    }

    /// Appends all that an iterator yields; on failure it stays where it was, and the item that
    /// was to be next comes back.
    pub(super) fn try_extend_by<I: Iterator<Item = T>>(
        &mut self,
        iter: &mut I,
    ) -> Result<(), (Option<T>, TryReserveError)> {
        let (promised, _) = iter.size_hint();
        if let Err(error) = self.try_reserve(promised) {
            return Err((None, error));
        }
        // There is room for what was promised, so this loop needn't ask. The iterator may yield
        // fewer or more, if it lies.
        for _ in 0..promised {
            let Some(item) = iter.next() else { return Ok(()) };
            // SAFETY: the length is below the capacity: room for `promised` was reserved, and fewer
            // were written.
            unsafe { self.push_unchecked(item) };
        }
        while let Some(item) = iter.next() {
            if self.len == self.buf.capacity() {
                let (promised, _) = iter.size_hint();
                if let Err(error) = self.try_reserve(promised.saturating_add(1)) {
                    return Err((Some(item), error));
                }
            }
            // SAFETY: the length is below the capacity: it was, or room was reserved.
            unsafe { self.push_unchecked(item) };
        }
        Ok(())
    }
}

#[cfg(feature = "infallible")]
impl<T, A: Allocator> Extend<T> for ExVec<T, A> {
    /// [`try_extend`](Self::try_extend) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        if let Err((_, error)) = self.try_extend_by(&mut iter.into_iter()) {
            error.raise()
        }
    }
}

#[cfg(feature = "infallible")]
impl<'a, T: Copy + 'a, A: Allocator> Extend<&'a T> for ExVec<T, A> {
    /// [`try_extend`](Self::try_extend) of copies, for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        self.extend(iter.into_iter().copied());
    }
}
