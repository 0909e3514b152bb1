//! Measures everything that the goals name, prints a line per bound and per goal, and writes
//! `benches/results/speed.json`, from which `render` makes the docs' table and chart.
//!
//! ```sh
//! cargo run --release --manifest-path benches/Cargo.toml --features all-peers --bin goals
//! ```
//!
//! It takes some minutes, and wants an idle machine. `--quick` measures everything once and badly.
//! `--gate` measures what takes no patience, build time, and fails where it is beyond a second.
//!
//! The statistic: the program `run` runs five times, each time linked in another order; in each
//! run the contenders of a workload take turns for at least 30 rounds, and the ratio is that of the
//! shortest rounds. The median of the five ratios decides; the smallest and largest are printed
//! beside it. Contenders of large memory
//! have four rounds in each run, in processes of their own.

use exalloc_benches::build_time;
use exalloc_benches::callgrind;
use exalloc_benches::goals::{Counted, GOALS, INSTRUCTIONS, TIMES, with_tolerance};
use exalloc_benches::large;
use exalloc_benches::link_order;
use exalloc_benches::machine;
use exalloc_benches::results::{self, Row, median};
use exalloc_benches::size;
use exalloc_benches::stopwatch::Pace;
use exalloc_benches::workloads::{Case, Workload, buffer};
use exalloc_benches::{Input, contenders};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, ExitCode};

const RUNS: usize = 5;
/// Rounds of large memory in each run.
const LARGE_ROUNDS: usize = 4;
const COMMAND: &str =
    "cargo run --release --manifest-path benches/Cargo.toml --features all-peers --bin goals";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [] => report(Pace::Thorough),
        ["--quick"] => report(Pace::Quick),
        ["--gate"] => gate(),
        [child, name] if *child == large::CHILD => large::child(name),
        [child, rest @ ..] if *child == callgrind::CHILD => {
            callgrind::child(rest.iter().map(|&argument| argument.into()))
        }
        _ => Err(String::from("usage: goals [--quick | --gate]")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::from(2)
        }
    }
}

