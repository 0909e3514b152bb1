//! Several threads at once.

use super::super::{CheckedAllocator, FindingKind};
use super::{Backing, Use, layout};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;
use std::sync::Barrier;
use std::thread;

const fn assert_sync<T: Send + Sync>(_: &T) {}

/// A pointer that goes to another thread.
#[derive(Clone, Copy)]
struct Sent(NonNull<u8>);

// SAFETY: tests use the block from one thread at a time, or misuse it on purpose.
unsafe impl Send for Sent {}
// SAFETY: as above.
unsafe impl Sync for Sent {}

impl Sent {
    fn get(&self) -> NonNull<u8> {
        self.0
    }
}

#[test]
fn threads_share_it() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing).with_quarantine(2000);
    assert_sync(&checked);
    thread::scope(|scope| {
        for index in 0..4 {
            let checked = &checked;
            scope.spawn(move || {
                for round in 1..200 {
                    let block = checked.take(round);
                    // SAFETY: a live block of that size.
                    unsafe { block.write_bytes(index, round) };
                    let block = checked.move_to(block, round, round + 3).unwrap();
                    assert_eq!(super::peek(block, 0), index);
                    checked.give(block, round + 3);
                }
            });
        }
        for _ in 0..20 {
            checked.check().unwrap();
        }
    });
    assert_eq!((checked.live_blocks(), checked.requests()), (0, 4 * 199 * 2));
    checked.finish().unwrap();
    assert_eq!(backing.live_blocks(), 0);
}

/// Exactly one frees it; the others are told that it is freed.
#[test]
fn of_threads_that_free_one_block_one_wins() {
    for limit in [0, 1000] {
        for _ in 0..100 {
            let checked = CheckedAllocator::new(Backing::new()).with_quarantine(limit);
            let (block, barrier) = (Sent(checked.take(8)), Barrier::new(3));
            thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| {
                        barrier.wait();
                        checked.give(block.get(), 8);
                    });
                }
            });
            let report = checked.check().unwrap_err();
            let expected = if limit == 0 {
                FindingKind::UnknownBlock { got: layout(8, 8) }
            } else {
                FindingKind::DoubleFree
            };
            assert_eq!(report.count(), 2);
            assert!(report.findings().all(|finding| finding.kind() == expected), "{report}");
            checked.finish().unwrap();
        }
    }
}

/// Stops in `remap` until a thread has misused the block meanwhile.
struct Slow {
    inside: Backing,
    barrier: Barrier,
}

// SAFETY: every block is one of the allocator inside, which all calls are forwarded to.
unsafe impl Allocator for Slow {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.inside.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.inside.dealloc(ptr, layout) }
    }
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        let moved = unsafe { self.inside.remap(ptr, old, new) };
        self.barrier.wait();
        self.barrier.wait();
        moved
    }
}

/// While the allocator inside moves a block, nobody else may use it, and its old address may be
/// that of another block.
#[test]
fn a_block_in_remap_is_busy() {
    let slow = Slow { inside: Backing::new(), barrier: Barrier::new(2) };
    let checked = CheckedAllocator::new(&slow);
    let block = Sent(checked.take(8));
    // Judged when both threads are done: a panic between the barriers would leave one waiting.
    let (moved, resized, checks) = thread::scope(|scope| {
        let remap = scope.spawn(|| checked.move_to(block.get(), 8, 16).map(Sent));
        slow.barrier.wait();
        checked.give(block.get(), 8);
        let resized = checked.resize(block.get(), 8, 9);
        // SAFETY: the size is above zero.
        if let Some(other) = unsafe { checked.alloc(layout(8, 8)) } {
            checked.give(other, 8);
        }
        let checks = checked.check();
        slow.barrier.wait();
        (remap.join().unwrap().unwrap(), resized, checks)
    });
    let report = checks.unwrap_err();
    let busy = |finding: &super::Finding| {
        (finding.kind(), finding.number()) == (FindingKind::Busy, Some(1))
    };
    assert_eq!((resized, report.count()), (None, 2), "{report}");
    assert!(report.findings().all(busy), "{report}");
    checked.give(moved.get(), 16);
    checked.finish().unwrap();
}
