//! Wrong allocators, each with one planted fault: the model must find every one.
//!
//! They work within one buffer that is theirs alone, so that a fault spoils contents and nothing
//! else: the tests themselves have no undefined behaviour that could hide it.

use crate::program::program;
use core::alloc::Layout;
use core::cell::{Cell, RefCell, UnsafeCell};
use core::ptr::NonNull;
use exalloc::Allocator;
use exalloc_tests::allocator_model::{Fault, Histogram, MAX_SIZE, Op, Subject, run};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What is wrong with a [`Planted`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Nothing,
    /// Aligns the offset within the buffer, not the address.
    AlignsOffset,
    /// Takes one byte less than asked for.
    Overlaps,
    /// A block from the free list stays there.
    ReusesLive,
    /// `remap` to a larger size copies one byte too few.
    RemapLosesBytes,
    /// `alloc_zeroed` trusts that blocks from the free list are zero.
    NotZeroed,
    /// `remap` frees the old block before it finds that it can't serve.
    FreesThenRefuses,
    /// `resize_in_place` moves.
    MovesInPlace,
    /// `resize_in_place` refuses an equal size.
    RefusesEqual,
    /// `remap` moves a block to an equal size.
    MovesEqual,
    /// `dealloc` writes a link behind the block.
    ScribblesBehind,
    /// `resize_in_place` to a smaller size frees the tail from one byte too early.
    ShrinksTooFar,
    /// Refuses now and then although there is room.
    RefusesTooSoon,
    /// Serves sizes that wrap, with whatever room there is.
    ServesAbsurd,
    /// `reset` keeps the position.
    ResetKeeps,
}

const ROOM: usize = 32 << 20;

/// A bump allocator with a first-fit free list.
struct Planted {
    /// `ROOM` bytes, at an address that is odd.
    start: NonNull<u8>,
    used: Cell<usize>,
    /// Offset and size of blocks that were given back.
    free: RefCell<Vec<(usize, usize)>>,
    calls: Cell<usize>,
    wrong: Wrong,
}

/// The room, and a byte before it; at an even address.
const BUFFER: Layout = Layout::new::<[u16; ROOM / 2 + 1]>();

impl Planted {
    fn new(wrong: Wrong) -> Self {
        // SAFETY: the size is above zero.
        let buffer = unsafe { std::alloc::alloc_zeroed(BUFFER) };
        let buffer = NonNull::new(buffer).expect("32 MiB of address space");
        // SAFETY: the buffer has more than a byte.
        let start = unsafe { buffer.add(1) };
        let free = RefCell::new(Vec::new());
        Self { start, used: Cell::new(0), free, calls: Cell::new(0), wrong }
    }

    /// Gives all back, and checks that it has: the whole room can be had again.
    fn reset(&mut self) -> Result<(), String> {
        if self.wrong != Wrong::ResetKeeps {
            self.used.set(0);
        }
        self.free.borrow_mut().clear();
        let all = Layout::from_size_align(ROOM, 1).expect("a small layout");
        // SAFETY: the size is above zero.
        let served = unsafe { self.alloc(all) }.is_some();
        self.used.set(0);
        if served { Ok(()) } else { Err("the room isn't whole after reset".to_owned()) }
    }

    fn at(&self, offset: usize) -> NonNull<u8> {
        assert!(offset < ROOM, "offsets are of blocks within the room");
        // SAFETY: within the buffer.
        unsafe { self.start.add(offset) }
    }

    fn offset(&self, ptr: NonNull<u8>) -> usize {
        ptr.addr().get() - self.start.addr().get()
    }

    /// From the free list; the flag says so.
    fn reused(&self, layout: Layout) -> Option<usize> {
        let mut free = self.free.borrow_mut();
        let fits = |&(offset, size): &(usize, usize)| {
            let addr = self.start.addr().get() + offset;
            size >= layout.size() && addr.is_multiple_of(layout.align())
        };
        let index = free.iter().position(fits)?;
        let (offset, _) = free[index];
        if self.wrong != Wrong::ReusesLive {
            free.remove(index);
        }
        Some(offset)
    }

    fn fresh(&self, layout: Layout) -> Option<usize> {
        let base = self.start.addr().get();
        let from = if self.wrong == Wrong::AlignsOffset { 0 } else { base };
        let offset = (from + self.used.get()).next_multiple_of(layout.align()) - from;
        let size = if self.wrong == Wrong::Overlaps { layout.size() - 1 } else { layout.size() };
        let end = offset.checked_add(size)?;
        if end > ROOM {
            return (self.wrong == Wrong::ServesAbsurd && offset < ROOM).then_some(offset);
        }
        self.used.set(end);
        Some(offset)
    }
}

impl Drop for Planted {
    fn drop(&mut self) {
        // SAFETY: `new` went one byte up.
        let buffer = unsafe { self.start.sub(1) };
        // SAFETY: allocated in `new`, with this layout.
        unsafe { std::alloc::dealloc(buffer.as_ptr(), BUFFER) };
    }
}

