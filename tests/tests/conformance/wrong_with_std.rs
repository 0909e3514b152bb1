//! Wrong allocators that take the feature `std` to be found: it catches panics, and has threads.

use crate::outsiders::{failures, found, said};
use crate::room::{ROOM, Room};
use crate::wrong::Bump;
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use exalloc::Allocator;
use exalloc::testing::conformance;
use std::sync::LazyLock;
use std::thread;

struct Panics(Bump);
// SAFETY: not at all: sizes near the largest make it panic, here as `+` would in a debug build.
unsafe impl Allocator for Panics {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let end = isize::try_from(layout.size()).unwrap().checked_add(ROOM as isize);
        end.expect("attempt to add with overflow");
        self.0.take(layout)
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.0.give(ptr, layout);
    }
}

#[test]
fn panics_at_a_large_size() {
    let rule = "broken rule 3: no method unwinds";
    let parts = ["`alloc` panicked: attempt to add with overflow"];
    found(&failures!(Panics(Bump::new())), "impossible_sizes", rule, &parts);
}

#[derive(Default)]
struct Racing(AtomicUsize);
static SHARED_ROOM: LazyLock<Room> = LazyLock::new(Room::new);
// SAFETY: not at all: between reading the position and writing it, others do the same.
unsafe impl Allocator for Racing {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = SHARED_ROOM.align(self.0.load(Ordering::Relaxed), layout.align());
        thread::sleep(Duration::from_micros(50));
        let end = start.checked_add(layout.size()).filter(|&end| end <= ROOM)?;
        self.0.store(end, Ordering::Relaxed);
        Some(SHARED_ROOM.at(start))
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn unsynchronised_sync() {
    // Whichever comes first: that two threads have the same bytes, or that one has changed them.
    let rule = "broken rule 4: ";
    let shared = said(|| conformance!(@in shared (Racing::default()))).expect("a fault");
    found(&[("shared", shared)], "shared", rule, &["the live block of"]);
}

/// The position is read and written without anything between: a few nanoseconds for others to come.
#[derive(Default)]
struct RacingFast(AtomicUsize);
// SAFETY: not at all: as above.
unsafe impl Allocator for RacingFast {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = SHARED_ROOM.align(self.0.load(Ordering::Relaxed), layout.align());
        let end = start.checked_add(layout.size()).filter(|&end| end <= ROOM)?;
        self.0.store(end, Ordering::Relaxed);
        Some(SHARED_ROOM.at(start))
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn unsynchronised_sync_and_no_time_to_lose() {
    // By luck, as the docs say: in 45 of 100 runs on two processors that were busy otherwise too.
    let rule = "broken rule 4: ";
    let mut runs =
        (0..500).filter_map(|_| said(|| conformance!(@in shared (RacingFast::default()))));
    let shared = runs.next().expect("a fault in 500 runs");
    found(&[("shared", shared)], "shared", rule, &["the live block of"]);
}

thread_local! {
    static USED: Cell<usize> = const { Cell::new(0) };
}

struct OnePositionPerThread;
// SAFETY: not at all: each thread has a position of its own, and the room is the same.
unsafe impl Allocator for OnePositionPerThread {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = SHARED_ROOM.align(USED.get(), layout.align());
        let end = start.checked_add(layout.size()).filter(|&end| end <= ROOM)?;
        USED.set(end);
        Some(SHARED_ROOM.at(start))
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn found_by_addresses_before_anything_is_written() {
    let shared = said(|| conformance!(@in shared (OnePositionPerThread))).expect("a fault");
    let rule = "broken rule 4: live blocks are disjoint";
    let parts = ["while 4 threads ask at the same time, `alloc` of 24 bytes aligned to 8 returned"];
    found(&[("shared", shared)], "shared", rule, &parts);
}
