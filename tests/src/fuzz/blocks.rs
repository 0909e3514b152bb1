//! A model of the blocks of an allocator: where they are, and what is in them.

use core::alloc::Layout;
use core::cmp::Ordering;
use core::ptr::NonNull;
use core::slice;
use exalloc::layout::{max_size_for_align, with_size};

/// Sizes that aren't absurd are at most this many bytes.
pub(super) const LARGEST: usize = 3 << 10;

/// A size in bytes by two numbers, above zero: mostly small, sometimes up to [`LARGEST`], seldom
/// more than any allocator has.
pub(super) fn size(a: u8, b: u8, align: usize) -> usize {
    match b {
        0..=159 => usize::from(a) % 64 + 1,
        160..=199 => usize::from(a) + 1,
        200..=223 => (usize::from(a) * 12).max(1),
        224..=239 => 1 << (a % 12),
        240..=247 => (1 << (a % 12)) - 1 + usize::from(a.is_multiple_of(12)),
        _ => max_size_for_align(align) - usize::from(a),
    }
}

/// Whether no allocator serves a size.
pub(super) const fn absurd(size: usize) -> bool {
    size > LARGEST
}

/// An alignment: mostly small, up to 4096.
pub(super) fn align(byte: u8) -> usize {
    1 << if byte < 192 { byte % 6 } else { byte % 13 }
}

/// Which operation a change of size is, where a step only chose between `resize` and `remap`.
pub(super) fn resize_name(op: &str, old: usize, new: usize) -> &'static str {
    let names = if op.starts_with("remap") {
        ["remap_smaller", "remap_equal", "remap_larger"]
    } else {
        ["resize_smaller", "resize_equal", "resize_larger"]
    };
    names[match new.cmp(&old) {
        Ordering::Less => 0,
        Ordering::Equal => 1,
        Ordering::Greater => 2,
    }]
}

/// A live block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) ptr: NonNull<u8>,
    pub(super) layout: Layout,
    /// Its first byte; the others follow from it.
    seed: u8,
    /// Whether it goes by a reset only.
    pub(super) stays: bool,
}

impl Block {
    fn byte(&self, index: usize) -> u8 {
        // Never zero, and different from the next.
        (self.seed.wrapping_add(index.to_le_bytes()[0].wrapping_mul(3)) % 251) + 1
    }

    fn start(&self) -> usize {
        self.ptr.addr().get()
    }

    fn end(&self) -> usize {
        self.start() + self.layout.size()
    }

    /// Writes all of its bytes.
    fn fill(&self) {
        for index in 0..self.layout.size() {
            // SAFETY: within the live block, to which nobody has a reference.
            unsafe { self.ptr.add(index).write(self.byte(index)) };
        }
    }

    /// Checks that its first bytes are as they were written.
    pub(super) fn check(&self, bytes: usize) {
        // SAFETY: a live block, all of whose bytes were written; nobody writes them meanwhile.
        let content = unsafe { slice::from_raw_parts(self.ptr.as_ptr(), bytes) };
        for (index, &byte) in content.iter().enumerate() {
            assert_eq!(byte, self.byte(index), "byte {index} of {self:?} has changed");
        }
    }
}

/// The live blocks of one allocator.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) live: Vec<Block>,
    made: u8,
}

impl Blocks {
    /// The number of the block that a byte chooses: every third time the newest.
    pub(super) fn pick(&self, byte: u8) -> Option<usize> {
        let last = self.live.len().checked_sub(1)?;
        Some(if byte.is_multiple_of(3) { last } else { usize::from(byte) % self.live.len() })
    }

    /// A fresh block: it is where it may be, and `zeroed` if it should be; then it is filled.
    pub(super) fn enter(&mut self, ptr: NonNull<u8>, layout: Layout, zeroed: bool, stays: bool) {
        self.made = self.made.wrapping_add(37);
        let block = Block { ptr, layout, seed: self.made, stays };
        self.place(&block);
        if zeroed {
            // SAFETY: a fresh block, which is zeroed, and so initialised; nobody writes meanwhile.
            let content = unsafe { slice::from_raw_parts(ptr.as_ptr(), layout.size()) };
            assert!(content.iter().all(|&byte| byte == 0), "{block:?} isn't zeroed");
        }
        block.fill();
        self.live.push(block);
    }

    /// Takes a block out, which must be as it was written.
    pub(super) fn take(&mut self, index: usize) -> Block {
        let block = self.live.remove(index);
        block.check(block.layout.size());
        block
    }

    /// Puts back a block that was taken out.
    pub(super) fn put(&mut self, index: usize, block: Block) {
        block.check(block.layout.size());
        self.live.insert(index, block);
    }

    /// Puts back a block that was taken out and has another size and place now: what both sizes
    /// have is as it was.
    pub(super) fn resized(&mut self, index: usize, old: Block, ptr: NonNull<u8>, size: usize) {
        let layout = with_size(old.layout, size).expect("sizes are within bounds");
        let mut block = Block { ptr, layout, ..old };
        self.place(&block);
        block.check(size.min(old.layout.size()));
        self.made = self.made.wrapping_add(37);
        block.seed = self.made;
        block.fill();
        self.live.insert(index, block);
    }

    /// Checks address and room of a block.
    fn place(&self, block: &Block) {
        assert_eq!(block.start() % block.layout.align(), 0, "{block:?} is misaligned");
        assert!(block.start().checked_add(block.layout.size()).is_some(), "{block:?} wraps");
        for other in &self.live {
            let apart = block.end() <= other.start() || other.end() <= block.start();
            assert!(apart, "{block:?} overlaps {other:?}");
        }
    }

    /// Checks what is in all blocks.
    pub(super) fn check(&self) {
        self.live.iter().for_each(|block| block.check(block.layout.size()));
    }
}
