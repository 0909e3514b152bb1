//! How findings get out: hook, drop, finish.

use super::super::{CheckedAllocator, DropCheck, Finding, FindingKind};
use super::{Backing, Use, facts, findings, spoil};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::panic::AssertUnwindSafe;
use core::ptr::null;
use std::panic::catch_unwind;
use std::sync::Mutex;

static HOOKED: Mutex<Vec<(&str, FindingKind, Option<u64>)>> = Mutex::new(Vec::new());

/// The only user of [`HOOKED`] is this test, since tests run at once.
#[test]
fn the_hook_is_told_at_once_and_all() {
    fn hook(finding: &Finding) {
        HOOKED.lock().unwrap().push(facts(finding));
    }
    let hooked = || core::mem::take(&mut *HOOKED.lock().unwrap());
    let checked = CheckedAllocator::new(Backing::new()).with_hook(hook);
    let (a, b) = (checked.take(8), checked.take(8));
    checked.give(a, 8);
    assert_eq!(hooked(), []);
    checked.give(a, 8);
    assert_eq!(hooked(), [("dealloc", FindingKind::DoubleFree, Some(1))]);
    let byte = spoil(b, 8);
    assert_eq!(checked.resize(b, 8, 8), Some(b));
    let kind = FindingKind::Overflow { distance: 1, byte };
    assert_eq!(hooked(), [("resize_in_place", kind, Some(2))]);
    // Also those that a report has no room for.
    (0..20).for_each(|_| checked.give(a, 8));
    assert_eq!(hooked().len(), 20);
    // And they are recorded.
    assert_eq!(checked.check().unwrap_err().count(), 22);
    assert_eq!(hooked(), []);
    let checked = checked.with_drop_check(DropCheck::Silent);
    drop(checked);
    assert_eq!(hooked(), [("drop", FindingKind::Leak, Some(2))]);
}

/// Runs a test of this file that aborts, in a process of its own. Answers with what it wrote.
fn in_a_process(test: &str) -> (bool, String) {
    let name = std::format!("testing::checked::tests::ends::{test}");
    let exe = std::env::current_exe().unwrap();
    let output = std::process::Command::new(exe)
        .args([&name, "--exact", "--nocapture"])
        .env("EXALLOC_CHECKED_ABORTS", "1")
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_hook_that_panics_aborts() {
    if std::env::var_os("EXALLOC_CHECKED_ABORTS").is_some() {
        let checked =
            CheckedAllocator::new(Backing::new()).with_hook(|finding| panic!("told: {finding}"));
        let block = checked.take(8);
        let _ = catch_unwind(AssertUnwindSafe(|| checked.give(block, 9)));
        std::process::exit(0);
    }
    let (success, written) = in_a_process("a_hook_that_panics_aborts");
    assert!(!success);
    assert!(written.contains("told: dealloc: wrong size for allocation #1"), "{written}");
}

std::thread_local! {
    /// What the hook of the next test uses.
    static CHECKED: Cell<*const CheckedAllocator<'static, Backing>> = const { Cell::new(null()) };
}

/// A hook may use the allocator: nothing is locked.
#[test]
fn a_hook_may_allocate() {
    fn hook(_: &Finding) {
        // SAFETY: null, or the allocator that the test holds meanwhile.
        if let Some(checked) = unsafe { CHECKED.get().as_ref() } {
            checked.give(checked.take(8), 8);
        }
    }
    let checked = CheckedAllocator::new(Backing::new()).with_hook(hook);
    let block = checked.take(8);
    CHECKED.set(&raw const checked);
    checked.give(block, 9);
    CHECKED.set(null());
    checked.give(block, 8);
    assert_eq!(checked.check().unwrap_err().count(), 1);
    assert_eq!((checked.quarantined_blocks(), checked.live_blocks()), (2, 0));
    checked.finish().unwrap();
}

fn message(panicked: &(dyn core::any::Any + Send)) -> String {
    panicked.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn the_drop_panics_and_everything_goes_back() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing).with_traces(true);
    let (a, b) = (checked.take(8), checked.take(8));
    let byte = spoil(a, 8);
    checked.give(b, 8);
    let panicked = catch_unwind(AssertUnwindSafe(|| drop(checked))).unwrap_err();
    let message = message(&*panicked);
    assert!(
        message.starts_with("misuse of memory, findings: 2\n- drop: write behind"),
        "{message}"
    );
    assert!(message.contains(&std::format!("{byte:#04x}, 1 byte behind its end")), "{message}");
    assert!(message.contains("\n- drop: leak of allocation #1, 8 bytes aligned to 8 at 0x"));
    assert_eq!(backing.live_blocks(), 0);
}

