//! An allocator that records its calls, watches its blocks, and can be wrong.

use super::layout;
use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::ptr::{NonNull, without_provenance_mut};
use exalloc_core::Allocator;
use std::alloc::System;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Behind each block, so that it can grow in place.
const SLACK: usize = 4096;

/// What it does wrong, once it is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Nothing,
    Refuses,
    /// Refuses to resize and to remap.
    RefusesToResize,
    Misaligns,
    /// Hands out the block that it handed out first, again.
    Overlaps,
    /// Hands out a part of the block that it handed out first.
    OverlapsInside,
    BeyondAddresses,
    NotZero,
    /// Moves in `resize_in_place`.
    Moves,
    /// Spoils a byte of what it keeps in `remap`.
    Loses(usize),
}

/// Method, address argument, layout argument, size argument.
pub(super) type Call = (&'static str, usize, Layout, usize);

#[derive(Debug)]
struct Inner {
    wrong: Wrong,
    calls: Vec<Call>,
    live: Vec<(usize, Layout)>,
    /// What each live block really is.
    real: Vec<(usize, NonNull<u8>, Layout)>,
    first: Option<NonNull<u8>>,
}

// SAFETY: its pointers are to memory that is given back only here.
unsafe impl Send for Inner {}

/// Serves as [`System`] does, resizes in place within a slack, and moves in `remap`. Panics, in
/// tests, when a block comes back with another layout, or when it is dropped while blocks live.
#[derive(Debug)]
pub(super) struct Backing(Mutex<Inner>);

impl Backing {
    pub(super) const fn new() -> Self {
        let inner = Inner {
            wrong: Wrong::Nothing,
            calls: Vec::new(),
            live: Vec::new(),
            real: Vec::new(),
            first: None,
        };
        Self(Mutex::new(inner))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn be(&self, wrong: Wrong) {
        self.inner().wrong = wrong;
    }

    fn wrong(&self) -> Wrong {
        self.inner().wrong
    }

    /// The calls since the last time.
    pub(super) fn calls(&self) -> Vec<Call> {
        core::mem::take(&mut self.inner().calls)
    }

    pub(super) fn live_blocks(&self) -> usize {
        self.inner().live.len()
    }

    pub(super) fn live_bytes(&self) -> usize {
        self.inner().live.iter().map(|(_, layout)| layout.size()).sum()
    }

    fn record(&self, call: Call) {
        self.inner().calls.push(call);
    }

    /// Memory that isn't its to give, if it is told to be so wrong.
    fn foreign(&self) -> Option<NonNull<u8>> {
        let inner = self.inner();
        match inner.wrong {
            Wrong::Overlaps => inner.first,
            // SAFETY: tests hand out blocks of more bytes than that first.
            Wrong::OverlapsInside => inner.first.map(|first| unsafe { first.add(24) }),
            Wrong::BeyondAddresses => NonNull::new(without_provenance_mut(usize::MAX - 31)),
            _ => None,
        }
    }

    /// Takes back what a checked allocator lost.
    pub(super) fn take_back_all(&self) {
        let lost = core::mem::take(&mut self.inner().live);
        for (address, layout) in lost {
            self.inner().live.push((address, layout));
            self.take_back(NonNull::new(without_provenance_mut(address)).unwrap(), layout);
        }
    }

    fn hand_out(&self, wanted: Layout, zero: bool) -> Option<NonNull<u8>> {
        let wrong = self.wrong();
        if let Some(foreign) = self.foreign() {
            return Some(foreign);
        }
        if wrong == Wrong::Refuses {
            return None;
        }
        let real = layout(wanted.size() + wanted.align() + SLACK, wanted.align());
        // SAFETY: the size is above zero.
        let start = NonNull::new(unsafe { System.alloc(real) })?;
        let byte = if zero { 0 } else { 0x77 };
        // SAFETY: a fresh block of that size.
        unsafe { start.write_bytes(byte, real.size()) };
        if zero && wrong == Wrong::NotZero {
            // SAFETY: within the block.
            let at = unsafe { start.add(wanted.size() / 2) };
            // SAFETY: as above.
            unsafe { at.write(9) };
        }
        let mut inner = self.inner();
        let off = usize::from(wrong == Wrong::Misaligns);
        // SAFETY: the real block is larger by more than that.
        let block = unsafe { start.add(off) };
        inner.first.get_or_insert(block);
        inner.live.push((block.addr().get(), wanted));
        inner.real.push((block.addr().get(), start, real));
        Some(block)
    }

    /// Forgets a block that came back.
    fn take_back(&self, block: NonNull<u8>, got: Layout) {
        let mut inner = self.inner();
        let known = inner.live.iter().position(|&live| live == (block.addr().get(), got));
        inner.live.swap_remove(known.unwrap_or_else(|| panic!("{block:?} {got:?} isn't live")));
        let known = inner.real.iter().position(|&(at, ..)| at == block.addr().get());
        let (_, start, real) = inner.real.swap_remove(known.expect("with the live ones"));
        drop(inner);
        // SAFETY: the real block behind a live one, which is live no more.
        unsafe { System.dealloc(start.as_ptr(), real) };
    }
}

impl Drop for Backing {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.inner().live, [], "blocks were lost");
        }
    }
}

// SAFETY: while it isn't told to be wrong: blocks are `System`'s, wide enough for what resizing in
// place promises; nothing panics unless a test has failed.
unsafe impl Allocator for Backing {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.record(("alloc", 0, layout, 0));
        self.hand_out(layout, false)
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.record(("dealloc", ptr.addr().get(), layout, 0));
        self.take_back(ptr, layout);
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.record(("alloc_zeroed", 0, layout, 0));
        self.hand_out(layout, true)
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new: usize,
    ) -> Option<NonNull<u8>> {
        self.record(("resize_in_place", ptr.addr().get(), old, new));
        match self.wrong() {
            Wrong::Refuses | Wrong::RefusesToResize => return None,
            Wrong::Moves => return self.relocate(ptr, old, new),
            _ => {}
        }
        if let Some(foreign) = self.foreign() {
            return Some(foreign);
        }
        let mut inner = self.inner();
        let known = inner.live.iter_mut().find(|live| **live == (ptr.addr().get(), old));
        *known.expect("live") = (ptr.addr().get(), layout(new, old.align()));
        assert!(new <= old.size() + SLACK / 8, "tests grow by little");
        Some(ptr)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        self.record(("remap", ptr.addr().get(), old, new));
        match self.wrong() {
            Wrong::Refuses | Wrong::RefusesToResize => None,
            _ => self.foreign().or_else(|| self.relocate(ptr, old, new)),
        }
    }
}

impl Backing {
    /// Moves a block always.
    fn relocate(&self, ptr: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        let to = self.hand_out(layout(new, old.align()), false)?;
        let kept = old.size().min(new);
        // SAFETY: both blocks have as many bytes.
        unsafe { to.copy_from_nonoverlapping(ptr, kept) };
        if let Wrong::Loses(at) = self.wrong() {
            // SAFETY: tests lose bytes of the block.
            let at = unsafe { to.add(at) };
            // SAFETY: as above.
            unsafe { at.write(0) };
        }
        if self.inner().first == Some(ptr) {
            self.inner().first = None;
        }
        self.take_back(ptr, old);
        Some(to)
    }
}
