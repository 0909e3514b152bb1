//! gcc's AddressSanitizer runtime, preloaded: it replaces C's and C++'s routines, and compares.

use super::checker::{Expectation, FOUND};
use super::words::{freed_by, made_by};
use crate::Fault;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// The runtime's file, as gcc names it.
fn runtime() -> &'static str {
    static RUNTIME: OnceLock<String> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let output = Command::new("gcc").arg("-print-file-name=libasan.so").output();
        let path = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        // Without the runtime the loader says so, nothing is live, and the controls fail.
        path.unwrap_or_else(|_| String::from("libasan.so"))
    })
}

pub(super) fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    // `verbosity` and `log_threads` make the runtime say that it has begun, and that it looked for
    // leaks.
    command.env("LD_PRELOAD", runtime()).env("LSAN_OPTIONS", "log_threads=1").env(
        "ASAN_OPTIONS",
        format!(
            "alloc_dealloc_mismatch=1:new_delete_type_mismatch=1:detect_leaks=1:\
             allocator_may_return_null=1:verbosity=1:exitcode={FOUND}"
        ),
    );
    command
}

pub(super) fn expects(fault: Fault) -> Expectation {
    Expectation::Report(match fault {
        Fault::WrongFamily(from, by) => {
            format!("alloc-dealloc-mismatch ({} vs {})", from.made(), by.freed())
        }
        Fault::WrongSize(from, by) => format!("new-delete-type-mismatch ({from} vs {by} bytes)"),
        Fault::AlignedAsPlain => String::from("new-delete-type-mismatch (64 vs default alignment)"),
        Fault::PlainAsAligned => String::from("new-delete-type-mismatch (default vs 64 alignment)"),
        Fault::NotABlock(by) => format!("bad-free ({})", by.freed()),
        // The runtime reads its record in front of the block, where there is no memory.
        Fault::Dangling(by) => format!("SEGV ({})", by.freed()),
        Fault::Twice(by) => format!("double-free ({})", by.freed()),
        Fault::Leak(of) => format!("leak ({})", of.made()),
    })
}

/// The last line of what the runtime says about itself at its start.
const BEGUN: &str = "AddressSanitizer Init done";

/// What was written after the runtime's talk about itself; all, if it never began.
pub(super) fn without_talk(stderr: &str) -> &str {
    stderr.split_once(BEGUN).map_or(stderr, |(_, after)| after)
}

pub(super) fn read(stderr: &str) -> (Vec<String>, bool) {
    let mut reports = Vec::new();
    let lines: Vec<_> = stderr.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some((_, said)) = line.split_once("==ERROR: ") else { continue };
        let after = &lines[at + 1..];
        if let Some(error) = said.strip_prefix("AddressSanitizer: ") {
            reports.push(error_of(error, after));
        } else if said.starts_with("LeakSanitizer: detected memory leaks") {
            reports.extend(leaks_of(after));
        } else {
            reports.push(said.to_owned());
        }
    }
    let begun = stderr.contains(BEGUN);
    // A report of an error ends the process; else the runtime looks for leaks at its end.
    let ended = stderr.contains("==ERROR: ") || stderr.contains("Processing thread");
    (reports, begun && ended)
}

fn error_of(error: &str, after: &[&str]) -> String {
    if let Some(pair) = error.strip_prefix("alloc-dealloc-mismatch (") {
        let pair = pair.split_once(')').and_then(|(pair, _)| pair.split_once(" vs "));
        let (from, by) = pair.unwrap_or_default();
        return format!("alloc-dealloc-mismatch ({} vs {})", made_by(from), freed_by(by));
    }
    if error.starts_with("new-delete-type-mismatch") {
        return format!("new-delete-type-mismatch ({})", type_mismatch(after));
    }
    if error.starts_with("attempting double-free") {
        format!("double-free ({})", freed_by(first_frame(after)))
    } else if error.starts_with("attempting free on address which was not malloc()-ed") {
        format!("bad-free ({})", freed_by(first_frame(after)))
    } else if error.starts_with("SEGV on unknown address") {
        format!("SEGV ({})", routine_on_the_way(after))
    } else {
        error.split(' ').next().unwrap_or_default().to_owned()
    }
}

/// What differs: sizes, alignments, or both.
fn type_mismatch(after: &[&str]) -> String {
    let differ = |what: &str| {
        let value = |of: &str| {
            let name = format!("{what} of the {of} type:");
            let value = after.iter().take(6).find_map(|line| line.trim().strip_prefix(&name))?;
            value.trim().split([' ', ';', '.', '-']).next()
        };
        let (from, by) = value("allocated").zip(value("deallocated"))?;
        (from != by).then(|| format!("{from} vs {by}"))
    };
    let sizes = differ("size").map(|sizes| format!("{sizes} bytes"));
    let alignments = differ("alignment").map(|alignments| format!("{alignments} alignment"));
    sizes.into_iter().chain(alignments).collect::<Vec<_>>().join(", ")
}

/// One report for each direct leak; what it points to leaks with it.
fn leaks_of(after: &[&str]) -> Vec<String> {
    let heads = after.iter().enumerate().filter(|(_, line)| line.starts_with("Direct leak of"));
    heads.map(|(at, _)| format!("leak ({})", made_by(first_frame(&after[at + 1..])))).collect()
}

/// The routine that the program called, which the runtime replaced, and in which it is now.
fn routine_on_the_way(after: &[&str]) -> String {
    let stack = after.iter().take_while(|line| !line.is_empty());
    let names = stack.filter_map(|frame| Some(frame.split_once(" in ")?.1));
    let mut replaced =
        names.filter(|name| name.starts_with("__interceptor_") || name.starts_with("operator "));
    replaced.next().map_or_else(|| String::from("elsewhere"), freed_by)
}

/// The routine that is named in the first frame: `    #0 0x7f… in operator delete[](void*) (…)`.
fn first_frame<'a>(after: &[&'a str]) -> &'a str {
    let frame = after.iter().find_map(|line| line.trim().strip_prefix("#0 "));
    let routine = frame.and_then(|frame| frame.split_once(" in ")).map(|(_, routine)| routine);
    routine.unwrap_or("unknown")
}
