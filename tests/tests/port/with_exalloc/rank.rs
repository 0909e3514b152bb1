//! Orders of what was found.

use super::note::Note;
use exalloc::Allocator;

/// How far in front a note is to be listed.
pub(super) trait Rank<A: Allocator> {
    fn name(&self) -> &str;
    fn score(&self, note: &Note<A>) -> usize;
}

/// Short notes first.
pub(super) struct ByLength;

/// Notes with many tags first.
pub(super) struct ByTags {
    /// What a tag counts; a line counts one.
    pub(super) weight: usize,
}

impl<A: Allocator + Copy> Rank<A> for ByLength {
    fn name(&self) -> &str {
        "length"
    }

    fn score(&self, note: &Note<A>) -> usize {
        usize::MAX - note.size()
    }
}

impl<A: Allocator + Copy> Rank<A> for ByTags {
    fn name(&self) -> &str {
        "tags"
    }

    fn score(&self, note: &Note<A>) -> usize {
        note.tags().len() * self.weight + note.lines().len()
    }
}
