//! What the feature `infallible` adds.

use crate::case::{Boxed, Elements, cases};
use crate::foreign::{Bytes, Held, Items, Pieces, Place, Said, Source, boxed, hold};
use core::mem;
use exalloc::testing::Tracked;
use exalloc::{ExBox, ExCString, ExString, ExVec, ex_format, ex_vec, unsize};
use exalloc_tests::current::{Current, during};
use exalloc_tests::watched::current;
use exalloc_tests::{Heap, Watched, watched};

/// The allocator that is made by `default`.
pub(crate) type Default_ = Watched<'static, Heap>;

/// A value that is made by `default`, which is a call, and so is its drop.
pub(crate) struct Made(#[expect(dead_code, reason = "it is held")] Held<'static>);

impl Default for Made {
    fn default() -> Self {
        current().call("`default`");
        Self(hold(current()))
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        current().call("the destructor of what was made");
    }
}

cases! {
    vec_push: "ExVec::push", on_vec[], |v, cx| v.push(cx.ledger().element(100));
    vec_push_mut: "ExVec::push_mut", on_vec["drop"], |v, cx| *v.push_mut(cx.ledger().element(100)) = cx.ledger().element(101);
    vec_insert: "ExVec::insert", on_vec["drop"], |v, cx| { v.insert(3, cx.ledger().element(100)); v[5] = cx.ledger().element(101); };
    vec_insert_mut: "ExVec::insert_mut", on_vec["drop"], |v, cx| *v.insert_mut(3, cx.ledger().element(100)) = cx.ledger().element(101);
    vec_resize: "ExVec::resize", on_vec["clone", "drop"], |v, cx| { v.resize(20, cx.ledger().element(100)); v.resize(3, cx.ledger().element(100)); };
    vec_resize_with: "ExVec::resize_with", on_vec["drop", "call"], |v, cx| {
        v.resize_with(20, || { cx.call("resize_with"); cx.ledger().element(100) });
        v.resize_with(3, || cx.ledger().element(100));
    };
    vec_extend: "Extend for ExVec", on_vec["call"], |v, cx| v.extend(Source(Items::new(cx, 100..120)));
    vec_extend_by_references: "Extend for ExVec", alone["call"], |cx| {
        let mut v = ExVec::<i32, _>::new(cx.alloc());
        v.extend(Pieces::new(cx, [1, 2, 3, 4].each_ref()));
    };
    vec_extend_from_slice: "ExVec::extend_from_slice", on_vec["clone", "drop"], |v, cx| {
        let more = [100, 101, 102].map(|value| cx.ledger().element(value));
        v.extend_from_slice(&more);
    };
    vec_extend_from_within: "ExVec::extend_from_within", on_vec["clone", "call"], |v, cx| v.extend_from_within(Place::new(cx, 2..7));
    vec_append: "ExVec::append", on_vec["drop", "call"], |v, cx| {
        let mut other = ExVec::from_iter_in((100..103).map(|n| cx.ledger().element(n)), Watched::new(cx));
        v.append(&mut other);
        v.truncate(10);
    };
    vec_split_off: "ExVec::split_off", alone["drop", "call"], |cx| {
        let mut v = ExVec::from_array_in(cx.ledger().elements::<3>(), Watched::new(cx));
        let tail = v.split_off(1);
        drop((v, tail));
    };
    vec_clone: "Clone for ExVec", alone["clone", "drop", "call"], |cx| {
        let v = ExVec::from_array_in(cx.ledger().elements::<3>(), Watched::new(cx));
        let copy = v.clone();
        drop((v, copy));
    };
    vec_clone_from: "Clone for ExVec", on_vec["clone", "drop"], |v, cx| {
        for len in [20, 3] {
            let source: Elements<'_> = ExVec::from_iter_in((100..100 + len).map(|n| cx.ledger().element(n)), cx.alloc());
            v.clone_from(&source);
        }
    };
    vec_clone_in: "ExVec::clone_in", on_vec["clone", "drop", "call"], |v, cx| drop(v.clone_in(Watched::new(cx)));
    vec_from_iter_in: "ExVec::from_iter_in", alone["drop", "call"], |cx| drop(ExVec::from_iter_in(Source(Items::new(cx, 0..9)), Watched::new(cx)));
    vec_from_iter: "FromIterator for ExVec", alone["drop", "call"], |cx| watched::during(cx, || {
        drop(Items::new(cx, 0..9).collect::<ExVec<_, Default_>>());
    });
    vec_from_array: "ExVec::from_array_in", alone["drop", "call"], |cx| drop(ExVec::from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)));
    vec_from_slice: "ExVec::from_slice_in", on_vec["clone", "drop", "call"], |v, cx| drop(ExVec::from_slice_in(v, Watched::new(cx)));
    vec_from_elem: "ExVec::from_elem_in", alone["clone", "drop", "call"], |cx| drop(ExVec::from_elem_in(cx.ledger().element(1), 4, Watched::new(cx)));
    vec_from_elem_units: "ExVec::from_elem_in", on_units["clone", "drop"], |v, cx| drop(ExVec::from_elem_in(v.pop().expect("ten"), 4, cx.alloc()));
    vec_macro: "ex_vec!", alone["clone", "drop", "call"], |cx| {
        drop(ex_vec![in Watched::new(cx); cx.ledger().element(1), cx.ledger().element(2)]);
        drop(ex_vec![in Watched::new(cx); cx.ledger().element(7); 5]);
    };
    vec_into_boxed_slice: "ExVec::into_boxed_slice", on_vec["drop"], |v, cx| drop(mem::replace(v, ExVec::new(cx.alloc())).into_boxed_slice());
    vec_into_iter_clone: "Clone for IntoIter", alone["clone", "drop", "call"], |cx| {
        let mut elements = ExVec::from_array_in(cx.ledger().elements::<4>(), Watched::new(cx)).into_iter();
        drop(elements.next());
        let copy = elements.clone();
        drop((elements, copy));
    };
    box_new: "ExBox::new", alone["drop", "call"], |cx| drop(ExBox::new(cx.ledger().element(1), Watched::new(cx)));
    box_pin: "ExBox::pin", alone["drop"], |cx| during(cx.alloc(), || drop(ExBox::pin(cx.ledger().element(1), Current)));
    box_clone: "Clone for ExBox", alone["clone", "drop", "call"], |cx| {
        let one = ExBox::new(cx.ledger().element(1), Watched::new(cx));
        let copy = one.clone();
        drop((one, copy));
    };
    box_clone_from: "Clone for ExBox", on_box["clone", "drop"], |b, cx| { let other: Boxed<'_> = boxed(cx, 100); b.clone_from(&other); };
    box_clone_from_many: "Clone for ExBox", alone["clone", "drop", "call"], |cx| {
        let many = |values: &[u32]| {
            let elements = values.iter().map(|&value| cx.ledger().element(value));
            ExVec::from_iter_in(elements, Watched::new(cx)).into_boxed_slice()
        };
        let mut first = many(&[1, 2, 3]);
        first.clone_from(&many(&[4, 5, 6]));
        first.clone_from(&many(&[7, 8]));
    };
    box_clone_in: "ExBox::clone_in", on_box["clone", "drop", "call"], |b, cx| drop(ExBox::clone_in(b, Watched::new(cx)));
    box_clone_in_many: "ExBox::clone_in", alone["clone", "drop"], |cx| {
        let many = unsize!(ExBox::new(cx.ledger().elements::<4>(), cx.alloc()) => [Tracked<'_>]);
        drop(ExBox::clone_in(&many, cx.alloc()));
    };
    box_default: "Default for ExBox", alone["call"], |cx| watched::during(cx, || {
        let made: ExBox<Made, Default_> = Default::default();
        drop(made);
    });
    box_from: "From for ExBox", alone["drop", "call"], |cx| watched::during(cx, || drop(ExBox::<_, Default_>::from(cx.ledger().element(1))));
    text_replace_range: "ExString::replace_range", on_text["call"], |s, cx| s.replace_range(Place::new(cx, 1..3), "longer than it");
    text_extend: "Extend for ExString", on_text["call"], |s, cx| {
        s.extend(Pieces::new(cx, ['A', 'd', 'a', '→']));
        s.extend(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"]));
    };
    text_from_iter: "FromIterator for ExString", alone["call"], |cx| watched::during(cx, || {
        drop(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"]).collect::<ExString<Default_>>());
    });
    text_from: "From for ExString", alone["call"], |cx| watched::during(cx, || drop(ExString::<Default_>::from("Ada")));
    text_from_str: "FromStr for ExString", alone["call"], |cx| watched::during(cx, || drop("Ada".parse::<ExString<Default_>>()));
    text_format: "ExString::format_in", alone["call"], |cx| drop(ExString::format_in(format_args!("{} and more than fits", Said(cx)), Watched::new(cx)));
    text_macro: "ex_format!", alone["call"], |cx| drop(ex_format!(in Watched::new(cx), "{:?} and more than fits", Said(cx)));
    text_clone: "Clone for ExString", alone["call"], |cx| {
        let mut s = ExString::from_str_in("Ada", Watched::new(cx));
        let copy = s.clone();
        s.clone_from(&copy);
    };
    text_split_off: "ExString::split_off", alone["call"], |cx| {
        let mut s = ExString::from_str_in("Ada", Watched::new(cx));
        let tail = s.split_off(1);
        drop((s, tail));
    };
    c_new: "ExCString::new", alone["call"], |cx| {
        drop(ExCString::new(Bytes::new(cx, b"Ada"), Watched::new(cx)).expect("no NUL"));
        drop(ExCString::new(Bytes::new(cx, b"A\0da"), Watched::new(cx)).expect_err("a NUL"));
    };
    c_clone: "Clone for ExCString", alone["call"], |cx| {
        let mut s = ExCString::from_c_str_in(c"Ada", Watched::new(cx));
        let copy = s.clone();
        s.clone_from(&copy);
        s.clone_from(&ExCString::from_c_str_in(c"Lovelace", Watched::new(cx)));
    };
    c_default: "Default for ExCString", alone["call"], |cx| watched::during(cx, || { let s: ExCString<Default_> = Default::default(); drop(s); });
    c_from: "From for ExCString", alone["call"], |cx| watched::during(cx, || drop(ExCString::<Default_>::from(c"Ada")));
}
