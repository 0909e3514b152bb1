//! Text that comes piece by piece, from an iterator or from the string itself, and text that leaves
//! it by `drain`: as `String`, and whatever ranges and iterators do.

use core::cell::Cell;
use core::mem;
use core::ops::{Bound, RangeBounds};
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{ExBox, ExString};
use exalloc_tests::Heap;
#[cfg(feature = "alloc")]
use std::borrow::Cow;
use std::sync::Once;

type Plain = ExString<Heap>;

const WORDS: [&str; 4] = ["Ada", "", "Grüße", "😀"];

fn text(s: &str) -> Plain {
    ExString::try_from_str_in(s, Heap).unwrap()
}

fn boxed(s: &str) -> ExBox<str, Heap> {
    text(s).try_into_boxed_str().unwrap()
}

thread_local! {
    /// Whether the last panic of this thread was said to be in this file.
    static HERE: Cell<bool> = const { Cell::new(false) };
}

/// Lets panics say where they are in `HERE`, besides what they do anyway.
fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            HERE.set(info.location().is_some_and(|at| at.file() == file!()));
            before(info);
        }));
    });
}

/// What a call panics with. Where the panic points at is in `HERE`.
fn panic_of<T>(call: impl FnOnce() -> T) -> String {
    watch_panics();
    HERE.set(true);
    exalloc_tests::panic_of(call)
}

/// A range that says something else each time it is asked.
struct Fickle(Cell<usize>, [(Bound<usize>, Bound<usize>); 2]);

impl Fickle {
    fn new(first: impl RangeBounds<usize>, then: impl RangeBounds<usize>) -> Self {
        let first = (first.start_bound().cloned(), first.end_bound().cloned());
        let then = (then.start_bound().cloned(), then.end_bound().cloned());
        Self(Cell::new(0), [first, then])
    }

    /// The first two questions are answered by the first range.
    fn next(&self) -> &(Bound<usize>, Bound<usize>) {
        let asked = self.0.replace(self.0.get() + 1);
        &self.1[usize::from(asked >= 2)]
    }
}

impl RangeBounds<usize> for Fickle {
    fn start_bound(&self) -> Bound<&usize> {
        self.next().0.as_ref()
    }

    fn end_bound(&self) -> Bound<&usize> {
        self.next().1.as_ref()
    }
}

/// Ranges of all sorts over a string of 7 bytes: "Grüße".
fn ranges() -> Vec<(Bound<usize>, Bound<usize>)> {
    let ends = [0, 1, 2, 3, 4, 5, 6, 7, 8, usize::MAX - 1, usize::MAX];
    let bounds = || {
        let ends = ends.into_iter();
        ends.flat_map(|n| [Bound::Included(n), Bound::Excluded(n)]).chain([Bound::Unbounded])
    };
    bounds().flat_map(|start| bounds().map(move |end| (start, end))).collect()
}

type Outcome = ((String, String), bool);

/// What a call on a string panics with and makes of it, and whether the panic points at the caller.
macro_rules! outcome {
    ($start:expr, |$s:ident| $call:expr) => {{
        let mut $s = $start;
        let words = panic_of(|| $call);
        ((words, String::from(&*$s)), HERE.get())
    }};
}

#[test]
fn any_range_does_what_it_does_with_std() {
    let mut kinds = [0, 0];
    for range in ranges() {
        let same = |ours: &Outcome, theirs: &Outcome| {
            assert_eq!(ours.0, theirs.0, "{range:?}");
            assert!(ours.1 || !theirs.1, "{range:?}: the panic points at the library");
        };
        let ours = outcome!(text("Grüße"), |s| s.try_extend_from_within(range).unwrap());
        let theirs = outcome!(String::from("Grüße"), |s| s.extend_from_within(range));
        same(&ours, &theirs);
        kinds[usize::from(ours.0.0 == "no panic")] += 1;

        let ours = outcome!(text("Grüße"), |s| drop(s.drain(range)));
        let theirs = outcome!(String::from("Grüße"), |s| drop(s.drain(range)));
        same(&ours, &theirs);

        let ours = outcome!(text("Grüße"), |s| s.try_replace_range(range, "→").unwrap());
        let theirs = outcome!(String::from("Grüße"), |s| s.replace_range(range, "→"));
        same(&ours, &theirs);

        let ours = outcome!(text("Grüße"), |s| s[range].make_ascii_uppercase());
        let theirs = outcome!(String::from("Grüße"), |s| s[range].make_ascii_uppercase());
        same(&ours, &theirs);
    }
    assert!(kinds[0] > 100 && kinds[1] > 30, "{kinds:?}");
}

