//! Orders of what was found.

use super::note::Note;

/// How far in front a note is to be listed.
pub(super) trait Rank {
    fn name(&self) -> &str;
    fn score(&self, note: &Note) -> usize;
}

/// Short notes first.
pub(super) struct ByLength;

/// Notes with many tags first.
pub(super) struct ByTags {
    /// What a tag counts; a line counts one.
    pub(super) weight: usize,
}

impl Rank for ByLength {
    fn name(&self) -> &str {
        "length"
    }

    fn score(&self, note: &Note) -> usize {
        usize::MAX - note.size()
    }
}

impl Rank for ByTags {
    fn name(&self) -> &str {
        "tags"
    }

    fn score(&self, note: &Note) -> usize {
        note.tags().len() * self.weight + note.lines().len()
    }
}
