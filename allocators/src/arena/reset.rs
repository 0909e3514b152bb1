//! Giving everything back at once.

use super::ArenaAllocator;
use super::chunk::{Chunk, ChunkList};
use super::size::header_size;
use exalloc_core::Allocator;

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Takes all blocks back at once, and keeps all memory for the next ones.
    ///
    /// So an arena that is used for one unit of work after the other soon has what the largest of
    /// them needs, and asks its backing allocator for nothing any more: chunks are used again in
    /// the order of their first use, and large blocks find the chunks of former ones. Nothing is
    /// dropped: values that should be must have been.
    ///
    /// [`reset_with_limit`](Self::reset_with_limit) gives back what one unusual unit of work has
    /// taken.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, CountingAllocator, SystemAllocator};
    ///
    /// let mut arena = ArenaAllocator::new(CountingAllocator::new(SystemAllocator));
    /// let mut after_the_first = 0;
    /// for round in 0..100 {
    ///     for n in 0..500_u64 {
    ///         arena.try_alloc_value(n).unwrap();
    ///     }
    ///     arena.reset();
    ///     assert_eq!(arena.used_bytes(), 0);
    ///     if round == 0 {
    ///         after_the_first = arena.backing().stats().allocations;
    ///     }
    /// }
    /// assert_eq!(arena.backing().stats().allocations, after_the_first);
    /// ```
    ///
    /// # Complexity
    ///
    /// A few instructions for each chunk that was used; no call of the backing allocator.
    #[doc(alias = "clear", alias = "retain_capacity")]
    pub fn reset(&mut self) {
        self.leave_current();
        self.own.pour_into(&self.spare_own);
        // The newest first, so that the oldest ends up at the head, before those that were spare
        // all the time.
        self.shared.pour_into(&self.spare);
        // INVARIANT: 5: `&mut` has invalidated all blocks.
        self.begin();
    }

    /// Takes all blocks back at once, keeps chunks of up to `bytes` bytes together for the next
    /// ones, and gives the others back.
    ///
    /// So an arena recovers from a unit of work that took unusually much. A chunk is kept as long
    /// as it fits what is left of the limit, where those in use come before the spare ones, and the
    /// newest, which are mostly the largest, before the others. Chunks that follow are planned no
    /// larger than the limit. Nothing is dropped: values that should be must have been.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
    ///
    /// let mut arena = ArenaAllocator::new(SystemAllocator);
    /// for megabytes in [1, 1, 50, 1] {
    ///     let v = ExVec::<u8, _>::try_with_capacity(megabytes << 20, &arena)?;
    ///     drop(v);
    ///     arena.reset_with_limit(2 << 20);
    ///     assert!(arena.reserved_bytes() <= 2 << 20);
    /// }
    /// assert!(arena.reserved_bytes() > 1 << 20, "what fits the limit is kept");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Complexity
    ///
    /// A few instructions for each chunk, and one call of the backing allocator for each that isn't
    /// kept.
    #[doc(alias = "retain_with_limit")]
    pub fn reset_with_limit(&mut self, bytes: usize) {
        self.leave_current();
        let mut left = bytes;
        let (shared, own, rest) = (ChunkList::new(), ChunkList::new(), ChunkList::new());
        for (from, to) in [
            (&self.shared, &shared),
            (&self.own, &own),
            (&self.spare_own, &own),
            (&self.spare, &rest),
        ] {
            // SAFETY: `&mut` has invalidated all blocks.
            unsafe { self.keep(from, to, &mut left) };
        }
        // Each way turns the order. Behind the chunks that were used, the oldest first, are those
        // that weren't, as before.
        rest.pour_into(&self.spare);
        let newest_first = ChunkList::new();
        shared.pour_into(&newest_first);
        newest_first.pour_into(&self.spare);
        own.pour_into(&self.spare_own);
        // INVARIANT: 5: `&mut` has invalidated all blocks.
        let first = self.growth.first(MIN_ALIGN);
        self.planned.set(self.planned.get().min(bytes.max(first)));
        self.begin();
    }

    /// Moves what fits the limit from one list to another, and gives the others back.
    ///
    /// # Safety
    ///
    /// No block in the chunks of `from` is used any more.
    unsafe fn keep(&self, from: &ChunkList, to: &ChunkList, left: &mut usize) {
        while let Some(chunk) = from.pop() {
            if let Some(rest) = left.checked_sub(chunk.size()) {
                *left = rest;
                to.push(chunk);
            } else {
                // SAFETY: forwarded.
                unsafe { self.give_back(chunk) };
            }
        }
    }

    /// Makes the first spare chunk current, if there is one.
    fn begin(&self) {
        if let Some(chunk) = self.spare.pop() {
            // SAFETY: nothing of it is used but the header, by invariant 5.
            unsafe { self.make_current(chunk, header_size(MIN_ALIGN)) };
        }
    }

    /// Takes all blocks back at once, and gives all chunks back: the arena is as new.
    ///
    /// Nothing is dropped: values that should be must have been.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let mut arena = ArenaAllocator::new(SystemAllocator);
    /// arena.try_alloc_value([0_u8; 100]).unwrap();
    /// arena.free_all();
    /// assert_eq!((arena.reserved_bytes(), arena.chunk_count()), (0, 0));
    /// ```
    ///
    /// # Complexity
    ///
    /// One call of the backing allocator for each chunk.
    pub fn free_all(&mut self) {
        self.leave_current();
        self.planned.set(self.growth.first(MIN_ALIGN));
        while let Some(chunk) = self.pop_any() {
            // SAFETY: `&mut` has invalidated all blocks.
            unsafe { self.give_back(chunk) };
        }
    }

    fn pop_any(&self) -> Option<Chunk> {
        let lists = [&self.own, &self.shared, &self.spare, &self.spare_own];
        lists.into_iter().find_map(ChunkList::pop)
    }
}

impl<A: Allocator, const MIN_ALIGN: usize> Drop for ArenaAllocator<A, MIN_ALIGN> {
    fn drop(&mut self) {
        self.free_all();
    }
}
