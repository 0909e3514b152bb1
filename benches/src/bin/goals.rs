//! Prints ratios of times against the goals. They never gate: differences below a tenth are
//! placement, and the machine is shared.
//!
//! The statistic: the program runs itself five times; in each run the contenders of a workload take
//! turns for at least 30 rounds, and the ratio is that of the shortest rounds. The median of the
//! five ratios decides; the smallest and largest are printed beside it.

use exalloc_benches::Input;
use exalloc_benches::goals::{TIMES, TimeBound};
use exalloc_benches::stopwatch;
use exalloc_benches::workloads::{Case, Workload};
use std::process::{Command, ExitCode};

const CHILD: &str = "--one-run";
const RUNS: usize = 5;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [] => report(),
        [one] if one == CHILD => {
            one_run();
            Ok(())
        }
        _ => Err(String::from("usage: goals (no arguments)")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::from(2)
        }
    }
}

/// The inputs that goals name: workload and count, each once.
fn inputs() -> Vec<(Workload, usize)> {
    let mut all = Vec::new();
    for bound in TIMES {
        if !all.contains(&(bound.workload, bound.count)) {
            all.push((bound.workload, bound.count));
        }
    }
    all
}

/// Measures everything once, and prints a line per input and contender.
fn one_run() {
    for (workload, count) in inputs() {
        let cases: Vec<_> = workload.cases().collect();
        for (case, time) in cases.iter().zip(stopwatch::minima(&cases, &Input::of(count))) {
            println!("{workload} {count} {} {time}", case.contender);
        }
    }
}

/// The shortest rounds of one run, in nanoseconds per operation.
struct Run(Vec<(String, f64)>);

impl Run {
    fn execute() -> Result<Self, String> {
        let program =
            std::env::current_exe().map_err(|e| format!("this program is nowhere: {e}"))?;
        let output = Command::new(program).arg(CHILD).output();
        let output = output.map_err(|e| format!("this program can't be run again: {e}"))?;
        if !output.status.success() {
            return Err(format!("a run ended with {}", output.status));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let split = |line: &str| {
            let (key, time) = line.rsplit_once(' ')?;
            Some((String::from(key), time.parse().ok()?))
        };
        let all: Option<_> = text.lines().map(split).collect();
        all.map(Self).ok_or_else(|| String::from("a run printed something else than times"))
    }

    fn get(&self, workload: Workload, count: usize, contender: &str) -> Option<f64> {
        let key = format!("{workload} {count} {contender}");
        self.0.iter().find(|(k, _)| *k == key).map(|&(_, time)| time)
    }

    /// Time of ours, time of the fastest peer.
    fn pair(&self, bound: &TimeBound) -> Option<(f64, f64)> {
        let get = |contender| self.get(bound.workload, bound.count, contender);
        let peers: Option<Vec<_>> = bound.peers.iter().map(|&peer| get(peer)).collect();
        Some((get(bound.contender)?, peers?.into_iter().reduce(f64::min)?))
    }
}

fn report() -> Result<(), String> {
    if cfg!(debug_assertions) {
        return Err(String::from("times of a debug build say nothing: add `--release`"));
    }
    let mut runs = Vec::new();
    for i in 1..=RUNS {
        eprintln!("run {i} of {RUNS}");
        runs.push(Run::execute()?);
    }
    println!("nanoseconds per operation: median over {RUNS} runs of the shortest round\n");
    println!("{:<14} {:>9} {:<16} {:>7}", "workload", "count", "contender", "ns/op");
    for (workload, count) in inputs() {
        for case in workload.cases().map(|c: &Case| c.contender) {
            let times = runs.iter().filter_map(|run| run.get(workload, count, case)).collect();
            println!("{workload:<14} {count:>9} {case:<16} {:>7.2}", median(times));
        }
    }
    println!("\nratios: median over {RUNS} runs [smallest, largest]\n");
    println!(
        "{:<4} {:<14} {:>9} {:<16} {:<18} {:>5} {:<14} {:>5}  met",
        "goal", "workload", "count", "contender", "against", "ratio", "", "bound"
    );
    for bound in TIMES {
        let ratios = runs.iter().filter_map(|run| run.pair(bound)).map(|(a, b)| a / b);
        let mut ratios: Vec<_> = ratios.collect();
        ratios.sort_by(f64::total_cmp);
        let (&[smallest, .., largest], ratio) = (ratios.as_slice(), median(ratios.clone())) else {
            return Err(format!("{} wasn't measured", bound.goal));
        };
        println!(
            "{:<4} {:<14} {:>9} {:<16} {:<18} {ratio:>5.2} {:<14} {:>5.2}  {}",
            bound.goal,
            bound.workload,
            bound.count,
            bound.contender,
            bound.peers.join(" or "),
            format!("[{smallest:.2}, {largest:.2}]"),
            bound.ratio,
            match ratio {
                r if r <= bound.ratio => "yes",
                r if r <= bound.limit() => "yes, within the tolerance",
                _ => "no",
            }
        );
    }
    Ok(())
}

/// The middle one of an odd number of values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
