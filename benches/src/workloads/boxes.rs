//! Boxes of 24 bytes, each freed before the next is made.

use super::{Region, Round};
use crate::Input;
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
pub struct Pairs<R>(R);

impl<R: Boxes + 'static> Pairs<R> {
    /// Prepares memory: for the boxes of a whole round.
    #[must_use]
    pub fn prepare(input: &Input) -> Box<dyn Round> {
        Box::new(Self(R::with_capacity(input.count * 2 * size_of::<[u64; 3]>())))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for repeat in 0..input.repeats {
            for number in input.numbers(repeat) {
                let boxed = self.0.boxed([number; 3]);
                watch.value(R::value(&boxed));
                self.0.free(boxed);
            }
            self.0.reset();
        }
    }
}

impl<R: Boxes + 'static> Round for Pairs<R> {
    fn run(&mut self, input: &Input) {
        self.body(input, &mut Measured);
    }

    fn check(&mut self, input: &Input) -> u64 {
        let mut checked = Checked::default();
        self.body(input, &mut checked);
        checked.sum()
    }
}
