//! Counts the words of text in collections on six allocators, and compares the allocators.
//!
//! | file | concept |
//! |---|---|
//! | `args.rs` | what the user asked for |
//! | `input.rs`, `html.rs` | reading text |
//! | `found.rs` | text that is there without being named |
//! | `words.rs` | the job: a hash table in collections on any allocator |
//! | `contenders.rs` | the job on each allocator, counted and timed |
//! | `report.rs` | what comes out |
//! | `end/cpp.rs` | who gets it: C++, which prints and frees it, and gives a summary back |
//! | `end/rust.rs` | the same without the feature `cpp`, by Rust alone |
//! | `output.rs` | standard output |
//! | `progress.rs` | a line on the terminal meanwhile |
//! | `error.rs` | what can go wrong |

mod args;
mod contenders;
#[cfg_attr(feature = "cpp", path = "end/cpp.rs")]
#[cfg_attr(not(feature = "cpp"), path = "end/rust.rs")]
mod end;
mod error;
mod found;
mod html;
mod input;
mod output;
mod progress;
mod report;
mod words;

use args::{Args, Command};
use end::Report;
use error::Error;
use input::Reader;
use progress::Progress;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match args::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => output::print(args::HELP.as_bytes()).map(|()| ExitCode::SUCCESS),
        Ok(Command::Run(args)) => run(&args),
        Err(error) => Err(error),
    };
    outcome.unwrap_or_else(|error| fail(&error))
}

/// Reads, counts and reports.
fn run(args: &Args) -> Result<ExitCode, Error> {
    let mut progress = Progress::new();
    let mut reader = Reader::new(&mut progress);
    if args.paths.is_empty() {
        found::read_all(&mut reader)?;
    }
    for path in &args.paths {
        reader.named(path)?;
    }
    let input = reader.finish();
    if words::words(&input.text).next().is_none() {
        let files = input.origins.iter().map(|origin| origin.files).sum();
        let bytes = input.origins.iter().map(|origin| origin.bytes).sum();
        return Err(Error::NoWords { files, bytes });
    }
    let comparison = contenders::compare(&input.text, args.runs, args.bump_bytes, &mut progress)?;
    let report = Report::try_of(&input.origins, &comparison)?;
    progress.clear();
    let delivered = report.deliver();
    let mut code = ExitCode::SUCCESS;
    for problem in comparison.problems.iter().chain(&delivered.err()) {
        code = fail(problem);
    }
    Ok(code)
}

/// Says on standard error what went wrong; where that can't be written either, the exit code says
/// it.
fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "words: {error}");
    ExitCode::from(error.exit_code())
}
