//! Whether what was seen is what was expected.

use super::checker::{Expectation, FOUND, Seen};
use super::process::Ending;

/// Compares.
///
/// # Errors
///
/// Says what deviates.
pub fn judge(expected: &Expectation, seen: &Seen) -> Result<(), String> {
    if let Expectation::NotRun(_) = expected {
        return Ok(());
    }
    if !seen.live {
        return Err(format!("the checker didn't show that it was at work ({})", seen.ending));
    }
    let (report, leak_may_follow) = match expected {
        Expectation::Report(report) => (report, false),
        Expectation::ReportThenLeak(report) => (report, true),
        _ => return clean(seen),
    };
    let Some((first, rest)) = seen.reports.split_first() else {
        return Err(format!("expected '{report}', and there was no report ({})", seen.ending));
    };
    if first != report {
        return Err(format!("expected '{report}', seen '{first}'"));
    }
    let unexpected =
        rest.iter().find(|report| !(leak_may_follow && report.starts_with("definitely lost")));
    if let Some(unexpected) = unexpected {
        return Err(format!("after '{report}' there was '{unexpected}'"));
    }
    if seen.ending != Ending::Code(FOUND) {
        return Err(format!("'{report}' was seen, and then {}", seen.ending));
    }
    Ok(())
}

fn clean(seen: &Seen) -> Result<(), String> {
    if let Some(report) = seen.reports.first() {
        return Err(format!("expected no report, seen '{report}'"));
    }
    if seen.ending != Ending::Code(0) {
        return Err(format!("no report, but {}", seen.ending));
    }
    if !seen.done {
        return Err(String::from("no report, but the case didn't come to its end"));
    }
    Ok(())
}
