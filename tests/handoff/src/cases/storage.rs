//! Storage: `::operator new` and `std::allocator<T>`, both directions.

use super::moves::{check, filled, give, grow, storage_in, storage_out};
use crate::About::{
    Aligned, Back, Empty, Grown, In, OneByte, Out, SizedDelete, Spare, StdAllocator, UnsizedDelete,
    ZeroLength,
};
use crate::Case;
use crate::element::{Element, Line};
use exalloc::{CppNewAllocator, ExVec};

pub(super) const CASES: &[Case] = &[
    Case::matched("storage-out-unsized", &[Out, UnsizedDelete], || {
        // SAFETY: `::operator delete` frees what `::operator new` gave.
        unsafe { storage_out::<u32>(3, 3, u32::OPERATOR_DELETE) }
    }),
    Case::matched("storage-out-sized", &[Out, SizedDelete], || {
        // SAFETY: as above, with the size of the capacity.
        unsafe { storage_out::<u32>(3, 3, u32::OPERATOR_DELETE_SIZED) }
    }),
    Case::matched("storage-out-sized-bytes", &[Out, SizedDelete, OneByte, Spare], || {
        // SAFETY: as above, with the size of the capacity.
        unsafe { storage_out::<u8>(3, 7, u8::OPERATOR_DELETE_SIZED) }
    }),
    Case::matched("storage-out-unsized-lines", &[Out, UnsizedDelete, Aligned], || {
        // SAFETY: `::operator delete` frees what `::operator new` gave, both in the aligned form.
        unsafe { storage_out::<Line>(3, 3, Line::OPERATOR_DELETE) }
    }),
    Case::matched("storage-out-sized-lines", &[Out, SizedDelete, Aligned, Spare], || {
        // SAFETY: as above, with the size of the capacity.
        unsafe { storage_out::<Line>(3, 5, Line::OPERATOR_DELETE_SIZED) }
    }),
    Case::matched("storage-out-std-allocator", &[Out, StdAllocator], || {
        // SAFETY: `std::allocator` frees what `::operator new` gave for as many elements.
        unsafe { storage_out::<u32>(3, 3, u32::STD_DEALLOCATE) }
    }),
    Case::matched("storage-out-std-allocator-bytes", &[Out, StdAllocator, OneByte], || {
        // SAFETY: `std::allocator` frees what `::operator new` gave for as many elements.
        unsafe { storage_out::<u8>(100, 100, u8::STD_DEALLOCATE) }
    }),
    Case::matched("storage-out-std-allocator-spare", &[Out, StdAllocator, Spare], || {
        // SAFETY: as above: the capacity travels, not the length (B12).
        unsafe { storage_out::<u32>(3, 5, u32::STD_DEALLOCATE) }
    }),
    Case::matched("storage-out-std-allocator-lines", &[Out, StdAllocator, Aligned], || {
        // SAFETY: as above, both in the aligned form.
        unsafe { storage_out::<Line>(3, 3, Line::STD_DEALLOCATE) }
    }),
    Case::matched("storage-out-empty", &[Out, SizedDelete, Empty], || {
        // SAFETY: null, which `::operator delete` accepts.
        unsafe { storage_out::<u32>(0, 0, u32::OPERATOR_DELETE_SIZED) }
    }),
    Case::matched("storage-out-grown", &[Out, StdAllocator, Grown], || {
        let mut v: ExVec<u32, _> = filled(3, 3, CppNewAllocator);
        grow(&mut v);
        // SAFETY: `std::allocator` frees what `::operator new` gave for as many elements.
        unsafe { give(v.into_cpp_operator_new(), u32::STD_DEALLOCATE) }
    }),
    Case::matched("storage-out-shrunk", &[Out, SizedDelete, Spare], || {
        let mut v: ExVec<u32, _> = filled(3, 9, CppNewAllocator);
        v.shrink_to_fit();
        // SAFETY: sized delete gets the size of the block that there is now.
        unsafe { give(v.into_cpp_operator_new(), u32::OPERATOR_DELETE_SIZED) }
    }),
    Case::matched("storage-out-and-back", &[Back, SizedDelete], || {
        let v: ExVec<u32, _> = filled(3, 4, CppNewAllocator);
        let (block, length, capacity) = v.into_cpp_operator_new();
        // SAFETY: what one hand-over gave, used once.
        let v = unsafe { ExVec::from_cpp_operator_new(block, length, capacity, CppNewAllocator) };
        check(&v, 3);
    }),
    Case::matched("storage-in-operator-new", &[In, SizedDelete, Spare], || {
        // SAFETY: `::operator new` for five elements.
        drop(unsafe { storage_in::<u32>(3, 5, u32::OPERATOR_NEW) })
    }),
    Case::matched("storage-in-operator-new-lines", &[In, SizedDelete, Aligned], || {
        // SAFETY: `::operator new` for three elements, in the aligned form.
        drop(unsafe { storage_in::<Line>(3, 3, Line::OPERATOR_NEW) })
    }),
    Case::matched("storage-in-std-allocator", &[In, StdAllocator], || {
        // SAFETY: `std::allocator` uses `::operator new`.
        drop(unsafe { storage_in::<u32>(3, 3, u32::STD_ALLOCATE) })
    }),
    Case::matched("storage-in-std-allocator-lines", &[In, StdAllocator, Aligned, Spare], || {
        // SAFETY: `std::allocator` uses `::operator new`, in the aligned form.
        drop(unsafe { storage_in::<Line>(2, 5, Line::STD_ALLOCATE) })
    }),
    Case::matched("storage-in-zero-length", &[In, SizedDelete, ZeroLength], || {
        // SAFETY: `::operator new(0)`, freed at once.
        let v = unsafe { storage_in::<u32>(0, 0, u32::OPERATOR_NEW) };
        assert_eq!(v.capacity(), 0);
    }),
    Case::matched("storage-in-zero-length-lines", &[In, SizedDelete, ZeroLength, Aligned], || {
        // SAFETY: `::operator new(0)` in the aligned form, freed at once.
        drop(unsafe { storage_in::<Line>(0, 0, Line::OPERATOR_NEW) })
    }),
    Case::matched("storage-in-grown", &[In, StdAllocator, Grown, OneByte], || {
        // SAFETY: `std::allocator` uses `::operator new`.
        let mut v = unsafe { storage_in::<u8>(3, 3, u8::STD_ALLOCATE) };
        grow(&mut v);
    }),
    Case::matched("storage-in-grown-back", &[Back, StdAllocator, Grown], || {
        // SAFETY: `std::allocator` uses `::operator new`.
        let mut v = unsafe { storage_in::<u32>(3, 3, u32::STD_ALLOCATE) };
        grow(&mut v);
        // SAFETY: frees what comes back.
        unsafe { give(v.into_cpp_operator_new(), u32::STD_DEALLOCATE) }
    }),
    Case::matched("storage-in-grown-back-lines", &[Back, UnsizedDelete, Grown, Aligned], || {
        // SAFETY: `::operator new`.
        let mut v = unsafe { storage_in::<Line>(1, 1, Line::OPERATOR_NEW) };
        grow(&mut v);
        // SAFETY: `::operator delete` frees.
        unsafe { give(v.into_cpp_operator_new(), Line::OPERATOR_DELETE) }
    }),
];
