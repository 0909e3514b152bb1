//! Every hand-off that is right, without any tool: it comes to its end, and C++'s own books
//! balance.

#![cfg(unix)]

use exalloc_handoff::matrix::{Build, Checker, Ending, Expectation, Finished, finish, judge, run};
use exalloc_handoff::{About, Case, cases, program};
use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

const CASE: &str = env!("CARGO_BIN_EXE_case");
const COUNTED: &str = env!("CARGO_BIN_EXE_counted");
const MATRIX: &str = env!("CARGO_BIN_EXE_matrix");

fn matched() -> impl Iterator<Item = &'static Case> {
    cases::all().filter(|case| case.fault.is_none())
}

fn mismatched() -> impl Iterator<Item = &'static Case> {
    cases::all().filter(|case| case.fault.is_some())
}

fn output_of(program: &str, argument: &str) -> Finished {
    let mut command = Command::new(program);
    command.arg(argument);
    finish(command)
}

/// Sees to it that there are cases, many, on every dimension, under names of their own.
#[test]
fn the_matrix_is_complete() {
    assert!(matched().count() >= 24 && mismatched().count() >= 24);
    let names: BTreeSet<_> = cases::all().chain(cases::controls()).map(|case| case.name).collect();
    assert_eq!(names.len(), cases::all().count() + cases::controls().count());
    let of = |about: About, mut list: Box<dyn Iterator<Item = &'static Case>>| {
        list.any(|case| case.about.contains(&about))
    };
    for &about in About::ALL {
        let never_right = [About::RustHeap, About::NotAHeap].contains(&about);
        assert_eq!(of(about, Box::new(matched())), !never_right, "{about:?}, matched");
        // A block of zero bytes is freed at once, so it can't be freed wrongly later.
        let never_wrong = about == About::ZeroLength;
        assert_eq!(of(about, Box::new(mismatched())), !never_wrong, "{about:?}, mismatched");
    }
    // Both directions of every routine, and both kinds of element beside the ordinary one.
    for (out, and) in [
        (About::Out, About::UniquePtr),
        (About::In, About::UniquePtr),
        (About::Out, About::UniquePtrArray),
        (About::In, About::UniquePtrArray),
        (About::Out, About::Delete),
        (About::In, About::Delete),
        (About::Out, About::DeleteArray),
        (About::In, About::DeleteArray),
        (About::Out, About::UnsizedDelete),
        (About::Out, About::SizedDelete),
        (About::In, About::SizedDelete),
        (About::Out, About::StdAllocator),
        (About::In, About::StdAllocator),
        (About::Out, About::Free),
        (About::In, About::Free),
        (About::Out, About::Realloc),
        (About::In, About::Realloc),
        (About::In, About::OwnFree),
        (About::Out, About::OneByte),
        (About::In, About::OneByte),
        (About::Out, About::Aligned),
        (About::In, About::Aligned),
        (About::Out, About::Empty),
        (About::In, About::Empty),
        (About::Out, About::Spare),
        (About::In, About::Spare),
        (About::Back, About::Grown),
        (About::In, About::ZeroLength),
        (About::Out, About::Text),
        (About::In, About::Text),
    ] {
        let both = |case: &Case| case.about.contains(&out) && case.about.contains(&and);
        assert!(matched().any(both), "no matched case of {out:?} and {and:?}");
    }
}

/// The program knows this list, and no other.
#[test]
fn the_program_lists_its_cases() {
    let listed = output_of(CASE, "--list");
    assert_eq!((listed.ending, listed.stdout), (Ending::Code(0), program::list()));
    assert_eq!(output_of(CASE, "no-such-case").ending, Ending::Code(2));
}

/// Under no checker at all.
#[test]
fn matched_cases_come_to_their_end() {
    for case in matched() {
        let ran = output_of(CASE, case.name);
        assert_eq!(ran.ending, Ending::Code(0), "{}: {}", case.name, ran.stderr);
        assert_eq!(ran.stdout, format!("done {}\n", case.name));
    }
}

