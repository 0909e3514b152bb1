//! A right allocator, as somebody else would write it, and what a suite says about a wrong one.

use crate::room::{ROOM, Room};
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc::Allocator;
use exalloc::testing::conformance;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Blocks side by side; the last one grows, shrinks and goes back.
struct Right {
    room: Room,
    used: Cell<usize>,
}

impl Right {
    fn new() -> Self {
        Self { room: Room::new(), used: Cell::new(0) }
    }
}

// SAFETY: blocks lie between `used` before and after, aligned by address, within the room; only the
// one that ends at `used` gives bytes back. The room is held by raw pointer.
unsafe impl Allocator for Right {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = self.room.align(self.used.get(), layout.align());
        let end = start.checked_add(layout.size()).filter(|&end| end <= ROOM)?;
        self.used.set(end);
        Some(self.room.at(start))
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        if self.room.offset(ptr) + layout.size() == self.used.get() {
            self.used.set(self.room.offset(ptr));
        }
    }
    unsafe fn resize_in_place(
        &self,
        p: NonNull<u8>,
        old: Layout,
        new: usize,
    ) -> Option<NonNull<u8>> {
        let start = self.room.offset(p);
        if start + old.size() != self.used.get() {
            return (new <= old.size()).then_some(p);
        }
        self.used.set(start.checked_add(new).filter(|&end| end <= ROOM)?);
        Some(self.room.at(start))
    }
}

// With an attribute, and a visibility, as a user may write it.
conformance!(
    /// The right one.
    pub(crate) right => Right::new()
);

conformance!(borrowed => let right = Right::new(); let behind = &right; behind);

#[test]
fn the_right_one_is_seen_to_grow_shrink_and_recover() {
    let tally = conformance::resize_in_place(&Right::new());
    assert!(tally.grown_in_place > 20 && tally.shrunk_in_place > 50, "{tally}");
    assert!(conformance::exhaustion(&Right::new()).recovered > 0);
}

/// What the body of one generated test says when it fails.
pub(crate) fn said(test: impl FnOnce()) -> Option<String> {
    let payload = catch_unwind(AssertUnwindSafe(test)).err()?;
    Some(payload.downcast_ref::<String>().expect("panics of the suite have a text").clone())
}

/// Every test that `conformance!` generates for an allocator: those that fail, with their words.
macro_rules! failures {
    ($fresh:expr) => {
        [
            ("sizes_and_alignments", said(|| conformance!(@in sizes_and_alignments ($fresh)))),
            ("no_overlap", said(|| conformance!(@in no_overlap ($fresh)))),
            ("zeroed", said(|| conformance!(@in zeroed ($fresh)))),
            ("resize_in_place", said(|| conformance!(@in resize_in_place ($fresh)))),
            ("remap", said(|| conformance!(@in remap ($fresh)))),
            ("equal_sizes", said(|| conformance!(@in equal_sizes ($fresh)))),
            ("refusals", said(|| conformance!(@in refusals ($fresh)))),
            ("impossible_sizes", said(|| conformance!(@in impossible_sizes ($fresh)))),
            ("exhaustion", said(|| conformance!(@in exhaustion ($fresh)))),
            ("narrow_pointers", said(|| conformance!(@in narrow_pointers ($fresh)))),
            ("mixed", said(|| conformance!(@in mixed ($fresh)))),
            ("moved", said(|| conformance!(@in moved ($fresh)))),
            ("forms", said(|| conformance!(@in forms ($fresh)))),
            ("shared", said(|| conformance!(@in shared ($fresh)))),
            ("sent", said(|| conformance!(@in sent ($fresh)))),
        ]
        .into_iter()
        .filter_map(|(test, said)| Some((test, said?)))
        .collect::<Vec<(&str, String)>>()
    };
}
pub(crate) use failures;

/// The test `by` fails, and whatever fails names this rule; its words have these parts.
#[track_caller]
pub(crate) fn found(failures: &[(&str, String)], by: &str, rule: &str, parts: &[&str]) {
    for (test, said) in failures {
        println!("{test}: {said}");
        assert!(said.starts_with(rule), "`{test}` should have named `{rule}`, and said: {said}");
    }
    let Some((_, said)) = failures.iter().find(|(test, _)| *test == by) else {
        panic!("`{by}` passed; the tests that failed: {failures:?}");
    };
    for part in parts {
        assert!(said.contains(part), "`{by}` should have mentioned `{part}`, and said: {said}");
    }
}

#[test]
fn nothing_is_found_in_the_right_one() {
    assert_eq!(failures!(Right::new()), []);
}
