//! What a checked allocator knows, and each step that is taken on it at once.

use super::super::Trace;
use super::books::{BlockState, BookEntry, Books, Fault, Key};
use super::frame::Frame;
use super::held::{Damage, Held};
use super::quarantine::Quarantine;
use super::report::Report;
use super::{Finding, FindingKind};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::layout;

/// What a checked allocator knows.
///
/// Every step is taken under [`Exclusive`](super::super::exclusive::Exclusive): it decides alone
/// who may free or change a block. None calls foreign code, an allocator, or the hook; findings and
/// blocks that are to be given back are handed out, to be dealt with when others may come in.
///
/// # Invariants
///
/// 1. Every block that was handed out and not given back is in the books, [`Held`], in one of the
///    states `Live`, `GivenUp`, `Changing` and `Lost`; `live_blocks` and `live_bytes` count these.
/// 2. An entry in the state `Changing` belongs to the call that made it so: no other removes it or
///    changes its state.
/// 3. The bytes of a block in the state `Freed` are poisoned as a whole, and nobody's but ours.
#[derive(Debug)]
pub(super) struct State {
    pub(super) books: Books,
    pub(super) quarantine: Quarantine,
    pub(super) report: Report,
    pub(super) live_blocks: usize,
    pub(super) live_bytes: usize,
    pub(super) requests: u64,
    pub(super) deallocs: u64,
    pub(super) refused_for_books: u64,
    /// The number of the last allocation.
    number: u64,
}

/// The findings of one step: what is damaged before and behind a block is found at once.
pub(super) type Found = [Option<Finding>; 2];

/// No findings.
pub(super) const NOTHING: Found = [None, None];

/// What is to be done about a block that is to be freed.
#[derive(Debug)]
pub(super) struct Freeing {
    pub(super) found: Found,
    /// A block that passes by the quarantine, or was lost.
    pub(super) passes: Option<BookEntry>,
}

/// What is to be done about a block that is to be changed.
#[derive(Debug)]
pub(super) enum Change {
    /// Nothing: the call is wrong, or asks for more than can be.
    Refused,
    /// Nothing: the size stays as it is.
    Same(NonNull<u8>),
    /// Nothing: the size stays as it is, and the block is lost.
    SameOfLost,
    /// The allocator inside is to be asked for a `new` size; the entry is `Changing` till then.
    Ask { key: Key, start: NonNull<u8>, old: Frame, new: Frame },
}

/// What became of a block that the allocator inside handed out.
#[derive(Debug)]
pub(super) enum Entered {
    /// The caller's block.
    Block(NonNull<u8>, Option<Finding>),
    /// It isn't handed on; it is to be given back unless it overlaps what is in use.
    Faulty { finding: Finding, give_back: bool },
}

/// What fresh memory is to contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fresh {
    Pattern,
    Zero,
}

impl State {
    /// Nothing is known but the books, which are empty.
    pub(super) const fn new(books: Books) -> Self {
        Self {
            books,
            quarantine: Quarantine::new(),
            report: Report::new(),
            live_blocks: 0,
            live_bytes: 0,
            requests: 0,
            deallocs: 0,
            refused_for_books: 0,
            number: 0,
        }
    }

