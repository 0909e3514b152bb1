//! The table of blocks.

use super::super::Trace;
use super::held::Held;
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use core::{fmt, ptr, slice};

/// Room for what a [`CheckedAllocator`](super::CheckedAllocator) knows of one block.
///
/// Only [`with_books`](super::CheckedAllocator::with_books) takes them, uninitialised. Each block
/// that is live or in quarantine needs one.
///
/// # Examples
///
/// ```
/// use core::mem::{MaybeUninit, size_of};
/// use exalloc::testing::BookEntry;
///
/// let books = [const { MaybeUninit::<BookEntry>::uninit() }; 8];
/// assert!(size_of_val(&books) <= 8 * 16 * size_of::<usize>());
/// ```
pub struct BookEntry {
    pub(super) held: Held,
    pub(super) state: BlockState,
    /// The next block of the quarantine, if this one is there and not the newest.
    pub(super) next: Option<Key>,
    pub(super) trace: Trace,
}

/// The number of the allocation.
impl fmt::Debug for BookEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BookEntry").field("number", &self.held.number()).finish_non_exhaustive()
    }
}

/// What a block is to its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockState {
    /// The caller's.
    Live,
    /// The caller's, who tried to give it back by a wrong call.
    GivenUp,
    /// The caller's, in a call to the allocator inside that may change it; maybe after a wrong call
    /// that was to give it back.
    Changing { given_up: bool },
    /// The caller's, but nobody knows where: the allocator inside answered to a resize with memory
    /// that isn't its to give. Neither is touched, and it never goes back.
    Lost,
    /// In quarantine.
    Freed,
}

impl BlockState {
    /// The state of a block whose change is over: as it was before.
    pub(super) const fn changed(self) -> Self {
        match self {
            Self::Changing { given_up: true } => Self::GivenUp,
            _ => Self::Live,
        }
    }
}

/// What entries are sorted by: the block's address, and then the allocation, since a block whose
/// `remap` isn't over may share its old address with a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) address: usize,
    pub(super) number: u64,
}

impl BookEntry {
    pub(super) fn key(&self) -> Key {
        Key { address: self.held.address(), number: self.held.number() }
    }

    /// Where the wider block begins and ends.
    fn extent(&self) -> (usize, usize) {
        let start = self.held.start().addr().get();
        (start, start.saturating_add(self.held.frame().outer().size()))
    }
}

/// What is wrong with a block of the allocator inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    BeyondAddresses,
    Misaligned,
    Overlap,
}

/// Whether there is room for another entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// One is reserved.
    Reserved,
    /// There would be, with so many entries in all.
    With(usize),
    /// There is none, and the buffer can't grow.
    Full,
}

/// How many entries the first storage from the allocator inside has.
const FIRST: usize = 16;

/// The table of blocks, sorted by [`Key`], in a caller's buffer or a block of the allocator inside.
///
/// It is told where its storage is, and never allocates.
///
/// # Invariants
///
/// 1. `storage` is valid for reads and writes of `capacity` entries, aligned, and accessed through
///    this value only.
/// 2. The first `len` of them are initialised, and no others. Until
///    [`sort_by_number`](Self::sort_by_number), they are in ascending order of their keys.
/// 3. `len + reserved <= capacity`.
/// 4. Where `grows`, the storage is a live block of the allocator inside, unless `capacity` is
///    zero.
#[derive(Debug)]
pub(super) struct Books {
    storage: NonNull<BookEntry>,
    capacity: usize,
    len: usize,
    reserved: usize,
    grows: bool,
}

// SAFETY: the storage is accessed through this value only (invariant 1), and entries are blocks of
// plain bytes, held alone, and traces, which may be sent.
unsafe impl Send for Books {}

impl Books {
    /// Books without storage, which grow.
    pub(super) const fn growing() -> Self {
        // INVARIANT: 1 to 4: nothing is claimed of no entries.
        Self { storage: NonNull::dangling(), capacity: 0, len: 0, reserved: 0, grows: true }
    }

    /// Books in a buffer.
    ///
    /// # Safety
    ///
    /// As long as the value lives, the buffer is valid for reads and writes of `capacity` entries,
    /// aligned, and accessed by nobody else.
    pub(super) const unsafe fn fixed(buffer: NonNull<BookEntry>, capacity: usize) -> Self {
        // INVARIANT: 1: our caller's promise. 2 to 4: no entry is claimed to be there.
        Self { storage: buffer, capacity, len: 0, reserved: 0, grows: false }
    }

    pub(super) fn entries(&self) -> &[BookEntry] {
        // SAFETY: valid for reads and aligned (invariant 1), initialised (2).
        unsafe { slice::from_raw_parts(self.storage.as_ptr(), self.len) }
    }

