//! Guards that keep a vector whole while foreign code runs, which may unwind.

use super::ExVec;
use exalloc_core::Allocator;

/// Keeps a vector's length truthful if foreign code unwinds between two writes.
///
/// The length is counted here, in a register, and stored once: when the guard goes.
pub(super) struct LenGuard<'v> {
    stored: &'v mut usize,
    /// How many elements are initialised.
    pub(super) len: usize,
}

impl<'v> LenGuard<'v> {
    #[inline]
    pub(super) const fn new(stored: &'v mut usize) -> Self {
        let len = *stored;
        Self { stored, len }
    }
}

impl Drop for LenGuard<'_> {
    #[inline]
    fn drop(&mut self) {
        *self.stored = self.len;
    }
}

/// Makes a vector whole that has a gap of refused elements, also while unwinding.
///
/// Elements `0..kept` and `seen..len` are initialised, those between them are not.
pub(super) struct Gap<'v, T, A: Allocator> {
    pub(super) vec: &'v mut ExVec<T, A>,
    /// How many elements were decided on.
    pub(super) seen: usize,
    /// How many of them stay, moved to the front.
    pub(super) kept: usize,
    /// How many elements there were.
    pub(super) len: usize,
}

impl<T, A: Allocator> Drop for Gap<'_, T, A> {
    fn drop(&mut self) {
        let unseen = self.len - self.seen;
        if unseen > 0 && self.kept < self.seen {
            // SAFETY: `seen <= len`, within the block.
            let from = unsafe { self.vec.buf.ptr().add(self.seen) };
            // SAFETY: `kept <= seen`, within the block.
            let to = unsafe { self.vec.buf.ptr().add(self.kept) };
            // SAFETY: `unseen` initialised elements at `from`; as many fit at `to`, before it.
            unsafe { from.copy_to(to, unseen) };
        }
        // INVARIANT 1: the kept elements, and the unseen ones behind them.
        self.vec.len = self.kept + unseen;
    }
}
