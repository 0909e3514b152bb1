//! `ExString` and `ExCString`: what panics when memory runs out, besides what `infallible.rs` has.

use crate::c_string::{not_terminated, not_text};
use crate::case::{Text, cases, text};
use crate::infallible::{or_refused, text_or_panic};
use crate::string_from::{elsewhere, not_utf8};
use exalloc::{ExBox, ExCString, ExString};
use exalloc_tests::current::Current;
use std::borrow::Cow;

cases! {
    from_utf8_lossy: "ExString::from_utf8_lossy", {
        or_refused(|| assert_eq!(ExString::from_utf8_lossy(&[0xFF; 40], Current).len(), 120))?;
    }
    from_utf16: "ExString::from_utf16", {
        let s = or_refused(|| ExString::from_utf16(&[0xE4; 40], Current))?;
        assert_eq!(s.unwrap().len(), 80);
    }
    from_utf16_lossy: "ExString::from_utf16_lossy", {
        or_refused(|| assert_eq!(ExString::from_utf16_lossy(&[0xDC00; 40], Current).len(), 120))?;
    }
    into_utf8_lossy: "FromUtf8Error::into_utf8_lossy", {
        let error = not_utf8()?;
        or_refused(|| assert_eq!(error.into_utf8_lossy(), "Gr\u{FFFD}ü\u{FFFD}"))?;
    }
    clone_of_an_error: "Clone for FromUtf8Error", {
        let error = not_utf8()?;
        or_refused(|| assert_eq!(error.clone(), error))?;
    }
    extend_from_within: "ExString::extend_from_within", {
        text_or_panic(|s| s.extend_from_within(2..6))?;
    }
    extend: "Extend for ExString", {
        // What found room stays, so only strings that nothing is added to are as they were.
        text_or_panic(|s| s.extend(["x".repeat(100).as_str()]))?;
        text_or_panic(|s| s.extend([elsewhere("Grüße und Küsse")]))?;
        text_or_panic(|s| s.extend([elsewhere("Grüße und Küsse").into_boxed_str()]))?;
        text_or_panic(|s| s.extend([Cow::Borrowed("Grüße und Küsse")]))?;
        text_or_panic(|s| s.extend(&['x'; 100]))?;
    }
    from_iter: "FromIterator for ExString", {
        let words = || ["Grüße", " und ", "Küsse"].map(elsewhere);
        or_refused(|| assert_eq!(words().into_iter().collect::<Text>(), "Grüße und Küsse"))?;
        let boxes = words().map(ExString::into_boxed_str).into_iter();
        or_refused(|| assert_eq!(boxes.collect::<Text>(), "Grüße und Küsse"))?;
        let cows = [Cow::Borrowed("Grüße"), Cow::Owned(String::from("!"))].into_iter();
        or_refused(|| assert_eq!(cows.collect::<Text>(), "Grüße!"))?;
        or_refused(|| assert_eq!(['a', 'ß'].iter().collect::<Text>(), "aß"))?;
        or_refused(|| assert_eq!(["a", "ß"].into_iter().collect::<Text>(), "aß"))?;
    }
    from: "From for ExString", {
        let mut word = String::from("Ada");
        or_refused(|| assert_eq!(Text::from(word.as_mut_str()), "Ada"))?;
        or_refused(|| assert_eq!(Text::from('ß'), "ß"))?;
        or_refused(|| assert_eq!(Text::from(Cow::Borrowed("Ada")), "Ada"))?;
        or_refused(|| assert_eq!(Text::from(Cow::Owned(word.clone())), "Ada"))?;
        let s = text("Grüße", 10)?;
        or_refused(|| assert_eq!(Text::from(&s), s))?;
    }
    into_box: "From for ExBox", {
        let s = text("Grüße", 10)?;
        or_refused(|| assert_eq!(&*ExBox::<str, Current>::from(s), "Grüße"))?;
    }
    into_alloc: "ExString::into_alloc", {
        let s = elsewhere("Grüße");
        or_refused(|| assert_eq!(s.into_alloc(Current), "Grüße"))?;
    }

    c_string_clone_of_an_error: "Clone for FromVecWithNulError", {
        let error = not_terminated()?;
        or_refused(|| assert_eq!(error.clone(), error))?;
    }
    c_string_clone_of_an_error_of_text: "Clone for IntoStringError", {
        let error = not_text()?;
        or_refused(|| assert_eq!(error.clone(), error))?;
    }
    c_string_from: "From for ExCString", {
        or_refused(|| assert_eq!(ExCString::<Current>::from(Cow::Borrowed(c"Ada")), c"Ada"))?;
    }
}
