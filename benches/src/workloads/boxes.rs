//! Boxes of 24 bytes, each freed before the next is made.

use super::{PLACES, Prepare, Region, Round};
use crate::Input;
use crate::blind::displace;
use crate::watch::{Checked, Measured, Watch};

/// Makes and frees boxes.
pub trait Boxes: Region {
    /// What it makes.
    type Boxed<'a>
    where
        Self: 'a;

    /// A box with a value.
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_>;

    /// The value inside.
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3];

    /// Gives the memory of a box back.
    fn free(&self, boxed: Self::Boxed<'_>);
}

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Pairs<R, const PLACE: usize = 0>(R);

impl<R: Boxes + 'static> Pairs<R> {
    /// Ways to prepare memory, for a loop in each place.
    pub const PLACES: [Prepare; PLACES] = [
        Pairs::<R, 0>::prepare,
        Pairs::<R, 1>::prepare,
        Pairs::<R, 2>::prepare,
        Pairs::<R, 3>::prepare,
    ];
}

impl<R: Boxes + 'static, const PLACE: usize> Pairs<R, PLACE> {
    /// Prepares memory: for the boxes of a whole round.
    fn prepare(input: &Input) -> Box<dyn Round> {
        Box::new(Self(R::with_capacity(input.operations() * 2 * size_of::<[u64; 3]>())))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for repeat in 0..input.repeats {
            for number in input.numbers(repeat) {
                let boxed = self.0.boxed([number; 3]);
                watch.value(R::value(&boxed));
                self.0.free(boxed);
            }
        }
        self.0.reset();
    }
}

impl<R: Boxes + 'static, const PLACE: usize> Round for Pairs<R, PLACE> {
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
