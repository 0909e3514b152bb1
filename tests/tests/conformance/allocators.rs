//! Every allocator of exalloc that needs no feature.

use core::mem::MaybeUninit;
use exalloc::testing::conformance;
use exalloc::{
    ArenaAllocator, ArenaBuilder, AtomicCountingAllocator, BumpAllocator, CountingAllocator,
    InlineBump, LimitAllocator,
};
use exalloc_tests::{Disaligning, Heap};

conformance!(heap => Heap);
conformance!(disaligning => Disaligning(Heap));

conformance!(arena => ArenaAllocator::new(Heap));
conformance!(arena_1 => ArenaAllocator::<_, 1>::with_min_align(Heap));
conformance!(arena_64 => ArenaAllocator::<_, 64>::with_min_align(Heap));
conformance!(arena_of_small_chunks =>
    ArenaBuilder::new().first_chunk_size(1).growth_factor(1).max_chunk_size(1).build(Heap)
);
conformance!(arena_on_disaligning => ArenaAllocator::new(Disaligning(Heap)));
conformance!(arena_on_limit => ArenaAllocator::new(LimitAllocator::new(Heap, 64 << 10)));
conformance!(arena_on_arena => ArenaAllocator::new(ArenaAllocator::new(Heap)));
conformance!(arena_on_bump =>
    let mut memory = [MaybeUninit::uninit(); 32 << 10];
    ArenaAllocator::new(BumpAllocator::new(&mut memory))
);
conformance!(arena_on_inline_bump =>
    let memory = InlineBump::<4096>::new();
    ArenaAllocator::<_, 16>::with_min_align(&memory)
);

conformance!(bump =>
    let mut memory = [MaybeUninit::uninit(); 64 << 10];
    BumpAllocator::new(&mut memory)
);
conformance!(bump_of_4096 =>
    let mut memory = [MaybeUninit::uninit(); 4096];
    BumpAllocator::new(&mut memory)
);
conformance!(bump_uneven =>
    let mut memory = [MaybeUninit::uninit(); 4096];
    BumpAllocator::new(&mut memory[1..2000])
);
conformance!(inline_bump => let memory = InlineBump::<16384>::new(); &memory);
conformance!(inline_bump_of_32 => let memory = InlineBump::<32>::new(); &memory);

conformance!(counting => CountingAllocator::new(Heap));
conformance!(atomic_counting => AtomicCountingAllocator::new(Heap));
conformance!(limit => LimitAllocator::new(Heap, 32 << 10));
conformance!(limit_of_everything => LimitAllocator::new(Heap, usize::MAX));
conformance!(nested =>
    LimitAllocator::new(CountingAllocator::new(ArenaAllocator::new(Disaligning(Heap))), 128 << 10)
);

#[test]
fn in_place_where_it_can_be() {
    let mut memory = [MaybeUninit::uninit(); 64 << 10];
    let tally = conformance::resize_in_place(&BumpAllocator::new(&mut memory));
    assert!(tally.grown_in_place > 20 && tally.shrunk_in_place > 20, "{tally}");
    let tally = conformance::resize_in_place(&ArenaAllocator::new(Heap));
    assert!(tally.grown_in_place > 20 && tally.shrunk_in_place > 20, "{tally}");
}

#[test]
fn bounded_ones_recover() {
    let mut memory = [MaybeUninit::uninit(); 64 << 10];
    let bump = BumpAllocator::new(&mut memory);
    assert!(conformance::exhaustion(&bump).recovered > 0);
    let tally = conformance::exhaustion(&LimitAllocator::new(Heap, 300_000));
    assert_eq!(tally.recovered, 2, "{tally}");
}
