//! What a string does, and that it panics where `String` does, in its words.

use core::fmt::{self, Display, Write};
use core::hash::BuildHasher;
use core::ops::Bound;
use exalloc::testing::{CheckedAllocator, FailingAllocator, LyingLength};
use exalloc::{Allocator, CountingAllocator, ExString, ExVec, InlineBump};
use exalloc::{TryReserveErrorKind, try_ex_format};
use exalloc_tests::{Heap, panic_of};
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::hash::RandomState;

type Plain = ExString<Heap>;

const fn send_and_sync<T: Send + Sync>() {}

const _: () = {
    let word = size_of::<usize>();
    assert!(size_of::<Plain>() == 3 * word);
    assert!(size_of::<Option<Plain>>() == 3 * word);
    assert!(size_of::<ExString<&Heap>>() == 4 * word);
    assert!(size_of::<ExString<&dyn Allocator>>() == 5 * word);
    send_and_sync::<Plain>();
};
const EMPTY: Plain = ExString::new(Heap);

fn text(s: &str) -> Plain {
    ExString::try_from_str_in(s, Heap).unwrap()
}

/// Asserts that the same call panics on both, with the same words, and leaves both as they were.
macro_rules! same_panic {
    ($start:expr, |$s:ident, $std:ident| $ours:expr, $theirs:expr) => {{
        let (mut $s, mut $std) = (text($start), String::from($start));
        let words = panic_of(|| $theirs);
        assert_ne!(words, "no panic");
        assert_eq!(panic_of(|| $ours), words);
        assert_eq!(($s.as_str(), $std.as_str()), ($start, $start));
    }};
}

#[test]
fn nothing_asks_for_nothing() {
    let strict = CheckedAllocator::new(Heap);
    let s = ExString::new(&strict);
    assert_eq!((s.is_empty(), s.capacity(), s.as_str()), (true, 0, ""));
    let s = ExString::try_from_str_in("", &strict).unwrap();
    assert_eq!(s.leak(), "");
    assert_eq!(strict.requests(), 0);
    assert_eq!(EMPTY, "");
    assert_eq!(Plain::default(), "");
}

#[test]
fn text_from_text_takes_exactly_its_bytes() {
    let strict = CheckedAllocator::new(Heap);
    let s = ExString::try_from_str_in("Grüße", &strict).unwrap();
    assert_eq!((s.len(), s.capacity(), strict.live_bytes()), (7, 7, 7));
    let copy = s.try_clone().unwrap();
    assert_eq!((copy.capacity(), &copy), (7, &s));
    drop((s, copy));
    strict.finish().unwrap();
}