#[test]
fn panics_of_an_index_point_at_the_caller() {
    for at in [3, 9] {
        let ours = outcome!(text("Grüße"), |s| s[at..].make_ascii_uppercase());
        let theirs = outcome!(String::from("Grüße"), |s| s[at..].make_ascii_uppercase());
        assert_eq!(ours, theirs);
        let s = text("Grüße");
        assert!(panic_of(|| s[at..].len()).starts_with(&ours.0.0) && HERE.get());
        assert!(ours.1);
    }
}

#[test]
fn a_range_is_asked_once() {
    let fickle = || Fickle::new(2..6, ..usize::MAX);
    let mut s = text("Grüße");
    s.try_extend_from_within(fickle()).unwrap();
    assert_eq!(s, "Grüßeüß");
    assert_eq!(s.drain(fickle()).as_str(), "üß");
    assert_eq!(s, "Greüß");
    s.try_replace_range(Fickle::new(..2, 3..), "K").unwrap();
    assert_eq!(s, "Keüß");
    assert_eq!(panic_of(|| s.try_extend_from_within(Fickle::new(3.., ..))), {
        "assertion failed: self.is_char_boundary(start)"
    });
}

#[test]
fn every_character_there_is() {
    let all = || '\0'..=char::MAX;
    let mut s = text("");
    for ch in all() {
        s.try_push(ch).unwrap();
    }
    assert!(s == *all().collect::<String>());
    // With room for exactly this one.
    for ch in ['\0', '\x7F', '\u{80}', '\u{7FF}', '\u{800}', '\u{FFFF}', '\u{10000}', char::MAX] {
        let strict = CheckedAllocator::new(Heap);
        let mut s = ExString::try_with_capacity(ch.len_utf8(), &strict).unwrap();
        s.try_push(ch).unwrap();
        assert_eq!((s.as_str(), s.capacity()), (&*String::from(ch), ch.len_utf8()));
        drop(s);
        strict.finish().unwrap();
    }
}

#[test]
fn its_own_text_moves_with_the_block() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_from_str_in("aß😀", &strict).unwrap();
    let mut std = String::from("aß😀");
    for _ in 0..6 {
        s.try_extend_from_within(1..).unwrap();
        std.extend_from_within(1..);
        assert_eq!(s, *std);
    }
    let one = FailingAllocator::from_nth(&strict, 2);
    let mut s = ExString::try_from_str_in("aß", &one).unwrap();
    assert!(s.try_extend_from_within(..1).is_err());
    assert!(s.try_extend_from_within(1..1).is_ok());
    assert_eq!((s.as_str(), s.capacity()), ("aß", 3));
    drop(s);
}

/// A guard that is forgotten, at any point, leaves text that can be used.
#[test]
fn a_forgotten_drain_removes_nothing() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_from_str_in("aß😀b", &strict).unwrap();
    for (front, back) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2)] {
        let mut drain = s.drain(1..);
        assert_eq!(drain.by_ref().take(front).count(), front);
        assert_eq!(drain.by_ref().rev().take(back).count(), back.min(3 - front));
        mem::forget(drain);
        assert_eq!(s, "aß😀b");
    }
    s.try_push('c').unwrap();
    assert_eq!(s.drain(3..7).as_str(), "😀");
    assert_eq!(s, "aßbc");
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn drain_is_the_iterator_that_std_has() {
    let start = "aß→😀b";
    let boundaries: Vec<usize> = (0..=start.len()).filter(|&n| start.is_char_boundary(n)).collect();
    for &from in &boundaries {
        for &to in boundaries.iter().filter(|&&to| to >= from) {
            for steps in 0..1 << 6 {
                let (mut s, mut std) = (text(start), String::from(start));
                let (mut drain, mut theirs) = (s.drain(from..to), std.drain(from..to));
                for step in 0..6 {
                    assert_eq!(drain.as_str(), theirs.as_str());
                    assert_eq!(drain.size_hint(), theirs.size_hint());
                    assert_eq!(format!("{drain:?}"), format!("{theirs:?}"));
                    let (str, bytes): (&str, &[u8]) = (drain.as_ref(), drain.as_ref());
                    assert_eq!((str, bytes), (theirs.as_str(), theirs.as_str().as_bytes()));
                    match steps >> step & 1 {
                        0 => assert_eq!(drain.next(), theirs.next()),
                        _ => assert_eq!(drain.next_back(), theirs.next_back()),
                    }
                }
                drop((drain, theirs));
                assert_eq!(s, *std);
            }
        }
    }
    assert_eq!(text(start).drain(..).last(), Some('b'));
    assert_eq!(text(start).drain(1..).count(), 4);
    const fn send_and_sync<T: Send + Sync>(_: &T) {}
    send_and_sync(&text("a").drain(..));
}

