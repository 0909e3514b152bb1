//! The driver's own tests: it reads what checkers wrote, and deviations don't get past it.
//!
//! `recorded/` has what cases wrote under gcc 12's runtime, from its last words about itself on,
//! and under valgrind 3.19.

use super::checker::FOUND;
use super::{Build, Checker, Ending, Expectation, Finished, Row, Seen, judge, print};
use crate::Fault::{
    self, AlignedAsPlain, Dangling, Leak, NotABlock, PlainAsAligned, Twice, WrongFamily, WrongSize,
};
use crate::Heap::{Malloc, New, NewArray};
use crate::cases;
use std::path::PathBuf;

/// A checker, what it wrote, the fault that there was, and another that is like it.
type Recorded = (Checker, &'static str, Option<Fault>, Fault);

const RECORDED: &[Recorded] = &[
    (Checker::Asan, include_str!("recorded/asan-clean.txt"), None, Leak(New)),
    (
        Checker::Asan,
        include_str!("recorded/asan-wrong-family.txt"),
        Some(WrongFamily(NewArray, New)),
        WrongFamily(New, NewArray),
    ),
    (
        Checker::Asan,
        include_str!("recorded/asan-wrong-size.txt"),
        Some(WrongSize(20, 12)),
        WrongSize(20, 16),
    ),
    (
        Checker::Asan,
        include_str!("recorded/asan-wrong-alignment.txt"),
        Some(PlainAsAligned),
        AlignedAsPlain,
    ),
    (
        Checker::Asan,
        include_str!("recorded/asan-bad-free.txt"),
        Some(NotABlock(Malloc)),
        NotABlock(New),
    ),
    (
        Checker::Asan,
        include_str!("recorded/asan-segv.txt"),
        Some(Dangling(Malloc)),
        NotABlock(Malloc),
    ),
    (
        Checker::Asan,
        include_str!("recorded/asan-double-free.txt"),
        Some(Twice(NewArray)),
        NotABlock(NewArray),
    ),
    (Checker::Asan, include_str!("recorded/asan-leak.txt"), Some(Leak(NewArray)), Leak(New)),
    (Checker::Valgrind, include_str!("recorded/valgrind-clean.txt"), None, Leak(Malloc)),
    (
        Checker::Valgrind,
        include_str!("recorded/valgrind-mismatched.txt"),
        Some(WrongFamily(NewArray, Malloc)),
        WrongFamily(New, Malloc),
    ),
    (
        Checker::Valgrind,
        include_str!("recorded/valgrind-invalid.txt"),
        Some(NotABlock(Malloc)),
        Twice(Malloc),
    ),
    (
        Checker::Valgrind,
        include_str!("recorded/valgrind-twice.txt"),
        Some(Twice(NewArray)),
        NotABlock(NewArray),
    ),
    (Checker::Valgrind, include_str!("recorded/valgrind-leak.txt"), Some(Leak(New)), Leak(Malloc)),
];

fn read(checker: Checker, stderr: &str, ending: Ending) -> Seen {
    let stdout = String::from("done the-case\n");
    checker.read(&Finished { ending, stdout, stderr: stderr.to_owned() }, "the-case")
}

fn ending_for(fault: Option<Fault>) -> Ending {
    Ending::Code(if fault.is_some() { FOUND } else { 0 })
}

#[test]
fn recorded_words_are_read_as_the_fault_that_there_was() {
    for &(checker, words, fault, _) in RECORDED {
        let seen = read(checker, words, ending_for(fault));
        assert_eq!(judge(&checker.expects(fault), &seen), Ok(()), "{checker}, {fault:?}: {seen:?}");
    }
}

#[test]
fn another_expectation_fails() {
    for &(checker, words, fault, other) in RECORDED {
        let seen = read(checker, words, ending_for(fault));
        assert!(judge(&checker.expects(Some(other)), &seen).is_err(), "{checker}, {other:?}");
        if fault.is_some() {
            assert!(judge(&Expectation::Nothing, &seen).is_err(), "{checker}, {fault:?}");
            assert!(judge(&Expectation::Blind("it"), &seen).is_err(), "{checker}, {fault:?}");
        }
        // Every fault of the matrix is either the same to the checker, or told apart.
        for case in cases::all() {
            let expected = checker.expects(case.fault);
            let same = expected == checker.expects(fault)
                || (fault.is_none() && matches!(expected, Expectation::Blind(_)));
            assert_eq!(judge(&expected, &seen).is_ok(), same, "{checker}, {}", case.name);
        }
    }
}

#[test]
fn another_ending_fails() {
    for &(checker, words, fault, _) in RECORDED {
        for ending in [Ending::Code(1), Ending::Code(101), Ending::Signal(6), Ending::TooLong] {
            let seen = read(checker, words, ending.clone());
            assert!(judge(&checker.expects(fault), &seen).is_err(), "{checker}, {ending}");
        }
        // The other one's.
        let ending = ending_for(if fault.is_some() { None } else { Some(Leak(New)) });
        assert!(judge(&checker.expects(fault), &read(checker, words, ending)).is_err());
    }
}

/// A checker that never began, or that didn't come to look for leaks, hasn't said that there is no
/// fault.
#[test]
fn silence_is_no_result() {
    for checker in [Checker::Asan, Checker::Valgrind, Checker::Ledger] {
        let seen = read(checker, "", Ending::Code(0));
        assert!(judge(&Expectation::Nothing, &seen).is_err(), "{checker}");
        assert!(judge(&Expectation::Blind("sizes"), &seen).is_err(), "{checker}");
    }
    for &(checker, words, fault, _) in RECORDED {
        let without = |cut: &[&str]| -> String {
            let kept = words.lines().filter(|line| !cut.iter().any(|cut| line.contains(cut)));
            kept.map(|line| format!("{line}\n")).collect()
        };
        let beginless = without(&["Init done", "Memcheck, a memory error detector"]);
        let seen = read(checker, &beginless, ending_for(fault));
        assert!(judge(&checker.expects(fault), &seen).is_err(), "{checker}, {fault:?}: no begin");
        // An error of the runtime's is its last word; what it doesn't find it must have looked for.
        if checker == Checker::Valgrind || fault.is_none() {
            let endless = without(&["Processing thread", "ERROR SUMMARY"]);
            let seen = read(checker, &endless, ending_for(fault));
            assert!(judge(&checker.expects(fault), &seen).is_err(), "{checker}, {fault:?}: no end");
        }
    }
}

#[test]
fn a_case_that_stops_half_way_fails() {
    for &(checker, words, fault, _) in RECORDED.iter().filter(|(_, _, fault, _)| fault.is_none()) {
        let ending = ending_for(fault);
        let stdout = String::from("done another-case\n");
        let finished = Finished { ending, stdout, stderr: words.to_owned() };
        let seen = checker.read(&finished, "the-case");
        assert!(judge(&Expectation::Nothing, &seen).is_err(), "{checker}");
    }
}

/// What valgrind says beyond what is read here fails, too.
#[test]
fn unknown_reports_fail() {
    let uninitialised = include_str!("recorded/valgrind-uninitialised.txt");
    let seen = read(Checker::Valgrind, uninitialised, Ending::Code(FOUND));
    assert_eq!(seen.reports, ["Conditional jump"]);
    let renamed = uninitialised.replace("Conditional jump", "Something new");
    let seen = read(Checker::Valgrind, &renamed, Ending::Code(FOUND));
    assert_eq!(seen.reports, ["a report that the driver doesn't know"]);
    let clean = include_str!("recorded/asan-clean.txt");
    let seen = read(Checker::Asan, &format!("{clean}==1==ERROR: Something new\n"), Ending::Code(0));
    assert_eq!(seen.reports, ["Something new"]);
    assert!(judge(&Expectation::Nothing, &seen).is_err());
}

/// Only the leak of the block that wasn't freed may follow, and only there.
#[test]
fn a_second_report_fails() {
    let mut seen =
        read(Checker::Valgrind, include_str!("recorded/valgrind-invalid.txt"), Ending::Code(FOUND));
    assert_eq!(seen.reports, ["invalid free (free)", "definitely lost (malloc)"]);
    let expected = Checker::Valgrind.expects(Some(NotABlock(Malloc)));
    assert_eq!(judge(&expected, &seen), Ok(()));
    seen.reports.push(String::from("Invalid read"));
    assert!(judge(&expected, &seen).is_err());
    seen.reports = vec![
        String::from("mismatched free (new vs free)"),
        String::from("definitely lost (malloc)"),
    ];
    assert!(judge(&Checker::Valgrind.expects(Some(WrongFamily(New, Malloc))), &seen).is_err());
}

/// One deviation in one build of one case fails the whole table, and so does an empty one.
#[test]
fn the_table_fails_with_one_deviation() {
    let build = |label: &str| Build { label: label.to_owned(), program: PathBuf::new() };
    let builds = [build("one"), build("other")];
    let clean =
        read(Checker::Valgrind, include_str!("recorded/valgrind-clean.txt"), Ending::Code(0));
    let row = |verdicts| Row {
        case: "the-case",
        checker: Checker::Valgrind,
        expected: Expectation::Nothing,
        verdicts,
    };
    assert!(print(&[row(vec![Ok(clean.clone()), Ok(clean.clone())])], &builds));
    let deviating = row(vec![Ok(clean.clone()), Err((clean.clone(), String::from("why")))]);
    assert_eq!(deviating.deviations(&builds), "the-case, valgrind, other: why\n");
    assert!(!print(&[row(vec![Ok(clean)]), deviating], &builds));
    assert!(!print(&[row(Vec::new())], &builds));
    assert!(!print(&[], &builds));
}
