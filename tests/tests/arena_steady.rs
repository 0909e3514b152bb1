//! What an arena takes of its backing allocator over many rounds, and what it keeps.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::{Allocator, ArenaAllocator, ArenaBuilder, CountingAllocator, ExString, ExVec, grow};
use exalloc_tests::{Heap, Moving};
use proptest::prelude::*;

type Arena<A> = ArenaAllocator<CountingAllocator<A>>;

/// How often the backing allocator was asked with success, and for how many bytes.
fn taken<A: Allocator>(arena: &Arena<A>) -> (u64, u64) {
    let stats = arena.backing().stats();
    (stats.allocations + stats.resizes + stats.remaps, stats.total_bytes)
}

/// Runs cycles of a request with a reset behind each; from the tenth on nothing may be taken.
fn steady<A: Allocator>(mut arena: Arena<A>, cycles: usize, request: impl Fn(&Arena<A>, usize)) {
    let mut after_the_tenth = (0, 0);
    for cycle in 0..cycles {
        request(&arena, cycle);
        arena.reset();
        if cycle == 9 {
            after_the_tenth = taken(&arena);
        }
    }
    assert_eq!(taken(&arena), after_the_tenth, "calls and bytes after {cycles} cycles");
    let live = arena.backing().stats().live_bytes;
    assert_eq!(arena.reserved_bytes(), live);
    arena.free_all();
    assert_eq!(arena.backing().stats().live_bytes, 0);
}

fn counted<A: Allocator>(builder: ArenaBuilder, backing: A) -> Arena<A> {
    builder.build(CountingAllocator::new(backing))
}

const DEFAULT: ArenaBuilder = ArenaBuilder::new();
/// Chunks that don't grow, so that much has a chunk of its own.
const FLAT: ArenaBuilder = ArenaBuilder::new().first_chunk_size(512).growth_factor(1);

#[test]
fn a_million_requests_take_nothing_after_the_tenth() {
    steady(counted(DEFAULT, Heap), 1_000_000, |arena, cycle| {
        let mut v = ExVec::new(arena);
        v.try_push(cycle).unwrap();
        assert!(arena.try_alloc_value([cycle; 3]).unwrap()[2] == v[0]);
    });
}

#[test]
fn larger_requests_take_nothing_after_the_tenth() {
    fn request<A: Allocator>(arena: &Arena<A>, cycle: usize) {
        let mut headers = ExVec::new(arena);
        for n in 0..20 {
            let mut line = ExString::new(arena);
            line.try_push_str("name: ").unwrap();
            line.try_push_str(&"value ".repeat(n)).unwrap();
            headers.try_push(line).unwrap();
        }
        // A body that grows, and is dropped before the reset, with a larger answer beside it.
        let mut body = ExVec::new(arena);
        let mut answer = ExVec::new(arena);
        for n in 0..100 {
            body.try_extend_from_slice(&[n as u8; 400]).unwrap();
            answer.try_extend_from_slice(&[cycle; 100]).unwrap();
        }
        drop(body);
        assert_eq!((headers.len(), answer.len(), answer[9999]), (20, 10_000, cycle));
    }
    for builder in [DEFAULT, FLAT, DEFAULT.max_chunk_size(4096)] {
        steady(counted(builder, Heap), 200, request);
        steady(counted(builder, Moving(Heap)), 200, request);
        #[cfg(feature = "std")]
        steady(counted(builder, exalloc::SystemAllocator), 200, request);
        #[cfg(all(feature = "pages", any(unix, windows)))]
        steady(counted(builder, exalloc::PageAllocator::new()), 200, request);
    }
}

/// Loads that differ from round to round: the arena ends with what the largest needs.
#[test]
fn changing_requests_take_nothing_after_the_tenth() {
    steady(counted(DEFAULT, Heap), 1000, |arena, cycle| {
        let mut v = ExVec::new(arena);
        v.try_extend_from_slice(&[7_u64; 10_000][..1000 * (cycle % 7 + 1)]).unwrap();
        let mut w = ExVec::new(arena);
        (0..cycle % 5).for_each(|n| w.try_push(n).unwrap());
    });
}

const MB: usize = 1 << 20;

/// A vector of 8 MB, pushed byte by byte or rather line by line; what is reserved at the end.
fn grown_to_8_mb<A: Allocator>(arena: &Arena<A>) -> usize {
    let mut v = ExVec::new(arena);
    while v.len() < 8 * MB {
        v.try_extend_from_slice(&[1_u8; 64]).unwrap();
    }
    assert_eq!(v.capacity(), 8 * MB);
    arena.reserved_bytes()
}

