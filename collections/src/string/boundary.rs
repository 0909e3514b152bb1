//! Positions that must be between characters.

use super::ExString;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Panics unless `index` is at a boundary of characters; `assertion` is what std says.
    ///
    /// What panics is one function, out of line and known by its name: a proof that lack of memory
    /// doesn't panic looks for the others (`tests/parity/no_panic.py`).
    #[inline]
    #[track_caller]
    pub(super) fn assert_boundary(&self, index: usize, assertion: &'static str) {
        if !self.is_char_boundary(index) {
            not_a_boundary(assertion)
        }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn not_a_boundary(assertion: &'static str) -> ! {
    panic!("{assertion}")
}
