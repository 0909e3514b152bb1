use super::AlwaysMoves;
use crate::testing::asking::{Block, layout};
use crate::testing::{FREED_BYTE, FailingAllocator};
use crate::{CountingAllocator, InlineBump};

#[test]
fn blocks_move_with_their_contents_up_and_down() {
    let bump = InlineBump::<1024>::new();
    let counting = CountingAllocator::new(&bump);
    let alloc = AlwaysMoves::new(&counting);
    for (old, new) in [(16, 40), (40, 16), (1, 2), (2, 1), (200, 201)] {
        let block = Block::new(&alloc, layout(old, 8)).unwrap();
        block.fill();
        let moved = block.remap(&alloc, new).unwrap();
        assert_ne!(moved.ptr, block.ptr);
        assert_eq!(moved.layout, layout(new, 8));
        assert!(moved.is_filled(old.min(new)));
        moved.give(&alloc);
    }
    assert_eq!((counting.stats().live_blocks, counting.stats().live_bytes), (0, 0));
}

/// A bump allocator reuses no place but the last, so the old one can still be looked at.
#[test]
fn the_old_place_is_overwritten() {
    let bump = InlineBump::<1024>::new();
    let alloc = AlwaysMoves::new(&bump);
    let block = Block::new(&alloc, layout(16, 8)).unwrap();
    block.fill();
    let moved = block.remap(&alloc, 20).unwrap();
    assert!(moved.is_filled(16));
    assert!(block.bytes(16).all(|byte| byte == FREED_BYTE));
}

#[test]
fn without_a_new_place_nothing_happens() {
    let bump = InlineBump::<1024>::new();
    let alloc = AlwaysMoves::new(FailingAllocator::from_nth(&bump, 2));
    let block = Block::new(&alloc, layout(16, 8)).unwrap();
    block.fill();
    assert_eq!(block.remap(&alloc, 40), None);
    assert!(block.is_filled(16));
    assert_eq!(block.remap(&alloc, 16), Some(block));
    assert_eq!(block.resize(&alloc, 16), Some(block));
}
