//! Wrong allocators as somebody else would write them, and the rule that the suite names for each.
//!
//! All but the last few work in a room of their own, so that a fault spoils contents and nothing
//! else.

use crate::cells::{Cells, PAGE};
use crate::outsiders::{failures, found, said};
use crate::room::{ROOM, Room};
use core::alloc::Layout;
use core::cell::{Cell, RefCell, UnsafeCell};
use core::ptr::NonNull;
use exalloc::Allocator;
use exalloc::testing::conformance;
use exalloc_tests::Heap;

/// Room and position: what most of them have.
pub(crate) struct Bump {
    pub(crate) room: Room,
    pub(crate) used: Cell<usize>,
}

impl Bump {
    pub(crate) fn new() -> Self {
        Self { room: Room::new(), used: Cell::new(0) }
    }

    /// A right block.
    pub(crate) fn take(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = self.room.align(self.used.get(), layout.align());
        let end = start.checked_add(layout.size()).filter(|&end| end <= ROOM)?;
        self.used.set(end);
        Some(self.room.at(start))
    }

    /// Takes the last block back.
    pub(crate) fn give(&self, ptr: NonNull<u8>, layout: Layout) {
        if self.room.offset(ptr) + layout.size() == self.used.get() {
            self.used.set(self.room.offset(ptr));
        }
    }
}

/// The other methods of a wrong allocator, right: it is about the ones that are written out.
macro_rules! right {
    (alloc) => {
        unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
            self.0.take(layout)
        }
    };
    (dealloc) => {
        unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
            self.0.give(ptr, layout);
        }
    };
}

struct Misaligned(Bump);
// SAFETY: not at all: it aligns the offset within the room, not the address.
unsafe impl Allocator for Misaligned {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = self.0.used.get().next_multiple_of(layout.align());
        let end = start.checked_add(layout.size()).filter(|&end| end <= ROOM)?;
        self.0.used.set(end);
        Some(self.0.room.at(start))
    }
    right!(dealloc);
}

#[test]
fn misaligned() {
    let rule = "broken rule 4: a live block's address is a multiple of its alignment";
    let failures = failures!(Misaligned(Bump::new()));
    found(&failures, "sizes_and_alignments", rule, &["`alloc` of 1 bytes aligned to 2", "isn't"]);
}

struct Overlapping(Bump);
// SAFETY: not at all: it takes one byte less than it hands out.
unsafe impl Allocator for Overlapping {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let ptr = self.0.take(layout)?;
        self.0.used.set(self.0.used.get() - 1);
        Some(ptr)
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn overlapping() {
    let rule = "broken rule 4: live blocks are disjoint";
    let parts = ["overlaps the live block of", "which `alloc` returned"];
    found(&failures!(Overlapping(Bump::new())), "no_overlap", rule, &parts);
}

struct NoneAfterFreeing(Bump);
// SAFETY: not at all: when `remap` finds no room, it has freed the block.
unsafe impl Allocator for NoneAfterFreeing {
    right!(alloc);
    right!(dealloc);
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        if new == old.size() {
            return Some(ptr);
        }
        self.0.give(ptr, old);
        let moved = self.0.take(exalloc::layout::with_size(old, new)?)?;
        // SAFETY: both are in the room.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), old.size().min(new)) };
        Some(moved)
    }
}

#[test]
fn none_after_having_freed() {
    let rule = "broken rule 5: after `None` nothing has happened";
    let parts = ["`alloc` of", "overlaps the live block of", "which `remap` refused to give"];
    found(&failures!(NoneAfterFreeing(Bump::new())), "remap", rule, &parts);
}

struct LosesBytes(Bump);
// SAFETY: not at all: `remap` copies whole words.
unsafe impl Allocator for LosesBytes {
    right!(alloc);
    right!(dealloc);
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        if new <= old.size() {
            return (new == old.size()).then_some(ptr);
        }
        let moved = self.0.take(exalloc::layout::with_size(old, new)?)?;
        // SAFETY: both are in the room.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), old.size() / 8 * 8) };
        Some(moved)
    }
}

#[test]
fn remap_that_loses_bytes() {
    let rule = "broken rule 5: the first min(old, new) bytes are kept";
    let parts = ["`remap` of 1 bytes aligned to 1 to 8 bytes: byte 0 is"];
    found(&failures!(LosesBytes(Bump::new())), "remap", rule, &parts);
}

