//! Each allocator with a state is shown by `{:?}` while the text goes into memory of that same
//! allocator: as with an `ExString` on it.

use super::asking::{Block, layout};
use super::{
    AllFailures, AlwaysMoves, CheckedAllocator, Disaligning, FailingAllocator, NarrowProvenance,
    RecordingAllocator, RefusesResize,
};
use crate::{ArenaAllocator, BumpAllocator, CountingAllocator, InlineBump, LimitAllocator};
use alloc::string::String;
use core::fmt::{self, Write};
use core::mem::MaybeUninit;
use core::time::Duration;
use exalloc_core::Allocator;
use std::sync::mpsc;

/// Text whose every piece takes a block, changes it, and gives it back.
struct Text<'a> {
    alloc: &'a dyn Allocator,
    text: String,
}

impl Write for Text<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let block = Block::new(self.alloc, layout(8, 8)).ok_or(fmt::Error)?;
        let block = block.resize(self.alloc, 16).unwrap_or(block);
        block.remap(self.alloc, 24).unwrap_or(block).give(self.alloc);
        self.text.push_str(piece);
        Ok(())
    }
}

fn show(alloc: &(impl Allocator + fmt::Debug), name: &str) {
    let mut text = Text { alloc, text: String::new() };
    write!(text, "{alloc:?}").expect("memory is there");
    assert!(text.text.starts_with(name), "{}", text.text);
    write!(text, "{alloc:#?}").expect("memory is there");
}

fn show_all() {
    let bump = InlineBump::<{ 32 << 10 }>::new();
    show(&&bump, "InlineBump");
    let mut memory = [MaybeUninit::uninit(); 4096];
    show(&BumpAllocator::new(&mut memory), "BumpAllocator");
    show(&ArenaAllocator::new(&bump), "ArenaAllocator");
    show(&CountingAllocator::new(&bump), "CountingAllocator");
    #[cfg(target_has_atomic = "ptr")]
    show(&crate::AtomicCountingAllocator::new(&bump), "AtomicCountingAllocator");
    show(&LimitAllocator::new(&bump, 4096), "LimitAllocator");
    show(&CheckedAllocator::new(&bump).with_quarantine(0), "CheckedAllocator");
    show(&FailingAllocator::nth(&bump, u64::MAX), "FailingAllocator");
    show(&RecordingAllocator::<_, 4>::with_room(&bump), "RecordingAllocator");
    show(&Disaligning::new(&bump), "Disaligning");
    show(&AlwaysMoves::new(&bump), "AlwaysMoves");
    show(&NarrowProvenance::new(&bump), "NarrowProvenance");
    show(&RefusesResize::new(&bump), "RefusesResize");
    // What the kit lends to a body.
    let shown = AllFailures::new().with_quarantine(0).run_in(&bump, |alloc| {
        let mut text = Text { alloc, text: String::new() };
        write!(text, "{alloc:?}")
    });
    assert!(shown.is_ok_and(|shown| shown.allocations > 0));
}

/// A hang is a failure after a while.
#[test]
fn an_allocator_is_shown_in_its_own_memory() {
    let (done, wait) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        show_all();
        done.send(())
    });
    match wait.recv_timeout(Duration::from_secs(60)) {
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("showing an allocator hangs"),
        // It has finished, or panicked.
        _ => thread.join().expect("no panic").expect("somebody waits"),
    }
}

#[test]
fn the_text_says_what_was_counted() {
    let bump = InlineBump::<64>::new();
    let failing = FailingAllocator::nth(&bump, 2);
    let recording = RecordingAllocator::<_, 1>::with_room(&failing);
    let block = Block::new(&recording, layout(1, 1)).expect("the first request");
    assert_eq!(Block::new(&recording, layout(1, 1)), None);
    block.give(&recording);
    let shown = std::format!("{recording:?}");
    assert!(shown.contains("plan: Nth(2), requests: 2, refusals: 1, .. }, count: 3"), "{shown}");
}