/// One run: names and numbers. Of times, nanoseconds per operation; of large memory, the columns.
#[derive(Default)]
struct Run {
    times: Vec<(String, f64)>,
    large: Vec<(&'static str, Vec<f64>)>,
}

impl Run {
    fn execute(program: &Path, pace: Pace) -> Result<Self, String> {
        let words = (pace == Pace::Quick).then_some("--quick");
        let output = Command::new(program).args(words).output();
        let output = output.map_err(|e| format!("{}: {e}", program.display()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!("a run ended with {}: {said}", output.status));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let split = |line: &str| {
            let (key, time) = line.rsplit_once(' ')?;
            Some((String::from(key), time.parse().ok()?))
        };
        let times: Option<_> = text.lines().map(split).collect();
        let times = times.ok_or("a run printed something else than times")?;
        Ok(Self { times, large: Self::large(pace)? })
    }

    /// The goals' contenders some times, the others once; of each column the least.
    fn large(pace: Pace) -> Result<Vec<(&'static str, Vec<f64>)>, String> {
        let mut all: Vec<(&str, Vec<f64>)> = Vec::new();
        let rounds = if pace == Pace::Quick { 1 } else { LARGE_ROUNDS };
        for round in 0..rounds {
            let wanted = if round == 0 { usize::MAX } else { large::IN_GOALS };
            for (i, name) in large::contenders().take(wanted).enumerate() {
                let measured = large::measure(name)?;
                match all.get_mut(i) {
                    None => all.push((name, measured)),
                    Some((_, best)) => {
                        best.iter_mut().zip(measured).for_each(|(a, b)| *a = a.min(b));
                    }
                }
            }
        }
        Ok(all)
    }

    fn time(&self, workload: Workload, count: usize, contender: &str) -> Option<f64> {
        let key = format!("{workload} {count} {contender}");
        self.times.iter().find(|(k, _)| *k == key).map(|&(_, time)| time)
    }

    fn column(&self, name: &str, columns: &[&str], column: &str) -> Option<f64> {
        let (_, numbers) = self.large.iter().find(|(n, _)| *n == name)?;
        numbers.get(columns.iter().position(|c| *c == column)?).copied()
    }

    fn grow(&self, contender: &str, column: &str) -> Option<f64> {
        self.column(&format!("grow {contender}"), &large::GROW, column)
    }

    fn cycles(&self, contender: &str, column: &str) -> Option<f64> {
        self.column(&format!("cycles {contender}"), &large::CYCLE, column)
    }
}

/// A bound of which every run says something.
fn row(
    goal: &str,
    what: impl Into<String>,
    unit: impl Into<String>,
    runs: &[Run],
    of: impl Fn(&Run) -> Option<f64>,
    (bound, limit): (f64, f64),
) -> Row {
    let values: Vec<_> = runs.iter().filter_map(of).collect();
    let range =
        values.iter().copied().reduce(f64::min).zip(values.iter().copied().reduce(f64::max));
    Row {
        goal: goal.into(),
        what: what.into(),
        unit: unit.into(),
        range: range.filter(|_| values.len() > 1),
        measured: median(values),
        bound,
        limit,
    }
}

fn tolerant(bound: f64) -> (f64, f64) {
    (bound, with_tolerance(bound))
}

fn exact(bound: f64) -> (f64, f64) {
    (bound, bound)
}

/// The bounds on times of workloads.
fn times(runs: &[Run], rows: &mut Vec<Row>) {
    for bound in TIMES {
        let of = |run: &Run| {
            let get = |contender| run.time(bound.workload, bound.count, contender);
            let peers = bound.against().filter_map(get).reduce(f64::min)?;
            Some(get(bound.contender)? / peers)
        };
        let what = format!("{} × {}, {}", bound.workload, bound.count, bound.contender);
        let unit = format!("of {}'s time", bound.against_name());
        rows.push(row(bound.goal, what, unit, runs, of, tolerant(bound.ratio)));
    }
}

/// The bounds on large memory.
fn memory(runs: &[Run], rows: &mut Vec<Row>) {
    let ratio = |a: Option<f64>, b: Option<f64>| Some(a? / b?);
    let arena = "exalloc-arena";
    rows.extend([
        row(
            "G8",
            "72 MB of blocks ten times, from an empty arena",
            "of bumpalo's time",
            runs,
            |run| ratio(run.cycles(arena, "all ms"), run.cycles("bumpalo", "all ms")),
            tolerant(0.92),
        ),
        row(
            "G8",
            "after the first time (one may be the measurement's own)",
            "page faults",
            runs,
            |run| run.cycles(arena, "later"),
            (0.0, 1.0),
        ),
        row(
            "G12",
            "1 GiB, exalloc-system",
            "of std's time",
            runs,
            |run| ratio(run.grow("exalloc-system", "ms"), run.grow("std", "ms")),
            tolerant(1.03),
        ),
        row(
            "G12",
            "1 GiB, exalloc-system",
            "of std's page faults",
            runs,
            |run| ratio(run.grow("exalloc-system", "faults"), run.grow("std", "faults")),
            exact(1.0),
        ),
        row(
            "G12",
            "1 GiB, exalloc-arena (0.75 s where std takes 0.37)",
            "of std's time",
            runs,
            |run| ratio(run.grow(arena, "ms"), run.grow("std", "ms")),
            exact(2.03),
        ),
        row(
            "G12",
            "1 GiB, exalloc-arena",
            "MiB resident",
            runs,
            |run| run.grow(arena, "MiB"),
            exact(1638.0),
        ),
    ]);
}

/// A bound that isn't a matter of runs.
fn fact(goal: &str, what: &str, unit: &str, measured: Option<f64>, bound: f64) -> Row {
    Row {
        goal: goal.into(),
        what: what.into(),
        unit: unit.into(),
        measured,
        range: None,
        bound,
        limit: bound,
    }
}

/// The bounds on what vectors and buffers do.
fn behaviour(rows: &mut Vec<Row>) {
    let input = Input::of(10_000);
    let fit = |contender| {
        let case = Case::find(Workload::Buffer.name(), contender)?;
        let operations = (case.prepare[0])(&input).operations(&input);
        Some((operations / buffer::fills(&input)) as f64)
    };
    let moves = contenders::moves_on_regions() as f64;
    rows.push(fact(
        "G2",
        "moves of a growing vector, exalloc-arena and -bump",
        "",
        Some(moves),
        0.0,
    ));
    let missing = fit("floor").zip(fit("exalloc-bump")).map(|(floor, ours)| floor - ours);
    let what = "buffer, blocks fewer than the floor's 872";
    rows.push(fact("G9", what, "", missing, 1.0));
}

/// Instructions of everything, and the bounds on them.
fn instructions(rows: &mut Vec<Row>, pace: Pace) -> Result<Value, String> {
    let program = std::env::current_exe().map_err(|e| format!("this program is nowhere: {e}"))?;
    // Who is in a hurry counts only what has a bound.
    let wanted =
        |case: &&Case| pace == Pace::Thorough || INSTRUCTIONS.iter().any(|b| b.needs(case));
    let cases: Vec<_> =
        Workload::ALL.into_iter().flat_map(Workload::cases).filter(wanted).collect();
    let counts = callgrind::count_all(&program, &cases, &Input::of(callgrind::COUNT))?;
    for bound in INSTRUCTIONS {
        let measured = bound.measured(&cases, &counts).map(|m| (m * 10.0).round() / 10.0);
        let what = format!("{}, {}", bound.workload, bound.contender);
        let unit = match bound.counted {
            Counted::Operation => String::from("instructions"),
            Counted::Callee => String::from("instructions of the callee"),
            Counted::Beyond(other) => format!("instructions beyond {other}"),
        };
        rows.push(fact(bound.goal, &what, &unit, measured, bound.bound));
    }
    let lines = cases.iter().zip(&counts).map(|(case, count)| {
        json!({
            "workload": case.workload.name(),
            "contender": case.contender,
            "instructions": (count.instructions * 100.0).round() / 100.0,
        })
    });
    Ok(lines.collect())
}

/// Fails where a bound that gates isn't met.
fn gate() -> Result<(), String> {
    for size in size::measure()? {
        println!("{:<12}{:>6}{:>6} bytes of push", size.contender, size.three, size.one);
    }
    let builds = build_time::measure(3)?;
    for build in &builds {
        println!("{:<12}{:>6.2} s of building", build.contender, build.seconds);
    }
    let seconds = |name| builds.iter().find(|build| build.contender == name).map(|b| b.seconds);
    let (Some(ours), Some(peer)) = (seconds("exalloc"), seconds("bump-scope")) else {
        return Err(String::from("exalloc or bump-scope wasn't built"));
    };
    // On a machine that is busy or slow, everything takes longer; a peer in the same run tells how
    // much: the one whose vector, string and box do about as much as ours.
    let bound = f64::max(1.0, peer);
    if ours <= bound {
        return Ok(());
    }
    Err(format!("exalloc's default features take {ours:.2} s to build; the bound is {bound:.2}"))
}

fn report(pace: Pace) -> Result<(), String> {
    if cfg!(debug_assertions) {
        return Err(String::from("times of a debug build say nothing: add `--release`"));
    }
    let begin = std::time::Instant::now();
    let step = |what: &str| eprintln!("{:>4} s  {what}", begin.elapsed().as_secs());
    // Before anything runs: the load that others put on the machine.
    let machine = machine::describe();
    let runs = if pace == Pace::Quick { 1 } else { RUNS };
    let mut measured = Vec::new();
    for i in 1..=runs {
        step(&format!("times and large memory, run {i} of {runs}"));
        measured.push(Run::execute(&link_order::linked(i)?, pace)?);
    }
    let mut rows = Vec::new();
    times(&measured, &mut rows);
    memory(&measured, &mut rows);
    behaviour(&mut rows);
    step("instructions");
    let counted = instructions(&mut rows, pace)?;
    step("machine code");
    let sizes = size::measure()?;
    step("build time");
    let builds = build_time::measure(if pace == Pace::Quick { 1 } else { 5 })?;
    let size = sizes.iter().find(|size| size.contender == "exalloc");
    let build = builds.iter().find(|build| build.contender == "exalloc");
    let three = size.map(|size| size.three as f64);
    let one = size.map(|size| size.one as f64);
    rows.push(fact("G15", "push for three element types", "bytes", three, 900.0));
    rows.push(fact("G15", "push for one element type", "bytes", one, 330.0));
    let seconds = build.map(|build| build.seconds);
    rows.push(fact("G16", "default features, released", "s of processor time", seconds, 0.6));
    let number = |row: &Row| row.goal[1..].parse::<usize>().unwrap_or(0);
    rows.sort_by_key(number);
    step("done");
    print(&rows);
    let object = |pairs: Vec<(&str, String)>| {
        pairs
            .into_iter()
            .map(|(name, value)| (String::from(name), Value::from(value)))
            .collect::<Value>()
    };
    let commit = machine::first_line("git", &["rev-parse", "--short=12", "HEAD"]);
    let changed = !machine::first_line("git", &["status", "--porcelain"]).is_empty();
    results::write(&json!({
        "quick": pace == Pace::Quick,
        "date": machine::first_line("date", &["-u", "+%Y-%m-%d"]),
        "commit": if changed { commit + ", changed" } else { commit },
        "command": COMMAND,
        "runs": runs,
        "machine": object(machine),
        "versions": object(machine::versions()),
        "goals": rows.iter().map(Row::to_json).collect::<Value>(),
        "times": table(&measured),
        "instructions": counted,
        "grow": large_table(&measured, "grow ", &large::GROW),
        "cycles": large_table(&measured, "cycles ", &large::CYCLE),
        "machine code": sizes
            .iter()
            .map(|s| json!({ "contender": s.contender, "three": s.three, "one": s.one }))
            .collect::<Value>(),
        "build": builds
            .iter()
            .map(|b| json!({ "contender": b.contender, "seconds": round(b.seconds) }))
            .collect::<Value>(),
    }))?;
    println!("\nwritten: {}; `render` makes the docs' table and chart of it", results::PATH);
    Ok(())
}

/// Three decimals.
fn round(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

/// Every time of every run.
fn table(runs: &[Run]) -> Value {
    let mut lines = Vec::new();
    for (workload, count) in Workload::inputs() {
        for case in workload.cases() {
            let get = |run: &Run| run.time(workload, count, case.contender);
            let times: Vec<_> = runs.iter().filter_map(get).map(round).collect();
            lines.push(json!({
                "workload": workload.name(),
                "count": count,
                "contender": case.contender,
                "median": median(times.clone()),
                "nanoseconds": times,
            }));
        }
    }
    lines.into()
}

/// Large memory: of every column the median over runs.
fn large_table(runs: &[Run], prefix: &str, columns: &[&str]) -> Value {
    let names = large::contenders().filter_map(|name| name.strip_prefix(prefix));
    let lines = names.map(|contender| {
        let mut line = json!({ "contender": contender });
        for column in columns {
            let name = format!("{prefix}{contender}");
            let all = runs.iter().filter_map(|run| run.column(&name, columns, column));
            line[*column] = median(all.collect()).map(round).into();
        }
        line
    });
    lines.collect()
}

fn print(rows: &[Row]) {
    println!("{:<4} {:>9} {:>16} {:>7}  met", "goal", "measured", "", "bound");
    for row in rows {
        let range = row.range.map(|(a, b)| format!("[{a:.2}, {b:.2}]")).unwrap_or_default();
        println!(
            "{:<4} {:>9} {range:>16} {:>7.2}  {:<26} {}; {}",
            row.goal,
            row.measured.map_or(String::from("–"), |m| format!("{m:.2}")),
            row.bound,
            row.verdict(),
            row.what,
            row.unit,
        );
    }
    println!();
    let met = |goal: &str| rows.iter().filter(|row| row.goal == goal).all(Row::is_met);
    for (goal, what) in GOALS {
        println!("{goal:<4} {:<8} {what}", if met(goal) { "met" } else { "NOT MET" });
    }
    let count = GOALS.iter().filter(|(goal, _)| met(goal)).count();
    println!("\n{count} of {} goals are met", GOALS.len());
}
