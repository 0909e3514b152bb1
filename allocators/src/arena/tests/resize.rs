//! Blocks that have a chunk for themselves change their size through the backing allocator.

use super::backing::{Backing, SLACK};
use super::{HEADER, Use, assert_disjoint};
use crate::arena::ArenaBuilder;
use alloc::vec::Vec;

#[test]
fn an_own_chunk_grows_and_shrinks_by_remap() {
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let small = arena.take(8, 8, 1).unwrap();
    let mut large = arena.take(1000, 8, 2).unwrap();
    for (n, size) in [2000, 50_000, 49_990, 300, 305, 80_000].into_iter().enumerate() {
        large = arena.remapped(large, size).unwrap();
        assert_eq!(backing.remaps(), n + 1);
        assert_eq!(backing.sizes()[1], size.next_multiple_of(8) + HEADER);
        // Others in between change nothing.
        arena.take(8, 8, 3).unwrap();
    }
    assert_eq!(backing.sizes()[0], 200);
    assert_disjoint(&[small, large]);
    // An equal size stays.
    large = arena.remapped(large, 80_000).unwrap();
    assert_eq!(backing.remaps(), 6);
    arena.give(large);
    assert_eq!(backing.sizes(), [200, 80_000 + HEADER], "for the next one");
}

#[test]
fn an_own_chunk_grows_in_place() {
    let backing = Backing::new().resizing();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let mut large = arena.take(1000, 4096, 2).unwrap();
    large = arena.resized(large, 6000).unwrap();
    large = arena.remapped(large, SLACK).unwrap();
    assert_eq!(backing.resizes(), 2);
    assert!(arena.resized(large, 3 * SLACK).is_none());
    large = arena.resized(large, 10).unwrap();
    assert!(arena.reserved_bytes() < 4096 + HEADER + 200);
    arena.give(large);
    assert_eq!(arena.used_bytes(), 0);
}

#[test]
fn an_own_chunk_of_a_larger_alignment_is_not_moved() {
    // Wherever it would be moved to, the block's alignment is left to chance.
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let large = arena.take(1000, 4096, 2).unwrap();
    assert!(arena.remapped(large, 50_000).is_none());
    let smaller = arena.remapped(large, 500).unwrap();
    assert_eq!((backing.remaps(), smaller.ptr), (0, large.ptr));
    // Within the chunk that couldn't be made smaller it grows again.
    let again = arena.remapped(smaller, 1000).unwrap();
    assert_eq!(again.ptr, large.ptr);
}

#[test]
fn an_own_chunk_survives_refusals() {
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let large = arena.take(1000, 8, 2).unwrap();
    backing.refuse_above(1);
    assert!(arena.remapped(large, 5000).is_none());
    assert!(arena.resized(large, 5000).is_none());
    assert!(arena.remapped(large, isize::MAX as usize - 7).is_none());
    let smaller = arena.remapped(large, 100).unwrap();
    assert_eq!(smaller.ptr, large.ptr, "shrinking succeeds without the backing allocator");
    assert_eq!(backing.sizes(), [1000 + HEADER]);
    let equal = arena.remapped(smaller, 100).unwrap();
    assert_eq!(equal.ptr, large.ptr);
    arena.give(equal);
    assert_eq!((arena.used_bytes(), backing.bytes()), (0, arena.reserved_bytes()));
}

#[test]
fn the_newest_own_chunks_change_in_turns() {
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).growth_factor(1).build(backing.clone());
    let mut blocks: Vec<_> = (1..=5).map(|i| arena.take(1000 * i, 8, i as u8).unwrap()).collect();
    assert!(arena.remapped(blocks[0], 1001).is_none(), "four others are newer");
    blocks[0] = arena.remapped(blocks[0], 999).unwrap();
    assert_eq!(backing.remaps(), 0);
    for round in 1..4 {
        for i in [1, 3, 2, 4] {
            let size = blocks[i].layout.size() + 1000;
            blocks[i] = arena.remapped(blocks[i], size).expect("one of the newest");
        }
        assert_eq!(backing.remaps(), 4 * round);
        assert_disjoint(&blocks);
    }
    assert_eq!(arena.reserved_bytes(), backing.bytes());
}

#[test]
fn nothing_grows_where_a_spare_chunk_has_room() {
    let backing = Backing::new().remapping().resizing();
    let mut arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    arena.take(10, 8, 1).unwrap();
    arena.take(10_000, 8, 1).unwrap();
    arena.reset();
    let asked = (backing.allocs(), backing.remaps(), backing.resizes());
    // The only block of the current chunk.
    let only = arena.take(150, 8, 1).unwrap();
    assert!(arena.remapped(only, 9000).is_none());
    assert!(arena.resized(only, 9000).is_none());
    // The block of a chunk of its own.
    let moved = arena.take(9000, 8, 2).unwrap();
    arena.give(moved);
    let own = arena.take(5500, 8, 2).unwrap();
    let own = arena.remapped(own, 10_000).expect("the chunk has room");
    assert_disjoint(&[only, own]);
    assert_eq!((backing.allocs(), backing.remaps(), backing.resizes()), asked);
    let only = arena.remapped(only, 9000).expect("nothing is spare any more");
    assert_disjoint(&[only, own]);
    assert_eq!(backing.remaps(), asked.1 + 1);
}

