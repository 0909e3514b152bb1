//! `check_all_allocation_failures` over collections. Copies with planted faults are in
//! `kit_finds_faults`.

#![cfg(all(feature = "testing", feature = "std"))]

use exalloc::testing::{
    AllFailures, Ledger, TestAllocator, TestAllocatorIn, check_all_allocation_failures,
    check_all_allocation_failures_in,
};
use exalloc::{ArenaAllocator, ExBox, ExString, ExVec, SystemAllocator, TryReserveError};

#[test]
fn vectors_lose_nothing() {
    let done = check_all_allocation_failures(|alloc| {
        let ledger = Ledger::new();
        let mut v = ExVec::new(alloc);
        let mut pushed = Ok(());
        for value in 0..10 {
            let before = v.len();
            if let Err(failed) = v.try_push(ledger.element(value)) {
                assert_eq!((failed.value.value(), v.len()), (value, before));
                pushed = Err(failed.error);
                break;
            }
        }
        assert_eq!(ledger.alive(), v.len());
        drop(v);
        ledger.finish();
        pushed
    });
    assert!(done.allocations >= 1 && done.requests() >= 3, "{done:?}");
}

#[test]
fn strings_and_boxes() {
    let done = check_all_allocation_failures(|alloc| {
        let mut text = ExString::try_from_str_in("Ada", alloc)?;
        text.try_push_str(" Lovelace, and more than fits")?;
        let copy = ExBox::try_new([7_u64; 20], alloc).map_err(|failed| failed.error)?;
        assert_eq!((copy[19], &*text), (7, "Ada Lovelace, and more than fits"));
        Ok::<_, TryReserveError>(())
    });
    assert!(done.allocations >= 2, "{done:?}");
}

#[test]
fn what_is_returned_is_dropped_before_leaks_are_counted() {
    let done = check_all_allocation_failures(|alloc| ExBox::try_new(7, alloc).map(|b| *b));
    assert_eq!((done.allocations, done.resizes, done.runs), (1, 0, 4));
}

#[test]
fn an_arena_asks_twice_for_a_chunk() {
    let done = AllFailures::new()
        .with_fallbacks(true)
        .run_in(SystemAllocator, |alloc: &TestAllocator| {
            let arena = ArenaAllocator::new(alloc);
            ExBox::try_new([0_u8; 100], &arena).map(drop)
        })
        .expect("an arena gives all back");
    assert_eq!(done.allocations, 1);
}

#[test]
fn memory_from_elsewhere() {
    let arena = ArenaAllocator::new(SystemAllocator);
    let body = |alloc: &TestAllocatorIn<&ArenaAllocator<SystemAllocator>>| {
        ExVec::<u8, _>::try_with_capacity(100, alloc).map(drop)
    };
    assert_eq!(check_all_allocation_failures_in(&arena, body).allocations, 1);
}
