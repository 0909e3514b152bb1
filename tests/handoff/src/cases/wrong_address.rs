//! Deliberately wrong: what is freed isn't a block that the routine knows at all.

use super::moves::filled;
use crate::About::{
    Aligned, Delete, DeleteArray, Empty, Free, In, NotAHeap, OneByte, Out, OwnFree, RustHeap,
};
use crate::Case;
use crate::Fault::{Dangling, NotABlock};
use crate::Heap::{Malloc, New, NewArray};
use crate::element::{self, Element, Line, Numbered, Take};
use exalloc::{CppNewArrayAllocator, ExVec, FreeWith, MallocAllocator};

pub(super) const CASES: &[Case] = &[
    Case::mismatched("rust-heap-out-free", NotABlock(Malloc), &[Out, RustHeap, Free], || {
        // SAFETY: deliberately wrong: `free` gets a block of Rust's heap.
        unsafe { rust_heap_out(u32::FREE) }
    }),
    Case::mismatched("rust-heap-out-delete", NotABlock(New), &[Out, RustHeap, Delete], || {
        // SAFETY: deliberately wrong: `delete` gets a block of Rust's heap.
        unsafe { rust_heap_out(u32::DELETE) }
    }),
    Case::mismatched(
        "rust-heap-out-delete-array",
        NotABlock(NewArray),
        &[Out, RustHeap, DeleteArray],
        || {
            // SAFETY: deliberately wrong: `delete[]` gets a block of Rust's heap.
            unsafe { rust_heap_out(u32::DELETE_ARRAY) }
        },
    ),
    Case::mismatched(
        "rust-heap-adopted-as-malloc",
        NotABlock(Malloc),
        &[In, RustHeap, Free],
        || {
            let block = rust_heap();
            // SAFETY: deliberately wrong: not a block of C's heap.
            drop(unsafe { ExVec::from_malloc(block, 3, 3, MallocAllocator) });
        },
    ),
    Case::mismatched(
        "rust-heap-adopted-as-array",
        NotABlock(NewArray),
        &[In, RustHeap, DeleteArray],
        || {
            let block = rust_heap();
            // SAFETY: deliberately wrong: not an array of C++'s.
            drop(unsafe { ExVec::from_cpp_array(block, 3, 3, CppNewArrayAllocator) });
        },
    ),
    Case::mismatched("static-adopted-as-malloc", NotABlock(Malloc), &[In, NotAHeap], || {
        static mut BYTES: [u8; 64] = [7; 64];
        let bytes = (&raw mut BYTES).cast::<u8>();
        // SAFETY: deliberately wrong: static memory can be borrowed, and can't be owned.
        drop(unsafe { ExVec::from_malloc(bytes, 64, 64, MallocAllocator) });
    }),
    Case::mismatched(
        "stack-adopted-as-array",
        NotABlock(NewArray),
        &[In, NotAHeap, OneByte],
        || {
            let mut bytes = [7_u8; 64];
            let stack = bytes.as_mut_ptr();
            // SAFETY: deliberately wrong: the stack's memory can be borrowed, and can't be owned.
            drop(unsafe { ExVec::from_cpp_array(stack, 64, 64, CppNewArrayAllocator) });
        },
    ),
    Case::mismatched("array-in-second-element", NotABlock(NewArray), &[In, DeleteArray], || {
        // SAFETY: six elements have room in six.
        let block = unsafe { u32::NEW_ARRAY(6, 6) };
        // SAFETY: in bounds: there are six.
        let second = unsafe { block.add(4) };
        // SAFETY: deliberately wrong: the array doesn't begin there.
        drop(unsafe { ExVec::from_cpp_array(second, 2, 2, CppNewArrayAllocator) });
    }),
    Case::mismatched("library-adopted-as-malloc", NotABlock(Malloc), &[In, OwnFree, Free], || {
        // SAFETY: three elements have room in three.
        let block = unsafe { u32::LIBRARY_MAKE(3, 3) };
        // SAFETY: deliberately wrong: not a block of C's heap, but of the library's.
        drop(unsafe { ExVec::from_malloc(block, 3, 3, MallocAllocator) });
    }),
    Case::mismatched("library-freed-with-free", NotABlock(Malloc), &[In, OwnFree, Free], || {
        // SAFETY: three elements have room in three.
        let block = unsafe { u32::LIBRARY_MAKE(3, 3) };
        // SAFETY: deliberately wrong: the library has a function of its own.
        drop(unsafe { ExVec::from_free_with(block, 3, 3, FreeWith::new(element::free)) });
    }),
    Case::mismatched(
        "library-adopted-as-array",
        NotABlock(NewArray),
        &[In, OwnFree, DeleteArray],
        || {
            // SAFETY: three elements have room in three.
            let block = unsafe { Line::LIBRARY_MAKE(3, 3) };
            // SAFETY: deliberately wrong: not an array of C++'s, but a block of the library's.
            drop(unsafe { ExVec::from_cpp_array(block, 3, 3, CppNewArrayAllocator) });
        },
    ),
    Case::mismatched("malloc-given-to-library", NotABlock(Malloc), &[Out, OwnFree], || {
        let (block, ..) = filled::<u32, _>(300, 300, MallocAllocator).into_malloc();
        // SAFETY: deliberately wrong: not a block of the library's, which frees what it takes for
        // the header in front of it.
        unsafe { element::handoff_library_free(block.cast()) };
    }),
    Case::mismatched(
        "empty-out-dangling-delete-array",
        Dangling(NewArray),
        &[Out, Empty, DeleteArray],
        || {
            let (dangling, ..) = ExVec::<u32, _>::new(CppNewArrayAllocator).into_raw_parts();
            // SAFETY: deliberately wrong: the pointer of a vector without a block isn't null (B11).
            unsafe { u32::DELETE_ARRAY(dangling, 0, 0) };
        },
    ),
    Case::mismatched(
        "empty-out-dangling-free",
        Dangling(Malloc),
        &[Out, Empty, Free, Aligned],
        || {
            let (dangling, ..) = ExVec::<Line, _>::new(MallocAllocator).into_raw_parts();
            // SAFETY: deliberately wrong: the pointer of a vector without a block isn't null (B11).
            unsafe { Line::FREE(dangling, 0, 0) };
        },
    ),
];

/// A block of Rust's own heap: three numbers.
fn rust_heap() -> *mut u32 {
    let mut v = Vec::with_capacity(3);
    v.extend((1..=3).map(u32::nth));
    v.leak().as_mut_ptr()
}

/// Hands a block of Rust's own heap to `take`.
///
/// # Safety
///
/// None that could be kept: nothing of C or C++ frees the block.
unsafe fn rust_heap_out(take: Take<u32>) {
    // SAFETY: deliberately wrong, as the case says.
    unsafe { take(rust_heap(), 3, 3) };
}
