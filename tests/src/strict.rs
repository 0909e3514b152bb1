//! A wrapper that checks what is given back: to whom, with which layout, twice, or never.

use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;
use exalloc::Allocator;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A breach of the contract that a [`Strict`] saw. Addresses are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A method was called with a size of zero.
    ZeroSize(&'static str),
    /// A new size that, rounded up to the alignment, exceeds `isize::MAX`.
    TooLarge(&'static str, usize),
    /// A pointer that denotes no block of this instance: another's, or none at all.
    Foreign(&'static str, usize),
    /// A pointer to a block that had been given back already.
    Stale(&'static str, usize),
    /// A live block, with a layout that doesn't fit it.
    WrongLayout {
        /// The method that got it.
        method: &'static str,
        /// The layout that the block has.
        has: Layout,
        /// The layout that the caller gave.
        got: Layout,
    },
    /// The allocator inside handed out a block whose address isn't a multiple of the alignment.
    Misaligned(usize, Layout),
    /// The allocator inside handed out bytes of a block that is live.
    Overlapping(usize, Layout),
    /// The allocator inside moved a block that was to stay in its place.
    Moved(usize, usize),
}

#[derive(Debug)]
struct State {
    /// Address to layout of every live block.
    live: BTreeMap<usize, Layout>,
    /// Addresses that were given back and not handed out again.
    freed: BTreeSet<usize>,
    findings: Vec<Finding>,
    /// Calls of `alloc`, `alloc_zeroed`, `resize_in_place` and `remap`, successful or not.
    requests: usize,
    /// Calls of `dealloc`.
    deallocs: usize,
}

impl State {
    /// The address of `ptr` if it denotes a live block that `layout` fits; else a finding.
    fn check(&mut self, method: &'static str, ptr: NonNull<u8>, layout: Layout) -> bool {
        let addr = ptr.addr().get();
        match self.live.get(&addr) {
            Some(&has) if has == layout => return true,
            Some(&has) => {
                self.findings.push(Finding::WrongLayout { method, has, got: layout });
            }
            None if self.freed.contains(&addr) => self.findings.push(Finding::Stale(method, addr)),
            None => self.findings.push(Finding::Foreign(method, addr)),
        }
        false
    }

    fn check_new_size(&mut self, method: &'static str, old: Layout, new_size: usize) -> bool {
        if new_size == 0 {
            self.findings.push(Finding::ZeroSize(method));
        } else if Layout::from_size_align(new_size, old.align()).is_err() {
            self.findings.push(Finding::TooLarge(method, new_size));
        } else {
            return true;
        }
        false
    }

    /// Enters a block that the allocator inside handed out.
    fn enter(&mut self, ptr: NonNull<u8>, layout: Layout) {
        let addr = ptr.addr().get();
        if !addr.is_multiple_of(layout.align()) {
            self.findings.push(Finding::Misaligned(addr, layout));
        }
        let end = addr.wrapping_add(layout.size());
        let below = self.live.range(..end).next_back();
        if end < addr || below.is_some_and(|(&at, other)| at.wrapping_add(other.size()) > addr) {
            self.findings.push(Finding::Overlapping(addr, layout));
        }
        self.freed.remove(&addr);
        self.live.insert(addr, layout);
    }

    fn leave(&mut self, ptr: NonNull<u8>) {
        let addr = ptr.addr().get();
        self.live.remove(&addr);
        self.freed.insert(addr);
    }
}

/// Checks every call before it goes to the allocator inside, which never sees a wrong one.
///
/// Breaches become [`Finding`]s: no method panics, since a collection may call from a destructor.
/// [`finish`](Self::finish) panics when there are any, or when a block is still live. Fresh blocks
/// are filled with `0xA5` and blocks given back with `0xDE`, so bytes read too early or too late
/// show up in contents.
#[derive(Debug)]
#[must_use = "what it found is told by `finish`"]
pub struct Strict<A> {
    inner: A,
    state: Mutex<State>,
}

impl<A> Strict<A> {
    /// A checker in front of `inner`, with nothing live.
    pub const fn new(inner: A) -> Self {
        let state = State {
            live: BTreeMap::new(),
            freed: BTreeSet::new(),
            findings: Vec::new(),
            requests: 0,
            deallocs: 0,
        };
        Self { inner, state: Mutex::new(state) }
    }

    /// The allocator inside.
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of live blocks.
    pub fn live_blocks(&self) -> usize {
        self.state().live.len()
    }

    /// The sizes of all live blocks, added, in bytes.
    pub fn live_bytes(&self) -> usize {
        self.state().live.values().map(Layout::size).sum()
    }

    /// The layouts of the live blocks, by address.
    pub fn live_layouts(&self) -> Vec<Layout> {
        self.state().live.values().copied().collect()
    }

    /// How often memory was asked for: every call but those of `dealloc`, refused or not.
    pub fn requests(&self) -> usize {
        self.state().requests
    }

    /// How often `dealloc` was called.
    pub fn deallocs(&self) -> usize {
        self.state().deallocs
    }

    /// What was found so far.
    pub fn findings(&self) -> Vec<Finding> {
        self.state().findings.clone()
    }

    /// Whether nothing was found and nothing is live.
    ///
    /// # Errors
    ///
    /// What was found or is live, as text.
    pub fn verdict(&self) -> Result<(), String> {
        let state = self.state();
        if !state.findings.is_empty() {
            return Err(format!("breaches of the contract: {:?}", state.findings));
        }
        if !state.live.is_empty() {
            return Err(format!("blocks leaked: {:?}", state.live));
        }
        Ok(())
    }

    /// Ends the test by its [`verdict`](Self::verdict).
    ///
    /// # Panics
    ///
    /// If anything was found or is live.
    #[track_caller]
    pub fn finish(&self) {
        if let Err(what) = self.verdict() {
            panic!("{what}");
        }
    }
}

impl<A: Default> Default for Strict<A> {
    fn default() -> Self {
        Self::new(A::default())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Fills `len` bytes from `from` on.
///
/// # Safety
///
/// `ptr` is valid for writes of `from + len` bytes.
unsafe fn fill(ptr: NonNull<u8>, from: usize, len: usize, byte: u8) {
    // SAFETY: within the bytes that our caller promises.
    let start = unsafe { ptr.add(from) };
    // SAFETY: as above.
    unsafe { start.write_bytes(byte, len) };
}

// SAFETY: every block is one of `inner`, which gets it back with the layout it has: only calls that
// pass the checks are forwarded. The checks neither unwind nor touch the blocks while they live,
// apart from bytes that are uninitialised for the caller anyway. The state is no part of the
// blocks.
unsafe impl<A: Allocator> Allocator for Strict<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let mut state = self.state();
        state.requests += 1;
        if layout.size() == 0 {
            state.findings.push(Finding::ZeroSize("alloc"));
            return None;
        }
        // SAFETY: the size is above zero.
        let ptr = unsafe { self.inner.alloc(layout) }?;
        state.enter(ptr, layout);
        // SAFETY: a fresh block of that size (rule 4).
        unsafe { fill(ptr, 0, layout.size(), 0xA5) };
        Some(ptr)
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let mut state = self.state();
        state.deallocs += 1;
        if state.check("dealloc", ptr, layout) {
            state.leave(ptr);
            // SAFETY: the block is live and `layout` fits it: just checked.
            unsafe { fill(ptr, 0, layout.size(), 0xDE) };
            // SAFETY: as above.
            unsafe { self.inner.dealloc(ptr, layout) };
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        let mut state = self.state();
        state.requests += 1;
        if layout.size() == 0 {
            state.findings.push(Finding::ZeroSize("alloc_zeroed"));
            return None;
        }
        // SAFETY: the size is above zero.
        let ptr = unsafe { self.inner.alloc_zeroed(layout) }?;
        state.enter(ptr, layout);
        Some(ptr)
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let mut state = self.state();
        state.requests += 1;
        let method = "resize_in_place";
        if !state.check(method, ptr, old) || !state.check_new_size(method, old, new_size) {
            return None;
        }
        // SAFETY: the block is live, `old` fits it, the size is within bounds: just checked.
        let same = unsafe { self.inner.resize_in_place(ptr, old, new_size) }?;
        state.leave(ptr);
        if same != ptr {
            state.findings.push(Finding::Moved(ptr.addr().get(), same.addr().get()));
        }
        let new = exalloc::layout::with_size(old, new_size)?;
        state.enter(same, new);
        // SAFETY: the block has `new_size` bytes now; those beyond the old size are uninitialised.
        unsafe { fill(same, old.size().min(new_size), new_size.saturating_sub(old.size()), 0xA5) };
        Some(same)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        let mut state = self.state();
        state.requests += 1;
        if !state.check("remap", ptr, old) || !state.check_new_size("remap", old, new_size) {
            return None;
        }
        // SAFETY: the block is live, `old` fits it, the size is within bounds: just checked.
        let moved = unsafe { self.inner.remap(ptr, old, new_size) }?;
        state.leave(ptr);
        let new = exalloc::layout::with_size(old, new_size)?;
        state.enter(moved, new);
        // SAFETY: the block has `new_size` bytes now; those beyond the old size are uninitialised.
        unsafe { fill(moved, old.size().min(new_size), new_size.saturating_sub(old.size()), 0xA5) };
        Some(moved)
    }
}

#[cfg(test)]
mod tests;
