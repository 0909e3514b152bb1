//! `StrExt`: what std's texts do.

use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{ExString, StrExt, TryReserveErrorKind};
use exalloc_tests::Heap;
use exalloc_tests::random::Random;

const TEXTS: [&str; 9] = [
    "",
    "Ada",
    "a",
    "aaaa",
    "Grüße, Jürgen ❤",
    "abcabcab",
    "😀😀ß😀",
    "1 one 2 two",
    "the quick brown fox jumps over the lazy dog, and no more than that",
];

#[test]
fn to_owned() {
    for text in TEXTS {
        let heap = CheckedAllocator::new(Heap);
        let owned = text.try_to_owned_in(&heap).unwrap();
        assert_eq!((owned.as_str(), owned.capacity()), (text, text.len()));
    }
    assert!("Ada".try_to_owned_in(FailingAllocator::always(Heap)).is_err());
}

/// Every kind of pattern, on both.
macro_rules! replaced {
    ($text:expr, $to:expr, $heap:expr, $($pattern:expr),+ $(,)?) => {$({
        let ours = $text.try_replace_in($pattern, $to, $heap).unwrap();
        assert_eq!(ours, $text.replace($pattern, $to).as_str(), "{} in {}", stringify!($pattern), $text);
        for count in [0, 1, 2, 3, usize::MAX] {
            let ours = $text.try_replacen_in($pattern, $to, count, $heap).unwrap();
            assert_eq!(ours, $text.replacen($pattern, $to, count).as_str());
        }
    })+};
}

#[test]
fn replace() {
    let double = &"ab";
    let chars: Vec<char> = "aoß".chars().collect();
    let heap = CheckedAllocator::new(Heap);
    for text in TEXTS {
        for to in ["", "x", "ß", "something much longer than that"] {
            replaced!(
                text,
                to,
                &heap,
                "",
                "a",
                "aa",
                "abc",
                "ß",
                "😀",
                "nowhere",
                'a',
                'ß',
                '😀',
                'z',
                ['a', 'e'],
                &['a', 'ü'],
                &chars[..],
                double,
                char::is_whitespace,
                |ch: char| ch.is_ascii_digit(),
                |ch| ch > 'k',
            );
            #[cfg(feature = "alloc")]
            replaced!(text, to, &heap, &String::from("ab"));
            let ours = ExString::try_from_str_in("ab", Heap).unwrap();
            assert_eq!(
                text.try_replace_in(&ours, to, &heap).unwrap(),
                text.replace("ab", to).as_str()
            );
        }
    }
    // A closure with a state, as in std: each character is asked once, from the front.
    let every_second = || {
        let mut n = 0;
        move |_| {
            n += 1;
            n % 2 == 0
        }
    };
    let ours = "abcdefg".try_replace_in(every_second(), "-", Heap).unwrap();
    assert_eq!(ours, "abcdefg".replace(every_second(), "-").as_str());
    heap.finish().unwrap();
}

/// Both cases, on both.
#[track_caller]
fn same_cases(text: &str) {
    assert_eq!(text.try_to_lowercase_in(Heap).unwrap(), text.to_lowercase().as_str(), "{text:?}");
    assert_eq!(text.try_to_uppercase_in(Heap).unwrap(), text.to_uppercase().as_str(), "{text:?}");
}

/// All characters, but for planes where none is assigned, or none for good.
fn characters() -> impl Iterator<Item = char> {
    let first = '\0'..=if cfg!(miri) { '\u{600}' } else { '\u{3FFFF}' };
    first.chain('\u{E0000}'..='\u{E01FF}')
}

#[test]
fn case_of_every_character() {
    for ch in characters() {
        same_cases(ch.encode_utf8(&mut [0; 4]));
    }
}

/// The sigma at the end of a word, with every character beside it: whether it has a case, and
/// whether it is ignored.
#[test]
fn every_character_beside_a_sigma() {
    // Other versions have other tables.
    if char::UNICODE_VERSION != (17, 0, 0) {
        return;
    }
    for ch in characters() {
        // Ignored or with a case, before it; and likewise behind it.
        for text in [format!("a{ch}Σ"), format!("aΣ{ch}"), format!("{ch}Σ")] {
            let ours = text.try_to_lowercase_in(Heap).unwrap();
            assert_eq!(ours, text.to_lowercase().as_str(), "U+{:04X}", u32::from(ch));
        }
    }
}

#[test]
fn case_of_texts() {
    TEXTS.iter().for_each(|text| same_cases(text));
    for text in
        ["ὈΔΥΣΣΕΎΣ", "Σ", "ΣΣ", "aΣ", "aΣ b", "aΣ.b", "aΣ.", "Σ'Σ", "a'Σ", "İ", "ŉ", "ﬃ", "ǅ"]
    {
        same_cases(text);
    }
    let letters: Vec<char> = "aZΣσςΑ .'\u{301}\u{AD}1ßİǅŉ→😀".chars().collect();
    let mut random = Random::default();
    for _ in 0..if cfg!(miri) { 30 } else { 20_000 } {
        let text: String =
            (0..random.below(12)).map(|_| letters[random.below(letters.len())]).collect();
        same_cases(&text);
    }
}

#[test]
fn ascii_case() {
    for text in TEXTS {
        let ours = text.try_to_ascii_uppercase_in(Heap).unwrap();
        assert_eq!(ours, text.to_ascii_uppercase().as_str());
        let ours = text.try_to_ascii_lowercase_in(Heap).unwrap();
        assert_eq!(ours, text.to_ascii_lowercase().as_str());
    }
}

#[test]
fn repeat() {
    for text in TEXTS {
        for n in [0, 1, 2, 3, 10] {
            let ours = text.try_repeat_in(n, Heap).unwrap();
            assert_eq!(ours, text.repeat(n).as_str());
            assert_eq!(ours.capacity(), ours.len());
        }
    }
    let error = "ab".try_repeat_in(usize::MAX, Heap).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
}

#[cfg(feature = "infallible")]
#[test]
fn what_panics_makes_the_same() {
    assert_eq!("Ada".to_owned_in(Heap), "Ada");
    assert_eq!("Ada".replace_in('a', "e", Heap), "Ade");
    assert_eq!("aaa".replacen_in("a", "e", 2, Heap), "eea");
    assert_eq!("AΣ".to_lowercase_in(Heap), "aς");
    assert_eq!("ß".to_uppercase_in(Heap), "SS");
    assert_eq!("aß".to_ascii_uppercase_in(Heap), "Aß");
    assert_eq!("Aß".to_ascii_lowercase_in(Heap), "aß");
    assert_eq!("ab".repeat_in(2, Heap), "abab");
}

#[cfg(feature = "infallible")]
#[test]
#[should_panic(expected = "capacity overflow")]
fn repeat_panics_as_std_does() {
    let _ = "ab".repeat_in(usize::MAX, Heap);
}

#[cfg(feature = "infallible")]
#[test]
fn a_box_of_text_becomes_bytes() {
    use exalloc::ExBox;
    let heap = CheckedAllocator::new(Heap);
    for text in TEXTS {
        let bytes = ExBox::into_boxed_bytes(text.to_owned_in(&heap).into_boxed_str());
        assert_eq!(*bytes, *text.as_bytes());
    }
    heap.finish().unwrap();
}
