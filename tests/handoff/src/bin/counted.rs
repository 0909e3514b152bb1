//! `case`, with C++'s operators replaced by ones that keep a ledger.

use std::process::ExitCode;

#[cfg_attr(unix, path = "unix/counted.rs")]
#[cfg_attr(not(unix), path = "elsewhere.rs")]
mod body;

fn main() -> ExitCode {
    body::main()
}
