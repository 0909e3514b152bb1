//! Blocks on an arena, then a reset, whose layouts are known at run time only: 16 to 128 bytes,
//! aligned to 1, 2, 4, 8 or 16, in no order.

use super::{PLACES, Prepare, Region, Round};
use crate::Input;
use crate::blind::displace;
use crate::input::Numbers;
use crate::watch::{Checked, Measured, Watch};
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
pub struct Unknown<R, const PLACE: usize = 0> {
    region: R,
    layouts: Vec<Layout>,
}

impl<R: Blocks + 'static> Unknown<R> {
    /// Ways to prepare memory, for a loop in each place.
    pub const PLACES: [Prepare; PLACES] = [
        Unknown::<R, 0>::prepare,
        Unknown::<R, 1>::prepare,
        Unknown::<R, 2>::prepare,
        Unknown::<R, 3>::prepare,
    ];
}

impl<R: Blocks + 'static, const PLACE: usize> Unknown<R, PLACE> {
    /// Prepares memory, for the blocks of a whole round, and the table of layouts.
    fn prepare(input: &Input) -> Box<dyn Round> {
        let entries = input.count.min(TABLE);
        assert!(input.count % entries == 0, "whole tables only");
        let layouts = Numbers(input.seed)
            .map(|n| {
                let (size, align) = (16 + (n >> 32) % 113, 1 << (n % 5));
                // Panics: never, as the alignment is a power of two and the size small.
                Layout::from_size_align(size as usize, align).expect("a valid layout")
            })
            .take(entries)
            .collect();
        Box::new(Self { region: R::with_capacity(input.operations() * 2 * 128), layouts })
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

impl<R: Blocks + 'static, const PLACE: usize> Round for Unknown<R, PLACE> {
    fn run(&mut self, input: &Input) {
        displace::<PLACE>();
        self.body(input, &mut Measured);
    }

    fn check(&mut self, input: &Input) -> u64 {
        let mut checked = Checked::default();
        self.body(input, &mut checked);
        checked.sum()
    }
}
