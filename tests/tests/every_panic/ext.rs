//! `SliceExt`, `StrExt`, `IteratorExt`: what works without the feature `infallible`.

use crate::case::{Context, cases};
use crate::foreign::{Held, Items, Pieces, Source, hold};
use core::borrow::Borrow;
use exalloc::slice::{Concat, Join};
use exalloc::testing::{FailingAllocator, Tracked};
use exalloc::{ExBox, ExString, ExVec, FromIteratorIn, IteratorExt, SliceExt, StrExt};
use exalloc_tests::Watched;

/// What `borrow` lends, which is a call, and so is the destructor.
pub(crate) struct Lends<'c, T> {
    cx: &'c Context,
    lent: T,
    _held: Held<'c>,
}

impl<T> Drop for Lends<'_, T> {
    fn drop(&mut self) {
        self.cx.call("the destructor of what lends");
    }
}

impl<'c> Borrow<[Tracked<'c>]> for Lends<'c, Vec<Tracked<'c>>> {
    fn borrow(&self) -> &[Tracked<'c>] {
        self.cx.call("`borrow`");
        &self.lent
    }
}

impl Borrow<str> for Lends<'_, &'static str> {
    fn borrow(&self) -> &str {
        self.cx.call("`borrow`");
        self.lent
    }
}

/// Three slices.
pub(crate) fn slices(cx: &Context) -> [Lends<'_, Vec<Tracked<'_>>>; 3] {
    [0..2, 2..2, 2..5].map(|values: core::ops::Range<u32>| Lends {
        cx,
        lent: values.map(|value| cx.ledger().element(value)).collect(),
        _held: hold(cx),
    })
}

/// Three texts.
pub(crate) fn texts(cx: &Context) -> [Lends<'_, &'static str>; 3] {
    ["Ada", "", "Grüße"].map(|lent| Lends { cx, lent, _held: hold(cx) })
}

/// Elements in no order: enough for two runs and their merge.
pub(crate) fn elements(cx: &Context) -> Vec<Tracked<'_>> {
    (0..24).map(|n| cx.ledger().element(n * 7 % 24)).collect()
}

