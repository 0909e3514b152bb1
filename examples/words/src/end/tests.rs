//! What crosses the border to C++ and back, and the books that are kept there.
//!
//! All tests of this process share the books. So one test alone uses arrays in this process, and
//! others do so in processes of their own.

use super::border::{self, Counts, Printed};
use super::{balanced, complete};
use crate::error::CppError;
use exalloc::{CppNewArrayAllocator, ExVec};
use std::env;
use std::process::Command;

/// Tells the child process of a test that it is one.
const CHILD: &str = "WORDS_TEST_CHILD";

#[test]
fn counts_must_be_equal_and_there_must_be_some() {
    let balance = |made, freed| balanced(Counts { made, freed });
    assert_eq!(balance(1, 1), Ok(()));
    assert_eq!(balance(7, 6), Err(CppError::Unbalanced { made: 7, freed: 6 }));
    assert_eq!(balance(6, 7), Err(CppError::Unbalanced { made: 6, freed: 7 }));
    assert_eq!(balance(0, 0), Err(CppError::Uncounted));
    assert_eq!(balance(0, 1), Err(CppError::Uncounted));
}

#[test]
fn every_array_is_counted_once_when_made_and_once_when_freed() {
    let start = border::counts();
    let step = |made, freed| {
        let now = border::counts();
        assert_eq!((now.made - start.made, now.freed - start.freed), (made, freed));
        balanced(now)
    };
    let mut bytes = ExVec::new(CppNewArrayAllocator);
    assert_eq!(step(0, 0), balanced(start));
    bytes.try_extend_from_slice(b"abc").expect("memory for three bytes");
    // Not freed yet: what the program would say about a leak.
    assert!(step(1, 0).is_err());
    let room = bytes.capacity() + 1;
    bytes.try_reserve(room).expect("memory for a few bytes");
    assert!(step(2, 1).is_err());
    // Handed to nobody, and back.
    let (ptr, length, capacity) = bytes.into_cpp_array();
    assert!(step(2, 1).is_err());
    // SAFETY: the parts of one hand-over, used once.
    let bytes = unsafe { ExVec::from_cpp_array(ptr, length, capacity, CppNewArrayAllocator) };
    drop(bytes);
    assert_eq!(step(2, 2), Ok(()));

    // C++ frees what it gets, an empty text included, for which there is no array.
    let (printed, outcome) = border::print(ExVec::new(CppNewArrayAllocator));
    assert_eq!(printed, Printed::default());
    outcome.expect("nothing to print");
    assert_eq!(step(2, 2), Ok(()));

    // Rust frees what C++ made, after it grew.
    let printed = Printed { lines: 1_234_567, bytes: usize::MAX, capacity: 999 };
    let summary = border::summary(&printed).expect("C++ has memory for a summary");
    assert!(step(3, 2).is_err());
    assert_eq!(summary.capacity(), summary.len() + 1);
    let text = core::str::from_utf8(&summary).expect("ASCII");
    let max = crate::report::Grouped(usize::MAX);
    assert!(text.contains("with a capacity of 999\n"), "{text}");
    assert!(text.contains(&format!(" {max} bytes in 1,234,567 lines,")), "{text}");
    let length = summary.len();
    let summary = complete(summary).expect("memory for a few bytes");
    assert!(step(4, 3).is_err());
    // One reservation was enough for what Rust appends.
    assert!(summary.len() - length <= super::RUSTS_PART);
    drop(summary);
    assert_eq!(step(4, 4), Ok(()));
}

/// Longer than what a pipe takes at once, with every byte value and scripts of all lengths.
fn sample() -> Vec<u8> {
    let mut sample: Vec<u8> = (0..=u8::MAX).collect();
    for line in 0..20_000 {
        sample.extend(format!("{line} größe \u{2019} 東京 \u{1F980}\r\n").bytes());
    }
    sample
}

/// The child is this test again, in a process whose standard output is the parent's to read.
#[test]
fn cpp_prints_exactly_what_it_is_given() {
    let sample = sample();
    if env::var_os(CHILD).is_some() {
        let mut text = ExVec::new(CppNewArrayAllocator);
        text.try_extend_from_slice(&sample).expect("memory for the sample");
        let capacity = text.capacity();
        let (printed, outcome) = border::print(text);
        outcome.expect("the parent reads");
        let lines = sample.iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(printed, Printed { lines, bytes: sample.len(), capacity });
        return;
    }
    let output = Command::new(env::current_exe().expect("the test"))
        .args(["--exact", "end::tests::cpp_prints_exactly_what_it_is_given", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .expect("the test runs again");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = output.stdout;
    // What the test's own harness prints comes before and after.
    let start = printed.iter().position(|byte| *byte == 0).expect("the sample's first byte");
    assert!(printed[start..].starts_with(&sample), "{} bytes came out", printed.len());
}