#[test]
fn bytes_that_are_not_text_come_back() {
    let strict = CheckedAllocator::new(Heap);
    let bytes = ExVec::try_from_slice_in(b"Ad\xFFa", &strict).unwrap();
    let at = bytes.as_ptr();
    let error = ExString::from_utf8(bytes).unwrap_err();
    assert_eq!(error.utf8_error().valid_up_to(), 2);
    assert_eq!(error.as_bytes(), b"Ad\xFFa");
    assert_eq!(error.to_string(), String::from_utf8(b"Ad\xFFa".into()).unwrap_err().to_string());
    assert!(format!("{error:?}").starts_with("FromUtf8Error { bytes: [65, 100, 255, 97], error: "));
    let mut bytes = error.into_bytes();
    assert_eq!(bytes.as_ptr(), at);
    bytes[2] = b'd';
    let s = ExString::from_utf8(bytes).unwrap();
    assert_eq!((s.as_ptr(), s.as_str()), (at, "Adda"));
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn lossy_is_as_lossy_as_std() {
    for bytes in [&b"plain"[..], b"", b"\xFF", b"a\xE2\x82b\xF0\x90", b"\xED\xA0\x80\xC3\xA4"] {
        let s = ExString::try_from_utf8_lossy(bytes, Heap).unwrap();
        assert_eq!(s, *String::from_utf8_lossy(bytes));
    }
}

#[test]
fn panics_in_the_words_of_std() {
    same_panic!("aß", |s, std| s.truncate(2), std.truncate(2));
    same_panic!("aß", |s, std| s.try_insert(2, 'x').unwrap(), std.insert(2, 'x'));
    same_panic!("aß", |s, std| s.try_insert(9, 'x').unwrap(), std.insert(9, 'x'));
    same_panic!("aß", |s, std| s.try_insert_str(2, "xy").unwrap(), std.insert_str(2, "xy"));
    same_panic!("aß", |s, std| s.remove(3), std.remove(3));
    same_panic!("aß", |s, std| s.remove(2), std.remove(2));
    same_panic!("aß", |s, std| s.remove(9), std.remove(9));
    same_panic!("aß", |s, std| s.try_split_off(2).unwrap(), std.split_off(2));
    same_panic!("aß", |s, std| drop(s.drain(..2)), drop(std.drain(..2)));
    same_panic!("aß", |s, std| drop(s.drain(2..)), drop(std.drain(2..)));
    same_panic!("aß", |s, std| drop(s.drain(4..)), drop(std.drain(4..)));
    same_panic!("aß", |s, std| drop(s.drain(..9)), drop(std.drain(..9)));
    #[expect(clippy::reversed_empty_ranges, reason = "that is what is tested")]
    {
        same_panic!("aß", |s, std| drop(s.drain(3..1)), drop(std.drain(3..1)));
    }
    same_panic!("aß", |s, std| drop(s.drain(..=usize::MAX)), drop(std.drain(..=usize::MAX)));
    let beyond = (Bound::Excluded(usize::MAX), Bound::Unbounded);
    same_panic!("aß", |s, std| drop(s.drain(beyond)), drop(std.drain(beyond)));
    same_panic!("aß", |s, std| s.try_replace_range(2.., "x").unwrap(), std.replace_range(2.., "x"));
}

#[test]
fn edits_anywhere() {
    let mut s = text("Größe");
    s.try_insert(0, '→').unwrap();
    s.try_insert_str(s.len(), "😀").unwrap();
    assert_eq!(s, "→Größe😀");
    assert_eq!((s.remove(0), s.pop(), s.pop()), ('→', Some('😀'), Some('e')));
    s.try_replace_range(2..4, "o").unwrap();
    assert_eq!(s, "Groß");
    s.try_replace_range(.., "longer than before").unwrap();
    s.truncate(100);
    s.truncate(6);
    assert_eq!(s, "longer");
    let rest = s.try_split_off(4).unwrap();
    assert_eq!((s.as_str(), rest.as_str()), ("long", "er"));
    s.clear();
    assert!(s.pop().is_none() && s.is_empty() && s.capacity() > 0);
}

#[test]
fn retain_asks_each_once_in_order() {
    let mut s = text("aßbß😀c");
    let mut asked = String::new();
    s.retain(|ch| {
        asked.push(ch);
        ch != 'ß' && ch != 'c'
    });
    assert_eq!((s.as_str(), asked.as_str()), ("ab😀", "aßbß😀c"));
    s.retain(|_| false);
    assert_eq!(s, "");
}

#[test]
fn drain_removes_when_dropped_and_only_then() {
    let mut s = text("aß😀bc");
    let mut drain = s.drain(1..8);
    assert_eq!((drain.next(), drain.as_str()), (Some('ß'), "😀b"));
    assert_eq!((drain.next_back(), drain.size_hint()), (Some('b'), (1, Some(4))));
    assert_eq!(format!("{drain:?}"), "Drain(\"😀\")");
    drop(drain);
    assert_eq!(s, "ac");
    core::mem::forget(s.drain(..1));
    assert_eq!(s, "ac");
    assert!(s.drain(..).eq("ac".chars()) && s.is_empty());
}

#[test]
fn extend_takes_chars_and_text() {
    let mut s = text("");
    s.try_extend("aß".chars()).unwrap();
    s.try_extend(&['b', 'c']).unwrap();
    s.try_extend(["d", "", "ef"]).unwrap();
    assert_eq!(s, "aßbcdef");
    let lying = LyingLength::new("xy".chars(), 3);
    s.try_extend(lying).unwrap();
    let error = s.try_extend(LyingLength::new("xy".chars(), usize::MAX)).unwrap_err();
    assert_eq!(error.error.kind(), TryReserveErrorKind::CapacityOverflow);
    assert!(error.into_iter().eq("xy".chars()));
    assert_eq!(s, "aßbcdefxy");
}

#[test]
fn room_is_as_asked() {
    let mut s = ExString::try_with_capacity(10, Heap).unwrap();
    assert_eq!(s.capacity(), 10);
    s.try_push_str("abc").unwrap();
    s.try_reserve_exact(20).unwrap();
    assert_eq!(s.capacity(), 23);
    s.try_reserve(20).unwrap();
    assert_eq!(s.capacity(), 23);
    s.try_reserve(21).unwrap();
    assert!(s.capacity() >= 46);
    s.try_shrink_to(5).unwrap();
    assert_eq!(s.capacity(), 5);
    s.try_shrink_to_fit().unwrap();
    assert_eq!((s.capacity(), s.as_str()), (3, "abc"));
    s.shrink_to(100);
    s.shrink_to_fit();
    assert_eq!(s.capacity(), 3);
    // F4: the length plus what is asked for wraps.
    let error = s.try_reserve(usize::MAX - 1).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
}

#[test]
fn comparisons_and_hashes_are_those_of_the_text() {
    let bump = InlineBump::<64>::new();
    let (a, b) = (ExString::try_from_str_in("a", &bump).unwrap(), text("b"));
    assert_eq!([a != b, a < b, a >= b], [true, true, false]);
    assert_eq!(
        [a == "a", "a" == a, a == *"a", *"a" == a, "b" == a],
        [true, true, true, true, false]
    );
    assert_eq!(a, text("a"));
    let state = RandomState::new();
    assert_eq!(state.hash_one(&a), state.hash_one("a"));
    let set = BTreeSet::from([text("a"), text("b")]);
    assert!(set.contains("b") && !set.contains("c"));
    let borrowed: &str = b.borrow();
    let (by_text, by_bytes): (&str, &[u8]) = (b.as_ref(), b.as_ref());
    assert_eq!((borrowed, by_text, by_bytes), ("b", "b", &b"b"[..]));
}

#[test]
fn formatting_is_that_of_the_text() {
    let s = text("a\tb");
    assert_eq!(format!("{s} {s:?} {s:>5}"), "a\tb \"a\\tb\"   a\tb");
}

#[test]
fn parts_make_the_string_again() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_with_capacity(10, &strict).unwrap();
    s.try_push_str("Ada").unwrap();
    let (ptr, len, cap, alloc) = s.into_raw_parts();
    assert_eq!((len, cap), (3, 10));
    // SAFETY: the parts of a string, used once.
    let mut s = unsafe { ExString::from_raw_parts(ptr, len, cap, alloc) };
    // SAFETY: ASCII text is text in any order.
    unsafe { s.as_mut_vec() }.reverse();
    s.make_ascii_uppercase();
    assert_eq!(s.into_bytes(), *b"ADA");
    strict.finish().unwrap();
}

