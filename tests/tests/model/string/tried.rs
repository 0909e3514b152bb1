//! One step on `ExString`, in the form that may be refused.

use super::step::{Owned, bounds, cased, chars, cow, ours, pieces, units, words};
use crate::elements::{Ours, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use exalloc::string::TryFromUtf16Error;
use exalloc::{ExBox, ExString, ExVec, SliceExt, StrExt, TryReserveError};
use exalloc_tests::Heap;
use exalloc_tests::fuzz::text::{bytes, character, position, text};
use exalloc_tests::fuzz::{Plant, Step};

/// The operations that have a `try_` form.
pub(crate) const FALLIBLE: &[&str] = &[
    "push",
    "push_str",
    "insert",
    "insert_str",
    "replace_range",
    "split_off",
    "extend",
    "extend of &str",
    "extend of &char",
    "extend of String",
    "extend of Box<str>",
    "extend of Cow",
    "extend_from_within",
    "reserve",
    "reserve_exact",
    "shrink_to_fit",
    "shrink_to",
    "into_boxed_str",
    "clone",
    "with_capacity",
    "from_str",
    "format",
    "from_utf8",
    "from_utf8_lossy",
    "into_utf8_lossy",
    "from_utf16",
    "from_utf16_lossy",
    "concat_in",
    "join_in",
    "replace_in, a char",
    "replace_in, a text",
    "replacen_in, a closure",
    "to_uppercase_in",
    "to_lowercase_in",
    "repeat_in",
    "into_alloc",
];

/// Appends pieces; if there is no room for some of them, nothing: then none is lost.
macro_rules! extend {
    ($s:ident, $iter:expr, $all:expr) => {{
        let len = $s.len();
        $s.try_extend($iter).map_err(|f| {
            Ours::plant(Plant::None);
            let error = f.error.clone();
            let mut all = $s[len..].to_owned();
            f.into_iter().for_each(|piece| all += &piece.to_string());
            assert_eq!(all, $all, "text was lost");
            $s.truncate(len);
            error
        })?
    }};
}

/// Does a step, or nothing: then what was given back is what was given.
pub(crate) fn tried(step: &Step, s: &mut ExString<At<'_>>) -> Result<String, TryReserveError> {
    let (at, alloc, ch) = (position(step.a, s), *s.allocator(), character(step.b));
    let words = words(step);
    match step.op {
        "push" => s.try_push(ch)?,
        "push_str" => s.try_push_str(&words)?,
        "insert" => s.try_insert(at, ch)?,
        "insert_str" => s.try_insert_str(at, &words)?,
        "replace_range" => {
            let bounds = bounds(step, s);
            s.try_replace_range(Fickle::new(bounds), &text(step.c, step.b))?;
        }
        "split_off" => return Ok(s.try_split_off(at)?.to_string()),
        "extend" => extend!(s, hinted(chars::<Ours>(&words), step), words),
        "extend of &str" => {
            extend!(s, hinted(pieces::<Ours>(&words), step), words.clone() + "ß");
        }
        "extend of &char" => {
            let all: Vec<char> = words.chars().collect();
            extend!(s, hinted(all.iter().inspect(|_| Ours::call()), step), words);
        }
        "extend of String" => {
            let all = pieces::<Ours>(&words).map(ExString::<Heap>::piece);
            extend!(s, hinted(all, step), words.clone() + "ß");
        }
        "extend of Box<str>" => {
            let all = pieces::<Ours>(&words).map(ExString::<Heap>::boxed_piece);
            extend!(s, hinted(all, step), words.clone() + "ß");
        }
        "extend of Cow" => {
            let all = pieces::<Ours>(&words).map(cow);
            extend!(s, hinted(all, step), words.clone() + "ß");
        }
        "extend_from_within" => {
            let bounds = bounds(step, s);
            s.try_extend_from_within(Fickle::new(bounds))?;
        }
        "reserve" => s.try_reserve(amount(step))?,
        "reserve_exact" => s.try_reserve_exact(amount(step))?,
        "shrink_to_fit" => s.try_shrink_to_fit()?,
        "shrink_to" => s.try_shrink_to(step.index(s.len()))?,
        "into_boxed_str" => {
            match core::mem::replace(s, ExString::new(alloc)).try_into_boxed_str() {
                Ok(boxed) => *s = ExBox::into_string(boxed),
                Err(f) => {
                    *s = f.value;
                    return Err(f.error);
                }
            }
        }
        "clone" => return Ok(s.try_clone()?.to_string()),
        "with_capacity" => *s = ExString::try_with_capacity(step.a.into(), alloc)?,
        "from_str" => *s = ExString::try_from_str_in(&words, alloc)?,
        "format" => {
            *s = ExString::try_format_in(format_args!("{:>6}{words}", step.a), alloc)?;
        }
        "from_utf8" => {
            let bytes = bytes(step);
            match ExString::from_utf8(ExVec::try_from_slice_in(&bytes, alloc)?) {
                Ok(new) => *s = new,
                Err(error) => {
                    let message = error.to_string();
                    assert_eq!(error.into_bytes(), *bytes);
                    return Ok(message);
                }
            }
        }
        "from_utf8_lossy" => *s = ExString::try_from_utf8_lossy(&bytes(step), alloc)?,
        "into_utf8_lossy" => *s = of_damaged(&bytes(step), alloc)?,
        "from_utf16" => match ExString::try_from_utf16(&units(step), alloc) {
            Ok(new) => *s = new,
            Err(TryFromUtf16Error::NotUtf16(error)) => return Ok(error.to_string()),
            Err(TryFromUtf16Error::NoRoom(error)) => return Err(error),
        },
        "from_utf16_lossy" => *s = ExString::try_from_utf16_lossy(&units(step), alloc)?,
        "into_alloc" => match core::mem::replace(s, ExString::new(alloc)).try_into_alloc(alloc) {
            Ok(moved) => *s = moved,
            Err(f) => {
                *s = f.value;
                return Err(f.error);
            }
        },
        _ => return anew(step, s),
    }
    Ok(String::new())
}

/// Bytes as text, out of the error where they aren't.
fn of_damaged<'m>(bytes: &[u8], alloc: At<'m>) -> Result<ExString<At<'m>>, TryReserveError> {
    ExString::from_utf8(ExVec::try_from_slice_in(bytes, alloc)?).or_else(|error| {
        let before = error.utf8_error();
        error.try_into_utf8_lossy().map_err(|f| {
            assert_eq!(f.value.utf8_error(), before, "another error");
            assert_eq!(f.value.into_bytes(), *bytes, "bytes were lost");
            f.error
        })
    })
}

