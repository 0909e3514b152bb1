//! The same elements under another allocator: in its memory, or under a type that names less.

use super::ExVec;
use crate::error::TryIntoAllocError;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Moves the elements into memory of another allocator, or hands vector and allocator back when
    /// that has no room.
    ///
    /// For results that were built in an arena and outlive it, or that cross to C++. The new block
    /// has room for the elements and no more.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = ExVec::new(&bump);
    /// v.try_extend([1, 2, 3])?;
    /// let kept = v.try_into_alloc(SystemAllocator)?;
    /// drop(bump);
    /// assert_eq!(kept, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The error holds the vector, as it was, and `alloc`.
    ///
    /// # Complexity
    ///
    /// Linear in the length: the elements are copied as bytes.
    #[doc(alias = "clone_in")]
    pub fn try_into_alloc<B: Allocator>(
        mut self,
        alloc: B,
    ) -> Result<ExVec<T, B>, TryIntoAllocError<Self, B>> {
        let mut other = ExVec::new(alloc);
        if let Err(error) =
            other.try_reserve_exact(self.len).and_then(|()| other.try_append(&mut self))
        {
            // Without room nothing is owned: the allocator is all that is to be kept.
            let (_, _, _, alloc) = other.into_raw_parts();
            return Err(TryIntoAllocError::new(self, alloc, error));
        }
        // While the new vector is a local value: dropped behind the result, an allocator whose
        // destructor panics would leak it (rust-lang/rust#47949).
        drop(self);
        Ok(other)
    }

    /// [`try_into_alloc`](Self::try_into_alloc) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SystemAllocator, ex_vec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let v = ex_vec![in &bump; 1, 2, 3].into_alloc(SystemAllocator);
    /// drop(bump);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_into_alloc` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    pub fn into_alloc<B: Allocator>(self, alloc: B) -> ExVec<T, B> {
        match self.try_into_alloc(alloc) {
            Ok(v) => v,
            Err(failed) => failed.error.raise(),
        }
    }
}

impl<'a, T, X: Allocator + 'a> ExVec<T, &'a X> {
    /// Forgets which allocator it is; the elements stay where they are.
    ///
    /// For functions and fields that take vectors of any allocator without a parameter for it. The
    /// reference grows by a word, and requests go through a table of functions from then on. What
    /// is an allocator by reference only, as `InlineBump`, is erased behind another: `&&bump`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{Allocator, ArenaAllocator, ExVec, SystemAllocator, ex_vec};
    ///
    /// fn total(parts: &[ExVec<u32, &dyn Allocator>]) -> u32 {
    ///     parts.iter().flatten().sum()
    /// }
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let near = ex_vec![in &arena; 1, 2].erase_alloc();
    /// let far = ex_vec![in &SystemAllocator; 3].erase_alloc();
    /// assert_eq!(total(&[near, far]), 6);
    /// ```
    #[inline]
    #[must_use = "elements and block are dropped"]
    pub fn erase_alloc(self) -> ExVec<T, &'a (dyn Allocator + 'a)> {
        let (ptr, len, cap, alloc) = self.into_raw_parts();
        // SAFETY: the parts of a vector, used once. A reference is equivalent to the allocator
        // behind it, and stays so when that is unsized: the block is live and fits as before.
        unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) }
    }

    /// [`erase_alloc`](Self::erase_alloc) for vectors that are to be sent and shared between
    /// threads.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let v = ex_vec![in &SystemAllocator; 1, 2, 3].erase_alloc_sync();
    /// std::thread::spawn(move || assert_eq!(v, [1, 2, 3])).join().unwrap();
    /// ```
    #[inline]
    #[must_use = "elements and block are dropped"]
    pub fn erase_alloc_sync(self) -> ExVec<T, &'a (dyn Allocator + Sync + 'a)>
    where
        X: Sync,
    {
        let (ptr, len, cap, alloc) = self.into_raw_parts();
        // SAFETY: as in `erase_alloc`.
        unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) }
    }
}
