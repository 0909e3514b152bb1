//! The driver's command line.
//!
//! ```sh
//! matrix --checker asan --checker valgrind --label "g++, shim" PATH_TO_CASE …
//! ```

use exalloc_handoff::matrix::{self, Build, Checker};
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, thread};

pub(crate) fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let (mut checkers, mut builds, mut label) = (Vec::new(), Vec::new(), None);
    let mut at_once = thread::available_parallelism().map_or(1, usize::from);
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--checker" => checkers.push(Checker::named(&value()?)?),
            "--label" => label = Some(value()?),
            "--at-once" => at_once = value()?.parse().map_err(|e| format!("--at-once: {e}"))?,
            path => {
                let label = label.take().unwrap_or_else(|| path.to_owned());
                builds.push(Build { label, program: PathBuf::from(path) });
            }
        }
    }
    if checkers.is_empty() || builds.is_empty() || at_once == 0 {
        return Err(String::from(
            "usage: matrix --checker asan|valgrind|ledger... [--at-once N] [--label TEXT] PROGRAM...",
        ));
    }
    let mut rows = Vec::new();
    for checker in checkers {
        rows.extend(matrix::run(checker, &builds, at_once)?);
    }
    Ok(matrix::print(&rows, &builds))
}
