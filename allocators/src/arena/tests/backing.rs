//! A backing allocator that watches the arena.

use alloc::rc::Rc;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Checks instance and layout of every block that comes back, hands out no more alignment than
/// asked for, fills what it hands out and takes back with garbage, and panics (in tests, outside of
/// the contract) when a block is missing at the end.
///
/// Clones are the same instance, so that a test can look while an arena owns one.
#[derive(Clone, Debug)]
pub(super) struct Backing(Rc<State>);

#[derive(Debug, Default)]
struct State {
    live: RefCell<Vec<Block>>,
    allocs: Cell<usize>,
    zeroed: Cell<usize>,
    remaps: Cell<usize>,
    resizes: Cell<usize>,
    /// Requests larger than this are refused.
    largest: Cell<usize>,
    /// Whether `remap` works.
    may_remap: Cell<bool>,
    /// Whether `resize_in_place` works, within the slack.
    may_resize: Cell<bool>,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    ptr: NonNull<u8>,
    layout: Layout,
    /// What was really allocated: an offset in front that spoils larger alignments, and slack
    /// behind.
    real: Layout,
    offset: usize,
}

/// Behind each block, so that it may grow in place.
pub(super) const SLACK: usize = 1 << 16;

impl Backing {
    pub(super) fn new() -> Self {
        let state = State::default();
        state.largest.set(usize::MAX);
        Self(Rc::new(state))
    }

    pub(super) fn remapping(self) -> Self {
        self.0.may_remap.set(true);
        self
    }

    pub(super) fn resizing(self) -> Self {
        self.0.may_resize.set(true);
        self
    }

    pub(super) fn refuse_above(&self, largest: usize) {
        self.0.largest.set(largest);
    }

    pub(super) fn allocs(&self) -> usize {
        self.0.allocs.get()
    }

    pub(super) fn zeroed(&self) -> usize {
        self.0.zeroed.get()
    }

    pub(super) fn remaps(&self) -> usize {
        self.0.remaps.get()
    }

    pub(super) fn resizes(&self) -> usize {
        self.0.resizes.get()
    }

    /// The sizes of the blocks that are out, in order of allocation.
    pub(super) fn sizes(&self) -> Vec<usize> {
        self.0.live.borrow().iter().map(|block| block.layout.size()).collect()
    }

    pub(super) fn bytes(&self) -> usize {
        self.sizes().iter().sum()
    }

    /// The block's place in the list; it must be there with this layout.
    fn find(&self, ptr: NonNull<u8>, layout: Layout) -> usize {
        let live = self.0.live.borrow();
        let found = live.iter().position(|block| block.ptr == ptr);
        let index = found.unwrap_or_else(|| panic!("{ptr:?} is no block of this instance"));
        assert_eq!(live[index].layout, layout, "the layout doesn't fit");
        index
    }

    fn make(&self, layout: Layout, fill: u8) -> Option<NonNull<u8>> {
        assert!(layout.size() > 0);
        if layout.size() > self.0.largest.get() {
            return None;
        }
        let offset = layout.align();
        let real = layout.size() + 2 * offset + SLACK;
        let real = Layout::from_size_align(real, 2 * offset).unwrap();
        // SAFETY: the size is above zero.
        let base = NonNull::new(unsafe { alloc::alloc::alloc(real) }).unwrap();
        // SAFETY: the offset is within the block.
        let ptr = unsafe { base.add(offset) };
        // SAFETY: so many bytes follow.
        unsafe { ptr.write_bytes(fill, layout.size()) };
        self.0.live.borrow_mut().push(Block { ptr, layout, real, offset });
        Some(ptr)
    }

    fn free(&self, ptr: NonNull<u8>, layout: Layout) {
        let index = self.find(ptr, layout);
        let block = self.0.live.borrow_mut().remove(index);
        // SAFETY: a live block of that many bytes.
        unsafe { block.ptr.write_bytes(0xdd, layout.size()) };
        // SAFETY: the offset leads back to the start of what was allocated.
        let base = unsafe { block.ptr.sub(block.offset) };
        // SAFETY: allocated with this layout.
        unsafe { alloc::alloc::dealloc(base.as_ptr(), block.real) };
    }
}

// SAFETY: blocks are those of the global allocator, moved by an offset; the asserts end tests.
unsafe impl Allocator for Backing {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let block = self.make(layout, 0xaa)?;
        self.0.allocs.set(self.0.allocs.get() + 1);
        Some(block)
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.free(ptr, layout);
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        let block = self.make(layout, 0)?;
        self.0.allocs.set(self.0.allocs.get() + 1);
        self.0.zeroed.set(self.0.zeroed.get() + 1);
        Some(block)
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let index = self.find(ptr, old);
        let mut live = self.0.live.borrow_mut();
        let block = &mut live[index];
        let room = block.real.size() - block.offset;
        if !self.0.may_resize.get() || new_size > room.min(self.0.largest.get()) {
            return None;
        }
        block.layout = Layout::from_size_align(new_size, old.align()).unwrap();
        self.0.resizes.set(self.0.resizes.get() + 1);
        Some(block.ptr)
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        let index = self.find(ptr, old);
        if !self.0.may_remap.get() {
            // SAFETY: forwarded.
            return unsafe { self.resize_in_place(ptr, old, new_size) };
        }
        let new = Layout::from_size_align(new_size, old.align()).unwrap();
        let moved = self.make(new, 0xaa)?;
        let block = self.0.live.borrow()[index].ptr;
        // SAFETY: two live blocks of at least that many bytes.
        unsafe { block.copy_to_nonoverlapping(moved, old.size().min(new_size)) };
        self.free(ptr, old);
        self.0.remaps.set(self.0.remaps.get() + 1);
        Some(moved)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.live.borrow().is_empty(), "chunks were not given back: {self:?}");
        }
    }
}
