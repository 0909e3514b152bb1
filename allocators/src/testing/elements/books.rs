//! Which elements are alive.

#![forbid(unsafe_code)]

use super::Fuse;
use super::report::{Fault, LedgerReport, NAMED, Use};
use core::cell::Cell;

/// The books of a ledger: a slot for each living element, faults, and fuses.
///
/// A slot holds the number of the element that lives there, or 0. Numbers begin with 1 and aren't
/// used twice, so an element whose slot has gone to another one is known to be dead.
#[derive(Debug)]
pub(super) struct Books<S: ?Sized> {
    made: Cell<u64>,
    dropped: Cell<usize>,
    alive: Cell<usize>,
    /// Where the search for a free slot begins.
    next: Cell<usize>,
    named_faults: [Cell<Option<Fault>>; NAMED],
    faults: Cell<usize>,
    pub(super) fuses: Fuses,
    slots: S,
}

/// A fuse for each kind of call.
#[derive(Debug)]
pub(super) struct Fuses {
    pub(super) clone: Fuse,
    pub(super) drop: Fuse,
    pub(super) compare: Fuse,
    pub(super) hash: Fuse,
    pub(super) format: Fuse,
}

impl Fuses {
    pub(super) const fn all(&self) -> [&Fuse; 5] {
        [&self.clone, &self.drop, &self.compare, &self.hash, &self.format]
    }
}

/// Where an element is in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: u64,
    slot: usize,
}

impl<const N: usize> Books<[Cell<u64>; N]> {
    pub(super) const fn new() -> Self {
        Self {
            made: Cell::new(0),
            dropped: Cell::new(0),
            alive: Cell::new(0),
            next: Cell::new(0),
            named_faults: [const { Cell::new(None) }; NAMED],
            faults: Cell::new(0),
            fuses: Fuses {
                clone: Fuse::never(),
                drop: Fuse::never(),
                compare: Fuse::never(),
                hash: Fuse::never(),
                format: Fuse::never(),
            },
            slots: [const { Cell::new(0) }; N],
        }
    }
}

impl Books<[Cell<u64>]> {
    pub(super) fn made(&self) -> u64 {
        self.made.get()
    }

    pub(super) fn dropped(&self) -> usize {
        self.dropped.get()
    }

    pub(super) fn alive(&self) -> usize {
        self.alive.get()
    }

    /// Enters a new element.
    #[track_caller]
    pub(super) fn enter(&self) -> Entry {
        let room = self.slots.len();
        let (before, from) = self.slots.split_at(self.next.get().min(room));
        // The slots from the place of the last search on, then those before it.
        let order = (before.len()..room).zip(from).chain((0..).zip(before));
        let Some((slot, place)) = order.into_iter().find(|(_, place)| place.get() == 0) else {
            full(self.alive.get(), room)
        };
        let id = self.made.get() + 1;
        place.set(id);
        self.made.set(id);
        self.alive.set(self.alive.get() + 1);
        self.next.set(slot + 1);
        Entry { id, slot }
    }

    /// Notes a use, which is a fault of an element that isn't alive.
    pub(super) fn used(&self, entry: Entry, done: Use) {
        if self.slots.get(entry.slot).is_none_or(|place| place.get() != entry.id) {
            if let Some(place) = self.named_faults.get(self.faults.get()) {
                place.set(Some(Fault { id: entry.id, done }));
            }
            self.faults.set(self.faults.get().saturating_add(1));
        }
    }

    /// Notes a drop, which is a fault of an element that isn't alive.
    pub(super) fn leave(&self, entry: Entry) {
        self.dropped.set(self.dropped.get().saturating_add(1));
        self.used(entry, Use::Drop);
        if let Some(place) = self.slots.get(entry.slot).filter(|place| place.get() == entry.id) {
            place.set(0);
            self.alive.set(self.alive.get() - 1);
        }
    }

    /// What is wrong so far; living elements are where `nothing_lives` is expected.
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub(super) fn judge(&self, nothing_lives: bool) -> Result<(), LedgerReport> {
        let lost = if nothing_lives { self.alive() } else { 0 };
        if self.faults.get() == 0 && lost == 0 {
            return Ok(());
        }
        let mut last = 0;
        let mut named_lost = [None; NAMED];
        for place in named_lost.iter_mut().take(lost) {
            // In the order in which they were made.
            *place = self.slots.iter().map(Cell::get).filter(|&id| id > last).min();
            last = place.unwrap_or(last);
        }
        Err(LedgerReport {
            made: self.made(),
            dropped: self.dropped(),
            named_faults: self.named_faults.each_ref().map(Cell::get),
            faults: self.faults.get(),
            named_lost,
            lost,
        })
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn full(alive: usize, room: usize) -> ! {
    panic!(
        "the ledger is full: elements alive: {alive}, room: {room}; \
         `Ledger::<N>::with_room()` makes one with room for N"
    )
}
