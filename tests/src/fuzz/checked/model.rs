//! What a checked allocator should know and find, by its documentation.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::layout::{max_size_for_align, with_size};
use exalloc::testing::{FRESH_BYTE, FindingKind};
use std::collections::BTreeMap;

/// How many bytes are watched behind a block.
pub(super) const BEHIND: usize = 16;

/// How many bytes are watched before a block.
pub(super) fn before(layout: Layout) -> usize {
    layout.align().max(16)
}

/// What a block takes of the allocator inside; `None` where no block is so large.
pub(super) fn outer(layout: Layout) -> Option<usize> {
    let size = layout.size().checked_add(before(layout))?.checked_add(BEHIND)?;
    (size <= max_size_for_align(layout.align())).then_some(size)
}

/// Whose a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Live,
    /// Live, after a wrong call that was to give it back.
    GivenUp,
    /// In quarantine.
    Freed,
}

/// A block that the allocator knows.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) ptr: NonNull<u8>,
    pub(super) layout: Layout,
    pub(super) number: u64,
    pub(super) state: State,
    /// What was written where nobody should write: offset from the block's start, and byte.
    pub(super) written: BTreeMap<isize, u8>,
    /// The first of the bytes that a live block is filled with.
    pub(super) seed: u8,
}

impl Entry {
    pub(super) fn address(&self) -> usize {
        self.ptr.addr().get()
    }

    pub(super) fn size(&self) -> usize {
        self.layout.size()
    }

    fn outer(&self) -> usize {
        outer(self.layout).expect("the block exists")
    }

    pub(super) fn fill(&self) {
        for index in 0..self.size() {
            // SAFETY: within the live block, to which nobody has a reference.
            unsafe { self.ptr.add(index).write(self.byte(index)) };
        }
    }

    /// Checks that the first bytes are as they were written.
    pub(super) fn verify(&self, bytes: usize) {
        for index in 0..bytes {
            // SAFETY: within the live block, and written.
            let byte = unsafe { self.ptr.add(index).read() };
            assert_eq!(byte, self.byte(index), "byte {index} of {self:?} has changed");
        }
    }

    /// Takes over another place and size: what both sizes have is as it was.
    pub(super) fn verify_moved(&mut self, place: NonNull<u8>, new_size: usize) {
        let old_size = self.size();
        self.ptr = place;
        self.layout = with_size(self.layout, new_size).expect("it was served");
        assert_eq!(self.address() % self.layout.align(), 0, "misaligned");
        self.verify(new_size.min(old_size));
        for index in old_size..new_size {
            // SAFETY: within the block, which is filled where it is new.
            let byte = unsafe { place.add(index).read() };
            assert_eq!(byte, FRESH_BYTE, "byte {index} is new");
        }
        self.fill();
    }

    fn byte(&self, index: usize) -> u8 {
        self.seed.wrapping_add(index.to_le_bytes()[0])
    }

    /// Writes to a watched byte something that isn't there; twice is never.
    pub(super) fn spoil(&mut self, offset: isize) {
        // SAFETY: within the wider block, which is live or in quarantine.
        let place = unsafe { self.ptr.offset(offset) };
        // SAFETY: as above; all of it was written.
        let byte = !unsafe { place.read() };
        // SAFETY: as above.
        unsafe { place.write(byte) };
        if self.written.remove(&offset).is_none() {
            self.written.insert(offset, byte);
        }
    }
}

/// A finding: what, and about which allocation.
pub(super) type Found = (FindingKind, Option<u64>);

/// All that should be known.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) entries: Vec<Entry>,
    /// The numbers of freed blocks, the oldest first.
    pub(super) quarantine: Vec<u64>,
    /// How many bytes the quarantine holds at most.
    pub(super) limit: usize,
    /// What isn't reported yet.
    pub(super) found: Vec<Found>,
    pub(super) made: u64,
}

