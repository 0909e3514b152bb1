//! The C++ side is out of memory: a request that no memory can serve, with every kind of
//! new-handler before it. It must be an error in Rust with nothing lost, and no exception may come
//! through.
//!
//! Handlers are the process's, so the tests take turns. Small requests that fail are tested by
//! `replaced_operators.rs`, in a process of its own.
//!
//! Only where no request of half the largest size can be served: 32 bits have addresses for it. And
//! only with the real runtime: the operators of AddressSanitizer and valgrind ask no handler.

#![cfg(all(target_pointer_width = "64", any(feature = "cpp", feature = "cpp-symbols")))]

use core::ffi::c_int;
use exalloc::{
    Allocator, CppNewAllocator, CppNewArrayAllocator, ExBox, ExVec, TryReserveErrorKind,
};
use exalloc_border as _;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

unsafe extern "C" {
    safe fn border_set_handler(handler: c_int);
    safe fn border_handler_calls() -> c_int;
    safe fn border_handler_is_set() -> bool;
}

unsafe extern "C-unwind" {
    safe fn border_throw_out_of_memory(bytes: usize);
}

/// As `Handler` of `out_of_memory.cpp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handler {
    None = 0,
    ThrowsBadAlloc = 1,
    ThrowsAnInt = 2,
    GivesUp = 3,
}

/// More than there are addresses, and yet a size that a layout may have.
const IMPOSSIBLE: usize = isize::MAX as usize / 2;

#[repr(C, align(64))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line([u8; 64]);

/// The process's handler, for one test at a time; afterwards there is none.
struct Turn(#[expect(dead_code, reason = "held until the turn ends")] MutexGuard<'static, ()>);

impl Turn {
    fn take() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        Self(TURN.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        border_set_handler(Handler::None as c_int);
    }
}

/// Runs `request`, which C++ must refuse as often as it says, with each handler.
fn with_each_handler(request: impl Fn() -> c_int) {
    let _turn = Turn::take();
    for handler in [Handler::None, Handler::ThrowsBadAlloc, Handler::ThrowsAnInt, Handler::GivesUp]
    {
        border_set_handler(handler as c_int);
        let refusals = request();
        assert!(refusals > 0);
        // The request reached C++, and C++ asked its handler.
        let expected = match handler {
            Handler::None => 0,
            Handler::ThrowsBadAlloc | Handler::ThrowsAnInt => refusals,
            Handler::GivesUp => 1,
        };
        assert_eq!(border_handler_calls(), expected, "{handler:?}");
        let stays = matches!(handler, Handler::ThrowsBadAlloc | Handler::ThrowsAnInt);
        assert_eq!(border_handler_is_set(), stays, "{handler:?}");
    }
}

/// A vector that can't grow that far stays what and where it is, and goes on working.
fn vector<T: Copy + PartialEq + core::fmt::Debug, A: Allocator + Copy>(elements: [T; 3], alloc: A) {
    with_each_handler(|| {
        let mut v = ExVec::with_capacity(3, alloc);
        v.extend_from_slice(&elements);
        let before = (v.as_ptr(), v.len(), v.capacity());
        let count = IMPOSSIBLE / size_of::<T>();

        let error = v.try_reserve(count).unwrap_err();
        assert!(matches!(error.kind(), TryReserveErrorKind::AllocError { .. }), "{error:?}");
        let error = v.try_reserve_exact(count).unwrap_err();
        assert!(matches!(error.kind(), TryReserveErrorKind::AllocError { .. }), "{error:?}");
        let error = ExVec::<T, A>::try_with_capacity(count, alloc).unwrap_err();
        assert!(matches!(error.kind(), TryReserveErrorKind::AllocError { .. }), "{error:?}");

        assert_eq!((v.as_ptr(), v.len(), v.capacity()), before);
        assert_eq!(v, elements);
        // The real runtime still has memory, whatever the handler.
        v.push(elements[0]);
        assert_eq!(v[..3], elements);
        assert_eq!(v[3], elements[0]);
        3
    });
}

#[test]
fn a_vector_of_bytes() {
    vector([1_u8, 2, 3], CppNewAllocator);
    vector([1_u8, 2, 3], CppNewArrayAllocator);
}

#[test]
fn a_vector_of_over_aligned_elements() {
    let lines = [Line([1; 64]), Line([2; 64]), Line([3; 64])];
    vector(lines, CppNewAllocator);
    vector(lines, CppNewArrayAllocator);
}

#[test]
fn a_box_of_a_slice() {
    fn refused<T, A: Allocator>(alloc: A) {
        let count = IMPOSSIBLE / size_of::<T>();
        assert!(ExBox::<[T], A>::try_new_uninit_slice(count, alloc).is_err());
    }
    with_each_handler(|| {
        refused::<u64, _>(CppNewAllocator);
        refused::<u64, _>(CppNewArrayAllocator);
        refused::<Line, _>(CppNewAllocator);
        refused::<Line, _>(CppNewArrayAllocator);
        4
    });
}

#[test]
fn the_largest_layouts() {
    // The sizes where rounding up, in C++'s runtime, could wrap.
    with_each_handler(|| {
        let mut refusals = 0;
        for size in [isize::MAX as usize, isize::MAX as usize - 1, isize::MAX as usize - 15] {
            assert!(ExVec::<u8, _>::try_with_capacity(size, CppNewAllocator).is_err());
            assert!(ExVec::<u8, _>::try_with_capacity(size, CppNewArrayAllocator).is_err());
            refusals += 2;
        }
        refusals
    });
}

/// What the tests above would look like if an exception came through: the process ends. So they
/// can fail.
#[test]
fn an_exception_that_reached_rust_would_end_the_process() {
    const CHILD: &str = "EXALLOC_BORDER_THROW";
    if std::env::var_os(CHILD).is_some() {
        let come_through = || border_throw_out_of_memory(IMPOSSIBLE);
        let _ = std::panic::catch_unwind(come_through);
        return;
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "an_exception_that_reached_rust_would_end_the_process"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    assert!(!child.status.success());
    assert_eq!(child.status.code(), None, "ended by a signal: {:?}", child.status);
}
