//! Prints instructions per operation of every workload and contender, against the goals.
//!
//! `--check` fails when a goal isn't met or a count of ours has grown; `--write` makes the counts
//! the record; `--count` asks for another number of operations than the goals'; any other word
//! restricts the table to the lines that contain it. How it counts:
//! [`exalloc_benches::callgrind`].

use exalloc_benches::Input;
use exalloc_benches::callgrind::{self, CHILD, COUNT, Count};
use exalloc_benches::goals::{Counted, INSTRUCTIONS};
use exalloc_benches::machine::first_line;
use exalloc_benches::record::{self, Record};
use exalloc_benches::workloads::{Case, Workload};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let done = match arguments.next_if(|a| a == CHILD) {
        Some(_) => callgrind::child(arguments).map(|()| true),
        None => Options::parse(arguments).and_then(|options| table(&options)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::from(2)
        }
    }
}

struct Options {
    check: bool,
    write: bool,
    count: usize,
    only: Option<String>,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { check: false, write: false, count: COUNT, only: None };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--check" => options.check = true,
                "--write" => options.write = true,
                "--count" => {
                    let count = arguments.next().and_then(|n| n.parse().ok());
                    options.count = count.filter(|&n| n > 0).ok_or("--count wants a number")?;
                }
                word if word.starts_with('-') || options.only.is_some() => {
                    return Err(String::from(
                        "usage: instructions [--check] [--write] [--count N] [WORD]",
                    ));
                }
                _ => options.only = Some(argument),
            }
        }
        let all = options.only.is_none() && options.count == COUNT;
        if !all && (options.check || options.write) {
            return Err(String::from("--check and --write are for the whole table as it is"));
        }
        Ok(options)
    }

    /// Whether a case is counted: the gate needs ours, and those that a bound compares with.
    fn wants(&self, case: &Case) -> bool {
        if self.check && !self.write && !case.is_ours() {
            return INSTRUCTIONS.iter().any(|b| b.needs(case));
        }
        let Some(word) = &self.only else { return true };
        format!("{} {}", case.workload, case.contender).contains(word.as_str())
    }
}

/// Prints the table; whether all of it is as it should be.
fn table(options: &Options) -> Result<bool, String> {
    if cfg!(debug_assertions) {
        return Err(String::from("instructions of a debug build say nothing: add `--release`"));
    }
    let program = std::env::current_exe().map_err(|e| format!("this program is nowhere: {e}"))?;
    let old = Record::read()?;
    let valgrind = callgrind::version()?;
    let all = Workload::ALL.into_iter().flat_map(Workload::cases);
    let cases: Vec<_> = all.filter(|case| options.wants(case)).collect();
    let counts = callgrind::count_all(&program, &cases, &Input::of(options.count))?;
    let mut checksums: Vec<(Workload, u64)> = Vec::new();
    let (mut new, mut complaints) = (Record::default(), Vec::new());
    println!("instructions per operation at {} operations, loop included\n", options.count);
    println!("{:<14} {:<16} {:>8} {:>8}", "workload", "contender", "instr/op", "recorded");
    for (case, counted) in cases.iter().zip(&counts) {
        match checksums.iter().find(|(workload, _)| *workload == case.workload) {
            Some((_, checksum)) if *checksum == counted.checksum => {}
            Some(_) => {
                let workload = case.workload;
                return Err(format!("{workload}: {} did different work", case.contender));
            }
            None => checksums.push((case.workload, counted.checksum)),
        }
        let shown = rounded(counted.instructions);
        let recorded = old.get(case).filter(|_| options.count == COUNT);
        println!(
            "{:<14} {:<16} {shown:>8.2} {:>8}",
            case.workload,
            case.contender,
            recorded.map_or(String::from("–"), |r| format!("{r:.2}")),
        );
        if case.is_ours() && recorded.is_some_and(|r| shown > r + record::tolerance(r)) {
            let name = format!("{} of {}", case.workload, case.contender);
            complaints.push(format!("{name}: {shown:.2}, and the record has fewer"));
        }
        new.push(case, shown);
    }
    if options.count == COUNT {
        bounds(&cases, &counts, &mut complaints);
    }
    if options.write {
        new.write(&head(&valgrind))?;
        println!("\nwritten: {}", record::PATH);
    }
    for complaint in &complaints {
        println!("\n{complaint}");
    }
    Ok(complaints.is_empty() || !options.check)
}

/// What is shown and recorded has two decimals.
fn rounded(count: f64) -> f64 {
    (count * 100.0).round() / 100.0
}

/// Prints the goals' bounds, and complains about those that gate.
fn bounds(cases: &[&Case], counts: &[Count], complaints: &mut Vec<String>) {
    println!("\n{:<5}{:<14} {:<16} {:>8} {:>6}", "goal", "workload", "contender", "instr", "bound");
    for bound in INSTRUCTIONS {
        let Some(measured) = bound.measured(cases, counts).map(rounded) else { continue };
        let met = bound.is_met(measured);
        println!(
            "{:<5}{:<14} {:<16} {measured:>8.2} {:>6.1}  {}{}",
            bound.goal,
            bound.workload,
            bound.contender,
            bound.bound,
            if met { "met" } else { "NOT MET" },
            match bound.counted {
                Counted::Operation => String::new(),
                Counted::Callee => String::from(" (the called function)"),
                Counted::Beyond(other) => format!(" (beyond {other})"),
            },
        );
        let name = format!("{} {} of {}", bound.goal, bound.workload, bound.contender);
        match (met, bound.gates) {
            (false, true) => complaints.push(format!("{name} isn't met")),
            (true, false) => complaints.push(format!("{name} is met now: let it gate (goals.rs)")),
            _ => {}
        }
    }
}

/// On what the counts were made.
fn head(valgrind: &str) -> String {
    format!(
        "Instructions per operation at {COUNT} operations, loop included.\n\
         Written by `cargo run --release --manifest-path benches/Cargo.toml --bin instructions -- --write`.\n\
         {}; {valgrind}; {}; {}",
        first_line("rustc", &["--version"]),
        first_line("ldd", &["--version"]),
        std::env::consts::ARCH,
    )
}
