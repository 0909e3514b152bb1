//! A block of the allocator inside, with the caller's block in its middle.

use super::frame::Frame;
use super::pattern::{self, FREED_BYTE, FRESH_BYTE};
use core::mem::MaybeUninit;
use core::ops::Range;
use core::ptr::NonNull;
use core::slice;

/// A block of the allocator inside, with the caller's block in its middle.
///
/// ```text
/// | front: canary | content: the caller's block | tail: canary |
/// ^ start         ^ block                                      ^ start + outer size
/// ```
///
/// # Invariants
///
/// Not while its entry is [`Changing`](super::books::BlockState::Changing), nor once it is
/// [`Lost`](super::books::BlockState::Lost): its memory may be another's then, and only
/// [`start`](Self::start), [`frame`](Self::frame), [`number`](Self::number) and
/// [`address`](Self::address) may be asked for.
///
/// 1. `start` is valid for reads and writes of `frame.outer()`, a live block of the allocator
///    inside.
/// 2. Its front and tail are initialised, and accessed through this value only.
#[derive(Debug)]
pub(super) struct Held {
    start: NonNull<u8>,
    frame: Frame,
    number: u64,
}

/// Where a watched byte isn't as it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// How far it is from the block, in bytes: 1 is the byte before, or the byte behind it.
    pub(super) distance: usize,
    /// What is there.
    pub(super) byte: u8,
}

// SAFETY: the bytes that it accesses are its own (invariant 2), or those of its caller's promise.
unsafe impl Send for Held {}

// SAFETY: what takes `&self` only reads.
unsafe impl Sync for Held {}

impl Held {
    /// Takes hold of a block, and writes its canaries.
    ///
    /// # Safety
    ///
    /// `start` denotes a live block of the allocator inside that `frame.outer()` fits, as long as
    /// this value lives; nobody else accesses its front and tail meanwhile.
    pub(super) unsafe fn new(start: NonNull<u8>, frame: Frame, number: u64) -> Self {
        // INVARIANT: 1: our caller's promise. 2: written next; our caller's promise.
        let mut held = Self { start, frame, number };
        held.write_canaries();
        held
    }

    /// Takes hold of a block that the allocator inside resized, puts the content where the new
    /// frame has it, and writes canaries. Answers also with a byte that it should have kept and
    /// didn't: its distance from the block's start, and what is there.
    ///
    /// # Safety
    ///
    /// As for [`new`](Self::new) with the frame `new`. The block had the frame `old` and canaries
    /// before.
    pub(super) unsafe fn resized(
        start: NonNull<u8>,
        old: Frame,
        new: Frame,
        number: u64,
    ) -> (Self, Option<(isize, u8)>) {
        // INVARIANT: 1: our caller's promise. 2: the allocator inside kept what was initialised;
        // written below; our caller's promise.
        let mut held = Self { start, frame: new, number };
        let front = old.front();
        // SAFETY: initialised before, and kept: no front is longer than the whole of any size.
        let before = pattern::last_damage(unsafe { held.bytes(0..front) }, number);
        let mut lost = before.map(|(index, byte)| (index as isize - front as isize, byte));
        if new.layout().size() > old.layout().size() {
            let tail = old.tail();
            let size = old.layout().size();
            // SAFETY: initialised before, and kept, as the whole has grown.
            let behind = pattern::first_damage(unsafe { held.bytes(tail) }, number);
            lost = lost.or(behind.map(|(index, byte)| ((size + index) as isize, byte)));
        }
        held.move_content(front, old.layout().size().min(new.layout().size()));
        held.write_canaries();
        (held, lost)
    }

    /// Puts the first bytes of the caller's block, so far behind a front of `from` bytes, to where
    /// they are to be.
    fn move_content(&mut self, from: usize, len: usize) {
        let to = self.frame.front();
        if from != to {
            // SAFETY: within the block (invariant 1): no front is longer than the whole.
            let now = unsafe { self.start.add(from) };
            // SAFETY: as above.
            let then = unsafe { self.start.add(to) };
            // SAFETY: valid for reads and writes of so many bytes behind either front (invariant
            // 1), as both are bounded by the largest front, which the whole has room for besides.
            unsafe { now.copy_to(then, len) };
        }
    }

    /// The block of the allocator inside, which [`frame`](Self::frame)`().outer()` fits.
    pub(super) const fn start(&self) -> NonNull<u8> {
        self.start
    }

    pub(super) const fn frame(&self) -> Frame {
        self.frame
    }

    /// The order number of the allocation.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// The caller's block, by a pointer that may access the whole.
    pub(super) fn block(&self) -> NonNull<u8> {
        // SAFETY: within the block (invariant 1): the front is shorter than the whole.
        unsafe { self.start.add(self.frame.front()) }
    }

    /// Where the caller's block is, or was.
    pub(super) fn address(&self) -> usize {
        // Doesn't wrap: the front lies within the block, even of one that is gone.
        self.start.addr().get().wrapping_add(self.frame.front())
    }

