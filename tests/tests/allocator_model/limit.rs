//! `LimitAllocator` over each: the same behaviour below the limit, refusals above it, and books
//! that agree with a second ledger at every step.

use crate::program::{Run, always_and, check};
use Outcome::Refused;
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, CountingAllocator, LimitAllocator};
use exalloc_tests::allocator_model::{Fault, MAX_SIZE, Outcome, Row};
use exalloc_tests::{Heap, bare, books};

/// Compares, after every call, the books of a limit with the counts of what lies inside it.
struct Compared<'a, A> {
    limited: &'a LimitAllocator<&'a CountingAllocator<A>>,
    /// Calls after which the two differed, or were above the limit.
    differences: Cell<usize>,
}

impl<A> Compared<'_, A> {
    fn compare<T>(&self, answer: T) -> T {
        let live = self.limited.inner().stats().live_bytes;
        if live != self.limited.used() || live > self.limited.limit() {
            self.differences.set(self.differences.get() + 1);
        }
        answer
    }
}

// SAFETY: every method forwards to the same method of `limited`, and then reads two numbers.
unsafe impl<A: Allocator> Allocator for Compared<'_, A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        self.compare(unsafe { self.limited.alloc(layout) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.limited.dealloc(ptr, layout) };
        self.compare(());
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        self.compare(unsafe { self.limited.alloc_zeroed(layout) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        self.compare(unsafe { self.limited.resize_in_place(ptr, old, new_size) })
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        self.compare(unsafe { self.limited.remap(ptr, old, new_size) })
    }
}

/// Drives a limit between two ledgers, with a counter inside; all must agree, at every step.
fn agreeing<A: Allocator>(
    run: &mut Run<'_>,
    alloc: A,
    limit: usize,
    must_serve: usize,
) -> Result<(), Fault> {
    let below = CheckedAllocator::new(alloc);
    let counting = CountingAllocator::new(&below);
    let limited = LimitAllocator::new(&counting, limit);
    let compared = Compared { limited: &limited, differences: Cell::new(0) };
    let mut books = books();
    let above = bare(&compared, &mut books);
    run.drive(&above, None, must_serve)?;
    above.finish().map_err(|report| run.fault(report.to_string()))?;
    below.check().map_err(|report| run.fault(report.to_string()))?;
    let (used, peak) = (limited.used(), counting.stats().peak_bytes);
    let differences = compared.differences.get();
    if (used, differences) != (0, 0) || peak > limit {
        return Err(run.fault(format!("used {used}, {differences} differences, peak {peak}")));
    }
    // Whatever was refused and given back: the whole limit can be had again, in one block.
    let all = Layout::from_size_align(limit.min(MAX_SIZE), 1).expect("a small layout");
    // SAFETY: the size is above zero.
    let block = unsafe { limited.alloc(all) };
    let block = block.ok_or_else(|| run.fault("the whole limit isn't to be had".to_owned()))?;
    // SAFETY: the block was allocated with this layout.
    unsafe { limited.dealloc(block, all) };
    below.finish().map(drop).map_err(|report| run.fault(report.to_string()))
}

/// What each operation comes to, over a heap that resizes nothing.
const STIFF: [(Row, &[Outcome]); 4] = [
    (Row::ResizeLarger, &[Refused]),
    (Row::ResizeSmaller, &[Refused]),
    (Row::RemapLarger, &[Refused]),
    (Row::RemapSmaller, &[Refused]),
];

#[test]
fn without_a_limit_that_matters() {
    check("LimitAllocator<Heap>, no limit", &always_and(&STIFF), &[], |run| {
        run.drive(LimitAllocator::new(Heap, usize::MAX), None, MAX_SIZE)
    });
    check("LimitAllocator between ledgers, Heap, no limit", &always_and(&STIFF), &[], |run| {
        agreeing(run, Heap, usize::MAX, MAX_SIZE)
    });
}

/// Limits of a few blocks: many requests run into them. Nothing has to be served.
#[test]
fn limits_that_bind() {
    for limit in [100, 4096, MAX_SIZE] {
        let name = format!("LimitAllocator between ledgers, Heap, {limit} bytes");
        check(&name, &always_and(&STIFF), &[], |run| agreeing(run, Heap, limit, 0));
    }
}

#[test]
#[cfg(feature = "std")]
fn over_heaps_and_arenas() {
    use Outcome::{InPlace, Moved};
    use exalloc::{ArenaAllocator, GlobalAllocator, SystemAllocator};
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused, InPlace, Moved]),
        (Row::RemapSmaller, &[InPlace]),
    ]);
    let may: [(Row, &[Outcome]); 1] = [(Row::RemapSmaller, &[Refused, Moved])];
    for limit in [usize::MAX, MAX_SIZE] {
        let must_serve = if limit == usize::MAX { MAX_SIZE } else { 0 };
        check("LimitAllocator, SystemAllocator", &must, &may, |run| {
            agreeing(run, SystemAllocator, limit, must_serve)
        });
        check("LimitAllocator, GlobalAllocator", &must, &may, |run| {
            agreeing(run, GlobalAllocator, limit, must_serve)
        });
    }
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused, InPlace]),
        (Row::ResizeSmaller, &[InPlace]),
        (Row::RemapLarger, &[Refused, InPlace]),
        (Row::RemapSmaller, &[InPlace]),
    ]);
    let may: [(Row, &[Outcome]); 2] = [(Row::RemapLarger, &[Moved]), (Row::RemapSmaller, &[Moved])];
    check("LimitAllocator, ArenaAllocator", &must, &may, |run| {
        agreeing(run, ArenaAllocator::new(SystemAllocator), MAX_SIZE, 0)
    });
}
