//! Each fault that a [`Strict`] is for is planted, and found.

use super::{Finding, Strict};
use crate::Heap;
use core::alloc::Layout;
use exalloc::Allocator;

const EIGHT: Layout = Layout::new::<u64>();

#[test]
fn a_clean_run_finds_nothing() {
    let strict = Strict::new(Heap);
    // SAFETY: the sizes are above zero; each block goes back once, with its own layout.
    unsafe {
        let a = strict.alloc(EIGHT).unwrap();
        let b = strict.alloc_zeroed(EIGHT).unwrap();
        assert_eq!(b.cast::<u64>().read(), 0);
        assert!(strict.resize_in_place(a, EIGHT, 16).is_none());
        assert_eq!(strict.remap(a, EIGHT, 8), Some(a));
        assert_eq!((strict.live_blocks(), strict.live_bytes()), (2, 16));
        strict.dealloc(a, EIGHT);
        strict.dealloc(b, EIGHT);
    }
    assert_eq!((strict.requests(), strict.deallocs()), (4, 2));
    strict.finish();
}

#[test]
fn finds_a_wrong_layout_a_second_free_and_a_foreign_block() {
    let (strict, other) = (Strict::new(Heap), Strict::new(Heap));
    let wrong = Layout::new::<u32>();
    // SAFETY: the wrong calls are what is tested: `Strict` checks before it forwards anything.
    let addr = unsafe {
        let a = strict.alloc(EIGHT).unwrap();
        let b = other.alloc(EIGHT).unwrap();
        strict.dealloc(a, wrong);
        strict.dealloc(b, EIGHT);
        strict.dealloc(a, EIGHT);
        strict.dealloc(a, EIGHT);
        assert!(strict.remap(a, EIGHT, 16).is_none());
        other.dealloc(b, EIGHT);
        (a.addr().get(), b.addr().get())
    };
    let expected = [
        Finding::WrongLayout { method: "dealloc", has: EIGHT, got: wrong },
        Finding::Foreign("dealloc", addr.1),
        Finding::Stale("dealloc", addr.0),
        Finding::Stale("remap", addr.0),
    ];
    assert_eq!(strict.findings(), expected);
    other.finish();
}

#[test]
fn finds_sizes_that_are_the_callers_fault() {
    let strict = Strict::new(Heap);
    let zero = Layout::new::<()>();
    // SAFETY: as above.
    unsafe {
        assert!(strict.alloc(zero).is_none());
        assert!(strict.alloc_zeroed(zero).is_none());
        let a = strict.alloc(EIGHT).unwrap();
        assert!(strict.resize_in_place(a, EIGHT, 0).is_none());
        assert!(strict.remap(a, EIGHT, isize::MAX as usize).is_none());
        strict.dealloc(a, EIGHT);
    }
    let expected = [
        Finding::ZeroSize("alloc"),
        Finding::ZeroSize("alloc_zeroed"),
        Finding::ZeroSize("resize_in_place"),
        Finding::TooLarge("remap", isize::MAX as usize),
    ];
    assert_eq!(strict.findings(), expected);
}

#[test]
#[should_panic(expected = "leaked")]
fn finds_a_leak() {
    let strict = Strict::new(Heap);
    // SAFETY: the size is above zero.
    let leaked = unsafe { strict.alloc(EIGHT) };
    assert!(leaked.is_some());
    strict.finish();
}
