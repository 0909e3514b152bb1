//! The end of the output: who printed the report, who freed it, and how often C++ was asked.

mod program;

use program::{Folder, GOOD, text, words};
use std::fs::File;

/// The output of a run that goes well, of one file with a letter beyond ASCII in its name.
fn good_output(name: &str) -> String {
    let folder = Folder::new(name);
    let path = folder.write("größe.txt", GOOD);
    let output = words().args(["--runs", "1"]).arg(path).output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
    text(&output.stdout).into()
}

/// The report, which is the same whoever prints it, and what follows it.
fn split(output: &str) -> (&str, &str) {
    let last = "which was there before the clock started.\n";
    let (report, _) = output.split_once(last).unwrap_or_else(|| panic!("{output}"));
    output.split_at(report.len() + last.len())
}

fn number(text: &str) -> usize {
    text.replace(',', "").parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

/// The text after `start` and before `end`, and the rest after both.
#[track_caller]
fn between<'t>(text: &'t str, start: &str, end: &str) -> (&'t str, &'t str) {
    let rest = text.strip_prefix(start).unwrap_or_else(|| panic!("{text:?} lacks {start:?}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{rest:?} lacks {end:?}"))
}

#[cfg(feature = "cpp")]
#[test]
fn both_hand_offs_are_shown_and_the_counts_are_equal() {
    let output = good_output("hand-offs");
    let (report, rest) = split(&output);
    assert!(report.starts_with("text: 36 bytes\n"), "{report}");

    let start = "\nhand-over: Rust gave this report to C++ as a std::unique_ptr<char[]>, with a \
                 capacity of ";
    let (capacity, rest) = between(rest, start, "\n");
    let (bytes, rest) = between(rest, "           bytes. C++ printed ", " bytes in ");
    let (lines, rest) = between(rest, "", " lines, and freed the array by delete[].\n");
    // What C++ measured is what came out.
    assert_eq!(number(bytes), report.len());
    assert_eq!(number(lines), report.lines().count());
    assert!(number(capacity) >= report.len(), "{output}");
    let summary = split(&output).1.len() - rest.len();

    let start = "adoption:  C++ gave these lines to Rust as an array of new char[";
    let (made, rest) = between(rest, start, "], which is an\n");
    let start = "           ExVec<u8, CppNewArrayAllocator> now; it grew to ";
    let (grown, rest) = between(rest, start, " bytes, and frees itself by delete[].\n");
    // C++ made room for its text and a zero; it was too small for what Rust appended.
    assert_eq!(number(made), summary + 1);
    assert!(number(grown) >= output.len() - report.len() - rest.len(), "{output}");
    assert!(number(grown) > number(made), "{output}");

    let start = "\ncalls in this process: ";
    let (news, rest) = between(rest, start, " of C++'s operator new[], ");
    let (deletes, rest) = between(rest, "", " of its operator delete[]\n");
    assert_eq!(news, deletes);
    // The report's arrays as it grew, at least two; the summary's; the one that it grew into.
    assert!(number(news) >= 4, "{output}");
    assert_eq!(rest, "");
}

#[cfg(not(feature = "cpp"))]
#[test]
fn without_cpp_rust_prints_and_says_how_to_turn_it_on() {
    let output = good_output("no-cpp");
    let (report, rest) = split(&output);
    assert!(report.starts_with("text: 36 bytes\n"), "{report}");
    let (_, rest) = between(rest, "\nThe C++ end is off: ", "the feature `cpp`");
    let (_, rest) = between(rest, ", so Rust printed the report.", "cargo run --release -p words");
    assert_eq!(rest, "\n");
    assert_eq!(number("1,234"), 1234);
}

/// The report of a real run, which in C++'s hands is no less an error than the help in Rust's.
#[cfg(target_os = "linux")]
#[test]
fn a_report_on_a_full_disk_is_an_error() {
    let folder = Folder::new("full");
    let path = folder.write("a.txt", GOOD);
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = words().args(["--runs", "1"]).arg(path).stdout(full).output().unwrap();
    let reason = std::io::Error::from_raw_os_error(28);
    assert_eq!(reason.kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(text(&output.stderr), format!("words: can't write the report: {reason}\n"));
    assert_eq!(output.status.code(), Some(1));
}

/// A standard output that can't be written to at all takes everything, in C++ as in Rust's std.
#[cfg(unix)]
#[test]
fn an_output_that_is_not_there_is_no_error() {
    let folder = Folder::new("read-only");
    let path = folder.write("a.txt", GOOD);
    let read_only = File::open(&path).unwrap();
    let output = words().args(["--runs", "1"]).arg(&path).stdout(read_only).output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
}
