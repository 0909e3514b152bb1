//! The elements, iterators and hostile allocators of the test kit, through collections.

#![cfg(feature = "testing")]

use exalloc::testing::{
    AlwaysMoves, CheckedAllocator, Disaligning, FailingAllocator, Fuse, Ledger, LyingLength,
    NarrowProvenance, OverAligned, PanicAt, RecordingAllocator, RefusesResize, Tracked,
};
use exalloc::{Allocator, ArenaAllocator, ExBox, ExString, ExVec};
use exalloc_tests::Heap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Elements in a vector, grown one by one.
fn filled<'l, A: Allocator>(ledger: &'l Ledger, len: u32, alloc: A) -> ExVec<Tracked<'l>, A> {
    let mut v = ExVec::new(alloc);
    for value in 0..len {
        v.try_push(ledger.element(value)).expect("memory for elements");
    }
    v
}

fn panics(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_err()
}

/// Each operation, with its k-th call of foreign code panicking: every element is dropped once, no
/// block is lost, and the vector can still be used.
#[test]
fn vectors_lose_nothing_when_elements_panic() {
    type Set = fn(&Ledger, usize);
    type Operation =
        for<'v, 'l, 'a> fn(&'v mut ExVec<Tracked<'l>, &'a CheckedAllocator<'static, Heap>>);
    let operations: [(&str, Set, Operation); 7] = [
        ("clone", Ledger::panic_at_clone, |v| drop(v.try_clone().expect("memory"))),
        ("truncate", Ledger::panic_at_drop, |v| v.truncate(2)),
        ("clear", Ledger::panic_at_drop, |v| v.clear()),
        ("drain", Ledger::panic_at_drop, |v| drop(v.drain(1..4))),
        ("retain", Ledger::panic_at_drop, |v| v.retain(|e| *e == 3)),
        ("dedup", Ledger::panic_at_compare, |v| v.dedup()),
        ("sort", Ledger::panic_at_compare, |v| v.sort_unstable()),
    ];
    for (name, set, operation) in operations {
        for k in 1.. {
            let checked = CheckedAllocator::new(Heap);
            let ledger = Ledger::new();
            let mut v = filled(&ledger, 6, &checked);
            set(&ledger, k);
            let panicked = panics(|| operation(&mut v));
            ledger.disarm();
            v.try_push(ledger.element(9)).expect("memory");
            assert!(*v.last().expect("one was pushed") == 9, "{name}");
            ledger.check();
            drop(v);
            ledger.finish();
            checked.finish().expect(name);
            if !panicked {
                assert!(k > 1, "nothing panicked in {name}");
                break;
            }
        }
    }
}

#[test]
fn vectors_lose_nothing_when_memory_runs_out() {
    let mut refused = 0;
    for n in 1..100 {
        let ledger = Ledger::new();
        let failing = FailingAllocator::from_nth(CheckedAllocator::new(Heap), n);
        {
            let mut v = ExVec::new(&failing);
            for value in 0..20 {
                if let Err(error) = v.try_push(ledger.element(value)) {
                    assert!(error.value == value);
                    refused += 1;
                    break;
                }
            }
            assert!(v.iter().zip(0..).all(|(element, value)| *element == value));
        }
        ledger.finish();
        let done = failing.refusals() == 0;
        failing.into_inner().finish().expect("nothing leaks");
        if done {
            assert!(refused > 0);
            return;
        }
    }
    panic!("a vector of 20 elements makes more than 100 requests");
}

#[test]
fn iterators_and_closures() {
    let checked = CheckedAllocator::new(Heap);
    let ledger = Ledger::new();
    let mut v = filled(&ledger, 3, &checked);
    for claimed in [0, 2, 40] {
        let four = ledger.elements::<4>().into_iter();
        v.try_extend(LyingLength::new(four, claimed)).expect("memory");
    }
    assert_eq!(v.len(), 15);
    let four = ledger.elements::<4>().into_iter();
    assert!(panics(|| v.try_extend(PanicAt::nth(four, 3)).map(drop).expect("memory")));
    assert_eq!((v.len(), ledger.alive()), (17, 17));

    let fuse = Fuse::nth(5);
    let keep = |element: &Tracked<'_>| {
        fuse.burn("the closure");
        element.value() % 2 == 0
    };
    assert!(panics(|| v.retain(keep)));
    // Of the first four, which are 0, 1, 2, 0, one went; nothing else did.
    assert_eq!((v.len(), ledger.alive(), fuse.is_armed()), (16, 16, false));
    drop(v);
    ledger.finish();
    checked.finish().expect("nothing leaks");
}

/// Text, boxes and vectors of values with much alignment, over an allocator.
fn work<A: Allocator>(alloc: &A) {
    let mut text = ExString::new(alloc);
    let mut aligned = ExVec::new(alloc);
    let mut boxes = ExVec::new(alloc);
    for n in 0..60_u8 {
        text.try_push(char::from(b'a' + n % 26)).expect("memory");
        aligned.try_push(OverAligned(n)).expect("memory");
        boxes.try_push(ExBox::try_new(u64::from(n), alloc).expect("memory")).expect("memory");
    }
    aligned.truncate(10);
    aligned.try_shrink_to_fit().expect("memory");
    boxes.try_shrink_to_fit().expect("memory");
    assert!(text.bytes().zip(0_u8..).all(|(byte, n)| byte == b'a' + n % 26));
    assert!(aligned.iter().zip(0..).all(|(value, n)| *value == OverAligned(n)));
    assert!(boxes.iter().zip(0..).all(|(value, n)| **value == n));
}

#[test]
fn collections_bear_hostile_allocators() {
    let checked = CheckedAllocator::new(Heap);
    work(&Disaligning::new(&checked));
    work(&RefusesResize::new(ArenaAllocator::new(&checked)));
    work(&AlwaysMoves::new(&checked));
    work(&NarrowProvenance::new(ArenaAllocator::new(&checked)));
    work(&FailingAllocator::every_kth(&checked, 2).only_resize());
    work(&AlwaysMoves::new(Disaligning::new(NarrowProvenance::new(&checked))));
    work(&ArenaAllocator::new(AlwaysMoves::new(Disaligning::new(&checked))));
    assert!(checked.requests() > 100);
    checked.finish().expect("nothing is misused");
}

/// A vector asks by `remap` before it moves by itself.
#[test]
fn requests_of_a_vector_in_order() {
    let recording = RecordingAllocator::new(AlwaysMoves::new(Heap));
    let mut v = ExVec::<u64, _>::try_with_capacity(2, &recording).expect("memory");
    v.try_extend_from_slice(&[1, 2]).expect("memory");
    v.try_reserve_exact(1).expect("memory");
    drop(v);
    let calls = recording.take();
    let calls: Vec<_> =
        calls.iter().map(|c| (c.method(), c.layout().size(), c.new_size())).collect();
    assert_eq!(calls, [("alloc", 16, None), ("remap", 16, Some(24)), ("dealloc", 24, None)]);
}