    /// Enters a fresh block in the entry that was reserved for it.
    ///
    /// # Safety
    ///
    /// The allocator inside handed `start` out for `frame.outer()`, zeroed where `fresh` says so,
    /// and nobody else accesses it. It isn't given back before its entry is removed.
    pub(super) unsafe fn enter(
        &mut self,
        method: &'static str,
        start: NonNull<u8>,
        frame: Frame,
        fresh: Fresh,
        trace: Trace,
    ) -> Entered {
        if let Some(fault) = self.books.fault(start, frame.outer()) {
            self.books.unreserve();
            let finding = Finding::elsewhere(fault.into(), method, Some(start.addr().get()));
            let finding = finding.with_trace(trace);
            return Entered::Faulty { finding, give_back: fault == Fault::Misaligned };
        }
        self.number = self.number.saturating_add(1);
        // SAFETY: live, and fits, until its entry is removed: our caller's promise. Nobody else
        // accesses it, but for the content, which is the caller's.
        let held = unsafe { Held::new(start, frame, self.number) };
        let mut entry = BookEntry { held, state: BlockState::Live, next: None, trace };
        let not_zero = match fresh {
            Fresh::Pattern => {
                // SAFETY: the block isn't handed out yet, and uninitialised to its future owner.
                unsafe { entry.held.fill_fresh(0) };
                None
            }
            // SAFETY: zeroed, so initialised: our caller's promise; not handed out yet.
            Fresh::Zero => unsafe { entry.held.make_zero() },
        };
        let finding = not_zero.map(|(offset, byte)| {
            Finding::about(FindingKind::NotZero { offset, byte }, method, &entry)
        });
        let block = entry.held.block();
        // INVARIANT: 1: entered and counted.
        self.live_blocks = self.live_blocks.saturating_add(1);
        self.live_bytes = self.live_bytes.saturating_add(frame.layout().size());
        let none = self.books.insert(entry);
        debug_assert!(none.is_none(), "an entry was reserved");
        Entered::Block(block, finding)
    }

    /// Frees a block, if the call is right: into the quarantine, or past it where it is larger than
    /// the `limit` of that.
    ///
    /// # Safety
    ///
    /// If `address` and `got` are those of a live block, its owner doesn't access it any more.
    pub(super) unsafe fn free(&mut self, address: usize, got: Layout, limit: usize) -> Freeing {
        self.deallocs = self.deallocs.saturating_add(1);
        let method = "dealloc";
        let index = match self.verify(method, address, got, FindingKind::DoubleFree) {
            Ok(index) => index,
            Err(finding) => {
                self.give_up(address);
                return Freeing { found: [Some(finding), None], passes: None };
            }
        };
        let Some(entry) = self.books.entry_mut(index) else {
            return Freeing { found: NOTHING, passes: None };
        };
        let lost = entry.state == BlockState::Lost;
        let found = if lost { NOTHING } else { damage(method, entry) };
        if !lost {
            // SAFETY: live and the caller's until now: just verified; nobody accesses it any more:
            // our caller's promise.
            unsafe { entry.held.poison() };
        }
        let outer = entry.held.frame().outer().size();
        // INVARIANT: 1: no longer counted; 3: poisoned, or removed.
        self.live_blocks = self.live_blocks.saturating_sub(1);
        self.live_bytes = self.live_bytes.saturating_sub(got.size());
        if lost || outer > limit {
            return Freeing { found, passes: self.books.remove(index) };
        }
        self.quarantine.push(&mut self.books, index);
        Freeing { found, passes: None }
    }

    /// Remembers that the owner of a live block tried to give it back: it isn't a leak besides.
    fn give_up(&mut self, address: usize) {
        let index = self.books.find(address);
        if let Some(entry) = index.and_then(|index| self.books.entry_mut(index)) {
            if entry.state == BlockState::Live {
                entry.state = BlockState::GivenUp;
            }
        }
    }

    /// Begins to change a block, if the call is right.
    pub(super) fn begin_change(
        &mut self,
        method: &'static str,
        address: usize,
        got: Layout,
        new_size: usize,
    ) -> (Change, Found) {
        let index = match self.verify(method, address, got, FindingKind::UseAfterFree) {
            Ok(index) => index,
            Err(finding) => return (Change::Refused, [Some(finding), None]),
        };
        let Some(entry) = self.books.entry_mut(index) else { return (Change::Refused, NOTHING) };
        let wrong = if new_size == 0 {
            Some(FindingKind::ZeroSize)
        } else if layout::with_size(got, new_size).is_none() {
            Some(FindingKind::TooLarge { new_size })
        } else {
            None
        };
        if let Some(kind) = wrong {
            return (Change::Refused, [Some(Finding::about(kind, method, entry)), None]);
        }
        if entry.state == BlockState::Lost {
            let same = new_size == got.size();
            return (if same { Change::SameOfLost } else { Change::Refused }, NOTHING);
        }
        let found = damage(method, entry);
        let old = entry.held.frame();
        if new_size == got.size() {
            return (Change::Same(entry.held.block()), found);
        }
        let Some(new) = old.with_size(new_size) else { return (Change::Refused, found) };
        // INVARIANT: 2: it was the caller's, and becomes this call's.
        entry.state = BlockState::Changing { given_up: entry.state == BlockState::GivenUp };
        (Change::Ask { key: entry.key(), start: entry.held.start(), old, new }, found)
    }

