//! What a case is, and how it runs.

use exalloc::testing::{
    AllPanics, CheckedAllocator, HasTally, PanicContextIn, PanicCoverage, PanicSite, Tracked,
    TrackedUnit,
};
use exalloc::{ExBox, ExString, ExVec};
use exalloc_tests::Heap;
use std::cell::RefCell;

pub(crate) use exalloc_tests::sources::Case;

/// What a case is given: memory, elements, and calls that may panic.
pub(crate) type Context = PanicContextIn<Heap>;
pub(crate) type Alloc<'c> = &'c CheckedAllocator<'static, Heap>;
pub(crate) type Elements<'c> = ExVec<Tracked<'c>, Alloc<'c>>;
pub(crate) type Boxed<'c> = ExBox<Tracked<'c>, Alloc<'c>>;
pub(crate) type Text<'c> = ExString<Alloc<'c>>;
pub(crate) type Units<'c, H> = ExVec<TrackedUnit<H>, Alloc<'c>>;

/// The values at the start of every run: with runs of equal ones, for `dedup`. What comes later is
/// 100 or more.
pub(crate) const VALUES: [u32; 9] = [1, 1, 2, 3, 3, 3, 1, 4, 4];

/// The cases of a module, each with a test; `CASES` is what the audit reads.
///
/// A case names its item, how it runs, and the kinds of foreign calls that it must reach.
macro_rules! cases {
    ($($name:ident: $item:literal, $runner:ident $kinds:expr, |$($arg:ident),+| $body:expr;)+) => {
        pub(crate) const CASES: &[$crate::case::Case] =
            &[$($crate::case::Case { item: $item, code: stringify!($body) }),+];
        $(
            #[test]
            fn $name() {
                // Where the zero-sized elements of this test alone are counted.
                struct Here;
                impl exalloc::testing::HasTally for Here {
                    fn tally() -> &'static exalloc::testing::Tally {
                        static TALLY: exalloc::testing::Tally = exalloc::testing::Tally::new();
                        &TALLY
                    }
                }
                $crate::case::$runner::<Here>(&$kinds, |$($arg),+| {
                    let _ = $body;
                });
            }
        )+
    };
}
pub(crate) use cases;

const SITES: [PanicSite; 6] = [
    PanicSite::Clone,
    PanicSite::Drop,
    PanicSite::Compare,
    PanicSite::Hash,
    PanicSite::Format,
    PanicSite::Call,
];

/// Runs `body` with a panic in each of its foreign calls. What it passes to `operate` is the
/// operation itself, whose calls must be of these kinds.
#[track_caller]
fn survives<H: HasTally>(
    kinds: &[&str],
    body: impl Fn(&Context, &dyn Fn(&mut dyn FnMut())),
) -> PanicCoverage {
    let reached = RefCell::new(None);
    let done = AllPanics::new().with_tally(H::tally()).run_in(Heap, |cx| {
        let count = || SITES.map(|site| cx.calls_of(site));
        body(cx, &|operation| {
            let before = count();
            if cx.attempt(operation).is_some() && !cx.has_panicked() {
                let after = count();
                let hit = (0..SITES.len()).filter(|&n| after[n] > before[n]);
                let hit: Vec<String> = hit.map(|n| SITES[n].to_string()).collect();
                reached.replace(Some(hit));
            }
        });
    });
    let done = done.unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(reached.take().expect("a run without a panic"), kinds, "the kinds of foreign calls");
    done
}

/// An operation after which nothing is left.
#[track_caller]
pub(crate) fn alone<H: HasTally>(kinds: &[&str], operation: impl for<'c> Fn(&'c Context)) {
    survives::<H>(kinds, |cx, operate| {
        operate(&mut || operation(cx));
        assert_eq!(cx.ledger().alive(), 0, "an element lives on");
        assert_eq!(cx.alloc().live_blocks(), 0, "a block lives on");
    });
}

/// An operation on a vector of nine elements: full, with one place left, and with many. The vector
/// is whole afterwards, all that lives is in it, and it can be used.
#[track_caller]
pub(crate) fn on_vec<H: HasTally>(
    kinds: &[&str],
    operation: impl for<'c> Fn(&mut Elements<'c>, &'c Context),
) {
    let done = [0, 1, 50].map(|spare| {
        survives::<H>(kinds, |cx, operate| {
            let ledger = cx.ledger();
            let mut v = ExVec::new(cx.alloc());
            v.try_reserve_exact(VALUES.len() + spare).expect("memory");
            for value in VALUES {
                v.try_push(ledger.element(value)).expect("memory");
            }
            operate(&mut || operation(&mut v, cx));
            ledger.check();
            assert_eq!(ledger.alive(), v.len(), "an element lives outside the vector");
            let values = v.iter().map(Tracked::value);
            assert!(values.clone().all(|value| VALUES.contains(&value) || value >= 100));
            let len = v.len();
            v.try_push(ledger.element(100)).expect("memory");
            assert_eq!(v.len(), len + 1);
            let last = v.pop().map(|element| element.value());
            assert_eq!(last, Some(100));
        })
    });
    assert_eq!([done[0]; 3], done, "foreign calls depend on the capacity");
}

/// An operation on a vector of ten elements of size zero, for which no memory is asked.
#[track_caller]
pub(crate) fn on_units<H: HasTally>(
    kinds: &[&str],
    operation: impl for<'c> Fn(&mut Units<'c, H>, &'c Context),
) {
    survives::<H>(kinds, |cx, operate| {
        let mut v = Units::<H>::new(cx.alloc());
        for _ in 0..10 {
            v.try_push(TrackedUnit::new()).expect("no memory is needed");
        }
        operate(&mut || operation(&mut v, cx));
        assert_eq!(H::tally().alive(), v.len(), "an element lives outside the vector");
        v.try_push(TrackedUnit::new()).expect("no memory is needed");
        assert!(v.pop().is_some());
        assert_eq!(cx.alloc().requests(), 0);
    });
}

/// An operation on a box, which has a value afterwards.
#[track_caller]
pub(crate) fn on_box<H: HasTally>(
    kinds: &[&str],
    operation: impl for<'c> Fn(&mut Boxed<'c>, &'c Context),
) {
    survives::<H>(kinds, |cx, operate| {
        let mut b = ExBox::try_new(cx.ledger().element(1), cx.alloc()).expect("memory");
        operate(&mut || operation(&mut b, cx));
        cx.ledger().check();
        assert_eq!((cx.ledger().alive(), cx.alloc().live_blocks()), (1, 1));
        assert!(b.value() == 1 || b.value() >= 100);
    });
}

/// An operation on a string "aß😀bßc": full, with one byte left, and with many. It is text
/// afterwards, and can be used.
#[track_caller]
pub(crate) fn on_text<H: HasTally>(
    kinds: &[&str],
    operation: impl for<'c> Fn(&mut Text<'c>, &'c Context),
) {
    const START: &str = "aß😀bßc";
    let done = [0, 1, 50].map(|spare| {
        survives::<H>(kinds, |cx, operate| {
            let mut s = Text::try_with_capacity(START.len() + spare, cx.alloc()).expect("memory");
            s.try_push_str(START).expect("memory");
            operate(&mut || operation(&mut s, cx));
            assert!(core::str::from_utf8(s.as_bytes()).is_ok());
            let before = s.len();
            s.try_push('→').expect("memory");
            assert_eq!((s.pop(), s.len()), (Some('→'), before));
        })
    });
    assert_eq!([done[0]; 3], done, "foreign calls depend on the capacity");
}
