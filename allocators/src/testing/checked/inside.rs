//! What goes to the allocator inside, to the hook, and into the report: never under the lock.

use super::books::{BlockState, BookEntry, Fault, Room, storage_layout};
use super::frame::Frame;
use super::state::{Entered, Fresh, inspect};
use super::{CheckedAllocator, Finding, FindingKind, Report};
use crate::testing::Trace;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

impl<A: Allocator> CheckedAllocator<'_, A> {
    /// Counts a call that asks for memory.
    pub(super) fn count_request(&self) {
        self.state.with(|state| state.requests = state.requests.saturating_add(1));
    }

    /// Tells the hook and records.
    pub(super) fn tell(&self, found: impl IntoIterator<Item = Option<Finding>>) {
        for finding in found.into_iter().flatten() {
            if let Some(hook) = &self.hook {
                call_or_abort(hook, &finding);
            }
            // A surplus one is dropped here, since its trace goes back to the program's heap, which
            // is foreign.
            let _surplus = self.state.with(|state| state.report.add(finding));
        }
    }

    /// What was found, and isn't recorded any more. Blocks that a wrong call gave up are forgiven
    /// with it: if nobody gives them back they are leaks of a report of their own.
    pub(super) fn take_report(&self) -> Option<Report> {
        self.state.with(|state| {
            let report = state.report.take(state.refused_for_books)?;
            state.books.forget_given_up();
            Some(report)
        })
    }

    /// Hands a fresh block out: `ask` asks the allocator inside for the wider block.
    pub(super) fn allocate(
        &self,
        method: &'static str,
        layout: Layout,
        fresh: Fresh,
        ask: impl Fn(&A, Layout) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        self.count_request();
        if layout.size() == 0 {
            self.tell([Some(Finding::elsewhere(FindingKind::ZeroSize, method, None))]);
            return None;
        }
        let frame = Frame::around(layout)?;
        if !self.reserve() {
            self.state.with(|state| {
                state.refused_for_books = state.refused_for_books.saturating_add(1);
            });
            return None;
        }
        let answer = ask(&self.backing, frame.outer()).or_else(|| {
            // The program under test shall not run out of memory that is in quarantine.
            if self.trim(0) { ask(&self.backing, frame.outer()) } else { None }
        });
        let Some(start) = answer else {
            self.state.with(|state| state.books.unreserve());
            return None;
        };
        let trace = if self.traces { Trace::here() } else { Trace::none() };
        let entered = self.state.with(|state| {
            // SAFETY: just handed out, for that layout, zeroed where `fresh` says so: `ask` is from
            // `alloc` or `alloc_zeroed`. Nobody knows it yet. It goes back only by `give_back`, of
            // an entry that was removed.
            unsafe { state.enter(method, start, frame, fresh, trace) }
        });
        match entered {
            Entered::Block(block, finding) => {
                self.tell([finding]);
                Some(block)
            }
            Entered::Faulty { finding, give_back } => {
                if give_back {
                    // SAFETY: just handed out, for that layout, and nobody knows it.
                    unsafe { self.backing.dealloc(start, frame.outer()) };
                }
                self.tell([Some(finding)]);
                None
            }
        }
    }

    /// Reserves an entry in the books: makes them larger, or takes blocks out of the quarantine.
    fn reserve(&self) -> bool {
        loop {
            match self.state.with(|state| state.books.reserve()) {
                Room::Reserved => return true,
                Room::With(capacity) if self.grow_books(capacity) => {}
                Room::With(_) | Room::Full => {
                    let Some(entry) = self.state.with(|state| state.pop_beyond(0)) else {
                        return false;
                    };
                    self.release("quarantine", entry);
                }
            }
        }
    }

    /// Gets a storage of so many entries for the books.
    fn grow_books(&self, capacity: usize) -> bool {
        let Some(layout) = storage_layout(capacity) else { return false };
        // SAFETY: entries have a size, and there is at least one.
        let Some(storage) = (unsafe { self.backing.alloc(layout) }) else { return false };
        let grown = self.state.with(|state| match state.books.fault(storage, layout) {
            Some(fault) => Err(fault),
            // SAFETY: reached only where books said that they can grow. A block of that layout,
            // just handed out, aligned, and nobody else's; it goes back only when these books
            // answer with it.
            None => Ok(unsafe { state.books.grow(storage.cast(), capacity) }),
        });
        match grown {
            Ok(unneeded) => {
                if let Some((storage, layout)) = unneeded {
                    // SAFETY: a storage of these books, with its layout, that they gave up.
                    unsafe { self.backing.dealloc(storage, layout) };
                }
                true
            }
            Err(fault) => {
                if fault == Fault::Misaligned {
                    // SAFETY: just handed out, for that layout, and nobody knows it.
                    unsafe { self.backing.dealloc(storage, layout) };
                }
                let address = storage.addr().get();
                self.tell([Some(Finding::elsewhere(fault.into(), "books", Some(address)))]);
                false
            }
        }
    }

    /// Takes blocks out of the quarantine until it holds no more than `limit` bytes. Whether it
    /// took any.
    pub(super) fn trim(&self, limit: usize) -> bool {
        let mut any = false;
        while let Some(entry) = self.state.with(|state| state.pop_beyond(limit)) {
            self.release("quarantine", entry);
            any = true;
        }
        any
    }

    /// Looks at a block that left the quarantine, and gives it back.
    pub(super) fn release(&self, method: &'static str, mut entry: BookEntry) {
        self.tell(inspect(method, &mut entry));
        self.give_back(entry);
    }

    /// Gives a block back to the allocator inside, whose entry was removed from the books; not one
    /// that is lost.
    pub(super) fn give_back(&self, entry: BookEntry) {
        if entry.state == BlockState::Lost {
            return;
        }
        let (start, layout) = (entry.held.start(), entry.held.frame().outer());
        // SAFETY: invariant 1 of `Held`, as it isn't lost, and nobody changes what was removed: a
        // live block, which the layout fits. Its entry is ours, and dropped here, so it goes back
        // once.
        unsafe { self.backing.dealloc(start, layout) };
    }
}

/// Calls a hook. If it panics the process is aborted: rule 3 of the contract.
extern "C" fn call_or_abort(hook: &fn(&Finding), finding: &Finding) {
    hook(finding);
}
