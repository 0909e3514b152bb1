//! allocator-api2's `Vec` and `Box` (version 0.2), on any of its allocators.

use crate::workloads::Region;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use allocator_api2::alloc::{Allocator, Global};
use allocator_api2::boxed::Box;
use allocator_api2::vec::Vec;

/// Memory of an allocator that has no state.
#[derive(Debug)]
pub(crate) struct Api2<A>(A);

pub(crate) type Api2Global = Api2<Global>;

impl<A: Default> Region for Api2<A> {
    fn with_capacity(_: usize) -> Self {
        Self(A::default())
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl<A: Allocator> Vector for Vec<u64, A> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn extend(&mut self, numbers: &[u64]) {
        self.extend_from_slice(numbers);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self
    }
}

impl<A: Allocator + Copy + Default + 'static> Vectors for Api2<A> {
    type Vector<'a> = Vec<u64, A>;

    #[inline(always)]
    fn vector(&self) -> Vec<u64, A> {
        Vec::new_in(self.0)
    }
}

impl<A: Allocator + Copy + Default + 'static> Boxes for Api2<A> {
    type Boxed<'a> = Box<[u64; 3], A>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        Box::new_in(value, self.0)
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Self::Boxed<'_>) {
        drop(boxed);
    }
}
