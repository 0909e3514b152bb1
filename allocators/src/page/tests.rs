use super::PageAllocator;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// Up to which alignment blocks are moved.
const MOVES: usize = if cfg!(target_os = "linux") { 4096 } else { 0 };

crate::heap_tests::heap_tests!(
    PageAllocator::new(), PageAllocator, max_align: 4096, must_remap: MOVES);

mod huge {
    use super::*;

    crate::heap_tests::heap_tests!(
        PageAllocator::new().with_huge_pages(), PageAllocator, max_align: 4096, must_remap: MOVES);
}

mod guarded {
    use super::*;

    crate::heap_tests::heap_tests!(
        PageAllocator::new().with_guard_pages(), PageAllocator, max_align: 4096, must_remap: 0);
}

mod guarded_and_huge {
    use super::*;

    crate::heap_tests::heap_tests!(
        PageAllocator::new().with_huge_pages().with_guard_pages(),
        PageAllocator,
        max_align: 4096,
        must_remap: 0
    );
}

const ALL: [PageAllocator; 4] = [
    PageAllocator::new(),
    PageAllocator::new().with_huge_pages(),
    PageAllocator::new().with_guard_pages(),
    PageAllocator::new().with_guard_pages().with_huge_pages(),
];

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// A fresh block, seen to be aligned and zero, filled with `byte`.
fn take(alloc: PageAllocator, layout: Layout, byte: u8) -> Option<NonNull<u8>> {
    // SAFETY: tests ask for sizes above zero.
    let block = unsafe { alloc.alloc(layout) }?;
    assert_eq!(block.addr().get() % layout.align(), 0, "{alloc:?} {layout:?}");
    check(block, layout.size(), 0);
    // SAFETY: a live block of that size.
    unsafe { block.write_bytes(byte, layout.size()) };
    Some(block)
}

#[track_caller]
fn check(block: NonNull<u8>, size: usize, byte: u8) {
    for i in (0..size).step_by(61).chain([size - 1]) {
        // SAFETY: within a live block.
        let at = unsafe { block.add(i) };
        // SAFETY: pages are initialised by the system, and blocks by `take`.
        assert_eq!(unsafe { at.read() }, byte, "byte {i} of {size} at {block:?}");
    }
}

#[test]
fn alignments_above_a_page() {
    for alloc in ALL {
        let mut blocks = Vec::new();
        for shift in 12..26 {
            for size in [1, 100, 4096, 4097, 70_000, 3 << 20] {
                let layout = layout(size, 1 << shift);
                blocks.push((take(alloc, layout, shift).unwrap(), layout, shift));
            }
        }
        for (block, layout, byte) in blocks {
            check(block, layout.size(), byte);
            // SAFETY: a live block, and its layout.
            unsafe { alloc.dealloc(block, layout) };
        }
    }
}

#[test]
fn large_alignments_are_kept_when_a_block_grows() {
    for alloc in ALL {
        for shift in 13..22 {
            let old = layout(5000, 1 << shift);
            let block = take(alloc, old, 7).unwrap();
            // SAFETY: a live block with its layout; the new size is above zero and small.
            let grown = unsafe { alloc.remap(block, old, 200_000) };
            let (block, now) =
                grown.map_or((block, old), |block| (block, layout(200_000, old.align())));
            assert_eq!(block.addr().get() % old.align(), 0);
            check(block, 5000, 7);
            // SAFETY: a live block, and its layout.
            unsafe { alloc.dealloc(block, now) };
        }
    }
}

/// Huge pages make no difference to who may free a block.
#[test]
fn equivalent_values_free_and_resize_each_others_blocks() {
    let [plain, huge, guarded, guarded_huge] = ALL;
    for (one, other) in
        [(plain, huge), (huge, plain), (guarded, guarded_huge), (guarded_huge, guarded)]
    {
        for (size, align) in [(1, 1), (5000, 8), (5 << 20, 16), (100, 1 << 16)] {
            let old = layout(size, align);
            let block = take(one, old, 3).unwrap();
            // SAFETY: a live block of an equivalent allocator, with its layout.
            let block = unsafe { other.remap(block, old, size) }.unwrap();
            check(block, size, 3);
            // SAFETY: as above.
            unsafe { other.dealloc(block, old) };
        }
    }
}

