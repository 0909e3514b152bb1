//! Numbers into an empty vector, one by one, growth included.

use super::{PLACES, Prepare, Region, Round};
use crate::Input;
use crate::blind::{displace, opaque};
use crate::watch::{Checked, Measured, Watch};

/// A vector of numbers.
pub trait Vector {
    /// Appends a number.
    fn push(&mut self, number: u64);
    /// What has been appended.
    fn as_slice(&self) -> &[u64];
}

/// Makes vectors.
pub trait Vectors: Region {
    /// What it makes.
    type Vector<'a>: Vector
    where
        Self: 'a;

    /// An empty vector, without capacity.
    fn vector(&self) -> Self::Vector<'_>;
}

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Push<R, const PLACE: usize = 0>(R);

impl<R: Vectors + 'static> Push<R> {
    /// Ways to prepare memory, for a loop in each place.
    pub const PLACES: [Prepare; PLACES] = [
        Push::<R, 0>::prepare,
        Push::<R, 1>::prepare,
        Push::<R, 2>::prepare,
        Push::<R, 3>::prepare,
    ];
}

impl<R: Vectors + 'static, const PLACE: usize> Push<R, PLACE> {
    /// Prepares memory: for vectors that double and never give anything back.
    fn prepare(input: &Input) -> Box<dyn Round> {
        Box::new(Self(R::with_capacity(input.operations() * 4 * size_of::<u64>())))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..input.repeats {
            let mut v = self.0.vector();
            // The counter is the value: one that starts elsewhere costs every contender an
            // addition, which hides a quarter of what is to be measured.
            for number in 0..opaque(input.count as u64) {
                v.push(number);
            }
            watch.vector(v.as_slice());
            drop(v);
        }
        self.0.reset();
    }
}

impl<R: Vectors + 'static, const PLACE: usize> Round for Push<R, PLACE> {
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
