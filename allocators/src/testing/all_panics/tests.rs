use super::{AllPanics, PanicContext, PanicKind, PanicReport, PanicSite, check_all_panics};
use crate::testing::{HasTally, Tally, TrackedUnit};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::hash::Hash;
use core::panic::AssertUnwindSafe;
use std::hash::DefaultHasher;
use std::panic::catch_unwind;

mod bodies;

/// What is wrong with a body.
fn wrong(body: impl FnMut(&PanicContext)) -> PanicReport {
    AllPanics::new().run(body).expect_err("a planted fault")
}

/// The text of a panic.
fn panics(f: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("a panic");
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).expect("a text")
}

#[test]
fn each_call_panics_once() {
    let runs = RefCell::new(Vec::new());
    let done = check_all_panics(|cx| {
        let [a, b] = cx.ledger().elements();
        let steps = Cell::new(0);
        let step = || steps.set(steps.get() + 1);
        let ended = cx.attempt(|| {
            let copy = a.clone();
            step();
            assert!(a < b);
            step();
            assert_eq!(format!("{b:?}"), "Tracked { id: 2, value: 1 }");
            step();
            b.hash(&mut DefaultHasher::new());
            step();
            cx.call("a call");
            step();
            drop(copy);
            step();
        });
        assert_eq!(ended.is_none(), steps.get() < 6);
        runs.borrow_mut().push(steps.get());
        drop((a, b));
    });
    // Without a panic; clone; three drops, of which two are outside; comparison, hashing,
    // formatting, call.
    assert_eq!(*runs.borrow(), [6, 6, 0, 5, 6, 6, 1, 3, 2, 4]);
    assert_eq!((done.panics(), done.runs), (8, 10));
    let counts = [done.clones, done.drops, done.comparisons, done.hashings, done.formattings];
    assert_eq!((counts, done.calls), ([1, 3, 1, 1, 1], 1));
    assert_eq!(done.sites().count(), 6);
}

struct Here;
impl HasTally for Here {
    fn tally() -> &'static Tally {
        static TALLY: Tally = Tally::new();
        &TALLY
    }
}

#[test]
fn zero_sized_elements_count_beside_the_others() {
    let body = |cx: &PanicContext| {
        let (a, unit) = (cx.ledger().element(1), TrackedUnit::<Here>::new());
        let copies = cx.attempt(|| (a.clone(), unit.clone()));
        if let Some((a2, unit2)) = &copies {
            let same = cx.attempt(|| a == *a2 && unit == *unit2);
            assert_ne!(same, Some(false));
            cx.attempt(|| unit.hash(&mut DefaultHasher::new()));
            cx.attempt(|| assert_eq!(format!("{unit:?}"), "TrackedUnit"));
        }
    };
    let done = AllPanics::new().with_tally(Here::tally()).run(body).expect("no fault");
    let counts = [done.clones, done.drops, done.comparisons, done.hashings, done.formattings];
    assert_eq!(counts, [2, 4, 2, 1, 1]);
    assert!(!Here::tally().is_armed(), "the static is left as it was");
    // Without the tally they are like any other value.
    let done = AllPanics::new().run(body).expect("no fault");
    assert_eq!(done.panics(), 4);
}

#[test]
fn calls_while_a_panic_unwinds_are_none() {
    struct Calls<'c>(&'c PanicContext);
    impl Drop for Calls<'_> {
        fn drop(&mut self) {
            self.0.call("a destructor");
        }
    }
    let done = check_all_panics(|cx| {
        let _guard = Calls(cx);
        cx.call("a call");
    });
    assert_eq!((done.calls, done.runs), (2, 4));
}

#[test]
fn the_panicking_form_says_what_the_report_says() {
    let said = panics(|| _ = check_all_panics(|_| ()));
    assert_eq!(said, "nothing was tested: the body called no foreign code");
}

#[test]
fn a_panic_of_the_body_passes_through() {
    let runs = Cell::new(0);
    let said = panics(|| {
        _ = check_all_panics(|cx| {
            runs.set(runs.get() + 1);
            let done = cx.attempt(|| cx.call("a call"));
            assert!(done.is_some(), "an assertion about what is left");
        });
    });
    assert_eq!((said.as_str(), runs.get()), ("an assertion about what is left", 3));
    let inside = || _ = check_all_panics(|cx| _ = cx.attempt(|| panic!("not planted")));
    assert_eq!(panics(inside), "not planted");
}
