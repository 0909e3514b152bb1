//! Runs every case of every build under every checker named, prints the table, and exits 1 if
//! anything is otherwise than expected.

use std::process::ExitCode;

#[cfg_attr(unix, path = "unix/matrix.rs")]
#[cfg_attr(not(unix), path = "elsewhere.rs")]
mod body;

fn main() -> ExitCode {
    body::main()
}
