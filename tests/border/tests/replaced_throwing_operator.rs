//! A program that has replaced C++'s throwing `operator new` alone, as most do that replace any.
//!
//! Rust asks by the nothrow forms, which are the library's here. They call the program's operator,
//! and turn whatever it throws into null: so the standard has it (C++17 \[new.delete.single\],
//! "calls `operator new(size)`… otherwise, returns a null pointer"), and so it is with the shim and
//! with the symbols alone.
//!
//! The operators are the process's, which is why this is a single test in a process of its own.

#![cfg(any(feature = "cpp", feature = "cpp-symbols"))]

use core::ffi::c_int;
use exalloc::{Allocator, CppNewAllocator, CppNewArrayAllocator, ExVec, TryReserveErrorKind};
use exalloc_border as _;

// Here and nowhere else: whoever links it has the operator replaced.
#[link(name = "exalloc_border_replaced_throwing", kind = "static", modifiers = "+whole-archive")]
unsafe extern "C" {
    safe fn border_throwing_refuse(how: c_int);
    fn border_throwing_counts(made: *mut c_int, freed: *mut c_int, refused: *mut c_int);
}

const NOTHING: c_int = 0;
const BY_BAD_ALLOC: c_int = 1;
const BY_AN_INT: c_int = 2;

/// How often the program's operators made, freed and refused since the last question.
fn counts() -> [c_int; 3] {
    let [mut made, mut freed, mut refused] = [0; 3];
    // SAFETY: three numbers that may be written.
    unsafe { border_throwing_counts(&raw mut made, &raw mut freed, &raw mut refused) };
    [made, freed, refused]
}

fn grows_or_says_so<A: Allocator + Copy>(alloc: A) {
    counts();
    let mut v = ExVec::with_capacity(2, alloc);
    v.extend_from_slice(&[1_u64, 2]);
    assert_eq!(counts(), [1, 0, 0], "the request came to the program's operator");

    for how in [BY_BAD_ALLOC, BY_AN_INT] {
        border_throwing_refuse(how);
        let before = (v.as_ptr(), v.capacity());
        let failed = v.try_push(3).unwrap_err();
        border_throwing_refuse(NOTHING);
        assert_eq!(failed.value, 3);
        assert!(matches!(failed.error.kind(), TryReserveErrorKind::AllocError { .. }));
        assert_eq!((v.as_ptr(), v.capacity()), before);
        assert_eq!(v, [1, 2]);
        assert_eq!(counts(), [0, 0, 1]);
    }

    v.push(3);
    assert_eq!(v, [1, 2, 3]);
    drop(v);
    assert_eq!(counts(), [1, 2, 0], "both blocks came back to the program's operator");
}

#[test]
fn what_it_throws_is_an_error_in_rust() {
    grows_or_says_so(CppNewAllocator);
    grows_or_says_so(CppNewArrayAllocator);
}
