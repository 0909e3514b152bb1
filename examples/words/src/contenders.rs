//! The same job on each allocator: counted once, timed as often as the user likes.

use crate::error::Error;
use crate::progress::Progress;
use crate::words::{Entry, WordTable};
use core::hint::black_box;
use core::mem::MaybeUninit;
use core::time::Duration;
use exalloc::{
    Allocator, ArenaAllocator, BumpAllocator, CountingAllocator, CountingStats, ExString, ExVec,
    GlobalAllocator, MallocAllocator, SystemAllocator, TryReserveError,
};
use std::time::Instant;

/// A way to run the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contender {
    /// The platform's heap.
    System,
    /// C's `malloc`.
    Malloc,
    /// The program's `#[global_allocator]`.
    Global,
    /// An arena on the platform's heap, counted by what the job asks of it.
    Arena,
    /// The same arena, counted by what it asks of the platform's heap.
    ArenaOnCounting,
    /// A buffer that holds everything.
    Bump,
}

impl Contender {
    /// All of them, in the order of the table. The bump comes last: its buffer is as large as what
    /// the arena took.
    pub(crate) const ALL: [Self; 6] =
        [Self::System, Self::Malloc, Self::Global, Self::Arena, Self::ArenaOnCounting, Self::Bump];

    /// What it is called in the table and in errors.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Malloc => "malloc",
            Self::Global => "global",
            Self::Arena => "arena",
            Self::ArenaOnCounting => "arena on counting",
            Self::Bump => "bump",
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Row {
    /// Who.
    pub(crate) contender: Contender,
    /// What was counted.
    pub(crate) counted: Counted,
    /// The time of each run, shortest first; empty after a failure.
    pub(crate) times: ExVec<Duration, SystemAllocator>,
}

/// What one pass of the job asked for, all in bytes but the allocations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Blocks that were handed out.
    pub(crate) allocations: u64,
    /// Alive when the result was there; `None` when it never was.
    pub(crate) live: Option<usize>,
    /// The most that was alive at one time.
    pub(crate) peak: usize,
    /// Alive after everything was dropped: should be 0.
    pub(crate) at_end: usize,
}

/// The words of the first pass, which all others must agree with.
#[derive(Debug)]
pub(crate) struct Ranking {
    /// Words and their counts, most frequent first.
    pub(crate) words: ExVec<(ExString<SystemAllocator>, u64), SystemAllocator>,
    /// The sum of the counts.
    pub(crate) total: u64,
}

/// All that is known when every contender has run.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// The result.
    pub(crate) ranking: Ranking,
    /// One row for each of [`Contender::ALL`], in that order.
    pub(crate) rows: ExVec<Row, SystemAllocator>,
    /// The size of the bump's buffer in bytes.
    pub(crate) bump_bytes: usize,
    /// What went wrong on the way: the other rows are good.
    pub(crate) problems: ExVec<Error, SystemAllocator>,
}