#[test]
fn an_own_chunk_does_not_grow_beside_a_spare_one() {
    let backing = Backing::new().remapping().resizing();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let block = arena.take(3000, 8, 1).unwrap();
    let large = arena.take(10_000, 8, 2).unwrap();
    arena.give(large);
    assert!(arena.remapped(block, 9000).is_none());
    assert!(arena.resized(block, 9000).is_none());
    assert_eq!((backing.remaps(), backing.resizes()), (0, 0));
    assert!(arena.remapped(block, 11_000).is_some(), "it has no room for that");
}

#[test]
fn a_chunk_that_was_spare_keeps_its_size() {
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let small = arena.take(10, 8, 1).unwrap();
    let large = arena.take(10_000, 8, 1).unwrap();
    arena.give(large);
    let smaller = arena.take(6000, 8, 2).unwrap();
    let smaller = arena.remapped(smaller, 5000).unwrap();
    assert_eq!(smaller.addr(), large.addr());
    assert_eq!(backing.sizes(), [200, 10_000 + HEADER]);
    assert_disjoint(&[small, smaller]);
}

#[test]
fn an_own_chunk_of_a_larger_alignment_shrinks() {
    let backing = Backing::new().resizing();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let large = arena.take(20_000, 4096, 1).unwrap();
    let before = backing.bytes();
    let smaller = arena.resized(large, 10_000).unwrap();
    assert!(backing.bytes() <= before - 10_000);
    assert_disjoint(&[smaller]);
}

#[test]
fn the_only_block_grows_its_chunk() {
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).growth_factor(4).build(backing.clone());
    let mut only = arena.take(100, 8, 1).unwrap();
    // Up to half of the planned size the chunk stays one for all.
    only = arena.remapped(only, 300).unwrap();
    assert_eq!((backing.sizes(), arena.used_bytes()), (alloc::vec![800], 304));
    let other = arena.take(16, 8, 2).unwrap();
    assert_eq!(other.addr(), only.addr() + 304);
    assert!(arena.remapped(only, 305).is_none(), "it isn't the last one any more");
    arena.give(other);
    // Above it becomes its own: exactly as large as needed.
    only = arena.remapped(only, 10_000).unwrap();
    assert_eq!(backing.sizes(), [10_000 + HEADER]);
    let other = arena.take(16, 8, 3).unwrap();
    assert_eq!(backing.sizes().len(), 2);
    only = arena.remapped(only, 20_000).unwrap();
    assert_disjoint(&[only, other]);
    arena.give(only);
    assert_eq!((arena.chunk_count(), arena.used_bytes()), (2, 16));
}

#[test]
fn the_only_block_stays_when_its_chunk_cannot_grow() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let only = arena.take(100, 8, 1).unwrap();
    assert!(arena.remapped(only, 1000).is_none());
    assert!(arena.resized(only, 1000).is_none());
    assert_eq!((arena.used_bytes(), arena.reserved_bytes()), (104, 200));
    let only = arena.resized(only, 120).expect("the rest of the chunk is still there");
    let other = arena.take(8, 8, 2).unwrap();
    assert_eq!(other.addr(), only.addr() + 120);
}

#[test]
fn the_planned_size_is_not_insisted_on() {
    let backing = Backing::new().resizing();
    let arena = ArenaBuilder::new().first_chunk_size(200).growth_factor(4).build(backing.clone());
    let only = arena.take(100, 8, 1).unwrap();
    backing.refuse_above(350);
    let only = arena.resized(only, 304).unwrap();
    assert_eq!(backing.sizes(), [304 + HEADER]);
    arena.give(only);
    assert_eq!(arena.used_bytes(), 0);
}

#[test]
fn a_second_block_in_front_of_an_aligned_one_is_seen() {
    // The aligned block begins at the first multiple of its alignment behind the header, but
    // another lies before it.
    let backing = Backing::new().remapping().resizing();
    let arena = ArenaBuilder::new().first_chunk_size(2000).build(backing.clone());
    let first = arena.take(8, 8, 1).unwrap();
    let aligned = arena.take(600, 1024, 2).unwrap();
    assert!(arena.remapped(aligned, 4000).is_none());
    assert!(arena.resized(aligned, 4000).is_none());
    assert_disjoint(&[first, aligned]);
    assert_eq!((backing.remaps(), backing.resizes()), (0, 0));
}
