//! `ExString`: from UTF-16, from what isn't UTF-8, from its own text, from another allocator.

use crate::case::{Refused, Text, cases, on_text};
use core::ops::Deref;
use exalloc::string::{FromUtf8Error, TryFromUtf16Error};
use exalloc::{ExString, ExVec, TryExtendError};
use exalloc_tests::Heap;
use exalloc_tests::current::Current;
use std::vec::IntoIter;

impl From<TryFromUtf16Error> for Refused {
    fn from(error: TryFromUtf16Error) -> Self {
        assert!(matches!(error, TryFromUtf16Error::NoRoom(_)), "another error");
        Self
    }
}

/// "Grü" with two bytes that are no text, without room for more.
pub(crate) fn not_utf8() -> Result<FromUtf8Error<Current>, Refused> {
    Ok(ExString::from_utf8(ExVec::try_from_slice_in(b"Gr\xFF\xC3\xBC\xFF", Current)?).unwrap_err())
}

/// A string that has memory of its own.
pub(crate) fn elsewhere(word: &str) -> ExString<Heap> {
    ExString::try_from_str_in(word, Heap).expect("memory")
}

type Extended<P> = Result<(), TryExtendError<IntoIter<P>>>;

/// Extends a string by a method of it; what finds no room comes back.
fn extended<P: Deref<Target = str>>(
    words: Vec<P>,
    method: impl FnOnce(&mut Text, Vec<P>) -> Extended<P>,
) -> Result<(), Refused> {
    let expected: String = words.iter().map(|word| &**word).collect();
    let mut s = Text::new(Current);
    let result = method(&mut s, words);
    let mut all = String::from(s.as_str());
    let result = result.map_err(|failed| {
        failed.into_iter().for_each(|word| all.push_str(&word));
        Refused
    });
    assert_eq!(all, expected);
    result
}

cases! {
    from_utf8_lossy: "ExString::try_from_utf8_lossy", {
        assert_eq!(ExString::try_from_utf8_lossy(b"a\xFFb", Current)?, "a\u{FFFD}b");
        assert_eq!(ExString::try_from_utf8_lossy(&[0xFF; 40], Current)?.len(), 120);
    }
    from_utf16: "ExString::try_from_utf16", {
        assert_eq!(ExString::try_from_utf16(&[0xE4; 40], Current)?.len(), 80);
        assert_eq!(ExString::try_from_utf16(&[0x41, 0xD83D, 0xDE00], Current)?, "A😀");
    }
    from_utf16_lossy: "ExString::try_from_utf16_lossy", {
        assert_eq!(ExString::try_from_utf16_lossy(&[0xDC00; 40], Current)?.len(), 120);
    }
    into_utf8_lossy: "FromUtf8Error::try_into_utf8_lossy", {
        match not_utf8()?.try_into_utf8_lossy() {
            Ok(s) => assert_eq!(s, "Gr\u{FFFD}ü\u{FFFD}"),
            Err(failed) => {
                assert_eq!(failed.value.utf8_error().valid_up_to(), 2);
                let bytes = failed.value.into_bytes();
                assert_eq!((&bytes[..], bytes.capacity()), (&b"Gr\xFF\xC3\xBC\xFF"[..], 6));
                return Err(failed.error.into());
            }
        }
    }
    clone_of_an_error: "FromUtf8Error::try_clone", {
        let error = not_utf8()?;
        assert_eq!(error.try_clone()?, error);
    }
    extend_from_within: "ExString::try_extend_from_within", {
        on_text(|s| s.try_extend_from_within(2..6).inspect(|()| assert_eq!(s, "Grüßeüß")))?;
        on_text(|s| s.try_extend_from_within(..))?;
    }
    extend_by_strings: "ExString::try_extend", {
        extended(["Ada", "", "Grüße", "Lovelace"].map(elsewhere).into(), |s, words| s.try_extend(words))?;
    }
    extend_by_boxes: "ExString::try_extend", {
        let boxed = |word| elsewhere(word).try_into_boxed_str().expect("memory");
        extended(["Ada", "", "Grüße", "Lovelace"].map(boxed).into(), |s, words| s.try_extend(words))?;
    }
    into_alloc: "ExString::try_into_alloc", {
        let s = elsewhere("Grüße");
        let at = s.as_ptr();
        match s.try_into_alloc(Current) {
            Ok(s) => assert_eq!((s.as_str(), s.capacity()), ("Grüße", 7)),
            Err(failed) => {
                assert_eq!((failed.value.as_str(), failed.value.as_ptr()), ("Grüße", at));
                return Err(failed.error.into());
            }
        }
    }
}
