//! What is measured: one generic body per workload, and the list of who runs it.
//!
//! | file | workload |
//! |---|---|
//! | `push.rs` | `u64`s into an empty vector, growth included |
//! | `boxes.rs` | boxes of 24 bytes, each freed before the next is made |
//! | `arena_known.rs` | values of 24 bytes on an arena |
//! | `arena_unknown.rs` | blocks on an arena whose layouts are known at run time only |

pub mod arena_known;
pub mod arena_unknown;
pub mod boxes;
pub mod push;

use crate::Input;
use core::fmt;

/// Memory that a contender takes from, beyond one object's life.
pub trait Region {
    /// Memory for `bytes` bytes at least, so that no round waits for the operating system; whoever
    /// takes from the heap needs to do nothing.
    fn with_capacity(bytes: usize) -> Self;

    /// Takes back everything that was handed out.
    fn reset(&mut self);
}

/// One contender's side of one workload, ready to run.
pub trait Round {
    /// Does the work, for the clock or for callgrind.
    fn run(&mut self, input: &Input);

    /// Does the work under the eyes of a checker, and returns a sum over all that was made: the
    /// same for every contender. Panics when something is wrong with it.
    fn check(&mut self, input: &Input) -> u64;
}

/// A workload.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Workload {
    /// [`push`]
    Push,
    /// [`boxes`]
    Boxes,
    /// [`arena_known`]
    ArenaKnown,
    /// [`arena_unknown`]
    ArenaUnknown,
}

impl Workload {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Push, Self::Boxes, Self::ArenaKnown, Self::ArenaUnknown];

    /// Its name, without spaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Boxes => "box",
            Self::ArenaKnown => "arena-known",
            Self::ArenaUnknown => "arena-unknown",
        }
    }

    /// Whoever runs this workload.
    pub fn cases(self) -> impl Iterator<Item = &'static Case> {
        crate::contenders::CASES.iter().filter(move |c| c.workload == self)
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Prepares memory for an input.
pub type Prepare = fn(&Input) -> Box<dyn Round>;

/// In how many places the code of each round is.
///
/// A loop of 17 bytes takes one cycle a turn, or two where it crosses the border of a cache line,
/// and compilers align loops to 16 bytes only. So each loop exists four times, 16 bytes further on,
/// and whoever measures time takes every contender at its best.
pub const PLACES: usize = 4;

/// A workload with a contender.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What is done.
    pub workload: Workload,
    /// Who does it: a name without spaces.
    pub contender: &'static str,
    /// Prepares memory for an input; the code of the rounds is the same, in different places.
    pub prepare: &'static [Prepare; PLACES],
}

impl Case {
    /// The case of this workload and contender.
    #[must_use]
    pub fn find(workload: &str, contender: &str) -> Option<&'static Self> {
        let mut all = crate::contenders::CASES.iter();
        all.find(|c| c.workload.name() == workload && c.contender == contender)
    }

    /// Whether the contender is exalloc.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.contender.starts_with("exalloc-")
    }
}

#[cfg(test)]
mod tests {
    use super::Workload;
    use crate::Input;

    #[test]
    fn all_contenders_do_the_same_work() {
        for workload in Workload::ALL {
            for count in [100, 10_000] {
                let input = Input::of(count);
                let mut sums = Vec::new();
                for case in workload.cases() {
                    for prepare in case.prepare {
                        let mut round = prepare(&input);
                        let first = round.check(&input);
                        round.run(&input);
                        let again = round.check(&input);
                        assert_eq!(first, again, "{workload} of {} again", case.contender);
                        sums.push(first);
                    }
                }
                assert!(
                    sums.len() >= 2 && sums.iter().all(|&s| s == sums[0]),
                    "{workload}: {sums:?}"
                );
            }
        }
    }
}