    pub(super) fn write_canaries(&mut self) {
        let number = self.number;
        // SAFETY: front and tail are ours alone (invariant 2); the slice is used here only.
        pattern::write_canary(unsafe { self.bytes_mut(0..self.frame.front()) }, number);
        // SAFETY: as above.
        pattern::write_canary(unsafe { self.bytes_mut(self.frame.tail()) }, number);
    }

    /// The damaged byte before the block that is closest to it.
    pub(super) fn damage_before(&self) -> Option<Damage> {
        let front = self.frame.front();
        // SAFETY: the front is initialised, and nobody writes it meanwhile (invariant 2).
        let bytes = unsafe { self.bytes(0..front) };
        let (index, byte) = pattern::last_damage(bytes, self.number)?;
        Some(Damage { distance: front - index, byte })
    }

    /// The damaged byte behind the block that is closest to it.
    pub(super) fn damage_behind(&self) -> Option<Damage> {
        // SAFETY: the tail is initialised, and nobody writes it meanwhile (invariant 2).
        let bytes = unsafe { self.bytes(self.frame.tail()) };
        let (index, byte) = pattern::first_damage(bytes, self.number)?;
        Some(Damage { distance: index + 1, byte })
    }

    /// Fills the block's bytes from `from` on as fresh memory.
    ///
    /// # Safety
    ///
    /// Nobody accesses these bytes meanwhile, or relies on what they are.
    pub(super) unsafe fn fill_fresh(&mut self, from: usize) {
        let content = self.frame.content();
        let start = content.start.saturating_add(from).min(content.end);
        // SAFETY: nobody else accesses them: our caller's promise; the slice is used here only.
        unsafe { self.bytes_mut(start..content.end) }.fill(MaybeUninit::new(FRESH_BYTE));
    }

    /// Makes the block zero. Answers with the first byte that wasn't, and what was there.
    ///
    /// # Safety
    ///
    /// The block's bytes are initialised, and nobody else accesses them meanwhile.
    pub(super) unsafe fn make_zero(&mut self) -> Option<(usize, u8)> {
        let content = self.frame.content();
        // SAFETY: initialised, and not written meanwhile: our caller's promise.
        let other = pattern::first_other(unsafe { self.bytes(content.clone()) }, 0)?;
        // SAFETY: nobody else accesses them: our caller's promise; the slice is used here only.
        unsafe { self.bytes_mut(content) }.fill(MaybeUninit::new(0));
        Some(other)
    }

    /// Fills the whole as freed memory, canaries included.
    ///
    /// # Safety
    ///
    /// Nobody else accesses the block any more.
    pub(super) unsafe fn poison(&mut self) {
        // SAFETY: nobody else accesses the block: our caller's promise, and invariant 2.
        let all = unsafe { self.bytes_mut(0..self.frame.outer().size()) };
        all.fill(MaybeUninit::new(FREED_BYTE));
    }

    /// The first byte of the whole that isn't as [`poison`](Self::poison) left it: its distance
    /// from the block's start, and what is there.
    ///
    /// # Safety
    ///
    /// The whole was poisoned, and nobody else accesses the block any more.
    pub(super) unsafe fn written_after(&self) -> Option<(isize, u8)> {
        // SAFETY: initialised by `poison`, and ours alone: our caller's promise, and invariant 2.
        let all = unsafe { self.bytes(0..self.frame.outer().size()) };
        let (index, byte) = pattern::first_other(all, FREED_BYTE)?;
        // A block's size, and so both numbers, are at most `isize::MAX`.
        Some((index as isize - self.frame.front() as isize, byte))
    }

    /// Some bytes of the whole.
    ///
    /// # Safety
    ///
    /// `range` lies within the whole; its bytes are initialised, and not written while the slice
    /// lives.
    unsafe fn bytes(&self, range: Range<usize>) -> &[u8] {
        // SAFETY: within the whole.
        let start = unsafe { self.start.add(range.start) };
        // SAFETY: valid for reads (invariant 1), within one allocation, initialised and not written
        // meanwhile: our caller's promise; bytes have no alignment.
        unsafe { slice::from_raw_parts(start.as_ptr(), range.len()) }
    }

    /// Some bytes of the whole, to be written.
    ///
    /// # Safety
    ///
    /// `range` lies within the whole; nobody else accesses its bytes while the slice lives.
    unsafe fn bytes_mut(&mut self, range: Range<usize>) -> &mut [MaybeUninit<u8>] {
        // SAFETY: within the whole.
        let start = unsafe { self.start.add(range.start) };
        // SAFETY: valid for writes (invariant 1), within one allocation, accessed by nobody else
        // meanwhile: our caller's promise; bytes have no alignment, and may be uninitialised.
        unsafe { slice::from_raw_parts_mut(start.cast().as_ptr(), range.len()) }
    }
}
