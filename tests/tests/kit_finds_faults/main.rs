//! Faults planted in copies of collection methods, which the test kit must find; and the same
//! bodies without a fault, in which it must find nothing.

#![cfg(all(feature = "testing", feature = "std"))]

mod copied_vec;
mod panics;

use copied_vec::{CopiedVec, Fault, NoMemory};
use exalloc::SystemAllocator;
use exalloc::testing::{AllFailures, FailureKind, FailureReport, Ledger, TestAllocator};
use exalloc_tests::panics::caught;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many requests a body made, or what is wrong with it.
type Outcome = Result<usize, Box<FailureReport>>;

/// Runs a body over the kit, and returns what it says.
fn failures<T, E>(body: impl FnMut(&TestAllocator) -> Result<T, E>) -> Outcome {
    AllFailures::new().run_in(SystemAllocator, body).map(|done| done.requests()).map_err(Box::new)
}

/// The text of a panic of `run`, or of the report that it returns.
fn verdict(run: impl FnOnce() -> Outcome) -> Result<usize, String> {
    caught(run)?.map_err(|report| report.to_string())
}

/// A body is clean without a fault, and with it the kit says so.
#[track_caller]
fn finds(fault: Fault, says: &str, body: impl Fn(Fault) -> Outcome) {
    let clean = verdict(|| body(Fault::None)).unwrap_or_else(|found| panic!("no fault: {found}"));
    assert!(clean > 0, "nothing was refused");
    let found = verdict(|| body(fault)).expect_err("the fault isn't found");
    assert!(found.contains(says), "{found}");
}

/// Pushes elements that are counted: none may vanish, whether they found room or not.
fn pushes(fault: Fault) -> Outcome {
    failures(|alloc| {
        let ledger = Ledger::new();
        let mut v = CopiedVec::new(alloc, fault);
        let mut outcome = Ok(());
        for n in 0..5 {
            if let Err(failed) = v.try_push(ledger.element(n)) {
                assert_eq!(ledger.dropped(), 0, "the value was dropped");
                outcome = Err(failed.0.map(drop));
                break;
            }
        }
        assert!(
            v.as_slice().iter().map(|element| element.value()).eq(0..v.as_slice().len() as u32)
        );
        drop(v);
        ledger.finish();
        outcome
    })
}

#[test]
fn a_value_that_is_dropped_on_failure() {
    finds(Fault::ValueDropped, "the value was dropped", pushes);
}

#[test]
fn a_value_that_is_forgotten_on_failure() {
    finds(Fault::ValueForgotten, "never dropped", pushes);
}

#[test]
fn growth_that_copies_one_element_less() {
    // Fresh memory is filled, so what wasn't copied can't be right by chance.
    finds(Fault::OneTooFew, "an element is another one: [0, a5a5a5a5a5a5a5a5", |fault| {
        failures(|alloc| {
            let mut v = CopiedVec::new(alloc, fault);
            let filled = (0..9_u64).try_for_each(|n| v.try_push(n));
            let kept = v.as_slice().iter().copied().eq(0..v.as_slice().len() as u64);
            assert!(kept, "an element is another one: {:x?}", v.as_slice());
            filled
        })
    });
}

#[test]
fn an_insertion_that_moves_one_element_more() {
    finds(Fault::OneTooMany, "write behind allocation #", |fault| {
        failures(|alloc| {
            let mut v = CopiedVec::new(alloc, fault);
            (0..7_u64).try_for_each(|n| v.try_push(n))?;
            v.insert_within_capacity(3, 9);
            assert_eq!(v.as_slice(), [0, 1, 2, 9, 3, 4, 5, 6]);
            Ok::<_, NoMemory<u64>>(())
        })
    });
}

#[test]
fn a_clone_that_leaks_on_failure() {
    finds(Fault::LeakOnFailure, "leak", |fault| {
        failures(|alloc| {
            let mut words = CopiedVec::new(alloc, fault);
            for word in [b"alpha", b"gamma"] {
                let mut copy = CopiedVec::new(alloc, fault);
                copy.try_extend_from_slice(word).map_err(|_| ())?;
                words.try_push(copy).map_err(|_| ())?;
            }
            let copy = words.try_clone_with(|word| {
                word.try_clone_with(|&byte| Ok(byte)).map_err(|_| NoMemory(None))
            });
            copy.map(drop).map_err(|_| ())
        })
    });
}

/// Where `remap` would serve, it is refused together with what comes after it.
#[test]
fn growth_that_leaks_on_failure() {
    finds(Fault::LeakOnGrowth, "leak", |fault| {
        failures(|alloc| {
            let mut v = CopiedVec::new(alloc, fault);
            (0..9_u64).try_for_each(|n| v.try_push(n))
        })
    });
}

#[test]
fn a_failure_that_is_swallowed() {
    let body = |fault| {
        failures(|alloc| {
            let mut v = CopiedVec::new(alloc, fault);
            v.try_extend_from_slice(b"swallowed")
        })
    };
    finds(Fault::Swallowed, "swallowed failure", body);
    let report = body(Fault::Swallowed).expect_err("the fault");
    assert!(matches!(report.kind(), FailureKind::Swallowed));
    let refused = report.refused().expect("the allocation");
    assert_eq!((refused.number(), refused.method()), (1, "alloc"));
    assert_eq!(refused.layout().size(), 9);
}

/// The drop of each element in turn panics while the vector becomes shorter.
#[test]
fn an_element_that_is_dropped_again_after_a_panic() {
    finds(Fault::DoubleDropOnPanic, "dropped after its drop", |fault| {
        failures(|alloc| {
            for k in 0..3 {
                let ledger = Ledger::new();
                let mut v = CopiedVec::new(alloc, fault);
                for n in 0..4 {
                    v.try_push(ledger.element(n)).map_err(|_| ())?;
                }
                ledger.panic_at_drop(k + 1);
                let panicked = catch_unwind(AssertUnwindSafe(|| v.truncate(1))).is_err();
                assert!(panicked, "three elements are dropped");
                drop(v);
                ledger.finish();
            }
            Ok::<_, ()>(())
        })
    });
}

#[test]
fn a_block_that_goes_back_with_another_layout() {
    finds(Fault::LengthForCapacity, "wrong size", |fault| {
        failures(|alloc| {
            let mut v = CopiedVec::new(alloc, fault);
            (0..3_u32).try_for_each(|n| v.try_push(n))
        })
    });
}

#[test]
fn a_block_that_is_forgotten() {
    finds(Fault::BlockForgotten, "leak", |fault| {
        failures(|alloc| {
            let mut v = CopiedVec::new(alloc, fault);
            v.try_push(1_u32)?;
            v.truncate(0);
            v.try_push(2)
        })
    });
}
