//! Every request of memory refused once, in turn: C strings lose nothing and leak nothing.

use exalloc::c_string::TryNewError;
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{ExCString, ExString, ExVec, TryReserveError};
use exalloc_tests::{Heap, Refusing, for_each_failure};

type Alloc<'a> = &'a Refusing;

/// A vector of `bytes` with room for `cap`.
fn vec<'a>(
    bytes: &[u8],
    cap: usize,
    alloc: Alloc<'a>,
) -> Result<ExVec<u8, Alloc<'a>>, TryReserveError> {
    let mut v = ExVec::try_with_capacity(cap, alloc)?;
    v.try_extend_from_slice(bytes)?;
    Ok(v)
}

#[test]
fn copied_bytes_come_back() {
    let calls = for_each_failure(|alloc| match ExCString::try_new(String::from("Ada"), alloc) {
        Ok(s) => assert_eq!(s, c"Ada"),
        Err(TryNewError::NoRoom(failed)) => assert_eq!(failed.value, "Ada"),
        Err(error) => panic!("{error}"),
    });
    assert_eq!(calls, 1);
    let calls = for_each_failure(|alloc| {
        let _: Result<(), TryReserveError> = (|| {
            let s = ExCString::try_from_c_str_in(c"Ada", alloc)?;
            assert_eq!(s.try_clone()?, s);
            assert_eq!(s.try_clone_in(alloc)?, c"Ada");
            Ok(())
        })();
    });
    assert_eq!(calls, 3);
}

#[test]
fn a_vector_comes_back_as_it_was() {
    // With room for the NUL exactly, nothing is asked for. Else `remap`, which the heap refuses,
    // and another block; without any block at first, that alone.
    let cases = [(&b"Ada"[..], 3, 3), (b"Ada", 4, 1), (b"Ada", 5, 3), (b"Ada", 90, 3), (b"", 0, 1)];
    for (bytes, cap, expected) in cases {
        let calls = for_each_failure(|alloc| {
            let Ok(v) = vec(bytes, cap, alloc) else { return };
            match ExCString::try_from_vec(v) {
                Ok(s) => assert_eq!(s.as_bytes(), bytes),
                Err(TryNewError::NoRoom(failed)) => {
                    assert_eq!((&failed.value[..], failed.value.capacity()), (bytes, cap));
                }
                Err(error) => panic!("{error}"),
            }
        });
        assert_eq!(calls, expected, "room for {cap}");
    }
}

#[test]
fn a_vector_with_its_nul_comes_back_as_it_was() {
    for (cap, expected) in [(4, 1), (9, 3)] {
        let calls = for_each_failure(|alloc| {
            let Ok(v) = vec(b"Ada\0", cap, alloc) else { return };
            match ExCString::try_from_vec_with_nul(v) {
                Ok(s) => assert_eq!(s, c"Ada"),
                Err(error) => {
                    assert!(
                        error.to_string().starts_with("a value could not be stored: no memory")
                    );
                    let v = error.into_bytes();
                    assert_eq!((&v[..], v.capacity()), (&b"Ada\0"[..], cap));
                }
            }
        });
        assert_eq!(calls, expected, "room for {cap}");
    }
}

#[test]
fn a_string_comes_back_as_it_was() {
    let calls = for_each_failure(|alloc| {
        let Ok(v) = vec("Grüße".as_bytes(), 7, alloc) else { return };
        let s = ExString::from_utf8(v).unwrap();
        match s.try_into_c_string() {
            // The way back asks for nothing.
            Ok(s) => assert_eq!(s.into_string().unwrap(), "Grüße"),
            Err(error) => assert_eq!(error.into_bytes(), "Grüße"),
        }
    });
    assert_eq!(calls, 3);
}

#[test]
fn a_nul_is_found_before_memory_is_asked_for() {
    let alloc = FailingAllocator::always(CheckedAllocator::new(Heap));
    let error = ExCString::try_new("A\0", &alloc).unwrap_err();
    assert!(matches!(error, TryNewError::Nul(_)), "{error:?}");
    assert_eq!(alloc.requests(), 0);
}

#[test]
#[cfg(feature = "infallible")]
fn cloning_into_changes_nothing_when_it_fails() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    for text in [c"Bob", c"Charles"] {
        for_each_failure(|alloc| {
            let Ok(mut s) = ExCString::try_from_c_str_in(c"Ada", alloc) else { return };
            let Ok(t) = ExCString::try_from_c_str_in(text, alloc) else { return };
            match catch_unwind(AssertUnwindSafe(|| s.clone_from(&t))) {
                Ok(()) => assert_eq!(s, t),
                Err(_) => assert_eq!(s, c"Ada"),
            }
        });
    }
}
