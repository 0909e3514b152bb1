//! std's own collections on std's own heap (no `#[global_allocator]`: the system's).

use crate::workloads::Region;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};

#[derive(Debug)]
pub(crate) struct StdHeap;

impl Region for StdHeap {
    fn with_capacity(_: usize) -> Self {
        Self
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl Vector for Vec<u64> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self
    }
}

impl Vectors for StdHeap {
    type Vector<'a> = Vec<u64>;

    #[inline(always)]
    fn vector(&self) -> Vec<u64> {
        Vec::new()
    }
}

impl Boxes for StdHeap {
    type Boxed<'a> = Box<[u64; 3]>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Box<[u64; 3]> {
        Box::new(value)
    }

    #[inline(always)]
    fn value(boxed: &Box<[u64; 3]>) -> &[u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Box<[u64; 3]>) {
        drop(boxed);
    }
}
