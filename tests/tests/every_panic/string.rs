//! `ExString` and `ExCString`: what works without the feature `infallible`.

use crate::case::cases;
use crate::foreign::{Bytes, Pieces, Place, Said, Sink};
use core::fmt::Write;
use core::hash::Hash;
use exalloc::{ExCString, ExString, try_ex_format};
use exalloc_tests::{Watched, watched};

cases! {
    drain: "ExString::drain", on_text["call"], |s, cx| drop(s.drain(Place::new(cx, 1..3)));
    replace_range: "ExString::try_replace_range", on_text["call"], |s, cx| s.try_replace_range(Place::new(cx, 1..3), "longer than it").expect("memory");
    extend_from_within: "ExString::try_extend_from_within", on_text["call"], |s, cx| s.try_extend_from_within(Place::new(cx, 1..7)).expect("memory");
    extend_by_strings: "ExString::try_extend", on_text["call"], |s, cx| {
        let words = ["Ada", "", "Grüße", "Lovelace"].map(|word| ExString::try_from_str_in(word, Watched::new(cx)).expect("memory"));
        s.try_extend(Pieces::new(cx, words)).expect("memory");
    };
    extend_by_boxes: "ExString::try_extend", on_text["call"], |s, cx| {
        let boxed = |word| ExString::try_from_str_in(word, Watched::new(cx)).expect("memory").try_into_boxed_str().expect("memory");
        s.try_extend(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"].map(boxed))).expect("memory");
    };
    retain: "ExString::retain", on_text["call"], |s, cx| s.retain(|ch| { cx.call("retain"); ch != 'ß' && ch != 'a' });
    retain_that_holds_an_element: "ExString::retain", on_text["drop", "call"], |s, cx| {
        let held = cx.ledger().element('b');
        s.retain(move |ch| { cx.call("retain"); ch == held.value() });
    };
    extend_by_chars: "ExString::try_extend", on_text["call"], |s, cx| s.try_extend(Pieces::new(cx, ['A', 'd', 'a', '→'])).expect("memory");
    extend_by_references: "ExString::try_extend", on_text["call"], |s, cx| s.try_extend(Pieces::new(cx, ['A', 'd', 'a', '→'].each_ref())).expect("memory");
    extend_by_words: "ExString::try_extend", on_text["call"], |s, cx| s.try_extend(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"])).expect("memory");
    format: "ExString::try_format_in", alone["call"], |cx| drop(ExString::try_format_in(format_args!("{}, {:?}", Said(cx), Said(cx)), Watched::new(cx)).expect("memory"));
    macro_of_text: "try_ex_format!", alone["call"], |cx| drop(try_ex_format!(in Watched::new(cx), "{} and more than fits", Said(cx)).expect("memory"));
    clone: "ExString::try_clone", alone["call"], |cx| {
        let s = ExString::try_from_str_in("Ada", Watched::new(cx)).expect("memory");
        let copy = s.try_clone().expect("memory");
        drop((s, copy));
    };
    split_off: "ExString::try_split_off", alone["call"], |cx| {
        let mut s = ExString::try_from_str_in("Grüße", Watched::new(cx)).expect("memory");
        let tail = s.try_split_off(2).expect("memory");
        drop((s, tail));
    };
    default: "Default for ExString", alone["call"], |cx| watched::during(cx, || {
        let s: ExString<Watched<'static, _>> = Default::default();
        assert!(s.is_empty());
    });
    hash: "Hash for ExString", on_text["call"], |s, cx| s.hash(&mut Sink(cx));
    debug: "fmt::Debug for ExString", on_text["call"], |s, cx| write!(Sink(cx), "{s:?}").expect("written");
    display: "fmt::Display for ExString", on_text["call"], |s, cx| write!(Sink(cx), "{}", s).expect("written");
    debug_of_drain: "fmt::Debug for string::Drain", on_text["call"], |s, cx| write!(Sink(cx), "{:?}", s.drain(1..3)).expect("written");
    c_new: "ExCString::try_new", alone["call"], |cx| drop(ExCString::try_new(Bytes::new(cx, b"Ada"), Watched::new(cx)).expect("memory"));
    c_new_with_nul: "ExCString::try_new", alone["call"], |cx| {
        let refused = ExCString::try_new(Bytes::new(cx, b"A\0da"), Watched::new(cx)).expect_err("a NUL");
        drop(refused.into_bytes());
    };
    c_new_refused: "ExCString::try_new", alone["call"], |cx| {
        let nowhere = exalloc::testing::FailingAllocator::always(Watched::new(cx));
        drop(ExCString::try_new(Bytes::new(cx, b"Ada"), nowhere).expect_err("no memory"));
    };
    c_clone: "ExCString::try_clone", alone["call"], |cx| {
        let s = ExCString::try_from_c_str_in(c"Ada", Watched::new(cx)).expect("memory");
        let copy = s.try_clone().expect("memory");
        drop((s, copy));
    };
    c_hash: "Hash for ExCString", alone["call"], |cx| ExCString::try_from_c_str_in(c"Ada", cx.alloc()).expect("memory").hash(&mut Sink(cx));
    c_debug: "fmt::Debug for ExCString", alone["call"], |cx| {
        let s = ExCString::try_from_c_str_in(c"Ada", cx.alloc()).expect("memory");
        write!(Sink(cx), "{s:?}").expect("written");
    };
    vec_default: "Default for ExVec", alone["call"], |cx| watched::during(cx, || {
        let v: exalloc::ExVec<u8, Watched<'static, _>> = Default::default();
        assert!(v.is_empty());
    });
}
