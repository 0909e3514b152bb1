//! Strings of UTF-16, and of bytes that needn't be UTF-8: what `String` makes of them.

use exalloc::string::{FromUtf8Error, FromUtf16Error, TryFromUtf16Error};
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{ExString, ExVec, TryReserveError, TryReserveErrorKind};
use exalloc_tests::{Heap, has};
use proptest::prelude::*;
use std::error::Error;

/// Units at the borders of what takes one, two, three or four bytes, and surrogates of both halves.
const UNITS: [u16; 11] =
    [0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFF];

/// Asserts that both forms do what std does, with one request for all that is asked.
fn same_utf16(units: &[u16]) {
    let strict = CheckedAllocator::new(Heap);
    let expected = String::from_utf16(units);
    match (ExString::try_from_utf16(units, &strict), &expected) {
        (Ok(s), Ok(expected)) => {
            assert_eq!((s.as_str(), s.capacity()), (expected.as_str(), expected.len()));
        }
        (Err(TryFromUtf16Error::NotUtf16(error)), Err(expected)) => {
            assert_eq!(error.to_string(), expected.to_string());
            assert_eq!(TryFromUtf16Error::from(error).to_string(), expected.to_string());
        }
        (got, expected) => panic!("{units:X?}: {got:?} instead of {expected:?}"),
    }
    assert_eq!(strict.requests(), u64::from(!units.is_empty()));
    let s = ExString::try_from_utf16_lossy(units, &strict).unwrap();
    assert_eq!(s, *String::from_utf16_lossy(units), "{units:X?}");
    if expected.is_ok() {
        assert_eq!(s.capacity(), s.len());
    }
    drop(s);
    strict.finish().unwrap();
}

