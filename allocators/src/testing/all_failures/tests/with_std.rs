//! Panics, backtraces, and the system's heap.

use super::super::{TestAllocator, check_all_allocation_failures};
use super::*;
use crate::SystemAllocator;
use alloc::string::String;
use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

fn panics(body: impl FnMut(&TestAllocator) -> Result<(), AllocError>) -> String {
    let run = AssertUnwindSafe(|| check_all_allocation_failures(body));
    let payload = catch_unwind(run).expect_err("a panic");
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).expect("a text")
}

#[test]
fn the_panicking_form_says_what_the_report_says() {
    let said = panics(|alloc| {
        drop(Owned::new(alloc, 8));
        Ok(())
    });
    assert!(said.starts_with("swallowed failure"), "{said}");
    assert!(said.contains("allocation 1 of 1 refused"), "{said}");
}

#[test]
fn a_panic_of_the_body_passes_through() {
    let runs = Cell::new(0);
    let said = panics(|alloc| {
        runs.set(runs.get() + 1);
        let _block = Owned::new(alloc, 8)?;
        let second = Owned::new(alloc, 8);
        assert!(second.is_ok(), "planted panic");
        Ok(())
    });
    assert_eq!((said.as_str(), runs.get()), ("planted panic", 4));
}

#[test]
fn traces_tell_who_was_refused() {
    let trace = |traces| {
        let report = AllFailures::new().with_traces(traces).run_in(SystemAllocator, |alloc| {
            drop(Owned::new(alloc, 8));
            Ok::<(), AllocError>(())
        });
        report.expect_err("swallowed").refused().map(|refused| refused.trace().clone())
    };
    assert!(trace(true).is_some_and(|trace| trace.to_string().contains("traces_tell_who")));
    assert!(trace(false).is_some_and(|trace| !trace.is_known()));
}

#[test]
fn remaps_are_refused_too() {
    let done = check_all_allocation_failures(|alloc| {
        let mut block = Owned::new(alloc, 10_000)?;
        // SAFETY: the block is live and has this layout.
        let answer = unsafe { alloc.remap(block.ptr, block.layout, 10) };
        assert_eq!(answer.is_none(), alloc.has_refused());
        if let Some(ptr) = answer {
            block.ptr = ptr;
            block.layout = Layout::from_size_align(10, 8).expect("a small size");
        }
        drop(block);
        Ok::<(), AllocError>(())
    });
    assert_eq!((done.allocations, done.resizes, done.runs), (1, 1, 6));
}
