//! Prints instructions per operation of every workload and contender, against the goals.
//!
//! `--check` fails when a goal isn't met or a count of ours has grown; `--write` makes the counts
//! the record; `--count` asks for another number of operations than the goals'; any other word
//! restricts the table to the lines that contain it. How it counts:
//! [`exalloc_benches::callgrind`].

use exalloc_benches::Input;
use exalloc_benches::callgrind::{self, CHILD, COUNT};
use exalloc_benches::contenders::CASES;
use exalloc_benches::goals::INSTRUCTIONS;
use exalloc_benches::record::{self, Record, TOLERANCE};
use exalloc_benches::workloads::{Case, Workload};
use std::process::{Command, ExitCode};

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

    fn wants(&self, case: &Case) -> bool {
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
    let mut new = Record::default();
    let mut good = true;
    let valgrind = callgrind::version()?;
    let count = options.count;
    println!("instructions per operation at {count} operations, loop included (callgrind)\n");
    println!(
        "{:<14} {:<16} {:>8} {:>8} {:>6} {:>5}  {:<4} {:<16}",
        "workload", "contender", "instr/op", "recorded", "bound", "goal", "met", "checksum"
    );
    for workload in Workload::ALL {
        let mut checksum = None;
        for case in CASES.iter().filter(|c| c.workload == workload && options.wants(c)) {
            let counted = callgrind::count(&program, case, &Input::of(count))?;
            let first = *checksum.get_or_insert(counted.checksum);
            if first != counted.checksum {
                return Err(format!("{workload}: {} did different work", case.contender));
            }
            let bound = INSTRUCTIONS.iter().find(|b| {
                b.workload == workload && b.contender == case.contender && count == COUNT
            });
            // What is shown and recorded has two decimals. Bounds are stated to a tenth, so a tenth
            // decides: the one reset of an arena in 10,000 operations is no instruction of an
            // operation.
            let shown = (counted.instructions * 100.0).round() / 100.0;
            let met = bound.is_none_or(|b| (shown * 10.0).round() / 10.0 <= b.bound);
            let recorded = old.get(case).filter(|_| count == COUNT);
            let kept = !case.is_ours() || recorded.is_none_or(|r| shown <= r + TOLERANCE);
            good &= met && kept;
            println!(
                "{workload:<14} {:<16} {shown:>8.2} {:>8} {:>6} {:>5}  {:<4} {:016x}{}",
                case.contender,
                recorded.map_or(String::from("–"), |r| format!("{r:.2}")),
                bound.map_or(String::from("–"), |b| format!("{:.1}", b.bound)),
                bound.map_or("–", |b| b.goal),
                bound.map_or("–", |_| if met { "yes" } else { "NO" }),
                counted.checksum,
                if kept { "" } else { "  worse than recorded" },
            );
            new.push(case, shown);
        }
    }
    if options.write {
        new.write(&head(&valgrind))?;
        println!("\nwritten: {}", record::PATH);
    }
    if options.check && !good {
        println!("\na bound isn't met, or a count has grown by more than {TOLERANCE} instructions");
    }
    Ok(good || !options.check)
}

/// On what the counts were made.
fn head(valgrind: &str) -> String {
    let version = |program: &str| {
        let output = Command::new(program).arg("--version").output();
        let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
        text.ok().and_then(|t| t.lines().next().map(String::from)).unwrap_or_default()
    };
    format!(
        "Instructions per operation at {COUNT} operations, loop included.\n\
         Written by `cargo run --release --manifest-path benches/Cargo.toml --bin instructions -- --write`.\n\
         {}; {valgrind}; {}; {}",
        version("rustc"),
        version("ldd"),
        std::env::consts::ARCH,
    )
}