// SAFETY: not at all, by design: `wrong` says which rule is broken. Memory stays within the buffer.
unsafe impl Allocator for Planted {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.calls.set(self.calls.get() + 1);
        if self.wrong == Wrong::RefusesTooSoon && self.calls.get().is_multiple_of(10) {
            return None;
        }
        let offset = self.reused(layout).or_else(|| self.fresh(layout))?;
        Some(self.at(offset))
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        let ptr = unsafe { self.alloc(layout) }?;
        if self.wrong != Wrong::NotZeroed && layout.size() <= MAX_SIZE {
            // SAFETY: a block of that size within the buffer.
            unsafe { ptr.write_bytes(0, layout.size()) };
        }
        Some(ptr)
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let offset = self.offset(ptr);
        self.free.borrow_mut().push((offset, layout.size()));
        if self.wrong == Wrong::ScribblesBehind && offset + layout.size() < ROOM {
            // SAFETY: within the buffer.
            unsafe { self.at(offset + layout.size()).write(0) };
        }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        if self.wrong == Wrong::MovesInPlace && new_size < old.size() {
            // SAFETY: forwarded.
            return unsafe { self.remap(ptr, old, new_size) };
        }
        if self.wrong == Wrong::RefusesEqual && new_size == old.size() {
            return None;
        }
        if new_size >= old.size() {
            return (new_size == old.size()).then_some(ptr);
        }
        let kept = if self.wrong == Wrong::ShrinksTooFar { new_size - 1 } else { new_size };
        self.free.borrow_mut().push((self.offset(ptr) + kept, old.size() - kept));
        Some(ptr)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if new_size == old.size() && self.wrong != Wrong::MovesEqual {
            return Some(ptr);
        }
        let new = exalloc::layout::with_size(old, new_size)?;
        if self.wrong == Wrong::FreesThenRefuses && new_size > MAX_SIZE {
            // SAFETY: not at all: the planted fault.
            unsafe { self.dealloc(ptr, old) };
        }
        if new_size > MAX_SIZE {
            return None;
        }
        // SAFETY: the size is above zero.
        let moved = unsafe { self.alloc(new) }?;
        let mut kept = old.size().min(new_size);
        if self.wrong == Wrong::RemapLosesBytes && new_size > old.size() {
            kept -= 1;
        }
        // SAFETY: both are within the buffer.
        unsafe { ptr.as_ptr().copy_to(moved.as_ptr(), kept) };
        // SAFETY: forwarded.
        unsafe { self.dealloc(ptr, old) };
        Some(moved)
    }
}

/// The same 512 programs in every run: these tests are about the model, not about chance.
fn programs() -> impl Iterator<Item = Vec<Op>> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..512).map(move |_| program().new_tree(&mut runner).expect("no filters").current())
}

/// The first fault that the programs show.
fn first_fault(wrong: Wrong) -> Option<Fault> {
    programs().find_map(|ops| {
        let subject = Subject { reset: Some(&Planted::reset), must_serve: MAX_SIZE };
        run(Planted::new(wrong), &subject, &ops, &mut Histogram::new()).err()
    })
}

#[track_caller]
fn finds(wrong: Wrong, expected: &str) {
    let fault = first_fault(wrong).unwrap_or_else(|| panic!("{wrong:?} was not found"));
    assert!(fault.what.contains(expected), "{wrong:?} was found as: {fault}");
}

#[test]
fn no_fault_where_none_is_planted() {
    if let Some(fault) = first_fault(Wrong::Nothing) {
        panic!("{fault}");
    }
}

#[test]
fn finds_misalignment() {
    finds(Wrong::AlignsOffset, "is misaligned");
}

#[test]
fn finds_overlap() {
    finds(Wrong::Overlaps, "overlaps Block");
}

#[test]
fn finds_blocks_handed_out_twice() {
    finds(Wrong::ReusesLive, "overlaps Block");
}

#[test]
fn finds_a_remap_that_loses_bytes() {
    finds(Wrong::RemapLosesBytes, "changed");
}

#[test]
fn finds_blocks_that_are_not_zeroed() {
    finds(Wrong::NotZeroed, "not zeroed");
}

#[test]
fn finds_a_none_after_which_something_has_happened() {
    finds(Wrong::FreesThenRefuses, "overlaps Block");
}

#[test]
fn finds_a_resize_that_moves() {
    finds(Wrong::MovesInPlace, "resized to another place");
}

#[test]
fn finds_equal_sizes_that_are_refused_or_moved() {
    finds(Wrong::RefusesEqual, "not resized to its own size");
    finds(Wrong::MovesEqual, "moved to have its own size");
}

#[test]
fn finds_writes_to_other_blocks() {
    finds(Wrong::ScribblesBehind, "changed");
}

#[test]
fn finds_a_tail_that_is_too_long() {
    finds(Wrong::ShrinksTooFar, "overlaps Block");
}

#[test]
fn finds_refusals_where_there_is_room() {
    finds(Wrong::RefusesTooSoon, "was refused");
}

#[test]
fn finds_absurd_sizes_that_are_served() {
    finds(Wrong::ServesAbsurd, "was served");
}

#[test]
fn finds_a_reset_that_keeps_something() {
    finds(Wrong::ResetKeeps, "isn't whole");
}

/// An allocator by value whose blocks lie within itself (B6): moving it moves them.
struct Inside {
    storage: UnsafeCell<[u8; 4096]>,
    used: Cell<usize>,
}

// SAFETY: not at all: it breaks rule 2. It hands out its own bytes, once each.
unsafe impl Allocator for Inside {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let start = self.storage.get().cast::<u8>();
        let offset =
            (start.addr() + self.used.get()).next_multiple_of(layout.align()) - start.addr();
        let end = offset.checked_add(layout.size()).filter(|&end| end <= 4096)?;
        self.used.set(end);
        // SAFETY: within the storage.
        NonNull::new(unsafe { start.add(offset) })
    }

    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

#[test]
fn finds_storage_inside_the_allocator() {
    let fault = programs().find_map(|ops| {
        let inside = Inside { storage: UnsafeCell::new([0; 4096]), used: Cell::new(0) };
        let subject = Subject { reset: None, must_serve: 0 };
        run(inside, &subject, &ops, &mut Histogram::new()).err()
    });
    let what = fault.expect("a fault").what;
    assert!(what.contains("overlaps the allocator"), "{what}");
}
