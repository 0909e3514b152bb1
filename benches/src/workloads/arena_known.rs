//! Values of 24 bytes on an arena, then a reset: the layout is known when the code is compiled.

use super::{PLACES, Prepare, Region, Round};
use crate::Input;
use crate::blind::displace;
use crate::watch::{Checked, Measured, Watch};

/// Stores values.
pub trait Values: Region {
    /// Moves a value into the arena.
    fn value(&self, value: [u64; 3]) -> &[u64; 3];
}

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Known<R, const PLACE: usize = 0>(R);

impl<R: Values + 'static> Known<R> {
    /// Ways to prepare memory, for a loop in each place.
    pub const PLACES: [Prepare; PLACES] = [
        Known::<R, 0>::prepare,
        Known::<R, 1>::prepare,
        Known::<R, 2>::prepare,
        Known::<R, 3>::prepare,
    ];
}

impl<R: Values + 'static, const PLACE: usize> Known<R, PLACE> {
    /// Prepares memory: for the values of a whole round.
    fn prepare(input: &Input) -> Box<dyn Round> {
        Box::new(Self(R::with_capacity(input.operations() * 2 * size_of::<[u64; 3]>())))
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

impl<R: Values + 'static, const PLACE: usize> Round for Known<R, PLACE> {
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
