//! What every heap of a platform owes, as tests generic over the allocator. Each runs through a
//! [`CountingAllocator`], so that a block which a test or the allocator loses is noticed.

use crate::CountingAllocator;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::hint::black_box;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Sizes in bytes around everything that decides: words, size classes, pages, `mmap`.
const SIZES: [usize; 22] = [
    1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 100, 1000, 4095, 4096, 4097, 70_000, 200_000,
    1_000_000,
];

/// Alignments in bytes up to a page.
const ALIGNS: [usize; 13] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

fn assert_aligned(block: NonNull<u8>, layout: Layout) {
    assert_eq!(block.addr().get() % layout.align(), 0, "{block:?} for {layout:?}");
}

/// The bytes that are written and looked at: all of small blocks, the beginning and a sample of
/// large ones. The sample of a smaller size is the beginning of that of a larger one.
fn sample(size: usize) -> impl Iterator<Item = usize> {
    (0..size.min(300)).chain((300..size).step_by(499))
}

/// Writes a pattern that differs from byte to byte and from seed to seed.
fn fill(block: NonNull<u8>, size: usize, seed: usize) {
    for i in sample(size) {
        // SAFETY: callers pass a live block of at least `size` bytes.
        let byte = unsafe { block.add(i) };
        // SAFETY: as above.
        unsafe { byte.write(pattern(i, seed)) };
    }
    // SAFETY: as above.
    let last = unsafe { block.add(size - 1) };
    // SAFETY: as above.
    unsafe { last.write(pattern(size - 1, seed)) };
}

fn assert_filled(block: NonNull<u8>, size: usize, seed: usize) {
    for i in sample(size) {
        // SAFETY: callers pass a live block of which at least `size` bytes are initialised.
        let byte = unsafe { block.add(i) };
        // SAFETY: as above.
        assert_eq!(unsafe { byte.read() }, pattern(i, seed), "byte {i} of {size}");
    }
}

fn pattern(i: usize, seed: usize) -> u8 {
    (i.wrapping_mul(31).wrapping_add(seed.wrapping_mul(17)) % 251) as u8
}

/// Every size with every alignment that the heap `serves`: aligned, writable, disjoint, freed in
/// mixed order. Other alignments are refused.
pub(crate) fn serves_every_layout<A: Allocator>(heap: &A, serves: impl Fn(usize) -> bool) {
    let mut blocks = Vec::new();
    for align in ALIGNS {
        for size in SIZES {
            let layout = layout(size, align);
            // Small sizes several times: one aligned block may be chance.
            for _ in 0..if size < 100 { 5 } else { 1 } {
                // SAFETY: the size is above zero.
                let block = unsafe { heap.alloc(layout) };
                if !serves(align) {
                    assert_eq!(block, None, "{layout:?}");
                    continue;
                }
                let block = block.unwrap();
                assert_aligned(block, layout);
                fill(block, size, blocks.len());
                blocks.push((block, layout, blocks.len()));
            }
        }
    }
    // Every third first, so that the heap has holes.
    let (third, rest): (Vec<_>, Vec<_>) = blocks.into_iter().partition(|(_, _, n)| n % 3 == 0);
    for (block, layout, seed) in third.into_iter().chain(rest) {
        assert_filled(block, layout.size(), seed);
        // SAFETY: a live block, and its layout.
        unsafe { heap.dealloc(block, layout) };
    }
}

/// Zeroed blocks are zero, also where a dirty block has just been given back.
pub(crate) fn zeroes<A: Allocator>(heap: &A, serves: impl Fn(usize) -> bool) {
    for align in ALIGNS {
        for size in SIZES {
            let layout = layout(size, align);
            // SAFETY: the size is above zero.
            if let Some(dirty) = unsafe { heap.alloc(layout) } {
                fill(dirty, size, 3);
                black_box(dirty);
                // SAFETY: a live block, and its layout.
                unsafe { heap.dealloc(dirty, layout) };
            }
            // SAFETY: the size is above zero.
            let block = unsafe { heap.alloc_zeroed(layout) };
            if !serves(align) {
                assert_eq!(block, None, "{layout:?}");
                continue;
            }
            let block = block.unwrap();
            assert_aligned(block, layout);
            for i in sample(size).chain([size - 1]) {
                // SAFETY: within the block.
                let byte = unsafe { block.add(i) };
                // SAFETY: the block's bytes are initialised.
                assert_eq!(unsafe { byte.read() }, 0, "byte {i} of {layout:?}");
            }
            // SAFETY: a live block, and its layout.
            unsafe { heap.dealloc(block, layout) };
        }
    }
}

/// `remap` between all pairs of sizes keeps contents and alignment; equal sizes stay in place;
/// after `None` the old block is untouched. Up to `must_remap` it succeeds where the new size isn't
/// below the alignment.
pub(crate) fn remaps<A: Allocator>(heap: &A, must_remap: usize) {
    for align in ALIGNS {
        for old_size in SIZES {
            for new_size in SIZES {
                let old = layout(old_size, align);
                // SAFETY: the size is above zero.
                let Some(block) = (unsafe { heap.alloc(old) }) else { continue };
                fill(block, old_size, align);
                // SAFETY: a live block with its layout; the new size is above zero and small.
                match unsafe { heap.remap(block, old, new_size) } {
                    Some(moved) => {
                        let new = layout(new_size, align);
                        if old_size == new_size {
                            assert_eq!(moved, block);
                        }
                        assert_aligned(moved, new);
                        assert_filled(moved, old_size.min(new_size), align);
                        fill(moved, new_size, align + 1);
                        // SAFETY: a live block, and its layout.
                        unsafe { heap.dealloc(moved, new) };
                    }
                    None => {
                        assert_ne!(old_size, new_size, "equal sizes must succeed: {old:?}");
                        assert!(align > must_remap || new_size < align, "{old:?} to {new_size}");
                        assert_filled(block, old_size, align);
                        // SAFETY: `None`: the old block is still live.
                        unsafe { heap.dealloc(block, old) };
                    }
                }
            }
        }
    }
}

