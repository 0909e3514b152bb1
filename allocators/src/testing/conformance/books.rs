//! The live blocks of an allocator under test.
//!
//! Everything the allocator answers is compared with what is live, by its address, before a byte
//! of it is touched: so a wrong answer ends the test and not the program. After each call, all live
//! blocks are compared with what was written to them.

use super::block::{Block, History};
use super::blocks;
use super::guarded::guarded;
use super::pattern::{self, Seed};
use super::tally::Tally;
use super::words::{For, Method, Of, Rule, broken, void};
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use core::slice;
use exalloc_core::{Allocator, layout};

/// How many blocks can be live at a time, beside the probes of [`Books::probe`].
pub(super) const MAX_LIVE: usize = 48;
const PROBES: usize = 3;

/// No more bytes of a block are written: what is larger is a block that nobody should have got.
const MAX_FILLED: usize = 32 << 10;

/// A size that no address space has: those of 64 bits use at most 57 of them.
const BEYOND: usize = if usize::BITS >= 64 { usize::MAX >> 7 } else { usize::MAX };

/// Blocks that others hold, in other threads.
pub(super) trait Neighbours {
    /// Enters a block; an address range that it overlaps is an error.
    fn enter(&self, start: usize, end: usize) -> Result<(), (usize, usize)>;
    /// Takes a block out, before the allocator gets it.
    fn leave(&self, start: usize);
}

/// The number of a live block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(usize);

/// Live blocks without an allocator, which is on its way to another place.
pub(super) struct Parked {
    blocks: [Option<Block>; MAX_LIVE + PROBES],
    seeds: usize,
    tally: Tally,
}

// SAFETY: blocks are memory that nothing but this value points to. Whether they may be used with
// their allocator in another thread is decided where that is sent along or shared.
unsafe impl Send for Parked {}

/// An allocator, and the blocks of it that are live.
pub(super) struct Books<'a> {
    alloc: &'a dyn Allocator,
    state: Parked,
    neighbours: Option<&'a dyn Neighbours>,
    /// Whether pointers go back with provenance for their block alone.
    narrow: bool,
}

impl<'a> Books<'a> {
    pub(super) fn new(alloc: &'a dyn Allocator) -> Self {
        let state = Parked { blocks: [None; MAX_LIVE + PROBES], seeds: 1, tally: Tally::default() };
        Self { alloc, state, neighbours: None, narrow: false }
    }

