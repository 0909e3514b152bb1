//! How a checked allocator ends.

use super::books::{BlockState, BookEntry};
use super::state::inspect;
use super::{CheckedAllocator, DropCheck, Finding, FindingKind, Report};
use crate::testing::unwinding::is_unwinding;
use exalloc_core::Allocator;

impl<A: Allocator> CheckedAllocator<'_, A> {
    /// Gives everything back to the allocator inside: all blocks are invalidated by the end of
    /// their allocator. Answers with what was found and not reported yet.
    pub(super) fn end(&mut self, method: &'static str) -> Option<Report> {
        self.state.with(|state| state.books.sort_by_number());
        // Leaks come after all other findings, by number.
        let mut at = 0;
        while let Some(found) = self.state.with(|state| {
            let entry = state.books.entry_from_end(at)?;
            Some(inspect(method, entry))
        }) {
            self.tell(found);
            at += 1;
        }
        while let Some(entry) = self.state.with(|state| state.books.pop()) {
            self.end_block(method, entry);
        }
        if let Some((storage, layout)) = self.state.with(|state| state.books.take_storage()) {
            // SAFETY: the books gave it up: a block of the allocator inside, which the layout fits.
            unsafe { self.backing.dealloc(storage, layout) };
        }
        self.take_report()
    }

    fn end_block(&self, method: &'static str, entry: BookEntry) {
        match entry.state {
            // One that is lost isn't given back.
            BlockState::Live | BlockState::Lost => {
                self.tell([Some(Finding::about(FindingKind::Leak, method, &entry))]);
                self.give_back(entry);
            }
            BlockState::GivenUp | BlockState::Freed => self.give_back(entry),
            // The allocator inside unwound, which breaks rule 3: nobody knows where the block is.
            BlockState::Changing { .. } => {}
        }
    }
}

/// Gives everything back to the allocator inside, and reports.
///
/// # Panics
///
/// If anything was found and not reported yet, or a block wasn't given back: as
/// [`DropCheck`] says. Everything has been given back then.
impl<A: Allocator> Drop for CheckedAllocator<'_, A> {
    fn drop(&mut self) {
        let report = self.end("drop");
        if let Some(report) = report {
            if self.drop_check == DropCheck::Panic && !is_unwinding() {
                panic!("{report}");
            }
        }
    }
}
