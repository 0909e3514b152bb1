//! Numbers into an empty vector, one by one, growth included.

use super::{Region, Work, Workload};
use crate::Input;
use crate::blind::opaque;
use crate::watch::Watch;

/// A vector of numbers.
pub trait Vector {
    /// Appends a number.
    fn push(&mut self, number: u64);
    /// Appends numbers.
    fn extend(&mut self, numbers: &[u64]);
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

/// Push is inlined into the loop.
#[derive(Debug)]
pub struct Push<R>(R);

impl<R: Vectors + 'static> Work for Push<R> {
    const WORKLOAD: Workload = Workload::Push;

    fn prepare(input: &Input) -> Self {
        Self(region(input))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        pushes(&mut self.0, input, watch, |v, number| v.push(number));
    }
}

/// Push is a call, as it is where a function lends a vector to many others.
#[derive(Debug)]
pub struct Outlined<R>(R);

impl<R: Vectors + 'static> Work for Outlined<R> {
    const WORKLOAD: Workload = Workload::PushOutlined;

    fn prepare(input: &Input) -> Self {
        Self(region(input))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        pushes(&mut self.0, input, watch, |v, number| outlined_push(v, number));
    }
}

/// The function whose instructions goal G3 counts: callgrind finds it by its name.
#[inline(never)]
fn outlined_push<V: Vector>(v: &mut V, number: u64) {
    v.push(number);
}

/// The callee of [`Outlined`], as profiles name it.
pub const OUTLINED: &str = "outlined_push";

/// Memory for vectors that double and never give anything back.
fn region<R: Region>(input: &Input) -> R {
    R::with_capacity(input.operations() * 4 * size_of::<u64>())
}

#[inline(always)]
fn pushes<R: Vectors>(
    region: &mut R,
    input: &Input,
    watch: &mut impl Watch,
    push: impl Fn(&mut R::Vector<'_>, u64),
) {
    for _ in 0..input.repeats {
        let mut v = region.vector();
        // The counter is the value: one that starts elsewhere costs every contender an
        // addition, which hides a quarter of what is to be measured.
        for number in 0..opaque(input.count as u64) {
            push(&mut v, number);
        }
        watch.vector(v.as_slice());
        drop(v);
    }
    region.reset();
}
