//! How much work a round does, and on which values.

use crate::blind::opaque;
use core::ops::Range;

/// The work of one round: `repeats` times `count` operations, on values that follow from `seed`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Input {
    /// Operations in a row: elements of a vector, boxes, blocks of an arena.
    pub count: usize,
    /// How often that happens in one round, before a region is reset.
    pub repeats: usize,
    /// Where the values start.
    pub seed: u64,
}

impl Input {
    /// A round of about 10,000 operations at least, in groups of `count`.
    #[must_use]
    pub const fn of(count: usize) -> Self {
        let repeats = if count < 10_000 { 10_000 / count } else { 1 };
        Self { count, repeats, seed: 0x5eed_0000 }
    }

    /// Operations of one round.
    #[must_use]
    pub const fn operations(&self) -> usize {
        self.count * self.repeats
    }

    /// The values of one repetition.
    ///
    /// The optimiser knows neither end, nor how many there are: else it counts from zero, and adds
    /// the first value to the counter in every turn of the loop.
    #[inline(always)]
    pub(crate) fn numbers(&self, repeat: usize) -> Range<u64> {
        let first = self.seed + repeat as u64;
        opaque(first)..opaque(first + self.count as u64)
    }
}

/// A stream of numbers that follow from a seed (the splitmix64 generator).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers(pub(crate) u64);

impl Iterator for Numbers {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some(z ^ (z >> 31))
    }
}
