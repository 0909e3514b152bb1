//! `ExString`: what returns an error, or the error of a stream.

use crate::case::{Refused, Text, cases, on_text, text};
use core::fmt::{self, Write};
use exalloc::{ExString, try_ex_format};
use exalloc_tests::current::Current;

cases! {
    with_capacity: "ExString::try_with_capacity", {
        assert_eq!(ExString::try_with_capacity(3, Current)?.capacity(), 3);
    }
    from_str: "ExString::try_from_str_in", {
        assert_eq!(ExString::try_from_str_in("Ada", Current)?, "Ada");
    }
    push: "ExString::try_push", {
        on_text(|s| s.try_push('x'))?;
        on_text(|s| s.try_push('→'))?;
    }
    push_str: "ExString::try_push_str", { on_text(|s| s.try_push_str(" und Küsse"))?; }
    insert: "ExString::try_insert", { on_text(|s| s.try_insert(2, '→'))?; }
    insert_str: "ExString::try_insert_str", { on_text(|s| s.try_insert_str(0, "Liebe "))?; }
    replace_range: "ExString::try_replace_range", {
        on_text(|s| s.try_replace_range(2..6, "o3456789"))?;
        on_text(|s| s.try_replace_range(2..6, ""))?;
    }
    reserve: "ExString::try_reserve", { on_text(|s| s.try_reserve(2))?; }
    reserve_exact: "ExString::try_reserve_exact", { on_text(|s| s.try_reserve_exact(100))?; }
    shrink_to: "ExString::try_shrink_to", { on_text(|s| s.try_shrink_to(8))?; }
    shrink_to_fit: "ExString::try_shrink_to_fit", { on_text(|s| s.try_shrink_to_fit())?; }
    shrinks_to: "ExString::shrink_to" with fallback, {
        on_text(|s| {
            let before = s.capacity();
            s.shrink_to(8);
            assert!([before, 8].contains(&s.capacity()));
            Ok::<_, Refused>(())
        })?;
    }
    shrinks_to_fit: "ExString::shrink_to_fit" with fallback, {
        on_text(|s| {
            let before = s.capacity();
            s.shrink_to_fit();
            assert!([before, 7].contains(&s.capacity()) && s == "Grüße");
            Ok::<_, Refused>(())
        })?;
    }
    split_off: "ExString::try_split_off", {
        on_text(|s| s.try_split_off(2).map(|rest| assert_eq!(rest, "üße")))?;
    }
    extend: "ExString::try_extend", {
        let words = ["Ada", "", "Grüße", "Lovelace"].into_iter().cycle().take(50);
        let mut s = Text::new(Current);
        let extended = s.try_extend(words.clone());
        if let Err(failed) = extended {
            let mut all = String::from(s.as_str());
            all.extend(failed);
            assert_eq!(all, words.collect::<String>());
            return Err(Refused);
        }
        let mut s = Text::new(Current);
        let chars = "aß😀".chars().cycle().take(200).filter(|_| true);
        if let Err(failed) = s.try_extend(chars.clone()) {
            let mut all = String::from(s.as_str());
            all.extend(failed);
            assert_eq!(all, chars.collect::<String>());
            return Err(Refused);
        }
    }
    clone: "ExString::try_clone", { on_text(|s| s.try_clone().map(|copy| assert_eq!(copy, *s)))?; }
    clone_in: "ExString::try_clone_in", {
        on_text(|s| s.try_clone_in(&Current).map(|copy| assert_eq!(copy, *s)))?;
    }
    into_boxed_str: "ExString::try_into_boxed_str", {
        match text("Grüße", 10)?.try_into_boxed_str() {
            Ok(b) => assert_eq!(&*b, "Grüße"),
            Err(failed) => {
                let s = &failed.value;
                assert_eq!((s.as_str(), s.capacity()), ("Grüße", 10));
                return Err(failed.error.into());
            }
        }
    }
    format: "ExString::try_format_in", {
        let s = ExString::try_format_in(format_args!("{:100}{:>100}", 1, "x"), Current)?;
        assert_eq!(s.len(), 200);
    }
    macro_of_a_format: "try_ex_format!", {
        assert_eq!(try_ex_format!(in Current, "{:100}{:>100}", 1, "x")?.len(), 200);
        assert_eq!(try_ex_format!(in Current, "Ada")?, "Ada");
    }
    write: "fmt::Write for ExString", {
        let refused = |_: fmt::Error| Refused;
        on_text(|s| s.write_str(" und Küsse").map_err(refused))?;
        on_text(|s| s.write_char('→').map_err(refused))?;
    }
}
