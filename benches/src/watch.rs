//! Who looks at what a workload makes: nobody, as the optimiser can't know, or a checker.

use crate::blind::escape;
use core::alloc::Layout;
use core::ptr::NonNull;

/// Is shown everything that a workload makes, while it lives.
pub(crate) trait Watch {
    /// A filled vector.
    fn vector(&mut self, elements: &[u64]);
    /// A filled string.
    fn text(&mut self, text: &str);
    /// A boxed value, or a value on an arena.
    fn value(&mut self, value: &[u64; 3]);
    /// An uninitialised block that `layout` fits, and that nobody else uses before the next
    /// [`reset`](Self::reset).
    fn block(&mut self, block: NonNull<u8>, layout: Layout);
    /// All blocks are about to be taken back.
    fn reset(&mut self);
}

/// The watcher of measured rounds: costs no instruction, but makes the optimiser believe that
/// everything it is shown is read and changed.
pub(crate) struct Measured;

impl Watch for Measured {
    #[inline(always)]
    fn vector(&mut self, elements: &[u64]) {
        escape(elements.as_ptr());
    }

    #[inline(always)]
    fn text(&mut self, text: &str) {
        escape(text.as_ptr());
    }

    #[inline(always)]
    fn value(&mut self, value: &[u64; 3]) {
        escape(value);
    }

    #[inline(always)]
    fn block(&mut self, block: NonNull<u8>, _: Layout) {
        escape(block.as_ptr());
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

/// The watcher of checks: reads everything, and writes every block.
///
/// Its sum depends on every value, every size and every order, and on no address.
pub(crate) struct Checked {
    sum: u64,
    seen: u64,
    /// How many blocks between two resets are part of the sum.
    summed: usize,
    blocks: Vec<(NonNull<u8>, Layout, u8)>,
}

impl Checked {
    /// A checker that has seen nothing, and adds up to `summed` blocks between two resets.
    pub(crate) fn new(summed: usize) -> Self {
        Self { sum: 0, seen: 0, summed, blocks: Vec::new() }
    }

    /// What was seen, in one number.
    pub(crate) fn sum(&self) -> u64 {
        assert!(self.blocks.is_empty(), "a workload ends with a reset");
        assert!(self.seen > 0, "a workload shows what it makes");
        self.sum
    }

    fn add(&mut self, number: u64) {
        self.seen += 1;
        self.sum = (self.sum.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Watch for Checked {
    fn vector(&mut self, elements: &[u64]) {
        elements.iter().for_each(|&e| self.add(e));
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.add(u64::from(byte)));
    }

    fn value(&mut self, value: &[u64; 3]) {
        value.iter().for_each(|&e| self.add(e));
    }

    fn block(&mut self, block: NonNull<u8>, layout: Layout) {
        assert!(
            block.addr().get().is_multiple_of(layout.align()),
            "a block is aligned by its address"
        );
        if self.blocks.len() < self.summed {
            self.add(layout.size() as u64);
        }
        let tag = self.sum.to_le_bytes()[7].wrapping_add(self.blocks.len() as u8);
        // SAFETY: the block is `layout.size()` writable bytes of its own.
        unsafe { block.write_bytes(tag, layout.size()) };
        self.blocks.push((block, layout, tag));
    }

    fn reset(&mut self) {
        for (block, layout, tag) in core::mem::take(&mut self.blocks) {
            // SAFETY: the block still lives and was written by `block`, or, if it isn't disjoint
            // from the others, by theirs.
            let bytes = unsafe { NonNull::slice_from_raw_parts(block, layout.size()).as_ref() };
            assert!(bytes.iter().all(|&b| b == tag), "a block is disjoint from all others");
        }
    }
}
