//! What the operating system has to do for large memory: time, page faults, resident memory of all
//! contenders of [`exalloc_benches::large`].
//!
//! ```sh
//! cargo run --release --manifest-path benches/Cargo.toml --bin pages -- [rounds]
//! ```
//!
//! All take turns, and the best of their rounds is printed.

use exalloc_benches::large::{self, CHILD, CYCLE, GROW};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [child, name] if child == CHILD => large::child(name),
        [] => table(5),
        [rounds] => {
            rounds.parse().map_err(|_| String::from("usage: pages [rounds]")).and_then(table)
        }
        _ => Err(String::from("usage: pages [rounds]")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::from(2)
        }
    }
}

fn table(rounds: usize) -> Result<(), String> {
    let names: Vec<_> = large::contenders().collect();
    let mut best: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    for round in 0..rounds {
        for turn in 0..names.len() {
            let i = (round + turn) % names.len();
            let measured = large::measure(names[i])?;
            best[i] = match best[i].is_empty() {
                true => measured,
                false => best[i].iter().zip(&measured).map(|(a, b)| a.min(*b)).collect(),
            };
        }
    }
    let titles = [("grow ", "1 GiB", &GROW[..]), ("cycles ", "a million blocks, 72 MB", &CYCLE)];
    for (prefix, title, columns) in titles {
        let columns: String = columns.iter().map(|c| format!("{c:>10}")).collect();
        println!("{title:<36}{columns}");
        for (name, best) in names.iter().zip(&best).filter(|(name, _)| name.starts_with(prefix)) {
            let best: String = best.iter().map(|number| format!("{number:>10.1}")).collect();
            println!("{name:<36}{best}");
        }
    }
    Ok(())
}
