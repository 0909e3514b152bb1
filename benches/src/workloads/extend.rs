//! Slices of 1 to 32 numbers into an empty vector, growth included. An operation is a slice.

use super::push::{Vector, Vectors};
use super::{Work, Workload};
use crate::Input;
use crate::input::Numbers;
use crate::watch::Watch;

/// Lengths in the table.
const TABLE: usize = 100;
/// The longest slice.
pub(crate) const LONGEST: usize = 32;

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Extend<R> {
    region: R,
    lengths: Vec<usize>,
    numbers: Vec<u64>,
}

impl<R: Vectors + 'static> Work for Extend<R> {
    const WORKLOAD: Workload = Workload::Extend;

    fn prepare(input: &Input) -> Self {
        assert!(input.count.is_multiple_of(TABLE), "whole tables only");
        let bytes = input.operations() * LONGEST * 4 * size_of::<u64>();
        Self {
            region: R::with_capacity(bytes),
            lengths: lengths(input.seed).collect(),
            numbers: Numbers(input.seed).take(LONGEST).collect(),
        }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..input.repeats {
            let mut v = self.region.vector();
            for _ in 0..input.count / TABLE {
                for &length in &self.lengths {
                    v.extend(&self.numbers[..length]);
                }
            }
            watch.vector(v.as_slice());
            drop(v);
        }
        self.region.reset();
    }
}

/// The lengths of slices, for contenders in any language.
pub(crate) fn lengths(seed: u64) -> impl Iterator<Item = usize> {
    Numbers(seed).map(|n| 1 + (n >> 32) as usize % LONGEST).take(TABLE)
}
