//! Arrays: `operator new[]`, both directions.

use super::moves::{array_in, array_out, check, filled, give, grow};
use crate::About::{
    Aligned, Back, DeleteArray, Empty, Grown, In, OneByte, Out, Spare, UniquePtrArray, ZeroLength,
};
use crate::Case;
use crate::element::{Element, Line};
use exalloc::{CppNewArrayAllocator, ExBox, ExVec};
use std::ptr;

pub(super) const CASES: &[Case] = &[
    Case::matched("array-out-bytes-unique-ptr", &[Out, UniquePtrArray, OneByte], || {
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { array_out::<u8>(100, 100, u8::UNIQUE_ARRAY) }
    }),
    Case::matched("array-out-one-byte", &[Out, DeleteArray, OneByte], || {
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { array_out::<u8>(1, 1, u8::DELETE_ARRAY) }
    }),
    Case::matched("array-out-numbers-delete", &[Out, DeleteArray], || {
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { array_out::<u32>(3, 3, u32::DELETE_ARRAY) }
    }),
    Case::matched("array-out-lines-delete", &[Out, DeleteArray, Aligned], || {
        // SAFETY: `delete[]` frees what `new[]` made, both in the aligned form.
        unsafe { array_out::<Line>(3, 3, Line::DELETE_ARRAY) }
    }),
    Case::matched("array-out-lines-unique-ptr", &[Out, UniquePtrArray, Aligned], || {
        // SAFETY: `delete[]` frees what `new[]` made, both in the aligned form.
        unsafe { array_out::<Line>(3, 3, Line::UNIQUE_ARRAY) }
    }),
    Case::matched("array-out-empty", &[Out, DeleteArray, Empty], || {
        // SAFETY: null, which `delete[]` accepts.
        unsafe { array_out::<u32>(0, 0, u32::DELETE_ARRAY) }
    }),
    Case::matched("array-out-empty-unique-ptr", &[Out, UniquePtrArray, Empty, Aligned], || {
        // SAFETY: null, which `std::unique_ptr` accepts.
        unsafe { array_out::<Line>(0, 0, Line::UNIQUE_ARRAY) }
    }),
    Case::matched("array-out-no-elements", &[Out, DeleteArray, Spare], || {
        // SAFETY: `delete[]` frees what `new[]` made; no element is initialised.
        unsafe { array_out::<u32>(0, 5, u32::DELETE_ARRAY) }
    }),
    Case::matched("array-out-spare", &[Out, UniquePtrArray, Spare], || {
        // SAFETY: `delete[]` frees what `new[]` made; it looks at no length.
        unsafe { array_out::<u32>(3, 5, u32::UNIQUE_ARRAY) }
    }),
    Case::matched("array-out-grown", &[Out, DeleteArray, Grown], || {
        let mut v: ExVec<u32, _> = filled(3, 3, CppNewArrayAllocator);
        grow(&mut v);
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give(v.into_cpp_array(), u32::DELETE_ARRAY) }
    }),
    Case::matched("array-out-shrunk", &[Out, DeleteArray, Aligned, Spare], || {
        let mut v: ExVec<Line, _> = filled(3, 9, CppNewArrayAllocator);
        v.shrink_to_fit();
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give(v.into_cpp_array(), Line::DELETE_ARRAY) }
    }),
    Case::matched("array-out-boxed-slice", &[Out, UniquePtrArray], || {
        let v: ExVec<u32, _> = filled(3, 8, CppNewArrayAllocator);
        let (block, length) = ExBox::<[u32], _>::into_cpp_array(v.into_boxed_slice());
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give((block, length, length), u32::UNIQUE_ARRAY) }
    }),
    Case::matched("array-out-by-reference", &[Out, DeleteArray], || {
        let local = CppNewArrayAllocator;
        let parts = filled::<u32, _>(3, 4, &local).into_cpp_array();
        // SAFETY: `delete[]` frees what `new[]` made, though the reference is gone.
        unsafe { give(parts, u32::DELETE_ARRAY) }
    }),
    Case::matched("array-out-and-back", &[Back, DeleteArray], || {
        let (block, length, capacity) =
            filled::<u32, _>(3, 4, CppNewArrayAllocator).into_cpp_array();
        // SAFETY: what one hand-over gave, used once.
        let v = unsafe { ExVec::from_cpp_array(block, length, capacity, CppNewArrayAllocator) };
        check(&v, 3);
    }),
    Case::matched("array-in-bytes", &[In, DeleteArray, OneByte], || {
        // SAFETY: `new uint8_t[100]`.
        drop(unsafe { array_in::<u8>(100, 100, u8::NEW_ARRAY) })
    }),
    Case::matched("array-in-lines", &[In, DeleteArray, Aligned], || {
        // SAFETY: `new Line[3]`.
        drop(unsafe { array_in::<Line>(3, 3, Line::NEW_ARRAY) })
    }),
    Case::matched("array-in-released", &[In, UniquePtrArray], || {
        // SAFETY: `new uint32_t[3]`, which the `unique_ptr` has given up.
        drop(unsafe { array_in::<u32>(3, 3, u32::UNIQUE_ARRAY_RELEASED) })
    }),
    Case::matched("array-in-released-lines", &[In, UniquePtrArray, Aligned, Spare], || {
        // SAFETY: `new Line[5]`, which the `unique_ptr` has given up.
        drop(unsafe { array_in::<Line>(2, 5, Line::UNIQUE_ARRAY_RELEASED) })
    }),
    Case::matched("array-in-zero-length", &[In, DeleteArray, ZeroLength], || {
        // SAFETY: `new uint32_t[0]`, freed at once.
        let v = unsafe { array_in::<u32>(0, 0, u32::NEW_ARRAY) };
        assert_eq!(v.capacity(), 0);
    }),
    Case::matched("array-in-zero-length-lines", &[In, DeleteArray, ZeroLength, Aligned], || {
        // SAFETY: `new Line[0]`, freed at once, in the aligned form.
        drop(unsafe { array_in::<Line>(0, 0, Line::NEW_ARRAY) })
    }),
    Case::matched("array-in-null", &[In, Empty], || {
        let null = ptr::null_mut::<u32>();
        // SAFETY: null with capacity zero.
        let v = unsafe { ExVec::from_cpp_array(null, 0, 0, CppNewArrayAllocator) };
        assert!(v.is_empty());
    }),
    Case::matched("array-in-spare-filled", &[In, DeleteArray, Spare], || {
        // SAFETY: `new uint32_t[5]`, of which three are initialised.
        let mut v = unsafe { array_in::<u32>(3, 5, u32::NEW_ARRAY) };
        v.extend([4, 5]);
        assert_eq!(v.capacity(), 5);
        check(&v, 5);
    }),
    Case::matched("array-in-more-than-claimed", &[In, DeleteArray, Spare], || {
        // SAFETY: three elements have room in eight.
        let block = unsafe { u32::NEW_ARRAY(3, 8) };
        // SAFETY: `new uint32_t[8]`: more than the capacity is allowed.
        let v = unsafe { ExVec::from_cpp_array(block, 3, 4, CppNewArrayAllocator) };
        check(&v, 3);
    }),
    Case::matched("array-in-grown", &[In, DeleteArray, Grown, OneByte], || {
        // SAFETY: `new uint8_t[3]`.
        let mut v = unsafe { array_in::<u8>(3, 3, u8::NEW_ARRAY) };
        grow(&mut v);
    }),
    Case::matched("array-in-grown-back", &[Back, UniquePtrArray, Grown], || {
        // SAFETY: `new uint32_t[3]`.
        let mut v = unsafe { array_in::<u32>(3, 3, u32::NEW_ARRAY) };
        grow(&mut v);
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give(v.into_cpp_array(), u32::UNIQUE_ARRAY) }
    }),
    Case::matched("array-in-grown-back-lines", &[Back, DeleteArray, Grown, Aligned], || {
        // SAFETY: `new Line[3]`.
        let mut v = unsafe { array_in::<Line>(2, 3, Line::UNIQUE_ARRAY_RELEASED) };
        grow(&mut v);
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give(v.into_cpp_array(), Line::DELETE_ARRAY) }
    }),
    Case::matched("array-in-back-unchanged", &[Back, DeleteArray, Spare], || {
        // SAFETY: `new uint32_t[5]`.
        let v = unsafe { array_in::<u32>(3, 5, u32::NEW_ARRAY) };
        // SAFETY: `delete[]` frees what `new[]` made.
        unsafe { give(v.into_cpp_array(), u32::DELETE_ARRAY) }
    }),
];
