//! What the user asked for.

use crate::error::Error;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
Counts the words of text in collections on six allocators, and compares them.

Usage: words [OPTIONS] [PATH]...

A PATH is a text file, or a folder whose text files are read, with those in the folders below it;
entries whose name begins with a dot, symbolic links and files that aren't UTF-8 are left out of a
folder. Tags are taken off `.html` and `.htm`. Without a PATH, at least 5 MB of text are looked for
on this machine: the Rust documentation, licences, and at last the project's own files.

C++ prints the report, and frees it, unless the program was built without the feature `cpp`.

A word is a run of letters (Unicode's Alphabetic), with apostrophes between letters, in lower case.

Options:
      --runs N         time the job N times on each allocator, 1 to 1000 [default: 9]
      --bump-bytes N   give the bump allocator N bytes [default: what the arena took]
  -h, --help           print this help

Exit code: 0 when every allocator did the job with the same result and got all its bytes back,
1 when not, or when the input can't be read, 2 when the options make no sense, 3 when C++'s
operator new[] and operator delete[] weren't called equally often.
";

/// The most runs that `--runs` takes.
const MAX_RUNS: usize = 1000;
/// The runs without `--runs`.
const DEFAULT_RUNS: usize = 9;

/// The options, and what to read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Args {
    /// How often the job is timed on each allocator.
    pub(crate) runs: usize,
    /// The size in bytes of the bump's buffer, if the user chose it.
    pub(crate) bump_bytes: Option<usize>,
    /// Files and folders to read; none means that text is looked for.
    pub(crate) paths: Vec<PathBuf>,
}

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Count words.
    Run(Args),
    /// Print [`HELP`].
    Help,
}

/// Reads the arguments, without the program's name.
///
/// # Errors
///
/// When an option is unknown, or its value is missing or out of bounds.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    let mut args = Args { runs: DEFAULT_RUNS, bump_bytes: None, paths: Vec::new() };
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let Some(option) = argument.to_str().filter(|text| text.starts_with('-')) else {
            // A path need not be UTF-8. One that begins with a dash and isn't is refused below.
            if argument.as_encoded_bytes().starts_with(b"-") {
                return Err(unknown(&argument));
            }
            args.paths.push(argument.into());
            continue;
        };
        let (name, inline) = match option.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (option, None),
        };
        match (name, inline) {
            ("-h" | "--help", None) => return Ok(Command::Help),
            ("--", None) => args.paths.extend(arguments.by_ref().map(PathBuf::from)),
            ("--runs", inline) => {
                let value = inline.or_else(|| arguments.next());
                args.runs = number("--runs", value.as_deref(), 1, MAX_RUNS)?;
            }
            ("--bump-bytes", inline) => {
                let value = inline.or_else(|| arguments.next());
                let max = isize::MAX.unsigned_abs();
                args.bump_bytes = Some(number("--bump-bytes", value.as_deref(), 0, max)?);
            }
            _ => return Err(unknown(&argument)),
        }
    }
    Ok(Command::Run(args))
}

fn unknown(argument: &OsStr) -> Error {
    Error::Usage(format!("unknown option {argument:?}; --help lists the options"))
}

/// The value of `option` as a number from `min` to `max`.
fn number(option: &str, value: Option<&OsStr>, min: usize, max: usize) -> Result<usize, Error> {
    let Some(value) = value else {
        return Err(Error::Usage(format!("{option} needs a number from {min} to {max}")));
    };
    value
        .to_str()
        .and_then(|text| text.parse().ok())
        .filter(|number| (min..=max).contains(number))
        .ok_or_else(|| {
            Error::Usage(format!("{option} is {value:?}, should be a number from {min} to {max}"))
        })
}

#[cfg(test)]
mod tests;
