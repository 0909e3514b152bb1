//! The ledger of the program `counted`: sees whatever goes through C++'s operators.

use super::checker::Expectation;
use crate::{Fault, Heap};

const ELSEWHERE: &str = "not through C++'s operators";

pub(super) fn expects(fault: Fault) -> Expectation {
    let report = match fault {
        Fault::WrongFamily(Heap::Malloc, _) | Fault::WrongFamily(_, Heap::Malloc) => None,
        Fault::WrongFamily(..) => Some("wrong family"),
        Fault::WrongSize(..) => Some("wrong size"),
        Fault::AlignedAsPlain | Fault::PlainAsAligned => Some("wrong alignment"),
        Fault::NotABlock(Heap::Malloc)
        | Fault::Dangling(Heap::Malloc)
        | Fault::Twice(Heap::Malloc)
        | Fault::Leak(Heap::Malloc) => None,
        Fault::NotABlock(_) | Fault::Dangling(_) | Fault::Twice(_) => Some("not a block"),
        Fault::Leak(_) => Some("leak"),
    };
    report.map_or(Expectation::NotRun(ELSEWHERE), |report| Expectation::Report(report.to_owned()))
}

pub(super) fn read(stderr: &str) -> (Vec<String>, bool) {
    let faults = stderr.lines().filter_map(|line| line.strip_prefix("ledger: fault: "));
    let reports: Vec<_> = faults.map(str::to_owned).collect();
    // A fault ends the process; else the ledger is closed at its end.
    let live = !reports.is_empty() || stderr.lines().any(|l| l.starts_with("ledger: closed: "));
    (reports, live)
}
