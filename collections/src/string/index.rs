//! Parts of the text, by ranges of bytes.

use super::ExString;
use core::ops::{Index, IndexMut};
use core::slice::SliceIndex;
use exalloc_core::Allocator;

impl<I: SliceIndex<str>, A: Allocator> Index<I> for ExString<A> {
    type Output = I::Output;

    /// Lends the part that `index` selects.
    ///
    /// # Panics
    ///
    /// When it lies outside the string, or an end of it isn't at a boundary of characters.
    #[inline]
    fn index(&self, index: I) -> &I::Output {
        &self.as_str()[index]
    }
}

impl<I: SliceIndex<str>, A: Allocator> IndexMut<I> for ExString<A> {
    /// Lends the part that `index` selects, for changes in place.
    ///
    /// # Panics
    ///
    /// When it lies outside the string, or an end of it isn't at a boundary of characters.
    #[inline]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        &mut self.as_mut_str()[index]
    }
}
