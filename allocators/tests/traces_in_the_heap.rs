//! A checked allocator with traces as the heap of a whole program. To record a trace and to show
//! one allocates, and to drop one frees: all of that comes back to it.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::ptr::{NonNull, null_mut};
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use exalloc_allocators::SystemAllocator;
use exalloc_allocators::testing::{CheckedAllocator, Finding, FindingKind};
use exalloc_core::Allocator;
use std::alloc::System;
use std::io::Write;

static CHECKED: CheckedAllocator<'static, SystemAllocator> = const {
    CheckedAllocator::new(SystemAllocator)
        .with_traces(true)
        .with_quarantine(0) // Traces are dropped with their blocks at once.
        .with_hook(give_back)
};

/// Whether blocks come from [`CHECKED`] by now.
static ON: AtomicBool = AtomicBool::new(false);

std::thread_local! {
    /// The block that this thread gives back.
    static GIVEN_BACK: Cell<*mut u8> = const { Cell::new(null_mut()) };
}

/// Blocks from before [`ON`] are unknown to [`CHECKED`].
fn give_back(finding: &Finding) {
    if let FindingKind::UnknownBlock { got } = finding.kind() {
        // SAFETY: what isn't a block of `CHECKED` is one of `System`, and this is its `dealloc`.
        unsafe { System.dealloc(GIVEN_BACK.get(), got) };
    }
}

struct Heap;

// SAFETY: every block is one of `CHECKED`, or of `System` before that is on.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !ON.load(Ordering::Relaxed) {
            // SAFETY: forwarded.
            return unsafe { System.alloc(layout) };
        }
        // SAFETY: forwarded.
        unsafe { CHECKED.alloc(layout) }.map_or(null_mut(), NonNull::as_ptr)
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        let before = GIVEN_BACK.replace(ptr);
        if let Some(ptr) = NonNull::new(ptr) {
            // SAFETY: forwarded; `CHECKED` judges whose block it is.
            unsafe { CHECKED.dealloc(ptr, layout) };
        }
        GIVEN_BACK.set(before);
    }
}

#[global_allocator]
static HEAP: Heap = Heap;

#[inline(never)]
fn the_culprit(layout: Layout) -> NonNull<u8> {
    // SAFETY: the size is above zero.
    unsafe { CHECKED.alloc(layout) }.expect("a few bytes")
}

/// A hang is a failure after a while.
#[test]
fn traces_are_recorded_shown_and_dropped() {
    static DONE: AtomicBool = AtomicBool::new(false);
    let _ = std::thread::spawn(|| {
        std::thread::sleep(Duration::from_secs(60));
        if !DONE.load(Ordering::Relaxed) {
            let _ = std::io::stderr().write_all(b"the program hangs\n");
            std::process::abort();
        }
    });
    ON.store(true, Ordering::Relaxed);
    let numbers: Vec<String> = (0..100).map(|n| n.to_string()).collect();
    assert_eq!(numbers.concat().len(), 190);
    drop(numbers);
    // Its report allocates under the lock that recording a trace takes.
    assert!(std::panic::catch_unwind(|| panic!("a panic that is meant")).is_err());
    let _ = CHECKED.check();

    // Size and alignment differ, on 32 bits too.
    let (layout, wrong) = (Layout::new::<[u32; 2]>(), Layout::new::<[u16; 2]>());
    let block = the_culprit(layout);
    // SAFETY: not kept: `CHECKED` may be called so.
    unsafe { CHECKED.dealloc(block, wrong) };
    let report = CHECKED.check().expect_err("the layout is wrong");
    let found: Vec<_> = report
        .findings()
        .filter(|finding| finding.kind() == FindingKind::WrongLayout { got: wrong })
        .collect();
    assert!(found.len() == 1 && found[0].trace().is_known(), "{found:?}");
    let text = found[0].to_string();
    assert!(text.contains("the_culprit"), "{text}");
    // SAFETY: live, and the layout fits.
    unsafe { CHECKED.dealloc(block, layout) };
    drop((text, found));
    drop(report);
    ON.store(false, Ordering::Relaxed);
    DONE.store(true, Ordering::Relaxed);
}
