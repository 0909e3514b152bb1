//! A race that ThreadSanitizer must report: `.ci/deep` runs this program under it and expects that.
//!
//! It counts allocations in a cell that threads share, which `Sync` promises wrongly.

use core::alloc::Layout;
use core::cell::UnsafeCell;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicUsize, Ordering};
use exalloc::Allocator;
use exalloc_tests::Heap;
use std::thread;

/// Counts allocations, as if it were one thread's alone.
struct Racy {
    count: UnsafeCell<usize>,
}

// SAFETY: none: this is the planted fault.
unsafe impl Sync for Racy {}

// SAFETY: forwarded to `Heap`, of which all are equivalent.
unsafe impl Allocator for Racy {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: none: another thread may write, too.
        unsafe { *self.count.get() += 1 };
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
}

fn main() {
    let racy = Racy { count: UnsafeCell::new(0) };
    // They take turns, so that each finds what the other wrote; without an order of memory, which
    // would make it no race.
    let turn = AtomicUsize::new(0);
    thread::scope(|scope| {
        for me in [0, 1] {
            let (racy, turn) = (&racy, &turn);
            scope.spawn(move || {
                for n in 0..100 {
                    while turn.load(Ordering::Relaxed) != me {
                        thread::yield_now();
                    }
                    assert!(exalloc::ExBox::try_new(n, racy).is_ok());
                    turn.store(1 - me, Ordering::Relaxed);
                }
            });
        }
    });
    println!("{} allocations counted, of 200", racy.count.into_inner());
}
