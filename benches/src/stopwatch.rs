//! Times of contenders that take turns.

use crate::Input;
use crate::workloads::{Case, PLACES};
use core::time::Duration;
use std::time::Instant;

/// Rounds at least, in each place.
const ROUNDS: usize = 30;
/// Further rounds for this long: a short round needs many for its minimum to settle.
const SETTLE: Duration = Duration::from_millis(1000);

/// How patiently times are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pace {
    /// As the goals want it.
    Thorough,
    /// A few rounds, for whoever changes the benches.
    Quick,
}

/// The shortest round of each case, in nanoseconds per operation.
///
/// The cases take turns, so that a slower moment of the machine hits all of them; and each begins
/// in its turn. Each runs in all its [`PLACES`], and its best one counts.
#[must_use]
pub fn minima(cases: &[&Case], input: &Input, pace: Pace) -> Vec<f64> {
    let (least, settle) = match pace {
        Pace::Thorough => (ROUNDS, SETTLE / PLACES as u32),
        Pace::Quick => (3, Duration::ZERO),
    };
    let mut best = vec![Duration::MAX; cases.len()];
    let mut operations = vec![0; cases.len()];
    for place in 0..PLACES {
        let mut rounds: Vec<_> = cases.iter().map(|case| case.prepare[place](input)).collect();
        for (round, operations) in rounds.iter_mut().zip(&mut operations) {
            round.run(input);
            *operations = round.operations(input);
        }
        let begin = Instant::now();
        let mut done = 0;
        while done < least || begin.elapsed() < settle {
            for turn in 0..rounds.len() {
                let i = (done + turn) % rounds.len();
                let start = Instant::now();
                rounds[i].run(input);
                best[i] = best[i].min(start.elapsed());
            }
            done += 1;
        }
    }
    best.iter().zip(operations).map(|(d, n)| d.as_nanos() as f64 / n as f64).collect()
}
