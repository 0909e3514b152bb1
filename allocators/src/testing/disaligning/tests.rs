use super::Disaligning;
use super::fronts::Wider;
use crate::testing::asking::{Block, layout};
use crate::testing::{CheckedAllocator, FailingAllocator, NarrowProvenance};
use crate::{CountingAllocator, InlineBump};
use alloc::vec::Vec;
use core::alloc::Layout;

fn is_exact(block: Block) -> bool {
    block.ptr.addr().get() & (2 * block.layout.align() - 1) == block.layout.align()
}

#[test]
fn wider_blocks_have_room_for_a_front_of_odd_length() {
    let word = size_of::<usize>();
    for shift in 0..20 {
        let align = 1 << shift;
        let wider = Wider::around(layout(24, align)).unwrap();
        assert_eq!(wider.front % (2 * align), align);
        assert!(wider.front >= word && wider.front < word + 2 * align, "{wider:?}");
        assert_eq!(wider.layout.size(), wider.front + 24);
        assert!(wider.layout.align() >= (2 * align).max(word));
    }
}

#[test]
fn what_has_no_wider_block_is_refused() {
    let largest_align = 1 << (usize::BITS - 1);
    assert!(Wider::around(Layout::from_size_align(0, largest_align).unwrap()).is_none());
    let largest = Layout::from_size_align(isize::MAX as usize, 1).unwrap();
    assert!(Wider::around(largest).is_none());

    let bump = InlineBump::<256>::new();
    let alloc = Disaligning::new(&bump);
    assert_eq!(Block::new(&alloc, largest), None);
    let block = Block::new(&alloc, layout(1, 1)).unwrap();
    assert_eq!(block.remap(&alloc, isize::MAX as usize), None);
    assert_eq!(block.resize(&alloc, isize::MAX as usize), None);
    block.give(&alloc);
    assert!(bump.used() < 8, "a gap may stay");
}

#[test]
fn blocks_are_aligned_exactly_through_their_life() {
    let bump = InlineBump::<65536>::new();
    let counting = CountingAllocator::new(&bump);
    let alloc = Disaligning::new(&counting);
    for shift in 0..12 {
        for size in [1, 24, 100] {
            let block = Block::zeroed(&alloc, layout(size, 1 << shift)).unwrap();
            assert!(is_exact(block) && block.bytes(size).all(|byte| byte == 0));
            block.fill();
            let block = block.resize(&alloc, size + 9).unwrap();
            assert!(is_exact(block) && block.is_filled(size));
            block.fill();
            let block = block.remap(&alloc, size).unwrap();
            assert!(is_exact(block) && block.is_filled(size));
            block.give(&alloc);
            assert_eq!(counting.stats().live_bytes, 0);
        }
    }
}

/// The checker inside gets every wider block back, with its layout; narrow pointers on both sides.
#[test]
fn blocks_go_back_in_any_order() {
    let bump = InlineBump::<65536>::new();
    let checked = CheckedAllocator::new(&bump);
    {
        let alloc = NarrowProvenance::new(Disaligning::new(NarrowProvenance::new(&checked)));
        for step in [1, 3, 5, 7] {
            let mut blocks: Vec<_> = (0..8)
                .map(|n| Block::new(&alloc, layout(10 + n, 1 << (n % 5))).unwrap())
                .inspect(|block| block.fill())
                .collect();
            for n in 0..8 {
                let block =
                    blocks[n * step % 8].remap(&alloc, 5 + n).unwrap_or(blocks[n * step % 8]);
                assert!(is_exact(block) && block.is_filled(block.layout.size().min(10)));
                blocks[n * step % 8] = block;
            }
            for n in 0..8 {
                blocks[n * (8 - step) % 8].give(&alloc);
            }
            assert_eq!(checked.live_blocks(), 0);
        }
    }
    checked.finish().unwrap();
}

#[test]
fn refusals_change_nothing() {
    let bump = InlineBump::<4096>::new();
    let counting = CountingAllocator::new(&bump);
    let failing = FailingAllocator::always(&counting);
    let alloc = Disaligning::new(&failing);
    assert_eq!(
        (Block::new(&alloc, layout(8, 8)), Block::zeroed(&alloc, layout(8, 8))),
        (None, None)
    );
    failing.pause();
    let [block, other] = [16, 32].map(|size| Block::new(&alloc, layout(size, 8)).unwrap());
    failing.resume();
    block.fill();
    assert_eq!((block.resize(&alloc, 20), block.remap(&alloc, 8)), (None, None));
    assert_eq!((block.resize(&alloc, 16), block.remap(&alloc, 16)), (Some(block), Some(block)));
    assert!(block.is_filled(16));
    block.give(&alloc);
    other.give(&alloc);
    assert_eq!(counting.stats().live_bytes, 0);
}

#[cfg(feature = "std")]
#[test]
fn threads_share_it() {
    fn is_static<T: exalloc_core::StaticAllocator + Send + Sync>(_: &T) {}
    let alloc = Disaligning::new(crate::SystemAllocator);
    is_static(&alloc);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for size in 1..200 {
                    let [a, b] =
                        [1, 16].map(|align| Block::new(&alloc, layout(size, align)).unwrap());
                    a.fill();
                    let b = b.remap(&alloc, size + 1).unwrap_or(b);
                    assert!(is_exact(a) && is_exact(b) && a.is_filled(size));
                    a.give(&alloc);
                    b.give(&alloc);
                }
            });
        }
    });
}