impl Model {
    pub(super) fn live(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.state != State::Freed)
    }

    pub(super) fn quarantined_bytes(&self) -> usize {
        let freed = self.entries.iter().filter(|entry| entry.state == State::Freed);
        freed.map(Entry::outer).sum()
    }

    pub(super) fn note(&mut self, kind: FindingKind, number: Option<u64>) {
        self.found.push((kind, number));
    }

    pub(super) fn enter(&mut self, ptr: NonNull<u8>, layout: Layout) {
        self.made += 1;
        let seed = self.made.to_le_bytes()[0].wrapping_mul(41);
        let (number, written) = (self.made, BTreeMap::new());
        let entry = Entry { ptr, layout, number, state: State::Live, written, seed };
        entry.fill();
        self.entries.push(entry);
    }

    /// What is to be said of a call about an address with a layout: it is right for an entry, or
    /// wrong.
    pub(super) fn judge(
        &self,
        address: usize,
        got: Layout,
        freed: FindingKind,
    ) -> Result<usize, Found> {
        let near = self.entries.iter().enumerate().filter(|(_, entry)| entry.address() <= address);
        let unknown = (FindingKind::UnknownBlock { got }, None);
        let (index, entry) = near.max_by_key(|(_, entry)| entry.address()).ok_or(unknown)?;
        let about = |kind| Err((kind, Some(entry.number)));
        let offset = address - entry.address();
        let was_freed = entry.state == State::Freed;
        if offset >= entry.size() {
            return Err(unknown);
        }
        if offset > 0 {
            return about(FindingKind::InsideBlock { offset, got, freed: was_freed });
        }
        if was_freed {
            return about(freed);
        }
        match (got.size() == entry.size(), got.align() == entry.layout.align()) {
            (true, true) => Ok(index),
            (false, true) => about(FindingKind::WrongSize { got }),
            (true, false) => about(FindingKind::WrongAlignment { got }),
            (false, false) => about(FindingKind::WrongLayout { got }),
        }
    }

    /// What is found of an entry when it is looked at: once.
    fn inspect(&mut self, index: usize) {
        let entry = &mut self.entries[index];
        let (size, number) = (entry.size() as isize, Some(entry.number));
        let written = core::mem::take(&mut entry.written);
        if entry.state == State::Freed {
            if let Some((&offset, &byte)) = written.iter().next() {
                self.note(FindingKind::WriteAfterFree { offset, byte }, number);
            }
            return;
        }
        if let Some((&offset, &byte)) = written.range(..0).next_back() {
            let distance = offset.unsigned_abs();
            self.note(FindingKind::Underflow { distance, byte }, number);
        }
        if let Some((&offset, &byte)) = written.range(size..).next() {
            let distance = (offset - size + 1).unsigned_abs();
            self.note(FindingKind::Overflow { distance, byte }, number);
        }
    }

    /// A call of `dealloc`; whether it was right.
    pub(super) fn dealloc(&mut self, address: usize, got: Layout) -> bool {
        match self.judge(address, got, FindingKind::DoubleFree) {
            Ok(index) => {
                self.inspect(index);
                let entry = &mut self.entries[index];
                entry.state = State::Freed;
                let number = entry.number;
                if entry.outer() > self.limit {
                    self.entries.remove(index);
                } else {
                    self.quarantine.push(number);
                }
                self.trim(self.limit);
                true
            }
            Err((kind, number)) => {
                self.note(kind, number);
                let same = self.entries.iter_mut().find(|entry| entry.address() == address);
                if let Some(entry @ Entry { state: State::Live, .. }) = same {
                    entry.state = State::GivenUp;
                }
                self.trim(self.limit);
                false
            }
        }
    }

    /// Blocks leave the quarantine, the oldest first.
    pub(super) fn trim(&mut self, limit: usize) {
        while self.quarantined_bytes() > limit {
            let number = self.quarantine.remove(0);
            let index = self.entries.iter().position(|entry| entry.number == number);
            let index = index.expect("freed blocks are known");
            self.inspect(index);
            self.entries.remove(index);
        }
    }

    /// The start of a call of `resize_in_place` or `remap`: the entry of a right call that asks for
    /// another size.
    pub(super) fn begin_change(
        &mut self,
        address: usize,
        got: Layout,
        new_size: usize,
    ) -> Result<usize, Refused> {
        let judged = self.judge(address, got, FindingKind::UseAfterFree);
        let index = judged.map_err(|(kind, number)| {
            self.note(kind, number);
            Refused::Wrong
        })?;
        let number = Some(self.entries[index].number);
        if new_size == 0 {
            self.note(FindingKind::ZeroSize, number);
            return Err(Refused::Wrong);
        }
        if with_size(got, new_size).is_none() {
            self.note(FindingKind::TooLarge { new_size }, number);
            return Err(Refused::Wrong);
        }
        self.inspect(index);
        Ok(index)
    }

    /// Everything is looked at, in the order of addresses, and reported.
    pub(super) fn check(&mut self) -> Vec<Found> {
        let mut order: Vec<_> = (0..self.entries.len()).collect();
        order.sort_by_key(|&index| self.entries[index].address());
        order.into_iter().for_each(|index| self.inspect(index));
        if !self.found.is_empty() {
            for entry in &mut self.entries {
                if entry.state == State::GivenUp {
                    entry.state = State::Live;
                }
            }
        }
        core::mem::take(&mut self.found)
    }

    /// The end: leaks besides.
    pub(super) fn finish(mut self) -> Vec<Found> {
        (0..self.entries.len()).for_each(|index| self.inspect(index));
        for entry in &self.entries {
            if entry.state == State::Live {
                self.found.push((FindingKind::Leak, Some(entry.number)));
            }
        }
        self.found
    }
}

/// Why a change of size isn't tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The call is wrong.
    Wrong,
}
