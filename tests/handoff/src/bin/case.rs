//! Does the hand-off that its argument names; `--list` prints them.

use std::process::ExitCode;

#[cfg_attr(unix, path = "unix/case.rs")]
#[cfg_attr(not(unix), path = "elsewhere.rs")]
mod body;

fn main() -> ExitCode {
    body::main()
}
