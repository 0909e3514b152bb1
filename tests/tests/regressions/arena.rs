//! Faults of arenas and bump allocators.

use core::alloc::Layout;
use core::mem::MaybeUninit;
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, ArenaAllocator, ArenaBuilder, BumpAllocator, ExVec, InlineBump};
use exalloc_tests::{Disaligning, Heap, for_each_failure};

/// zigzag-alloc reset its arena through `&self`, so safe code used vectors whose memory was handed
/// out again. The programs that must not compile are `tests/ui/*_under_*.rs`. Here: `reset` is
/// `&mut`, and once nothing borrows the arena, everything comes back.
#[test]
fn f01_arena_reset_while_vectors_live() {
    let _: fn(&mut ArenaAllocator<Heap>) = ArenaAllocator::<Heap>::reset;
    let _: fn(&mut ArenaAllocator<Heap>) = ArenaAllocator::<Heap>::free_all;
    let _: fn(&mut BumpAllocator<'static>) = BumpAllocator::<'static>::reset;
    let _: fn(&mut InlineBump<8>) = InlineBump::<8>::reset;
    let strict = CheckedAllocator::new(Heap);
    let mut arena = ArenaAllocator::new(&strict);
    for round in 0..10_u32 {
        let mut first = ExVec::new(&arena);
        let mut second = ExVec::new(&arena);
        for n in 0..1000 {
            first.try_push(n + round).unwrap();
            second.try_push(!n).unwrap();
        }
        assert!(first.iter().copied().eq(round..1000 + round));
        assert!(second.iter().copied().eq((0..1000).map(|n: u32| !n)));
        drop((first, second));
        arena.reset();
        assert_eq!(arena.used_bytes(), 0);
    }
    drop(arena);
    strict.finish().unwrap();
}

/// zigzag-alloc aligned the distance from the chunk's begin, not the address, so blocks were
/// aligned only as far as the chunk happened to be.
#[test]
fn f02_alignment_of_the_offset_instead_of_the_address() {
    for offset in 0..32 {
        let mut memory = [MaybeUninit::uninit(); 20_000];
        let bump = BumpAllocator::new(&mut memory[offset..]);
        let inline = InlineBump::<20_000>::new();
        let strict = Disaligning(CheckedAllocator::new(Heap));
        let arena = ArenaAllocator::<_, 1>::with_min_align(&strict);
        let coarse = ArenaAllocator::<_, 64>::with_min_align(&strict);
        let allocators: [&dyn Allocator; 4] = [&bump, &&inline, &arena, &coarse];
        for allocator in allocators {
            for shift in [0, 3, 12, 1, 7, 0, 4, 11] {
                let layout = Layout::from_size_align(3, 1 << shift).unwrap();
                // SAFETY: the size is 3.
                let block = unsafe { allocator.alloc(layout) }.unwrap();
                assert_eq!(block.addr().get() % layout.align(), 0, "{layout:?} at {block:?}");
            }
        }
    }
}

/// Ours, found by the model before any release: the arena took a block for the one in its newest
/// chunk of one block when it lay where a block *of its alignment* would begin there. An aligned
/// block in the next chunk may lie just so; giving it back freed the other chunk, with a live
/// block.
#[test]
fn the_newest_chunk_of_one_block_is_known_by_where_it_lies() {
    #[repr(align(4096))]
    struct Page([MaybeUninit<u8>; 16_384]);

    let mut page = Box::new(Page([MaybeUninit::uninit(); 16_384]));
    let below = BumpAllocator::new(&mut page.0);
    let arena = ArenaBuilder::new().first_chunk_size(64).build(&below);
    // In a chunk of its own, at the begin of the buffer.
    let mut own = ExVec::try_with_capacity(1017, &arena).unwrap();
    own.try_resize(1017, 7_u8).unwrap();
    // The shared chunk behind it, with a multiple of 4096 in it.
    arena.try_reserve(8000).unwrap();
    let layout = Layout::from_size_align(32, 4096).unwrap();
    // SAFETY: the size is 32.
    let aligned = unsafe { arena.alloc(layout) }.unwrap();
    assert_eq!(arena.chunk_count(), 2, "the block is in the shared chunk");
    let last = arena.try_alloc_value(1_u64).unwrap();
    let reserved = arena.reserved_bytes();
    // SAFETY: a live block and its layout.
    let resized = unsafe { arena.remap(aligned, layout, 64) };
    assert_eq!(resized, None, "the block isn't the last one");
    // SAFETY: `None`: still live, with the same layout.
    unsafe { arena.dealloc(aligned, layout) };
    assert_eq!((arena.chunk_count(), arena.reserved_bytes()), (2, reserved));
    assert_eq!((own.len(), *last), (1017, 1));
    assert!(own.iter().all(|byte| *byte == 7));
}

/// Running out of memory in the middle of a chunk list loses no chunk.
#[test]
fn a_refused_chunk_leaves_the_others() {
    let calls = for_each_failure(|backing| {
        let arena = ArenaBuilder::new().first_chunk_size(100).build(backing);
        let mut blocks = Vec::new();
        let mut refused = None;
        for n in 0..50_u64 {
            match arena.try_alloc_value([n; 9]) {
                Ok(block) => blocks.push((n, block)),
                Err(error) => refused = Some((n, error.value)),
            }
        }
        if let Some((n, value)) = refused {
            assert_eq!(value, [n; 9], "the value comes back");
        }
        assert!(blocks.iter().all(|(n, block)| **block == [*n; 9]));
    });
    assert!(calls > 3, "{calls} calls");
}
