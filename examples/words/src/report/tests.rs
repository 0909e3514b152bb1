//! Numbers, medians, and reports that find no room.

use super::{Grouped, median, render};
use crate::contenders::compare;
use crate::input::Origin;
use crate::progress::Progress;
use core::mem::MaybeUninit;
use core::time::Duration;
use exalloc::{BumpAllocator, ExString, SystemAllocator};

#[test]
fn digits_stand_in_groups() {
    for (number, text) in [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (123_456, "123,456"),
        (1_234_567, "1,234,567"),
        (u64::MAX, "18,446,744,073,709,551,615"),
    ] {
        assert_eq!(Grouped(number).to_string(), text);
    }
    assert_eq!(format!("{:>6}|{:<6}|", Grouped(1000_usize), Grouped(20_usize)), " 1,000|20    |");
}

#[test]
fn the_median_is_in_the_middle() {
    let sorted = |millis: &[u64]| -> Vec<_> {
        millis.iter().map(|millis| Duration::from_millis(*millis)).collect()
    };
    assert_eq!(median(&[]), None);
    for (times, middle) in [(&[7][..], 7), (&[1, 3], 2), (&[1, 5, 100], 5), (&[1, 5, 7, 100], 6)] {
        assert_eq!(median(&sorted(times)), Some(Duration::from_millis(middle)));
    }
}

#[test]
fn the_report_goes_anywhere_and_says_when_there_is_no_room() {
    let comparison = compare("b a b", 2, None, &mut Progress::new()).expect("a small job");
    assert!(comparison.problems.is_empty(), "{:?}", comparison.problems);
    let name = "\"a.txt\"".into();
    let origins = [Origin { name, files: 1, bytes: 5, skipped: 2 }];
    let mut whole = ExString::new(SystemAllocator);
    render(&origins, &comparison, &mut whole).expect("the system has memory");
    let lines: Vec<&str> = whole.lines().collect();
    assert_eq!(lines[0], "text: 5 bytes");
    assert_eq!(lines[1], "             5 bytes from 1 file (2 left out): \"a.txt\"");
    assert_eq!(lines[3], "words: 3, of which 2 are different; the most frequent:");
    assert_eq!(lines[4], "             2 b");
    assert_eq!(lines[5], "             1 a");
    assert!(whole.contains("\nbytes live at the end, of all 6 allocators: 0\n"), "{whole}");

    let mut on_std = String::new();
    render(&origins, &comparison, &mut on_std).expect("std's string takes all");
    assert_eq!(whole, on_std.as_str());

    let mut memory = [MaybeUninit::uninit(); 500];
    let bump = BumpAllocator::new(&mut memory);
    let mut cut = ExString::new(&bump);
    assert!(render(&origins, &comparison, &mut cut).is_err());
    assert!(whole.starts_with(cut.as_str()));
}