    /// Ends a change by the answer of the allocator inside: `None`, or where the block is now.
    /// `stays` says that it was to stay in its place.
    ///
    /// Memory that isn't the allocator's to give isn't touched: the block is lost then.
    ///
    /// # Safety
    ///
    /// `key` and `new` are those of [`begin_change`](Self::begin_change), and `answer` is what the
    /// allocator inside said to `new.outer().size()`.
    pub(super) unsafe fn end_change(
        &mut self,
        method: &'static str,
        key: Key,
        new: Frame,
        answer: Option<NonNull<u8>>,
        stays: bool,
    ) -> (Option<NonNull<u8>>, Found) {
        // Always there, by invariant 2.
        let Some(index) = self.books.position(key) else { return (None, NOTHING) };
        let Some(start) = answer else {
            if let Some(entry) = self.books.entry_mut(index) {
                // INVARIANT: 2: ours, and the caller's again.
                entry.state = entry.state.changed();
            }
            return (None, NOTHING);
        };
        // The block itself is `Changing`, so it isn't in its own way.
        let fault = self.books.fault(start, new.outer());
        if let Some(fault @ (Fault::Overlap | Fault::BeyondAddresses)) = fault {
            let Some(entry) = self.books.entry_mut(index) else { return (None, NOTHING) };
            // INVARIANT: 1: still counted. 2: ours, and nobody's from here on.
            entry.state = BlockState::Lost;
            let finding = Finding::about(fault.into(), method, entry);
            return (None, [Some(finding.answered(start.addr().get())), None]);
        }
        // INVARIANT: 1: entered again below, in the entry that this leaves.
        let Some(mut entry) = self.books.take(index) else { return (None, NOTHING) };
        let (from, frame) = (entry.held.start(), entry.held.frame());
        let old = frame.layout().size();
        // Where the wider block isn't aligned, the caller's is all the same: rule 4.
        let new = new.at(start.addr().get());
        // SAFETY: the block is here now, with that layout: our caller's promise; the old one, which
        // had canaries, is gone. It overlaps nothing in use and lies within the address space: seen
        // above. Nobody else accesses its padding.
        let (held, lost) = unsafe { Held::resized(start, frame, new, key.number) };
        entry.held = held;
        // SAFETY: these bytes are new, and the block isn't handed out yet.
        unsafe { entry.held.fill_fresh(old) };
        entry.state = entry.state.changed();
        let elsewhere = from.addr() != start.addr();
        let moved = (stays && elsewhere).then_some(FindingKind::Moved { from: key.address });
        // One that stays where it was misaligned has been found already.
        let fault = fault.filter(|_| elsewhere);
        let about = |kind| Finding::about(kind, method, &entry);
        let lost = lost.map(|(offset, byte)| FindingKind::BytesLost { offset, byte });
        let found = [moved.or(fault.map(FindingKind::from)).map(about), lost.map(about)];
        let (block, size) = (entry.held.block(), new.layout().size());
        self.live_bytes = self.live_bytes.saturating_sub(old).saturating_add(size);
        let none = self.books.insert(entry);
        debug_assert!(none.is_none(), "the entry was its own");
        (Some(block), found)
    }

    /// Takes the oldest block out of the quarantine, if that holds more than `limit` bytes.
    pub(super) fn pop_beyond(&mut self, limit: usize) -> Option<BookEntry> {
        if self.quarantine.bytes() > limit { self.quarantine.pop(&mut self.books) } else { None }
    }

