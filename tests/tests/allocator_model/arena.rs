//! Arenas: any minimal alignment, any policy of growth, over backing allocators of every kind.

#[cfg(all(feature = "pages", any(unix, windows)))]
mod pages;

use crate::program::{Run, always_and, check};
use Outcome::{InPlace, Moved, Refused, Served};
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{Allocator, ArenaAllocator, ArenaBuilder, CountingAllocator, InlineBump};
use exalloc_tests::allocator_model::{Cells, Fault, MAX_SIZE, Outcome, Row};
use exalloc_tests::{Disaligning, Heap, Moving, bare, books};

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

/// Resets by one of the three modes, and checks the counts.
fn reset<A: Allocator, const MIN_ALIGN: usize>(
    arena: &mut ArenaAllocator<A, MIN_ALIGN>,
) -> Result<(), String> {
    let used = arena.used_bytes();
    let (chunks, bytes) = (arena.chunk_count(), arena.reserved_bytes());
    let mode = used / 64 % 4;
    let right = match mode {
        0 => {
            arena.free_all();
            (arena.chunk_count(), arena.reserved_bytes()) == (0, 0)
        }
        1 => {
            arena.reset_with_limit(bytes / 2);
            arena.chunk_count() <= chunks && arena.reserved_bytes() <= bytes / 2
        }
        _ => {
            arena.reset();
            (arena.chunk_count(), arena.reserved_bytes()) == (chunks, bytes)
        }
    };
    if right && arena.used_bytes() == 0 {
        Ok(())
    } else {
        Err(format!("after reset (mode {mode}) of {chunks} chunks with {bytes} bytes: {arena:?}"))
    }
}

/// Drives an arena over a checked heap whose blocks are aligned exactly; nothing may be left there.
fn over<const MIN_ALIGN: usize>(run: &mut Run<'_>, builder: ArenaBuilder) -> Result<(), Fault> {
    let strict = CheckedAllocator::new(Heap);
    let arena = builder.build_with_min_align::<_, MIN_ALIGN>(Disaligning(&strict));
    run.drive(arena, Some(&reset), MAX_SIZE)?;
    strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
}

/// As [`over`], with chunks that move at every change.
fn over_moving<const MIN_ALIGN: usize>(
    run: &mut Run<'_>,
    builder: ArenaBuilder,
) -> Result<(), Fault> {
    let strict = CheckedAllocator::new(Heap);
    let arena = builder.build_with_min_align::<_, MIN_ALIGN>(Moving(Disaligning(&strict)));
    run.drive(arena, Some(&reset), MAX_SIZE)?;
    strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
}

const DEFAULT: ArenaBuilder = ArenaBuilder::new();
const SMALL: ArenaBuilder = ArenaBuilder::new().first_chunk_size(1).max_chunk_size(1);
const STEEP: ArenaBuilder = ArenaBuilder::new().first_chunk_size(64).growth_factor(16);

#[test]
fn every_minimal_alignment() {
    check_arena("ArenaAllocator<_, 1>", |run| over::<1>(run, DEFAULT));
    check_arena("ArenaAllocator<_, 8>", |run| over::<8>(run, DEFAULT));
    check_arena("ArenaAllocator<_, 16>", |run| over::<16>(run, DEFAULT));
    check_arena("ArenaAllocator<_, 64>", |run| over::<64>(run, DEFAULT));
}

#[test]
fn every_policy_of_growth() {
    check_arena("small chunks", |run| over::<8>(run, SMALL));
    check_arena("small chunks, 64", |run| over::<64>(run, SMALL));
    check_arena("steep growth", |run| over::<1>(run, STEEP));
}

#[test]
fn over_an_arena() {
    check_arena("ArenaAllocator<ArenaAllocator<_>>", |run| {
        let strict = CheckedAllocator::new(Heap);
        let below = ArenaAllocator::new(&strict);
        run.drive(ArenaAllocator::new(&below), Some(&reset), MAX_SIZE)?;
        drop(below);
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
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

/// With chunks that move at every change, which leaves rubbish behind.
#[test]
fn over_a_backing_that_always_moves() {
    check_arena("always moved, 1", |run| over_moving::<1>(run, DEFAULT));
    check_arena("always moved, 16", |run| over_moving::<16>(run, DEFAULT));
    check_arena("always moved, 64", |run| over_moving::<64>(run, STEEP));
    check_arena("always moved, small chunks", |run| over_moving::<8>(run, SMALL));
    check_arena("always moved, arena over arena", |run| {
        let strict = CheckedAllocator::new(Heap);
        let below = ArenaAllocator::new(Moving(Disaligning(&strict)));
        run.drive(SMALL.build(&below), Some(&reset), MAX_SIZE)?;
        drop(below);
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
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
            let strict = CheckedAllocator::new(Heap);
            let failing = FailingAllocator::from_nth(Disaligning(&strict), n + 1);
            run.drive(SMALL.build_with_min_align::<_, 8>(&failing), Some(&reset), 0)?;
            strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
        });
        check(&format!("call {n} refused"), &must, &[], |run| {
            let strict = CheckedAllocator::new(Heap);
            let failing = FailingAllocator::nth(Disaligning(&strict), n + 1);
            run.drive(SMALL.build_with_min_align::<_, 16>(&failing), Some(&reset), 0)?;
            strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
        });
    }
    check("ArenaAllocator over a bump", &must, &[], |run| {
        let below = InlineBump::<20_000>::new();
        let mut books = books();
        let strict = bare(&below, &mut books);
        run.drive(DEFAULT.build_with_min_align::<_, 1>(&strict), Some(&reset), 0)?;
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
    });
}

/// With chunks that the backing allocator can resize and move.
#[test]
#[cfg(feature = "std")]
fn over_the_heap() {
    use exalloc::SystemAllocator;
    check_arena("ArenaAllocator<SystemAllocator>", |run| {
        let strict = CheckedAllocator::new(SystemAllocator);
        run.drive(ArenaAllocator::new(&strict), Some(&reset), MAX_SIZE)?;
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
    });
    check_arena("small chunks on SystemAllocator", |run| {
        let strict = CheckedAllocator::new(SystemAllocator);
        run.drive(SMALL.build_with_min_align::<_, 16>(&strict), Some(&reset), MAX_SIZE)?;
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
    });
    check_hidden("&dyn Allocator", |run| {
        let arena = ArenaAllocator::new(SystemAllocator);
        run.drive::<Box<dyn Allocator>>(Box::new(arena), None, MAX_SIZE)
    });
}
