//! Five runs of each contender, and what must hold.
//!
//! A run is some turns, each in a process of its own: the contenders take turns, so that a slower
//! moment of the machine hits all of them.

use crate::histogram::Histogram;
use crate::run::{Contender, Outcome};
use core::fmt::Write;
use std::process::Command;
use std::{env, io};

/// Runs of each contender.
pub const RUNS: u64 = 5;
/// Turns of each contender in a run.
pub const TURNS: u64 = 6;

/// An outcome as a line, for the parent process.
#[must_use]
pub fn line(outcome: &Outcome) -> String {
    let Outcome { latencies, asked, checksum, reports, churned } = outcome;
    let asked = asked.map_or_else(|| "-".to_owned(), |asked| asked.to_string());
    format!("{} {asked} {checksum} {reports} {churned}", latencies.to_word())
}

/// The outcome that a line tells.
#[must_use]
pub fn parse(line: &str) -> Option<Outcome> {
    let mut words = line.split_whitespace();
    let latencies = Histogram::from_word(words.next()?)?;
    let asked = words.next()?.parse().ok();
    let mut number = || words.next()?.parse().ok();
    let (checksum, reports, churned) = (number()?, number()?, number()?);
    Some(Outcome { latencies, asked, checksum, reports, churned })
}

/// Runs a contender in a process of its own: this program, with other arguments.
///
/// # Errors
///
/// When it can't be started, or fails.
fn child(contender: Contender, seed: u64, churning: bool) -> io::Result<Outcome> {
    let output = Command::new(env::current_exe()?)
        .args(["--run", contender.name(), &seed.to_string(), &churning.to_string()])
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    parse(&text).ok_or_else(|| {
        io::Error::other(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
    })
}

/// One run of each of [`Contender::TIMED`].
fn in_turns(run: u64, churning: bool) -> io::Result<Vec<Outcome>> {
    let mut outcomes: Vec<Option<Outcome>> = vec![None; Contender::TIMED.len()];
    for turn in 0..TURNS {
        let seed = run * TURNS + turn;
        for place in 0..outcomes.len() {
            // Each begins in its turn.
            let i = (place + turn as usize) % outcomes.len();
            let outcome = child(Contender::TIMED[i], seed, churning)?;
            outcomes[i] = Some(match outcomes[i].take() {
                Some(before) => before.and(&outcome),
                None => outcome,
            });
        }
    }
    Ok(outcomes.into_iter().flatten().collect())
}

/// Prints the tables. Whether all that must hold did.
///
/// # Errors
///
/// When a run can't be done.
pub fn all() -> io::Result<bool> {
    let mut holds = true;
    for churning in [true, false] {
        let beside =
            if churning { "beside a thread that churns the system's heap" } else { "alone" };
        println!("order book, {beside}: nanoseconds per message\n");
        println!(
            "{:<10} {:>4} {:>7} {:>7} {:>8} {:>10} {:>18}",
            "contender", "run", "p50", "p99", "p99.9", "max", "asked the system"
        );
        let mut outcomes = Vec::new();
        for run in 1..=RUNS {
            let mut checksum = None;
            for (&contender, outcome) in Contender::TIMED.iter().zip(in_turns(run, churning)?) {
                let (p50, p99, p999) = (outcome.p50(), outcome.p99(), outcome.p999());
                let max = outcome.max();
                let asked = outcome.asked.map_or_else(String::new, |asked| asked.to_string());
                println!(
                    "{:<10} {run:>4} {p50:>7} {p99:>7} {p999:>8} {max:>10} {asked:>18}",
                    contender.name()
                );
                if *checksum.get_or_insert(outcome.checksum) != outcome.checksum {
                    println!("run {run}: {} gave other answers", contender.name());
                    holds = false;
                }
                outcomes.push((contender, run, outcome));
            }
        }
        println!("\n{}", spread(&outcomes));
        holds &= !churning || judge(&outcomes);
    }
    let counted = child(Contender::Counted, 1, false)?;
    let messages = crate::run::MESSAGES.1 as f64;
    println!(
        "per message: {:.1} reports, {:.1} requests for memory (on the system's heap, counted)",
        counted.reports as f64 / messages,
        counted.asked.unwrap_or(0) as f64 / messages,
    );
    Ok(holds)
}

/// A column of the table, and where it comes from.
type Column = (&'static str, fn(&Outcome) -> u64);

type Runs = [(Contender, u64, Outcome)];

/// The median of each contender's runs, with the smallest and the largest.
fn spread(outcomes: &Runs) -> String {
    let mut text = String::new();
    for &contender in Contender::TIMED {
        let _ = write!(text, "{:<10}", contender.name());
        let columns: [Column; 4] = [
            ("p50", Outcome::p50),
            ("p99", Outcome::p99),
            ("p99.9", Outcome::p999),
            ("max", Outcome::max),
        ];
        for (name, column) in columns {
            let mut values: Vec<u64> = outcomes
                .iter()
                .filter(|(other, ..)| *other == contender)
                .map(|(.., outcome)| column(outcome))
                .collect();
            values.sort_unstable();
            if let [first, .., last] = values[..] {
                let median = values[values.len() / 2];
                let _ = write!(text, "  {name} {median} [{first}, {last}]");
            }
        }
        text.push('\n');
    }
    text
}

/// What must hold in every run beside the churning thread: the arena asks the system for nothing
/// after the first messages, and its p99 is below that of the system's heap.
fn judge(outcomes: &Runs) -> bool {
    let mut holds = true;
    for run in 1..=RUNS {
        let of = |contender| {
            outcomes.iter().find(|(other, n, _)| (*other, *n) == (contender, run)).map(|o| &o.2)
        };
        let (Some(system), Some(arena)) = (of(Contender::System), of(Contender::Arena)) else {
            return false;
        };
        let quiet = arena.asked == Some(0);
        let below = arena.p99() < system.p99();
        let share = 100.0 * (1.0 - arena.p99() as f64 / system.p99() as f64);
        println!(
            "run {run}: the arena asked the system {} times; its p99 is {share:.0} % below the \
             system's{}",
            arena.asked.unwrap_or(u64::MAX),
            if quiet && below { "" } else { ": DOESN'T HOLD" },
        );
        holds &= quiet && below;
    }
    println!();
    holds
}

#[cfg(test)]
mod tests {
    use super::{Outcome, RUNS, judge, line, parse};
    use crate::histogram::Histogram;
    use crate::run::Contender;

    /// An outcome of one message that took so long.
    fn outcome(latency: u64, asked: Option<u64>) -> Outcome {
        let mut latencies = Histogram::default();
        latencies.record(latency);
        Outcome { latencies, asked, checksum: u64::MAX, reports: 6, churned: 7 }
    }

    #[test]
    fn a_line_tells_the_outcome() {
        let known = outcome(20, Some(0));
        assert_eq!(parse(&line(&known)), Some(known));
        let unknown = outcome(1 << 40, None);
        assert_eq!(parse(&line(&unknown)), Some(unknown));
        assert_eq!(parse("1 2 3"), None);
    }

    #[test]
    fn turns_add_up() {
        let both = outcome(20, Some(1)).and(&outcome(30, Some(2)));
        assert_eq!((both.p50(), both.max(), both.asked, both.reports), (20, 30, Some(3), 12));
    }

    #[test]
    fn what_doesnt_hold_is_seen() {
        let runs = |latency, asked| -> Vec<_> {
            let of = |n| {
                let system = (Contender::System, n, outcome(21, None));
                [system, (Contender::Arena, n, outcome(latency, Some(asked)))]
            };
            (1..=RUNS).flat_map(of).collect()
        };
        assert!(judge(&runs(20, 0)));
        assert!(!judge(&runs(21, 0)));
        assert!(!judge(&runs(20, 1)));
        let mut one = runs(20, 0);
        one[7].2.asked = Some(3);
        assert!(!judge(&one));
        assert!(!judge(&one[..1]));
    }
}
