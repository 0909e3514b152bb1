use crate::{CountingAllocator, CountingDifference};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ptr::NonNull;
use exalloc_core::Allocator;

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

/// The form for one thread.
mod cells {
    use crate::CountingAllocator as Counting;

    const LARGEST_TOTAL: u64 = u64::MAX;

    include!("tests/both.rs");
}

/// The form for several threads.
#[cfg(target_has_atomic = "ptr")]
mod atomics {
    use crate::AtomicCountingAllocator as Counting;

    const LARGEST_TOTAL: u64 = usize::MAX as u64;

    include!("tests/both.rs");
}

#[test]
fn a_job_is_measured_by_itself() {
    let counting = CountingAllocator::new(Probe::default());
    // SAFETY: `Probe` has no conditions, here and below.
    let _ = unsafe { counting.alloc(bytes(1000)) };
    let before = counting.stats();

    let (inner, outer) = counting.measure(|| {
        // SAFETY: as above.
        let _ = unsafe { counting.alloc(bytes(60)) };
        let ((), inner) = counting.measure(|| {
            // SAFETY: as above.
            let _ = unsafe { counting.alloc(bytes(40)) };
            // SAFETY: as above.
            unsafe { counting.dealloc(block(8), bytes(1000)) };
            // SAFETY: as above.
            let _ = unsafe { counting.remap(block(8), bytes(40), 20) };
            counting.inner().refuse.set(true);
            // SAFETY: as above.
            let _ = unsafe { counting.resize_in_place(block(8), bytes(20), 30) };
            // SAFETY: as above.
            let _ = unsafe { counting.alloc(bytes(4)) };
            counting.inner().refuse.set(false);
        });
        // SAFETY: as above.
        let _ = unsafe { counting.alloc_zeroed(bytes(50)) };
        inner
    });
    let expected = CountingDifference {
        live_bytes: 40 - 1000 - 20,
        peak_bytes: 40,
        live_blocks: 0,
        total_bytes: 40,
        allocations: 1,
        deallocations: 1,
        resizes: 0,
        remaps: 1,
        failures: 1,
        resize_failures: 1,
        remap_failures: 0,
        largest_request: 40,
    };
    assert_eq!(inner, expected);
    let expected = CountingDifference {
        live_bytes: 60 + 40 - 1000 - 20 + 50,
        peak_bytes: 100,
        live_blocks: 2,
        total_bytes: 150,
        allocations: 3,
        largest_request: 60,
        ..expected
    };
    assert_eq!(outer, expected);
    // The whole knows the highest of all.
    let stats = counting.stats();
    assert_eq!((stats.peak_bytes, stats.largest_request), (1100, before.largest_request));
}

#[test]
fn a_job_that_panics_leaves_the_highest_values() {
    let counting = CountingAllocator::new(Probe::default());
    // SAFETY: `Probe` has no conditions, here and below.
    let _ = unsafe { counting.alloc(bytes(100)) };
    // SAFETY: as above.
    unsafe { counting.dealloc(block(8), bytes(100)) };
    let job = || counting.measure(|| panic!("planted"));
    assert!(std::panic::catch_unwind(core::panic::AssertUnwindSafe(job)).is_err());
    let stats = counting.stats();
    assert_eq!((stats.peak_bytes, stats.largest_request), (100, 100));
}

/// Whatever the threads do to one another, nothing is counted twice or forgotten.
#[cfg(all(feature = "std", target_has_atomic = "ptr"))]
#[test]
fn threads_are_counted_together() {
    use crate::{AtomicCountingAllocator, SystemAllocator};

    const THREADS: usize = 4;
    const ROUNDS: usize = 500;
    let counting = AtomicCountingAllocator::new(SystemAllocator);
    std::thread::scope(|scope| {
        for thread in 1..=THREADS {
            let counting = &counting;
            scope.spawn(move || {
                for _ in 0..ROUNDS {
                    let layout = bytes(16 * thread);
                    // SAFETY: the size is above zero.
                    let block = unsafe { counting.alloc(layout) }.expect("a few bytes");
                    // SAFETY: just allocated.
                    unsafe { counting.dealloc(block, layout) };
                }
            });
        }
    });
    let stats = counting.stats();
    let (calls, bytes) = ((THREADS * ROUNDS) as u64, 16 * (1 + 2 + 3 + 4) * ROUNDS as u64);
    assert_eq!((stats.allocations, stats.deallocations, stats.failures), (calls, calls, 0));
    assert_eq!((stats.live_blocks, stats.live_bytes, stats.total_bytes), (0, 0, bytes));
    assert!((64..=160).contains(&stats.peak_bytes), "{}", stats.peak_bytes);
    assert_eq!(stats.largest_request, 64);
}
