//! Deliberately wrong: a block of one family is freed by a routine of another.

use super::moves::{
    array_in, array_out, malloc_in, malloc_out, single_in, single_out, storage_in, storage_out,
};
use crate::About::{
    Aligned, Delete, DeleteArray, Free, Grown, In, OneByte, Out, Realloc, StdAllocator, UniquePtr,
    UniquePtrArray, UnsizedDelete,
};
use crate::Case;
use crate::Fault::WrongFamily;
use crate::Heap::{Malloc, New, NewArray};
use crate::element::{Element, Line};

pub(super) const CASES: &[Case] = &[
    Case::mismatched("array-out-delete", WrongFamily(NewArray, New), &[Out, Delete], || {
        // SAFETY: deliberately wrong: `delete` gets what `new[]` made.
        unsafe { array_out::<u32>(3, 3, u32::DELETE) }
    }),
    Case::mismatched(
        "array-out-one-byte-unique-ptr",
        WrongFamily(NewArray, New),
        &[Out, UniquePtr, OneByte],
        || {
            // SAFETY: deliberately wrong: `delete` gets what `new[]` made; the sizes agree.
            unsafe { array_out::<u8>(1, 1, u8::UNIQUE) }
        },
    ),
    Case::mismatched(
        "array-out-lines-delete-single",
        WrongFamily(NewArray, New),
        &[Out, Delete, Aligned],
        || {
            // SAFETY: deliberately wrong: `delete` gets what `new[]` made.
            unsafe { array_out::<Line>(1, 1, Line::DELETE) }
        },
    ),
    Case::mismatched(
        "array-out-std-allocator",
        WrongFamily(NewArray, New),
        &[Out, StdAllocator],
        || {
            // SAFETY: deliberately wrong: `std::allocator` gets what `new[]` made.
            unsafe { array_out::<u32>(3, 3, u32::STD_DEALLOCATE) }
        },
    ),
    Case::mismatched("array-out-free", WrongFamily(NewArray, Malloc), &[Out, Free], || {
        // SAFETY: deliberately wrong: `free` gets what `new[]` made.
        unsafe { array_out::<u32>(3, 3, u32::FREE) }
    }),
    Case::mismatched(
        "single-out-delete-array",
        WrongFamily(New, NewArray),
        &[Out, DeleteArray],
        || {
            // SAFETY: deliberately wrong: `delete[]` gets what `new` made.
            unsafe { single_out::<u32>(u32::DELETE_ARRAY) }
        },
    ),
    Case::mismatched("single-out-free", WrongFamily(New, Malloc), &[Out, Free, OneByte], || {
        // SAFETY: deliberately wrong: `free` gets what `new` made.
        unsafe { single_out::<u8>(u8::FREE) }
    }),
    Case::mismatched(
        "storage-out-unique-ptr-array",
        WrongFamily(New, NewArray),
        &[Out, UniquePtrArray],
        || {
            // SAFETY: deliberately wrong: `delete[]` gets what `::operator new` gave.
            unsafe { storage_out::<u32>(3, 3, u32::UNIQUE_ARRAY) }
        },
    ),
    Case::mismatched(
        "storage-out-lines-delete-array",
        WrongFamily(New, NewArray),
        &[Out, DeleteArray, Aligned],
        || {
            // SAFETY: deliberately wrong: `delete[]` gets what `::operator new` gave.
            unsafe { storage_out::<Line>(3, 3, Line::DELETE_ARRAY) }
        },
    ),
    Case::mismatched("storage-out-realloc", WrongFamily(New, Malloc), &[Out, Realloc], || {
        // SAFETY: deliberately wrong: `realloc` gets what `::operator new` gave.
        unsafe { storage_out::<u32>(3, 3, u32::REALLOC_FREE) }
    }),
    Case::mismatched("malloc-out-delete", WrongFamily(Malloc, New), &[Out, Delete], || {
        // SAFETY: deliberately wrong: `delete` gets what `malloc` gave.
        unsafe { malloc_out::<u32>(1, 1, u32::DELETE) }
    }),
    Case::mismatched(
        "malloc-out-unsized-delete",
        WrongFamily(Malloc, New),
        &[Out, UnsizedDelete],
        || {
            // SAFETY: deliberately wrong: `::operator delete` gets what `malloc` gave.
            unsafe { malloc_out::<u32>(3, 3, u32::OPERATOR_DELETE) }
        },
    ),
    Case::mismatched(
        "malloc-out-delete-array",
        WrongFamily(Malloc, NewArray),
        &[Out, DeleteArray, OneByte],
        || {
            // SAFETY: deliberately wrong: `delete[]` gets what `malloc` gave.
            unsafe { malloc_out::<u8>(100, 100, u8::DELETE_ARRAY) }
        },
    ),
    Case::mismatched(
        "array-in-adopted-as-single",
        WrongFamily(NewArray, New),
        &[In, Delete],
        || {
            // SAFETY: deliberately wrong: `new uint32_t[1]` is adopted as `new uint32_t`.
            drop(unsafe { single_in::<u32>(u32::NEW_ARRAY) })
        },
    ),
    Case::mismatched(
        "array-in-adopted-as-storage",
        WrongFamily(NewArray, New),
        &[In, Aligned],
        || {
            // SAFETY: deliberately wrong: `new Line[3]` is adopted as storage of `::operator new`.
            drop(unsafe { storage_in::<Line>(3, 3, Line::NEW_ARRAY) })
        },
    ),
    Case::mismatched(
        "single-in-adopted-as-array",
        WrongFamily(New, NewArray),
        &[In, DeleteArray],
        || {
            // SAFETY: deliberately wrong: `new uint32_t` is adopted as `new uint32_t[1]`.
            drop(unsafe { array_in::<u32>(1, 1, u32::NEW) })
        },
    ),
    Case::mismatched(
        "storage-in-adopted-as-array",
        WrongFamily(New, NewArray),
        &[In, StdAllocator],
        || {
            // SAFETY: deliberately wrong: what `std::allocator` gave is adopted as an array.
            drop(unsafe { array_in::<u32>(3, 3, u32::STD_ALLOCATE) })
        },
    ),
    Case::mismatched("single-in-adopted-as-malloc", WrongFamily(New, Malloc), &[In, Free], || {
        // SAFETY: deliberately wrong: `new uint32_t` is adopted as a block of `malloc`.
        drop(unsafe { malloc_in::<u32>(1, 1, u32::NEW) })
    }),
    Case::mismatched(
        "array-in-adopted-as-malloc-grown",
        WrongFamily(NewArray, Malloc),
        &[In, Realloc, Grown],
        || {
            // SAFETY: deliberately wrong: `new uint32_t[3]` is adopted as a block of `malloc`, and
            // `realloc` gets it.
            let mut v = unsafe { malloc_in::<u32>(3, 3, u32::NEW_ARRAY) };
            v.extend(1..=100);
        },
    ),
    Case::mismatched(
        "malloc-in-adopted-as-array",
        WrongFamily(Malloc, NewArray),
        &[In, DeleteArray],
        || {
            // SAFETY: deliberately wrong: a block of `malloc` is adopted as an array.
            drop(unsafe { array_in::<u32>(3, 3, u32::MALLOC) })
        },
    ),
    Case::mismatched(
        "malloc-in-adopted-as-single",
        WrongFamily(Malloc, New),
        &[In, Delete],
        || {
            // SAFETY: deliberately wrong: a block of `malloc` is adopted as `new uint32_t`.
            drop(unsafe { single_in::<u32>(u32::MALLOC) })
        },
    ),
];
