//! Blocks of shared chunks.

use super::backing::Backing;
use super::{HEADER, Use, assert_disjoint, layout};
use crate::arena::{ArenaAllocator, ArenaBuilder};
use alloc::boxed::Box;
use alloc::vec::Vec;
use exalloc_core::Allocator;

/// Sizes and alignments mixed, so that padding, full chunks and own chunks occur; some given back,
/// some resized.
fn mixture<const MIN_ALIGN: usize>(largest_align: u32) {
    let backing = Backing::new().remapping();
    let mut arena: ArenaAllocator<_, MIN_ALIGN> =
        ArenaBuilder::new().first_chunk_size(500).build_with_min_align(backing.clone());
    for round in 0..3 {
        let mut blocks = Vec::new();
        for i in 0..400_usize {
            let size = 1 + i * 7919 % if i % 50 == 0 { 9000 } else { 90 };
            let align = 1 << (i * 31 % (largest_align as usize + 1));
            let block = arena.take(size, align, i as u8).unwrap();
            assert_eq!(block.addr() % MIN_ALIGN, 0);
            blocks.push(block);
            let at = i * 17 % blocks.len();
            match i % 7 {
                0 => arena.give(blocks.swap_remove(at)),
                1 => arena.give(blocks.pop().unwrap()),
                2 => {
                    if let Some(block) = arena.remapped(blocks[at], size + 40) {
                        blocks[at] = block;
                    }
                }
                3 => {
                    let smaller = blocks[at].layout.size().div_ceil(2);
                    blocks[at] = arena.resized(blocks[at], smaller).expect("shrinking succeeds");
                }
                4 => {
                    let last = blocks.len() - 1;
                    if let Some(block) = arena.resized(blocks[last], size + 40) {
                        blocks[last] = block;
                    }
                }
                _ => {}
            }
        }
        assert_disjoint(&blocks);
        assert_eq!(arena.reserved_bytes(), backing.bytes());
        assert_eq!(arena.chunk_count(), backing.sizes().len());
        assert!(arena.used_bytes() < arena.reserved_bytes());
        if round == 1 {
            arena.free_all()
        } else {
            arena.reset()
        }
        assert_eq!(arena.used_bytes(), 0);
    }
    assert!(backing.allocs() > 10);
}

#[test]
fn mixture_at_minimum_alignment_1() {
    mixture::<1>(12);
}

#[test]
fn mixture_at_minimum_alignment_8() {
    mixture::<8>(12);
}

#[test]
fn mixture_at_minimum_alignment_16() {
    mixture::<16>(5);
}

#[test]
fn mixture_at_minimum_alignment_64() {
    mixture::<64>(8);
}

#[test]
fn sizes_are_rounded_up_alike_in_all_methods() {
    let arena = ArenaAllocator::new(Backing::new());
    let block = arena.take(3, 1, 1).unwrap();
    assert_eq!(arena.used_bytes(), 8);
    let block = arena.resized(block, 9).unwrap();
    assert_eq!(arena.used_bytes(), 16);
    let block = arena.resized(block, 7).unwrap();
    assert_eq!(arena.used_bytes(), 8);
    let other = arena.take(1, 2, 2).unwrap();
    assert_eq!(other.addr(), block.addr() + 8);
    arena.give(other);
    arena.give(block);
    assert_eq!(arena.used_bytes(), 0);
}

#[test]
fn an_equal_size_succeeds_in_place_for_every_block() {
    let arena = ArenaBuilder::new().first_chunk_size(200).build(Backing::new().remapping());
    let sizes = [(20, 8), (100, 8), (3000, 8), (30, 64), (5000, 4096), (10, 1)];
    let blocks = sizes.map(|(size, align)| arena.take(size, align, 1).unwrap());
    for block in blocks {
        let size = block.layout.size();
        assert_eq!(arena.resized(block, size).unwrap().ptr, block.ptr);
        assert_eq!(arena.remapped(block, size).unwrap().ptr, block.ptr);
    }
    assert_eq!(arena.backing().remaps(), 0);
}

#[test]
fn the_last_block_goes_back_and_others_wait() {
    let arena = ArenaAllocator::new(Backing::new());
    let blocks: Vec<_> = (0..4).map(|i| arena.take(16, 8, i).unwrap()).collect();
    arena.give(blocks[1]);
    assert_eq!(arena.used_bytes(), 64);
    arena.give(blocks[3]);
    assert_eq!(arena.used_bytes(), 48);
    arena.give(blocks[2]);
    assert_eq!(arena.used_bytes(), 32, "what lies below isn't noticed");
    assert_eq!(arena.take(8, 8, 9).unwrap().addr(), blocks[2].addr());
    blocks[0].check(16);
}

#[test]
fn blocks_of_other_chunks_leave_the_position_alone() {
    let arena = ArenaBuilder::new().first_chunk_size(HEADER + 64).build(Backing::new());
    let full = arena.take(64, 8, 1).unwrap();
    let next = arena.take(8, 8, 2).unwrap();
    assert_eq!(arena.chunk_count(), 2);
    let used = arena.used_bytes();
    let full = arena.resized(full, 63).unwrap();
    assert!(arena.resized(full, 65).is_none());
    assert!(arena.remapped(full, 65).is_none());
    arena.give(full);
    assert_eq!(arena.used_bytes(), used);
    let after = arena.take(8, 8, 3).unwrap();
    assert_eq!(after.addr(), next.addr() + 8);
    assert_disjoint(&[next, after]);
}

