//! The queue of freed blocks that are kept for a while.

#![forbid(unsafe_code)]

use super::books::{BlockState, BookEntry, Books, Key};

/// The queue of freed blocks: the oldest leaves first. The blocks are in the books, and each knows
/// the next.
///
/// # Invariants
///
/// 1. The blocks from `oldest` along `next` to `newest` are those in the books that are
///    [`Freed`](BlockState::Freed).
/// 2. `bytes` is the sum of their sizes, padding included, and `blocks` their number.
#[derive(Debug)]
pub(super) struct Quarantine {
    oldest: Option<Key>,
    newest: Option<Key>,
    bytes: usize,
    blocks: usize,
}

impl Quarantine {
    pub(super) const fn new() -> Self {
        // INVARIANT: 1 and 2: empty.
        Self { oldest: None, newest: None, bytes: 0, blocks: 0 }
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) const fn blocks(&self) -> usize {
        self.blocks
    }

    /// Adds a block of the books, which is poisoned and nobody's.
    pub(super) fn push(&mut self, books: &mut Books, index: usize) {
        let Some(entry) = books.entry_mut(index) else { return };
        // INVARIANT: 1: it becomes `Freed` and the last: no block has a next one before that.
        // 2: added to both.
        entry.state = BlockState::Freed;
        let key = entry.key();
        self.bytes = self.bytes.saturating_add(entry.held.frame().outer().size());
        self.blocks = self.blocks.saturating_add(1);
        let last = self.newest.and_then(|newest| books.position(newest));
        match last.and_then(|last| books.entry_mut(last)) {
            Some(last) => last.next = Some(key),
            None => self.oldest = Some(key),
        }
        self.newest = Some(key);
    }

    /// Takes the oldest block out, and out of the books.
    pub(super) fn pop(&mut self, books: &mut Books) -> Option<BookEntry> {
        let index = books.position(self.oldest?)?;
        let entry = books.remove(index)?;
        // INVARIANT: 1: the next is the oldest now. 2: taken off both.
        self.oldest = entry.next;
        if self.oldest.is_none() {
            self.newest = None;
        }
        self.bytes = self.bytes.saturating_sub(entry.held.frame().outer().size());
        self.blocks = self.blocks.saturating_sub(1);
        Some(entry)
    }
}