/// F17: `fmt::Write` reports that memory ran out, and doesn't panic.
#[test]
fn f17_writing_without_memory_is_an_error() {
    let none = FailingAllocator::always(Heap);
    let mut s = ExString::new(&none);
    assert_eq!(write!(s, "{}", 5), Err(fmt::Error));
    assert_eq!(s.write_char('x'), Err(fmt::Error));
    assert_eq!(s, "");
    let two = FailingAllocator::from_nth(Heap, 2);
    let mut s = ExString::new(&two);
    write!(s, "{:04}", 5).unwrap();
    assert_eq!(write!(s, "{:0100}", 5), Err(fmt::Error));
    assert!(s.starts_with("0005"));
}

/// F8: no safe way leads to bytes that aren't UTF-8; what std would refuse is refused.
#[test]
fn f8_no_part_of_a_character_can_be_replaced() {
    for (start, end) in [(1, 2), (2, 3), (1, 5), (0, 1), (3, 4)] {
        let mut s = text("é€");
        let panicked = panic_of(|| s.try_replace_range(start..end, "x"));
        assert!(
            panicked.ends_with("of range should be a character boundary"),
            "{start}..{end}: {panicked}"
        );
        assert_eq!(s, "é€");
    }
}

/// Fails though nothing had failed.
struct Refuses;
impl Display for Refuses {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

/// Goes on after a failed write, and hides it.
struct Ignores(usize);
impl Display for Ignores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = write!(f, "{:1$}", 1, self.0);
        let _ = f.write_str("a");
        Ok(())
    }
}

/// A format string of 92 bytes, for a text of 88.
macro_rules! long_format {
    ($macro:ident in $alloc:expr) => {
        $macro!(
            in $alloc,
            "a header that has to be longer than the first block of a string: {} of {} are there, {} gone",
            1, 2, 3
        )
    };
}

#[test]
fn macros_make_room_for_the_format_string_at_once() {
    let counting = CountingAllocator::new(Heap);
    let s = long_format!(try_ex_format in &counting).unwrap();
    assert!(s.len() > 64, "{s}");
    let stats = counting.stats();
    assert_eq!((stats.allocations, stats.remaps + stats.resizes), (1, 0), "one block");
    #[cfg(feature = "infallible")]
    {
        use exalloc::ex_format;
        assert_eq!(s, long_format!(ex_format in &counting));
        let stats = counting.stats();
        assert_eq!((stats.allocations, stats.remaps + stats.resizes), (2, 0), "one block each");
    }

    // Where the format string has no room, the text may have.
    let bump = InlineBump::<70>::new();
    let (only_named_at_such_length_that_it_is_longer_than_the_text, another_of_that_length) =
        (1, 2);
    let s = try_ex_format!(
        in &bump,
        "{only_named_at_such_length_that_it_is_longer_than_the_text}{another_of_that_length}"
    );
    assert_eq!(s.unwrap(), "12");
    // What isn't a literal is a format string too.
    let other = InlineBump::<70>::new();
    assert_eq!(try_ex_format!(in &other, concat!("{}", "!"), 1).unwrap(), "1!");
}

