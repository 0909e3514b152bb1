//! Runs every case in a process of its own under a checker, and compares what the checker says with
//! what it must say.
//!
//! A case never passes because nothing was checked: each process must show that the checker was at
//! work in it, and before the first case each checker must find the [`controls`](crate::cases), and
//! no fault where there is none.

mod asan;
mod checker;
mod judge;
mod ledger;
mod process;
mod table;
mod valgrind;
mod words;

#[cfg(test)]
mod tests;

pub use checker::{Checker, Expectation, Seen};
pub use judge::judge;
pub use process::{Ending, Finished, finish};
pub use table::{Row, print};

use crate::{Case, cases, program};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

/// A program of cases, and the name of the way it was built.
#[derive(Debug)]
pub struct Build {
    /// For the table: `g++, shim`.
    pub label: String,
    /// The program `case`, or `counted` for the ledger.
    pub program: PathBuf,
}

/// Runs all cases of all builds under one checker; rows in the order of the cases.
///
/// # Errors
///
/// When a program isn't of this very list of cases, or the checker isn't at work: there is no
/// result then.
pub fn run(checker: Checker, builds: &[Build], at_once: usize) -> Result<Vec<Row>, String> {
    for build in builds {
        same_cases(&build.program).map_err(|e| format!("{}: {e}", build.label))?;
    }
    let controls: Vec<_> = cases::controls().collect();
    for row in run_list(checker, builds, &controls, at_once) {
        if !row.passed() {
            return Err(format!(
                "{checker} isn't at work as expected:\n{}",
                row.deviations(builds)
            ));
        }
    }
    let all: Vec<_> = cases::all().collect();
    Ok(run_list(checker, builds, &all, at_once))
}

/// A program from another list than this one would leave cases out.
fn same_cases(program: &Path) -> Result<(), String> {
    let output = Command::new(program)
        .arg("--list")
        .output()
        .map_err(|e| format!("{} doesn't start: {e}", program.display()))?;
    if output.stdout == program::list().as_bytes() {
        Ok(())
    } else {
        Err(format!("{} has other cases than this driver: rebuild it", program.display()))
    }
}

fn run_list(
    checker: Checker,
    builds: &[Build],
    list: &[&'static Case],
    at_once: usize,
) -> Vec<Row> {
    let jobs = list.iter().flat_map(|case| (0..builds.len()).map(move |build| (*case, build)));
    let jobs = Mutex::new(jobs);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                loop {
                    let next = jobs.lock().expect("no thread panics with the lock").next();
                    let Some((case, build)) = next else { break };
                    let verdict = run_case(checker, &builds[build].program, case);
                    let mut done = done.lock().expect("no thread panics with the lock");
                    done.push((case.name, build, verdict));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics with the lock");
    done.sort_by_key(|(_, build, _)| *build);
    list.iter()
        .map(|case| {
            let of_case = done.extract_if(.., |(name, ..)| *name == case.name);
            let verdicts = of_case.map(|(_, _, verdict)| verdict).collect();
            Row { case: case.name, checker, expected: checker.expects(case.fault), verdicts }
        })
        .collect()
}

/// What was seen, and what is wrong with it.
type Verdict = Result<Seen, (Seen, String)>;

fn run_case(checker: Checker, program: &Path, case: &Case) -> Verdict {
    let expected = checker.expects(case.fault);
    if let Expectation::NotRun(_) = expected {
        return Ok(Seen::not_run());
    }
    let finished = finish(checker.command(program, case.name));
    let seen = checker.read(&finished, case.name);
    match judge(&expected, &seen) {
        Ok(()) => Ok(seen),
        Err(why) => Err((seen, format!("{why}\n{}", checker.excerpt(&finished)))),
    }
}
