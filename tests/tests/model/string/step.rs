//! One step on a string, in the words that `String` and the panicking form of `ExString` share.
//!
//! A new method of both gets an arm here, one in `tried.rs` if it may allocate, a name in `plan.rs`
//! and a line in `text.rs`.

use crate::elements::{Ours, Theirs, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use core::fmt::Write;
use core::ops::Bound::{Excluded, Included, Unbounded};
use exalloc::{ExBox, ExString, ExVec};
use exalloc_tests::fuzz::text::{bytes, character, position, text};
use exalloc_tests::fuzz::{Bounds, Step};

/// The text that a step puts in.
pub(crate) fn words(step: &Step) -> String {
    text(step.b, step.c)
}

/// Pieces of text, from foreign calls.
pub(crate) fn pieces<W: Who>(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive('b').chain(["ß", ""]).inspect(|_| W::call())
}

/// Characters, from foreign calls.
pub(crate) fn chars<W: Who>(words: &str) -> impl Iterator<Item = char> {
    words.chars().inspect(|_| W::call())
}

/// A range of positions, of the kind that the third number says.
pub(crate) fn bounds(step: &Step, s: &str) -> Bounds {
    let (mut from, mut to) = (position(step.a, s), position(step.b, s));
    if from > to && step.c % 8 != 7 {
        core::mem::swap(&mut from, &mut to);
    }
    let start = match step.c % 7 {
        0 => Unbounded,
        1 => Excluded(from),
        _ => Included(from),
    };
    let end = match step.c / 8 % 7 {
        0 => Unbounded,
        1 => Included(to),
        _ => Excluded(to),
    };
    (start, end)
}

/// What the two strings don't spell alike.
pub(crate) trait Text: Sized {
    fn none(&self) -> Self;
    fn room(&self, capacity: usize) -> Self;
    fn of_str(&self, text: &str) -> Self;
    /// The message if it isn't UTF-8.
    fn of_utf8(&self, bytes: &[u8]) -> Result<Self, String>;
    fn of_utf8_lossy(&self, bytes: &[u8]) -> Self;
    fn of_format(&self, args: core::fmt::Arguments<'_>) -> Self;
    fn boxed(self) -> Self;
    fn taken_apart(self, leaked: bool) -> Self;
    fn upper(&mut self);
}

impl Text for String {
    fn none(&self) -> Self {
        Self::new()
    }

    fn room(&self, capacity: usize) -> Self {
        Self::with_capacity(capacity)
    }

    fn of_str(&self, text: &str) -> Self {
        Self::from(text)
    }

    fn of_utf8(&self, bytes: &[u8]) -> Result<Self, String> {
        Self::from_utf8(bytes.to_vec()).map_err(|error| {
            assert_eq!(error.as_bytes(), bytes);
            error.to_string()
        })
    }

    fn of_utf8_lossy(&self, bytes: &[u8]) -> Self {
        Self::from_utf8_lossy(bytes).into_owned()
    }

    fn of_format(&self, args: core::fmt::Arguments<'_>) -> Self {
        std::fmt::format(args)
    }

    fn boxed(self) -> Self {
        self.into_boxed_str().into_string()
    }

    fn taken_apart(self, _: bool) -> Self {
        self
    }

    fn upper(&mut self) {
        self.make_ascii_uppercase();
    }
}

impl<'m> Text for ExString<At<'m>> {
    fn none(&self) -> Self {
        Self::new(self.allocator())
    }

    fn room(&self, capacity: usize) -> Self {
        Self::with_capacity(capacity, self.allocator())
    }

    fn of_str(&self, text: &str) -> Self {
        Self::from_str_in(text, self.allocator())
    }

    fn of_utf8(&self, bytes: &[u8]) -> Result<Self, String> {
        let alloc: At<'m> = self.allocator();
        Self::from_utf8(ExVec::from_slice_in(bytes, alloc)).map_err(|error| {
            assert_eq!(error.as_bytes(), bytes);
            error.to_string()
        })
    }

    fn of_utf8_lossy(&self, bytes: &[u8]) -> Self {
        Self::from_utf8_lossy(bytes, self.allocator())
    }

    fn of_format(&self, args: core::fmt::Arguments<'_>) -> Self {
        Self::format_in(args, self.allocator())
    }

    fn boxed(self) -> Self {
        ExBox::into_string(self.into_boxed_str())
    }

    fn taken_apart(self, leaked: bool) -> Self {
        let (cap, alloc): (_, At<'m>) = (self.capacity(), self.allocator());
        if leaked {
            let all = self.leak();
            // SAFETY: the text that `leak` left behind, in a block of `cap` of this allocator.
            return unsafe { Self::from_raw_parts(all.as_mut_ptr(), all.len(), cap, alloc) };
        }
        let (ptr, len, cap, alloc) = self.into_raw_parts();
        // SAFETY: the parts of one string, used once.
        unsafe { Self::from_raw_parts(ptr, len, cap, alloc) }
    }

    fn upper(&mut self) {
        self.as_mut_str().make_ascii_uppercase();
    }
}

/// Does a step, and answers with what the caller sees.
macro_rules! step {
    ($s:ident, $who:ty, $step:ident) => {{
        let at = position($step.a, $s);
        let ch = character($step.b);
        match $step.op {
            "push" => $s.push(ch),
            "push_str" => $s.push_str(&words($step)),
            "add_assign" => *$s += &words($step),
            "pop" => return $s.pop().map(String::from).unwrap_or_default(),
            "insert" => $s.insert(at, ch),
            "insert_str" => $s.insert_str(at, &words($step)),
            "remove" => return $s.remove(at).to_string(),
            "truncate" => $s.truncate(at),
            "clear" => $s.clear(),
            "retain" => {
                let mask = u32::from($step.a) | u32::from($step.b) << 8;
                $s.retain(|ch| {
                    <$who>::call();
                    (mask >> (u32::from(ch) % 16)) & 1 == 1
                });
            }
            "drain" => {
                let bounds = bounds($step, $s);
                let mut drain = $s.drain(Fickle::new(bounds));
                let mut seen = String::new();
                seen.extend((0..$step.c / 4 % 4).filter_map(|_| drain.next()));
                seen.extend((0..$step.c / 16 % 4).filter_map(|_| drain.next_back()));
                seen += drain.as_str();
                return seen;
            }
            "drain, forgotten" => {
                let bounds = bounds($step, $s);
                let mut drain = $s.drain(bounds);
                let seen = drain.next().map(String::from).unwrap_or_default();
                core::mem::forget(drain);
                return seen;
            }
            "replace_range" => {
                let bounds = bounds($step, $s);
                $s.replace_range(Fickle::new(bounds), &text($step.c, $step.b));
            }
            "split_off" => return $s.split_off(at).to_string(),
            "extend" => $s.extend(hinted(chars::<$who>(&words($step)), $step)),
            "extend of &str" => $s.extend(hinted(pieces::<$who>(&words($step)), $step)),
            "reserve" => $s.reserve(amount($step)),
            "reserve_exact" => $s.reserve_exact(amount($step)),
            "shrink_to_fit" => $s.shrink_to_fit(),
            "shrink_to" => $s.shrink_to($step.index($s.len())),
            "into_boxed_str" => {
                let none = $s.none();
                *$s = core::mem::replace($s, none).boxed();
            }
            "into_raw_parts" => {
                let none = $s.none();
                *$s = core::mem::replace($s, none).taken_apart($step.a.is_multiple_of(2));
            }
            "make_ascii_uppercase" => $s.upper(),
            "clone" => return $s.clone().to_string(),
            "clone_from" => {
                let source = $s.of_str(&words($step));
                $s.clone_from(&source);
            }
            "write" => {
                return format!("{:?}", write!($s, "{}{:>4}", words($step), $step.a));
            }
            "with_capacity" => *$s = $s.room(usize::from($step.a)),
            "from_str" => *$s = $s.of_str(&words($step)),
            "format" => *$s = $s.of_format(format_args!("{:>6}{}", $step.a, words($step))),
            "from_utf8" => match $s.of_utf8(&bytes($step)) {
                Ok(new) => *$s = new,
                Err(message) => return message,
            },
            "from_utf8_lossy" => *$s = $s.of_utf8_lossy(&bytes($step)),
            op => unreachable!("an operation without a body: {op}"),
        }
        String::new()
    }};
}

/// Does a step on `String`.
pub(crate) fn theirs(step: &Step, s: &mut String) -> String {
    step!(s, Theirs, step)
}

/// Does a step on `ExString`, in the form that panics.
pub(crate) fn ours(step: &Step, s: &mut ExString<At<'_>>) -> String {
    step!(s, Ours, step)
}
