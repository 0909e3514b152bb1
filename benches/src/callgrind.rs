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
use crate::workloads::push::OUTLINED;
use core::sync::atomic::{AtomicUsize, Ordering};
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
    /// Of these, those in [`OUTLINED`] itself.
    pub callee: f64,
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
    let short = total(program, case, input, ROUNDS)?;
    let long = total(program, case, input, 2 * ROUNDS)?;
    if (short.checksum, short.operations) != (long.checksum, long.operations) {
        return Err(format!("{} of {} isn't the same work twice", case.workload, case.contender));
    }
    let operations = short.operations;
    let per_operation = |short: u64, long: u64| {
        let difference = long.checked_sub(short).ok_or("more rounds took fewer instructions")?;
        Ok::<_, &str>(difference as f64 / (ROUNDS as u64 * operations) as f64)
    };
    Ok(Count {
        instructions: per_operation(short.instructions, long.instructions)?,
        callee: per_operation(short.callee, long.callee)?,
        checksum: short.checksum,
    })
}

/// [`count`] of many cases, on all processors.
///
/// # Errors
///
/// The first one.
pub fn count_all(program: &Path, cases: &[&Case], input: &Input) -> Result<Vec<Count>, String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = cases.get(i) else { return Ok(done) };
            done.push((i, count(program, case, input)?));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let done: Result<Vec<_>, String> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(String::from("a thread panicked"))))
            .collect()
    });
    let mut done: Vec<_> = done?.into_iter().flatten().collect();
    done.sort_unstable_by_key(|&(i, _)| i);
    Ok(done.into_iter().map(|(_, count)| count).collect())
}

/// A whole run.
struct Total {
    instructions: u64,
    /// Of these, those in [`OUTLINED`] itself.
    callee: u64,
    checksum: u64,
    /// Operations of one round.
    operations: u64,
}

/// Runs the program once.
fn total(program: &Path, case: &Case, input: &Input, rounds: usize) -> Result<Total, String> {
    let (process, thread) = (std::process::id(), std::thread::current().id());
    let name = format!("exalloc-callgrind-{process}-{thread:?}");
    let profile = std::env::temp_dir().join(name.replace(['(', ')'], ""));
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
    let instructions =
        totals(&written).ok_or_else(|| failed(String::from("a profile without totals")))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said.split_whitespace().map(str::parse);
    let (Some(Ok(checksum)), Some(Ok(operations))) = (numbers.next(), numbers.next()) else {
        return Err(failed(String::from("no checksum")));
    };
    Ok(Total { instructions, callee: own_cost(&written, OUTLINED), checksum, operations })
}

/// The number of instructions in a callgrind profile: its `totals:` line.
fn totals(profile: &str) -> Option<u64> {
    profile.lines().find_map(|line| line.strip_prefix("totals:"))?.trim().parse().ok()
}

/// The instructions of the functions whose names contain `name`, without what they call.
fn own_cost(profile: &str, name: &str) -> u64 {
    let (mut ours, mut inside, mut called) = (Vec::new(), false, false);
    let mut cost = 0;
    for line in profile.lines() {
        if let Some(function) = line.strip_prefix("fn=").or_else(|| line.strip_prefix("cfn=")) {
            // `(number) name` at the first mention, `(number)` at later ones.
            let number = function.split(' ').next().unwrap_or_default();
            if function.contains(name) {
                ours.push(number);
            }
            if !line.starts_with('c') {
                inside = ours.contains(&number);
            }
        } else if line.starts_with("calls=") {
            // The next line is what the callee cost.
            called = true;
        } else if line.starts_with(|c: char| c.is_ascii_digit() || "+-*".contains(c)) {
            let own = line.split(' ').nth(1).and_then(|n| n.parse::<u64>().ok());
            if inside && !called {
                cost += own.unwrap_or(0);
            }
            called = false;
        }
    }
    cost
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
    println!("{} {}", round.check(&input), round.operations(&input));
    for _ in 0..rounds {
        round.run(&input);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{own_cost, totals};

    #[test]
    fn totals_are_found_in_a_profile() {
        let profile = "# callgrind format\nevents: Ir\nfn=(1) main\n3 17\n\ntotals: 4711\n";
        assert_eq!(totals(profile), Some(4711));
        assert_eq!(totals("events: Ir\n"), None);
    }

    #[test]
    fn a_functions_own_instructions_are_found_in_a_profile() {
        let profile = "fn=(1) main\n3 17\ncfn=(2) a::outlined_push\ncalls=5 0\n3 50\n+1 2\n\n\
                       fn=(2)\n7 40\ncfn=(3) grow\ncalls=1 0\n7 900\n* 3\n\nfn=(3)\n9 900\n";
        assert_eq!(own_cost(profile, "outlined_push"), 43);
        assert_eq!(own_cost(profile, "grow"), 900);
        assert_eq!(own_cost(profile, "shrink"), 0);
    }
}