#[test]
fn format_tells_memory_from_a_bad_implementation() {
    let bump = InlineBump::<100>::new();
    assert_eq!(try_ex_format!(in &bump, "{}-{:?}", 1, "x").unwrap(), "1-\"x\"");
    assert_eq!(try_ex_format!(in &bump, "plain").unwrap().capacity(), 5);
    let name = "Ada";
    assert_eq!(try_ex_format!(in &bump, "{name:>5}",).unwrap(), "  Ada");
    assert!(try_ex_format!(in &bump, "{:200}", 1).is_err());
    assert!(try_ex_format!(in &bump, "{}", Ignores(200)).is_err());
    assert_eq!(
        panic_of(|| try_ex_format!(in &bump, "{}", Refuses)),
        panic_of(|| format!("{Refuses}"))
    );
    // Both at once: memory ran out first.
    struct Both;
    impl Display for Both {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{:200}{Refuses}", 1)
        }
    }
    assert!(try_ex_format!(in &bump, "{Both}").is_err());
}

#[cfg(feature = "infallible")]
mod infallible {
    use super::*;
    use exalloc::{ExBox, ex_format};

    #[test]
    fn the_panicking_macro_makes_room_at_once_too() {
        let counting = CountingAllocator::new(Heap);
        let s = long_format!(ex_format in &counting);
        assert_eq!(s, long_format!(try_ex_format in Heap).unwrap());
        let stats = counting.stats();
        assert_eq!((stats.allocations, stats.remaps + stats.resizes), (1, 0), "one block");
    }

    #[test]
    fn panicking_forms_do_what_the_others_do() {
        let mut s = ExString::with_capacity(10, Heap);
        s.push('ä');
        s.push_str("bc");
        s.insert(0, '→');
        s.insert_str(3, "xy");
        s.replace_range(3..4, "z");
        s.reserve(100);
        s.reserve_exact(200);
        s.extend(["d", "e"]);
        s.extend(['f']);
        s += "g";
        let mut s = s + "h";
        assert_eq!(s, "→zyäbcdefgh");
        assert_eq!(s.split_off(3), "zyäbcdefgh");
        assert_eq!(s.clone_in(&Heap), s.clone());
        assert_eq!("→".parse::<Plain>(), Ok(s));
        assert_eq!(["a", "b"].into_iter().collect::<Plain>(), Plain::from("ab"));
        assert_eq!(
            "ab".chars().collect::<Plain>(),
            *ExString::from_str_in("ab", Heap).into_boxed_str()
        );
        assert_eq!(ExString::from_utf8_lossy(b"\xFF", Heap), "\u{FFFD}");
        assert_eq!(ex_format!(in Heap, "{}", 5), "5");
        let boxed: ExBox<str, Heap> = text("x").into_boxed_str();
        assert_eq!(&*boxed, "x");
    }

    #[test]
    fn clone_from_keeps_block_and_allocator() {
        let (mine, other) = (CheckedAllocator::new(Heap), CheckedAllocator::new(Heap));
        let (mine_ref, other_ref): (
            &CheckedAllocator<'static, Heap>,
            &CheckedAllocator<'static, Heap>,
        ) = (&mine, &other);
        let mut s = ExString::from_str_in("long enough", mine_ref);
        s.clone_from(&ExString::from_str_in("short", other_ref));
        assert_eq!((s.as_str(), mine.requests()), ("short", 1));
        s.clone_from(&ExString::from_str_in("much longer than before", other_ref));
        assert!(s == "much longer than before" && core::ptr::eq(*s.allocator(), mine_ref));
        drop(s);
        mine.finish().unwrap();
        other.finish().unwrap();
    }

    #[test]
    fn out_of_memory_panics_and_the_string_is_whole() {
        let one = FailingAllocator::from_nth(Heap, 2);
        let mut s = ExString::from_str_in("Ada", &one);
        let words = [
            panic_of(|| s.push('x')),
            panic_of(|| s.push_str("x")),
            panic_of(|| s.insert(1, 'x')),
            panic_of(|| s.insert_str(1, "x")),
            panic_of(|| s.replace_range(1..2, "xyz")),
            panic_of(|| s.reserve(1)),
            panic_of(|| s.extend(["x"])),
            panic_of(|| s += "x"),
            panic_of(|| s.clone()),
            panic_of(|| s.split_off(1)),
            panic_of(|| ex_format!(in &one, "{}", 5)),
        ];
        for word in words {
            assert!(word.starts_with("no memory for a block of "), "{word}");
        }
        assert_eq!(s, "Ada");
        assert_eq!(panic_of(|| s.reserve(usize::MAX)), "capacity overflow");
    }
}
