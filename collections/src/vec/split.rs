//! Elements that go from one vector to another.

use super::ExVec;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Moves all elements of another vector to the end of this one; the other is empty then.
    ///
    /// The other vector may have any allocator: elements move, blocks don't.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SystemAllocator, ex_vec, try_ex_vec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut near = try_ex_vec![in &bump; 1, 2]?;
    /// let mut far = ex_vec![in SystemAllocator; 3, 4];
    /// near.try_append(&mut far)?;
    /// assert_eq!(near, [1, 2, 3, 4]);
    /// assert!(far.is_empty());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. Both vectors are as they were.
    pub fn try_append<B: Allocator>(
        &mut self,
        other: &mut ExVec<T, B>,
    ) -> Result<(), TryReserveError> {
        let count = other.len;
        self.try_reserve(count)?;
        // SAFETY: `len` is within the block.
        let end = unsafe { self.buf.ptr().add(self.len) };
        // SAFETY: `count` initialised elements of the other vector; room for as many was reserved;
        // the blocks of two vectors don't overlap.
        unsafe { other.buf.ptr().copy_to_nonoverlapping(end, count) };
        // INVARIANT 1: they have moved, with no foreign code in between.
        other.len = 0;
        self.len += count;
        Ok(())
    }

    /// [`try_append`](Self::try_append) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut a = ex_vec![in SystemAllocator; 1, 2];
    /// let mut b = ex_vec![in &SystemAllocator; 3];
    /// a.append(&mut b);
    /// assert_eq!((&a[..], &b[..]), (&[1, 2, 3][..], &[][..]));
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_append` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn append<B: Allocator>(&mut self, other: &mut ExVec<T, B>) {
        if let Err(error) = self.try_append(other) {
            error.raise()
        }
    }

    /// Moves the elements from `at` on into a new vector, in the cloned allocator.
    ///
    /// The capacity of this vector stays. Where the elements are to go into another allocator, make
    /// the vector there and extend it from [`drain(at..)`](Self::drain).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 'a', 'b', 'c'];
    /// let tail = v.try_split_off(1)?;
    /// assert_eq!((&v[..], &tail[..]), (&['a'][..], &['b', 'c'][..]));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room for the new vector. This one is as it was.
    ///
    /// # Panics
    ///
    /// If `at > len`.
    #[track_caller]
    pub fn try_split_off(&mut self, at: usize) -> Result<Self, TryReserveError>
    where
        A: Clone,
    {
        let Some(count) = self.len.checked_sub(at) else { split_off_failed(at, self.len) };
        let mut other = Self::try_with_capacity(count, self.allocator().clone())?;
        // SAFETY: `at <= len`, within the block.
        let from = unsafe { self.buf.ptr().add(at) };
        // SAFETY: `count` initialised elements from `at` on; the other vector has room for as many;
        // the blocks of two vectors don't overlap.
        unsafe { from.copy_to_nonoverlapping(other.buf.ptr(), count) };
        // INVARIANT 1: they have moved, with no foreign code in between.
        self.len = at;
        other.len = count;
        Ok(other)
    }

    /// [`try_split_off`](Self::try_split_off) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 'a', 'b', 'c'];
    /// assert_eq!(v.split_off(1), ['b', 'c']);
    /// ```
    ///
    /// # Panics
    ///
    /// If `at > len`, and whenever `try_split_off` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[must_use = "`truncate` drops elements without making a vector of them"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self
    where
        A: Clone,
    {
        match self.try_split_off(at) {
            Ok(other) => other,
            Err(error) => error.raise(),
        }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn split_off_failed(at: usize, len: usize) -> ! {
    panic!("`at` split index (is {at}) should be <= len (is {len})")
}