/// Counts the words of `text` on every contender: a counted pass each, then `runs` rounds in which
/// each has its turn, so that a disturbance of the machine meets all.
///
/// # Errors
///
/// When there is no memory for the result itself. What a contender does wrong is one of the
/// [`problems`](Comparison::problems).
pub(crate) fn compare(
    text: &str,
    runs: usize,
    bump_bytes: Option<usize>,
    progress: &mut Progress,
) -> Result<Comparison, Error> {
    let result = |error| Error::Memory { what: "the result", error };
    let ranking = Ranking::try_of(text).map_err(result)?;
    let mut problems = ExVec::new(SystemAllocator);
    let mut rows = ExVec::<Row, _>::new(SystemAllocator);
    let mut memory = Buffer::new(SystemAllocator);
    let mut arena_took = 0;
    for contender in Contender::ALL {
        progress.step(format_args!("counting what the job asks for: {}", contender.name()));
        let (counted, outcome) = if contender == Contender::Bump {
            let (bytes, may_grow) = (bump_bytes.unwrap_or(arena_took), bump_bytes.is_none());
            let (buffer, pass) = count_on_bump(text, bytes, may_grow, &ranking)?;
            memory = buffer;
            pass
        } else {
            contender.count(text, &mut [], &ranking)
        };
        if contender == Contender::ArenaOnCounting {
            arena_took = counted.peak;
        }
        let allocator = contender.name();
        let problem = match outcome {
            Ok(true) => None,
            Ok(false) => Some(Error::Differs { allocator }),
            Err(error) => {
                let buffer = (contender == Contender::Bump).then_some(memory.len());
                let arena = buffer.map(|_| arena_took);
                Some(Error::Job { allocator, error, buffer, arena })
            }
        };
        let bytes = counted.at_end;
        let leak = (bytes > 0).then_some(Error::Leak { allocator, bytes });
        for problem in problem.into_iter().chain(leak) {
            problems.try_push(problem).map_err(|error| result(error.into()))?;
        }
        let times = ExVec::new(SystemAllocator);
        rows.try_push(Row { contender, counted, times }).map_err(|error| result(error.into()))?;
    }
    for run in 1..=runs {
        for row in rows.iter_mut().filter(|row| row.counted.live.is_some()) {
            let allocator = row.contender.name();
            progress.step(format_args!("timing the job: run {run} of {runs}, {allocator}"));
            match row.contender.time(text, &mut memory) {
                Ok((time, totals)) => {
                    row.times.try_push(time).map_err(|error| result(error.into()))?;
                    if totals != (ranking.total, ranking.words.len()) {
                        let problem = Error::Differs { allocator };
                        problems.try_push(problem).map_err(|error| result(error.into()))?;
                    }
                }
                Err(error) => {
                    let problem = Error::Job { allocator, error, buffer: None, arena: None };
                    problems.try_push(problem).map_err(|error| result(error.into()))?;
                }
            }
        }
    }
    for row in rows.iter_mut() {
        row.times.sort_unstable();
    }
    Ok(Comparison { ranking, rows, bump_bytes: memory.len(), problems })
}

/// Memory for the bump.
type Buffer = ExVec<MaybeUninit<u8>, SystemAllocator>;
/// What a counted pass saw, and whether the result was the expected one.
type Pass = (Counted, Result<bool, TryReserveError>);

/// Runs the job once on a bump with a buffer of `bytes` bytes, counting; a buffer that `may_grow`
/// is doubled until the job is done.
///
/// The arena can give a large block back, or grow it, where a bump can't any more. So a text is
/// possible, though none was met, for which as much as the arena took is too little.
fn count_on_bump(
    text: &str,
    mut bytes: usize,
    may_grow: bool,
    expected: &Ranking,
) -> Result<(Buffer, Pass), Error> {
    loop {
        let mut memory = buffer(bytes)?;
        let pass = Contender::Bump.count(text, &mut memory, expected);
        if pass.1.is_ok() || !may_grow {
            return Ok((memory, pass));
        }
        bytes = bytes.saturating_mul(2).max(1);
    }
}

/// A buffer of `bytes` bytes.
fn buffer(bytes: usize) -> Result<Buffer, Error> {
    let no_memory = |error| Error::Memory { what: "the bump's buffer", error };
    let mut memory = ExVec::try_with_capacity(bytes, SystemAllocator).map_err(no_memory)?;
    memory.try_resize_with(bytes, MaybeUninit::uninit).map_err(no_memory)?;
    Ok(memory)
}

/// The job: counts the words of `text` on `alloc`, ranks them, shows the result to `done`, and
/// drops it. Returns the number of words, and of different ones.
fn job<A: Allocator>(
    text: &str,
    alloc: &A,
    done: impl FnOnce(&[&Entry<&A>]),
) -> Result<(u64, usize), TryReserveError> {
    let mut table = WordTable::new(alloc);
    table.try_count(text)?;
    let ranked = table.try_ranked()?;
    done(&ranked);
    Ok((table.total(), table.distinct()))
}