cases! {
    slice_to_owned: "SliceExt::try_to_owned_in", on_vec["clone", "drop", "call"], |v, cx| drop(v.try_to_owned_in(Watched::new(cx)).expect("memory"));
    slice_concat: "SliceExt::try_concat_in", alone["clone", "drop", "call"], |cx| {
        let pieces = slices(cx);
        drop(pieces.try_concat_in(Watched::new(cx)).expect("memory"));
    };
    slice_concat_of_texts: "SliceExt::try_concat_in", alone["call"], |cx| drop(texts(cx).try_concat_in(Watched::new(cx)).expect("memory"));
    concat: "Concat::try_concat", alone["clone", "drop", "call"], |cx| drop(Concat::try_concat(&slices(cx)[..], Watched::new(cx)).expect("memory"));
    slice_join: "SliceExt::try_join_in", alone["clone", "drop", "call"], |cx| {
        let separators = [cx.ledger().element(100), cx.ledger().element(101)];
        drop(slices(cx).try_join_in(&separators[0], Watched::new(cx)).expect("memory"));
        drop(slices(cx).try_join_in(&separators[..], Watched::new(cx)).expect("memory"));
    };
    slice_join_of_texts: "SliceExt::try_join_in", alone["call"], |cx| drop(texts(cx).try_join_in("→", Watched::new(cx)).expect("memory"));
    join: "Join::try_join", alone["call"], |cx| drop(Join::try_join(&texts(cx)[..], "→", Watched::new(cx)).expect("memory"));
    sort: "SliceExt::try_sort_in", alone["drop", "comparison", "call"], |cx| elements(cx).try_sort_in(Watched::new(cx)).expect("memory");
    sort_few: "SliceExt::try_sort_in", on_vec["comparison", "call"], |v, cx| v.try_sort_in(Watched::new(cx)).expect("no memory is needed");
    sort_by: "SliceExt::try_sort_by_in", alone["drop", "call"], |cx| {
        let compare = |a: &Tracked<'_>, b: &Tracked<'_>| { cx.call("sort_by"); b.value().cmp(&a.value()) };
        elements(cx).try_sort_by_in(compare, Watched::new(cx)).expect("memory");
    };
    sort_by_key: "SliceExt::try_sort_by_key_in", alone["clone", "drop", "comparison", "call"], |cx| {
        elements(cx).try_sort_by_key_in(|e| { cx.call("sort_by_key"); e.clone() }, Watched::new(cx)).expect("memory");
    };
    sort_by_cached_key: "SliceExt::try_sort_by_cached_key_in", alone["clone", "drop", "comparison", "call"], |cx| {
        elements(cx).try_sort_by_cached_key_in(|e| { cx.call("sort_by_cached_key"); e.clone() }, Watched::new(cx)).expect("memory");
    };
    sort_refused: "SliceExt::try_sort_by_cached_key_in", alone["drop", "call"], |cx| {
        let nowhere = FailingAllocator::always(Watched::new(cx));
        elements(cx).try_sort_by_cached_key_in(|e| e.value(), nowhere).expect_err("no memory");
    };
    str_replace: "StrExt::try_replace_in", alone["call"], |cx| drop("a-b-c".try_replace_in(|ch| { cx.call("a pattern"); ch == '-' }, "→→→→→→", Watched::new(cx)).expect("memory"));
    str_replacen: "StrExt::try_replacen_in", alone["call"], |cx| drop("a-b-c".try_replacen_in(|ch| { cx.call("a pattern"); ch == '-' }, "", 1, Watched::new(cx)).expect("memory"));
    collect: "IteratorExt::try_collect_in", alone["drop", "call"], |cx| drop(Items::new(cx, 0..9).promising(2).try_collect_in::<ExVec<_, _>>(Watched::new(cx)).expect("memory"));
    collect_refused: "IteratorExt::try_collect_in", alone["drop", "call"], |cx| {
        let nowhere = FailingAllocator::always(Watched::new(cx));
        let refused = Items::new(cx, 0..9).try_collect_in::<ExVec<_, _>>(nowhere).expect_err("no memory");
        refused.into_iter().for_each(drop);
    };
    from_iter: "FromIteratorIn::try_from_iter_in", alone["drop", "call"], |cx| {
        let source = Source(Items::new(cx, 0..9));
        drop(<ExVec<_, _> as FromIteratorIn<_>>::try_from_iter_in(source, Watched::new(cx)).expect("memory"));
    };
    collect_a_vec: "FromIteratorIn for ExVec", alone["drop", "call"], |cx| drop(Items::new(cx, 0..9).try_collect_in::<ExVec<_, _>>(Watched::new(cx)).expect("memory"));
    collect_a_string: "FromIteratorIn for ExString", alone["call"], |cx| drop(Pieces::new(cx, ["Ada", "", "Grüße", "L"]).try_collect_in::<ExString<_>>(Watched::new(cx)).expect("memory"));
    collect_a_box: "FromIteratorIn for ExBox", alone["drop", "call"], |cx| drop(Items::new(cx, 0..9).promising(2).try_collect_in::<ExBox<[_], _>>(Watched::new(cx)).expect("memory"));
    collect_a_box_of_text: "FromIteratorIn for ExBox", alone["call"], |cx| drop(Pieces::new(cx, ["Ada", "", "Grüße", "L"]).try_collect_in::<ExBox<str, _>>(Watched::new(cx)).expect("memory"));
    collect_an_option: "FromIteratorIn for Option", alone["drop", "call"], |cx| {
        drop(Items::new(cx, 0..5).map(Some).try_collect_in::<Option<ExVec<_, _>>>(Watched::new(cx)).expect("memory").expect("all"));
        let items = Items::new(cx, 0..5).map(|e| if e.value() == 3 { None } else { Some(e) });
        assert!(items.try_collect_in::<Option<ExBox<[_], _>>>(Watched::new(cx)).expect("memory").is_none());
    };
    collect_a_result: "FromIteratorIn for Result", alone["drop", "call"], |cx| {
        // The error is an element too.
        let items = Items::new(cx, 0..5).map(|e| if e.value() == 3 { Err(e) } else { Ok(e) });
        let made = items.try_collect_in::<Result<ExVec<_, _>, _>>(Watched::new(cx)).expect("memory");
        assert_eq!(made.expect_err("the fourth").value(), 3);
    };
    collect_a_result_refused: "FromIteratorIn for Result", alone["drop", "call"], |cx| {
        let nowhere = FailingAllocator::always(Watched::new(cx));
        let items = Items::new(cx, 0..5).map(Ok::<_, ()>);
        drop(items.try_collect_in::<Result<ExVec<_, _>, _>>(nowhere).expect_err("no memory"));
    };
}