    /// The first live block behind `last`. `None` at the end.
    pub(super) fn live_after(&self, last: Option<Key>) -> Option<(Key, Layout)> {
        let entries = self.books.entries().iter().skip(self.books.after(last));
        entries
            .filter(|entry| entry.state != BlockState::Freed)
            .map(|entry| (entry.key(), entry.held.frame().layout()))
            .next()
    }

    /// Looks at the first block behind `last`, and puts right what is damaged so that it is found
    /// once. `None` at the end.
    pub(super) fn inspect_after(
        &mut self,
        method: &'static str,
        last: Option<Key>,
    ) -> Option<(Key, Found)> {
        let index = self.books.after(last);
        let entry = self.books.entry_mut(index)?;
        Some((entry.key(), inspect(method, entry)))
    }

    /// Where the block of a right call is; else what is wrong with the call.
    fn verify(
        &self,
        method: &'static str,
        address: usize,
        got: Layout,
        freed: FindingKind,
    ) -> Result<usize, Finding> {
        let found = self.books.find(address);
        let Some((index, entry)) = found.and_then(|i| Some((i, self.books.entries().get(i)?)))
        else {
            return Err(match self.books.around(address) {
                Some((entry, offset)) => {
                    let freed = entry.state == BlockState::Freed;
                    Finding::about(FindingKind::InsideBlock { offset, got, freed }, method, entry)
                }
                None => {
                    Finding::elsewhere(FindingKind::UnknownBlock { got }, method, Some(address))
                }
            });
        };
        let has = entry.held.frame().layout();
        let kind = match entry.state {
            BlockState::Freed => freed,
            BlockState::Changing { .. } => FindingKind::Busy,
            BlockState::Live | BlockState::GivenUp | BlockState::Lost => {
                match (has.size() == got.size(), has.align() == got.align()) {
                    (true, true) => return Ok(index),
                    (false, true) => FindingKind::WrongSize { got },
                    (true, false) => FindingKind::WrongAlignment { got },
                    (false, false) => FindingKind::WrongLayout { got },
                }
            }
        };
        Err(Finding::about(kind, method, entry))
    }
}

/// What is wrong with the memory of a block; it is put right, so that it is found once.
pub(super) fn inspect(method: &'static str, entry: &mut BookEntry) -> Found {
    match entry.state {
        BlockState::Live | BlockState::GivenUp => damage(method, entry),
        // The call that changes it has looked, and writes canaries anew. What is lost may be
        // another's memory.
        BlockState::Changing { .. } | BlockState::Lost => NOTHING,
        BlockState::Freed => {
            // SAFETY: poisoned, and ours alone: invariant 3 of `State`.
            let written = unsafe { entry.held.written_after() };
            written.map_or(NOTHING, |(offset, byte)| {
                // SAFETY: nobody's but ours, as above.
                unsafe { entry.held.poison() };
                let kind = FindingKind::WriteAfterFree { offset, byte };
                [Some(Finding::about(kind, method, entry)), None]
            })
        }
    }
}

/// Which canaries of a block are damaged; they are written anew.
fn damage(method: &'static str, entry: &mut BookEntry) -> Found {
    let (before, behind) = (entry.held.damage_before(), entry.held.damage_behind());
    if before.is_some() || behind.is_some() {
        entry.held.write_canaries();
    }
    let underflow = |Damage { distance, byte }| FindingKind::Underflow { distance, byte };
    let overflow = |Damage { distance, byte }| FindingKind::Overflow { distance, byte };
    let about = |kind| Finding::about(kind, method, entry);
    [before.map(underflow).map(about), behind.map(overflow).map(about)]
}

impl From<Fault> for FindingKind {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::BeyondAddresses => Self::BeyondAddresses,
            Fault::Misaligned => Self::Misaligned,
            Fault::Overlap => Self::Overlap,
        }
    }
}