/// Runs the job on `alloc`, and asks `stats` when the result is there; returns what was alive then,
/// and whether the result is `expected`.
fn observed<A: Allocator>(
    text: &str,
    alloc: &A,
    expected: &Ranking,
    stats: impl Fn() -> CountingStats,
) -> Result<(usize, bool), TryReserveError> {
    let mut seen = (0, false);
    job(text, alloc, |ranked| seen = (stats().live_bytes, expected.agrees(ranked)))?;
    Ok(seen)
}

/// Runs the job on `inner`, counting what it asks for.
fn counted<A: Allocator>(
    text: &str,
    inner: A,
    expected: &Ranking,
) -> (CountingStats, Result<(usize, bool), TryReserveError>) {
    let counting = CountingAllocator::new(inner);
    let seen = observed(text, &counting, expected, || counting.stats());
    (counting.stats(), seen)
}

impl Contender {
    /// Runs the job once, counting; also tells whether the result is `expected`.
    fn count(self, text: &str, memory: &mut [MaybeUninit<u8>], expected: &Ranking) -> Pass {
        let (end, seen) = match self {
            Self::System => counted(text, SystemAllocator, expected),
            Self::Malloc => counted(text, MallocAllocator, expected),
            Self::Global => counted(text, GlobalAllocator, expected),
            Self::Arena => counted(text, ArenaAllocator::new(SystemAllocator), expected),
            Self::Bump => counted(text, BumpAllocator::new(memory), expected),
            Self::ArenaOnCounting => {
                let backing = CountingAllocator::new(SystemAllocator);
                let arena = ArenaAllocator::new(&backing);
                let seen = observed(text, &arena, expected, || backing.stats());
                drop(arena);
                (backing.stats(), seen)
            }
        };
        let counted = Counted {
            allocations: end.allocations,
            live: seen.as_ref().ok().map(|(live, _)| *live),
            peak: end.peak_bytes,
            at_end: end.live_bytes,
        };
        (counted, seen.map(|(_, agrees)| agrees))
    }

    /// Runs the job once against the clock, from making the allocator to dropping it; the bump's
    /// memory is there before.
    fn time(
        self,
        text: &str,
        memory: &mut [MaybeUninit<u8>],
    ) -> Result<(Duration, (u64, usize)), TryReserveError> {
        fn run<A: Allocator>(text: &str, alloc: A) -> Result<(u64, usize), TryReserveError> {
            job(text, &alloc, |ranked| {
                black_box(ranked);
            })
        }
        let start = Instant::now();
        let totals = match self {
            Self::System => run(text, SystemAllocator),
            Self::Malloc => run(text, MallocAllocator),
            Self::Global => run(text, GlobalAllocator),
            Self::Arena => run(text, ArenaAllocator::new(SystemAllocator)),
            Self::Bump => run(text, BumpAllocator::new(memory)),
            Self::ArenaOnCounting => {
                run(text, ArenaAllocator::new(CountingAllocator::new(SystemAllocator)))
            }
        };
        let time = start.elapsed();
        totals.map(|totals| (time, totals))
    }
}

impl Ranking {
    /// Counts the words of `text`, for the others to be compared with.
    fn try_of(text: &str) -> Result<Self, TryReserveError> {
        let mut table = WordTable::new(SystemAllocator);
        table.try_count(text)?;
        let ranked = table.try_ranked()?;
        let mut words = ExVec::try_with_capacity(ranked.len(), SystemAllocator)?;
        for entry in &ranked {
            let word = ExString::try_from_str_in(&entry.word, SystemAllocator)?;
            words.try_push((word, entry.count))?;
        }
        Ok(Self { words, total: table.total() })
    }

    /// Whether another result has the same words in the same order with the same counts.
    fn agrees<A: Allocator>(&self, other: &[&Entry<A>]) -> bool {
        self.words.len() == other.len()
            && self
                .words
                .iter()
                .zip(other)
                .all(|((word, count), entry)| *word == entry.word && *count == entry.count)
    }
}

#[cfg(test)]
mod tests;