#[test]
fn the_drop_doesnt_panic_without_cause_or_when_silent() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    checked.give(block, 8);
    drop(checked);
    let checked = CheckedAllocator::new(&backing).with_drop_check(DropCheck::Silent);
    let _ = checked.take(8);
    drop(checked);
    // What was asked for isn't told again.
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    checked.give(block, 9);
    assert!(checked.check().is_err());
    checked.give(block, 8);
    drop(checked);
    assert_eq!(backing.live_blocks(), 0);
}

/// Without `std` it can't know: a panic while unwinding aborts, which the docs say.
#[cfg(feature = "std")]
#[test]
fn the_drop_doesnt_panic_while_unwinding() {
    let backing = Backing::new();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let checked = CheckedAllocator::new(&backing);
        let _ = checked.take(8);
        std::panic::panic_any(7_u32);
    }));
    assert_eq!(panicked.unwrap_err().downcast_ref(), Some(&7_u32));
    assert_eq!(backing.live_blocks(), 0);
}

/// Of the allocator inside too: an owned one is dropped, or handed out.
#[test]
fn finish_hands_the_allocator_inside_out_or_drops_it() {
    let shared = alloc::rc::Rc::new(Backing::new());
    let by_reference_count = || Counted(alloc::rc::Rc::clone(&shared));
    let checked = CheckedAllocator::new(by_reference_count());
    assert_eq!(alloc::rc::Rc::strong_count(&checked.finish().unwrap().0), 2);
    assert_eq!(alloc::rc::Rc::strong_count(&shared), 1);
    let checked = CheckedAllocator::new(by_reference_count());
    let _ = checked.take(8);
    assert!(checked.finish().is_err());
    assert_eq!(alloc::rc::Rc::strong_count(&shared), 1);
    let checked = CheckedAllocator::new(by_reference_count());
    let _ = checked.take(8);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(checked))).is_err());
    assert_eq!(alloc::rc::Rc::strong_count(&shared), 1);
}

#[derive(Debug)]
struct Counted(alloc::rc::Rc<Backing>);

// SAFETY: every block is one of the allocator behind the count, which each value keeps alive.
unsafe impl exalloc_core::Allocator for Counted {
    unsafe fn alloc(&self, layout: core::alloc::Layout) -> Option<core::ptr::NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.as_ref().alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: core::ptr::NonNull<u8>, layout: core::alloc::Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.as_ref().dealloc(ptr, layout) }
    }
}

/// Leaks come last, in the order of their numbers, not of their addresses.
#[test]
fn leaks_are_told_in_order() {
    let checked = CheckedAllocator::new(Backing::new());
    let blocks: Vec<_> = (0..12).map(|index| checked.take(1 + 997 * (index % 5))).collect();
    let _ = spoil(blocks[11], -1);
    let report = checked.finish().unwrap_err();
    let mut numbers: Vec<_> = findings(&report).iter().map(Finding::number).collect();
    assert_eq!(numbers.remove(0), Some(12));
    assert_eq!(numbers, (1..=12).map(Some).collect::<Vec<_>>());
}

#[test]
fn debug_tells_what_is_live() {
    let checked = CheckedAllocator::new(crate::CountingAllocator::new(Backing::new()));
    let block = checked.take(8);
    let shown = std::format!("{checked:?}");
    assert!(shown.contains("live_blocks: 1, live_bytes: 8"), "{shown}");
    checked.give(block, 8);
    assert_eq!(checked.finish().map_err(|report| report.to_string()).err(), None);
}

#[test]
fn the_panic_of_the_drop_shows_traces() {
    #[inline(never)]
    fn the_leaker(checked: &CheckedAllocator<'_, Backing>) {
        checked.take(8);
    }
    let checked = CheckedAllocator::new(Backing::new()).with_traces(true);
    the_leaker(&checked);
    let payload = catch_unwind(AssertUnwindSafe(|| drop(checked))).expect_err("a leak");
    let text = payload.downcast_ref::<String>().expect("a text");
    assert_eq!(text.contains("the_leaker"), cfg!(feature = "std"), "{text}");
}
