//! The goals that are measured here: instruction bounds, which gate, and ratios of times, which
//! never do.

use crate::workloads::Workload::{self, ArenaKnown, ArenaUnknown, Boxes, Push};

/// At most so many instructions per operation, at 10,000 operations, loop included.
#[derive(Clone, Copy, Debug)]
pub struct InstructionBound {
    /// The goal's name.
    pub goal: &'static str,
    /// What is done.
    pub workload: Workload,
    /// Who does it.
    pub contender: &'static str,
    /// At most.
    pub bound: f64,
}

const fn instructions(
    goal: &'static str,
    workload: Workload,
    contender: &'static str,
    bound: f64,
) -> InstructionBound {
    InstructionBound { goal, workload, contender, bound }
}

/// The instruction bounds. G2 and G4 have none.
pub const INSTRUCTIONS: &[InstructionBound] = &[
    instructions("G1", Push, "exalloc-system", 7.5),
    instructions("G5", Boxes, "exalloc-arena", 22.0),
    instructions("G6", ArenaKnown, "exalloc-arena", 13.0),
    instructions("G7", ArenaUnknown, "exalloc-arena", 19.0),
];

/// At most such a part of a peer's time.
#[derive(Clone, Copy, Debug)]
pub struct TimeBound {
    /// The goal's name.
    pub goal: &'static str,
    /// What is done.
    pub workload: Workload,
    /// Operations in a row.
    pub count: usize,
    /// Who does it.
    pub contender: &'static str,
    /// The peers; the fastest of them counts.
    pub peers: &'static [&'static str],
    /// At most, as written in the goal.
    pub ratio: f64,
}

impl TimeBound {
    /// The bound that decides: differences below a tenth are placement, so goals around 1 have a
    /// tolerance.
    #[must_use]
    pub fn limit(&self) -> f64 {
        if (0.90..=1.10).contains(&self.ratio) { self.ratio + 0.05 } else { self.ratio }
    }
}

const fn time(
    goal: &'static str,
    workload: Workload,
    count: usize,
    contender: &'static str,
    peers: &'static [&'static str],
    ratio: f64,
) -> TimeBound {
    TimeBound { goal, workload, count, contender, peers, ratio }
}

/// The ratios of times.
pub const TIMES: &[TimeBound] = &[
    time("G1", Push, 100, "exalloc-system", &["std"], 0.76),
    time("G1", Push, 10_000, "exalloc-system", &["std"], 0.55),
    time("G1", Push, 1_000_000, "exalloc-system", &["std"], 0.50),
    time("G2", Push, 100, "exalloc-arena", &["std"], 0.40),
    time("G2", Push, 10_000, "exalloc-arena", &["std"], 0.40),
    time("G2", Push, 100, "exalloc-bump", &["std"], 0.40),
    time("G2", Push, 10_000, "exalloc-bump", &["std"], 0.40),
    time("G4", Boxes, 10_000, "exalloc-system", &["std"], 0.92),
    time("G4", Boxes, 10_000, "exalloc-malloc", &["std"], 0.92),
    time("G5", Boxes, 10_000, "exalloc-arena", &["bumpalo"], 1.00),
    time("G6", ArenaKnown, 10_000, "exalloc-arena", &["bumpalo", "bump-scope"], 1.02),
    time("G7", ArenaUnknown, 10_000, "exalloc-arena", &["bumpalo"], 1.10),
];

#[cfg(test)]
mod tests {
    use super::{INSTRUCTIONS, TIMES};
    use crate::workloads::Case;

    #[test]
    fn every_goal_names_cases_that_exist() {
        let named = INSTRUCTIONS.iter().map(|b| (b.workload, b.contender));
        let timed = TIMES.iter().flat_map(|b| {
            b.peers.iter().copied().chain([b.contender]).map(move |name| (b.workload, name))
        });
        for (workload, contender) in named.chain(timed) {
            assert!(Case::find(workload.name(), contender).is_some(), "{workload} of {contender}");
        }
    }
}
