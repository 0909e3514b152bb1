//! Values of 24 bytes on an arena, then a reset: the layout is known when the code is compiled.

use super::{Region, Work, Workload};
use crate::Input;
use crate::watch::Watch;

/// Stores values.
pub trait Values: Region {
    /// Moves a value into the arena.
    fn value(&self, value: [u64; 3]) -> &[u64; 3];
}

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Known<R>(R);

impl<R: Values + 'static> Work for Known<R> {
    const WORKLOAD: Workload = Workload::ArenaKnown;

    /// Prepares memory: for the values of a whole round.
    fn prepare(input: &Input) -> Self {
        Self(R::with_capacity(input.operations() * 2 * size_of::<[u64; 3]>()))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for repeat in 0..input.repeats {
            for number in input.numbers(repeat) {
                watch.value(self.0.value([number; 3]));
            }
        }
        self.0.reset();
    }
}
