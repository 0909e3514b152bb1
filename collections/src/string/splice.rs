//! Text anywhere: the one place that moves bytes within a string.

use super::ExString;
use crate::error::TryReserveError;
use crate::range;
use core::ops::{Range, RangeBounds};
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Replaces the bytes of `range` by `text`, or leaves the string as it was when there is no
    /// room.
    ///
    /// # Safety
    ///
    /// `range.start <= range.end <= len`, both at boundaries of characters.
    #[inline]
    pub(super) unsafe fn try_splice(
        &mut self,
        range: Range<usize>,
        text: &str,
    ) -> Result<(), TryReserveError> {
        debug_assert!(self.get(range.clone()).is_some());
        let len = self.vec.len();
        let new_end = range.start + text.len(); // Can't overflow: both lie in the address space.
        if let Some(more) = text.len().checked_sub(range.len()) {
            self.vec.try_reserve(more)?;
        }
        let start = self.vec.as_mut_ptr();
        // SAFETY: within the block: `range.end <= len` by our caller's promise.
        let tail = unsafe { start.add(range.end) };
        // SAFETY: within the block: the new length, `new_end + (len - range.end)`, is at most the
        // capacity, for there is room for as much more as `text` is longer than the range.
        let new_tail = unsafe { start.add(new_end) };
        // SAFETY: `len - range.end` bytes are the vector's on both sides, as above; they may
        // overlap.
        unsafe { tail.copy_to(new_tail, len - range.end) };
        // SAFETY: within the block: `range.start <= len`.
        let gap = unsafe { start.add(range.start) };
        // SAFETY: the gap is `text.len()` bytes up to `new_end`, the vector's, so disjoint from
        // what `text` borrows.
        unsafe { gap.copy_from_nonoverlapping(text.as_ptr(), text.len()) };
        // SAFETY: at most the capacity, as above; all bytes were initialised before or just
        // written.
        // INVARIANT 1: whole characters went, text came between text and text.
        unsafe { self.vec.set_len(new_end + (len - range.end)) };
        Ok(())
    }

    /// Removes the bytes of `range`.
    ///
    /// # Safety
    ///
    /// `range.start <= range.end <= len`, both at boundaries of characters.
    #[inline]
    pub(super) unsafe fn cut(&mut self, range: Range<usize>) {
        // SAFETY: forwarded.
        let cut = unsafe { self.try_splice(range, "") };
        // Nothing longer came, so no room was asked for.
        debug_assert!(cut.is_ok());
    }

    /// Inserts text at a byte position, or leaves the string as it was when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Adace", SystemAllocator);
    /// s.try_insert_str(3, " Lovela")?;
    /// assert_eq!(s, "Ada Lovelace");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Panics
    ///
    /// When `idx` isn't at a boundary of characters, or lies beyond the end.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the string.
    #[inline]
    #[track_caller]
    pub fn try_insert_str(&mut self, idx: usize, text: &str) -> Result<(), TryReserveError> {
        self.assert_boundary(idx, "assertion failed: self.is_char_boundary(idx)");
        // SAFETY: a boundary is at most the length.
        unsafe { self.try_splice(idx..idx, text) }
    }

    /// [`try_insert_str`](Self::try_insert_str) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Lovelace", SystemAllocator);
    /// s.insert_str(0, "Ada ");
    /// assert_eq!(s, "Ada Lovelace");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `try_insert_str` does, and whenever it returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, text: &str) {
        if let Err(error) = self.try_insert_str(idx, text) {
            error.raise()
        }
    }

    /// Inserts a character at a byte position, or leaves the string as it was when there is no
    /// room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ad", SystemAllocator);
    /// s.try_insert(2, 'ä')?;
    /// assert_eq!(s, "Adä");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Panics
    ///
    /// When `idx` isn't at a boundary of characters, or lies beyond the end.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the string.
    #[inline]
    #[track_caller]
    pub fn try_insert(&mut self, idx: usize, ch: char) -> Result<(), TryReserveError> {
        self.try_insert_str(idx, ch.encode_utf8(&mut [0; 4]))
    }

    /// [`try_insert`](Self::try_insert) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("da", SystemAllocator);
    /// s.insert(0, 'A');
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `try_insert` does, and whenever it returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn insert(&mut self, idx: usize, ch: char) {
        if let Err(error) = self.try_insert(idx, ch) {
            error.raise()
        }
    }

    /// Replaces a range of bytes by text, or leaves the string as it was when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada Byron", SystemAllocator);
    /// s.try_replace_range(4.., "Lovelace")?;
    /// assert_eq!(s, "Ada Lovelace");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Panics
    ///
    /// When the range lies outside the string, or an end of it isn't at a boundary of characters.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the string and of `text`.
    #[track_caller]
    pub fn try_replace_range(
        &mut self,
        range: impl RangeBounds<usize>,
        text: &str,
    ) -> Result<(), TryReserveError> {
        let range = range::resolve(range, self.len());
        // std's words.
        self.assert_boundary(range.start, "start of range should be a character boundary");
        self.assert_boundary(range.end, "end of range should be a character boundary");
        // SAFETY: in order and within the string, both at boundaries: just checked.
        unsafe { self.try_splice(range, text) }
    }

    /// [`try_replace_range`](Self::try_replace_range) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada Lovelace", SystemAllocator);
    /// s.replace_range(3..=3, "-");
    /// assert_eq!(s, "Ada-Lovelace");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `try_replace_range` does, and whenever it returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn replace_range(&mut self, range: impl RangeBounds<usize>, text: &str) {
        if let Err(error) = self.try_replace_range(range, text) {
            error.raise()
        }
    }
}
