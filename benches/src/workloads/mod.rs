//! What is measured: one generic body per workload, and the list of who runs it.
//!
//! | file | workloads |
//! |---|---|
//! | `push.rs` | `u64`s into an empty vector, growth included; push inlined, and called |
//! | `extend.rs` | slices of 1 to 32 `u64`s into an empty vector |
//! | `boxes.rs` | boxes of 24 bytes: each freed before the next is made, last first, in no order |
//! | `arena_known.rs` | values of 24 bytes on an arena |
//! | `arena_unknown.rs` | blocks on an arena whose layouts are known at run time only |
//! | `buffer.rs` | the same in a buffer of 64 KiB until it is full, then a reset |
//! | `strings.rs` | short words into a string; a number and a word, written and formatted |
//!
//! What takes a process of its own (a gibibyte, 72 MB of blocks) is in [`large`](crate::large).

pub mod arena_known;
pub mod arena_unknown;
pub mod boxes;
pub mod buffer;
pub mod extend;
pub mod push;
pub mod strings;

use crate::Input;
use crate::blind::displace;
use crate::watch::{Checked, Measured, Watch};
use core::fmt;
use core::marker::PhantomData;

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

    /// Operations of one [`run`](Self::run).
    fn operations(&self, input: &Input) -> usize {
        input.operations()
    }
}

/// A workload on one contender's memory: the body that is the same for all of them.
pub(crate) trait Work: Sized + 'static {
    /// What it is.
    const WORKLOAD: Workload;
    /// How many blocks between two resets are part of the checksum.
    const SUMMED: usize = usize::MAX;

    /// Prepares memory.
    fn prepare(input: &Input) -> Self;

    /// Does it; everything that is made is shown to `watch`. Always inlined.
    fn body(&mut self, input: &Input, watch: &mut impl Watch);

    /// Operations of one round.
    fn operations(&self, input: &Input) -> usize {
        input.operations()
    }
}

/// The body, with its loops in one of the [`PLACES`].
struct Placed<W, const PLACE: usize>(W);

impl<W: Work, const PLACE: usize> Placed<W, PLACE> {
    fn prepare(input: &Input) -> Box<dyn Round> {
        Box::new(Self(W::prepare(input)))
    }
}

impl<W: Work, const PLACE: usize> Round for Placed<W, PLACE> {
    fn run(&mut self, input: &Input) {
        displace::<PLACE>();
        self.0.body(input, &mut Measured);
    }

    fn check(&mut self, input: &Input) -> u64 {
        let mut checked = Checked::new(W::SUMMED);
        self.0.body(input, &mut checked);
        checked.sum()
    }

    fn operations(&self, input: &Input) -> usize {
        self.0.operations(input)
    }
}

/// Ways to prepare memory, for the loops in each place.
struct Places<W>(PhantomData<W>);

impl<W: Work> Places<W> {
    const ALL: &'static [Prepare; PLACES] = &[
        Placed::<W, 0>::prepare,
        Placed::<W, 1>::prepare,
        Placed::<W, 2>::prepare,
        Placed::<W, 3>::prepare,
    ];
}

/// A workload.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Workload {
    /// [`push::Push`]
    Push,
    /// [`push::Outlined`]
    PushOutlined,
    /// [`extend`]
    Extend,
    /// [`boxes::Pairs`]
    Boxes,
    /// [`boxes::Lifo`]
    BoxesLifo,
    /// [`boxes::Random`]
    BoxesRandom,
    /// [`arena_known`]
    ArenaKnown,
    /// [`arena_unknown`]
    ArenaUnknown,
    /// [`buffer`]
    Buffer,
    /// [`strings::PushStr`]
    PushStr,
    /// [`strings::Write`]
    Write,
    /// [`strings::Format`]
    Format,
}

impl Workload {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Push,
        Self::PushOutlined,
        Self::Extend,
        Self::Boxes,
        Self::BoxesLifo,
        Self::BoxesRandom,
        Self::ArenaKnown,
        Self::ArenaUnknown,
        Self::Buffer,
        Self::PushStr,
        Self::Write,
        Self::Format,
    ];

    /// All of them, with each of their counts.
    pub fn inputs() -> impl Iterator<Item = (Self, usize)> {
        Self::ALL.into_iter().flat_map(|w| w.counts().iter().map(move |&count| (w, count)))
    }

    /// Its name, without spaces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::PushOutlined => "push-outlined",
            Self::Extend => "extend",
            Self::Boxes => "box",
            Self::BoxesLifo => "box-lifo",
            Self::BoxesRandom => "box-random",
            Self::ArenaKnown => "arena-known",
            Self::ArenaUnknown => "arena-unknown",
            Self::Buffer => "buffer",
            Self::PushStr => "push-str",
            Self::Write => "write",
            Self::Format => "format",
        }
    }

    /// What it is, for readers of a table.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Push => "push into an empty vector",
            Self::PushOutlined => "push, not inlined",
            Self::Extend => "extend by slices of 1 to 32",
            Self::Boxes => "24-byte box, made and freed",
            Self::BoxesLifo => "24-byte boxes, freed last first",
            Self::BoxesRandom => "24-byte boxes, freed in no order",
            Self::ArenaKnown => "arena, 24 bytes",
            Self::ArenaUnknown => "arena, mixed layouts",
            Self::Buffer => "64 KiB buffer until full, reset",
            Self::PushStr => "push_str of short words",
            Self::Write => "write a number and a word",
            Self::Format => "format a number and a word",
        }
    }

    /// For how many operations in a row it is measured.
    #[must_use]
    pub const fn counts(self) -> &'static [usize] {
        match self {
            Self::Push => &[100, 10_000, 1_000_000],
            _ => &[10_000],
        }
    }

    /// Whoever runs this workload.
    pub fn cases(self) -> impl Iterator<Item = &'static Case> {
        crate::contenders::cases().filter(move |c| c.workload == self)
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
    /// A contender's side of a workload.
    pub(crate) const fn of<W: Work>(contender: &'static str) -> Self {
        Self { workload: W::WORKLOAD, contender, prepare: Places::<W>::ALL }
    }

    /// The case of this workload and contender.
    #[must_use]
    pub fn find(workload: &str, contender: &str) -> Option<&'static Self> {
        let mut all = crate::contenders::cases();
        all.find(|c| c.workload.name() == workload && c.contender == contender)
    }

    /// Whether the contender is exalloc.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.contender.starts_with("exalloc-")
    }

    /// Whether the contender is another library: not exalloc, and no code that is there only to
    /// show how little work there is.
    #[must_use]
    pub fn is_peer(&self) -> bool {
        !self.is_ours() && !crate::contenders::FLOORS.contains(&self.contender)
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
                        sums.push((case.contender, first));
                    }
                }
                assert!(
                    sums.len() >= 8 && sums.iter().all(|s| s.1 == sums[0].1),
                    "{workload}: {sums:?}"
                );
            }
        }
    }

    #[test]
    fn contenders_have_one_case_per_workload() {
        for workload in Workload::ALL {
            let mut names: Vec<_> = workload.cases().map(|c| c.contender).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{workload}: {names:?}");
        }
    }
}
