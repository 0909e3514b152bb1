//! `ExCString`: what returns an error.

use crate::case::{Refused, cases, text};
use exalloc::c_string::{FromVecWithNulError, IntoStringError, TryNewError};
use exalloc::{ExCString, ExVec};
use exalloc_tests::current::Current;

/// A vector of bytes, with room for so many.
pub(crate) fn vec(bytes: &[u8], room: usize) -> Result<ExVec<u8, Current>, Refused> {
    let mut v = ExVec::try_with_capacity(room, Current)?;
    v.try_extend_from_slice(bytes)?;
    Ok(v)
}

/// The capacities that the vectors and strings of three bytes begin with: without room for the NUL,
/// with just that, and with more.
pub(crate) const ROOMS: [usize; 3] = [3, 4, 90];

/// Bytes without a NUL.
pub(crate) fn not_terminated() -> Result<FromVecWithNulError<Current>, Refused> {
    let error = ExCString::try_from_vec_with_nul(vec(b"Ada", 3)?).unwrap_err();
    let TryNewError::Nul(error) = error else { panic!("{error}") };
    Ok(error)
}

/// A C string that isn't UTF-8.
pub(crate) fn not_text() -> Result<IntoStringError<Current>, Refused> {
    Ok(ExCString::try_from_c_str_in(c"A\xFF", Current)?.into_string().unwrap_err())
}

cases! {
    new: "ExCString::try_new", {
        match ExCString::try_new(String::from("Ada"), Current) {
            Ok(s) => assert_eq!(s, c"Ada"),
            Err(TryNewError::NoRoom(failed)) => {
                assert_eq!(failed.value, "Ada");
                return Err(failed.error.into());
            }
            Err(error) => panic!("{error}"),
        }
    }
    from_c_str: "ExCString::try_from_c_str_in", {
        assert_eq!(ExCString::try_from_c_str_in(c"Ada", Current)?, c"Ada");
    }
    from_vec: "ExCString::try_from_vec", {
        for room in ROOMS {
            match ExCString::try_from_vec(vec(b"Ada", room)?) {
                Ok(s) => assert_eq!(s, c"Ada"),
                Err(TryNewError::NoRoom(failed)) => {
                    assert_eq!((&failed.value[..], failed.value.capacity()), (&b"Ada"[..], room));
                    return Err(failed.error.into());
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
    from_vec_unchecked: "ExCString::try_from_vec_unchecked", {
        for room in ROOMS {
            let v = vec(b"Ada", room)?;
            // SAFETY: no NUL is among the bytes.
            match unsafe { ExCString::try_from_vec_unchecked(v) } {
                Ok(s) => assert_eq!(s, c"Ada"),
                Err(failed) => {
                    assert_eq!((&failed.value[..], failed.value.capacity()), (&b"Ada"[..], room));
                    return Err(failed.error.into());
                }
            }
        }
    }
    from_vec_with_nul: "ExCString::try_from_vec_with_nul", {
        for room in [4, 9] {
            match ExCString::try_from_vec_with_nul(vec(b"Ada\0", room)?) {
                Ok(s) => assert_eq!(s, c"Ada"),
                Err(error) => {
                    assert!(matches!(error, TryNewError::NoRoom(_)), "{error}");
                    let v = error.into_bytes();
                    assert_eq!((&v[..], v.capacity()), (&b"Ada\0"[..], room));
                    return Err(Refused);
                }
            }
        }
    }
    from_vec_with_nul_unchecked: "ExCString::try_from_vec_with_nul_unchecked", {
        for room in [4, 9] {
            let v = vec(b"Ada\0", room)?;
            // SAFETY: the only NUL is the last byte.
            match unsafe { ExCString::try_from_vec_with_nul_unchecked(v) } {
                Ok(s) => assert_eq!(s, c"Ada"),
                Err(failed) => {
                    let v = &failed.value;
                    assert_eq!((&v[..], v.capacity()), (&b"Ada\0"[..], room));
                    return Err(failed.error.into());
                }
            }
        }
    }
    from_string: "ExString::try_into_c_string", {
        for room in ROOMS {
            match text("Ada", room)?.try_into_c_string() {
                Ok(s) => assert_eq!(s, c"Ada"),
                Err(TryNewError::NoRoom(failed)) => {
                    let s = &failed.value;
                    assert_eq!((s.as_str(), s.capacity()), ("Ada", room));
                    return Err(failed.error.into());
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
    clone: "ExCString::try_clone", {
        let s = ExCString::try_from_c_str_in(c"Ada", Current)?;
        assert_eq!(s.try_clone()?, s);
    }
    clone_in: "ExCString::try_clone_in", {
        let s = ExCString::try_from_c_str_in(c"Ada", Current)?;
        assert_eq!(s.try_clone_in(&Current)?, c"Ada");
    }
    clone_of_an_error: "FromVecWithNulError::try_clone", {
        let error = not_terminated()?;
        assert_eq!(error.try_clone()?, error);
    }
    clone_of_an_error_of_text: "IntoStringError::try_clone", {
        let error = not_text()?;
        assert_eq!(error.try_clone()?, error);
    }
}
