//! The goals: instruction bounds, which gate, and everything else, which never does.

use crate::callgrind::Count;
use crate::workloads::Case;
use crate::workloads::Workload::{
    self, ArenaKnown, ArenaUnknown, Boxes, Buffer, Format, Push, PushOutlined, PushStr, Write,
};

/// The goals that are measured here, and what they are about.
pub const GOALS: &[(&str, &str)] = &[
    ("G1", "push on the heap, inlined"),
    ("G2", "push on an arena and a buffer, inlined"),
    ("G3", "push on the heap, not inlined"),
    ("G4", "24-byte box on the heap, made and freed"),
    ("G5", "24-byte box on an arena, made and given back"),
    ("G6", "arena, layout known"),
    ("G7", "arena, mixed layouts"),
    ("G8", "arena, 72 MB of blocks, ten times"),
    ("G9", "64 KiB buffer until full, reset"),
    ("G10", "strings: words, formatting, appenders"),
    ("G12", "a vector of 1 GiB"),
    ("G15", "machine code of push"),
    ("G16", "build time"),
];

/// What an instruction bound is about.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Counted {
    /// The whole operation, loop included.
    Operation,
    /// The called function itself.
    Callee,
    /// The whole operation, beyond that of another contender.
    Beyond(&'static str),
}

/// At most so many instructions per operation, at 10,000 operations.
#[derive(Clone, Copy, Debug)]
pub struct InstructionBound {
    /// The goal's name.
    pub goal: &'static str,
    /// What is done.
    pub workload: Workload,
    /// Who does it.
    pub contender: &'static str,
    /// What is counted.
    pub counted: Counted,
    /// At most.
    pub bound: f64,
    /// Whether it gates. One that isn't met yet doesn't; as soon as it is, the gate asks for this
    /// to be changed.
    pub gates: bool,
}

impl InstructionBound {
    /// Whether it is about this case.
    #[must_use]
    pub fn needs(&self, case: &Case) -> bool {
        let ours = case.contender == self.contender;
        case.workload == self.workload && (ours || self.counted == Counted::Beyond(case.contender))
    }

    /// What the counts of these cases say about it, if the ones that it is about are among them.
    #[must_use]
    pub fn measured(&self, cases: &[&Case], counts: &[Count]) -> Option<f64> {
        let of = |contender| {
            let wanted = |c: &&Case| c.workload == self.workload && c.contender == contender;
            counts.get(cases.iter().position(wanted)?)
        };
        let ours = of(self.contender)?;
        Some(match self.counted {
            Counted::Operation => ours.instructions,
            Counted::Callee => ours.callee,
            Counted::Beyond(other) => ours.instructions - of(other)?.instructions,
        })
    }

    /// Whether a count is within the bound. Bounds are stated to a tenth, so a tenth decides: the
    /// one reset of an arena in 10,000 operations is no instruction of an operation.
    #[must_use]
    pub fn is_met(&self, count: f64) -> bool {
        (count * 10.0).round() / 10.0 <= self.bound
    }
}

const fn instructions(
    goal: &'static str,
    workload: Workload,
    contender: &'static str,
    counted: Counted,
    bound: f64,
) -> InstructionBound {
    InstructionBound { goal, workload, contender, counted, bound, gates: true }
}

/// The instruction bounds.
pub const INSTRUCTIONS: &[InstructionBound] = &[
    instructions("G1", Push, "exalloc-system", Counted::Operation, 7.5),
    InstructionBound {
        gates: false,
        ..instructions("G3", PushOutlined, "exalloc-system", Counted::Callee, 8.0)
    },
    instructions("G4", Boxes, "exalloc-cpp-new", Counted::Beyond("operator-new"), 3.0),
    instructions("G5", Boxes, "exalloc-arena", Counted::Operation, 22.0),
    instructions("G6", ArenaKnown, "exalloc-arena", Counted::Operation, 13.0),
    instructions("G7", ArenaUnknown, "exalloc-arena", Counted::Operation, 19.0),
    instructions("G9", Buffer, "exalloc-bump", Counted::Operation, 22.0),
];

