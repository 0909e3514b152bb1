//! jemalloc and mimalloc, called directly: the collections of allocator-api2 on them.

use super::api2::Api2;
use super::{boxes, vectors};
use crate::workloads::Case;
use allocator_api2::alloc::{AllocError, Allocator};
use core::alloc::{GlobalAlloc, Layout};
use core::ptr::NonNull;
use mimalloc::MiMalloc;
use tikv_jemallocator::Jemalloc;

/// An allocator of the kind that a program can have as its global one.
#[derive(Clone, Copy, Debug)]
struct Heap<G>(G);

impl Default for Heap<Jemalloc> {
    fn default() -> Self {
        Self(Jemalloc)
    }
}

impl Default for Heap<MiMalloc> {
    fn default() -> Self {
        Self(MiMalloc)
    }
}

#[cold]
fn no_size() -> ! {
    panic!("the benches allocate nothing of size zero")
}

// SAFETY: blocks are those of the global allocator; all values of this type are the same one.
unsafe impl<G: GlobalAlloc> Allocator for Heap<G> {
    #[inline(always)]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        if layout.size() == 0 {
            no_size()
        }
        // SAFETY: the size is above zero.
        let block = NonNull::new(unsafe { self.0.alloc(layout) }).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(block, layout.size()))
    }

    #[inline(always)]
    unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.dealloc(block.as_ptr(), layout) }
    }

    #[inline(always)]
    unsafe fn grow(
        &self,
        block: NonNull<u8>,
        old: Layout,
        new: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        // SAFETY: forwarded; vectors don't change the alignment.
        let block = unsafe { self.0.realloc(block.as_ptr(), old, new.size()) };
        let block = NonNull::new(block).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(block, new.size()))
    }
}

/// Their cases.
pub(super) static CASES: [&[Case]; 4] = [
    &vectors::<Api2<Heap<Jemalloc>>>("jemalloc"),
    &boxes::<Api2<Heap<Jemalloc>>>("jemalloc"),
    &vectors::<Api2<Heap<MiMalloc>>>("mimalloc"),
    &boxes::<Api2<Heap<MiMalloc>>>("mimalloc"),
];
