//! Bodies with a planted fault each: what is said about them.

use super::*;
use crate::testing::Tracked;
use core::alloc::Layout;
use core::mem::{ManuallyDrop, forget};
use exalloc_core::Allocator;

#[track_caller]
fn says(report: &PanicReport, parts: &[&str]) {
    let said = report.to_string();
    for part in parts {
        assert!(said.contains(part), "`{part}` is missing in: {said}");
    }
}

/// Elements without an owner, as a collection has them.
fn slots<const N: usize>(cx: &PanicContext) -> [ManuallyDrop<Tracked<'_>>; N] {
    cx.ledger().elements::<N>().map(ManuallyDrop::new)
}

/// Drops them from the first on, and says how many are left only at the end, also when unwinding.
struct Untruthful<'l, 'e> {
    slots: &'e mut [ManuallyDrop<Tracked<'l>>],
    len: usize,
}

impl Untruthful<'_, '_> {
    fn clear(&mut self) {
        for slot in &mut self.slots[..self.len] {
            // SAFETY: none: after a panic they are dropped again, which the ledger survives.
            unsafe { ManuallyDrop::drop(slot) };
        }
        self.len = 0;
    }
}

impl Drop for Untruthful<'_, '_> {
    fn drop(&mut self) {
        self.clear();
    }
}

#[test]
fn a_length_that_is_corrected_after_the_drops() {
    let report = wrong(|cx| {
        let mut slots = slots::<3>(cx);
        let mut all = Untruthful { slots: &mut slots, len: 3 };
        cx.attempt(|| all.clear());
    });
    says(&report, &["element #1: dropped after its drop"]);
    assert!(report.to_string().ends_with("\nin the run with a panic at drop 1 of 3"), "{report}");
    assert!(matches!(report.kind(), PanicKind::Elements(found) if found.faults() > 0));
    let planted = report.planted().expect("a panic");
    assert_eq!((planted.site(), planted.number(), planted.of()), (PanicSite::Drop, 1, 3));
    assert_eq!((planted.what(), planted.is_zero_sized()), (None, false));
}

#[test]
fn a_length_that_is_seen_after_a_panic() {
    let report = wrong(|cx| {
        let mut slots = slots::<3>(cx);
        let mut all = Untruthful { slots: &mut slots, len: 3 };
        cx.attempt(|| all.clear());
        // As a user who looks at the elements that are said to be there.
        all.slots[..all.len].iter().for_each(|slot| _ = slot.value());
        forget(all);
    });
    says(&report, &["element #1: read after its drop", "a panic at drop 1 of 3"]);
}

#[test]
fn an_element_that_is_lost() {
    let report = wrong(|cx| {
        let [mut a, b] = slots(cx);
        assert!(*a < *b);
        drop(ManuallyDrop::into_inner(b));
        // SAFETY: it is dropped once.
        unsafe { ManuallyDrop::drop(&mut a) };
    });
    // The drop of `b` comes first, and loses `a`.
    says(&report, &["element #1: never dropped", "in the run with a panic at drop 1 of 2"]);
}

#[test]
fn a_block_that_is_lost() {
    let report = wrong(|cx| {
        let layout = Layout::new::<[u8; 24]>();
        // SAFETY: the size is above zero.
        let block = unsafe { cx.alloc().alloc(layout) }.expect("memory");
        cx.call("a closure");
        cx.call("a closure");
        // SAFETY: the block is live and has this layout.
        unsafe { cx.alloc().dealloc(block, layout) };
    });
    assert!(matches!(report.kind(), PanicKind::Misuse(_)), "{report}");
    let run = "in the run with a panic at call 1 of 2, in a closure";
    says(&report, &["leak of allocation #1, 24 bytes", run]);
    assert_eq!(report.planted().and_then(|planted| planted.what()), Some("a closure"));
}

#[test]
fn a_block_that_is_lost_without_a_panic() {
    let report = wrong(|cx| {
        // SAFETY: the size is above zero.
        let block = unsafe { cx.alloc().alloc(Layout::new::<[u8; 24]>()) };
        assert!(block.is_some());
    });
    says(&report, &["leak of allocation #1"]);
    assert!(report.planted().is_none());
}

#[test]
fn a_zero_sized_element_that_is_lost() {
    struct There;
    impl HasTally for There {
        fn tally() -> &'static Tally {
            static TALLY: Tally = Tally::new();
            &TALLY
        }
    }
    let report = AllPanics::new().with_tally(There::tally()).run(|_| {
        let units = [(); 3].map(|()| ManuallyDrop::new(TrackedUnit::<There>::new()));
        units.into_iter().map(ManuallyDrop::into_inner).for_each(drop);
    });
    let report = report.expect_err("a lost element");
    assert!(matches!(report.kind(), PanicKind::ZeroSized(found) if found.made() == 9));
    says(&report, &["2 never dropped", "a panic at drop 1 of 3 of zero-sized elements"]);
    assert!(report.planted().is_some_and(super::super::PlantedPanic::is_zero_sized));
    assert!(!There::tally().is_armed());
}

