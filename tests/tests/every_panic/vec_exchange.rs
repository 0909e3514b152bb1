//! `ExVec`: elements that leave by a filter, in exchange for others, or for other memory.

use crate::case::cases;
use crate::foreign::{Items, Place, Sink, Source};
use core::fmt::Write;
use core::mem;
use exalloc::ExVec;
use exalloc::testing::{Tracked, TrackedUnit};
use exalloc::vec::IntoIter;
use exalloc_tests::{Heap, Watched, watched};

cases! {
    extract_if: "ExVec::extract_if", on_vec["drop", "call"], |v, cx| {
        v.extract_if(Place::new(cx, 1..8), |e| { cx.call("extract_if"); e.value() == 3 }).for_each(drop);
    };
    extract_if_changes: "ExVec::extract_if", on_vec["drop", "call"], |v, cx| {
        let held = cx.ledger().element(1);
        v.extract_if(.., move |e| { *e = cx.ledger().element(e.value()); cx.call("extract_if"); e.value() == held.value() }).for_each(drop);
    };
    extract_if_units: "ExVec::extract_if", on_units["drop", "call"], |v, cx| {
        let mut n = 0;
        v.extract_if(1..9, |_| { cx.call("extract_if"); n += 1; n % 3 == 0 }).for_each(drop);
    };
    next_of_extract_if: "Iterator for ExtractIf", on_vec["drop", "call"], |v, cx| {
        let mut some = v.extract_if(.., |e| { cx.call("extract_if"); e.value() == 3 });
        drop(some.next());
        drop(some.nth(1));
    };
    debug_of_extract_if: "fmt::Debug for ExtractIf", on_vec["formatting", "call"],
        |v, cx| write!(Sink(cx), "{:?}", v.extract_if(2..5, |_| true)).expect("written");
    splice: "ExVec::try_splice", on_vec["drop", "call"],
        |v, cx| drop(v.try_splice(Place::new(cx, 2..5), Source(Items::new(cx, 100..120))).expect("memory"));
    splice_fewer: "ExVec::try_splice", on_vec["drop", "call"], |v, cx| {
        let old = v.try_splice(2..7, Items::new(cx, 100..102)).expect("memory");
        v.try_push(cx.ledger().element(103)).expect("memory");
        drop(old);
    };
    splice_unknown: "ExVec::try_splice", on_vec["drop", "call"],
        |v, cx| drop(v.try_splice(1..2, Items::new(cx, 100..120).quiet().filter(|e| e.value() % 3 == 0)).expect("memory"));
    splice_few_promised: "ExVec::try_splice", on_vec["drop", "call"],
        |v, cx| drop(v.try_splice(.., Items::new(cx, 100..120).quiet().promising(3)).expect("memory"));
    splice_refused: "ExVec::try_splice", on_vec["drop", "call"], |v, cx| {
        let failed = v.try_splice(1.., Items::new(cx, 100..103).promising(usize::MAX)).expect_err("too many");
        drop(failed.into_iter().next());
    };
    splice_of_an_allocator: "ExVec::try_splice", alone["drop", "call"], |cx| {
        let mut v = ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory");
        let old = v.try_splice(1.., cx.ledger().elements::<5>()).expect("memory");
        drop((v, old));
    };
    splice_units: "ExVec::try_splice", on_units["drop"],
        |v, _cx| drop(v.try_splice(2..5, [const { TrackedUnit::new }; 7].map(|new| new())).expect("no memory is needed"));
    into_alloc: "ExVec::try_into_alloc", on_vec["drop", "call"], |v, cx| {
        drop(mem::replace(v, ExVec::new(cx.alloc())).try_into_alloc(Watched::new(cx)).expect("memory"));
    };
    into_alloc_from_another: "ExVec::try_into_alloc", alone["drop", "call"], |cx| {
        let v = ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory");
        drop(v.try_into_alloc(cx.alloc()).expect("memory"));
    };
    clone_of_into_iter: "IntoIter::try_clone", alone["clone", "drop", "call"], |cx| {
        let elements = ExVec::try_from_array_in(cx.ledger().elements::<4>(), Watched::new(cx)).expect("memory").into_iter();
        let copy = elements.try_clone().expect("memory");
        drop((elements, copy));
    };
    default_of_into_iter: "Default for IntoIter", alone["call"], |cx| watched::during(cx, || {
        let nothing: IntoIter<Tracked<'_>, Watched<'static, Heap>> = Default::default();
        drop(nothing);
    });
}
