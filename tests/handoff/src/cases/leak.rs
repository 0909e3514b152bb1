//! Deliberately wrong: nobody frees the block.

use super::moves::{array_in, array_out, malloc_out, single_in, single_out, storage_in};
use crate::About::{Aligned, Delete, DeleteArray, Free, In, OneByte, Out, StdAllocator};
use crate::Case;
use crate::Fault::Leak;
use crate::Heap::{Malloc, New, NewArray};
use crate::element::{Element, Line};
use exalloc::ExBox;
use std::mem;

pub(super) const CASES: &[Case] = &[
    Case::mismatched("array-out-leaked", Leak(NewArray), &[Out, DeleteArray], || {
        // SAFETY: deliberately wrong: C++ looks at the array and forgets it.
        unsafe { array_out::<u32>(3, 3, u32::READ) }
    }),
    Case::mismatched("single-out-leaked", Leak(New), &[Out, Delete, Aligned], || {
        // SAFETY: deliberately wrong: C++ looks at the object and forgets it.
        unsafe { single_out::<Line>(Line::READ) }
    }),
    Case::mismatched("malloc-out-leaked", Leak(Malloc), &[Out, Free, OneByte], || {
        // SAFETY: deliberately wrong: C looks at the block and forgets it.
        unsafe { malloc_out::<u8>(100, 100, u8::READ) }
    }),
    Case::mismatched("array-in-leaked", Leak(NewArray), &[In, DeleteArray, Aligned], || {
        // SAFETY: `new Line[3]`. Deliberately wrong: Rust forgets it.
        mem::forget(unsafe { array_in::<Line>(3, 3, Line::NEW_ARRAY) });
    }),
    Case::mismatched("storage-in-leaked", Leak(New), &[In, StdAllocator], || {
        // SAFETY: storage of `std::allocator`. Deliberately wrong: Rust leaks it.
        unsafe { storage_in::<u32>(3, 3, u32::STD_ALLOCATE) }.leak();
    }),
    Case::mismatched("single-in-leaked", Leak(New), &[In, Delete], || {
        // SAFETY: `new uint32_t`. Deliberately wrong: Rust leaks it.
        let _ = ExBox::leak(unsafe { single_in::<u32>(u32::NEW) });
    }),
];
