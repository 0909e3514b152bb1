//! Copies of whole vectors.

use super::ExVec;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

impl<T: Clone, A: Allocator> ExVec<T, A> {
    /// Makes a vector of clones, in the cloned allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, try_ex_vec};
    ///
    /// let bump = InlineBump::<16>::new();
    /// let v = try_ex_vec![in &bump; 1u64]?;
    /// let copy = v.try_clone()?;
    /// assert_eq!(copy, v);
    /// assert!(v.try_clone().is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_clone(&self) -> Result<Self, TryReserveError>
    where
        A: Clone,
    {
        self.try_clone_in(self.allocator().clone())
    }

    /// Makes a vector of clones, in another allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SystemAllocator, ex_vec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let v = ex_vec![in SystemAllocator; 1, 2];
    /// assert_eq!(v.try_clone_in(&bump)?, v);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    #[inline]
    pub fn try_clone_in<B: Allocator>(&self, alloc: B) -> Result<ExVec<T, B>, TryReserveError> {
        ExVec::try_from_slice_in(self, alloc)
    }

    /// [`try_clone_in`](Self::try_clone_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SystemAllocator, ex_vec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let v = ex_vec![in SystemAllocator; 1, 2];
    /// assert_eq!(v.clone_in(&bump), v);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_clone_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn clone_in<B: Allocator>(&self, alloc: B) -> ExVec<T, B> {
        ExVec::from_slice_in(self, alloc)
    }

    /// Becomes a copy of `source`, in its own allocator and, where they suffice, its own block and
    /// elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SystemAllocator, ex_vec, try_ex_vec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = try_ex_vec![in &bump; 1, 2, 3]?;
    /// v.try_clone_from(&ex_vec![in SystemAllocator; 7, 8])?;
    /// assert_eq!(v, [7, 8]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was.
    pub fn try_clone_from<B: Allocator>(
        &mut self,
        source: &ExVec<T, B>,
    ) -> Result<(), TryReserveError> {
        self.try_reserve(source.len.saturating_sub(self.len))?;
        self.truncate(source.len);
        // The length is at most the source's now.
        let (front, back) = source.split_at(self.len);
        self.clone_from_slice(front);
        self.try_extend_from_slice(back)
    }
}

#[cfg(feature = "infallible")]
impl<T: Clone, A: Allocator + Clone> Clone for ExVec<T, A> {
    /// [`try_clone`](Self::try_clone) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[inline]
    #[track_caller]
    fn clone(&self) -> Self {
        self.clone_in(self.allocator().clone())
    }

    /// [`try_clone_from`](Self::try_clone_from) for callers that treat failure as fatal: keeps its
    /// own allocator.
    ///
    /// # Panics
    ///
    /// When there is no room.
    #[track_caller]
    fn clone_from(&mut self, source: &Self) {
        if let Err(error) = self.try_clone_from(source) {
            error.raise()
        }
    }
}
