// What the two forms have in common; included once for each, which calls itself `Counting`.

use super::{Probe, block, bytes};
use crate::CountingStats;
use alloc::vec;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// Row by row, the table in the docs.
#[test]
fn every_method_forwards_unchanged_and_counts() {
    let counting = Counting::new(Probe::default());
    let mut expected = CountingStats::default();

    // SAFETY: `Probe` has no conditions, here and below.
    assert_eq!(unsafe { counting.alloc(bytes(100)) }, Some(block(8)));
    expected = CountingStats {
        live_bytes: 100,
        peak_bytes: 100,
        live_blocks: 1,
        total_bytes: 100,
        allocations: 1,
        largest_request: 100,
        ..expected
    };
    assert_eq!(counting.stats(), expected);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.alloc_zeroed(bytes(20)) }, Some(block(16)));
    expected = CountingStats {
        live_bytes: 120,
        peak_bytes: 120,
        live_blocks: 2,
        total_bytes: 120,
        allocations: 2,
        ..expected
    };
    assert_eq!(counting.stats(), expected);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.resize_in_place(block(8), bytes(100), 30) }, Some(block(24)));
    expected = CountingStats { live_bytes: 50, resizes: 1, ..expected };
    assert_eq!(counting.stats(), expected);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.resize_in_place(block(8), bytes(30), 40) }, Some(block(24)));
    expected = CountingStats { live_bytes: 60, total_bytes: 130, resizes: 2, ..expected };
    assert_eq!(counting.stats(), expected);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.remap(block(16), bytes(20), 220) }, Some(block(32)));
    expected = CountingStats {
        live_bytes: 260,
        peak_bytes: 260,
        total_bytes: 330,
        remaps: 1,
        largest_request: 220,
        ..expected
    };
    assert_eq!(counting.stats(), expected);

    // SAFETY: as above.
    unsafe { counting.dealloc(block(32), bytes(220)) };
    expected = CountingStats { live_bytes: 40, live_blocks: 1, deallocations: 1, ..expected };
    assert_eq!(counting.stats(), expected);

    assert_eq!(
        counting.into_inner().calls.into_inner(),
        [
            ("alloc", 0, bytes(100), 0),
            ("alloc_zeroed", 0, bytes(20), 0),
            ("resize_in_place", 8, bytes(100), 30),
            ("resize_in_place", 8, bytes(30), 40),
            ("remap", 16, bytes(20), 220),
            ("dealloc", 32, bytes(220), 0),
        ]
    );
}

#[test]
fn refusals_change_nothing_but_failures() {
    let counting = Counting::new(Probe::default());
    // SAFETY: `Probe` has no conditions, here and below.
    let _ = unsafe { counting.alloc(bytes(100)) };
    let before = counting.stats();
    counting.inner().refuse.set(true);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.resize_in_place(block(8), bytes(100), 300) }, None);
    // SAFETY: as above.
    assert_eq!(unsafe { counting.remap(block(8), bytes(100), 300) }, None);
    // What was asked for counts, though it wasn't had.
    let expected =
        CountingStats { resize_failures: 1, remap_failures: 1, largest_request: 300, ..before };
    assert_eq!(counting.stats(), expected);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.alloc(bytes(8)) }, None);
    // SAFETY: as above.
    assert_eq!(unsafe { counting.alloc_zeroed(bytes(400)) }, None);
    let expected = CountingStats { failures: 2, largest_request: 400, ..expected };
    assert_eq!(counting.stats(), expected);
}

#[test]
fn counters_stop_at_their_bounds() {
    let counting = Counting::new(Probe::default());
    // Blocks of the allocator inside may be given back here, although they were never counted.
    // SAFETY: `Probe` has no conditions, here and below.
    unsafe { counting.dealloc(block(8), bytes(100)) };
    assert_eq!((counting.stats().live_bytes, counting.stats().live_blocks), (0, 0));
    assert_eq!(counting.stats().deallocations, 1);

    let largest = Layout::from_size_align(isize::MAX as usize, 1).unwrap();
    for _ in 0..4 {
        // SAFETY: as above.
        let _ = unsafe { counting.alloc(largest) };
    }
    let stats = counting.stats();
    assert_eq!((stats.live_bytes, stats.peak_bytes), (usize::MAX, usize::MAX));
    let total = u128::from(LARGEST_TOTAL).min(isize::MAX as u128 * 4);
    assert_eq!(u128::from(stats.total_bytes), total);
}

#[test]
fn moving_it_keeps_the_counts() {
    let counting = Counting::new(Probe::default());
    // SAFETY: `Probe` has no conditions, here and below.
    let _ = unsafe { counting.alloc(bytes(100)) };
    let moved = vec![counting].pop().unwrap();
    let lent = &moved;
    // SAFETY: as above.
    unsafe { Allocator::dealloc(&lent, block(8), bytes(100)) };
    assert_eq!((moved.stats().live_bytes, moved.stats().peak_bytes), (0, 100));
}

#[test]
fn is_static_and_send_where_the_allocator_inside_is() {
    struct Static;
    // SAFETY: serves nothing, so has no blocks to invalidate.
    unsafe impl Allocator for Static {
        unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
            None
        }
        unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
    }
    // SAFETY: as above.
    unsafe impl StaticAllocator for Static {}

    fn all<T: StaticAllocator + Send>(_: T) {}
    all(const { Counting::new(Static) });
}
