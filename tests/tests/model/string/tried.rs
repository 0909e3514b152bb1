//! One step on `ExString`, in the form that may be refused.

use super::step::{bounds, chars, ours, pieces, words};
use crate::elements::{Ours, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use exalloc::{ExBox, ExString, ExVec, TryReserveError};
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
];

/// Appends pieces; if there is no room for some of them, nothing: then none is lost.
macro_rules! extend {
    ($s:ident, $iter:expr, $all:expr) => {{
        let len = $s.len();
        $s.try_extend($iter).map_err(|f| {
            Ours::plant(Plant::None);
            let error = f.error.clone();
            let mut all = $s[len..].to_owned();
            all.extend(f);
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
        _ => return Ok(ours(step, s)),
    }
    Ok(String::new())
}
