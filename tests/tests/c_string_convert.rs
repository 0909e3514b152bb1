//! C strings beside what std has for them, and errors of C strings, which are values.

use exalloc::c_string::{FromVecWithNulError, IntoStringError, TryNewError};
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, ExCString, ExVec};
use exalloc_tests::Heap;
#[cfg(feature = "alloc")]
use std::borrow::Cow;
use std::ffi::{CStr, CString};

fn c_string(text: &CStr) -> ExCString<Heap> {
    ExCString::try_from_c_str_in(text, Heap).unwrap()
}

fn not_terminated<A: Allocator>(bytes: &[u8], alloc: A) -> FromVecWithNulError<A> {
    let bytes = ExVec::try_from_slice_in(bytes, alloc).unwrap();
    match ExCString::try_from_vec_with_nul(bytes) {
        Err(TryNewError::Nul(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn not_text<A: Allocator>(text: &CStr, alloc: A) -> IntoStringError<A> {
    ExCString::try_from_c_str_in(text, alloc).unwrap().into_string().unwrap_err()
}

#[cfg(feature = "alloc")]
#[test]
fn cows_are_c_strings() {
    let s = c_string(c"Ada");
    for cow in [Cow::Borrowed(c"Ada"), Cow::Owned(CString::from(c"Ada"))] {
        assert_eq!(s, cow);
        assert_eq!(cow, s);
        assert_ne!(c_string(c"Adb"), cow);
        assert_ne!(cow, c_string(c"Adb"));
    }
    let lent = Cow::from(&s);
    assert!(matches!(lent, Cow::Borrowed(text) if text.as_ptr() == s.as_ptr()));
}

#[test]
fn all_of_it_by_index() {
    assert_eq!(c_string(c"Ada")[..], *c"Ada");
}

#[test]
fn errors_are_values() {
    let strict = CheckedAllocator::new(Heap);
    let wrong: [&[u8]; 4] = [b"A", b"B", b"A\0\0", b"\0\0"];
    for a in wrong {
        let error = not_terminated(a, &strict);
        for b in wrong {
            let theirs = CString::from_vec_with_nul(a.to_vec()).unwrap_err();
            let other = CString::from_vec_with_nul(b.to_vec()).unwrap_err();
            assert_eq!(error == not_terminated(b, Heap), theirs == other);
            assert_eq!(error.to_string(), theirs.to_string());
        }
        let copy = error.try_clone().unwrap();
        assert_eq!((&copy, copy.as_bytes()), (&error, a));
    }
    let texts = [c"\xFF", c"a\xFF", c"\xF0\x9F", c"\xFF\xFF"];
    for a in texts {
        let error = not_text(a, &strict);
        for b in texts {
            let theirs = CString::from(a).into_string().unwrap_err();
            let other = CString::from(b).into_string().unwrap_err();
            assert_eq!(error == not_text(b, Heap), theirs == other);
        }
        let copy = error.try_clone().unwrap();
        assert_eq!(copy, error);
        assert_eq!(copy.into_c_string(), *a);
    }
    strict.finish().unwrap();
}

#[cfg(all(feature = "infallible", feature = "alloc"))]
#[test]
fn panicking_forms_do_what_the_others_do() {
    assert_eq!(ExCString::<Heap>::from(Cow::Borrowed(c"Ada")), c"Ada");
    assert_eq!(ExCString::<Heap>::from(Cow::<CStr>::Owned(c"Ada".into())), c"Ada");
    let (error, other) = (not_terminated(b"A", Heap), not_text(c"\xFF", Heap));
    assert_eq!((error.clone(), other.clone()), (error, other));
}