#[test]
fn a_chunk_adjacent_below_leaves_the_position_alone() {
    // The backing memory is one buffer, so chunks lie side by side and the end of one is the start
    // of the next.
    let mut memory = [core::mem::MaybeUninit::uninit(); 2048];
    let bump = crate::BumpAllocator::new(&mut memory);
    let arena = ArenaBuilder::new().first_chunk_size(HEADER + 96).growth_factor(1).build(&bump);
    let mut blocks = Vec::new();
    for i in 0..36 {
        blocks.push(arena.take(32, 8, i).unwrap());
    }
    assert_eq!(arena.chunk_count(), 12);
    let mut previous = None;
    for three in blocks.chunks(3) {
        if let Some(end) = previous {
            assert_eq!(three[0].addr(), end + HEADER, "adjacent");
        }
        previous = Some(three[2].addr() + 32);
    }
    for block in blocks.drain(..35) {
        arena.give(block);
        assert_eq!(arena.used_bytes(), 36 * 32);
    }
    arena.give(blocks[0]);
    assert_eq!(arena.used_bytes(), 35 * 32);
}

#[test]
fn zeroed_blocks_are_zero_where_others_have_been() {
    let backing = Backing::new();
    let mut arena = ArenaBuilder::new().first_chunk_size(600).build(backing.clone());
    for size in [8, 100, 580, 300, 5000] {
        // A new chunk, the rest of a dirty one, and a chunk of its own.
        // SAFETY: the size is above zero.
        let ptr = unsafe { arena.alloc_zeroed(layout(size, 8)) }.unwrap();
        super::Block { ptr, layout: layout(size, 8), byte: 0 }.check(size);
        super::Block { ptr, layout: layout(size, 8), byte: 0xff }.write();
    }
    assert_eq!(backing.zeroed(), 1, "only the chunk of one block is requested zeroed");
    arena.reset();
    // SAFETY: the size is above zero.
    let ptr = unsafe { arena.alloc_zeroed(layout(4000, 8)) }.unwrap();
    super::Block { ptr, layout: layout(4000, 8), byte: 0 }.check(4000);
}

#[test]
fn blocks_stay_while_the_arena_moves() {
    let mut memory = [core::mem::MaybeUninit::uninit(); 8192];
    let bump = crate::BumpAllocator::new(&mut memory);
    let arena = ArenaBuilder::new().first_chunk_size(100).build(bump);
    let first = arena.take(40, 8, 1).unwrap();
    let arena = Box::new(arena);
    let second = arena.take(40, 8, 2).unwrap();
    let arena = std::thread::scope(|s| s.spawn(move || *arena).join().unwrap());
    let third = arena.take(4000, 8, 3).unwrap();
    assert_disjoint(&[first, second, third]);
    arena.give(third);
    arena.give(second);
    arena.give(first);
}

#[test]
fn nothing_is_lost_when_the_backing_allocator_refuses() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    backing.refuse_above(0);
    assert!(arena.take(8, 8, 0).is_none());
    assert_eq!((arena.chunk_count(), arena.used_bytes()), (0, 0));
    backing.refuse_above(usize::MAX);
    let block = arena.take(100, 8, 1).unwrap();
    backing.refuse_above(0);
    let used = arena.used_bytes();
    for (size, align) in [(100, 8), (101, 1), (1, 4096), (10_000, 8)] {
        assert!(arena.take(size, align, 0).is_none(), "{size} {align}");
        // SAFETY: the size is above zero.
        assert!(unsafe { arena.alloc_zeroed(layout(size, align)) }.is_none());
    }
    assert!(arena.resized(block, 10_000).is_none());
    assert!(arena.remapped(block, 10_000).is_none());
    assert_eq!((arena.chunk_count(), arena.used_bytes()), (1, used));
    // The rest of the chunk is still there.
    let rest = arena.take(40, 8, 2).unwrap();
    assert_disjoint(&[block, rest]);
}

#[test]
fn less_than_planned_is_requested_when_the_plan_is_refused() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(1000).build(backing.clone());
    let first = arena.take(500, 8, 1).unwrap();
    backing.refuse_above(700);
    let second = arena.take(600, 8, 2).unwrap();
    assert_eq!(backing.sizes(), [1000, 600 + HEADER]);
    // The current chunk stays.
    let third = arena.take(8, 8, 3).unwrap();
    assert_eq!(third.addr(), first.addr() + 504);
    assert_disjoint(&[first, second, third]);
}

#[test]
fn impossible_sizes_are_refused() {
    let arena = ArenaAllocator::<_, 1>::with_min_align(Backing::new());
    let some = arena.take(8, 8, 1).unwrap();
    let backing = arena.backing().clone();
    backing.refuse_above(1 << 20);
    let max = isize::MAX as usize;
    for shift in 0..usize::BITS - 1 {
        let align = 1_usize << shift;
        for below in [0, 1, 7, 100] {
            let size = (max + 1 - align).saturating_sub(below);
            if size > 1 << 20 {
                assert!(arena.take(size, align, 0).is_none(), "{size:#x} {align:#x}");
            }
        }
    }
    assert!(arena.resized(some, max).is_none());
    assert!(arena.remapped(some, max).is_none());
    assert!(arena.try_reserve(usize::MAX).is_err());
    assert!(arena.try_reserve(max).is_err());
    assert_eq!((arena.chunk_count(), arena.used_bytes()), (1, 8));
}