/// `resize_in_place` stays in place, and `None` leaves the block alone.
pub(crate) fn resizes_in_place_or_not_at_all<A: Allocator>(heap: &A) {
    for old_size in SIZES {
        for new_size in SIZES {
            let old = layout(old_size, 1);
            // SAFETY: the size is above zero.
            let block = unsafe { heap.alloc(old) }.unwrap();
            fill(block, old_size, 9);
            // SAFETY: a live block with its layout; the new size is above zero and small.
            let resized = unsafe { heap.resize_in_place(block, old, new_size) };
            assert!(resized == Some(block) || old_size != new_size && resized.is_none());
            let size = if resized.is_some() { new_size } else { old_size };
            assert_filled(block, old_size.min(size), 9);
            // SAFETY: a live block, and its layout.
            unsafe { heap.dealloc(block, layout(size, 1)) };
        }
    }
}

/// Sizes beyond all memory are refused, and nothing is lost.
pub(crate) fn refuses_the_impossible<A: Allocator>(heap: &A) {
    // On 32-bit targets half the address space may well be free.
    let impossible = cfg!(target_pointer_width = "64");
    for align in ALIGNS {
        let huge = layout(exalloc_core::layout::max_size_for_align(align), align);
        // SAFETY: the size is above zero.
        let fresh = black_box(unsafe { heap.alloc(huge) });
        // SAFETY: the size is above zero.
        let zeroed = black_box(unsafe { heap.alloc_zeroed(huge) });
        for block in [fresh, zeroed].into_iter().flatten() {
            assert!(!impossible, "{huge:?} was served");
            // SAFETY: a live block, and its layout.
            unsafe { heap.dealloc(block, huge) };
        }

        let old = layout(100, align);
        // SAFETY: the size is above zero.
        let Some(block) = (unsafe { heap.alloc(old) }) else { continue };
        fill(block, 100, align);
        // SAFETY: a live block with its layout; the new size is the largest that is allowed.
        let moved = black_box(unsafe { heap.remap(block, old, huge.size()) });
        assert!(moved.is_none() || !impossible, "{huge:?} was served");
        let (block, now) = moved.map_or((block, old), |moved| (moved, huge));
        assert_filled(block, 100, align);
        // SAFETY: a live block, and its layout: the new one if it has moved.
        unsafe { heap.dealloc(block, now) };
    }
}

/// Blocks cross threads, and values of the allocator are equivalent.
pub(crate) fn any_value_frees_on_any_thread<A>()
where
    A: Allocator + Copy + Default + Send + Sync + 'static,
{
    struct Sent(NonNull<u8>);
    // SAFETY: the block has one owner at a time.
    unsafe impl Send for Sent {}

    let layout = layout(48, 8);
    // SAFETY: the size is above zero.
    let block = Sent(unsafe { A::default().alloc(layout) }.unwrap());
    fill(block.0, 48, 5);
    let thread = std::thread::spawn(move || {
        let block = block;
        assert_filled(block.0, 48, 5);
        // SAFETY: a live block of an equivalent allocator, and its layout.
        unsafe { A::default().dealloc(block.0, layout) };
    });
    thread.join().unwrap();
}

/// Runs a test on a heap, and sees to it that as many bytes come back as went out.
pub(crate) fn counted<A: Allocator>(heap: A, test: impl FnOnce(&CountingAllocator<A>)) {
    let counting = CountingAllocator::new(heap);
    test(&counting);
    let stats = counting.stats();
    assert!(stats.allocations > 0);
    assert_eq!((stats.live_blocks, stats.live_bytes), (0, 0), "{stats:?}");
    assert_eq!(stats.allocations, stats.deallocations);
}

/// Writes one test for each of the functions above.
macro_rules! heap_tests {
    ($heap:expr, $type:ty, max_align: $max_align:expr, must_remap: $must_remap:expr) => {
        crate::heap_tests::heap_tests!(
            $heap, $type, serves: |align| align <= $max_align, must_remap: $must_remap);
    };
    ($heap:expr, $type:ty, serves: $serves:expr, must_remap: $must_remap:expr) => {
        use crate::heap_tests::{self, counted};

        #[test]
        fn serves_every_layout() {
            counted($heap, |heap| heap_tests::serves_every_layout(heap, $serves));
        }

        #[test]
        fn zeroes() {
            counted($heap, |heap| heap_tests::zeroes(heap, $serves));
        }

        #[test]
        fn remaps() {
            counted($heap, |heap| heap_tests::remaps(heap, $must_remap));
        }

        #[test]
        fn resizes_in_place_or_not_at_all() {
            counted($heap, |heap| heap_tests::resizes_in_place_or_not_at_all(heap));
        }

        #[test]
        fn refuses_the_impossible() {
            counted($heap, |heap| heap_tests::refuses_the_impossible(heap));
        }

        #[test]
        fn any_value_frees_on_any_thread() {
            heap_tests::any_value_frees_on_any_thread::<$type>();
        }
    };
}
pub(crate) use heap_tests;
