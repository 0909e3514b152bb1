//! How often each operation had each end.

use core::fmt;
use std::collections::BTreeMap;

/// What an operation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Done, and something has changed.
    Done,
    /// Returned, and nothing has changed.
    NoOp,
    /// Done; the capacity has grown.
    Grew,
    /// Done; the capacity has become smaller.
    Shrank,
    /// Done; the block has another size in the same place.
    InPlace,
    /// Done; the block has another size in another place.
    Moved,
    /// No memory, and nothing has changed.
    Refused,
    /// Panicked, as the model did.
    Panicked,
    /// A wrong call, which became a finding.
    Found,
}

/// How often each operation had each end: shows that a target has tried something.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    cells: BTreeMap<(&'static str, End), u64>,
}

impl Coverage {
    /// A table of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { cells: BTreeMap::new() }
    }

    /// Counts an operation that ended so.
    pub fn count(&mut self, op: &'static str, end: End) {
        *self.cells.entry((op, end)).or_default() += 1;
    }

    /// How often `op` ended so.
    #[must_use]
    pub fn get(&self, op: &'static str, end: End) -> u64 {
        self.cells.get(&(op, end)).copied().unwrap_or(0)
    }

    /// Adds another table.
    pub fn add(&mut self, other: &Self) {
        for (&cell, count) in &other.cells {
            *self.cells.entry(cell).or_default() += count;
        }
    }

    /// The cells that were reached.
    pub fn reached(&self) -> impl Iterator<Item = (&'static str, End)> {
        self.cells.keys().copied()
    }

    /// What a plan says of a cell and isn't so, a line for each.
    #[must_use]
    pub fn against(&self, plan: &Plan) -> Vec<String> {
        let mut lines = Vec::new();
        for &op in plan.ops {
            for &end in plan.ends {
                let reached = self.get(op, end) > 0;
                match (reached, plan.why_not(op, end)) {
                    (false, None) => lines.push(format!("{op} {end:?}: never reached")),
                    (true, Some(why)) => {
                        lines.push(format!("{op} {end:?}: reached, though {why}"));
                    }
                    _ => {}
                }
            }
        }
        for (op, end) in self.reached() {
            if !plan.ops.contains(&op) || !plan.ends.contains(&end) {
                lines.push(format!("{op} {end:?}: reached, and not in the table"));
            }
        }
        lines
    }

    /// The table as text, with a column for each of these ends.
    #[must_use]
    pub fn table(&self, plan: &Plan) -> String {
        let mut text = format!("{:<20}", "operation");
        for end in plan.ends {
            text += &format!("{:>9}", format!("{end:?}"));
        }
        for &op in plan.ops {
            text += &format!("\n{op:<20}");
            for &end in plan.ends {
                let cell = match plan.why_not(op, end) {
                    Some(_) => "-".to_owned(),
                    None => self.get(op, end).to_string(),
                };
                text += &format!("{cell:>9}");
            }
        }
        text
    }
}

/// Operations, ends that these can't have, and the reason.
#[derive(Clone, Copy, Debug)]
pub struct Unreachable {
    /// The operations.
    pub ops: &'static [&'static str],
    /// The ends that they don't have.
    pub ends: &'static [End],
    /// Why not.
    pub why: &'static str,
}

/// Which cells a target's table has, and which of them can't be reached.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The rows.
    pub ops: &'static [&'static str],
    /// The columns.
    pub ends: &'static [End],
    /// Cells that stay empty.
    pub unreachable: &'static [Unreachable],
}

impl Plan {
    fn why_not(&self, op: &str, end: End) -> Option<&'static str> {
        let mut all = self.unreachable.iter();
        all.find(|un| un.ops.contains(&op) && un.ends.contains(&end)).map(|un| un.why)
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
