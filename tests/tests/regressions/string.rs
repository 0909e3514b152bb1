//! Faults in strings.

use core::fmt::Write;
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{ExString, ExVec};
use exalloc_tests::{Heap, for_each_failure, has};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn panics(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_err()
}

#[track_caller]
fn is_utf8(s: &ExString<&CheckedAllocator<'static, Heap>>) {
    assert!(core::str::from_utf8(s.as_bytes()).is_ok(), "{:?}", s.as_bytes());
}

#[test]
fn f04_len_plus_additional_wraps_before_the_growth_check_of_strings() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_from_str_in("four", &strict).unwrap();
    for additional in [usize::MAX, usize::MAX - 3, isize::MAX as usize] {
        assert!(s.try_reserve(additional).is_err());
        assert!(s.try_reserve_exact(additional).is_err());
    }
    assert_eq!(s, "four");
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn f05_start_plus_len_wraps_before_the_bounds_check_of_text() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_from_str_in("text", &strict).unwrap();
    assert!(panics(|| drop(s.drain(1..=usize::MAX))));
    assert!(panics(|| drop(s.drain(usize::MAX..))));
    assert!(panics(|| drop(s.try_replace_range(1..=usize::MAX, "x"))));
    assert!(panics(|| drop(s.try_replace_range(usize::MAX..usize::MAX, "x"))));
    assert!(panics(|| drop(s.try_insert_str(usize::MAX, "x"))));
    assert!(panics(|| _ = s.remove(usize::MAX)));
    assert!(panics(|| drop(s.try_split_off(usize::MAX))));
    assert_eq!(s, "text");
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn f08_invalid_utf_8_through_a_safe_byte_replacement() {
    // No safe way to the bytes. `tests/ui/f08_bytes_of_a_string.rs` must not compile.
    assert!(!has!(ExString<Heap>: AsMut<[u8]>));
    assert!(!has!(ExString<Heap>: core::borrow::BorrowMut<[u8]>));
    assert!(!has!(ExString<Heap>: std::io::Write));
    assert!(!has!(ExString<Heap>: core::ops::IndexMut<usize>));
    // No way through half a character.
    let strict = CheckedAllocator::new(Heap);
    let text = "aé漢😀z";
    for at in 0..=text.len() + 1 {
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        let inside = !text.is_char_boundary(at);
        assert_eq!(panics(|| drop(s.try_replace_range(at.., "x"))), inside);
        is_utf8(&s);
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        assert_eq!(panics(|| drop(s.try_replace_range(..at, "é"))), inside);
        is_utf8(&s);
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        assert_eq!(panics(|| drop(s.drain(..at))), inside);
        is_utf8(&s);
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        assert_eq!(panics(|| drop(s.try_insert(at, 'ß'))), inside);
        is_utf8(&s);
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        assert_eq!(panics(|| drop(s.try_split_off(at))), inside);
        is_utf8(&s);
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        assert_eq!(panics(|| s.truncate(at)), inside && at <= text.len());
        is_utf8(&s);
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        assert_eq!(panics(|| _ = s.remove(at)), inside || at >= text.len());
        is_utf8(&s);
    }
    // A closure that panics half-way through leaves characters, not bytes.
    for at in 0..5 {
        let mut s = ExString::try_from_str_in(text, &strict).unwrap();
        let mut seen = 0;
        assert!(panics(|| s.retain(|_| {
            seen += 1;
            assert!(seen <= at, "planted");
            seen % 2 == 0
        })));
        is_utf8(&s);
    }
    // Bytes that aren't text come back as they were.
    let mut bytes = ExVec::new(&strict);
    bytes.try_extend([0xFF_u8, b'a']).unwrap();
    let error = ExString::from_utf8(bytes).unwrap_err();
    assert_eq!(error.into_bytes(), [0xFF, b'a']);
    strict.finish().unwrap();
}

#[test]
fn f17_formatted_writing_panics_out_of_memory() {
    let strict = CheckedAllocator::new(Heap);
    let failing = FailingAllocator::from_nth(&strict, 2);
    let mut s = ExString::try_with_capacity(8, &failing).unwrap();
    write!(s, "{}", 12_345_678).unwrap();
    assert!(write!(s, "{}", 9).is_err());
    assert!(s.write_char('é').is_err());
    assert_eq!(s, "12345678");
    drop(s);
    strict.finish().unwrap();

    let calls = for_each_failure(|alloc| {
        let mut s = ExString::new(alloc);
        let mut expected = String::new();
        for i in 0..40 {
            // What a failed write has added is a prefix of what was to be written.
            let complete = format!("{expected}{i}, {:>5}", i * i);
            match write!(s, "{i}, {:>5}", i * i) {
                Ok(()) => expected = complete,
                Err(_) => {
                    assert!(complete.starts_with(s.as_str()) && s.starts_with(&expected));
                    expected = s.as_str().to_owned();
                }
            }
            assert_eq!(s, expected.as_str());
        }
        if let Ok(s) = exalloc::try_ex_format!(in alloc, "{:>100}", 1) {
            assert_eq!(s.len(), 100);
        }
    });
    assert!(calls > 1);
}

#[test]
fn b07_clear_then_reserve_leaks_the_block_of_a_string() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_from_str_in("some text", &strict).unwrap();
    s.clear();
    s.try_reserve(1000).unwrap();
    assert_eq!(strict.live_blocks(), 1);
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn b09_room_and_length_of_text_counted_from_different_bases() {
    for cap in 0..20 {
        for len in 0..=cap {
            for more in [0, 1, cap / 2, cap, 2 * cap, 2 * cap + 1, 99] {
                let strict = CheckedAllocator::new(Heap);
                let old = "x".repeat(len);
                let text = "é".repeat(more);
                let mut s = ExString::try_with_capacity(cap, &strict).unwrap();
                s.try_push_str(&old).unwrap();
                s.try_push_str(&text).unwrap();
                s.try_insert_str(len / 2, &text).unwrap();
                let (left, right) = old.split_at(len / 2);
                assert_eq!(s, format!("{left}{text}{right}{text}").as_str());
                assert!(s.len() <= s.capacity());
                assert_eq!(strict.live_bytes(), s.capacity());
                drop(s);
                strict.finish().unwrap();
            }
        }
    }
}