/// At most such a part of another contender's time.
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
    /// The others, of whom the fastest counts; none are all peers.
    pub peers: &'static [&'static str],
    /// At most, as written in the goal.
    pub ratio: f64,
}

impl TimeBound {
    /// Those of whom the fastest counts.
    pub fn against(&self) -> impl Iterator<Item = &'static str> {
        let peers = self.peers;
        let all = self.workload.cases().filter(move |case| match peers {
            [] => case.is_peer(),
            _ => peers.contains(&case.contender),
        });
        all.map(|case: &Case| case.contender)
    }

    /// Their name.
    #[must_use]
    pub fn against_name(&self) -> String {
        match self.peers {
            [] => String::from("the fastest peer"),
            peers => peers.join(" or "),
        }
    }
}

/// The bound that decides: differences below a tenth are placement, so bounds around 1 have a
/// tolerance.
#[must_use]
pub fn with_tolerance(ratio: f64) -> f64 {
    if (0.90..=1.10).contains(&ratio) { ratio + 0.05 } else { ratio }
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

/// The contender of `write` that formats nothing; absent as long as the library has no appenders.
pub const APPENDER: &str = "exalloc-append";

/// The ratios of times.
pub const TIMES: &[TimeBound] = &[
    time("G1", Push, 100, "exalloc-system", &["std"], 0.76),
    time("G1", Push, 10_000, "exalloc-system", &["std"], 0.55),
    time("G1", Push, 1_000_000, "exalloc-system", &["std"], 0.50),
    time("G2", Push, 100, "exalloc-arena", &["std"], 0.40),
    time("G2", Push, 10_000, "exalloc-arena", &["std"], 0.40),
    time("G2", Push, 100, "exalloc-bump", &["std"], 0.40),
    time("G2", Push, 10_000, "exalloc-bump", &["std"], 0.40),
    time("G3", PushOutlined, 10_000, "exalloc-system", &["std"], 0.70),
    time("G4", Boxes, 10_000, "exalloc-system", &["std"], 0.92),
    time("G4", Boxes, 10_000, "exalloc-malloc", &["std"], 0.92),
    time("G5", Boxes, 10_000, "exalloc-arena", &["bumpalo"], 1.00),
    time("G6", ArenaKnown, 10_000, "exalloc-arena", &[], 1.02),
    time("G7", ArenaUnknown, 10_000, "exalloc-arena", &["bumpalo"], 1.10),
    time("G9", Buffer, 10_000, "exalloc-bump", &["floor"], 1.15),
    time("G10", PushStr, 10_000, "exalloc-system", &["std"], 0.96),
    time("G10", Write, 10_000, "exalloc-system", &["std"], 1.00),
    time("G10", Format, 10_000, "exalloc-system", &["std"], 1.00),
    time("G10", Write, 10_000, APPENDER, &["exalloc-system"], 0.50),
];

#[cfg(test)]
mod tests {
    use super::{APPENDER, Counted, GOALS, INSTRUCTIONS, TIMES};
    use crate::workloads::Case;

    #[test]
    fn every_goal_names_cases_that_exist() {
        let beyond = INSTRUCTIONS.iter().filter_map(|b| match b.counted {
            Counted::Beyond(other) => Some((b.workload, other)),
            _ => None,
        });
        let named = INSTRUCTIONS.iter().map(|b| (b.workload, b.contender));
        let timed = TIMES.iter().filter(|b| b.contender != APPENDER).flat_map(|b| {
            b.peers.iter().copied().chain([b.contender]).map(move |name| (b.workload, name))
        });
        for (workload, contender) in named.chain(timed).chain(beyond) {
            assert!(Case::find(workload.name(), contender).is_some(), "{workload} of {contender}");
        }
        for goal in INSTRUCTIONS.iter().map(|b| b.goal).chain(TIMES.iter().map(|b| b.goal)) {
            assert!(GOALS.iter().any(|(name, _)| *name == goal), "{goal}");
        }
    }
}