#[test]
fn a_block_grows_within_its_pages_and_gives_pages_back() {
    let alloc = PageAllocator::new();
    let block = take(alloc, layout(300_000, 8), 5).unwrap();
    let mut size = 300_000;
    for new_size in [299_999, 290_000, 100_000, 4097, 4096, 1] {
        // SAFETY: a live block with its layout; the new size is above zero.
        let same = unsafe { alloc.resize_in_place(block, layout(size, 8), new_size) };
        assert_eq!(same, Some(block));
        check(block, new_size, 5);
        size = new_size;
    }
    // SAFETY: as above.
    let grown = unsafe { alloc.resize_in_place(block, layout(1, 8), 4000) };
    let grows = cfg!(any(target_os = "linux", windows));
    assert_eq!(grown, grows.then_some(block), "the page is there");
    let now = layout(if grows { 4000 } else { 1 }, 8);
    // SAFETY: a live block, and its layout.
    unsafe { alloc.dealloc(grown.unwrap_or(block), now) };
}

#[cfg(target_os = "linux")]
#[test]
fn a_block_grows_in_place_where_nothing_is_behind() {
    let alloc = PageAllocator::new();
    // What is given back leaves a gap. Another thread may take it, hence the tries.
    let grown = (0..100).any(|_| {
        let old = layout(200 << 12, 8);
        let block = take(alloc, old, 4).unwrap();
        let small = layout(1 << 12, 8);
        // SAFETY: a live block with its layout; the new size is above zero.
        let block = unsafe { alloc.resize_in_place(block, old, small.size()) }.unwrap();
        // SAFETY: as above.
        let grown = unsafe { alloc.resize_in_place(block, small, old.size()) };
        let (block, now) = grown.map_or((block, small), |same| (same, old));
        check(block, small.size(), 4);
        // SAFETY: a live block, and its layout.
        unsafe { alloc.dealloc(block, now) };
        grown.is_some()
    });
    assert!(grown);
}

#[cfg(any(target_os = "linux", target_os = "android"))]
#[test]
fn huge_blocks_begin_where_huge_pages_can() {
    for alloc in [ALL[1], ALL[3]] {
        let layout = layout(6 << 20, 8);
        let block = take(alloc, layout, 1).unwrap();
        assert_eq!(block.addr().get() % (2 << 20), 0);
        // SAFETY: a live block, and its layout.
        unsafe { alloc.dealloc(block, layout) };
    }
}

#[test]
fn guarded_blocks_end_at_the_guard() {
    for alloc in [ALL[2], ALL[3]] {
        for (size, align) in [(1, 1), (13, 4), (4096, 1), (4097, 1), (9999, 16), (100, 4096)] {
            let layout = layout(size, align);
            let block = take(alloc, layout, 1).unwrap();
            let end = block.addr().get() + size;
            let gap = end.next_multiple_of(PageAllocator::page_size()) - end;
            assert!(gap < align.min(4096), "{layout:?} ends {gap} bytes before a page does");
            // SAFETY: a live block, and its layout.
            unsafe { alloc.dealloc(block, layout) };
        }
    }
}

#[test]
fn has_two_bytes_and_every_auto_trait() {
    fn all<T: Send + Sync + Unpin + StaticAllocator + core::panic::RefUnwindSafe>(_: T) {}
    all(PageAllocator::new());
    assert_eq!(size_of::<PageAllocator>(), 2);
    assert_eq!(PageAllocator::default(), PageAllocator::new());
    assert!(PageAllocator::page_size() >= 4096);
}
