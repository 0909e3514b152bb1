//! Arenas over the operating system's pages.

use super::{DEFAULT, SMALL, STEEP, check_arena, reset};
use crate::program::Run;
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, ArenaBuilder, PageAllocator};
use exalloc_tests::allocator_model::{Fault, MAX_SIZE};

const PAGES: PageAllocator = PageAllocator::new();

/// Drives an arena over a checker over `backing`.
fn over_checked<const MIN_ALIGN: usize>(
    run: &mut Run<'_>,
    builder: ArenaBuilder,
    backing: impl Allocator,
) -> Result<(), Fault> {
    let strict = CheckedAllocator::new(backing);
    let arena = builder.build_with_min_align::<_, MIN_ALIGN>(&strict);
    run.drive(arena, Some(&reset), MAX_SIZE)?;
    strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
}

/// With chunks whose pages the system moves; and behind guards, where each chunk is as large as it
/// was requested to the byte.
#[test]
fn over_pages() {
    check_arena("ArenaAllocator<PageAllocator>", |run| over_checked::<8>(run, DEFAULT, PAGES));
    check_arena("small chunks on pages", |run| over_checked::<1>(run, SMALL, PAGES));
    check_arena("huge pages", |run| over_checked::<16>(run, STEEP, PAGES.with_huge_pages()));
    check_arena("guard pages", |run| over_checked::<64>(run, DEFAULT, PAGES.with_guard_pages()));
    check_arena("small chunks, guarded", |run| {
        over_checked::<8>(run, SMALL, PAGES.with_guard_pages())
    });
}
