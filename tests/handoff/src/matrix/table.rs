//! The table: case, checker, expected, seen.

use super::{Build, Checker, Expectation, Verdict};
use std::fmt::Write;

/// One case under one checker, in all builds.
#[derive(Debug)]
pub struct Row {
    pub(super) case: &'static str,
    pub(super) checker: Checker,
    pub(super) expected: Expectation,
    /// In the order of the builds.
    pub(super) verdicts: Vec<Verdict>,
}

impl Row {
    /// Whether every build was seen to do what it must.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.verdicts.is_empty() && self.verdicts.iter().all(Result::is_ok)
    }

    /// Whether the checker can't see the fault of the case.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        matches!(self.expected, Expectation::Blind(_) | Expectation::NotRun(_))
    }

    /// What was seen: once, where all builds agree.
    fn seen(&self) -> String {
        let seen = |verdict: &Verdict| match verdict {
            Ok(seen) | Err((seen, _)) => seen.to_string(),
        };
        let mut different: Vec<String> = Vec::new();
        for words in self.verdicts.iter().map(seen) {
            if !different.contains(&words) {
                different.push(words);
            }
        }
        different.join(" | ")
    }

    /// What deviates, build by build.
    #[must_use]
    pub fn deviations(&self, builds: &[Build]) -> String {
        let mut text = String::new();
        for (build, verdict) in builds.iter().zip(&self.verdicts) {
            if let Err((_, why)) = verdict {
                let _ = writeln!(text, "{}, {}, {}: {why}", self.case, self.checker, build.label);
            }
        }
        text
    }
}

/// Prints the rows, what deviates, and the sums; tells whether all is as expected.
#[must_use]
pub fn print(rows: &[Row], builds: &[Build]) -> bool {
    let heads = ["case", "checker", "expected", "seen"];
    let cells = |row: &Row| {
        let mark = if row.passed() { "" } else { "  DEVIATES" };
        [row.case.to_owned(), row.checker.to_string(), row.expected.to_string(), row.seen() + mark]
    };
    let table: Vec<_> = rows.iter().map(cells).collect();
    let width = |column: usize| {
        let longest = table.iter().map(|row| row[column].chars().count()).max();
        longest.unwrap_or_default().max(heads[column].len())
    };
    let (first, second, third) = (width(0), width(1), width(2));
    let line = |[case, checker, expected, seen]: [&str; 4]| {
        println!("{case:first$}  {checker:second$}  {expected:third$}  {seen}");
    };
    line(heads);
    for row in &table {
        line(row.each_ref().map(String::as_str));
    }
    for row in rows.iter().filter(|row| !row.passed()) {
        print!("\n{}", row.deviations(builds));
    }
    println!("\neach in {} builds: {}", builds.len(), labels(builds));
    sums(rows)
}

fn labels(builds: &[Build]) -> String {
    builds.iter().map(|build| build.label.as_str()).collect::<Vec<_>>().join("; ")
}

fn sums(rows: &[Row]) -> bool {
    let mut all_passed = true;
    for checker in [Checker::Asan, Checker::Valgrind, Checker::Ledger] {
        let of: Vec<_> = rows.iter().filter(|row| row.checker == checker).collect();
        if of.is_empty() {
            continue;
        }
        let count = |wanted: fn(&Row) -> bool| of.iter().filter(|row| wanted(row)).count();
        let deviating = count(|row| !row.passed());
        println!(
            "{checker}: {} cases: {} matched, {} mismatched and reported so, {} that it can't see; \
             {deviating} deviate",
            of.len(),
            count(|row| row.expected == Expectation::Nothing && row.passed()),
            count(|row| row.expected != Expectation::Nothing && !row.is_blind() && row.passed()),
            count(|row| row.is_blind() && row.passed()),
        );
        all_passed &= deviating == 0;
    }
    all_passed && !rows.is_empty()
}
