//! One element anywhere.

use super::ExVec;
use crate::error::TryPushError;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Puts an element at `index`, moving all after it; or hands it back when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<128>::new();
    /// let mut v = ExVec::try_from_slice_in(&[1u64, 3], &bump)?;
    /// v.try_insert(1, 2)?;
    /// assert_eq!(v, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was, and the error holds `element`.
    ///
    /// # Panics
    ///
    /// If `index > len`.
    ///
    /// # Complexity
    ///
    /// Linear in the number of elements that move: all from `index` on, or all when the vector
    /// must grow.
    #[inline]
    #[track_caller]
    pub fn try_insert(&mut self, index: usize, element: T) -> Result<(), TryPushError<T>> {
        self.try_insert_mut(index, element).map(drop)
    }

    /// [`try_insert`](Self::try_insert) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 'a', 'c'];
    /// v.insert(1, 'b');
    /// v.insert(3, 'd');
    /// assert_eq!(v, ['a', 'b', 'c', 'd']);
    /// ```
    ///
    /// # Panics
    ///
    /// If `index > len`, and whenever `try_insert` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        if let Err(failed) = self.try_insert(index, element) {
            failed.error.raise()
        }
    }

    /// Puts an element at `index`, moving all after it, and lends it; or hands it back when there
    /// is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 3];
    /// *v.try_insert_mut(1, 0)? += 2;
    /// assert_eq!(v, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was, and the error holds `element`.
    ///
    /// # Panics
    ///
    /// If `index > len`.
    #[track_caller]
    pub fn try_insert_mut(&mut self, index: usize, element: T) -> Result<&mut T, TryPushError<T>> {
        let len = self.len;
        if index > len {
            insert_failed(index, len)
        }
        if let Err(error) = self.try_reserve(1) {
            return Err(TryPushError::new(element, error));
        }
        // SAFETY: `index <= len`, within the block.
        let mut place = unsafe { self.buf.ptr().add(index) };
        // SAFETY: `index < len + 1`, and there is room for `len + 1` elements.
        let next = unsafe { place.add(1) };
        // SAFETY: `len - index` elements, initialised at `place`; as many fit at `next`.
        unsafe { place.copy_to(next, len - index) };
        // SAFETY: aligned, inside the block; what was here has moved.
        unsafe { place.write(element) };
        // INVARIANT 1: one more element, with no foreign code since the first moved.
        self.len = len + 1;
        // SAFETY: aligned and initialised; the borrow of `self` keeps everyone else away.
        Ok(unsafe { place.as_mut() })
    }

    /// [`try_insert_mut`](Self::try_insert_mut) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 3];
    /// *v.insert_mut(1, 0) += 2;
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// If `index > len`, and whenever `try_insert_mut` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T {
        match self.try_insert_mut(index, element) {
            Ok(inserted) => inserted,
            Err(failed) => failed.error.raise(),
        }
    }

    /// Takes the element at `index` out, moving all after it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 'a', 'b', 'c'];
    /// assert_eq!(v.remove(0), 'a');
    /// assert_eq!(v, ['b', 'c']);
    /// ```
    ///
    /// # Panics
    ///
    /// If `index >= len`.
    ///
    /// # Complexity
    ///
    /// Linear in the number of elements after `index`. Where their order doesn't matter,
    /// [`swap_remove`](Self::swap_remove) takes constant time.
    #[track_caller]
    #[doc(alias = "delete")]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            remove_failed(index, len)
        }
        // SAFETY: `index < len`, within the block.
        let place = unsafe { self.buf.ptr().add(index) };
        // SAFETY: aligned and initialised; overwritten or left beyond the length below.
        let removed = unsafe { place.read() };
        // SAFETY: `index + 1 <= len`, within the block.
        let next = unsafe { place.add(1) };
        // SAFETY: `len - index - 1` elements, initialised at `next`; as many fit at `place`.
        unsafe { next.copy_to(place, len - index - 1) };
        // INVARIANT 1: one less, with no foreign code since the read.
        self.len = len - 1;
        removed
    }

    /// Takes the element at `index` out, and moves the last one there.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 'a', 'b', 'c'];
    /// assert_eq!(v.swap_remove(0), 'a');
    /// assert_eq!(v, ['c', 'b']);
    /// ```
    ///
    /// # Panics
    ///
    /// If `index >= len`.
    ///
    /// # Complexity
    ///
    /// Constant time.
    #[inline]
    #[track_caller]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len {
            swap_remove_failed(index, len)
        }
        // SAFETY: `index < len`, within the block.
        let place = unsafe { self.buf.ptr().add(index) };
        // SAFETY: `len - 1 < len`, within the block.
        let last = unsafe { self.buf.ptr().add(len - 1) };
        // SAFETY: aligned and initialised; overwritten or left beyond the length below.
        let removed = unsafe { place.read() };
        // SAFETY: one element, initialised at `last`, into the place of the one that was read; they
        // may be the same.
        unsafe { last.copy_to(place, 1) };
        // INVARIANT 1: one less, with no foreign code since the read.
        self.len = len - 1;
        removed
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn insert_failed(index: usize, len: usize) -> ! {
    panic!("insertion index (is {index}) should be <= len (is {len})")
}

#[cold]
#[inline(never)]
#[track_caller]
fn remove_failed(index: usize, len: usize) -> ! {
    panic!("removal index (is {index}) should be < len (is {len})")
}

#[cold]
#[inline(never)]
#[track_caller]
fn swap_remove_failed(index: usize, len: usize) -> ! {
    panic!("swap_remove index (is {index}) should be < len (is {len})")
}