#[test]
fn a_swallowed_panic() {
    let body = |cx: &PanicContext| {
        _ = catch_unwind(AssertUnwindSafe(|| cx.call("a callback")));
    };
    let report = wrong(body);
    assert!(matches!(report.kind(), PanicKind::Swallowed), "{report}");
    let said = "swallowed panic: the body went on as if nothing had happened\n\
                in the run with a panic at call 1 of 1, in a callback";
    assert_eq!(report.to_string(), said);
    let done = AllPanics::new().with_catching(true).run(body).expect("it may");
    assert_eq!(done.panics(), 1);
}

#[test]
fn a_panic_that_is_swallowed_inside_an_attempt() {
    let report = wrong(|cx| {
        let done = cx.attempt(|| catch_unwind(AssertUnwindSafe(|| cx.call("a callback"))).is_ok());
        assert_eq!(done, Some(!cx.has_panicked()));
    });
    assert!(matches!(report.kind(), PanicKind::Swallowed), "{report}");
}

#[test]
fn nothing_called() {
    let report = wrong(|cx| assert!(!cx.has_panicked()));
    assert!(matches!(report.kind(), PanicKind::NothingCalled), "{report}");
    assert_eq!(report.to_string(), "nothing was tested: the body called no foreign code");
}

#[test]
fn more_calls_in_each_run() {
    let runs = Cell::new(0);
    let report = wrong(|cx| {
        runs.set(runs.get() + 1);
        (0..runs.get()).for_each(|_| drop(cx.ledger().element(1)));
    });
    let said = "the body isn't deterministic: drop calls in one run: 1, in the next: 2";
    assert_eq!(report.to_string(), said);
}

#[test]
fn a_call_that_isn_t_made_again() {
    let runs = Cell::new(0);
    let report = wrong(|cx| {
        runs.set(runs.get() + 1);
        if runs.get() <= 2 {
            cx.call("a call");
        }
    });
    assert!(matches!(report.kind(), PanicKind::NotReached), "{report}");
    says(&report, &["the call that was to panic wasn't made", "a panic at call 1 of 1"]);
}

#[test]
fn a_ledger_that_the_body_disarms() {
    let report = wrong(|cx| {
        let element = cx.ledger().element(1);
        if cx.planted().is_some() {
            cx.ledger().disarm();
        }
        drop(element);
    });
    assert!(matches!(report.kind(), PanicKind::NotReached), "{report}");
}

#[test]
fn too_many_runs() {
    let mut runs = 0;
    let report = AllPanics::new().with_max_runs(11).run(|cx| {
        runs += 1;
        drop(cx.ledger().elements::<10>());
    });
    let report = report.expect_err("12 runs");
    assert_eq!(runs, 2);
    says(&report, &["a panic in each call takes 12 runs; 11 are allowed"]);
    assert_eq!(format!("{report:?}"), report.to_string());
    let _: &dyn core::error::Error = &report;
}

/// What rust-lang/rust#47949 is about: told as what it is, and gone once the order is another one.
#[test]
fn a_result_that_the_compiler_leaks() {
    fn last<'l>(first: Tracked<'l>, second: Tracked<'l>) -> Tracked<'l> {
        assert!(first < second);
        second
    }
    fn dropped_before<'l>(first: Tracked<'l>, second: Tracked<'l>) -> Tracked<'l> {
        assert!(first < second);
        drop(first);
        second
    }
    let body = |f: for<'l> fn(Tracked<'l>, Tracked<'l>) -> Tracked<'l>| {
        move |cx: &PanicContext| {
            let [a, b] = cx.ledger().elements();
            drop(f(a, b));
        }
    };
    let done = AllPanics::new().run(body(dropped_before));
    assert_eq!(done.expect("nothing is lost").drops, 2);
    // A compiler that mends it makes the first one right as well.
    if let Err(report) = AllPanics::new().run(body(last)) {
        says(&report, &["element #2: never dropped", "a panic at drop 1 of 2"]);
    }
}

/// A fuse of the body's own panics with the same words as the kit's.
#[test]
fn a_planted_panic_of_the_body_is_not_ours() {
    use crate::testing::Fuse;
    let foreign = || Fuse::nth(1).burn("the body's own");
    let text = panics(|| {
        check_all_panics(|cx| {
            drop(cx.ledger().elements::<2>());
            foreign();
        });
    });
    assert!(text.contains("planted panic in the body's own"), "{text}");
    let text = panics(|| {
        check_all_panics(|cx| {
            cx.attempt(foreign);
            drop(cx.ledger().elements::<2>());
        });
    });
    assert!(text.contains("planted panic in the body's own"), "{text}");
}