struct NotZeroed(Bump);
// SAFETY: not at all: `alloc_zeroed` believes that nobody has used the memory before.
unsafe impl Allocator for NotZeroed {
    right!(alloc);
    right!(dealloc);
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.0.take(layout)
    }
}

#[test]
fn zeroed_that_is_not() {
    let rule = "broken the promise of `alloc_zeroed`: all bytes are zero";
    found(&failures!(NotZeroed(Bump::new())), "zeroed", rule, &["byte 0 of a block of 1 bytes"]);
}

struct Inside(UnsafeCell<[u8; 4096]>, Cell<usize>);
// SAFETY: not at all: blocks lie in the value, and move with it.
unsafe impl Allocator for Inside {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let base = self.0.get().cast::<u8>();
        let start = (base.addr() + self.1.get()).next_multiple_of(layout.align()) - base.addr();
        let end = start.checked_add(layout.size()).filter(|&end| end <= 4096)?;
        self.1.set(end);
        NonNull::new(base.wrapping_add(start))
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn moves_its_storage() {
    let rule = "broken rule 2: moving the allocator doesn't invalidate blocks";
    let failures = failures!(Inside(UnsafeCell::new([0; 4096]), Cell::new(0)));
    // `sent` moves it too, and sees contents only.
    let moved: Vec<_> = failures.into_iter().filter(|(test, _)| *test != "sent").collect();
    found(&moved, "moved", rule, &["lies within the allocator value at"]);
}

struct IgnoresNewSize(Bump);
// SAFETY: not at all: every size is fine with `resize_in_place`, and nothing is taken.
unsafe impl Allocator for IgnoresNewSize {
    right!(alloc);
    right!(dealloc);
    unsafe fn resize_in_place(&self, ptr: NonNull<u8>, _: Layout, _: usize) -> Option<NonNull<u8>> {
        Some(ptr)
    }
}

#[test]
fn ignores_the_new_size() {
    let rule = "broken rule 5: after success the block has the new size";
    let failures = failures!(IgnoresNewSize(Bump::new()));
    found(&failures, "resize_in_place", rule, &["overlaps the live block of"]);
    // With 32 bits, some address spaces have as many.
    let absurd = if usize::BITS == 64 { "no address space has so many bytes" } else { "" };
    found(&failures, "impossible_sizes", rule, &["`resize_in_place`", absurd]);
}

struct Downwards(Bump);
// SAFETY: not at all: from the end downwards, and the size isn't compared with what is left.
unsafe impl Allocator for Downwards {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let end = self.0.room.addr() + ROOM - self.0.used.get();
        let start = end.wrapping_sub(layout.size()) & !(layout.align() - 1);
        if start < self.0.room.addr() {
            return None;
        }
        self.0.used.set((self.0.room.addr() + ROOM).wrapping_sub(start));
        NonNull::new(self.0.room.at(0).as_ptr().with_addr(start))
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

struct AtTheEnd;
// SAFETY: not at all: its blocks begin at the last multiple of the alignment, and don't end.
unsafe impl Allocator for AtTheEnd {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        if layout.size() < layout.align() {
            return None;
        }
        NonNull::new(core::ptr::without_provenance_mut(usize::MAX & !(layout.align() - 1)))
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn wraps_at_the_end_of_the_address_space() {
    let rule = "broken rule 4: a live block is bytes that exist, inside one allocation";
    let parts = ["wraps around the end of the address space"];
    found(&failures!(AtTheEnd), "no_overlap", rule, &parts);
    // With 32 bits, the largest size may be below the address of the room.
    if usize::BITS == 64 {
        found(&failures!(Downwards(Bump::new())), "impossible_sizes", rule, &parts);
    }
}

struct ResizeMoves(Bump);
// SAFETY: not at all: `resize_in_place` moves what can't stay.
unsafe impl Allocator for ResizeMoves {
    right!(alloc);
    right!(dealloc);
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new: usize,
    ) -> Option<NonNull<u8>> {
        if new <= old.size() {
            return Some(ptr);
        }
        let moved = self.0.take(exalloc::layout::with_size(old, new)?)?;
        // SAFETY: both are in the room.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), old.size()) };
        Some(moved)
    }
}

#[test]
fn resize_in_place_that_moves() {
    let rule = "broken rule 5: `resize_in_place` leaves the block at its address";
    found(&failures!(ResizeMoves(Bump::new())), "resize_in_place", rule, &["for the block at 0x"]);
}

struct RefusesEqual(Bump);
// SAFETY: not at all: it refuses to resize to the size that the block has.
unsafe impl Allocator for RefusesEqual {
    right!(alloc);
    right!(dealloc);
    unsafe fn resize_in_place(&self, _: NonNull<u8>, _: Layout, _: usize) -> Option<NonNull<u8>> {
        None
    }
}

struct MovesEqual(Bump);
// SAFETY: not at all: `remap` always moves.
unsafe impl Allocator for MovesEqual {
    right!(alloc);
    right!(dealloc);
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        let moved = self.0.take(exalloc::layout::with_size(old, new)?)?;
        // SAFETY: both are in the room.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), old.size().min(new)) };
        Some(moved)
    }
}

#[test]
fn equal_sizes_that_are_refused_or_moved() {
    let rule = "broken rule 5: an equal size succeeds in place";
    let parts = ["`resize_in_place` refused a block of 1 bytes aligned to 1"];
    found(&failures!(RefusesEqual(Bump::new())), "equal_sizes", rule, &parts);
    let parts = ["`remap` moved a block of 1 bytes aligned to 1"];
    found(&failures!(MovesEqual(Bump::new())), "equal_sizes", rule, &parts);
}

struct ShrinksTooFar(Bump);
// SAFETY: not at all: a block that shrinks gives one byte more back than it may.
unsafe impl Allocator for ShrinksTooFar {
    right!(alloc);
    right!(dealloc);
    unsafe fn resize_in_place(
        &self,
        p: NonNull<u8>,
        old: Layout,
        new: usize,
    ) -> Option<NonNull<u8>> {
        if new < old.size() && self.0.room.offset(p) + old.size() == self.0.used.get() {
            self.0.used.set(self.0.room.offset(p) + new - 1);
        }
        (new <= old.size()).then_some(p)
    }
}

#[test]
fn shrinks_too_far() {
    let rule = "broken rule 5: after success the block has the new size";
    found(&failures!(ShrinksTooFar(Bump::new())), "resize_in_place", rule, &["gave that size"]);
}

struct FreesTwice(Bump, RefCell<Vec<(usize, Layout)>>);
// SAFETY: not at all: `remap` gives the old block back, and then again.
unsafe impl Allocator for FreesTwice {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let mut free = self.1.borrow_mut();
        let fits = free.iter().position(|(_, of)| *of == layout);
        fits.map(|n| self.0.room.at(free.swap_remove(n).0)).or_else(|| self.0.take(layout))
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.1.borrow_mut().push((self.0.room.offset(ptr), layout));
    }
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        if new <= old.size() {
            return (new == old.size()).then_some(ptr);
        }
        let moved = self.0.take(exalloc::layout::with_size(old, new)?)?;
        // SAFETY: both are in the room.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), old.size()) };
        // SAFETY: not at all, the second time.
        (0..2).for_each(|_| unsafe { self.dealloc(ptr, old) });
        Some(moved)
    }
}

