//! Faults that show when foreign code panics.

use crate::copied_vec::{CopiedVec, Fault};
use exalloc::testing::{
    AllPanics, CheckedAllocator, PanicContextIn, PanicCoverage, PanicKind, PanicReport, PanicSite,
    Tracked,
};
use exalloc_tests::Heap;

type Context = PanicContextIn<Heap>;
type Elements<'c> = CopiedVec<Tracked<'c>, &'c CheckedAllocator<'static, Heap>>;

/// A body is clean without a fault, and with it the kit says so, and names the call.
#[track_caller]
fn finds(fault: Fault, says: &[&str], body: fn(&Context, Fault)) -> PanicReport {
    let run = |fault| -> Result<PanicCoverage, Box<PanicReport>> {
        AllPanics::new().run_in(Heap, |cx| body(cx, fault)).map_err(Box::new)
    };
    let clean = run(Fault::None).unwrap_or_else(|report| panic!("no fault: {report}"));
    assert!(clean.panics() > 0);
    let report = run(fault).expect_err("the fault isn't found");
    let said = report.to_string();
    says.iter().for_each(|part| assert!(said.contains(part), "`{part}` is missing in: {said}"));
    *report
}

/// Four elements.
fn filled(cx: &Context, fault: Fault) -> Elements<'_> {
    let mut v = CopiedVec::new(cx.alloc(), fault);
    for element in cx.ledger().elements::<4>() {
        assert!(v.try_push(element).is_ok());
    }
    v
}

#[test]
fn an_element_that_is_dropped_again() {
    let says = ["element #2: dropped after its drop", "in the run with a panic at drop 1 of 4"];
    let report = finds(Fault::DoubleDropOnPanic, &says, |cx, fault| filled(cx, fault).truncate(1));
    assert!(matches!(report.kind(), PanicKind::Elements(found) if found.lost() == 0));
}

#[test]
fn a_length_that_isn_t_truthful_after_a_panic() {
    let says = ["element #2: read after its drop", "a panic at drop 1 of 4"];
    let report = finds(Fault::DoubleDropOnPanic, &says, |cx, fault| {
        let mut v = filled(cx, fault);
        cx.attempt(|| v.truncate(1));
        // As a user who goes on, and believes it.
        v.as_slice().iter().for_each(|element| assert!(element.value() < 4));
    });
    assert!(matches!(report.kind(), PanicKind::Elements(found) if found.faults() > 3));
}

#[test]
fn a_clone_that_leaks() {
    let says = ["leak of allocation #3, ", "in the run with a panic at clone 1 of 4"];
    let report = finds(Fault::LeakOnPanic, &says, |cx, fault| {
        let v = filled(cx, fault);
        assert!(v.try_clone_with(|element| Ok(element.clone())).is_ok());
    });
    assert_eq!(report.planted().map(|planted| planted.site()), Some(PanicSite::Clone));
}

#[test]
fn a_copy_by_a_closure_that_leaks() {
    let says = ["leak of allocation #", "in the run with a panic at call 1 of 3, in a closure"];
    let report = finds(Fault::LeakOnPanic, &says, |cx, fault| {
        let mut v = CopiedVec::new(cx.alloc(), fault);
        assert!(v.try_extend_from_slice(b"Ada").is_ok());
        let copied = v.try_clone_with(|&byte| {
            cx.call("a closure");
            Ok(byte)
        });
        assert!(copied.is_ok());
    });
    assert!(matches!(report.kind(), PanicKind::Misuse(_)));
}
