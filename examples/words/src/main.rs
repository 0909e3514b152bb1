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
//! | `progress.rs` | a line on the terminal meanwhile |
//! | `error.rs` | what can go wrong |

mod args;
mod contenders;
mod error;
mod found;
mod html;
mod input;
mod progress;
mod report;
mod words;

use args::{Args, Command};
use error::Error;
use exalloc::{ExString, SystemAllocator};
use input::Reader;
use progress::Progress;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match args::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => print(args::HELP).map(|()| ExitCode::SUCCESS),
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
    let mut report = ExString::new(SystemAllocator);
    report::render(&input.origins, &comparison, &mut report).map_err(|_| Error::Report)?;
    progress.clear();
    print(&report)?;
    let mut code = ExitCode::SUCCESS;
    for problem in &comparison.problems {
        code = fail(problem);
    }
    Ok(code)
}

/// Writes to standard output. That nobody reads on (`words | head`) is no error.
fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}

/// Says on standard error what went wrong; where that can't be written either, the exit code says
/// it.
fn fail(error: &Error) -> ExitCode {
    let _ = writeln!(io::stderr(), "words: {error}");
    ExitCode::from(error.exit_code())
}
