//! Which chunks are requested, kept and given back.

use super::backing::Backing;
use super::{HEADER, Use, assert_disjoint};
use crate::arena::size::Growth;
use crate::arena::{ArenaAllocator, ArenaBuilder};
use alloc::format;
use alloc::vec::Vec;
use core::mem::MaybeUninit;

#[test]
fn nothing_is_requested_before_the_first_block() {
    let backing = Backing::new();
    let mut arena = ArenaAllocator::new(backing.clone());
    arena.reset();
    arena.free_all();
    assert_eq!((arena.used_bytes(), arena.reserved_bytes(), arena.chunk_count()), (0, 0, 0));
    drop(arena);
    assert_eq!(backing.allocs(), 0);
}

#[test]
fn chunks_grow_up_to_the_bound() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new()
        .first_chunk_size(100)
        .growth_factor(3)
        .max_chunk_size(1000)
        .build(backing.clone());
    while arena.chunk_count() < 6 {
        arena.take(16, 8, 1).unwrap();
    }
    assert_eq!(backing.sizes(), [100, 300, 900, 1000, 1000, 1000]);
    assert_eq!(arena.reserved_bytes(), 4300);
}

#[test]
fn growth_never_shrinks_and_never_wraps() {
    let growth = |first, factor, bound| Growth { first, factor, bound };
    assert_eq!(growth(0, 2, 10).first(8), HEADER + 8);
    assert_eq!(growth(0, 2, 10).first(64), 128);
    assert_eq!(growth(1000, 0, 2000).next(1000), 1000);
    assert_eq!(growth(1000, 2, 500).next(1000), 1000);
    assert_eq!(growth(1000, 2, 1500).next(1000), 1500);
    assert_eq!(growth(1, usize::MAX, usize::MAX).next(2), usize::MAX);
    assert_eq!(growth(1, 2, usize::MAX).next(usize::MAX), usize::MAX);
    let default = Growth::DEFAULT;
    assert!(default.first < 1024 && default.next(default.first) == 2 * default.first);
}

#[test]
fn a_chunk_size_without_room_is_raised() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(0).growth_factor(1).build(backing.clone());
    let blocks: Vec<_> = (0..5).map(|i| arena.take(1, 1, i).unwrap()).collect();
    assert_disjoint(&blocks);
    assert_eq!(backing.sizes(), [HEADER + 8; 5]);
}

#[test]
fn an_odd_chunk_size_wastes_less_than_a_minimum_alignment() {
    let backing = Backing::new();
    let mut arena = ArenaBuilder::new().first_chunk_size(1003).build(backing.clone());
    let whole = (1003 - HEADER) / 8 * 8;
    let block = arena.take(whole, 8, 1).unwrap();
    assert_eq!((arena.used_bytes(), arena.reserved_bytes()), (whole, 1003));
    arena.give(block);
    let block = arena.take(whole - 7, 1, 1).unwrap();
    assert_eq!(arena.used_bytes(), whole, "rounded up, it ends at the limit");
    arena.give(block);
    arena.reset();
    assert_eq!(arena.used_bytes(), 0);
    assert_eq!(backing.allocs(), 1);

    // 11 bytes are left, of which 8 are to be had.
    arena.free_all();
    arena.take(whole - 8, 8, 1).unwrap();
    let block = arena.take(11, 1, 2).unwrap();
    assert_eq!(arena.chunk_count(), 2);
    arena.give(block);
    arena.reset_with_limit(2500);
    assert_eq!(backing.sizes(), [2006], "the newest is kept");
    let block = arena.take(1, 1, 1).unwrap();
    let whole = (2006 - HEADER) / 8 * 8;
    assert!(arena.resized(block, whole + 1).is_none());
    assert!(arena.resized(block, whole).is_some());
}

#[test]
fn a_large_block_gets_its_own_chunk_and_wastes_nothing() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(1000).build(backing.clone());
    let small = arena.take(8, 8, 1).unwrap();
    let large = arena.take(10_000, 8, 2).unwrap();
    let next = arena.take(8, 8, 3).unwrap();
    assert_eq!(backing.sizes(), [1000, 10_000 + HEADER]);
    assert_eq!(next.addr(), small.addr() + 8, "the current chunk stays current");
    assert_disjoint(&[small, large, next]);

    let aligned = arena.take(20_000, 4096, 4).unwrap();
    assert!(*backing.sizes().last().unwrap() <= 20_000 + 4096);
    assert_disjoint(&[small, large, next, aligned]);

    // Given back, in any order, they are there for others at once.
    let (used, reserved) = (arena.used_bytes(), arena.reserved_bytes());
    arena.give(large);
    arena.give(aligned);
    assert!(arena.used_bytes() < used - 30_000);
    assert_eq!((arena.chunk_count(), arena.reserved_bytes()), (3, reserved));
    let again = arena.take(9_000, 8, 5).unwrap();
    assert_eq!(again.addr(), large.addr(), "where it fits best");
    let another = arena.take(11_000, 8, 6).unwrap();
    assert_disjoint(&[small, next, again, another]);
    assert_eq!(backing.allocs(), 3);
    assert_eq!(arena.reserved_bytes(), backing.bytes());
}

