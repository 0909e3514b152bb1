//! Boxes: what panics when memory runs out.

use crate::case::{Refused, cases};
use crate::infallible::or_refused;
use core::error::Error;
use core::pin::Pin;
use exalloc::testing::Ledger;
use exalloc::{ExBox, ExString};
use exalloc_tests::current::Current;
use std::borrow::Cow;

/// Ends a case in which something was made of the elements of the ledger, or not, and dropped.
fn all_dropped(ledger: Ledger, made: Result<(), Refused>) -> Result<(), Refused> {
    ledger.finish();
    made
}

cases! {
    new_zeroed: "ExBox::new_zeroed", { or_refused(|| drop(ExBox::<u64, _>::new_zeroed(Current)))?; }
    new_zeroed_slice: "ExBox::new_zeroed_slice", {
        or_refused(|| drop(ExBox::<[u64], _>::new_zeroed_slice(5, Current)))?;
    }
    from_slice_in: "ExBox::from_slice_in", {
        or_refused(|| assert_eq!(*ExBox::<[u8], _>::from_slice_in(b"Ada", Current), *b"Ada"))?;
    }
    from_str_in: "ExBox::from_str_in", {
        or_refused(|| assert_eq!(&*ExBox::<str, _>::from_str_in("Ada", Current), "Ada"))?;
    }
    error_from_str_in: "ExBox::from_str_in", {
        or_refused(|| drop(ExBox::<dyn Error, _>::from_str_in("Ada", Current)))?;
        or_refused(|| drop(ExBox::<dyn Error + Send + Sync, _>::from_str_in("Ada", Current)))?;
    }
    from_slices: "From for ExBox", {
        let ledger = Ledger::new();
        let mut elements = ledger.elements::<3>();
        or_refused(|| assert_eq!(*ExBox::<[_], Current>::from(&elements[..]), elements))?;
        or_refused(|| drop(ExBox::<[_], Current>::from(&mut elements[..])))?;
        or_refused(|| drop(ExBox::<[_], Current>::from(Cow::Borrowed(&elements[..]))))?;
        drop(elements);
        ledger.finish();
    }
    from_an_array: "From for ExBox", {
        let ledger = Ledger::new();
        let made = or_refused(|| drop(ExBox::<[_], Current>::from(ledger.elements::<3>())));
        all_dropped(ledger, made)?;
    }
    from_a_vector_of_std: "From for ExBox", {
        let ledger = Ledger::new();
        let owned = Vec::from(ledger.elements::<3>());
        let made = or_refused(|| drop(ExBox::<[_], Current>::from(Cow::Owned(owned))));
        all_dropped(ledger, made)?;
    }
    from_text: "From for ExBox", {
        let mut text = String::from("Grüße");
        or_refused(|| assert_eq!(&*ExBox::<str, Current>::from(&*text), "Grüße"))?;
        or_refused(|| assert_eq!(&*ExBox::<str, Current>::from(&mut *text), "Grüße"))?;
        or_refused(|| assert_eq!(&*ExBox::<str, Current>::from(Cow::Borrowed(&*text)), "Grüße"))?;
    }
    from_errors: "From for ExBox", {
        let error = "x".parse::<u8>().unwrap_err();
        or_refused(|| drop(ExBox::<dyn Error, Current>::from(error.clone())))?;
        or_refused(|| drop(ExBox::<dyn Error + Send + Sync, Current>::from(error)))?;
        let text = || ExString::try_from_str_in("no name", Current);
        let text = [text()?, text()?];
        let [a, b] = text;
        or_refused(|| drop(ExBox::<dyn Error, Current>::from(a)))?;
        or_refused(|| drop(ExBox::<dyn Error + Send + Sync, Current>::from(b)))?;
    }
    defaults: "Default for ExBox", {
        let pinned: Pin<ExBox<u64, Current>> = or_refused(Default::default)?;
        assert_eq!(*pinned, 0);
    }
    collected: "FromIterator for ExBox", {
        let ledger = Ledger::new();
        let items = (0..100).map(|n| ledger.element(n)).filter(|_| true);
        let made = or_refused(|| drop(items.collect::<ExBox<[_], Current>>()));
        all_dropped(ledger, made)?;
        let text = "aß😀".chars().cycle().take(30);
        or_refused(|| drop(text.clone().collect::<ExBox<str, Current>>()))?;
        let chars: Vec<char> = text.collect();
        or_refused(|| drop(chars.iter().collect::<ExBox<str, Current>>()))?;
    }
    joined: "FromIterator for ExBox", {
        let words = ["Grüße", "", " und ", "Küsse", " von Ada"];
        or_refused(|| drop(words.into_iter().collect::<ExBox<str, Current>>()))?;
        let cows = words.into_iter().map(Cow::Borrowed);
        or_refused(|| drop(cows.collect::<ExBox<str, Current>>()))?;
        let strings = words.map(|word| ExString::from_str_in(word, exalloc_tests::Heap));
        or_refused(|| drop(strings.clone().into_iter().collect::<ExBox<str, Current>>()))?;
        let boxes = strings.map(ExString::into_boxed_str);
        or_refused(|| drop(boxes.into_iter().collect::<ExBox<str, Current>>()))?;
    }
    new_with: "ExBox::new_with", {
        let ledger = Ledger::new();
        let held = ledger.element(5);
        let made = or_refused(|| drop(ExBox::new_with(move || held, Current)));
        all_dropped(ledger, made)?;
    }
    into_alloc: "ExBox::into_alloc", {
        let ledger = Ledger::new();
        let one = ExBox::new(ledger.element(5), exalloc_tests::Heap);
        let made = or_refused(|| drop(ExBox::into_alloc(one, Current)));
        all_dropped(ledger, made)?;
    }
}
