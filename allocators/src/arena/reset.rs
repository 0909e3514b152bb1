//! Giving everything back at once.

use super::ArenaAllocator;
use super::chunk::Chunk;
use super::size::header_size;
use exalloc_core::Allocator;

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Takes all blocks back at once, keeps the largest chunk for the next ones, and gives the
    /// other chunks back.
    ///
    /// So an arena that is used for one unit of work after the other soon has a single chunk that
    /// is large enough, and asks its backing allocator for nothing any more; unless it needs more
    /// than a chunk of the [largest size](crate::ArenaBuilder::max_chunk_size). Nothing is dropped:
    /// values that should be must have been.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, CountingAllocator, SystemAllocator};
    ///
    /// let mut arena = ArenaAllocator::new(CountingAllocator::new(SystemAllocator));
    /// for _ in 0..100 {
    ///     for n in 0..500_u64 {
    ///         arena.try_alloc_value(n).unwrap();
    ///     }
    ///     arena.reset();
    ///     assert_eq!((arena.used_bytes(), arena.chunk_count()), (0, 1));
    /// }
    /// assert!(arena.backing().stats().allocations < 6);
    /// ```
    ///
    /// # Complexity
    ///
    /// One call of the backing allocator for each chunk but one.
    #[doc(alias = "clear", alias = "retain_capacity")]
    pub fn reset(&mut self) {
        self.leave_current();
        let mut largest: Option<Chunk> = None;
        while let Some(chunk) = self.pop_any() {
            largest = Some(match largest {
                None => chunk,
                // Of two that are as large, the older one: its pages have all been in use.
                Some(kept) if kept.size() > chunk.size() => {
                    // SAFETY: `&mut` has invalidated all blocks.
                    unsafe { self.give_back(chunk) };
                    kept
                }
                Some(smaller) => {
                    // SAFETY: as above.
                    unsafe { self.give_back(smaller) };
                    chunk
                }
            });
        }
        if let Some(chunk) = largest {
            // SAFETY: nothing of it is used but the header, as `&mut` has invalidated all blocks.
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
        self.own.pop().or_else(|| self.shared.pop())
    }
}

impl<A: Allocator, const MIN_ALIGN: usize> Drop for ArenaAllocator<A, MIN_ALIGN> {
    fn drop(&mut self) {
        self.free_all();
    }
}
