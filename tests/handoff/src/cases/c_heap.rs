//! C's heap: `malloc`, `realloc`, `free`, both directions.

use super::moves::{check, filled, give, grow, malloc_in, malloc_out};
use crate::About::{
    Aligned, Back, Empty, Free, Grown, In, OneByte, Out, Realloc, Spare, ZeroLength,
};
use crate::Case;
use crate::element::{Element, Line, Numbered};
use exalloc::{ExBox, ExVec, MallocAllocator};
use std::ptr;

pub(super) const CASES: &[Case] = &[
    Case::matched("malloc-out-bytes", &[Out, Free, OneByte], || {
        // SAFETY: `free` frees what `malloc` gave.
        unsafe { malloc_out::<u8>(100, 100, u8::FREE) }
    }),
    Case::matched("malloc-out-spare", &[Out, Free, Spare], || {
        // SAFETY: `free` frees what `malloc` gave.
        unsafe { malloc_out::<u32>(3, 5, u32::FREE) }
    }),
    Case::matched("malloc-out-lines", &[Out, Free, Aligned], || {
        // SAFETY: `free` frees what `posix_memalign` gave.
        unsafe { malloc_out::<Line>(3, 3, Line::FREE) }
    }),
    Case::matched("malloc-out-realloc", &[Out, Realloc], || {
        // SAFETY: `realloc` and `free` take what `malloc` gave.
        unsafe { malloc_out::<u32>(3, 3, u32::REALLOC_FREE) }
    }),
    Case::matched("malloc-out-realloc-bytes", &[Out, Realloc, OneByte, Spare], || {
        // SAFETY: `realloc` and `free` take what `malloc` gave.
        unsafe { malloc_out::<u8>(1, 3, u8::REALLOC_FREE) }
    }),
    Case::matched("malloc-out-empty", &[Out, Free, Empty], || {
        // SAFETY: null, which `free` accepts.
        unsafe { malloc_out::<u32>(0, 0, u32::FREE) }
    }),
    Case::matched("malloc-out-empty-realloc", &[Out, Realloc, Empty], || {
        // SAFETY: null, which `realloc` accepts.
        unsafe { malloc_out::<u32>(0, 0, u32::REALLOC_FREE) }
    }),
    Case::matched("malloc-out-grown", &[Out, Free, Grown], || {
        let mut v: ExVec<u32, _> = filled(3, 3, MallocAllocator);
        grow(&mut v);
        // SAFETY: `free` frees what `realloc` gave.
        unsafe { give(v.into_malloc(), u32::FREE) }
    }),
    Case::matched("malloc-out-box", &[Out, Free, Aligned], || {
        let object = ExBox::into_malloc(ExBox::new(Line::nth(1), MallocAllocator));
        // SAFETY: `free` frees what `posix_memalign` gave.
        unsafe { give((object, 1, 1), Line::FREE) }
    }),
    Case::matched("malloc-out-boxed-slice", &[Out, Realloc], || {
        let b = filled::<u32, _>(3, 8, MallocAllocator).into_boxed_slice();
        // SAFETY: `realloc` and `free` take what `malloc` gave.
        unsafe { give(ExBox::into_vec(b).into_malloc(), u32::REALLOC_FREE) }
    }),
    Case::matched("malloc-out-and-back", &[Back, Free], || {
        let (block, length, capacity) = filled::<u32, _>(3, 4, MallocAllocator).into_malloc();
        // SAFETY: what one hand-over gave, used once.
        let v = unsafe { ExVec::from_malloc(block, length, capacity, MallocAllocator) };
        check(&v, 3);
    }),
    Case::matched("malloc-in-malloc", &[In, Free, Spare], || {
        // SAFETY: a block of `malloc`.
        drop(unsafe { malloc_in::<u32>(3, 5, u32::MALLOC) })
    }),
    Case::matched("malloc-in-calloc", &[In, Free, OneByte], || {
        // SAFETY: a block of `calloc`.
        drop(unsafe { malloc_in::<u8>(100, 100, u8::CALLOC) })
    }),
    Case::matched("malloc-in-realloc", &[In, Realloc, Spare], || {
        // SAFETY: a block of `realloc`.
        drop(unsafe { malloc_in::<u32>(3, 50, u32::REALLOCATED) })
    }),
    Case::matched("malloc-in-aligned-alloc", &[In, Free, Aligned], || {
        // SAFETY: a block of `aligned_alloc`.
        drop(unsafe { malloc_in::<Line>(3, 3, Line::ALIGNED_ALLOC) })
    }),
    Case::matched("malloc-in-zero-length", &[In, Free, ZeroLength], || {
        // SAFETY: `malloc(0)`, freed at once.
        let v = unsafe { malloc_in::<u32>(0, 0, u32::MALLOC) };
        assert_eq!(v.capacity(), 0);
    }),
    Case::matched("malloc-in-null", &[In, Empty], || {
        let null = ptr::null_mut::<u32>();
        // SAFETY: null.
        assert!(unsafe { ExBox::from_malloc(null, MallocAllocator) }.is_none());
    }),
    Case::matched("malloc-in-box", &[In, Free], || {
        // SAFETY: one element has room in one.
        let object = unsafe { u32::MALLOC(1, 1) };
        // SAFETY: a block of `malloc` for one, initialised, which nobody else owns.
        let b = unsafe { ExBox::from_malloc(object, MallocAllocator) };
        assert_eq!(b.as_deref(), Some(&1));
    }),
    Case::matched("malloc-in-grown", &[In, Free, Grown], || {
        // SAFETY: a block of `malloc`.
        let mut v = unsafe { malloc_in::<u32>(3, 3, u32::MALLOC) };
        grow(&mut v);
    }),
    Case::matched("malloc-in-grown-lines", &[In, Free, Grown, Aligned], || {
        // SAFETY: a block of `aligned_alloc`.
        let mut v = unsafe { malloc_in::<Line>(3, 3, Line::ALIGNED_ALLOC) };
        grow(&mut v);
    }),
    Case::matched("malloc-in-grown-back", &[Back, Realloc, Grown], || {
        // SAFETY: a block of `malloc`.
        let mut v = unsafe { malloc_in::<u32>(3, 3, u32::MALLOC) };
        grow(&mut v);
        // SAFETY: `realloc` and `free` take.
        unsafe { give(v.into_malloc(), u32::REALLOC_FREE) }
    }),
];
