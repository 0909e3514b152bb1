//! `SliceExt`, `StrExt`, `IteratorExt`: what the feature `infallible` adds.

use crate::case::cases;
use crate::ext::{elements, slices, texts};
use crate::foreign::Items;
use exalloc::testing::Tracked;
use exalloc::{ExVec, IteratorExt, SliceExt, StrExt};
use exalloc_tests::Watched;

cases! {
    slice_to_owned: "SliceExt::to_owned_in", on_vec["clone", "drop", "call"], |v, cx| drop(v.to_owned_in(Watched::new(cx)));
    slice_concat: "SliceExt::concat_in", alone["clone", "drop", "call"], |cx| drop(slices(cx).concat_in(Watched::new(cx)));
    slice_join: "SliceExt::join_in", alone["call"], |cx| drop(texts(cx).join_in("→", Watched::new(cx)));
    sort: "SliceExt::sort_in", alone["drop", "comparison", "call"], |cx| elements(cx).sort_in(Watched::new(cx));
    sort_by: "SliceExt::sort_by_in", alone["drop", "call"], |cx| {
        let compare = |a: &Tracked<'_>, b: &Tracked<'_>| { cx.call("sort_by"); b.value().cmp(&a.value()) };
        elements(cx).sort_by_in(compare, Watched::new(cx));
    };
    sort_by_key: "SliceExt::sort_by_key_in", alone["drop", "call"], |cx| {
        elements(cx).sort_by_key_in(|e| { cx.call("sort_by_key"); e.value() }, Watched::new(cx));
    };
    sort_by_cached_key: "SliceExt::sort_by_cached_key_in", alone["clone", "drop", "comparison", "call"], |cx| {
        elements(cx).sort_by_cached_key_in(|e| e.clone(), Watched::new(cx));
    };
    str_replace: "StrExt::replace_in", alone["call"], |cx| drop("a-b-c".replace_in(|ch| { cx.call("a pattern"); ch == '-' }, "→→→→→→", Watched::new(cx)));
    str_replacen: "StrExt::replacen_in", alone["call"], |cx| drop("a-b-c".replacen_in(|ch| { cx.call("a pattern"); ch == '-' }, "", 1, Watched::new(cx)));
    collect: "IteratorExt::collect_in", alone["drop", "call"], |cx| drop(Items::new(cx, 0..9).collect_in::<ExVec<_, _>>(Watched::new(cx)));
}
