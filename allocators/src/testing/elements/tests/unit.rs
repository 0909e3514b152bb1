use super::{dead, hash, said, whole};
use crate::testing::{HasTally, Tally, TrackedUnit};
use alloc::string::ToString;
use alloc::vec::Vec;
use alloc::{format, vec};
use core::mem::{self, ManuallyDrop};

/// Declares a type with a tally of its own.
macro_rules! tally {
    ($name:ident) => {
        struct $name;
        impl HasTally for $name {
            fn tally() -> &'static Tally {
                static TALLY: Tally = Tally::new();
                &TALLY
            }
        }
    };
}

#[test]
fn counts_what_has_no_size() {
    tally!(Here);
    let tally = Here::tally();
    assert_eq!((size_of::<TrackedUnit<Here>>(), align_of::<TrackedUnit<Here>>()), (0, 1));
    let elements = vec![TrackedUnit::<Here>::new(); 5];
    assert_eq!((tally.made(), tally.dropped(), tally.alive()), (5, 0, 5));
    assert!(elements[0] == elements[1] && elements[0] >= elements[1]);
    assert_eq!(hash(&elements[0]), hash(&()));
    assert_eq!(format!("{:?}", TrackedUnit::<Here>::default()), "TrackedUnit");
    drop(elements);
    assert_eq!((tally.made(), tally.dropped(), tally.alive()), (6, 6, 0));
    tally.finish();
}

#[test]
fn types_are_counted_apart() {
    tally!(Here);
    tally!(There);
    let _here = TrackedUnit::<Here>::new();
    assert_eq!((Here::tally().alive(), There::tally().alive()), (1, 0));
}

#[test]
fn finds_more_and_fewer_drops() {
    tally!(Here);
    let tally = Here::tally();
    drop(ManuallyDrop::into_inner(dead(TrackedUnit::<Here>::new())));
    let report = tally.try_finish().unwrap_err();
    assert_eq!((report.made(), report.dropped(), tally.alive()), (1, 2, 0));
    assert_eq!(report.to_string(), "zero-sized elements made: 1, drops: 2; 1 dropped twice");
    assert_eq!(format!("{report:?}"), report.to_string());
    assert_eq!(said(|| tally.finish()), Some(report.to_string()));
    mem::forget([(); 3].map(|()| TrackedUnit::<Here>::new()));
    assert_eq!(
        said(|| tally.finish()).unwrap(),
        "zero-sized elements made: 4, drops: 2; 2 never dropped"
    );
}

/// Chooses the call that panics.
type Plant = fn(&Tally, usize);

#[test]
fn kinds_of_calls_are_counted_apart_and_panic_once() {
    tally!(Here);
    let tally = Here::tally();
    let element = TrackedUnit::<Here>::new();
    let calls: [(Plant, &dyn Fn()); 5] = [
        (Tally::panic_at_clone, &|| mem::forget(element.clone())),
        (Tally::panic_at_compare, &|| assert!(element == element)),
        (Tally::panic_at_compare, &|| assert!(element <= element)),
        (Tally::panic_at_hash, &|| _ = hash(&element)),
        (Tally::panic_at_drop, &|| drop(TrackedUnit::<Here>::new())),
    ];
    for (kind, (plant, call)) in calls.into_iter().enumerate() {
        plant(tally, 1);
        assert!(tally.is_armed());
        for (other, (_, call)) in calls.into_iter().enumerate() {
            let same = kind == other || [kind, other] == [1, 2] || [kind, other] == [2, 1];
            plant(tally, 1);
            assert_eq!(said(call).is_some(), same, "{kind} {other}");
        }
        plant(tally, 3);
        assert_eq!(whole(call), [true, true, false, true, true]);
        assert!(!tally.is_armed());
        plant(tally, 1);
        tally.disarm();
        assert_eq!(whole(call), [true; 3]);
    }
    tally.panic_at_clone(1);
    assert_eq!(
        said(|| drop(element.clone())).unwrap(),
        "planted panic in a zero-sized element's `clone`, at call 1 since it was armed"
    );
}

#[test]
fn threads_may_share_a_tally() {
    tally!(Here);
    let run = || {
        for _ in 0..1000 {
            drop(TrackedUnit::<Here>::new());
        }
    };
    let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(run)).collect();
    let kept = TrackedUnit::<Here>::new();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!((Here::tally().made(), Here::tally().alive()), (4001, 1));
    std::thread::spawn(move || drop(kept)).join().unwrap();
    Here::tally().finish();
}
