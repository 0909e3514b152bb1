//! Right allocators, as somebody else would write them, that serve few layouts.

use crate::cells::{Cells, PAGE};
use crate::outsiders::{failures, said};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::Allocator;
use exalloc::testing::conformance;

/// A pool of cells of 16 bytes, aligned to 16.
struct Pool(Cells);

impl Pool {
    fn new() -> Self {
        Self(Cells::new(Layout::from_size_align(16, 16).expect("a layout"), 1000))
    }
}

// SAFETY: a block lies in a cell that is marked as taken until the block comes back.
unsafe impl Allocator for Pool {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        (layout.size() <= 16 && layout.align() <= 16).then(|| self.0.take(1))?
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, _: Layout) {
        self.0.give(ptr, 1);
    }
    unsafe fn resize_in_place(&self, p: NonNull<u8>, _: Layout, new: usize) -> Option<NonNull<u8>> {
        (new <= 16).then_some(p)
    }
}

/// Whole pages, for sizes that are multiples of a page.
struct Pages(Cells);

impl Pages {
    fn new() -> Self {
        Self(Cells::pages())
    }
}

// SAFETY: a block lies in pages that are marked as taken until it comes back or becomes smaller.
unsafe impl Allocator for Pages {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let right = layout.size().is_multiple_of(PAGE) && layout.align() <= PAGE;
        right.then(|| self.0.take(layout.size() / PAGE))?
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.0.give(ptr, layout.size() / PAGE);
    }
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new: usize,
    ) -> Option<NonNull<u8>> {
        if !new.is_multiple_of(PAGE) || new > old.size() {
            return (new == old.size()).then_some(ptr);
        }
        // SAFETY: within the block.
        self.0.give(unsafe { ptr.add(new) }, (old.size() - new) / PAGE);
        Some(ptr)
    }
}

/// Blocks of one layout, and no other.
struct OfOneLayout(Cells, Layout);

impl OfOneLayout {
    fn new(size: usize, align: usize) -> Self {
        let layout = Layout::from_size_align(size, align).expect("a layout");
        Self(Cells::new(layout.pad_to_align(), 100), layout)
    }
}

// SAFETY: a block is a cell that is marked as taken until it comes back.
unsafe impl Allocator for OfOneLayout {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        (layout == self.1).then(|| self.0.take(1))?
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, _: Layout) {
        self.0.give(ptr, 1);
    }
}

conformance!(pool => Pool::new());
conformance!(pages => Pages::new());
conformance!(of_one_layout => OfOneLayout::new(24, 8));
conformance!(of_one_layout_and_large_alignment => OfOneLayout::new(48, 64));

#[test]
fn nothing_is_found_in_them() {
    assert_eq!(failures!(Pool::new()), []);
    assert_eq!(failures!(Pages::new()), []);
    assert_eq!(failures!(OfOneLayout::new(24, 8)), []);
    // At each of these alignments, whichever the checks begin with.
    for align in [1, 2, 16, 64, 1024, PAGE] {
        assert_eq!(failures!(OfOneLayout::new(48, align)), []);
    }
}

#[test]
fn the_checks_see_what_they_are_about() {
    for tally in [conformance::narrow_pointers(&Pool::new()), conformance::remap(&Pool::new())] {
        assert!(tally.shrunk_in_place > 5 && tally.grown_in_place > 0, "{tally}");
    }
    let tally = conformance::resize_in_place(&Pages::new());
    assert!(tally.shrunk_in_place >= 2, "{tally}");
    for choosy in [&Pool::new() as &dyn Allocator, &Pages::new(), &OfOneLayout::new(24, 8)] {
        let tally = conformance::exhaustion(choosy);
        assert!(tally.served > 10, "{tally}");
        let tally = conformance::no_overlap(choosy);
        assert!(tally.served > 20, "{tally}");
        let tally = conformance::refusals(choosy);
        assert!(tally.refused > 20, "{tally}");
    }
    assert!(conformance::exhaustion(&Pages::new()).recovered > 0);
}
