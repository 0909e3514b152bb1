//! Long random programs on `ExVec` and on `Vec`, compared after every step.
//!
//! Elements are counted: after every operation contents, lengths, panics and their messages, and
//! the numbers of elements made, dropped and alive are those of std's vector. Clones, drops and
//! closures panic at random calls. Every program runs over several allocators, starting capacities
//! and alignments; a table says what each operation came to, and none may go untried.

#![cfg(feature = "infallible")]

mod op;
mod run;

use core::cell::RefCell;
use exalloc::testing::CheckedAllocator;
use exalloc_tests::{Disaligning, Heap};
use op::{Op, Plant, program};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use run::{Histogram, run};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// Held by whoever has changed the panic hook.
static HOOK: Mutex<()> = Mutex::new(());

/// Runs `cases` random programs over one kind of allocator; silences the panics that are planned.
fn programs(cases: u32, over: impl Fn(&[(Op, Plant)], usize, &mut Histogram)) {
    let seen = RefCell::new(Histogram::new());
    // Reproducible, and so without a file of regressions beside the sources.
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    // One at a time: the hook is the process's.
    let _alone = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let result = runner.run(&program(), |program| {
        for cap in [0, 1, 7, 100] {
            let run =
                catch_unwind(AssertUnwindSafe(|| over(&program, cap, &mut seen.borrow_mut())));
            if let Err(payload) = run {
                let message = payload.downcast::<String>().map_or_else(|_| String::new(), |m| *m);
                return Err(TestCaseError::fail(format!("capacity {cap}: {message}")));
            }
        }
        Ok(())
    });
    std::panic::set_hook(loud);
    if let Err(failure) = result {
        panic!("{failure}");
    }
    println!("{:<18}{:>8}{:>8}{:>8}", "operation", "stayed", "grew", "panicked");
    for (name, [stayed, grew, panicked]) in &*seen.borrow() {
        println!("{name:<18}{stayed:>8}{grew:>8}{panicked:>8}");
        assert!(*stayed > 0, "{name} was never seen to return");
    }
    assert_eq!(seen.borrow().len(), 30, "some operation was never tried");
}

#[test]
fn on_a_strict_heap() {
    programs(200, |program, cap, seen| {
        let strict = CheckedAllocator::new(Heap);
        run(program, cap, &Disaligning(&strict), seen);
        strict.finish().unwrap();
    });
}

#[test]
fn on_any_allocator() {
    programs(100, |program, cap, seen| {
        let strict = CheckedAllocator::new(Heap);
        let any: &dyn exalloc::Allocator = &strict;
        run(program, cap, any, seen);
        strict.finish().unwrap();
    });
}

#[cfg(feature = "std")]
#[test]
fn on_the_system_heap() {
    programs(100, |program, cap, seen| run(program, cap, exalloc::SystemAllocator, seen));
}

#[test]
fn on_an_arena() {
    programs(100, |program, cap, seen| {
        let strict = CheckedAllocator::new(Heap);
        run(program, cap, &exalloc::ArenaAllocator::new(&strict), seen);
        strict.finish().unwrap();
    });
}

#[test]
fn on_a_bump() {
    programs(100, |program, cap, seen| {
        let mut memory = Vec::with_capacity(4 << 20);
        let bump = exalloc::BumpAllocator::new(memory.spare_capacity_mut());
        run(program, cap, &bump, seen);
    });
}
