//! The tests' own backing allocators keep the contract too: else they would blame others.

use crate::program::{always_and, check};
use Outcome::{Moved, Refused};
use exalloc::testing::CheckedAllocator;
use exalloc_tests::allocator_model::{MAX_SIZE, Outcome, Row};
use exalloc_tests::{Disaligning, Heap, Moving};

#[test]
fn backing() {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused]),
        (Row::RemapSmaller, &[Refused]),
    ]);
    check("Heap", &must, &[], |run| run.drive(Heap, None, MAX_SIZE));
    check("Disaligning<CheckedAllocator<Heap>>", &must, &[], |run| {
        let strict = CheckedAllocator::new(Heap);
        run.drive(Disaligning(&strict), None, MAX_SIZE)?;
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
    });
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused, Moved]),
        (Row::RemapSmaller, &[Moved]),
    ]);
    check("Moving<Disaligning<CheckedAllocator<Heap>>>", &must, &[], |run| {
        let strict = CheckedAllocator::new(Heap);
        run.drive(Moving(Disaligning(&strict)), None, MAX_SIZE)?;
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
    });
}
