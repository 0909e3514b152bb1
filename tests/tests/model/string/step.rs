//! One step on a string, in the words that `String` and the panicking form of `ExString` share.
//!
//! A new method of both gets an arm here, one in `tried.rs` if it may allocate, a name in `plan.rs`
//! and a line in `text.rs`.

use crate::elements::{Ours, Theirs, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use core::fmt::Write;
use core::ops::Bound::{Excluded, Included, Unbounded};
use exalloc::{ExBox, ExString, ExVec, SliceExt, StrExt};
use exalloc_tests::Heap;
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

/// A text that is owned or borrowed; without `alloc` there is no such piece.
#[cfg(feature = "alloc")]
pub(crate) fn cow(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len().is_multiple_of(2) { text.into() } else { text.to_owned().into() }
}

/// The text.
#[cfg(not(feature = "alloc"))]
pub(crate) fn cow(text: &str) -> &str {
    text
}

/// Characters, from foreign calls.
pub(crate) fn chars<W: Who>(words: &str) -> impl Iterator<Item = char> {
    words.chars().inspect(|_| W::call())
}

/// Text in UTF-16, in which a unit may be half of a character.
pub(crate) fn units(step: &Step) -> Vec<u16> {
    let mut units: Vec<_> = text(step.a, step.b).encode_utf16().collect();
    let at = usize::from(step.c) % (units.len() + 1);
    match step.c % 4 {
        0 => {}
        1 => units.truncate(at),
        2 => units.insert(at, 0xD800 + u16::from(step.a)),
        _ => {
            if let Some(unit) = units.get_mut(at) {
                *unit = 0xDC00 + u16::from(step.a);
            }
        }
    }
    units
}

/// A text, and letters that become longer or several, or depend on where they are.
pub(crate) fn cased(s: &str) -> String {
    s.to_owned() + "ŉΐİΑΣ"
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
    /// The same, out of the error where there is one.
    fn of_damaged(&self, bytes: &[u8]) -> Self;
    /// The message if it isn't UTF-16.
    fn of_utf16(&self, units: &[u16]) -> Result<Self, String>;
    fn of_utf16_lossy(&self, units: &[u16]) -> Self;
    fn of_format(&self, args: core::fmt::Arguments<'_>) -> Self;
    fn of_pieces(&self, pieces: &[&str], separator: Option<&str>) -> Self;
    fn replaced_char(&self, from: char, to: &str) -> Self;
    fn replaced_text(&self, from: &str, to: &str) -> Self;
    fn replaced_if(&self, from: impl FnMut(char) -> bool, to: &str, count: usize) -> Self;
    fn uppercase(&self, text: &str) -> Self;
    fn lowercase(&self, text: &str) -> Self;
    fn repeated(&self, n: usize) -> Self;
    fn append_copy(&mut self, bounds: Fickle);
    fn moved(self) -> Self;
    /// The text, whose string has a type without its allocator's, and then another allocator.
    fn erased(self) -> String;
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

    // std's `FromUtf8Error::into_utf8_lossy` isn't stable.
    fn of_damaged(&self, bytes: &[u8]) -> Self {
        Self::from_utf8_lossy(bytes).into_owned()
    }

    fn of_utf16(&self, units: &[u16]) -> Result<Self, String> {
        Self::from_utf16(units).map_err(|error| error.to_string())
    }

    fn of_utf16_lossy(&self, units: &[u16]) -> Self {
        Self::from_utf16_lossy(units)
    }

    fn of_format(&self, args: core::fmt::Arguments<'_>) -> Self {
        std::fmt::format(args)
    }

    fn of_pieces(&self, pieces: &[&str], separator: Option<&str>) -> Self {
        separator.map_or_else(|| pieces.concat(), |separator| pieces.join(separator))
    }

    fn replaced_char(&self, from: char, to: &str) -> Self {
        self.replace(from, to)
    }

    fn replaced_text(&self, from: &str, to: &str) -> Self {
        self.replace(from, to)
    }

    fn replaced_if(&self, from: impl FnMut(char) -> bool, to: &str, count: usize) -> Self {
        self.replacen(from, to, count)
    }

    fn uppercase(&self, text: &str) -> Self {
        text.to_uppercase()
    }

    fn lowercase(&self, text: &str) -> Self {
        text.to_lowercase()
    }

    fn repeated(&self, n: usize) -> Self {
        self.repeat(n)
    }

    fn append_copy(&mut self, bounds: Fickle) {
        self.extend_from_within(bounds);
    }

    fn moved(self) -> Self {
        self
    }

    fn erased(self) -> String {
        self
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

    fn of_damaged(&self, bytes: &[u8]) -> Self {
        let alloc: At<'m> = self.allocator();
        match Self::from_utf8(ExVec::from_slice_in(bytes, alloc)) {
            Ok(new) => new,
            Err(error) => error.into_utf8_lossy(),
        }
    }

    fn of_utf16(&self, units: &[u16]) -> Result<Self, String> {
        Self::from_utf16(units, self.allocator()).map_err(|error| error.to_string())
    }

    fn of_utf16_lossy(&self, units: &[u16]) -> Self {
        Self::from_utf16_lossy(units, self.allocator())
    }

    fn of_format(&self, args: core::fmt::Arguments<'_>) -> Self {
        Self::format_in(args, self.allocator())
    }

    fn of_pieces(&self, pieces: &[&str], separator: Option<&str>) -> Self {
        let alloc: At<'m> = self.allocator();
        match separator {
            None => pieces.concat_in(alloc),
            Some(separator) => pieces.join_in(separator, alloc),
        }
    }

    fn replaced_char(&self, from: char, to: &str) -> Self {
        self.replace_in(from, to, *self.allocator())
    }

    fn replaced_text(&self, from: &str, to: &str) -> Self {
        self.replace_in(from, to, *self.allocator())
    }

    fn replaced_if(&self, from: impl FnMut(char) -> bool, to: &str, count: usize) -> Self {
        self.replacen_in(from, to, count, *self.allocator())
    }

    fn uppercase(&self, text: &str) -> Self {
        text.to_uppercase_in(*self.allocator())
    }

    fn lowercase(&self, text: &str) -> Self {
        text.to_lowercase_in(*self.allocator())
    }

    fn repeated(&self, n: usize) -> Self {
        self.repeat_in(n, *self.allocator())
    }

    fn append_copy(&mut self, bounds: Fickle) {
        self.extend_from_within(bounds);
    }

    fn moved(self) -> Self {
        let alloc = *self.allocator();
        self.into_alloc(alloc)
    }

    fn erased(self) -> String {
        self.erase_alloc().into_alloc(Heap).to_string()
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

/// Pieces of text that own it.
pub(crate) trait Owned: Sized {
    type Box;

    fn piece(text: &str) -> Self;
    fn boxed_piece(text: &str) -> Self::Box;
}

impl Owned for String {
    type Box = Box<str>;

    fn piece(text: &str) -> Self {
        Self::from(text)
    }

    fn boxed_piece(text: &str) -> Box<str> {
        Box::from(text)
    }
}

impl Owned for ExString<Heap> {
    type Box = ExBox<str, Heap>;

    fn piece(text: &str) -> Self {
        Self::from_str_in(text, Heap)
    }

    fn boxed_piece(text: &str) -> ExBox<str, Heap> {
        ExBox::<str, _>::from_str_in(text, Heap)
    }
}

/// Does a step, and answers with what the caller sees.
macro_rules! step {
    ($s:ident, $who:ty, $owned:ty, $step:ident) => {{
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
            "extend of &char" => {
                let chars: Vec<char> = words($step).chars().collect();
                $s.extend(hinted(chars.iter().inspect(|_| <$who>::call()), $step));
            }
            "extend of String" => {
                $s.extend(hinted(pieces::<$who>(&words($step)).map(<$owned>::piece), $step));
            }
            "extend of Box<str>" => {
                $s.extend(hinted(pieces::<$who>(&words($step)).map(<$owned>::boxed_piece), $step));
            }
            "extend of Cow" => {
                $s.extend(hinted(pieces::<$who>(&words($step)).map(cow), $step));
            }
            "extend_from_within" => {
                let bounds = bounds($step, $s);
                $s.append_copy(Fickle::new(bounds));
            }
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
            "into_utf8_lossy" => *$s = $s.of_damaged(&bytes($step)),
            "from_utf16" => match $s.of_utf16(&units($step)) {
                Ok(new) => *$s = new,
                Err(message) => return message,
            },
            "from_utf16_lossy" => *$s = $s.of_utf16_lossy(&units($step)),
            "concat_in" => *$s = $s.of_pieces(&[&words($step), $s, "ß"], None),
            "join_in" => {
                let words = words($step);
                let all: Vec<_> = words.split('a').collect();
                *$s = $s.of_pieces(&all, Some(&text($step.a, $step.b)));
            }
            "replace_in, a char" => *$s = $s.replaced_char(ch, &text($step.c, $step.a)),
            "replace_in, a text" => {
                *$s = $s.replaced_text(&text($step.a % 3, $step.b), &text($step.c, $step.a));
            }
            "replacen_in, a closure" => {
                let is = |other| {
                    <$who>::call();
                    u32::from(other) % 8 == u32::from($step.a) % 8
                };
                *$s = $s.replaced_if(is, &text($step.c, $step.a), usize::from($step.b % 16));
            }
            "to_uppercase_in" => *$s = $s.uppercase(&cased($s)),
            "to_lowercase_in" => *$s = $s.lowercase(&cased($s)),
            "repeat_in" => *$s = $s.repeated(usize::from($step.a % 4)),
            "into_alloc" => {
                let none = $s.none();
                *$s = core::mem::replace($s, none).moved();
            }
            "erase_alloc" => {
                let none = $s.none();
                return core::mem::replace($s, none).erased();
            }
            op => unreachable!("an operation without a body: {op}"),
        }
        String::new()
    }};
}

/// Does a step on `String`.
pub(crate) fn theirs(step: &Step, s: &mut String) -> String {
    step!(s, Theirs, String, step)
}

/// Does a step on `ExString`, in the form that panics.
pub(crate) fn ours(step: &Step, s: &mut ExString<At<'_>>) -> String {
    step!(s, Ours, ExString<Heap>, step)
}
