//! Many requests by all threads at the same moment, with no lock of ours between them.

use crate::testing::conformance::Tally;
use crate::testing::conformance::guarded::guarded;
use crate::testing::conformance::words::{Method, Of, Rule, broken};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::hint::spin_loop;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicUsize, Ordering};
use exalloc_core::Allocator;
use std::panic::resume_unwind;
use std::thread;

/// Blocks that each thread asks for in a round.
const BLOCKS: usize = 64;

/// How often a thread looks for the others before it begins without them.
const PATIENCE: usize = 64 << 8;

/// The blocks of one thread in one round, on their way to the thread that gives them back.
struct Handful([Option<NonNull<u8>>; BLOCKS]);

// SAFETY: blocks are memory that nothing but this value points to, of an allocator that is shared.
unsafe impl Send for Handful {}

/// Each thread asks for blocks, in a loop with nothing else in it; then their addresses are
/// compared; then each gives back those of another, while others ask for the next. Nothing is
/// written to them, so an overlap is found before it does harm.
///
/// Ends after so many rounds, or when a round brought nothing.
pub(super) fn run<A: Allocator + Sync>(
    alloc: &A,
    layout: Layout,
    threads: usize,
    rounds: usize,
    tally: &mut Tally,
) {
    let mut blocks: Vec<Handful> = (0..threads).map(|_| Handful([None; BLOCKS])).collect();
    for _ in 0..rounds {
        blocks.rotate_left(1);
        blocks = round(alloc, layout, blocks);
        let served = compare(layout, &blocks);
        tally.served += served;
        tally.refused += threads * BLOCKS - served;
        if served == 0 {
            break;
        }
    }
    blocks.into_iter().for_each(|handful| give_back(alloc, layout, &handful));
}

/// One round: what was held is given back, and what was got instead is returned.
fn round<A: Allocator + Sync>(alloc: &A, layout: Layout, held: Vec<Handful>) -> Vec<Handful> {
    let (ready, all) = (&AtomicUsize::new(0), held.len());
    thread::scope(|scope| {
        let threads: Vec<_> = held
            .into_iter()
            .map(|held| {
                scope.spawn(move || {
                    // Starting a thread takes longer than what it does then.
                    ready.fetch_add(1, Ordering::Relaxed);
                    for looked in 1..=PATIENCE {
                        if ready.load(Ordering::Relaxed) >= all {
                            break;
                        }
                        // Who runs sees the last one come; who waits lets others run at times.
                        if looked % 64 == 0 { thread::yield_now() } else { spin_loop() }
                    }
                    give_back(alloc, layout, &held);
                    let mut got = Handful([None; BLOCKS]);
                    guarded(Method::Alloc, || {
                        for place in &mut got.0 {
                            // SAFETY: layouts that were served have no size of zero.
                            *place = unsafe { alloc.alloc(layout) };
                        }
                    });
                    got
                })
            })
            .collect();
        let join = |thread: thread::ScopedJoinHandle<'_, Handful>| thread.join();
        threads.into_iter().map(|t| join(t).unwrap_or_else(|why| resume_unwind(why))).collect()
    })
}

fn give_back<A: Allocator>(alloc: &A, layout: Layout, held: &Handful) {
    guarded(Method::Dealloc, || {
        for ptr in held.0.into_iter().flatten() {
            // SAFETY: a live block of this layout, which nobody else holds.
            unsafe { alloc.dealloc(ptr, layout) };
        }
    });
}

/// Compares the addresses of all blocks, which are live at the same time; returns their number.
fn compare(layout: Layout, blocks: &[Handful]) -> usize {
    let live = blocks.iter().flat_map(|handful| handful.0.iter().flatten());
    let mut starts: Vec<usize> = live.map(|ptr| ptr.addr().get()).collect();
    starts.sort_unstable();
    let of = Of(layout);
    for &start in &starts {
        if start % layout.align() != 0 {
            broken!(Rule::Aligned, "`alloc` of {of} returned {start:#x}, which isn't");
        }
    }
    for pair in starts.windows(2) {
        let (below, start) = (pair[0], pair[1]);
        if start - below < layout.size() {
            broken!(
                Rule::Disjoint,
                "while {} threads ask at the same time, `alloc` of {of} returned {start:#x}, which \
                 overlaps the live block of as many bytes at {below:#x}",
                blocks.len()
            );
        }
    }
    starts.len()
}
