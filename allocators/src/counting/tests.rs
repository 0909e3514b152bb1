use super::{CountingAllocator, CountingStats};
use alloc::vec;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// Records every call, and answers each method with an address of its own, or with `None`.
#[derive(Default)]
struct Probe {
    calls: RefCell<Vec<Call>>,
    refuse: Cell<bool>,
}

/// Method, address argument, layout argument, size argument.
type Call = (&'static str, usize, Layout, usize);

impl Probe {
    fn answer(&self, call: Call, address: usize) -> Option<NonNull<u8>> {
        self.calls.borrow_mut().push(call);
        NonNull::new(core::ptr::without_provenance_mut(address)).filter(|_| !self.refuse.get())
    }
}

// SAFETY: not an allocator that anyone may use: the tests compare addresses only.
unsafe impl Allocator for Probe {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.answer(("alloc", 0, layout, 0), 8)
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let _ = self.answer(("dealloc", ptr.addr().get(), layout, 0), 0);
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.answer(("alloc_zeroed", 0, layout, 0), 16)
    }
    unsafe fn resize_in_place(&self, p: NonNull<u8>, old: Layout, n: usize) -> Option<NonNull<u8>> {
        self.answer(("resize_in_place", p.addr().get(), old, n), 24)
    }
    unsafe fn remap(&self, p: NonNull<u8>, old: Layout, n: usize) -> Option<NonNull<u8>> {
        self.answer(("remap", p.addr().get(), old, n), 32)
    }
}

fn bytes(size: usize) -> Layout {
    Layout::from_size_align(size, 4).unwrap()
}

fn block(address: usize) -> NonNull<u8> {
    NonNull::new(core::ptr::without_provenance_mut(address)).unwrap()
}

/// Row by row, the table in the docs of `CountingAllocator`.
#[test]
fn every_method_forwards_unchanged_and_counts() {
    let counting = CountingAllocator::new(Probe::default());
    let mut expected = CountingStats::default();

    // SAFETY: `Probe` has no conditions, here and below.
    assert_eq!(unsafe { counting.alloc(bytes(100)) }, Some(block(8)));
    expected = CountingStats {
        live_bytes: 100,
        peak_bytes: 100,
        live_blocks: 1,
        total_bytes: 100,
        allocations: 1,
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
    expected =
        CountingStats { live_bytes: 260, peak_bytes: 260, total_bytes: 330, remaps: 1, ..expected };
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
    let counting = CountingAllocator::new(Probe::default());
    // SAFETY: `Probe` has no conditions, here and below.
    let _ = unsafe { counting.alloc(bytes(100)) };
    let before = counting.stats();
    counting.inner().refuse.set(true);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.resize_in_place(block(8), bytes(100), 300) }, None);
    // SAFETY: as above.
    assert_eq!(unsafe { counting.remap(block(8), bytes(100), 300) }, None);
    assert_eq!(counting.stats(), before);

    // SAFETY: as above.
    assert_eq!(unsafe { counting.alloc(bytes(8)) }, None);
    // SAFETY: as above.
    assert_eq!(unsafe { counting.alloc_zeroed(bytes(8)) }, None);
    assert_eq!(counting.stats(), CountingStats { failures: 2, ..before });
}

#[test]
fn counters_stop_at_their_bounds() {
    let counting = CountingAllocator::new(Probe::default());
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
    let total = u128::from(u64::MAX).min(isize::MAX as u128 * 4);
    assert_eq!(u128::from(stats.total_bytes), total);
}

#[test]
fn moving_it_keeps_the_counts() {
    let counting = CountingAllocator::new(Probe::default());
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
    all(const { CountingAllocator::new(Static) });
}
