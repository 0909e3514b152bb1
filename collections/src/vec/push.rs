//! One element at the end.

use super::ExVec;
use crate::error::TryPushError;
use crate::raw::Refused;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Appends an element, or hands it back when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<128>::new();
    /// let mut v = ExVec::new(&bump);
    /// let left = (0..).find_map(|n: u64| v.try_push(n).err()).unwrap();
    /// assert_eq!((left.value, v.len()), (16, 16));
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was, and the error holds `value`.
    ///
    /// # Complexity
    ///
    /// Constant time, amortised.
    #[inline]
    #[doc(alias = "push_back", alias = "append")]
    pub fn try_push(&mut self, value: T) -> Result<(), TryPushError<T>> {
        if let Err(refused) = self.room_for_one() {
            return Err(TryPushError::new(value, refused.error()));
        }
        // SAFETY: there is room for one more.
        unsafe { self.push_unchecked(value) };
        Ok(())
    }

    /// Makes room for one more element, where there is none.
    #[inline(always)] // As `try_grow_amortized`, and for its sake.
    fn room_for_one(&mut self) -> Result<(), Refused> {
        // Never above it: invariant 1.
        if self.len != self.buf.capacity() {
            return Ok(());
        }
        // SAFETY: invariant 1: the elements are ours; there is room for none.
        unsafe { self.buf.try_grow_full() }
    }

    /// Appends an element for which there is room.
    ///
    /// # Safety
    ///
    /// The length is below the capacity.
    #[inline]
    pub(super) unsafe fn push_unchecked(&mut self, value: T) {
        let len = self.len;
        // SAFETY: there is room for one element beyond `len`, by our caller's promise.
        let end = unsafe { self.buf.ptr().add(len) };
        // SAFETY: aligned, inside the block, and not initialised.
        unsafe { end.write(value) };
        // INVARIANT 1: the element at `len` was just written.
        self.len = len + 1;
    }

    /// [`try_push`](Self::try_push) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::new(SystemAllocator);
    /// v.push('a');
    /// assert_eq!(v, ['a']);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_push` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[doc(alias = "push_back", alias = "append")]
    pub fn push(&mut self, value: T) {
        // Not by way of `try_push`: an error that is taken apart again costs registers.
        if let Err(refused) = self.room_for_one() {
            refused.raise()
        }
        // SAFETY: there is room for one more.
        unsafe { self.push_unchecked(value) };
    }

    /// Appends an element and lends it, or hands it back when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut rows = ExVec::new(SystemAllocator);
    /// let row = rows.try_push_mut(ExVec::new(SystemAllocator))?;
    /// row.try_push(1)?;
    /// assert_eq!(rows, [[1]]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was, and the error holds `value`.
    #[inline]
    pub fn try_push_mut(&mut self, value: T) -> Result<&mut T, TryPushError<T>> {
        let len = self.len;
        self.try_push(value)?;
        // SAFETY: the element at `len` was just written, so this stays inside the block.
        let mut last = unsafe { self.buf.ptr().add(len) };
        // SAFETY: aligned and initialised; the borrow of `self` keeps everyone else away.
        Ok(unsafe { last.as_mut() })
    }

    /// [`try_push_mut`](Self::try_push_mut) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::new(SystemAllocator);
    /// *v.push_mut(1) += 1;
    /// assert_eq!(v, [2]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_push_mut` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn push_mut(&mut self, value: T) -> &mut T {
        match self.try_push_mut(value) {
            Ok(last) => last,
            Err(failed) => failed.error.raise(),
        }
    }

    /// Appends an element where there is room already, and lends it; never allocates.
    ///
    /// For code that must not ask an allocator at that moment, such as an interrupt handler.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::with_capacity(1, SystemAllocator);
    /// assert_eq!(v.push_within_capacity(1), Ok(&mut 1));
    /// assert_eq!(v.push_within_capacity(2), Err(2));
    /// ```
    ///
    /// # Errors
    ///
    /// `value`, when the vector is full.
    #[inline]
    pub fn push_within_capacity(&mut self, value: T) -> Result<&mut T, T> {
        let len = self.len;
        if len == self.buf.capacity() {
            return Err(value);
        }
        // SAFETY: the length is below the capacity.
        unsafe { self.push_unchecked(value) };
        // SAFETY: the element at `len` was just written, so this stays inside the block.
        let mut last = unsafe { self.buf.ptr().add(len) };
        // SAFETY: aligned and initialised; the borrow of `self` keeps everyone else away.
        Ok(unsafe { last.as_mut() })
    }

    /// Takes the last element out.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2];
    /// assert_eq!([v.pop(), v.pop(), v.pop()], [Some(2), Some(1), None]);
    /// ```
    #[inline]
    #[doc(alias = "pop_back")]
    pub fn pop(&mut self) -> Option<T> {
        let last = self.len.checked_sub(1)?;
        // INVARIANT 1: the element at `last` belongs to the caller from here on.
        self.len = last;
        // SAFETY: invariant 1 before that line: inside the block.
        let last = unsafe { self.buf.ptr().add(last) };
        // SAFETY: aligned and initialised; beyond the length now, so it is read once.
        Some(unsafe { last.read() })
    }

    /// Takes the last element out if `predicate` says so.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2];
    /// assert_eq!(v.pop_if(|n| *n % 2 == 0), Some(2));
    /// assert_eq!(v.pop_if(|n| *n % 2 == 0), None);
    /// ```
    pub fn pop_if<F: FnOnce(&mut T) -> bool>(&mut self, predicate: F) -> Option<T> {
        if predicate(self.last_mut()?) { self.pop() } else { None }
    }
}
