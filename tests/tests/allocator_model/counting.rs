//! `CountingAllocator` over each: the same behaviour, and counts that agree with a second ledger.

use crate::program::{Run, always_and, check};
use Outcome::Refused;
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{Allocator, CountingAllocator};
use exalloc_tests::allocator_model::{Fault, MAX_SIZE, Outcome, Row};
use exalloc_tests::{Heap, bare, books};

/// Drives a counter between two ledgers; all three must agree at the end.
fn agreeing<A: Allocator>(run: &mut Run<'_>, alloc: A) -> Result<(), Fault> {
    let below = CheckedAllocator::new(alloc);
    let counting = CountingAllocator::new(&below);
    let mut books = books();
    let asking = FailingAllocator::never(&counting);
    let above = bare(&asking, &mut books);
    run.drive(&above, None, MAX_SIZE)?;
    // What lies in quarantine goes back.
    let above_ended = above.finish().map(drop);
    let stats = counting.stats();
    let requests = stats.allocations + stats.failures;
    let (asked, received) = (asking.requests(), below.requests());
    let deallocs = below.deallocs();
    let below_ended = below.finish().map(drop);
    for ended in [above_ended, below_ended] {
        ended.map_err(|report| run.fault(report.to_string()))?;
    }
    if (stats.live_bytes, stats.live_blocks) != (0, 0)
        || stats.allocations != stats.deallocations
        || stats.deallocations != deallocs
        || requests + stats.resizes + stats.remaps > received
        || received != asked
    {
        return Err(run.fault(format!("counts don't agree: {stats:?}")));
    }
    Ok(())
}

#[test]
fn over_a_heap_without_resizing() {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused]),
        (Row::RemapSmaller, &[Refused]),
    ]);
    check("CountingAllocator<Heap>", &must, &[], |run| {
        run.drive(CountingAllocator::new(Heap), None, MAX_SIZE)
    });
    check("CountingAllocator between ledgers, Heap", &must, &[], |run| agreeing(run, Heap));
}

#[test]
#[cfg(feature = "std")]
fn over_heaps() {
    use Outcome::{InPlace, Moved};
    use exalloc::{GlobalAllocator, SystemAllocator};
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused, InPlace, Moved]),
        (Row::RemapSmaller, &[InPlace]),
    ]);
    let may: [(Row, &[Outcome]); 1] = [(Row::RemapSmaller, &[Refused, Moved])];
    check("CountingAllocator, SystemAllocator", &must, &may, |run| agreeing(run, SystemAllocator));
    check("CountingAllocator, GlobalAllocator", &must, &may, |run| agreeing(run, GlobalAllocator));
    check("CountingAllocator<CountingAllocator<SystemAllocator>>", &must, &may, |run| {
        let twice = CountingAllocator::new(CountingAllocator::new(SystemAllocator));
        run.drive(twice, None, MAX_SIZE)
    });
}
