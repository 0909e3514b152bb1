//! Times of contenders that take turns.

use crate::Input;
use crate::workloads::Case;
use core::time::Duration;
use std::time::Instant;

/// Rounds at least.
const ROUNDS: usize = 30;
/// Further rounds for this long: a short round needs many for its minimum to settle.
const SETTLE: Duration = Duration::from_millis(400);

/// The shortest round of each case, in nanoseconds per operation.
///
/// The cases take turns, so that a slower moment of the machine hits all of them; and each begins
/// in its turn.
#[must_use]
pub fn minima(cases: &[&Case], input: &Input) -> Vec<f64> {
    let mut rounds: Vec<_> = cases.iter().map(|case| (case.prepare)(input)).collect();
    for round in &mut rounds {
        round.run(input);
    }
    let mut best = vec![Duration::MAX; cases.len()];
    let begin = Instant::now();
    let mut done = 0;
    while done < ROUNDS || begin.elapsed() < SETTLE {
        for turn in 0..rounds.len() {
            let i = (done + turn) % rounds.len();
            let start = Instant::now();
            rounds[i].run(input);
            best[i] = best[i].min(start.elapsed());
        }
        done += 1;
    }
    best.iter().map(|d| d.as_nanos() as f64 / input.operations() as f64).collect()
}
