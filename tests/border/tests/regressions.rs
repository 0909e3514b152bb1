//! Regression tests of faults that rusty_v8 had on its way to C++: an empty vector's dangling
//! pointer that C++ freed (B11, rusty_v8#849), and a capacity that was dropped on the way (B12,
//! rusty_v8#946).

#![cfg(any(feature = "cpp", feature = "cpp-symbols"))]

use core::ptr;
use exalloc::{Allocator, CppNewAllocator, CppNewArrayAllocator, ExBox, ExVec, MallocAllocator};
use exalloc_border as _;

unsafe extern "C" {
    fn border_delete_array(owned: *mut u64) -> bool;
    fn border_delete_storage(owned: *mut u64) -> bool;
    fn border_free_array(owned: *mut u64) -> bool;
    fn border_fill(owned: *mut u64, from: usize, to: usize) -> *mut u64;
    safe fn border_new_array(length: usize, capacity: usize) -> *mut u64;
    safe fn border_new_storage(length: usize, capacity: usize) -> *mut u64;
    safe fn border_malloc_array(length: usize, capacity: usize) -> *mut u64;
    fn border_deallocate_storage(owned: *mut u64, capacity: usize);
}

type Free = unsafe extern "C" fn(*mut u64) -> bool;
type Parts = (*mut u64, usize, usize);

/// Every kind of vector without a block is handed over as null, which C++ frees as nothing.
fn empty_is_null<A: Allocator + Copy>(
    alloc: A,
    into: fn(ExVec<u64, A>) -> Parts,
    from: unsafe fn(*mut u64, usize, usize, A) -> ExVec<u64, A>,
    free: Free,
) {
    let mut emptied = ExVec::new(alloc);
    emptied.extend_from_slice(&[1, 2, 3]);
    emptied.clear();
    emptied.shrink_to_fit();
    let adopted =
        // SAFETY: null is the empty vector.
        unsafe { from(ptr::null_mut(), 0, 0, alloc) };
    let without_block = [ExVec::new(alloc), ExVec::with_capacity(0, alloc), emptied, adopted];
    for v in without_block {
        assert!(!v.as_ptr().is_null(), "in Rust the pointer dangles");
        let (pointer, length, capacity) = into(v);
        assert_eq!((pointer, length, capacity), (ptr::null_mut(), 0, 0));
        // SAFETY: null, which every routine accepts.
        assert!(unsafe { free(pointer) });
    }

    // Empty with a block is another thing: that block must be freed, so it must arrive.
    let (pointer, length, capacity) = into(ExVec::with_capacity(4, alloc));
    assert!(!pointer.is_null() && length == 0 && capacity == 4);
    // SAFETY: the family's block, the other side's from now on.
    assert!(!unsafe { free(pointer) });
}

#[test]
fn b11_an_empty_vectors_dangling_pointer_never_reaches_cpp() {
    empty_is_null(
        CppNewArrayAllocator,
        ExVec::into_cpp_array,
        ExVec::<u64, CppNewArrayAllocator>::from_cpp_array,
        border_delete_array,
    );
    empty_is_null(
        CppNewAllocator,
        ExVec::into_cpp_operator_new,
        ExVec::<u64, CppNewAllocator>::from_cpp_operator_new,
        border_delete_storage,
    );
    empty_is_null(
        MallocAllocator,
        ExVec::into_malloc,
        ExVec::<u64, MallocAllocator>::from_malloc,
        border_free_array,
    );
}

#[test]
fn b11_an_empty_boxed_slices_dangling_pointer_never_reaches_cpp() {
    let (pointer, length) =
        ExBox::<[u64], _>::into_cpp_array(ExVec::new(CppNewArrayAllocator).into_boxed_slice());
    assert_eq!((pointer, length), (ptr::null_mut(), 0));
    // SAFETY: null, which `delete[]` accepts.
    assert!(unsafe { border_delete_array(pointer) });

    let boxed: ExBox<[u64], _> = ExVec::new(MallocAllocator).into_boxed_slice();
    let (pointer, length, capacity) = ExBox::into_vec(boxed).into_malloc();
    assert_eq!((pointer, length, capacity), (ptr::null_mut(), 0, 0));
    // SAFETY: null, which `free` accepts.
    assert!(unsafe { border_free_array(pointer) });
}

/// The whole room goes over and comes back: the other side fills it, and Rust fills what the other
/// side left.
fn capacity_travels<A: Allocator + Copy>(
    alloc: A,
    into: fn(ExVec<u64, A>) -> Parts,
    from: unsafe fn(*mut u64, usize, usize, A) -> ExVec<u64, A>,
    make: extern "C" fn(usize, usize) -> *mut u64,
) -> Parts {
    // Out: C++ writes up to the capacity, which a checker sees if it isn't there.
    let mut v = ExVec::with_capacity(1000, alloc);
    v.extend([0, 1, 2]);
    let room = v.capacity();
    let (pointer, length, capacity) = into(v);
    assert!(length == 3 && capacity == room && room >= 1000);
    // SAFETY: a block for `capacity` elements, of which `length` are there.
    let pointer = unsafe { border_fill(pointer, length, capacity) };
    // SAFETY: the same block, which is full now.
    let mut v = unsafe { from(pointer, capacity, capacity, alloc) };
    assert!(v.len() == room && v.iter().copied().eq(0..room as u64));
    assert_eq!(v.capacity(), room);
    v.push(7);

    // In: the room that C++ left is Rust's, without another allocation.
    let pointer = make(3, 500);
    assert!(!pointer.is_null());
    // SAFETY: a block of the family for 500 elements, of which three are there.
    let mut v = unsafe { from(pointer, 3, 500, alloc) };
    assert_eq!((v.len(), v.capacity()), (3, 500));
    v.extend(3..500);
    assert_eq!((v.as_ptr().cast_mut(), v.capacity()), (pointer, 500));
    into(v)
}

#[test]
fn b12_the_capacity_travels_both_ways() {
    let array = capacity_travels(
        CppNewArrayAllocator,
        ExVec::into_cpp_array,
        ExVec::<u64, CppNewArrayAllocator>::from_cpp_array,
        border_new_array as extern "C" fn(usize, usize) -> *mut u64,
    );
    // SAFETY: a block of `new[]`, C++'s from now on.
    assert!(!unsafe { border_delete_array(array.0) });

    let storage = capacity_travels(
        CppNewAllocator,
        ExVec::into_cpp_operator_new,
        ExVec::<u64, CppNewAllocator>::from_cpp_operator_new,
        border_new_storage as extern "C" fn(usize, usize) -> *mut u64,
    );
    // SAFETY: a block of `operator new` for that many, C++'s from now on.
    unsafe { border_deallocate_storage(storage.0, storage.2) };

    let block = capacity_travels(
        MallocAllocator,
        ExVec::into_malloc,
        ExVec::<u64, MallocAllocator>::from_malloc,
        border_malloc_array as extern "C" fn(usize, usize) -> *mut u64,
    );
    // SAFETY: a block of C's heap, C's from now on.
    assert!(!unsafe { border_free_array(block.0) });
}

#[test]
fn b12_a_sized_deallocation_gets_the_capacity() {
    // The length would be wrong: gcc's AddressSanitizer sees it here, and the ledger of
    // `replaced_operators.rs` counts it.
    let mut v = ExVec::with_capacity(64, CppNewAllocator);
    v.push(1_u64);
    let (pointer, length, capacity) = v.into_cpp_operator_new();
    assert_eq!((length, capacity), (1, 64));
    // SAFETY: a block of `operator new` for that many, C++'s from now on.
    unsafe { border_deallocate_storage(pointer, capacity) };
}
