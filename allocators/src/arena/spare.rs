//! Chunks that are kept for later.

use super::ArenaAllocator;
use super::chunk::{Chunk, ChunkList};
use exalloc_core::Allocator;

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Takes a spare chunk of at least `needed` bytes.
    ///
    /// Chunks that were shared come back in the order in which they were used, so that a load which
    /// repeats itself finds each of its chunks at the place where it needed it. A block that would
    /// take most of the next one is put where it fits best among the chunks that were one block's;
    /// for what fits nowhere else, the others are searched.
    pub(super) fn take_spare(&self, needed: usize) -> Option<Chunk> {
        self.spare
            .take_first(1, |_, size| self.is_for_all(size, needed))
            .or_else(|| take_best(&self.spare_own, needed))
            .or_else(|| self.spare.take_first(usize::MAX, |_, size| size >= needed))
    }

    /// Tells whether a spare chunk has at least `needed` bytes.
    pub(super) fn has_spare(&self, needed: usize) -> bool {
        self.spare.sizes().chain(self.spare_own.sizes()).any(|size| size >= needed)
    }

    /// Gives the chunks back that were one block's and are nobody's now.
    pub(super) fn give_back_spare_own(&self) {
        while let Some(chunk) = self.spare_own.pop() {
            // SAFETY: invariant 5: there is no live block in it.
            unsafe { self.give_back(chunk) };
        }
    }
}

/// Takes the smallest chunk of at least `needed` bytes out.
fn take_best(list: &ChunkList, needed: usize) -> Option<Chunk> {
    let best = list.sizes().filter(|&size| size >= needed).min()?;
    list.take_first(usize::MAX, |_, size| size == best)
}
