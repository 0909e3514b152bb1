//! Instructions per operation, counted by callgrind.
//!
//! The program runs itself under `valgrind --tool=callgrind` twice per case: with `N` rounds, and
//! with `2 N`. The difference is `N` rounds and nothing else: start-up, the check, the preparation
//! of memory and the end cancel out. Divided by `N` times the operations of a round it is the
//! number of instructions per operation, loop included, and exact: the environment is empty and all
//! arguments have the same length, so two runs of one executable on one machine agree to the
//! instruction. Other machines differ where libc chooses its `memcpy` by processor.

use crate::Input;
use crate::workloads::Case;
use std::io;
use std::path::Path;
use std::process::Command;

/// Operations in a row, for which the bounds and the record are stated.
pub const COUNT: usize = 10_000;
/// Rounds of the shorter run.
const ROUNDS: usize = 10;
/// The first argument of a run under callgrind.
pub const CHILD: &str = "--under-callgrind";

/// What callgrind says about one case.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// Instructions per operation, loop included.
    pub instructions: f64,
    /// The checker's sum.
    pub checksum: u64,
}

/// The version of valgrind.
///
/// # Errors
///
/// A line for the user: valgrind isn't installed, or can't be run.
pub fn version() -> Result<String, String> {
    let output = Command::new("valgrind").arg("--version").output();
    let output = output.map_err(|e| unavailable(&e))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().into())
}

fn unavailable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => String::from(
            "valgrind isn't installed: install it (`apt-get install valgrind`, \
             `dnf install valgrind`, …) and run this again",
        ),
        _ => format!("valgrind can't be run: {error}"),
    }
}

/// Counts the instructions of a case, with `program`, whose `main` leads to [`child`].
///
/// # Errors
///
/// A line for the user: valgrind isn't installed, or a run under it went wrong.
pub fn count(program: &Path, case: &Case, input: &Input) -> Result<Count, String> {
    let (short, checksum) = total(program, case, input, ROUNDS)?;
    let (long, again) = total(program, case, input, 2 * ROUNDS)?;
    if checksum != again {
        return Err(format!("{} of {} isn't the same work twice", case.workload, case.contender));
    }
    let difference = long.checked_sub(short).ok_or("more rounds took fewer instructions")?;
    let instructions = difference as f64 / (ROUNDS * input.operations()) as f64;
    Ok(Count { instructions, checksum })
}

/// Instructions of a whole run, and the checksum that it printed.
fn total(program: &Path, case: &Case, input: &Input, rounds: usize) -> Result<(u64, u64), String> {
    let profile = std::env::temp_dir().join(format!("exalloc-callgrind-{}", std::process::id()));
    let output = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(program)
        .args([CHILD, case.workload.name(), case.contender])
        .args([format!("{:07}", input.count), format!("{rounds:07}")])
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .output()
        .map_err(|e| unavailable(&e))?;
    let written = std::fs::read_to_string(&profile);
    // Nothing depends on the file any more; one that can't be removed does no harm.
    let _ = std::fs::remove_file(&profile);
    let failed = |what: String| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("{} of {} under valgrind: {what}\n{said}", case.workload, case.contender)
    };
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    let written = written.map_err(|e| failed(format!("no profile: {e}")))?;
    let total = totals(&written).ok_or_else(|| failed(String::from("a profile without totals")))?;
    let checksum = String::from_utf8_lossy(&output.stdout).trim().parse();
    Ok((total, checksum.map_err(|_| failed(String::from("no checksum")))?))
}

/// The number of instructions in a callgrind profile: its `totals:` line.
fn totals(profile: &str) -> Option<u64> {
    profile.lines().find_map(|line| line.strip_prefix("totals:"))?.trim().parse().ok()
}

/// The run under callgrind: `arguments` are those behind [`CHILD`]. Prints the checksum.
///
/// # Errors
///
/// When the arguments aren't those that [`count`] passes.
pub fn child(mut arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let mut next = || arguments.next().ok_or("an argument is missing");
    let (workload, contender) = (next()?, next()?);
    let mut number = || next()?.parse().map_err(|e| format!("not a number: {e}"));
    let (count, rounds): (usize, usize) = (number()?, number()?);
    let case = Case::find(&workload, &contender)
        .ok_or_else(|| format!("no case {workload} of {contender}"))?;
    let input = Input::of(count);
    let mut round = (case.prepare[0])(&input);
    println!("{}", round.check(&input));
    for _ in 0..rounds {
        round.run(&input);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::totals;

    #[test]
    fn totals_are_found_in_a_profile() {
        let profile = "# callgrind format\nevents: Ir\nfn=(1) main\n3 17\n\ntotals: 4711\n";
        assert_eq!(totals(profile), Some(4711));
        assert_eq!(totals("events: Ir\n"), None);
    }
}
