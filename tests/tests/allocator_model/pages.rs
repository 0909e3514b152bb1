//! Pages of the operating system, with and without guards and advice.

use crate::program::{Run, always_and, check};
use Outcome::{InPlace, Moved, Refused};
use exalloc::PageAllocator;
use exalloc::testing::CheckedAllocator;
use exalloc_tests::allocator_model::{Fault, MAX_SIZE, Outcome, Row};

const PLAIN: PageAllocator = PageAllocator::new();

/// Through a reference, and behind a checker, which must end clean.
fn drive(run: &mut Run<'_>, alloc: PageAllocator) -> Result<(), Fault> {
    run.drive(alloc, None, MAX_SIZE)?;
    let strict = CheckedAllocator::new(alloc);
    run.drive(&strict, None, MAX_SIZE)?;
    strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
}

/// Without guards the end of a block can be cut off. Where pages move, only absurd sizes are
/// refused by `remap`; whether a block grows in place is up to what lies behind.
#[test]
fn plain() {
    let mut must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[InPlace]),
        (Row::RemapLarger, &[Refused]),
        (Row::RemapSmaller, &[InPlace]),
    ]);
    if cfg!(any(target_os = "linux", windows)) {
        must.extend([(Row::ResizeLarger, &[InPlace][..]), (Row::RemapLarger, &[InPlace])]);
    }
    if cfg!(target_os = "linux") {
        must.push((Row::RemapLarger, &[Moved]));
    }
    check("PageAllocator", &must, &[], |run| drive(run, PLAIN));
    check("with_huge_pages", &must, &[], |run| drive(run, PLAIN.with_huge_pages()));
}

#[test]
fn guarded() {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused]),
        (Row::RemapSmaller, &[Refused]),
    ]);
    check("with_guard_pages", &must, &[], |run| drive(run, PLAIN.with_guard_pages()));
    let both = PLAIN.with_guard_pages().with_huge_pages();
    check("with_guard_pages, with_huge_pages", &must, &[], |run| drive(run, both));
}
