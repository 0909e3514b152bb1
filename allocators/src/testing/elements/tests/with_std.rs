use super::said;
use crate::testing::{Fuse, HasTally, Ledger, Tally, TrackedUnit};

/// A second panic would abort the test program. The fuse stays, for the next drop.
#[test]
fn while_a_panic_unwinds_no_drop_panics() {
    let (ledger, fuse) = (Ledger::new(), Fuse::nth(1));
    let element = ledger.element(1);
    ledger.panic_at_drop(1);
    let text = said(|| {
        let _element = element;
        fuse.burn("the body");
    });
    assert!(text.unwrap().contains("the body"));
    assert_eq!((ledger.alive(), ledger.is_armed()), (0, true));
    assert!(said(|| drop(ledger.element(2))).unwrap().contains("`drop`"));
    ledger.finish();
}

#[test]
fn while_a_panic_unwinds_no_drop_of_zero_size_panics() {
    struct Here;
    impl HasTally for Here {
        fn tally() -> &'static Tally {
            static TALLY: Tally = Tally::new();
            &TALLY
        }
    }
    let (tally, fuse) = (Here::tally(), Fuse::nth(1));
    let element = TrackedUnit::<Here>::new();
    tally.panic_at_drop(1);
    let text = said(|| {
        let _element = element;
        fuse.burn("the body");
    });
    assert!(text.unwrap().contains("the body"));
    assert_eq!((tally.alive(), tally.is_armed()), (0, true));
    assert!(said(|| drop(TrackedUnit::<Here>::new())).unwrap().contains("`drop`"));
    tally.finish();
}
