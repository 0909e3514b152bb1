//! Programs that are the same but for where the linker puts their functions.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Links the program `run` in an order of its own, and gives its path.
///
/// Where the functions behind a loop lie decides as much as a third of its time (`NOTES.md`,
/// "Placement"), and one order has luck with one contender, and another with another. So each run
/// of the goals is one order's.
///
/// # Errors
///
/// A line for the user: cargo fails, or the linker isn't lld, which takes orders.
pub fn linked(order: usize) -> Result<PathBuf, String> {
    let program = env::current_exe().map_err(|e| format!("this program is nowhere: {e}"))?;
    // Where cargo puts the other one too.
    let folder = program.parent().unwrap_or(Path::new("."));
    let mut cargo = Command::new("cargo");
    cargo.args(["rustc", "--quiet", "--release", "--locked", "--bin", "run"]);
    cargo.args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    if cfg!(feature = "all-peers") {
        cargo.args(["--features", "all-peers"]);
    }
    let shuffle = format!("-Clink-arg=-Wl,--shuffle-sections=*={order}");
    let status = cargo.args(["--", &shuffle]).status();
    match status {
        Ok(status) if status.success() => {}
        _ => return Err(format!("cargo can't link order {order}; that needs lld")),
    }
    let linked = folder.join(format!("run-order-{order}"));
    fs::copy(folder.join("run"), &linked).map_err(|e| format!("no linked program: {e}"))?;
    Ok(linked)
}
