//! Deliberately wrong: a block is freed twice.

use super::moves::{filled, give};
use crate::About::{Aligned, Back, Delete, DeleteArray, Free, In, OwnFree, SizedDelete};
use crate::Case;
use crate::Fault::Twice;
use crate::Heap::{Malloc, New, NewArray};
use crate::element::{self, Element, Line};
use exalloc::{CppNewAllocator, CppNewArrayAllocator, ExBox, ExVec, FreeWith, MallocAllocator};

pub(super) const CASES: &[Case] = &[
    Case::mismatched("array-both-sides-free", Twice(NewArray), &[Back, DeleteArray], || {
        let parts = filled::<u32, _>(3, 3, CppNewArrayAllocator).into_cpp_array();
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give(parts, u32::DELETE_ARRAY) };
        // SAFETY: deliberately wrong: C++ owned the array, and has freed it.
        drop(unsafe { ExVec::from_cpp_array(parts.0, 0, parts.2, CppNewArrayAllocator) });
    }),
    Case::mismatched("storage-both-sides-free", Twice(New), &[Back, SizedDelete, Aligned], || {
        let parts = filled::<Line, _>(3, 3, CppNewAllocator).into_cpp_operator_new();
        // SAFETY: `::operator delete` frees what `::operator new` gave.
        unsafe { give(parts, Line::OPERATOR_DELETE_SIZED) };
        // SAFETY: deliberately wrong: C++ owned the storage, and has freed it.
        drop(unsafe { ExVec::from_cpp_operator_new(parts.0, 0, parts.2, CppNewAllocator) });
    }),
    Case::mismatched("malloc-both-sides-free", Twice(Malloc), &[Back, Free], || {
        let parts = filled::<u32, _>(3, 3, MallocAllocator).into_malloc();
        // SAFETY: `free` frees what `malloc` gave.
        unsafe { give(parts, u32::FREE) };
        // SAFETY: deliberately wrong: C owned the block, and has freed it.
        drop(unsafe { ExVec::from_malloc(parts.0, 0, parts.2, MallocAllocator) });
    }),
    Case::mismatched("array-adopted-twice", Twice(NewArray), &[In, DeleteArray], || {
        // SAFETY: three elements have room in three.
        let block = unsafe { u32::NEW_ARRAY(3, 3) };
        // SAFETY: `new uint32_t[3]`, which nobody else owns.
        let first = unsafe { ExVec::from_cpp_array(block, 3, 3, CppNewArrayAllocator) };
        // SAFETY: deliberately wrong: the first vector owns it.
        let second = unsafe { ExVec::from_cpp_array(block, 3, 3, CppNewArrayAllocator) };
        drop((first, second));
    }),
    Case::mismatched("single-adopted-twice", Twice(New), &[In, Delete], || {
        // SAFETY: one element has room in one.
        let object = unsafe { u32::NEW(1, 1) };
        // SAFETY: `new uint32_t`, which nobody else owns.
        let first = unsafe { ExBox::from_cpp_single(object, CppNewAllocator) };
        // SAFETY: deliberately wrong: the first box owns it.
        let second = unsafe { ExBox::from_cpp_single(object, CppNewAllocator) };
        drop((first, second));
    }),
    Case::mismatched("library-both-sides-free", Twice(Malloc), &[In, OwnFree], || {
        // SAFETY: three elements have room in three.
        let block = unsafe { u32::LIBRARY_MAKE(3, 3) };
        let free = FreeWith::new(element::handoff_library_free);
        // SAFETY: a block of the library's, which nobody else owns.
        drop(unsafe { ExVec::from_free_with(block, 3, 3, free) });
        // SAFETY: deliberately wrong: the vector owned it, and has freed it.
        unsafe { element::handoff_library_free(block.cast()) };
    }),
];
