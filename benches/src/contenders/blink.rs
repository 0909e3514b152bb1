//! blink-alloc, with the collections of allocator-api2 (version 0.4), as it has none of its own;
//! and these on the heap.

use crate::workloads::Region;
use crate::workloads::arena_known::Values;
use crate::workloads::arena_unknown::Blocks;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use allocator_api2_04::alloc::{Allocator, Global};
use allocator_api2_04::boxed::Box;
use allocator_api2_04::vec::Vec;
use blink_alloc::{Blink, BlinkAlloc};
use core::alloc::Layout;
use core::ptr::NonNull;

pub(crate) struct BlinkArena(Blink);

impl Region for BlinkArena {
    fn with_capacity(bytes: usize) -> Self {
        Self(Blink::new_in(BlinkAlloc::with_chunk_size(bytes)))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
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

impl Vectors for BlinkArena {
    type Vector<'a> = Vec<u64, &'a BlinkAlloc<Global>>;

    #[inline(always)]
    fn vector(&self) -> Self::Vector<'_> {
        Vec::new_in(self.0.allocator())
    }
}

impl Boxes for BlinkArena {
    type Boxed<'a> = Box<[u64; 3], &'a BlinkAlloc<Global>>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        Box::new_in(value, self.0.allocator())
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

impl Values for BlinkArena {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        self.0.put_no_drop(value)
    }
}

impl Blocks for BlinkArena {
    #[inline(always)]
    fn block(&self, layout: Layout) -> NonNull<u8> {
        self.0.allocator().allocate(layout).expect("memory").cast()
    }
}

/// Version 0.4 of allocator-api2 on the heap.
#[derive(Debug)]
pub(crate) struct Api2Heap;

impl Region for Api2Heap {
    fn with_capacity(_: usize) -> Self {
        Self
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl Vectors for Api2Heap {
    type Vector<'a> = Vec<u64>;

    #[inline(always)]
    fn vector(&self) -> Vec<u64> {
        Vec::new()
    }
}

impl Boxes for Api2Heap {
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