#[test]
fn what_is_too_small_is_traded() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(1000).build(backing.clone());
    let small = arena.take(8, 8, 1).unwrap();
    for size in [10_000, 20_000, 40_000] {
        let large = arena.take(size, 8, 2).unwrap();
        assert_eq!(backing.sizes(), [1000, size + HEADER]);
        arena.give(large);
    }
    assert_eq!(backing.bytes(), arena.reserved_bytes());
    // A chunk of which half is left is for all.
    let one = arena.take(15_000, 8, 3).unwrap();
    let two = arena.take(15_000, 8, 4).unwrap();
    assert_disjoint(&[small, one, two]);
    assert_eq!(backing.allocs(), 4);
}

#[test]
fn one_of_many_own_chunks_waits() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(100).growth_factor(1).build(backing.clone());
    let blocks: Vec<_> = (0..6).map(|i| arena.take(1000, 8, i).unwrap()).collect();
    let used = arena.used_bytes();
    arena.give(blocks[0]);
    arena.give(blocks[1]);
    assert_eq!(arena.used_bytes(), used, "four others are newer");
    arena.give(blocks[2]);
    arena.give(blocks[3]);
    assert_eq!(arena.used_bytes(), used - 2000);
    assert_disjoint(&blocks[4..]);
    let again = arena.take(1000, 8, 9).unwrap();
    assert!(again.addr() == blocks[2].addr() || again.addr() == blocks[3].addr());
    assert_eq!(backing.allocs(), 6);
}

#[test]
fn repeated_large_blocks_make_chunks_large() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(100).build(backing.clone());
    for i in 0..100 {
        arena.take(1000, 8, i).unwrap();
    }
    assert!(backing.allocs() < 12, "{:?}", backing.sizes());
}

#[test]
fn reset_keeps_all_chunks_in_the_order_of_their_use() {
    let backing = Backing::new();
    let mut arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let blocks: Vec<_> = (0..20).map(|i| arena.take(100, 8, i).unwrap()).collect();
    let sizes = backing.sizes();
    for _ in 0..5 {
        arena.reset();
        assert_eq!(backing.sizes(), sizes);
        assert_eq!((arena.used_bytes(), arena.chunk_count()), (0, sizes.len()));
        assert_eq!(arena.reserved_bytes(), backing.bytes());
        for (i, before) in blocks.iter().enumerate() {
            let block = arena.take(100, 8, i as u8).unwrap();
            assert_eq!(block.addr(), before.addr(), "block {i}");
        }
    }
    assert_eq!(backing.allocs(), sizes.len());
}

#[test]
fn reset_keeps_chunks_that_nobody_used_meanwhile() {
    let backing = Backing::new();
    let mut arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let blocks: Vec<_> = (0..60).map(|i| arena.take(50, 8, i).unwrap()).collect();
    let large = arena.take(100_000, 8, 1).unwrap();
    let chunks = backing.allocs();
    for used in [10, 0, 0, 30, 1, 60] {
        arena.reset();
        for before in &blocks[..used] {
            assert_eq!(arena.take(50, 8, 1).unwrap().addr(), before.addr());
        }
    }
    assert_eq!(arena.take(100_000, 8, 1).unwrap().addr(), large.addr());
    assert_eq!((backing.allocs(), backing.sizes().len()), (chunks, chunks));
}

#[test]
fn a_limit_is_kept_to_and_used() {
    let backing = Backing::new();
    let mut arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let fill = |arena: &ArenaAllocator<Backing>| {
        for i in 0..100 {
            arena.take(50, 8, i).unwrap();
        }
    };
    fill(&arena);
    arena.take(5000, 8, 1).unwrap();
    assert_eq!(backing.sizes(), [200, 400, 800, 1600, 3200, 5000 + HEADER]);
    // The newest first: 3200, 800 and 200 fit; 1600 and 400 don't.
    arena.reset_with_limit(4300);
    assert_eq!(backing.sizes(), [200, 800, 3200]);
    assert_eq!((arena.used_bytes(), arena.reserved_bytes()), (0, 4200));
    fill(&arena);
    assert_eq!(backing.sizes(), [200, 800, 3200, 4300], "no larger than the limit");
    for limit in [8500, 8499, 4300, 4000, 800, 799, 199] {
        arena.reset_with_limit(limit);
        assert!(backing.bytes() <= limit, "{:?}", backing.sizes());
        assert_eq!(backing.bytes(), arena.reserved_bytes());
        arena.reset();
        assert_eq!(backing.bytes(), arena.reserved_bytes(), "nothing else goes");
    }
    assert_eq!(backing.sizes(), []);
    arena.take(8, 8, 1).unwrap();
    assert_eq!(backing.sizes(), [200], "the growth starts anew");
    // Chunks that weren't used are kept behind those that were, in their order.
    fill(&arena);
    let sizes = backing.sizes();
    arena.reset();
    let first = arena.take(8, 8, 1).unwrap();
    arena.reset_with_limit(usize::MAX);
    assert_eq!(arena.take(8, 8, 1).unwrap().addr(), first.addr());
    fill(&arena);
    assert_eq!(backing.sizes(), sizes);
}

