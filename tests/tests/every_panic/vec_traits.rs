//! `ExVec`: `splice` and conversions, which the feature `infallible` adds.

use crate::case::cases;
use crate::foreign::{Items, Place, Sink, Source};
use core::fmt::Write;
use core::mem;
use exalloc::ExVec;
use exalloc::testing::TrackedUnit;
use exalloc_tests::{Heap, Watched, watched};
use std::borrow::Cow;

/// A vector in the allocator that is made by `default`.
type Made<T> = ExVec<T, Watched<'static, Heap>>;

cases! {
    splice: "ExVec::splice", on_vec["drop", "call"],
        |v, cx| drop(v.splice(Place::new(cx, 2..5), Source(Items::new(cx, 100..120))));
    splice_fewer: "ExVec::splice", on_vec["drop", "call"], |v, cx| drop(v.splice(2..7, Items::new(cx, 100..102)));
    splice_at_the_end: "ExVec::splice", on_vec["drop", "call"], |v, cx| drop(v.splice(7.., Items::new(cx, 100..120)));
    drop_of_splice: "Drop for Splice", on_vec["drop", "call"], |v, cx| {
        let items = Items::new(cx, 100..160).quiet().promising(2);
        drop(v.splice(1..4, items));
    };
    drop_of_splice_of_units: "Drop for Splice", on_units["drop"],
        |v, _cx| drop(v.splice(2..5, [const { TrackedUnit::new }; 7].map(|new| new())));
    next_of_splice: "Iterator for Splice", on_vec["drop", "call"], |v, cx| {
        let mut splice = v.splice(2..7, Items::new(cx, 100..110));
        let two = (splice.next(), splice.nth(1));
        drop(splice);
        drop(two);
    };
    next_back_of_splice: "DoubleEndedIterator for Splice", on_vec["drop", "call"],
        |v, cx| drop(v.splice(2..7, Items::new(cx, 100..110)).next_back());
    debug_of_splice: "fmt::Debug for Splice", on_vec["drop", "formatting", "call"],
        |v, cx| write!(Sink(cx), "{:?}", v.splice(2..5, [100, 101].map(|n| cx.ledger().element(n)))).expect("written");
    into_alloc: "ExVec::into_alloc", on_vec["drop", "call"], |v, cx| {
        drop(mem::replace(v, ExVec::new(cx.alloc())).into_alloc(Watched::new(cx)));
    };
    from: "From for ExVec", alone["clone", "drop", "call"], |cx| watched::during(cx, || {
        let mut array = cx.ledger().elements::<3>();
        drop(Made::from(&array));
        drop(Made::from(&mut array[..]));
        drop(Made::from(Cow::Borrowed(&array[..])));
        drop(Made::from(Cow::Owned(cx.ledger().elements::<3>().into())));
        drop(Made::from(array));
    });
}
