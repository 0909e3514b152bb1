//! One run of one contender.

use crate::book::Book;
use crate::churn::churn;
use crate::feed::Feed;
use crate::histogram::Histogram;
use crate::memory::{Arena, Counted, Heap, Scratch, pages};
use crate::session::{Answer, handle};
use core::sync::atomic::{AtomicBool, Ordering};
use exalloc::{Allocator, ArenaAllocator, CountingAllocator, SystemAllocator};
use std::thread;
use std::time::Instant;

/// How many messages come before the measured ones, and how many are measured.
pub const MESSAGES: (usize, usize) = (100_000, 500_000);

/// What was seen in the measured part of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How long the messages took, in nanoseconds.
    pub latencies: Histogram,
    /// How often the system was asked for memory; none where that isn't known.
    pub asked: Option<u64>,
    /// Of all answers.
    pub checksum: u64,
    /// Reports that were made.
    pub reports: u64,
    /// Blocks that the other thread took meanwhile.
    pub churned: u64,
}

impl Outcome {
    /// Half of the messages took no longer.
    #[must_use]
    pub fn p50(&self) -> u64 {
        self.latencies.quantile(500_000)
    }

    /// 99 of 100 took no longer.
    #[must_use]
    pub fn p99(&self) -> u64 {
        self.latencies.quantile(990_000)
    }

    /// 999 of 1000 took no longer.
    #[must_use]
    pub fn p999(&self) -> u64 {
        self.latencies.quantile(999_000)
    }

    /// None took longer.
    #[must_use]
    pub fn max(&self) -> u64 {
        self.latencies.largest()
    }

    /// Counts what was seen in another turn too.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.latencies.add(&other.latencies);
        self.asked = self.asked.zip(other.asked).map(|(one, other)| one + other);
        self.checksum ^= other.checksum.rotate_left(1);
        self.reports += other.reports;
        self.churned += other.churned;
        self
    }
}

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contender {
    /// The system's heap.
    System,
    /// An arena of the thread's own, on pages of the system's.
    Arena,
    /// jemalloc, called directly.
    #[cfg(feature = "jemalloc")]
    Jemalloc,
    /// The system's heap, counted: its times aren't compared.
    Counted,
}

impl Contender {
    /// Those whose times are compared.
    pub const TIMED: &[Self] = &[
        Self::System,
        Self::Arena,
        #[cfg(feature = "jemalloc")]
        Self::Jemalloc,
    ];

    /// As the command line and the table call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Arena => "arena",
            #[cfg(feature = "jemalloc")]
            Self::Jemalloc => "jemalloc",
            Self::Counted => "counted",
        }
    }

    /// The contender of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::TIMED.iter().copied().chain([Self::Counted]).find(|other| other.name() == name)
    }

    /// Runs on a thread of its own, beside one that churns the system's heap if that is wanted.
    ///
    /// # Panics
    ///
    /// If there is no memory.
    #[must_use]
    pub fn run(self, seed: u64, churning: bool) -> Outcome {
        let feed = Feed::new(MESSAGES.0 + MESSAGES.1, seed);
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let churned = scope.spawn(|| if churning { churn(&stop) } else { 0 });
            let trader = scope.spawn(|| self.trade(&feed));
            let outcome = trader.join();
            stop.store(true, Ordering::Relaxed);
            let churned = churned.join().expect("the churning thread doesn't panic");
            Outcome { churned, ..outcome.expect("the trading thread doesn't panic") }
        })
    }

    fn trade(self, feed: &Feed) -> Outcome {
        match self {
            Self::System => trade(feed, SystemAllocator, Heap(SystemAllocator)),
            Self::Arena => {
                let book = ArenaAllocator::new(pages());
                trade(feed, &book, Arena::new(pages()))
            }
            #[cfg(feature = "jemalloc")]
            Self::Jemalloc => {
                use crate::memory::Jemalloc;
                trade(feed, Jemalloc, Heap(Jemalloc))
            }
            Self::Counted => {
                let counted = Counted(CountingAllocator::new(SystemAllocator));
                trade(feed, SystemAllocator, counted)
            }
        }
    }
}

fn trade<B: Allocator + Copy>(feed: &Feed, book: B, mut scratch: impl Scratch) -> Outcome {
    let mut book = Book::new(book);
    let mut latencies = Histogram::default();
    let (mut checksum, mut reports) = (0_u64, 0);
    let mut asked = scratch.asked_the_system();
    for (number, message) in feed.messages().enumerate() {
        if number == MESSAGES.0 {
            asked = scratch.asked_the_system();
        }
        let start = Instant::now();
        let answer = scratch.for_a_message(|scratch| handle(message, &mut book, scratch));
        let took = start.elapsed();
        let Answer { checksum: of_answer, reports: made } =
            answer.expect("there is memory, and the feed's messages are right");
        checksum = checksum.rotate_left(5) ^ of_answer;
        if number >= MESSAGES.0 {
            latencies.record(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX));
            reports += made as u64;
        }
    }
    assert_eq!(latencies.total(), MESSAGES.1 as u64, "every message is measured");
    let asked = scratch.asked_the_system().zip(asked).map(|(after, before)| after - before);
    Outcome { latencies, asked, checksum, reports, churned: 0 }
}
