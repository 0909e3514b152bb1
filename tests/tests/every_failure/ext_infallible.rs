//! `SliceExt`, `StrExt`, `IteratorExt`: what panics when memory runs out.

use crate::case::cases;
use crate::ext::sorts;
use crate::infallible::or_refused;
use exalloc::{ExVec, IteratorExt, SliceExt, StrExt};
use exalloc_tests::current::Current;

cases! {
    slice_to_owned: "SliceExt::to_owned_in", {
        or_refused(|| assert_eq!([1, 2].to_owned_in(Current), [1, 2]))?;
    }
    slice_repeat: "SliceExt::repeat_in", {
        or_refused(|| assert_eq!([1, 2].repeat_in(2, Current), [1, 2, 1, 2]))?;
    }
    slice_concat: "SliceExt::concat_in", {
        or_refused(|| assert_eq!([[1, 2], [3, 4]].concat_in(Current), [1, 2, 3, 4]))?;
    }
    slice_join: "SliceExt::join_in", {
        or_refused(|| assert_eq!(["Ada", "L"].join_in(" ", Current), "Ada L"))?;
    }
    slice_uppercase: "SliceExt::to_ascii_uppercase_in", {
        or_refused(|| assert_eq!(b"Ada".to_ascii_uppercase_in(Current), *b"ADA"))?;
    }
    slice_lowercase: "SliceExt::to_ascii_lowercase_in", {
        or_refused(|| assert_eq!(b"Ada".to_ascii_lowercase_in(Current), *b"ada"))?;
    }
    sort: "SliceExt::sort_in", { sorts(|v| or_refused(|| v.sort_in(Current)))?; }
    sort_by: "SliceExt::sort_by_in", {
        sorts(|v| or_refused(|| v.sort_by_in(|a, b| a.cmp(b), Current)))?;
    }
    sort_by_key: "SliceExt::sort_by_key_in", {
        sorts(|v| or_refused(|| v.sort_by_key_in(|n| *n, Current)))?;
    }
    sort_by_cached_key: "SliceExt::sort_by_cached_key_in", {
        sorts(|v| or_refused(|| v.sort_by_cached_key_in(|n| *n, Current)))?;
    }
    str_to_owned: "StrExt::to_owned_in", {
        or_refused(|| assert_eq!("Ada".to_owned_in(Current), "Ada"))?;
    }
    str_replace: "StrExt::replace_in", {
        or_refused(|| assert_eq!("a-b".replace_in('-', "", Current), "ab"))?;
    }
    str_replacen: "StrExt::replacen_in", {
        or_refused(|| assert_eq!("a-b-c".replacen_in('-', "", 1, Current), "ab-c"))?;
    }
    str_lowercase: "StrExt::to_lowercase_in", {
        or_refused(|| assert_eq!("AΣ".to_lowercase_in(Current), "aς"))?;
    }
    str_uppercase: "StrExt::to_uppercase_in", {
        or_refused(|| assert_eq!("aß".to_uppercase_in(Current), "ASS"))?;
    }
    str_ascii_lowercase: "StrExt::to_ascii_lowercase_in", {
        or_refused(|| assert_eq!("Ada".to_ascii_lowercase_in(Current), "ada"))?;
    }
    str_ascii_uppercase: "StrExt::to_ascii_uppercase_in", {
        or_refused(|| assert_eq!("Ada".to_ascii_uppercase_in(Current), "ADA"))?;
    }
    str_repeat: "StrExt::repeat_in", {
        or_refused(|| assert_eq!("ab".repeat_in(2, Current), "abab"))?;
    }
    collect: "IteratorExt::collect_in", {
        or_refused(|| {
            let v = (0..90).filter(|_| true).collect_in::<ExVec<_, _>>(Current);
            assert_eq!(v.len(), 90);
        })?;
    }
}
