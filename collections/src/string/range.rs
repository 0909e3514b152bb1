//! A range of bytes, from what callers write as one.

use super::ExString;
use crate::range;
use core::ops::{Range, RangeBounds};
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// The bytes that `range` selects: within the string, both ends at boundaries of characters.
    ///
    /// # Panics
    ///
    /// When they aren't, in std's words.
    #[track_caller]
    pub(super) fn resolve(&self, range: impl RangeBounds<usize>) -> Range<usize> {
        let Range { start, end } = range::resolve(range, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        start..end
    }
}
