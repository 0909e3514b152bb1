//! `SliceExt`, `StrExt`, `IteratorExt`: what returns an error.

use crate::case::{Refused, cases};
use exalloc::slice::{Concat, Join};
use exalloc::{ExBox, ExString, ExVec, FromIteratorIn, IteratorExt, SliceExt, StrExt};
use exalloc_tests::current::Current;

/// Numbers in no order.
fn numbers() -> [usize; 50] {
    core::array::from_fn(|n| n * 31 % 50)
}

/// Sorts them; on failure they must be as they were.
pub(crate) fn sorts(
    method: impl FnOnce(&mut [usize]) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut v = numbers();
    match method(&mut v) {
        Ok(()) => assert!(v.into_iter().eq(0..50)),
        Err(refused) => {
            assert_eq!(v, numbers(), "changed by a method that failed");
            return Err(refused);
        }
    }
    Ok(())
}

cases! {
    slice_to_owned: "SliceExt::try_to_owned_in", {
        assert_eq!(["Ada".to_string()].try_to_owned_in(Current)?, ["Ada"]);
    }
    slice_repeat: "SliceExt::try_repeat_in", {
        assert_eq!([1, 2].try_repeat_in(2, Current)?, [1, 2, 1, 2]);
    }
    slice_concat: "SliceExt::try_concat_in", {
        assert_eq!([[1, 2], [3, 4]].try_concat_in(Current)?, [1, 2, 3, 4]);
        assert_eq!(["Ada", "L"].try_concat_in(Current)?, "AdaL");
    }
    concat: "Concat::try_concat", {
        let pieces = ["Ada", "L"];
        assert_eq!(<[&str] as Concat<str>>::try_concat(&pieces[..], Current)?, "AdaL");
        let pieces = [[1, 2], [3, 4]];
        assert_eq!(Concat::try_concat(&pieces[..], Current)?, [1, 2, 3, 4]);
    }
    slice_join: "SliceExt::try_join_in", {
        assert_eq!([[1, 2], [3, 4]].try_join_in(&0, Current)?, [1, 2, 0, 3, 4]);
        assert_eq!([[1, 2], [3, 4]].try_join_in(&[][..], Current)?, [1, 2, 3, 4]);
        assert_eq!(["Ada", "L"].try_join_in(" ", Current)?, "Ada L");
    }
    join: "Join::try_join", {
        assert_eq!(Join::try_join(&["Ada", "L"][..], " ", Current)?, "Ada L");
    }
    slice_uppercase: "SliceExt::try_to_ascii_uppercase_in", {
        assert_eq!(b"Ada".try_to_ascii_uppercase_in(Current)?, *b"ADA");
    }
    slice_lowercase: "SliceExt::try_to_ascii_lowercase_in", {
        assert_eq!(b"Ada".try_to_ascii_lowercase_in(Current)?, *b"ada");
    }
    sort: "SliceExt::try_sort_in", { sorts(|v| Ok(v.try_sort_in(Current)?))?; }
    sort_by: "SliceExt::try_sort_by_in", {
        sorts(|v| Ok(v.try_sort_by_in(|a, b| a.cmp(b), Current)?))?;
    }
    sort_by_key: "SliceExt::try_sort_by_key_in", {
        sorts(|v| Ok(v.try_sort_by_key_in(|n| *n, Current)?))?;
    }
    sort_by_cached_key: "SliceExt::try_sort_by_cached_key_in", {
        sorts(|v| Ok(v.try_sort_by_cached_key_in(|n| *n, Current)?))?;
    }
    str_to_owned: "StrExt::try_to_owned_in", { assert_eq!("Ada".try_to_owned_in(Current)?, "Ada"); }
    str_replace: "StrExt::try_replace_in", {
        assert_eq!("a-b-c".try_replace_in('-', &"+".repeat(50), Current)?.len(), 103);
        assert_eq!("".try_replace_in("", "ab", Current)?, "ab");
    }
    str_replacen: "StrExt::try_replacen_in", {
        assert_eq!("a-b-c".try_replacen_in('-', &"+".repeat(50), 1, Current)?.len(), 54);
    }
    str_lowercase: "StrExt::try_to_lowercase_in", {
        assert_eq!("AΣ".try_to_lowercase_in(Current)?, "aς");
        assert_eq!("İ".repeat(50).try_to_lowercase_in(Current)?.len(), 150);
    }
    str_uppercase: "StrExt::try_to_uppercase_in", {
        assert_eq!("aß".try_to_uppercase_in(Current)?, "ASS");
        assert_eq!("ŉ".repeat(50).try_to_uppercase_in(Current)?.len(), 150);
    }
    str_ascii_lowercase: "StrExt::try_to_ascii_lowercase_in", {
        assert_eq!("Ada".try_to_ascii_lowercase_in(Current)?, "ada");
    }
    str_ascii_uppercase: "StrExt::try_to_ascii_uppercase_in", {
        assert_eq!("Ada".try_to_ascii_uppercase_in(Current)?, "ADA");
    }
    str_repeat: "StrExt::try_repeat_in", { assert_eq!("ab".try_repeat_in(2, Current)?, "abab"); }
    collect: "IteratorExt::try_collect_in", {
        let v = (0..90).filter(|_| true).try_collect_in::<ExVec<_, _>>(Current)?;
        assert_eq!(v.len(), 90);
    }
    from_iter: "FromIteratorIn::try_from_iter_in", {
        let v = <ExVec<_, _> as FromIteratorIn<u32>>::try_from_iter_in(0..9, Current)?;
        assert_eq!(v.len(), 9);
    }
    collect_a_vec: "FromIteratorIn for ExVec", {
        assert_eq!((0..9).try_collect_in::<ExVec<_, _>>(Current)?.len(), 9);
    }
    collect_a_string: "FromIteratorIn for ExString", {
        let s = "aß😀".chars().cycle().take(90).try_collect_in::<ExString<_>>(Current)?;
        assert_eq!(s.chars().count(), 90);
    }
    collect_a_box: "FromIteratorIn for ExBox", {
        let b = (0..90).filter(|_| true).try_collect_in::<ExBox<[_], _>>(Current)?;
        assert_eq!(b.len(), 90);
        let b = ["Ada", "L"].into_iter().try_collect_in::<ExBox<str, _>>(Current)?;
        assert_eq!(*b, *"AdaL");
    }
    collect_an_option: "FromIteratorIn for Option", {
        let v = (0..90).map(Some).try_collect_in::<Option<ExVec<_, _>>>(Current)?;
        assert_eq!(v.map(|v| v.len()), Some(90));
    }
    collect_a_result: "FromIteratorIn for Result", {
        let items = (0..90).map(|n| if n < 80 { Ok(n) } else { Err(n) });
        assert_eq!(items.try_collect_in::<Result<ExVec<_, _>, _>>(Current)?.unwrap_err(), 80);
    }
}
