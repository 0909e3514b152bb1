//! Arenas: any minimal alignment, any policy of growth, over backing allocators of every kind.

use crate::program::{Run, always_and, check};
use Outcome::{InPlace, Moved, Refused, Served};
use exalloc::{Allocator, ArenaAllocator, ArenaBuilder, CountingAllocator, InlineBump};
use exalloc_tests::allocator_model::{Cells, Fault, MAX_SIZE, Outcome, Row};
use exalloc_tests::{Disaligning, Failing, Heap, Strict};

/// What an arena does: only the last block grows in place, any block shrinks in place; a large last
/// block may move with its chunk, where the backing allocator moves that.
fn check_arena(name: &str, body: impl Fn(&mut Run<'_>) -> Result<(), Fault>) {
    check_cells(name, &[(Row::Reset, &[Served])], body);
}

/// [`check_arena`] where something in front of the arena hides its resets.
fn check_hidden(name: &str, body: impl Fn(&mut Run<'_>) -> Result<(), Fault>) {
    check_cells(name, &[], body);
}

fn check_cells(name: &str, more: Cells<'_>, body: impl Fn(&mut Run<'_>) -> Result<(), Fault>) {
    let mut must = always_and(&[
        (Row::ResizeLarger, &[Refused, InPlace]),
        (Row::ResizeSmaller, &[InPlace]),
        (Row::RemapLarger, &[Refused, InPlace]),
        (Row::RemapSmaller, &[InPlace]),
    ]);
    must.extend(more);
    check(name, &must, &[(Row::RemapLarger, &[Moved]), (Row::RemapSmaller, &[Moved])], body);
}

/// Resets by the one mode or the other, and checks the counts of both.
fn reset<A: Allocator, const MIN_ALIGN: usize>(
    arena: &mut ArenaAllocator<A, MIN_ALIGN>,
) -> Result<(), String> {
    let (used, chunks) = (arena.used_bytes(), arena.chunk_count());
    let keeps = used % 32 < 16;
    if keeps {
        arena.reset()
    } else {
        arena.free_all()
    }
    let expected = if keeps { chunks.min(1) } else { 0 };
    let counts = (arena.used_bytes(), arena.chunk_count(), arena.reserved_bytes() == 0);
    if counts == (0, expected, expected == 0) {
        Ok(())
    } else {
        Err(format!("after reset (keeps: {keeps}) of {chunks} chunks: {counts:?}"))
    }
}

/// Drives an arena over a checker over `backing`; nothing may be left there.
fn over<const MIN_ALIGN: usize>(
    run: &mut Run<'_>,
    builder: ArenaBuilder,
    backing: impl Allocator,
) -> Result<(), Fault> {
    let strict = Strict::new(backing);
    let arena = builder.build_with_min_align::<_, MIN_ALIGN>(&strict);
    run.drive(arena, Some(&reset), MAX_SIZE)?;
    strict.verdict().map_err(|what| run.fault(what))
}

const DEFAULT: ArenaBuilder = ArenaBuilder::new();
const SMALL: ArenaBuilder = ArenaBuilder::new().first_chunk_size(1).max_chunk_size(1);
const STEEP: ArenaBuilder = ArenaBuilder::new().first_chunk_size(64).growth_factor(16);

#[test]
fn every_minimal_alignment() {
    check_arena("ArenaAllocator<_, 1>", |run| over::<1>(run, DEFAULT, Disaligning(Heap)));
    check_arena("ArenaAllocator<_, 8>", |run| over::<8>(run, DEFAULT, Disaligning(Heap)));
    check_arena("ArenaAllocator<_, 16>", |run| over::<16>(run, DEFAULT, Disaligning(Heap)));
    check_arena("ArenaAllocator<_, 64>", |run| over::<64>(run, DEFAULT, Disaligning(Heap)));
}

#[test]
fn every_policy_of_growth() {
    check_arena("small chunks", |run| over::<8>(run, SMALL, Disaligning(Heap)));
    check_arena("small chunks, 64", |run| over::<64>(run, SMALL, Disaligning(Heap)));
    check_arena("steep growth", |run| over::<1>(run, STEEP, Disaligning(Heap)));
}

#[test]
fn over_an_arena() {
    check_arena("ArenaAllocator<ArenaAllocator<_>>", |run| {
        let strict = Strict::new(Heap);
        let below = ArenaAllocator::new(&strict);
        run.drive(ArenaAllocator::new(&below), Some(&reset), MAX_SIZE)?;
        drop(below);
        strict.verdict().map_err(|what| run.fault(what))
    });
}

#[test]
fn on_counting() {
    check_hidden("CountingAllocator<ArenaAllocator<CountingAllocator<_>>>", |run| {
        let below = CountingAllocator::new(Heap);
        let arena = CountingAllocator::new(ArenaAllocator::new(&below));
        run.drive(arena, None, MAX_SIZE)?;
        let live = below.stats().live_bytes;
        if live == 0 { Ok(()) } else { Err(run.fault(format!("{live} bytes are left"))) }
    });
}

/// Where no chunk can be had, or no larger one, the arena refuses and goes on with what it has.
#[test]
fn over_a_backing_that_runs_out() {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused, InPlace]),
        (Row::ResizeSmaller, &[InPlace]),
        (Row::RemapLarger, &[Refused, InPlace]),
        (Row::RemapSmaller, &[InPlace]),
        (Row::Reset, &[Served]),
    ]);
    for n in [1, 2, 5] {
        check(&format!("refused from call {n} on"), &must, &[], |run| {
            let strict = Strict::new(Failing::from_nth(Disaligning(Heap), n));
            run.drive(SMALL.build_with_min_align::<_, 8>(&strict), Some(&reset), 0)?;
            strict.verdict().map_err(|what| run.fault(what))
        });
        check(&format!("call {n} refused"), &must, &[], |run| {
            let strict = Strict::new(Failing::nth(Disaligning(Heap), n));
            run.drive(SMALL.build_with_min_align::<_, 16>(&strict), Some(&reset), 0)?;
            strict.verdict().map_err(|what| run.fault(what))
        });
    }
    check("ArenaAllocator over a bump", &must, &[], |run| {
        let below = InlineBump::<20_000>::new();
        let strict = Strict::new(&below);
        run.drive(DEFAULT.build_with_min_align::<_, 1>(&strict), Some(&reset), 0)?;
        strict.verdict().map_err(|what| run.fault(what))
    });
}

/// With chunks that the backing allocator can resize and move.
#[test]
#[cfg(feature = "std")]
fn over_the_heap() {
    use exalloc::SystemAllocator;
    check_arena("ArenaAllocator<SystemAllocator>", |run| over::<8>(run, DEFAULT, SystemAllocator));
    check_arena("small chunks on SystemAllocator", |run| over::<16>(run, SMALL, SystemAllocator));
    check_hidden("&dyn Allocator", |run| {
        let arena = ArenaAllocator::new(SystemAllocator);
        run.drive::<Box<dyn Allocator>>(Box::new(arena), None, MAX_SIZE)
    });
}
