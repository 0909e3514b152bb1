//! The operations of which programs consist.

use core::alloc::Layout;
use exalloc::layout::max_size_for_align;

/// One operation of a program. Every sequence of operations is a valid program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `alloc`, aligned to `1 << shift`.
    Alloc {
        /// How much.
        size: Size,
        /// The binary logarithm of the alignment.
        shift: u8,
    },
    /// `alloc_zeroed`, aligned to `1 << shift`.
    AllocZeroed {
        /// How much.
        size: Size,
        /// The binary logarithm of the alignment.
        shift: u8,
    },
    /// `resize_in_place`.
    ResizeInPlace {
        /// Which block.
        block: Pick,
        /// To which size.
        size: Size,
    },
    /// `remap`.
    Remap {
        /// Which block.
        block: Pick,
        /// To which size.
        size: Size,
    },
    /// `dealloc`.
    Dealloc {
        /// Which block.
        block: Pick,
    },
    /// Gives all blocks back at once, where the allocator can do that.
    Reset,
    /// Moves the allocator's value to another address.
    Move,
}

/// Chooses one of the live blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The newest block: the only one that a bump allocator can resize.
    Newest,
    /// A block by number, modulo how many there are.
    At(usize),
}

impl Pick {
    /// The index of the block among `count`; `None` if there is none.
    pub(super) fn index(self, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        Some(match self {
            Self::Newest => last,
            Self::At(n) => n % count,
        })
    }
}

/// A size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// So many, but at least 1 and at most [`MAX_SIZE`](super::MAX_SIZE).
    Bytes(usize),
    /// So many below the largest that the contract allows: no allocator has that.
    BelowMax(u8),
    /// The size that the block has; for new blocks, 1.
    Same,
}

impl Size {
    /// The layout for a new block; its size is above zero.
    pub(super) fn layout(self, shift: u8) -> Layout {
        let align = 1 << (shift % 13);
        let size = self.bytes(1, align);
        Layout::from_size_align(size, align).expect("at most the largest size for the alignment")
    }

    /// The new size for a block of layout `old`.
    pub(super) fn resized(self, old: Layout) -> usize {
        self.bytes(old.size(), old.align())
    }

    fn bytes(self, same: usize, align: usize) -> usize {
        match self {
            Self::Bytes(n) => n.clamp(1, super::MAX_SIZE),
            Self::BelowMax(n) => max_size_for_align(align) - usize::from(n),
            Self::Same => same,
        }
    }
}
