//! Text that leaves the string character by character.

use super::ExString;
use crate::range;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{Range, RangeBounds};
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Removes a range of bytes, and yields the characters that were there.
    ///
    /// The range is removed when the iterator is dropped, whether all of it was yielded or not. If
    /// the iterator is forgotten instead, nothing is removed.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada Lovelace", SystemAllocator);
    /// assert!(s.drain(..4).eq("Ada ".chars()));
    /// assert_eq!(s, "Lovelace");
    /// ```
    ///
    /// # Panics
    ///
    /// When the range lies outside the string, or an end of it isn't at a boundary of characters.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the string, when the iterator is dropped.
    #[track_caller]
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> Drain<'_, A> {
        let range = range::resolve(range, self.len());
        let Range { start, end } = range;
        self.assert_boundary(start, "assertion failed: self.is_char_boundary(start)");
        self.assert_boundary(end, "assertion failed: self.is_char_boundary(end)");
        // INVARIANT 1: just checked.
        Drain { string: self, rest: range.clone(), range }
    }
}

/// The characters of a range that is being removed, made by [`ExString::drain`].
///
/// # Examples
///
/// ```
/// use exalloc::{ExString, SystemAllocator};
///
/// let mut s = ExString::from_str_in("Ada Lovelace", SystemAllocator);
/// let mut drain = s.drain(..4);
/// assert_eq!(drain.next(), Some('A'));
/// assert_eq!(drain.as_str(), "da ");
/// drop(drain);
/// assert_eq!(s, "Lovelace");
/// ```
///
/// # Invariants
///
/// The string is as it was, until this value is dropped.
///
/// 1. `range` and `rest` lie within the string, at boundaries of characters; `rest` in `range`.
pub struct Drain<'a, A: Allocator> {
    string: &'a mut ExString<A>,
    range: Range<usize>,
    rest: Range<usize>,
}

impl<A: Allocator> Drain<'_, A> {
    /// Lends the text that has not been yielded.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("abc", SystemAllocator);
    /// let mut drain = s.drain(..);
    /// drain.next();
    /// assert_eq!(drain.as_str(), "bc");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        // SAFETY: invariant 1.
        unsafe { self.string.get_unchecked(self.rest.clone()) }
    }
}

impl<A: Allocator> Iterator for Drain<'_, A> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        let ch = self.as_str().chars().next()?;
        // INVARIANT 1: past a character is a boundary.
        self.rest.start += ch.len_utf8();
        Some(ch)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.as_str().chars().size_hint()
    }

    #[inline]
    fn last(mut self) -> Option<char> {
        self.next_back()
    }
}

impl<A: Allocator> DoubleEndedIterator for Drain<'_, A> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        let ch = self.as_str().chars().next_back()?;
        // INVARIANT 1: where a character begins is a boundary.
        self.rest.end -= ch.len_utf8();
        Some(ch)
    }
}

impl<A: Allocator> FusedIterator for Drain<'_, A> {}

impl<A: Allocator> Drop for Drain<'_, A> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: invariant 1.
        unsafe { self.string.cut(self.range.clone()) };
    }
}

impl<A: Allocator> AsRef<str> for Drain<'_, A> {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<A: Allocator> AsRef<[u8]> for Drain<'_, A> {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_str().as_bytes()
    }
}

impl<A: Allocator> fmt::Debug for Drain<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.as_str()).finish()
    }
}