/// The same for bytes, on both ways to make text of them.
fn same_lossy(bytes: &[u8]) {
    let strict = CheckedAllocator::new(Heap);
    let expected = String::from_utf8_lossy(bytes);
    let s = ExString::try_from_utf8_lossy(bytes, &strict).unwrap();
    assert_eq!(s, *expected, "{bytes:X?}");
    for spare in [0, 1, 100] {
        let mut v = ExVec::try_with_capacity(bytes.len() + spare, &strict).unwrap();
        v.try_extend_from_slice(bytes).unwrap();
        let made = match ExString::from_utf8(v) {
            Ok(s) => s,
            Err(error) => {
                assert_eq!(error.utf8_error(), core::str::from_utf8(bytes).unwrap_err());
                let made = error.try_into_utf8_lossy().unwrap();
                // In place, with no more room than is needed.
                assert_eq!(made.capacity(), made.len().max(bytes.len() + spare));
                made
            }
        };
        assert_eq!(made, *expected, "{bytes:X?}");
    }
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn every_order_of_surrogates() {
    for len in 0..=4 {
        for mut number in 0..UNITS.len().pow(len) {
            let mut units = Vec::new();
            for _ in 0..len {
                units.push(UNITS[number % UNITS.len()]);
                number /= UNITS.len();
            }
            same_utf16(&units);
        }
    }
}

#[test]
fn a_lone_surrogate_at_every_position() {
    let units: Vec<u16> = "Grüße→😀x".encode_utf16().collect();
    same_utf16(&units);
    for at in 0..=units.len() {
        for lone in [0xD800, 0xDBFF, 0xDC00, 0xDFFF] {
            let mut with = units.clone();
            with.insert(at, lone);
            same_utf16(&with);
            same_utf16(&with[..=at]);
            same_utf16(&with[at..]);
        }
    }
}

#[test]
fn every_order_of_bytes() {
    // Of each kind that a decoder tells apart.
    let kinds = [b'a', 0x80, 0x9F, 0xBF, 0xC2, 0xE0, 0xED, 0xF0, 0xF4];
    for len in 0..=4 {
        for mut number in 0..kinds.len().pow(len) {
            let mut bytes = Vec::new();
            for _ in 0..len {
                bytes.push(kinds[number % kinds.len()]);
                number /= kinds.len();
            }
            same_lossy(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_units(units in prop::collection::vec(
        prop_oneof![any::<u16>(), 0xD700..0xE100_u16, 0..0x80_u16], 0..200,
    )) {
        same_utf16(&units);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(
        prop_oneof![any::<u8>(), 0x80..0xC0_u8, b'a'..=b'z'], 0..200,
    )) {
        same_lossy(&bytes);
    }

    #[test]
    fn text_with_holes(text in ".{0,40}", holes in prop::collection::vec(0..200_usize, 0..8)) {
        let mut bytes = text.into_bytes();
        for hole in holes {
            if hole < bytes.len() {
                bytes.remove(hole);
            }
        }
        same_lossy(&bytes);
    }
}

#[test]
fn no_memory_is_another_error_than_no_text() {
    let nothing = FailingAllocator::always(Heap);
    let refused = ExString::try_from_utf16(&[0x41, 0x20AC], &nothing).unwrap_err();
    let TryFromUtf16Error::NoRoom(cause) = &refused else { panic!("{refused:?}") };
    let TryReserveErrorKind::AllocError { layout, .. } = cause.kind() else { panic!("{cause:?}") };
    assert_eq!((layout.size(), refused.to_string()), (4, cause.to_string()));
    assert_eq!(TryFromUtf16Error::from(cause.clone()), refused);
    assert!(ExString::try_from_utf16_lossy(&[0x41], &nothing).is_err());

    // `?` takes both causes, and boxes any of them.
    fn both(units: &[u16]) -> Result<usize, TryFromUtf16Error> {
        let mut s = ExString::try_from_utf16(units, Heap)?;
        s.try_reserve(usize::MAX)?;
        Ok(s.len())
    }
    assert!(matches!(both(&[0xD800]), Err(TryFromUtf16Error::NotUtf16(_))));
    assert!(matches!(both(&[0x41]), Err(TryFromUtf16Error::NoRoom(_))));
    fn boxed(units: &[u16]) -> Result<usize, Box<dyn Error + Send + Sync>> {
        Ok(ExString::try_from_utf16(units, Heap)?.len())
    }
    assert_eq!(boxed(&[0xDC00]).unwrap_err().to_string(), "invalid utf-16: lone surrogate found");
    assert_eq!(boxed(&[0xE4]).unwrap(), 2);
}

#[test]
fn bytes_that_find_no_room_to_become_text_come_back() {
    let one = FailingAllocator::from_nth(Heap, 2);
    let bytes = ExVec::try_from_slice_in(b"a\xFFb", &one).unwrap();
    let (at, error) = (bytes.as_ptr(), ExString::from_utf8(bytes).unwrap_err());
    let failed = error.try_into_utf8_lossy().unwrap_err();
    let (error, cause) = (failed.value, failed.error);
    assert!(matches!(cause.kind(), TryReserveErrorKind::AllocError { .. }));
    assert_eq!(error.utf8_error().valid_up_to(), 1);
    let bytes = error.into_bytes();
    assert_eq!((bytes.as_ptr(), &bytes[..], bytes.capacity()), (at, &b"a\xFFb"[..], 3));

    // Three bytes for three, so nothing is asked for.
    let bytes = ExVec::try_from_slice_in(b"\xF0\x9F\x98", Heap).unwrap();
    let at = bytes.as_ptr();
    let s = ExString::from_utf8(bytes).unwrap_err().try_into_utf8_lossy().unwrap();
    assert_eq!((s.as_ptr(), s.as_str(), s.capacity()), (at, "\u{FFFD}", 3));
}

#[test]
fn errors_are_values() {
    let error = |bytes: &[u8]| {
        ExString::from_utf8(ExVec::try_from_slice_in(bytes, Heap).unwrap()).unwrap_err()
    };
    let theirs = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap_err();
    let all: [&[u8]; 4] = [b"\xFF", b"a\xFF", b"\xF0\x9F", b"\xFF\xFF"];
    for a in all {
        for b in all {
            assert_eq!(error(a) == error(b), theirs(a) == theirs(b));
        }
        let copy = error(a).try_clone().unwrap();
        assert_eq!((&copy, copy.as_bytes()), (&error(a), a));
        assert_eq!(format!("{copy:?}"), format!("{:?}", theirs(a)));
        assert!(copy.source().is_none());
    }
    // Whatever the allocators.
    let strict = CheckedAllocator::new(Heap);
    let bytes = ExVec::try_from_slice_in(b"\xFF", &strict).unwrap();
    assert!(ExString::from_utf8(bytes).unwrap_err() == error(b"\xFF"));
    strict.finish().unwrap();

    let error = ExString::try_from_utf16(&[0xDC00], Heap).unwrap_err();
    assert_eq!(error.clone(), error);
    assert!(error.source().is_none());
    assert!(has!(FromUtf8Error<Heap>: Error + PartialEq + Eq + Send + Sync));
    assert!(has!(FromUtf16Error: Error + Clone + PartialEq + Eq + Send + Sync));
    assert!(has!(TryFromUtf16Error: Error + From<TryReserveError> + From<FromUtf16Error>));
}

#[cfg(feature = "infallible")]
#[test]
fn panicking_forms_do_what_the_others_do() {
    let units = [0x41, 0xD83D, 0xDE00];
    assert_eq!(ExString::from_utf16(&units, Heap).unwrap(), "A😀");
    let (ours, theirs) = (ExString::from_utf16(&units[..2], Heap), String::from_utf16(&units[..2]));
    assert_eq!(ours.unwrap_err().to_string(), theirs.unwrap_err().to_string());
    assert_eq!(ExString::from_utf16_lossy(&units[..2], Heap), "A\u{FFFD}");
    assert_eq!(ExString::from_utf8_lossy(b"A\xFF", Heap), "A\u{FFFD}");
    let error = ExString::from_utf8(ExVec::from_slice_in(b"A\xFFB", Heap)).unwrap_err();
    assert_eq!(error.clone(), error);
    assert_eq!(error.into_utf8_lossy(), "A\u{FFFD}B");
}
