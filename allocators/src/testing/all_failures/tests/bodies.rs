//! Bodies with a planted fault each: what is said about them.

use super::*;
use core::mem::{ManuallyDrop, forget};

#[track_caller]
fn says(report: &FailureReport, parts: &[&str]) {
    let said = report.to_string();
    for part in parts {
        assert!(said.contains(part), "`{part}` is missing in: {said}");
    }
}

#[test]
fn a_swallowed_failure() {
    let report = wrong(|alloc| {
        let _first = Owned::new(alloc, 8)?;
        drop(Owned::new(alloc, 100));
        Ok::<(), AllocError>(())
    });
    assert!(matches!(report.kind(), FailureKind::Swallowed), "{report}");
    let swallowed = "swallowed failure: the body returned `Ok` although memory ran out";
    let named = "in the run with allocation 2 of 2 refused, `alloc` of 100 bytes aligned to 8";
    says(&report, &[swallowed, named]);
    let refused = report.refused().expect("a refused request");
    assert_eq!((refused.number(), refused.of(), refused.is_lasting()), (2, 2, false));
    assert_eq!((refused.method(), refused.layout().size()), ("alloc", 100));
    assert_eq!(refused.new_size(), None);
}

#[test]
fn a_failure_swallowed_only_when_all_after_it_fail_too() {
    let report = wrong(|alloc| {
        let mut blocks = [8, 16, 24].map(|size| Owned::new(alloc, size).ok());
        let refused = blocks.iter().filter(|block| block.is_none()).count();
        // Two of three: it counts wrongly.
        blocks.fill_with(|| None);
        if refused == 1 { Err(()) } else { Ok(()) }
    });
    assert!(matches!(report.kind(), FailureKind::Swallowed), "{report}");
    says(&report, &["allocation 1 of 3 refused", "and every request after it"]);
    assert!(report.refused().is_some_and(super::super::RefusedRequest::is_lasting));
}

#[test]
fn a_leak_on_the_way_out() {
    let report = wrong(|alloc| {
        let first = ManuallyDrop::new(Owned::new(alloc, 24)?);
        let second = Owned::new(alloc, 8)?;
        drop((ManuallyDrop::into_inner(first), second));
        Ok::<(), AllocError>(())
    });
    assert!(matches!(report.kind(), FailureKind::Misuse(_)), "{report}");
    says(&report, &["leak of allocation #1, 24 bytes", "allocation 2 of 2 refused, `alloc` of 8"]);
}

#[test]
fn a_leak_without_any_refusal() {
    let report = wrong(|alloc| {
        forget(Owned::new(alloc, 24)?);
        Ok::<(), AllocError>(())
    });
    says(&report, &["leak of allocation #1, 24 bytes"]);
    assert!(report.refused().is_none());
}

#[test]
fn a_double_free_on_the_way_out() {
    let report = wrong(|alloc| {
        let first = Owned::new(alloc, 24)?;
        let second = Owned::new(alloc, 8);
        if second.is_err() {
            drop(Owned { alloc, ptr: first.ptr, layout: first.layout });
        }
        second.map(drop)
    });
    says(&report, &["double free of allocation #1, 24 bytes", "allocation 2 of 2 refused"]);
}

#[test]
fn an_error_without_a_refusal() {
    let report = wrong(|alloc| match Owned::new(alloc, 8) {
        Ok(_) => Err::<(), _>("a file is missing"),
        Err(_) => Err("out of memory"),
    });
    assert!(
        matches!(report.kind(), FailureKind::FailedWithoutRefusal { by_backing: 0 }),
        "{report}"
    );
    says(&report, &["the body returned an error although nothing was refused"]);
}

#[test]
fn more_requests_in_each_run() {
    let runs = Cell::new(0);
    let report = wrong(|alloc| {
        runs.set(runs.get() + 1);
        (0..runs.get()).try_for_each(|_| Owned::new(alloc, 8).map(drop))
    });
    assert!(matches!(report.kind(), FailureKind::NotDeterministic(_)), "{report}");
    says(&report, &["not as it was before the run: one run makes 1 requests, and the next 2"]);
}

#[test]
fn other_layouts_in_each_run() {
    let runs = Cell::new(0);
    let report = wrong(|alloc| {
        runs.set(runs.get() + 1);
        Owned::new(alloc, 8 * runs.get()).map(drop)
    });
    says(&report, &["two runs make 1 requests each, of different layouts"]);
}

#[test]
fn other_layouts_once_something_was_refused() {
    let runs = Cell::new(0);
    let report = wrong(|alloc| {
        runs.set(runs.get() + 1);
        // The two runs without refusals are equal, and so is the first with one.
        let first = Owned::new(alloc, if runs.get() > 3 { 16 } else { 8 })?;
        let second = Owned::new(alloc, 8)?;
        drop((first, second));
        Ok::<(), AllocError>(())
    });
    let differs = "request 1 was `alloc` of 8 bytes aligned to 8, and now `alloc` of 16 bytes";
    says(&report, &[differs, "in the run with allocation 2 of 2 refused"]);
}

#[test]
fn fewer_requests_once_something_was_refused() {
    let runs = Cell::new(0);
    let report = wrong(|alloc| {
        runs.set(runs.get() + 1);
        let first = Owned::new(alloc, 8)?;
        if runs.get() <= 3 {
            drop(Owned::new(alloc, 8)?);
        }
        drop(first);
        Ok::<(), AllocError>(())
    });
    says(&report, &["not as it was before the run: request 2 of 2 wasn't made again"]);
}

#[test]
fn too_many_runs() {
    let memory = InlineBump::new();
    let mut runs = 0;
    let report = AllFailures::new()
        .with_max_runs(21)
        .run_in(&memory, |alloc: &Alloc<'_>| {
            runs += 1;
            (0..10).try_for_each(|_| Owned::new(alloc, 8).map(drop))
        })
        .expect_err("22 runs");
    assert_eq!(runs, 2);
    says(&report, &["to refuse each request takes 22 runs; 21 are allowed"]);
    assert_eq!(format!("{report:?}"), report.to_string());
    let _: &dyn core::error::Error = &report;
}

#[test]
fn a_resize_that_is_refused() {
    let report = wrong(|alloc| {
        let mut block = Owned::new(alloc, 16)?;
        if !block.resize(8) {
            forget(block);
        }
        Ok::<(), AllocError>(())
    });
    let refused = "resize 1 of 1 refused, `resize_in_place` of 16 bytes aligned to 8 to 8 bytes";
    says(&report, &["leak of allocation #1", refused]);
    assert_eq!(report.refused().and_then(super::super::RefusedRequest::new_size), Some(8));
}

#[test]
fn other_layouts_in_all_runs_with_refusals() {
    let runs = Cell::new(0);
    let report = wrong(|alloc: &Alloc<'_>| {
        runs.set(runs.get() + 1);
        let size = if runs.get() <= 2 { 10 } else { 1000 };
        Owned::new(alloc, size).map(drop)
    });
    says(
        &report,
        &["request 1 was `alloc` of 10 bytes aligned to 8, and now `alloc` of 1000 bytes"],
    );
}

#[test]
fn a_backing_without_room() {
    let memory = InlineBump::<4096>::new();
    let report = AllFailures::new()
        .run_in(&memory, |alloc: &TestAllocatorIn<&InlineBump<4096>>| {
            Owned::new(alloc, 5000).map(drop)
        })
        .expect_err("more than there is");
    says(&report, &["the backing allocator had no memory for 1 of them"]);
}
