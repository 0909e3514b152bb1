//! Cells of one size, from which outsiders' allocators make blocks that come back.

use crate::room::{ROOM, Room};
use core::alloc::Layout;
use core::cell::RefCell;
use core::ptr::NonNull;

/// Bytes in a page.
pub(crate) const PAGE: usize = 4096;

/// Cells of one size, side by side, and which of them are taken.
pub(crate) struct Cells {
    room: Room,
    first: usize,
    size: usize,
    taken: RefCell<Vec<bool>>,
}

impl Cells {
    /// Cells of this layout, each at a multiple of its alignment, and at most so many.
    pub(crate) fn new(cell: Layout, most: usize) -> Self {
        let room = Room::new();
        let first = room.align(0, cell.align());
        let count = most.min((ROOM - first) / cell.size());
        Self { room, first, size: cell.size(), taken: RefCell::new(vec![false; count]) }
    }

    /// Pages.
    pub(crate) fn pages() -> Self {
        Self::new(Layout::from_size_align(PAGE, PAGE).expect("a page"), usize::MAX)
    }

    /// The first free cells side by side, so many.
    pub(crate) fn take(&self, count: usize) -> Option<NonNull<u8>> {
        let mut taken = self.taken.borrow_mut();
        let starts = 0..=taken.len().checked_sub(count)?;
        let start = { starts }.find(|&start| taken[start..][..count].iter().all(|taken| !taken))?;
        taken[start..][..count].fill(true);
        Some(self.room.at(self.first + start * self.size))
    }

    /// Takes them back.
    pub(crate) fn give(&self, ptr: NonNull<u8>, count: usize) {
        let start = (self.room.offset(ptr) - self.first) / self.size;
        self.taken.borrow_mut()[start..][..count].fill(false);
    }
}