    pub(super) fn entry_mut(&mut self, index: usize) -> Option<&mut BookEntry> {
        // SAFETY: valid for reads and writes, aligned, ours alone (invariant 1), initialised (2).
        let all = unsafe { slice::from_raw_parts_mut(self.storage.as_ptr(), self.len) };
        all.get_mut(index)
    }

    /// Reserves an entry, or says what it would take.
    pub(super) fn reserve(&mut self) -> Room {
        let used = self.len.saturating_add(self.reserved);
        if used < self.capacity {
            // INVARIANT: 3: the sum was lower.
            self.reserved += 1;
            Room::Reserved
        } else if self.grows {
            Room::With(self.capacity.saturating_mul(2).max(FIRST))
        } else {
            Room::Full
        }
    }

    /// Gives a reserved entry up.
    pub(super) fn unreserve(&mut self) {
        // INVARIANT: 3: the sum becomes lower.
        self.reserved = self.reserved.saturating_sub(1);
    }

    /// Moves the entries to a larger storage. Answers with the storage that isn't needed any more,
    /// the old one or, where it is no smaller, the one that was given.
    ///
    /// # Safety
    ///
    /// These books grow. `storage` is a live block of the allocator inside that is valid for reads
    /// and writes of `capacity` entries, aligned, and accessed by nobody else.
    pub(super) unsafe fn grow(
        &mut self,
        storage: NonNull<BookEntry>,
        capacity: usize,
    ) -> Option<(NonNull<u8>, Layout)> {
        if capacity <= self.capacity {
            return storage_block(storage, capacity);
        }
        // SAFETY: valid for reads of `len` entries (invariants 1 to 3), valid for writes of more
        // than that (our caller's promise); the two are different blocks, so they don't overlap.
        unsafe { ptr::copy_nonoverlapping(self.storage.as_ptr(), storage.as_ptr(), self.len) };
        let old = storage_block(self.storage, self.capacity);
        // INVARIANT: 1 and 4: our caller's promise. 2: the entries were moved. 3: it is larger.
        self.storage = storage;
        self.capacity = capacity;
        old
    }

    /// Enters a block in a reserved entry. Hands it back if there is none.
    pub(super) fn insert(&mut self, entry: BookEntry) -> Option<BookEntry> {
        if self.reserved == 0 {
            return Some(entry);
        }
        let key = entry.key();
        let index = self.entries().partition_point(|other| other.key() < key);
        // SAFETY: within the storage: `index <= len < capacity`, as one entry is reserved
        // (invariant 3).
        let place = unsafe { self.storage.add(index) };
        // SAFETY: as above; one behind the last entry at most.
        let behind = unsafe { place.add(1) };
        // SAFETY: valid for reads of the `len - index` entries from `index` on, and for writes one
        // further, as `len < capacity`.
        unsafe { ptr::copy(place.as_ptr(), behind.as_ptr(), self.len - index) };
        // SAFETY: within the storage; what was there has moved, or nothing was.
        unsafe { place.write(entry) };
        // INVARIANT: 2: entered where its key belongs, and all behind it moved up. 3: from the
        // reserved ones to those in use.
        self.len += 1;
        self.reserved -= 1;
        None
    }

    /// Takes a block out.
    pub(super) fn remove(&mut self, index: usize) -> Option<BookEntry> {
        if index >= self.len {
            return None;
        }
        // SAFETY: within the storage (invariant 3).
        let place = unsafe { self.storage.add(index) };
        // SAFETY: initialised (invariant 2); overwritten or forgotten next.
        let entry = unsafe { place.read() };
        // SAFETY: one behind an entry, at most the end of the storage.
        let behind = unsafe { place.add(1) };
        // SAFETY: valid for reads of the entries behind `index`, and for writes one lower.
        unsafe { ptr::copy(behind.as_ptr(), place.as_ptr(), self.len - index - 1) };
        // INVARIANT: 2: the others moved down, in their order. 3: one less.
        self.len -= 1;
        Some(entry)
    }

    /// Takes a block out, whose entry stays reserved.
    pub(super) fn take(&mut self, index: usize) -> Option<BookEntry> {
        let entry = self.remove(index)?;
        // INVARIANT: 3: from those in use to the reserved ones.
        self.reserved += 1;
        Some(entry)
    }

    /// Where the entry of that key is.
    pub(super) fn position(&self, key: Key) -> Option<usize> {
        self.entries().binary_search_by_key(&key, BookEntry::key).ok()
    }

    /// Where the first entry behind that key is.
    pub(super) fn after(&self, key: Option<Key>) -> usize {
        self.entries().partition_point(|entry| Some(entry.key()) <= key)
    }

