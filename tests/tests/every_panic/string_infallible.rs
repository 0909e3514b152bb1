//! `ExString`, `ExCString`: what the feature `infallible` adds, besides what `infallible.rs` has.

use crate::case::cases;
use crate::foreign::{Pieces, Place};
use exalloc::{ExBox, ExCString, ExString};
use exalloc_tests::{Heap, Watched, watched};
use std::borrow::Cow;

/// The allocator that is made by `default`.
type Default_ = Watched<'static, Heap>;

cases! {
    extend_from_within: "ExString::extend_from_within", on_text["call"], |s, cx| s.extend_from_within(Place::new(cx, 1..7));
    extend_by_references: "Extend for ExString", on_text["call"], |s, cx| s.extend(Pieces::new(cx, ['A', 'd', 'a', '→'].each_ref()));
    extend_by_strings: "Extend for ExString", on_text["call"], |s, cx| {
        let words = ["Ada", "", "Grüße", "Lovelace"].map(|word| ExString::from_str_in(word, Watched::new(cx)));
        s.extend(Pieces::new(cx, words));
    };
    extend_by_boxes: "Extend for ExString", on_text["call"], |s, cx| {
        let boxed = |word| ExString::from_str_in(word, Watched::new(cx)).into_boxed_str();
        s.extend(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"].map(boxed)));
    };
    extend_by_cows: "Extend for ExString", on_text["call"], |s, cx| s.extend(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"].map(Cow::Borrowed)));
    from_iter_of_chars: "FromIterator for ExString", alone["call"], |cx| watched::during(cx, || {
        drop(Pieces::new(cx, ['A', 'd', 'a', '→']).collect::<ExString<Default_>>());
        drop(Pieces::new(cx, ['A', 'd', 'a', '→'].each_ref()).collect::<ExString<Default_>>());
    });
    from_iter_of_strings: "FromIterator for ExString", alone["call"], |cx| watched::during(cx, || {
        let words = ["Ada", "", "Grüße", "Lovelace"].map(|word| ExString::from_str_in(word, Watched::new(cx)));
        drop(Pieces::new(cx, words).collect::<ExString<Default_>>());
    });
    from_iter_of_boxes: "FromIterator for ExString", alone["call"], |cx| watched::during(cx, || {
        let boxed = |word| ExString::from_str_in(word, Watched::new(cx)).into_boxed_str();
        drop(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"].map(boxed)).collect::<ExString<Default_>>());
    });
    from_iter_of_cows: "FromIterator for ExString", alone["call"], |cx| watched::during(cx, || {
        drop(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"].map(Cow::Borrowed)).collect::<ExString<Default_>>());
    });
    from: "From for ExString", alone["call"], |cx| watched::during(cx, || {
        let mut word = String::from("Ada");
        drop(ExString::<Default_>::from(word.as_mut_str()));
        drop(ExString::<Default_>::from('ß'));
        drop(ExString::<Default_>::from(Cow::Borrowed("Ada")));
        let s = ExString::from_str_in("Ada", Watched::new(cx));
        drop(ExString::from(&s));
        drop(ExBox::<str, _>::from(s));
    });
    c_from: "From for ExCString", alone["call"], |cx| watched::during(cx, || drop(ExCString::<Default_>::from(Cow::Borrowed(c"Ada"))));
}
