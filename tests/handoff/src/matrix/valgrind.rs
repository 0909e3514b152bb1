//! valgrind's memcheck: it knows which routine made a block and which frees it, and neither sizes
//! nor alignments at `delete`.

use super::checker::{Expectation, FOUND};
use super::words::{freed_by, made_by};
use crate::Fault;
use std::path::Path;
use std::process::Command;

pub(super) fn command(program: &Path) -> Command {
    let mut command = Command::new("valgrind");
    // Rust's runtime keeps some blocks by pointers into them, "possibly lost" to valgrind.
    command
        .args(["--tool=memcheck", "--leak-check=full", "--show-leak-kinds=definite"])
        .args(["--errors-for-leak-kinds=definite", "--read-inline-info=no"])
        .arg(format!("--error-exitcode={FOUND}"))
        .arg(program);
    command
}

pub(super) fn expects(fault: Fault) -> Expectation {
    match fault {
        Fault::WrongFamily(from, by) => {
            Expectation::Report(format!("mismatched free ({} vs {})", from.made(), by.freed()))
        }
        Fault::WrongSize(..) => Expectation::Blind("sizes"),
        Fault::AlignedAsPlain | Fault::PlainAsAligned => Expectation::Blind("alignments"),
        Fault::NotABlock(by) | Fault::Dangling(by) => {
            Expectation::ReportThenLeak(format!("invalid free ({})", by.freed()))
        }
        Fault::Twice(by) => Expectation::Report(format!("free of a freed block ({})", by.freed())),
        Fault::Leak(of) => Expectation::Report(format!("definitely lost ({})", of.made())),
    }
}

pub(super) fn read(stderr: &str) -> (Vec<String>, bool) {
    // Lines of valgrind begin with `==pid== `.
    let lines: Vec<_> = stderr
        .lines()
        .filter_map(|line| line.strip_prefix("==")?.split_once("==").map(|(_, said)| said.trim()))
        .collect();
    let mut reports: Vec<_> = lines.split(|line| line.is_empty()).filter_map(report_of).collect();
    let summary = lines.iter().find_map(|line| contexts(line));
    // What isn't among the reports that are known here must not go unnoticed.
    if let Some(contexts) = summary {
        for _ in reports.len()..contexts {
            reports.push(String::from("a report that the driver doesn't know"));
        }
    }
    let begun = lines.iter().any(|line| line.starts_with("Memcheck, a memory error detector"));
    (reports, begun && summary.is_some())
}

/// `ERROR SUMMARY: 2 errors from 1 contexts (suppressed: 0 from 0)`.
fn contexts(line: &str) -> Option<usize> {
    let (_, from) = line.strip_prefix("ERROR SUMMARY: ")?.split_once(" errors from ")?;
    from.split(' ').next()?.parse().ok()
}

/// One paragraph of valgrind's.
fn report_of(lines: &[&str]) -> Option<String> {
    let (head, rest) = lines.split_first()?;
    let first = first_frame(rest);
    if head.starts_with("Mismatched free()") {
        let block = rest.iter().position(|line| line.starts_with("Address "))?;
        let from = made_by(first_frame(&rest[block..]));
        return Some(format!("mismatched free ({from} vs {})", freed_by(first)));
    }
    if head.starts_with("Invalid free()") {
        let freed = rest.iter().any(|line| {
            line.contains("is 0 bytes inside a block of size") && line.ends_with("free'd")
        });
        let what = if freed { "free of a freed block" } else { "invalid free" };
        return Some(format!("{what} ({})", freed_by(first)));
    }
    if head.contains(" are definitely lost in loss record ") {
        return Some(format!("definitely lost ({})", made_by(first)));
    }
    let known = ["Invalid read", "Invalid write", "Conditional jump", "Use of uninitialised"];
    known.iter().find(|known| head.starts_with(**known)).map(|known| (*known).to_owned())
}

/// The routine of the first frame: `at 0x48: operator delete[](void*) (vg_replace_malloc.c:1)`.
fn first_frame<'a>(lines: &[&'a str]) -> &'a str {
    let frame = lines.iter().find_map(|line| line.strip_prefix("at 0x"));
    let routine = frame.and_then(|frame| frame.split_once(": ")).map(|(_, routine)| routine);
    routine.unwrap_or("unknown")
}
