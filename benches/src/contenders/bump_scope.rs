//! bump-scope with its default settings: upwards, minimum alignment 1.

use crate::workloads::Region;
use crate::workloads::arena_known::Values;
use crate::workloads::arena_unknown::Blocks;
use crate::workloads::boxes::Boxes;
use crate::workloads::push::{Vector, Vectors};
use bump_scope::traits::BumpAllocatorTyped;
use bump_scope::{Bump, BumpBox, BumpVec};
use core::alloc::Layout;
use core::ptr::NonNull;

#[derive(Debug)]
pub(crate) struct BumpScope(Bump);

impl Region for BumpScope {
    fn with_capacity(bytes: usize) -> Self {
        Self(Bump::with_size(bytes))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Vector for BumpVec<u64, &Bump> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self
    }
}

impl Vectors for BumpScope {
    type Vector<'a> = BumpVec<u64, &'a Bump>;

    #[inline(always)]
    fn vector(&self) -> Self::Vector<'_> {
        BumpVec::new_in(&self.0)
    }
}

impl Boxes for BumpScope {
    type Boxed<'a> = BumpBox<'a, [u64; 3]>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        self.0.alloc(value)
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Self::Boxed<'_>) {
        self.0.dealloc(boxed);
    }
}

impl Values for BumpScope {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        BumpBox::leak(self.0.alloc(value))
    }
}

impl Blocks for BumpScope {
    #[inline(always)]
    fn block(&self, layout: Layout) -> NonNull<u8> {
        self.0.allocate_layout(layout)
    }
}
