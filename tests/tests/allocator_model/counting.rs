//! `CountingAllocator` over each: the same behaviour, and counts that agree with a second ledger.

use crate::program::{Run, always_and, check};
use Outcome::Refused;
use exalloc::{Allocator, CountingAllocator};
use exalloc_tests::allocator_model::{Fault, MAX_SIZE, Outcome, Row};
use exalloc_tests::{Heap, Strict};

/// Drives a counter between two ledgers; all three must agree at the end.
fn agreeing<A: Allocator>(run: &mut Run<'_>, alloc: A) -> Result<(), Fault> {
    let below = Strict::new(alloc);
    let counting = CountingAllocator::new(&below);
    let above = Strict::new(&counting);
    run.drive(&above, None, MAX_SIZE)?;
    for ledger in [above.verdict(), below.verdict()] {
        ledger.map_err(|what| run.fault(what))?;
    }
    let stats = counting.stats();
    let requests = stats.allocations + stats.failures;
    let deallocs = u64::try_from(below.deallocs()).expect("a small number");
    if (stats.live_bytes, stats.live_blocks) != (0, 0)
        || stats.allocations != stats.deallocations
        || stats.deallocations != deallocs
        || requests + stats.resizes + stats.remaps
            > u64::try_from(below.requests()).expect("a small number")
        || below.requests() != above.requests()
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
