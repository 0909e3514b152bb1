//! exalloc's collections on the heap: `SystemAllocator` and `MallocAllocator`.

use crate::workloads::Region;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use exalloc::{Allocator, ExBox, ExVec, MallocAllocator, SystemAllocator};

/// Memory of an allocator that has no state.
#[derive(Debug)]
pub(crate) struct ExallocHeap<A>(A);

pub(crate) type ExallocSystem = ExallocHeap<SystemAllocator>;
pub(crate) type ExallocMalloc = ExallocHeap<MallocAllocator>;

impl<A: Default> Region for ExallocHeap<A> {
    fn with_capacity(_: usize) -> Self {
        Self(A::default())
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl<A: Allocator> Vector for ExVec<u64, A> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self
    }
}

impl<A: Allocator + Copy + Default + 'static> Vectors for ExallocHeap<A> {
    type Vector<'a> = ExVec<u64, A>;

    #[inline(always)]
    fn vector(&self) -> ExVec<u64, A> {
        ExVec::new(self.0)
    }
}

impl<A: Allocator + Copy + Default + 'static> Boxes for ExallocHeap<A> {
    type Boxed<'a> = ExBox<[u64; 3], A>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        ExBox::new(value, self.0)
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