#[test]
fn a_vector_of_8_mb_leaves_at_most_one_chunk_beside_it() {
    // What a chunk adds, and what stays of the first.
    const SMALL: usize = 2048;
    for others in [false, true] {
        let beside = |arena: &Arena<_>| others.then(|| _ = arena.try_alloc_value(1_u64).unwrap());
        let moved = counted(DEFAULT, Moving(Heap));
        beside(&moved);
        let reserved = grown_to_8_mb(&moved);
        assert!(reserved <= 8 * MB + SMALL, "{reserved} bytes where chunks move");
    }
    let copied = counted(DEFAULT, Heap);
    let reserved = grown_to_8_mb(&copied);
    assert!(reserved <= 12 * MB + 2 * SMALL, "{reserved} bytes where blocks are copied");
    assert!(copied.chunk_count() <= 3, "the vector's, its last but one, the first: {copied:?}");
    #[cfg(feature = "std")]
    {
        let heap = counted(DEFAULT, exalloc::SystemAllocator);
        heap.try_alloc_value(1_u64).unwrap();
        assert!(grown_to_8_mb(&heap) <= 8 * MB + SMALL);
    }
    #[cfg(all(feature = "pages", target_os = "linux"))]
    {
        let pages = counted(DEFAULT, exalloc::PageAllocator::new());
        pages.try_alloc_value(1_u64).unwrap();
        assert!(grown_to_8_mb(&pages) <= 8 * MB + SMALL);
    }
}

/// One step of a round. Rounds repeat exactly, so blocks are chosen by number.
#[derive(Clone, Debug)]
enum Step {
    Take(usize, u8),
    Grow(usize, usize),
    Give(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let size = || prop_oneof![1_usize..100, 1_usize..3000, 1_usize..50_000];
    prop_oneof![
        4 => (size(), 0_u8..8).prop_map(|(size, shift)| Step::Take(size, shift)),
        2 => (0_usize..20, size()).prop_map(|(at, more)| Step::Grow(at, more)),
        2 => (0_usize..20).prop_map(Step::Give),
    ]
}

fn round<A: Allocator>(arena: &Arena<A>, steps: &[Step]) {
    let mut blocks: Vec<(NonNull<u8>, Layout, u8)> = Vec::new();
    let check = |&(block, layout, byte): &(NonNull<u8>, Layout, u8)| {
        // SAFETY: a live block, all bytes of which were written.
        let bytes = unsafe { core::slice::from_raw_parts(block.as_ptr(), layout.size()) };
        assert!(bytes.iter().all(|&b| b == byte));
    };
    for (n, step) in steps.iter().enumerate() {
        let byte = n as u8;
        match *step {
            Step::Take(size, shift) => {
                let layout = Layout::from_size_align(size, 1 << shift).unwrap();
                // SAFETY: the size is above zero.
                let block = unsafe { arena.alloc(layout) }.unwrap();
                // SAFETY: a live block of that size.
                unsafe { block.write_bytes(byte, size) };
                blocks.push((block, layout, byte));
            }
            Step::Grow(at, more) if !blocks.is_empty() => {
                let at = at % blocks.len();
                let (block, old, before) = blocks[at];
                let new = Layout::from_size_align(old.size() + more, old.align()).unwrap();
                // SAFETY: a live block with its layout, all of which is live; the new size is
                // larger.
                let grown = unsafe { grow(arena, block, old, new, old.size()) }.unwrap();
                check(&(grown, old, before));
                // SAFETY: a live block of that size.
                unsafe { grown.write_bytes(byte, new.size()) };
                blocks[at] = (grown, new, byte);
            }
            Step::Give(at) if !blocks.is_empty() => {
                let block = blocks.swap_remove(at % blocks.len());
                check(&block);
                // SAFETY: a live block, and its layout.
                unsafe { arena.dealloc(block.0, block.1) };
            }
            _ => {}
        }
    }
    blocks.iter().for_each(check);
}

fn settles<A: Allocator>(mut arena: Arena<A>, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut history = Vec::new();
    for _ in 0..20 {
        round(&arena, steps);
        arena.reset();
        history.push(taken(&arena));
    }
    prop_assert_eq!(history[9], history[19], "{:?} {:?}", history, arena);
    Ok(())
}

/// Few rounds by default: each is run 200 times. `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 24;
    }
    config
}

proptest! {
    #![proptest_config(config())]

    /// Whatever a round does, repeating it soon takes nothing.
    #[test]
    fn any_load_settles(steps in proptest::collection::vec(step(), 0..60), first in 1_usize..5000) {
        let builders = [
            DEFAULT,
            FLAT,
            ArenaBuilder::new().first_chunk_size(first),
            ArenaBuilder::new().first_chunk_size(first).growth_factor(1),
            ArenaBuilder::new().first_chunk_size(64).growth_factor(8).max_chunk_size(20_000),
        ];
        for builder in builders {
            settles(counted(builder, Heap), &steps)?;
            settles(counted(builder, Moving(Heap)), &steps)?;
        }
    }
}
