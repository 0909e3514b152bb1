//! Single objects: `new T`, both directions.

use super::moves::{give, single_in, single_out};
use crate::About::{Aligned, Back, Delete, Empty, In, OneByte, Out, UniquePtr, UnsizedDelete};
use crate::Case;
use crate::element::{Element, Line, Numbered};
use exalloc::{CppNewAllocator, ExBox, ExVec};
use std::ptr;

pub(super) const CASES: &[Case] = &[
    Case::matched("single-out-byte-unique-ptr", &[Out, UniquePtr, OneByte], || {
        // SAFETY: `delete` frees what `new` made.
        unsafe { single_out::<u8>(u8::UNIQUE) }
    }),
    Case::matched("single-out-number-delete", &[Out, Delete], || {
        // SAFETY: `delete` frees what `new` made.
        unsafe { single_out::<u32>(u32::DELETE) }
    }),
    Case::matched("single-out-line-delete", &[Out, Delete, Aligned], || {
        // SAFETY: `delete` frees what `new` made, both in the aligned form.
        unsafe { single_out::<Line>(Line::DELETE) }
    }),
    Case::matched("single-out-line-unique-ptr", &[Out, UniquePtr, Aligned], || {
        // SAFETY: `delete` frees what `new` made, both in the aligned form.
        unsafe { single_out::<Line>(Line::UNIQUE) }
    }),
    Case::matched("single-out-unsized-delete", &[Out, UnsizedDelete], || {
        // SAFETY: `::operator delete` frees what `::operator new` gave; there is no destructor.
        unsafe { single_out::<u32>(u32::OPERATOR_DELETE) }
    }),
    Case::matched("single-in-number", &[In, Delete], || {
        // SAFETY: `new uint32_t`.
        drop(unsafe { single_in::<u32>(u32::NEW) })
    }),
    Case::matched("single-in-line", &[In, Delete, Aligned], || {
        // SAFETY: `new Line`.
        drop(unsafe { single_in::<Line>(Line::NEW) })
    }),
    Case::matched("single-in-released", &[In, UniquePtr, OneByte], || {
        // SAFETY: `new uint8_t`, which the `unique_ptr` has given up.
        drop(unsafe { single_in::<u8>(u8::UNIQUE_RELEASED) })
    }),
    Case::matched("single-in-moved-out", &[In, UniquePtr, Aligned], || {
        // SAFETY: `new Line`, which the `unique_ptr` has given up.
        let b = unsafe { single_in::<Line>(Line::UNIQUE_RELEASED) };
        assert_eq!(ExBox::into_inner(b), Line::nth(1));
    }),
    Case::matched("single-in-null", &[In, Empty], || {
        let null = ptr::null_mut::<u32>();
        // SAFETY: null.
        assert!(unsafe { ExBox::from_cpp_single(null, CppNewAllocator) }.is_none());
    }),
    Case::matched("single-in-back", &[Back, UniquePtr], || {
        // SAFETY: `new uint32_t`.
        let b = unsafe { single_in::<u32>(u32::NEW) };
        // SAFETY: `delete` frees what `new` made.
        unsafe { give((ExBox::into_cpp_single(b), 1, 1), u32::UNIQUE) }
    }),
    Case::matched("single-in-as-vector", &[In, Delete, UnsizedDelete], || {
        // SAFETY: one element has room in one.
        let object = unsafe { u32::NEW(1, 1) };
        // SAFETY: `new uint32_t` is storage of `::operator new` for one.
        let v = unsafe { ExVec::from_cpp_operator_new(object, 1, 1, CppNewAllocator) };
        assert_eq!(v, [1]);
    }),
];
