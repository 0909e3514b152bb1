//! Deliberately wrong: the right family, but another size or another alignment at `delete` than at
//! `new`.

use super::moves::{array_in, array_out, single_in, single_out, storage_in, storage_out};
use crate::About::{
    Aligned, Delete, DeleteArray, In, OneByte, Out, SizedDelete, Spare, StdAllocator, UnsizedDelete,
};
use crate::Case;
use crate::Fault::{AlignedAsPlain, PlainAsAligned, WrongSize};
use crate::element::{Element, Line};
use exalloc::{CppNewAllocator, ExVec};

pub(super) const CASES: &[Case] = &[
    Case::mismatched(
        "storage-out-sized-by-length",
        WrongSize(20, 12),
        &[Out, SizedDelete, Spare],
        || {
            // SAFETY: deliberately wrong: sized delete gets the length, not the capacity (B12).
            unsafe { storage_out::<u32>(3, 5, sized_by_length) }
        },
    ),
    Case::mismatched(
        "storage-out-std-allocator-by-length",
        WrongSize(320, 192),
        &[Out, StdAllocator, Spare, Aligned],
        || {
            // SAFETY: deliberately wrong: `std::allocator` gets the length, not the capacity (B12).
            unsafe { storage_out::<Line>(3, 5, std_by_length) }
        },
    ),
    Case::mismatched("single-out-deleted-as-byte", WrongSize(4, 1), &[Out, Delete], || {
        // SAFETY: deliberately wrong: `delete` gets a pointer to a smaller type.
        unsafe { single_out::<u32>(deleted_as_byte) }
    }),
    Case::mismatched(
        "storage-in-adopted-by-length",
        WrongSize(20, 12),
        &[In, SizedDelete, Spare],
        || {
            // SAFETY: three elements have room in five.
            let block = unsafe { u32::OPERATOR_NEW(3, 5) };
            // SAFETY: deliberately wrong: storage for five is adopted with its length as capacity.
            drop(unsafe { ExVec::from_cpp_operator_new(block, 3, 3, CppNewAllocator) });
        },
    ),
    Case::mismatched("single-in-adopted-as-byte", WrongSize(4, 1), &[In, Delete, OneByte], || {
        // SAFETY: one element has room in one.
        let object = unsafe { u32::NEW(1, 1) };
        // SAFETY: deliberately wrong: `new uint32_t` is adopted as a vector of one byte.
        drop(unsafe { ExVec::from_cpp_operator_new(object.cast::<u8>(), 1, 1, CppNewAllocator) });
    }),
    Case::mismatched(
        "array-out-lines-as-plain",
        AlignedAsPlain,
        &[Out, DeleteArray, Aligned],
        || {
            // SAFETY: deliberately wrong: plain `delete[]` gets an aligned block.
            unsafe { array_out::<Line>(3, 3, Line::OPERATOR_DELETE_ARRAY_PLAIN) }
        },
    ),
    Case::mismatched("array-out-plain-as-lines", PlainAsAligned, &[Out, DeleteArray], || {
        // SAFETY: deliberately wrong: aligned `delete[]` gets a plain block.
        unsafe { array_out::<u32>(16, 16, u32::OPERATOR_DELETE_ARRAY_ALIGNED) }
    }),
    Case::mismatched(
        "storage-out-lines-as-plain",
        AlignedAsPlain,
        &[Out, UnsizedDelete, Aligned],
        || {
            // SAFETY: deliberately wrong: plain `::operator delete` gets an aligned block.
            unsafe { storage_out::<Line>(3, 3, Line::OPERATOR_DELETE_PLAIN) }
        },
    ),
    Case::mismatched("storage-out-plain-as-lines", PlainAsAligned, &[Out, UnsizedDelete], || {
        // SAFETY: deliberately wrong: aligned `::operator delete` gets a plain block.
        unsafe { storage_out::<u32>(16, 16, u32::OPERATOR_DELETE_ALIGNED) }
    }),
    Case::mismatched("storage-in-plain-adopted-as-lines", PlainAsAligned, &[In, Aligned], || {
        // No elements: writing them to storage that may not be aligned can fault.
        // SAFETY: deliberately wrong: plain storage is adopted as if it were of the aligned form.
        drop(unsafe { storage_in::<Line>(0, 3, Line::OPERATOR_NEW_PLAIN) })
    }),
    Case::mismatched("storage-in-aligned-adopted-as-plain", AlignedAsPlain, &[In], || {
        // SAFETY: deliberately wrong: aligned storage is adopted as if it were of the plain form.
        drop(unsafe { storage_in::<u32>(16, 16, u32::OPERATOR_NEW_ALIGNED) })
    }),
    Case::mismatched(
        "array-in-lines-adopted-as-bytes",
        AlignedAsPlain,
        &[In, DeleteArray, Aligned, OneByte],
        || {
            // SAFETY: deliberately wrong: `new Line[1]` is adopted as an array of bytes.
            let mut v = unsafe { array_in::<u8>(0, 64, line_of_bytes) };
            v.push(1);
        },
    ),
    Case::mismatched(
        "single-in-aligned-adopted-as-byte",
        AlignedAsPlain,
        &[In, Aligned, OneByte],
        || {
            // SAFETY: deliberately wrong: storage of the aligned form is adopted as `new uint8_t`;
            // the sizes agree.
            drop(unsafe { single_in::<u8>(u8::OPERATOR_NEW_ALIGNED) })
        },
    ),
];

/// `::operator delete` with the size of the elements in use.
unsafe extern "C" fn sized_by_length(block: *mut u32, length: usize, _capacity: usize) -> u64 {
    // SAFETY: forwarded; deliberately wrong: the capacity is lost.
    unsafe { u32::OPERATOR_DELETE_SIZED(block, length, length) }
}

/// `std::allocator` with the number of elements in use.
unsafe extern "C" fn std_by_length(block: *mut Line, length: usize, _capacity: usize) -> u64 {
    // SAFETY: forwarded; deliberately wrong: the capacity is lost.
    unsafe { Line::STD_DEALLOCATE(block, length, length) }
}

/// `delete` of a number through a pointer to a byte.
unsafe extern "C" fn deleted_as_byte(object: *mut u32, length: usize, capacity: usize) -> u64 {
    // SAFETY: initialised, as our caller promises.
    let sum = unsafe { u32::READ(object, length, capacity) };
    // SAFETY: forwarded; deliberately wrong: not a byte.
    unsafe { u8::DELETE(object.cast(), 0, 0) };
    sum
}

/// `new Line[1]`, seen as bytes.
unsafe extern "C" fn line_of_bytes(_length: usize, _capacity: usize) -> *mut u8 {
    // SAFETY: no element has room in one.
    unsafe { Line::NEW_ARRAY(0, 1) }.cast()
}