#[test]
fn pieces_of_every_kind_find_room_or_come_back() {
    let expected: String = WORDS.concat();
    let mut s = text("");
    s.try_extend(expected.chars()).unwrap();
    s.try_extend(&['a', 'ß']).unwrap();
    s.try_extend(WORDS).unwrap();
    s.try_extend(WORDS.map(text)).unwrap();
    s.try_extend(WORDS.map(boxed)).unwrap();
    assert_eq!(s, *format!("{expected}aß{expected}{expected}{expected}"));

    let one = FailingAllocator::from_nth(Heap, 2);
    let mut s = ExString::try_with_capacity(4, &one).unwrap();
    let failed = s.try_extend(WORDS.map(text)).unwrap_err();
    assert_eq!((s.as_str(), failed.item.as_deref()), ("Ada", Some("Grüße")));
    assert!(failed.into_iter().eq(["Grüße", "😀"].map(text)));
}

#[cfg(feature = "alloc")]
#[test]
fn pieces_that_may_be_borrowed() {
    let mut s = text("");
    s.try_extend(WORDS.map(Cow::Borrowed)).unwrap();
    s.try_extend([Cow::Owned(String::from("x")), Cow::Borrowed("y")]).unwrap();
    assert_eq!(s, *format!("{}xy", WORDS.concat()));
}

#[cfg(all(feature = "infallible", feature = "alloc"))]
mod infallible {
    use super::*;

    /// Extends and collects the same pieces on both sides.
    macro_rules! same {
        ($ours:expr, $theirs:expr) => {{
            let (mut s, mut std) = (text("x"), String::from("x"));
            s.extend($ours);
            std.extend($theirs);
            assert_eq!(s, *std);
            assert_eq!(
                $ours.into_iter().collect::<Plain>(),
                *$theirs.into_iter().collect::<String>()
            );
        }};
    }

    #[test]
    fn pieces_of_every_kind() {
        same!("aß→😀".chars(), "aß→😀".chars());
        same!(&['a', 'ß'], &['a', 'ß']);
        same!(WORDS, WORDS);
        same!(WORDS.map(text), WORDS.map(String::from));
        same!(WORDS.map(boxed), WORDS.map(Box::<str>::from));
        same!(WORDS.map(Cow::Borrowed), WORDS.map(Cow::Borrowed));
        let owned = || WORDS.map(|word| Cow::<str>::Owned(word.into()));
        same!(owned(), owned());
    }

    /// What is written with `String` needs no more hints about types.
    #[test]
    fn types_are_found_out() {
        let mut s = ExString::new(Heap);
        s.extend(["a", "b"]);
        s.extend(['c']);
        s.extend(["d", "e"].iter().copied());
        s.extend("f g".split(' '));
        s.extend("hi".chars().rev());
        s.extend(Some("j"));
        s.extend(&['k']);
        assert_eq!(s, "abcdefgihjk");
        let s: ExString<Heap> = "x".into();
        let t: ExString<Heap> = ["a", "b"].iter().copied().collect();
        let u = "abc".chars().filter(|ch| *ch != 'b').collect::<ExString<_>>();
        let v = [s, t, u].into_iter().collect::<ExString<Heap>>();
        assert_eq!(v, "xabac");
        fn named(name: impl Into<ExString<Heap>>) -> ExString<Heap> {
            name.into()
        }
        assert_eq!(named("Ada"), named(named("Ada")));
        let both: (Plain, Plain) = [("a", 'b'), ("c", 'd')].into_iter().unzip();
        assert_eq!(both, (text("ac"), text("bd")));
        let all: Option<Plain> = ["a", "b"].into_iter().map(Some).collect();
        assert_eq!(all, Some(text("ab")));
    }

    #[test]
    fn what_was_yielded_before_a_panic_stays() {
        let mut s = text("x");
        let words = WORDS.into_iter().map(|word| match word {
            "Grüße" => panic!("no greetings"),
            word => word,
        });
        assert_eq!(panic_of(|| s.extend(words)), "no greetings");
        assert_eq!(s, "xAda");
        let one = FailingAllocator::from_nth(Heap, 2);
        let mut s = ExString::try_with_capacity(4, &one).unwrap();
        let words = panic_of(|| s.extend(WORDS.map(text)));
        assert!(words.starts_with("no memory for a block of ") && HERE.get(), "{words}");
        assert_eq!(s, "Ada");
        s.extend_from_within(..1);
        assert_eq!(s, "AdaA");
        let words = panic_of(|| s.extend_from_within(..1));
        assert!(words.starts_with("no memory for a block of ") && HERE.get(), "{words}");
        assert_eq!(s, "AdaA");
    }
}
