//! The checkers: how each is started, what it must say of each fault, and how its words are read.

use super::process::{Ending, Finished};
use super::{asan, ledger, valgrind};
use crate::Fault;
use std::fmt;
use std::path::Path;
use std::process::Command;

/// The exit code of a process in which a checker found a fault: neither Rust's of a panic (101) nor
/// anything that C's library gives.
pub(super) const FOUND: i32 = 99;

/// Who looks on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checker {
    /// gcc's AddressSanitizer runtime, preloaded into a program that knows nothing of it.
    Asan,
    /// valgrind's memcheck.
    Valgrind,
    /// C++'s operators replaced in the program `counted`: sees what goes through them, and needs no
    /// tool.
    Ledger,
}

/// What a checker must say of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// No report, exit code zero.
    Nothing,
    /// This report first, and exit code `FOUND`.
    Report(String),
    /// As [`Report`](Self::Report); that the block which should have been freed leaks may follow.
    ReportThenLeak(String),
    /// No report and exit code zero, though there is a fault: the checker can't see such.
    Blind(&'static str),
    /// The case isn't run: without a checker that sees the fault, anything might happen.
    NotRun(&'static str),
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("ok"),
            Self::Report(report) | Self::ReportThenLeak(report) => f.write_str(report),
            Self::Blind(what) => write!(f, "can't see: {what}"),
            Self::NotRun(why) => write!(f, "not run: {why}"),
        }
    }
}

/// What was seen of one process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The checker's reports, in our short words, in their order.
    pub reports: Vec<String>,
    /// How the process ended.
    pub ending: Ending,
    /// Whether the case came to its end.
    pub done: bool,
    /// Whether the checker has shown that it was at work, from the start and, unless it ended the
    /// process, to the end.
    pub live: bool,
}

impl Seen {
    pub(super) const fn not_run() -> Self {
        Self { reports: Vec::new(), ending: Ending::Code(0), done: false, live: false }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.live && !self.done && self.reports.is_empty() && self.ending == Ending::Code(0) {
            return f.write_str("not run");
        }
        match (self.reports.as_slice(), &self.ending) {
            ([], Ending::Code(0)) => f.write_str("ok"),
            (reports, Ending::Code(FOUND)) if !reports.is_empty() => {
                f.write_str(&reports.join(", "))
            }
            (reports, ending) => write!(f, "{} ({ending})", reports.join(", ")),
        }
    }
}

impl Checker {
    /// By its name.
    ///
    /// # Errors
    ///
    /// A message for anything that isn't one.
    pub fn named(name: &str) -> Result<Self, String> {
        match name {
            "asan" => Ok(Self::Asan),
            "valgrind" => Ok(Self::Valgrind),
            "ledger" => Ok(Self::Ledger),
            _ => Err(format!("there is no checker '{name}'; there are asan, valgrind and ledger")),
        }
    }

    /// The process of one case under this checker.
    pub(super) fn command(self, program: &Path, case: &str) -> Command {
        let mut command = match self {
            Self::Asan => asan::command(program),
            Self::Valgrind => valgrind::command(program),
            Self::Ledger => Command::new(program),
        };
        command.arg(case);
        command
    }

    /// What the checker must say.
    #[must_use]
    pub fn expects(self, fault: Option<Fault>) -> Expectation {
        let Some(fault) = fault else { return Expectation::Nothing };
        match self {
            Self::Asan => asan::expects(fault),
            Self::Valgrind => valgrind::expects(fault),
            Self::Ledger => ledger::expects(fault),
        }
    }

    /// What the checker said.
    #[must_use]
    pub fn read(self, finished: &Finished, case: &str) -> Seen {
        let (reports, live) = match self {
            Self::Asan => asan::read(&finished.stderr),
            Self::Valgrind => valgrind::read(&finished.stderr),
            Self::Ledger => ledger::read(&finished.stderr),
        };
        let line = format!("done {case}");
        let done = finished.stdout.lines().any(|said| said == line);
        Seen { reports, ending: finished.ending.clone(), done, live }
    }

    /// The end of what the process wrote, without the checker's talk about itself.
    pub(super) fn excerpt(self, finished: &Finished) -> String {
        let text = if self == Self::Asan {
            asan::without_talk(&finished.stderr)
        } else {
            &finished.stderr
        };
        let lines: Vec<_> = text.lines().collect();
        let from = lines.len().saturating_sub(60);
        lines[from..].iter().map(|line| format!("    {line}\n")).collect()
    }
}

impl fmt::Display for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Asan => "asan",
            Self::Valgrind => "valgrind",
            Self::Ledger => "ledger",
        })
    }
}