    /// Where the block at an address is; the caller's, where another is being moved from there.
    pub(super) fn find(&self, address: usize) -> Option<usize> {
        let entries = self.entries();
        let from = entries.partition_point(|entry| entry.key().address < address);
        let same = entries.iter().enumerate().skip(from);
        same.take_while(|(_, entry)| entry.key().address == address)
            .min_by_key(|(_, entry)| match entry.state {
                BlockState::Live | BlockState::GivenUp => 0,
                BlockState::Lost => 1,
                BlockState::Changing { .. } | BlockState::Freed => 2,
            })
            .map(|(index, _)| index)
    }

    /// The block that an address is inside of, and how far behind its start.
    pub(super) fn around(&self, address: usize) -> Option<(&BookEntry, usize)> {
        let entries = self.entries();
        let behind = entries.partition_point(|entry| entry.key().address <= address);
        let entry = entries.get(behind.checked_sub(1)?)?;
        let offset = address.checked_sub(entry.held.address())?;
        (offset < entry.held.frame().layout().size()).then_some((entry, offset))
    }

    /// What is wrong with a block that the allocator inside handed out.
    pub(super) fn fault(&self, start: NonNull<u8>, layout: Layout) -> Option<Fault> {
        let start = start.addr().get();
        let Some(end) = start.checked_add(layout.size()) else {
            return Some(Fault::BeyondAddresses);
        };
        let apart = |(from, to): (usize, usize)| to <= start || end <= from;
        let entries = self.entries();
        let behind = entries.partition_point(|entry| entry.key().address <= start);
        let (before, behind) = entries.split_at_checked(behind).unwrap_or((entries, &[]));
        // A block in a call that may have moved it isn't where it was, or is the block in question;
        // a lost one isn't there any more as far as anybody knows.
        let stays = |entry: &&BookEntry| {
            !matches!(entry.state, BlockState::Changing { .. } | BlockState::Lost)
        };
        let neighbours = [before.iter().rfind(stays), behind.iter().find(stays)];
        let books = self.storage.addr().get();
        let storage = (books, books.saturating_add(self.capacity * size_of::<BookEntry>()));
        if !neighbours.into_iter().flatten().all(|entry| apart(entry.extent())) || !apart(storage) {
            return Some(Fault::Overlap);
        }
        (start % layout.align() != 0).then_some(Fault::Misaligned)
    }

    /// Forgets which blocks were given up by wrong calls: they are live, and leaks at the end.
    pub(super) fn forget_given_up(&mut self) {
        // SAFETY: valid for reads and writes, aligned, ours alone (invariant 1), initialised (2).
        let all = unsafe { slice::from_raw_parts_mut(self.storage.as_ptr(), self.len) };
        for entry in all {
            match &mut entry.state {
                state @ BlockState::GivenUp => *state = BlockState::Live,
                BlockState::Changing { given_up } => *given_up = false,
                BlockState::Live | BlockState::Lost | BlockState::Freed => {}
            }
        }
    }

    /// Puts the entries into descending order of their allocations' numbers. From here on
    /// [`pop`](Self::pop) only.
    pub(super) fn sort_by_number(&mut self) {
        // SAFETY: valid for reads and writes, aligned, ours alone (invariant 1), initialised (2).
        let all = unsafe { slice::from_raw_parts_mut(self.storage.as_ptr(), self.len) };
        all.sort_unstable_by_key(|entry| core::cmp::Reverse(entry.held.number()));
    }

    /// The entry that so many [`pop`](Self::pop)s would leave as the next.
    pub(super) fn entry_from_end(&mut self, pops: usize) -> Option<&mut BookEntry> {
        let index = self.len.checked_sub(pops.checked_add(1)?)?;
        self.entry_mut(index)
    }

    /// Takes the last entry out.
    pub(super) fn pop(&mut self) -> Option<BookEntry> {
        self.remove(self.len.checked_sub(1)?)
    }

    /// Gives the storage up, if it is a block of the allocator inside, and keeps none. Any entries
    /// are forgotten.
    pub(super) fn take_storage(&mut self) -> Option<(NonNull<u8>, Layout)> {
        let books = core::mem::replace(self, Self::growing());
        if books.grows { storage_block(books.storage, books.capacity) } else { None }
    }
}

/// A storage as a block, if it is one.
fn storage_block(storage: NonNull<BookEntry>, capacity: usize) -> Option<(NonNull<u8>, Layout)> {
    let layout = storage_layout(capacity).filter(|layout| layout.size() > 0)?;
    Some((storage.cast(), layout))
}

/// The layout of a storage.
pub(super) fn storage_layout(capacity: usize) -> Option<Layout> {
    Layout::array::<MaybeUninit<BookEntry>>(capacity).ok()
}
