//! With the feature `std`: threads.

use super::crowd;
use crate::testing::conformance::Tally;
use crate::testing::conformance::blocks::layout;
use crate::testing::conformance::books::{Books, Neighbours, Parked};
use crate::testing::conformance::program;
use crate::testing::conformance::words::void;
use alloc::vec::Vec;
use exalloc_core::Allocator;
use std::panic::resume_unwind;
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;

const THREADS: usize = 4;
const STEPS: usize = 150;

/// Rounds of a [crowd], before the programs and after them.
const ROUNDS: [usize; 2] = [8, 32];

/// The address ranges of the blocks that are live in any thread.
#[derive(Default)]
struct Ranges(Mutex<Vec<(usize, usize)>>);

impl Ranges {
    fn with<R>(&self, f: impl FnOnce(&mut Vec<(usize, usize)>) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Neighbours for Ranges {
    fn enter(&self, start: usize, end: usize) -> Result<(), (usize, usize)> {
        self.with(|ranges| match ranges.iter().find(|other| other.0 < end && start < other.1) {
            Some(&other) => Err(other),
            None => {
                ranges.push((start, end));
                Ok(())
            }
        })
    }

    fn leave(&self, start: usize) {
        self.with(|ranges| ranges.retain(|range| range.0 != start));
    }
}

/// Threads that share `&a` at the same time: no block of one overlaps a block of another (rule 4),
/// and blocks are given back by other threads than they came from.
///
/// Forty rounds of small blocks, for which four threads ask without anything between one request
/// and the next; and programs of all operations, in which a lock of the check's own keeps the
/// addresses of what is live.
///
/// A missing synchronisation shows here if two threads meet in it, which takes luck, and more than
/// one processor: a pass isn't a proof. ThreadSanitizer finds it whether they meet or not (`-Z
/// sanitizer=thread` with a nightly compiler), and so does Miri, in this same check.
///
/// # Panics
///
/// As [`sizes_and_alignments`](crate::testing::conformance::sizes_and_alignments()).
///
/// # Examples
///
/// ```
/// use exalloc::{SystemAllocator, testing::conformance};
///
/// assert!(conformance::shared(&SystemAllocator).served > 100);
/// ```
pub fn shared<A: Allocator + Sync>(alloc: &A) -> Tally {
    let ranges = &Ranges::default();
    let books = |n: usize| Books::new(alloc).beside(ranges, n * 60);
    // Some blocks that this thread makes, for each thread to give back.
    let made = [0, 1, 2, 3].map(|n| {
        let mut books = books(n);
        for size in [1, 24, 100] {
            books.alloc(layout(size, 8));
        }
        books.park()
    });
    let mut total = Tally::default();
    let small = Books::new(alloc).small();
    let crowd = |rounds, total: &mut Tally| {
        if let Some(small) = small {
            crowd::run(alloc, small, THREADS, rounds, total);
        }
    };
    // Few, so that something is left of a buffer that takes nothing back.
    crowd(ROUNDS[0], &mut total);
    let start = &Barrier::new(THREADS);
    let left: Vec<Parked> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .zip(made)
            .map(|(n, made)| {
                scope.spawn(move || {
                    let mut books = made.resume(alloc).beside(ranges, n * 60);
                    start.wait();
                    program::run(&mut books, n, STEPS);
                    books.park()
                })
            })
            .collect();
        let join = |thread: thread::ScopedJoinHandle<'_, Parked>| thread.join();
        threads.into_iter().map(|t| join(t).unwrap_or_else(|why| resume_unwind(why))).collect()
    });
    // And those that they have left, given back here.
    for left in left {
        let tally = left.resume(alloc).beside(ranges, 0).close();
        total.served += tally.served;
        total.zeroed += tally.zeroed;
        total.refused += tally.refused;
        total.grown_in_place += tally.grown_in_place;
        total.shrunk_in_place += tally.shrunk_in_place;
        total.moved += tally.moved;
    }
    crowd(ROUNDS[1], &mut total);
    if total.served == 0 {
        void(total.refused);
    }
    total
}

/// The allocator is sent to another thread and back, with blocks that are live: they stay what they
/// are (rule 2).
///
/// # Panics
///
/// As [`sizes_and_alignments`](crate::testing::conformance::sizes_and_alignments()).
///
/// # Examples
///
/// ```
/// use exalloc::{ArenaAllocator, SystemAllocator, testing::conformance};
///
/// assert!(conformance::sent(ArenaAllocator::new(SystemAllocator)).served > 50);
/// ```
pub fn sent<A: Allocator + Send>(alloc: A) -> Tally {
    let mut books = Books::new(&alloc);
    program::run(&mut books, 0, STEPS);
    let parked = books.park();
    let (alloc, parked) = thread::scope(|scope| {
        let there = scope.spawn(move || {
            let mut books = parked.resume(&alloc);
            program::run(&mut books, 1, STEPS);
            let parked = books.park();
            (alloc, parked)
        });
        there.join().unwrap_or_else(|why| resume_unwind(why))
    });
    let mut books = parked.resume(&alloc);
    program::run(&mut books, 2, STEPS);
    books.finish()
}