#[test]
fn remap_that_frees_twice() {
    let rule = "broken rule 4: live blocks are disjoint";
    let make = || FreesTwice(Bump::new(), RefCell::new(Vec::new()));
    found(&failures!(make()), "remap", rule, &["which `alloc` returned"]);
}

struct ForgetsAlignment(Bump);
// SAFETY: not at all: where `remap` moves a block to, it isn't aligned, as with C's `realloc`.
unsafe impl Allocator for ForgetsAlignment {
    right!(alloc);
    right!(dealloc);
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        if new <= old.size() {
            return (new == old.size()).then_some(ptr);
        }
        let moved = self.0.take(Layout::from_size_align(new, 16).ok()?)?;
        // SAFETY: both are in the room.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), old.size()) };
        Some(moved)
    }
}

#[test]
fn remap_that_forgets_the_alignment() {
    let rule = "broken rule 4: a live block's address is a multiple of its alignment";
    let parts = ["`remap` to", "aligned to 4096", "isn't"];
    found(&failures!(ForgetsAlignment(Bump::new())), "remap", rule, &parts);
}

struct WritesBehind(Bump);
// SAFETY: not at all: a link to the next free block is written behind the block.
unsafe impl Allocator for WritesBehind {
    right!(alloc);
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let behind = self.0.room.offset(ptr) + layout.size();
        if behind < ROOM {
            // SAFETY: within the room.
            unsafe { self.0.room.at(behind).write(0) };
        }
    }
}

