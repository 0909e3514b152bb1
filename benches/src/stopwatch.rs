//! Times of contenders that take turns.

use crate::Input;
use crate::workloads::{Case, PLACES};
use core::time::Duration;
use std::time::Instant;

/// Rounds at least, in each place.
const ROUNDS: usize = 30;
/// Further rounds for this long: a short round needs many for its minimum to settle.
const SETTLE: Duration = Duration::from_millis(400);

/// The shortest round of each case, in nanoseconds per operation.
///
/// The cases take turns, so that a slower moment of the machine hits all of them; and each begins
/// in its turn. Each runs in all its [`PLACES`], and its best one counts.
#[must_use]
pub fn minima(cases: &[&Case], input: &Input) -> Vec<f64> {
    let mut best = vec![Duration::MAX; cases.len()];
    for place in 0..PLACES {
        let mut rounds: Vec<_> = cases.iter().map(|case| case.prepare[place](input)).collect();
        for round in &mut rounds {
            round.run(input);
        }
        let begin = Instant::now();
        let mut done = 0;
        while done < ROUNDS || begin.elapsed() < SETTLE / PLACES as u32 {
            for turn in 0..rounds.len() {
                let i = (done + turn) % rounds.len();
                let start = Instant::now();
                rounds[i].run(input);
                best[i] = best[i].min(start.elapsed());
            }
            done += 1;
        }
    }
    best.iter().map(|d| d.as_nanos() as f64 / input.operations() as f64).collect()
}