#[test]
fn free_all_makes_the_arena_as_new() {
    let backing = Backing::new();
    let mut arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    for i in 0..20 {
        arena.take(100, 8, i).unwrap();
    }
    arena.take(100_000, 8, 1).unwrap();
    arena.free_all();
    assert_eq!(backing.sizes(), []);
    assert_eq!((arena.used_bytes(), arena.reserved_bytes(), arena.chunk_count()), (0, 0, 0));
    arena.take(100, 8, 1).unwrap();
    assert_eq!(backing.sizes(), [200], "the growth starts anew");
}

#[test]
fn reserve_leaves_one_request() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(100).build(backing.clone());
    arena.try_reserve(0).unwrap();
    assert_eq!(backing.allocs(), 0);
    arena.try_reserve(10_001).unwrap();
    assert_eq!(backing.allocs(), 1);
    arena.try_reserve(10_001).unwrap();
    for i in 0..1250 {
        arena.take(8, 8, i as u8).unwrap();
    }
    assert_eq!(backing.allocs(), 1);
    backing.refuse_above(150);
    assert_eq!(arena.try_reserve(100_000).unwrap_err().layout().size(), 100_000);
    arena.try_reserve(100).unwrap();
    assert_eq!(*backing.sizes().last().unwrap(), 104 + HEADER, "less than planned");
}

#[test]
fn an_arena_on_an_arena() {
    let backing = Backing::new();
    let outer = ArenaAllocator::new(backing.clone());
    for _ in 0..3 {
        let inner = ArenaAllocator::<_, 1>::with_min_align(&outer);
        let blocks: Vec<_> =
            (0..500).map(|i| inner.take(1 + i % 50, 1, i as u8).unwrap()).collect();
        assert_disjoint(&blocks);
    }
    drop(outer);
    assert_eq!(backing.sizes(), []);
}

#[test]
fn constant_debug_default_and_send() {
    fn send<T: Send>(_: &T) {}
    fn shorter<'a>(
        arena: ArenaAllocator<&'static crate::InlineBump<0>>,
    ) -> ArenaAllocator<&'a crate::InlineBump<0>> {
        arena
    }
    let counting = crate::CountingAllocator::new(crate::BumpAllocator::new(&mut []));
    let arena = ArenaAllocator::new(counting);
    send(&arena);
    assert_eq!(
        format!("{arena:?}"),
        "ArenaAllocator { used_bytes: 0, reserved_bytes: 0, chunk_count: 0, .. }"
    );
    let _ = shorter;
}

#[test]
fn padding_is_counted_in_full() {
    #[repr(align(4096))]
    struct Memory([MaybeUninit<u8>; 3 * 4096]);
    let mut memory = Memory([MaybeUninit::uninit(); 3 * 4096]);
    for align in [32, 64, 1024, 4096] {
        // The chunk begins at a multiple of the block's alignment, so the header costs the most.
        let bump = crate::BumpAllocator::new(&mut memory.0);
        let arena = ArenaBuilder::new().first_chunk_size(0).growth_factor(1).build(&bump);
        let block = arena.take(4000, align, 1).unwrap();
        assert_eq!(bump.used(), align + 4000);
        // The header of the chunk behind must not lie in the block.
        let behind = arena.take(8, 8, 2).unwrap();
        assert_eq!(behind.addr(), block.addr() + 4000 + HEADER);
        assert_disjoint(&[block, behind]);
    }
}

#[test]
fn an_own_chunk_has_room_for_the_rounded_size() {
    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(HEADER + 1001).build(backing.clone());
    let block = arena.take(1001, 1, 1).unwrap();
    assert_eq!(backing.sizes(), [HEADER + 1008], "the planned chunk is 7 bytes too small");
    let block = arena.resized(block, 1008).expect("the rounded size is there");
    let block = arena.resized(block, 1001).expect("shrinking succeeds");
    arena.give(block);
    assert_eq!(arena.used_bytes(), 0);
}

#[test]
fn every_new_chunk_advances_the_plan() {
    let backing = Backing::new().remapping();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let only = arena.take(184, 8, 1).unwrap();
    arena.remapped(only, 400).unwrap();
    arena.take(16, 8, 2).unwrap();
    assert_eq!(backing.sizes(), [400 + HEADER, 800], "a chunk that grew");

    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(100).build(backing.clone());
    arena.try_reserve(10).unwrap();
    arena.try_reserve(150).unwrap();
    assert_eq!(backing.sizes(), [100, 200], "a reserved chunk");
}

#[test]
fn reset_keeps_the_oldest_of_equal_chunks() {
    let arena_of = ArenaBuilder::new().first_chunk_size(HEADER + 64).growth_factor(1);
    let mut arena = arena_of.build(Backing::new());
    let blocks: Vec<_> = (0..3).map(|i| arena.take(64, 8, i).unwrap()).collect();
    assert_eq!(arena.chunk_count(), 3);
    arena.reset();
    assert_eq!(arena.take(64, 8, 9).unwrap().addr(), blocks[0].addr());
}