#[test]
fn writes_to_the_block_behind() {
    let rule = "broken rule 4: nobody but its owner touches a live block";
    let parts = ["byte 0 is 0x00 instead of", "after `dealloc`, in the live block of"];
    found(&failures!(WritesBehind(Bump::new())), "no_overlap", rule, &parts);
}

struct KnowsItsPlace(Bump, Cell<Option<NonNull<Cell<usize>>>>, Cell<usize>);
// SAFETY: not at all: it keeps a pointer to itself, and counts by it.
unsafe impl Allocator for KnowsItsPlace {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.1.set(self.1.get().or(Some(NonNull::from(&self.2))));
        self.0.take(layout)
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let count = self.1.get().expect("a block was allocated");
        // SAFETY: not at all, once the allocator has moved; the test keeps the old place alive.
        unsafe { count.as_ref() }.set(1);
        self.0.give(ptr, layout);
    }
}

#[test]
fn keeps_a_pointer_to_itself() {
    let rule = "broken rule 2: moving the allocator doesn't invalidate blocks";
    let make = || KnowsItsPlace(Bump::new(), Cell::new(None), Cell::new(0));
    // `sent` isn't generated for it, and nothing else moves an allocator.
    let moved = said(|| conformance!(@in moved (make()))).expect("a fault");
    found(&[("moved", moved)], "moved", rule, &["the place that the allocator had left"]);
}

struct CapsAlignment(Cells);
// SAFETY: not at all: it aligns to a page at most.
unsafe impl Allocator for CapsAlignment {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.0.take(layout.size().div_ceil(PAGE))
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.0.give(ptr, layout.size().div_ceil(PAGE));
    }
}

#[test]
fn caps_the_alignment() {
    let rule = "broken rule 4: a live block's address is a multiple of its alignment";
    let failures = failures!(CapsAlignment(Cells::pages()));
    found(&failures, "sizes_and_alignments", rule, &["`alloc` of 1 bytes aligned to", "isn't"]);
}

struct CopiesTwoPages;
// SAFETY: not at all: `remap` copies two pages at most. Its memory is zero, so that reading the
// others is harmless.
unsafe impl Allocator for CopiesTwoPages {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { Heap.alloc_zeroed(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        if new <= old.size() {
            return (new == old.size()).then_some(ptr);
        }
        // SAFETY: a layout, and not of size zero, since the old size is below the new one.
        let moved = unsafe { self.alloc(exalloc::layout::with_size(old, new)?) }?;
        // SAFETY: two blocks of at least so many bytes; the old one is live, and goes back.
        unsafe {
            ptr.as_ptr().copy_to(moved.as_ptr(), old.size().min(8192));
            self.dealloc(ptr, old);
        }
        Some(moved)
    }
}

#[test]
fn copies_two_pages() {
    let rule = "broken rule 5: the first min(old, new) bytes are kept";
    let parts = ["`remap` of 16384 bytes aligned to 1 to 24576 bytes: byte 8192 is"];
    found(&failures!(CopiesTwoPages), "remap", rule, &parts);
}

struct NeverZeroes(Bump);
// SAFETY: right: an allocator may refuse what it likes.
unsafe impl Allocator for NeverZeroes {
    right!(alloc);
    right!(dealloc);
    unsafe fn alloc_zeroed(&self, _: Layout) -> Option<NonNull<u8>> {
        None
    }
}

#[test]
fn refusing_to_zero_is_seen_in_the_tally() {
    let tally = conformance::zeroed(&NeverZeroes(Bump::new()));
    assert!(tally.zeroed == 0 && tally.served > 0, "{tally}");
    assert!(tally.to_string().contains("zeroed 0,"), "{tally}");
    let tally = conformance::zeroed(&Heap);
    // 32 sizes at 4 alignments and one more, 3 blocks each; as many by `alloc`, and one before.
    assert_eq!((tally.served, tally.zeroed), (775, 387), "{tally}");
    assert_eq!(conformance::equal_sizes(&Heap).zeroed, 0);
}

struct Nothing;
// SAFETY: there are no blocks.
unsafe impl Allocator for Nothing {
    unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
        None
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn an_allocator_that_serves_nothing_is_no_success() {
    let failures = failures!(Nothing);
    let tests = if cfg!(feature = "std") { 15 } else { 13 };
    assert_eq!(failures.len(), tests, "{failures:?}");
    found(&failures, "zeroed", "nothing was tested: the allocator refused each of", &["requests"]);
}