    /// Every pointer that is given back may be used for its block only.
    pub(super) fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// Blocks are compared with those of others too; patterns begin at the `seed`-th.
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "threads need `std`"))]
    pub(super) fn beside(mut self, neighbours: &'a dyn Neighbours, seed: usize) -> Self {
        self.neighbours = Some(neighbours);
        self.state.seeds = seed;
        self
    }

    /// Lets go of the allocator, not of its blocks.
    pub(super) fn park(self) -> Parked {
        self.state
    }

    pub(super) fn tally(&mut self) -> &mut Tally {
        &mut self.state.tally
    }

    /// The number of live blocks.
    pub(super) fn live(&self) -> usize {
        self.state.blocks.iter().flatten().count()
    }

    /// The live blocks.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.state.blocks.iter().flatten()
    }

    /// The `n`-th live block, modulo their number.
    pub(super) fn nth(&self, n: usize) -> Option<Slot> {
        let live = self.live();
        let live_slots = (0..).zip(&self.state.blocks).filter(|(_, block)| block.is_some());
        (live > 0).then(|| live_slots.map(|(slot, _)| Slot(slot)).nth(n % live)).flatten()
    }

    pub(super) fn layout(&self, slot: Slot) -> Layout {
        self.block(slot).layout
    }

    fn block(&self, Slot(slot): Slot) -> Block {
        self.state.blocks[slot].expect("a slot is of a live block")
    }

    pub(super) fn alloc(&mut self, layout: Layout) -> Option<Slot> {
        self.request(Method::Alloc, layout, MAX_FILLED)
    }

    pub(super) fn alloc_zeroed(&mut self, layout: Layout) -> Option<Slot> {
        // By default it writes to what `alloc` returns, before anybody could look at that.
        let before = self.state.tally;
        if let Some(seen) = self.request(Method::Alloc, layout, 0) {
            self.dealloc(seen);
        }
        self.state.tally = before;
        self.request(Method::AllocZeroed, layout, MAX_FILLED)
    }

    /// The layout, or where it is refused another one.
    pub(super) fn alloc_or(&mut self, layout: Layout, other: Option<Layout>) -> Option<Slot> {
        self.alloc(layout).or_else(|| self.alloc(other.filter(|other| *other != layout)?))
    }

    /// A layout of this alignment that is served: of this size, or of the nearest one in the list
    /// of sizes, first below and then above.
    pub(super) fn served(&mut self, size: usize, align: usize) -> Option<Layout> {
        blocks::nearest(size).map(|size| blocks::layout(size, align)).find(|&layout| {
            let slot = self.alloc(layout);
            slot.map(|slot| self.dealloc(slot)).is_some()
        })
    }

    /// A layout that is served, for a small block: 24 bytes aligned to 8, or the first at any
    /// alignment. `None` from an allocator that serves none of the list of sizes.
    pub(super) fn small(&mut self) -> Option<Layout> {
        self.served(24, 8).or_else(|| blocks::aligns().find_map(|align| self.served(24, align)))
    }

    fn request(&mut self, method: Method, layout: Layout, fill: usize) -> Option<Slot> {
        let slot = self.state.blocks.iter().position(Option::is_none)?;
        let alloc = self.alloc;
        let answer = guarded(method, || match method {
            // SAFETY: no layout here has a size of zero.
            Method::AllocZeroed => unsafe { alloc.alloc_zeroed(layout) },
            // SAFETY: as above.
            _ => unsafe { alloc.alloc(layout) },
        });
        let Some(ptr) = answer else {
            self.state.tally.refused += 1;
            self.verify(method);
            return None;
        };
        self.state.tally.served += 1;
        let seed = Seed::nth(self.state.seeds);
        self.state.seeds += 1;
        let history = History::New(method);
        let mut block = Block { ptr, layout, seed, filled: 0, history };
        self.admit(method, &block, false);
        let filled = layout.size().min(fill);
        if method == Method::AllocZeroed {
            // SAFETY: a new block of that many bytes, by all that can be known of it; if they are
            // not initialised, they are not zero either.
            if let Some(wrong) = unsafe { pattern::nonzero(ptr, filled) } {
                let (of, index, found) = (Of(layout), wrong.index, wrong.found);
                broken!(Rule::Zeroed, "byte {index} of a block of {of} is {found:#04x}");
            }
        }
        // SAFETY: a new block of that many bytes, by all that can be known of it.
        unsafe { pattern::fill(ptr, 0, filled, seed) };
        block.filled = filled;
        self.state.blocks[slot] = Some(block);
        self.state.tally.zeroed += usize::from(method == Method::AllocZeroed);
        self.verify(method);
        Some(Slot(slot))
    }

    /// Checks all that can be said by its address about a block which the allocator answered, and
    /// tells the neighbours.
    fn admit(&self, method: Method, block: &Block, in_place: bool) {
        let (start, of) = (block.start(), Of(block.layout));
        let of = if is_new(block) { For("of", of) } else { For("to", of) };
        // Bytes that nobody has: only who ignores the new size gives them to a block.
        let missing = if is_new(block) { Rule::Exists } else { Rule::NewSize };
        if start % block.layout.align() != 0 {
            broken!(Rule::Aligned, "{method} {of} returned {start:#x}, which isn't");
        }
        let Some(end) = start.checked_add(block.layout.size()) else {
            broken!(
                missing,
                "{method} {of} returned {start:#x}, and the block wraps around the end of the \
                 address space"
            );
        };
        if block.layout.size() > BEYOND {
            broken!(
                missing,
                "{method} {of} returned {start:#x}, and no address space has so many bytes"
            );
        }
        if let Some(other) = self.blocks().find(|other| other.overlaps(start, end)) {
            let rule = match (other.history, block.history) {
                (_, History::Resized(..)) if in_place => Rule::NewSize,
                (History::Refused(..), _) => Rule::NothingHappened,
                (History::Resized(..), _) => Rule::NewSize,
                _ => Rule::Disjoint,
            };
            broken!(rule, "{method} {of} returned {start:#x}, which overlaps {other}");
        }
        if let Some(Err((from, to))) = self.neighbours.map(|others| others.enter(start, end)) {
            broken!(
                Rule::Disjoint,
                "{method} {of} returned {start:#x}, which overlaps the live block of another \
                 thread from {from:#x} to {to:#x}"
            );
        }
    }

    /// Compares all live blocks with what was written to them.
    pub(super) fn verify(&self, after: Method) {
        for block in self.blocks() {
            // SAFETY: the block is live, and so many of its bytes were written.
            let wrong = unsafe { pattern::mismatch(block.ptr, block.filled, block.seed) };
            let Some(wrong) = wrong else { continue };
            let rule = match block.history {
                History::Refused(..) => Rule::NothingHappened,
                _ => Rule::Untouched,
            };
            let (index, found, expected) = (wrong.index, wrong.found, wrong.expected);
            broken!(
                rule,
                "byte {index} is {found:#04x} instead of {expected:#04x}, after {after}, in {block}"
            );
        }
    }

    /// The pointer that goes back to the allocator.
    fn given(&self, block: &Block) -> NonNull<u8> {
        if !self.narrow {
            return block.ptr;
        }
        let bytes = block.ptr.cast::<MaybeUninit<u8>>();
        // SAFETY: a live block of that many bytes, to which nothing else points meanwhile.
        // `MaybeUninit` promises nothing about them.
        let bytes = unsafe { slice::from_raw_parts_mut(bytes.as_ptr(), block.layout.size()) };
        NonNull::from(bytes).cast()
    }

    pub(super) fn dealloc(&mut self, Slot(slot): Slot) {
        let block = self.block(Slot(slot));
        self.state.blocks[slot] = None;
        if let Some(others) = self.neighbours {
            others.leave(block.start());
        }
        let (alloc, ptr) = (self.alloc, self.given(&block));
        // SAFETY: the block is live, and was kept with its current layout.
        guarded(Method::Dealloc, || unsafe { alloc.dealloc(ptr, block.layout) });
        self.verify(Method::Dealloc);
    }

    /// Asks for another size; whether the block has it now.
    pub(super) fn resize_in_place(&mut self, slot: Slot, new_size: usize) -> bool {
        self.change(Method::ResizeInPlace, slot, new_size)
    }

    /// Asks for another size, maybe at another place; whether the block has it now.
    pub(super) fn remap(&mut self, slot: Slot, new_size: usize) -> bool {
        self.change(Method::Remap, slot, new_size)
    }

    fn change(&mut self, method: Method, Slot(slot): Slot, new_size: usize) -> bool {
        let before = self.block(Slot(slot));
        let old = before.layout;
        let Some(new) = layout::with_size(old, new_size) else { return false };
        // What is found from here on and wasn't before, this call did.
        self.probe(old.size());
        // Out of the books while the allocator may give its place to another.
        self.state.blocks[slot] = None;
        if let Some(others) = self.neighbours {
            others.leave(before.start());
        }
        let (alloc, ptr) = (self.alloc, self.given(&before));
        let answer = guarded(method, || match method {
            // SAFETY: the block is live, and was kept with its current layout; `new` is a layout,
            // and no size here is zero.
            Method::Remap => unsafe { alloc.remap(ptr, old, new_size) },
            // SAFETY: as above.
            _ => unsafe { alloc.resize_in_place(ptr, old, new_size) },
        });
        let kept = if answer.is_some() { before.filled.min(new_size) } else { before.filled };
        let block = match answer {
            None => Block { history: History::Refused(method, new_size), ..before },
            Some(ptr) => {
                let history = History::Resized(method, old.size());
                Block { ptr, layout: new, filled: kept, history, ..before }
            }
        };
        let in_place = block.start() == before.start();
        if old.size() == new_size && (answer.is_none() || !in_place) {
            let (did, of) = (if in_place { "refused" } else { "moved" }, Of(old));
            broken!(Rule::EqualInPlace, "{method} {did} a block of {of}");
        }
        if method == Method::ResizeInPlace && !in_place {
            let (from, to, of) = (ptr.addr(), block.start(), Of(old));
            broken!(
                Rule::InPlace,
                "{method} of {of} to {new_size} bytes returned {to:#x} for the block at {from:#x}"
            );
        }
        self.admit(method, &block, in_place);
        // SAFETY: the block is live, and so many of its bytes were written.
        if let Some(wrong) = unsafe { pattern::mismatch(block.ptr, kept, block.seed) } {
            let (index, found, expected) = (wrong.index, wrong.found, wrong.expected);
            let rule = if answer.is_some() { Rule::Kept } else { Rule::NothingHappened };
            broken!(
                rule,
                "{method} of {of} to {new_size} bytes: byte {index} is {found:#04x} instead of \
                 {expected:#04x}",
                of = Of(old)
            );
        }
        self.state.blocks[slot] = Some(block);
        self.verify(method);
        // Before anything is written beyond the old size: is the block's place taken?
        self.probe(old.size());
        let filled = block.layout.size().min(MAX_FILLED);
        // SAFETY: the block is live and has so many bytes, by all that can be known of it.
        unsafe { pattern::fill(block.ptr, kept, filled, block.seed) };
        let history = if answer.is_some() { block.history } else { before.history };
        self.state.blocks[slot] = Some(Block { filled, history, ..block });
        self.verify(method);
        self.count(answer.is_some(), in_place, old.size(), new_size);
        answer.is_some()
    }

    fn count(&mut self, success: bool, in_place: bool, old: usize, new: usize) {
        let tally = &mut self.state.tally;
        match (success, in_place) {
            (false, _) => tally.refused += 1,
            (true, false) => tally.moved += 1,
            (true, true) if new > old => tally.grown_in_place += 1,
            (true, true) if new < old => tally.shrunk_in_place += 1,
            (true, true) => {}
        }
    }

    /// Asks for some blocks and gives them back, untouched: if they are where something is live,
    /// that comes to light before anything is written.
    fn probe(&mut self, size: usize) {
        let Ok(layout) = Layout::from_size_align(size, 1) else { return };
        let before = self.state.tally;
        let probes = [(); PROBES].map(|()| self.request(Method::Alloc, layout, 0));
        for slot in probes.into_iter().rev().flatten() {
            self.dealloc(slot);
        }
        self.state.tally = before;
    }

    /// Gives all blocks back, the newest first.
    pub(super) fn clear(&mut self) {
        for slot in (0..self.state.blocks.len()).rev() {
            if self.state.blocks[slot].is_some() {
                self.dealloc(Slot(slot));
            }
        }
    }

    /// Gives all blocks back. A check to which nothing was served is void, and fails.
    pub(super) fn finish(self) -> Tally {
        let tally = self.close();
        if tally.served == 0 {
            void(tally.refused);
        }
        tally
    }

    /// Gives all blocks back.
    pub(super) fn close(mut self) -> Tally {
        self.clear();
        self.state.tally
    }
}

/// Whether a block is as it was handed out.
fn is_new(block: &Block) -> bool {
    matches!(block.history, History::New(_))
}

impl Parked {
    /// The same blocks, with the allocator at the place where it is now.
    pub(super) fn resume(self, alloc: &dyn Allocator) -> Books<'_> {
        Books { alloc, state: self, neighbours: None, narrow: false }
    }
}
