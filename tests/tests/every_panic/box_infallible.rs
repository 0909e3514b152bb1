//! `ExBox`: what the feature `infallible` adds, from slices and texts, errors and iterators.

use crate::case::cases;
use crate::foreign::{Items, Pieces, Said, Source};
use crate::infallible::{Default_, Made};
use core::error::Error;
use core::pin::Pin;
use exalloc::testing::Tracked;
use exalloc::{ExBox, ExString};
use exalloc_tests::current::{Current, during};
use exalloc_tests::{Watched, watched};
use std::borrow::Cow;

type Many<'c> = ExBox<[Tracked<'c>], Default_>;
type Joined = ExBox<str, Default_>;

cases! {
    from_slice_in: "ExBox::from_slice_in", alone["clone", "drop", "call"], |cx| {
        let elements = cx.ledger().elements::<3>();
        drop(ExBox::<[Tracked<'_>], _>::from_slice_in(&elements, Watched::new(cx)));
    };
    from_slices: "From for ExBox", alone["clone", "drop", "call"], |cx| watched::during(cx, || {
        let mut elements = cx.ledger().elements::<3>();
        drop(Many::from(&elements[..]));
        drop(Many::from(&mut elements[..]));
        drop(Many::from(Cow::Borrowed(&elements[..])));
    });
    from_an_array: "From for ExBox", alone["drop", "call"], |cx| watched::during(cx, || drop(Many::from(cx.ledger().elements::<3>())));
    from_a_vector_of_std: "From for ExBox", alone["drop", "call"], |cx| watched::during(cx, || {
        drop(Many::from(Cow::Owned(Vec::from(cx.ledger().elements::<3>()))));
    });
    from_text: "From for ExBox", alone["call"], |cx| watched::during(cx, || {
        drop(Joined::from("Ada"));
        drop(Joined::from(String::from("Ada").as_mut_str()));
        drop(Joined::from(Cow::Borrowed("Ada")));
    });
    error_from_str_in: "ExBox::from_str_in", alone["call"], |cx| {
        drop(ExBox::<dyn Error + '_, _>::from_str_in("no name", Watched::new(cx)));
    };
    from_errors: "From for ExBox", alone["call"], |cx| watched::during(cx, || {
        let error = ExBox::<dyn Error + '_, Default_>::from(Said(cx));
        assert!(error.source().is_none());
    });
    from_strings: "From for ExBox", alone["call"], |cx| {
        let text = ExString::from_str_in("no name", Watched::new(cx));
        drop(ExBox::<dyn Error + '_, _>::from(text));
    };
    defaults: "Default for ExBox", alone["call"], |cx| watched::during(cx, || {
        let none: (Many<'_>, Joined) = (Default::default(), Default::default());
        drop(none);
    });
    default_pinned: "Default for ExBox", alone["call"], |cx| watched::during(cx, || during(cx.alloc(), || {
        let made: Pin<ExBox<Made, Current>> = Default::default();
        drop(made);
    }));
    collected: "FromIterator for ExBox", alone["drop", "call"], |cx| watched::during(cx, || {
        drop(Items::new(cx, 0..9).collect::<Many<'_>>());
        drop(<Many<'_> as FromIterator<_>>::from_iter(Source(Items::new(cx, 0..9))));
    });
    joined: "FromIterator for ExBox", alone["call"], |cx| watched::during(cx, || {
        drop(Pieces::new(cx, ['A', 'd', 'a', '→']).collect::<Joined>());
        drop(Pieces::new(cx, ["Ada", "", "Grüße", "Lovelace"]).collect::<Joined>());
        let strings = ["Ada", "", "Grüße", "Lovelace"].map(|text| ExString::from_str_in(text, Watched::new(cx)));
        drop(Pieces::new(cx, strings).collect::<Joined>());
    });
    new_with: "ExBox::new_with", alone["drop", "call"], |cx| {
        drop(ExBox::new_with(|| { cx.call("a closure"); cx.ledger().element(1) }, Watched::new(cx)));
    };
    into_alloc: "ExBox::into_alloc", alone["drop", "call"], |cx| {
        let one = ExBox::new(cx.ledger().element(1), Watched::new(cx));
        drop(ExBox::into_alloc(one, Watched::new(cx)));
    };
}
