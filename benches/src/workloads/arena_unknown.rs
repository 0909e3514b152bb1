//! Blocks on an arena, then a reset, whose layouts are known at run time only: 16 to 128 bytes,
//! aligned to 1, 2, 4, 8 or 16, in no order.

use super::{Region, Work, Workload};
use crate::Input;
use crate::input::Numbers;
use crate::watch::Watch;
use core::alloc::Layout;
use core::ptr::NonNull;

/// Hands out blocks.
pub trait Blocks: Region {
    /// An uninitialised block, which lives until the next [`reset`](Region::reset). The process
    /// ends when there is none.
    ///
    /// `layout.size()` is above zero.
    fn block(&self, layout: Layout) -> NonNull<u8>;
}

/// Layouts in the table: few enough for the first cache, too many for a branch predictor to learn.
const TABLE: usize = 1000;

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Unknown<R> {
    region: R,
    layouts: Vec<Layout>,
}

impl<R: Blocks + 'static> Work for Unknown<R> {
    const WORKLOAD: Workload = Workload::ArenaUnknown;

    /// Prepares memory, for the blocks of a whole round, and the table of layouts.
    fn prepare(input: &Input) -> Self {
        Self {
            region: R::with_capacity(input.operations() * 2 * 128),
            layouts: table(input).collect(),
        }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..input.repeats {
            for _ in 0..input.count / self.layouts.len() {
                for &layout in &self.layouts {
                    watch.block(self.region.block(layout), layout);
                }
            }
        }
        watch.reset();
        self.region.reset();
    }
}

/// The table of layouts, for contenders in any language.
pub(crate) fn table(input: &Input) -> impl Iterator<Item = Layout> {
    let entries = input.count.min(TABLE);
    assert!(input.count.is_multiple_of(entries), "whole tables only");
    layouts(input.seed).take(entries)
}

/// Layouts that follow from a seed.
pub(crate) fn layouts(seed: u64) -> impl Iterator<Item = Layout> {
    Numbers(seed).map(|n| {
        let (size, align) = (16 + (n >> 32) % 113, 1 << (n % 5));
        // Panics: never, as the alignment is a power of two and the size small.
        Layout::from_size_align(size as usize, align).expect("a valid layout")
    })
}
