//! jemalloc and mimalloc, called directly: the collections of allocator-api2 on them.

use super::api2::Api2;
use super::{boxes, vectors};
use crate::workloads::Case;
use allocator_api2::alloc::{AllocError, Allocator};
use core::alloc::{GlobalAlloc, Layout};
use core::marker::PhantomData;
use core::ptr::NonNull;
use mimalloc::MiMalloc;
use tikv_jemallocator::Jemalloc;

/// An allocator of the kind that a program can have as its global one; it has no state.
trait Global: GlobalAlloc + 'static {
    const IT: Self;
}

impl Global for Jemalloc {
    const IT: Self = Self;
}

impl Global for MiMalloc {
    const IT: Self = Self;
}

#[derive(Debug)]
struct Heap<G>(PhantomData<G>);

impl<G> Default for Heap<G> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<G> Clone for Heap<G> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<G> Copy for Heap<G> {}

#[cold]
fn no_size() -> ! {
    panic!("the benches allocate nothing of size zero")
}

// SAFETY: blocks are those of the global allocator; all values of this type are the same one.
unsafe impl<G: Global> Allocator for Heap<G> {
    #[inline(always)]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        if layout.size() == 0 {
            no_size()
        }
        // SAFETY: the size is above zero.
        let block = NonNull::new(unsafe { G::IT.alloc(layout) }).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(block, layout.size()))
    }

    #[inline(always)]
    unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { G::IT.dealloc(block.as_ptr(), layout) }
    }

    #[inline(always)]
    unsafe fn grow(
        &self,
        block: NonNull<u8>,
        old: Layout,
        new: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        // SAFETY: forwarded; vectors don't change the alignment.
        let block = unsafe { G::IT.realloc(block.as_ptr(), old, new.size()) };
        let block = NonNull::new(block).ok_or(AllocError)?;
        Ok(NonNull::slice_from_raw_parts(block, new.size()))
    }
}

/// An empty vector on jemalloc.
pub(crate) fn jemalloc_bytes() -> allocator_api2::vec::Vec<u8, impl Allocator> {
    allocator_api2::vec::Vec::new_in(Heap::<Jemalloc>::default())
}

/// An empty vector on mimalloc.
pub(crate) fn mimalloc_bytes() -> allocator_api2::vec::Vec<u8, impl Allocator> {
    allocator_api2::vec::Vec::new_in(Heap::<MiMalloc>::default())
}

/// Their cases.
pub(super) static CASES: [&[Case]; 4] = [
    &vectors::<Api2<Heap<Jemalloc>>>("jemalloc"),
    &boxes::<Api2<Heap<Jemalloc>>>("jemalloc"),
    &vectors::<Api2<Heap<MiMalloc>>>("mimalloc"),
    &boxes::<Api2<Heap<MiMalloc>>>("mimalloc"),
];