/// C++'s operators are called as often to free as to allocate, in every matched case, and are
/// called at all in those that go through them.
#[test]
fn the_books_of_cpp_balance() {
    for case in matched() {
        let ran = output_of(COUNTED, case.name);
        let closed = ran.stderr.lines().find_map(|line| line.strip_prefix("ledger: closed: "));
        let counts = closed.unwrap_or_else(|| panic!("{}: {}", case.name, ran.stderr));
        let counts: Vec<usize> =
            counts.split(", ").filter_map(|count| count.split(' ').next()?.parse().ok()).collect();
        let [new, delete, new_array, delete_array] = counts[..] else {
            panic!("{}: {counts:?}", case.name);
        };
        assert_eq!((new, new_array), (delete, delete_array), "{}", case.name);
        let about = |any: &[About]| any.iter().any(|about| case.about.contains(about));
        let has_a_block = !about(&[About::Empty]);
        let single = [
            About::UniquePtr,
            About::Delete,
            About::UnsizedDelete,
            About::SizedDelete,
            About::StdAllocator,
        ];
        assert_eq!(new > 0, has_a_block && about(&single), "{}", case.name);
        let array = [About::UniquePtrArray, About::DeleteArray];
        assert_eq!(new_array > 0, has_a_block && about(&array), "{}", case.name);
    }
}

/// Right and wrong cases alike, as far as the ledger sees them: families, sizes and alignments at
/// `delete`, blocks that aren't, and what is left.
#[test]
fn the_ledger_tells_right_from_wrong() {
    let builds = [Build { label: String::from("counted"), program: PathBuf::from(COUNTED) }];
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let rows = run(Checker::Ledger, &builds, at_once).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(rows.len(), cases::all().count());
    for row in &rows {
        assert!(row.passed(), "{}", row.deviations(&builds));
    }
    let seen = mismatched()
        .filter(|case| !matches!(Checker::Ledger.expects(case.fault), Expectation::NotRun(_)));
    assert!(seen.count() >= 24, "the ledger sees few of the faults");
}

/// A wrong expectation doesn't pass, whatever it is, and nor does a program without the checker.
#[test]
fn deviations_are_noticed() {
    let read = |program, name| Checker::Ledger.read(&output_of(program, name), name);
    let right = read(COUNTED, "array-out-bytes-unique-ptr");
    let wrong = read(COUNTED, "array-out-delete");
    let family = Expectation::Report(String::from("wrong family"));
    let size = Expectation::Report(String::from("wrong size"));
    assert_eq!(judge(&Expectation::Nothing, &right), Ok(()));
    assert_eq!(judge(&family, &wrong), Ok(()));
    for (expected, seen) in [
        (&family, &right),
        (&Expectation::Blind("sizes"), &wrong),
        (&Expectation::Nothing, &wrong),
        (&size, &wrong),
    ] {
        assert!(judge(expected, seen).is_err(), "{expected:?} passed for {seen:?}");
    }
    // `case` has no ledger: its silence means nothing.
    let silent = read(CASE, "array-out-bytes-unique-ptr");
    assert!(judge(&Expectation::Nothing, &silent).is_err());
    let mut command = Command::new(MATRIX);
    command.args(["--checker", "ledger", CASE]);
    let driver = finish(command);
    assert_eq!(driver.ending, Ending::Code(2), "{}", driver.stdout);
    assert!(driver.stderr.contains("ledger isn't at work"), "{}", driver.stderr);
}

/// One case of all that does something else than its name says: the driver prints it, and fails.
#[test]
fn the_driver_fails_with_one_deviation() {
    let liar = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one-other-case.sh");
    let script = format!(
        "#!/bin/sh\n\
         [ \"$1\" = array-out-numbers-delete ] && set -- array-out-delete\n\
         exec '{COUNTED}' \"$@\"\n"
    );
    fs::write(&liar, script).expect("the folder for tests can be written");
    fs::set_permissions(&liar, Permissions::from_mode(0o755)).expect("the file is ours");
    let mut command = Command::new(MATRIX);
    command.args(["--checker", "ledger", "--label", "lies once"]).arg(liar);
    let driver = finish(command);
    assert_eq!(driver.ending, Ending::Code(1), "{}", driver.stderr);
    let deviating: Vec<_> = driver.stdout.lines().filter(|l| l.ends_with("DEVIATES")).collect();
    assert_eq!(deviating.len(), 1, "{deviating:?}");
    assert!(deviating[0].starts_with("array-out-numbers-delete "), "{deviating:?}");
    let why =
        "array-out-numbers-delete, ledger, lies once: expected no report, seen 'wrong family'";
    assert!(driver.stdout.contains(why), "{}", driver.stdout);
    assert!(driver.stdout.contains("; 1 deviate\n"), "{}", driver.stdout);
}