/// A step that makes another string out of this one.
fn anew(step: &Step, s: &mut ExString<At<'_>>) -> Result<String, TryReserveError> {
    let (alloc, words) = (*s.allocator(), words(step));
    *s = match step.op {
        "concat_in" => [&*words, s, "ß"].try_concat_in(alloc)?,
        "join_in" => {
            let all: Vec<_> = words.split('a').collect();
            all.try_join_in(&*text(step.a, step.b), alloc)?
        }
        "replace_in, a char" => {
            s.try_replace_in(character(step.b), &text(step.c, step.a), alloc)?
        }
        "replace_in, a text" => {
            s.try_replace_in(&*text(step.a % 3, step.b), &text(step.c, step.a), alloc)?
        }
        "replacen_in, a closure" => {
            let is = |other| {
                Ours::call();
                u32::from(other) % 8 == u32::from(step.a) % 8
            };
            s.try_replacen_in(is, &text(step.c, step.a), usize::from(step.b % 16), alloc)?
        }
        "to_uppercase_in" => cased(s).try_to_uppercase_in(alloc)?,
        "to_lowercase_in" => cased(s).try_to_lowercase_in(alloc)?,
        "repeat_in" => s.try_repeat_in(usize::from(step.a % 4), alloc)?,
        _ => return Ok(ours(step, s)),
    };
    Ok(String::new())
}
