use super::{ALIGN, Heap, Record, layout};
use core::alloc::Layout;
use core::cell::Cell;
use core::ffi::c_void;
use core::ptr::{self, NonNull};
use core::slice;
use exalloc::Allocator;
use exalloc::testing::CheckedAllocator;
use exalloc_tests::Heap as SystemHeap;

/// Refuses every smaller block: in `remap`, and in the `alloc` by which `shrink` goes on. On demand
/// it refuses everything else too.
#[derive(Debug)]
pub(crate) struct Stubborn<A> {
    pub(crate) inner: A,
    refuse_next: Cell<bool>,
    pub(crate) refuse_all: Cell<bool>,
    /// How many requests for a smaller block were refused.
    pub(crate) refused: Cell<usize>,
}

impl<A> Stubborn<A> {
    pub(crate) fn new(inner: A) -> Self {
        Self {
            inner,
            refuse_next: Cell::new(false),
            refuse_all: Cell::new(false),
            refused: Cell::new(0),
        }
    }
}

// SAFETY: a call is forwarded to `inner` unchanged, or refused before anything has happened.
unsafe impl<A: Allocator> Allocator for Stubborn<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        if self.refuse_next.take() || self.refuse_all.get() {
            return None;
        }
        // SAFETY: forwarded.
        unsafe { self.inner.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.inner.dealloc(ptr, layout) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if new_size < old.size() {
            self.refuse_next.set(true);
            self.refused.set(self.refused.get() + 1);
        }
        if new_size != old.size() {
            return None;
        }
        // SAFETY: forwarded.
        unsafe { self.inner.remap(ptr, old, new_size) }
    }
}

/// A heap over a ledger, which is called as Lua calls it.
struct Called<'a> {
    heap: Heap<&'a Stubborn<CheckedAllocator<'static, SystemHeap>>>,
}

impl<'a> Called<'a> {
    fn new(alloc: &'a Stubborn<CheckedAllocator<'static, SystemHeap>>) -> Self {
        Self { heap: Heap::new(alloc) }
    }

    /// A block that exists knows its size; `osize` of one that doesn't is any tag.
    fn call(&self, ptr: *mut u8, osize: usize, nsize: usize) -> *mut u8 {
        // SAFETY: the heap is there; the tests give it blocks of its own, with the sizes they have.
        unsafe {
            Heap::<&Stubborn<CheckedAllocator<'static, SystemHeap>>>::lua_alloc(
                self.heap.ud(),
                ptr.cast(),
                osize,
                nsize,
            )
        }
        .cast()
    }

    fn alloc(&self, size: usize) -> *mut u8 {
        self.call(ptr::null_mut(), 5, size)
    }

    fn records(&self) -> usize {
        let mut count = 0;
        let mut next = self.heap.records.get();
        while let Some(at) = next {
            count += 1;
            // SAFETY: a record of the list.
            next = unsafe { at.read() }.next;
        }
        count
    }
}

fn stubborn() -> Stubborn<CheckedAllocator<'static, SystemHeap>> {
    Stubborn::new(CheckedAllocator::new(SystemHeap))
}

fn sizes(alloc: &Stubborn<CheckedAllocator<'static, SystemHeap>>) -> Vec<usize> {
    let mut sizes: Vec<_> = alloc.inner.live_layouts().map(|layout| layout.size()).collect();
    sizes.sort_unstable();
    sizes
}

/// The byte at place `n` of a block that was filled from `seed`.
fn byte(n: usize, seed: u8) -> u8 {
    seed.wrapping_add(n as u8)
}

/// Fills a block with a pattern that is its own.
fn fill(ptr: *mut u8, size: usize, seed: u8) {
    let pattern: Vec<_> = (0..size).map(|n| byte(n, seed)).collect();
    // SAFETY: a block of that size.
    unsafe { ptr.copy_from_nonoverlapping(pattern.as_ptr(), size) };
}

fn check(ptr: *mut u8, size: usize, seed: u8) {
    // SAFETY: a block of that size or more, whose first bytes were filled, and nobody else's.
    let bytes = unsafe { slice::from_raw_parts(ptr, size) };
    assert!((0..).zip(bytes).all(|(n, found)| *found == byte(n, seed)), "{size} bytes: {bytes:?}");
}

/// Row by row, the table at the head of the file.
#[test]
fn every_request_of_lua() {
    let alloc = stubborn();
    let lua = Called::new(&alloc);
    // The old size is a tag where there is no block: it must not be taken for one.
    for tag in [0, 4, 8, usize::MAX] {
        let block = lua.call(ptr::null_mut(), tag, 20);
        assert!(!block.is_null() && block.addr().is_multiple_of(ALIGN));
        assert_eq!(sizes(&alloc), [32]);
        fill(block, 20, 1);
        let block = lua.call(block, 20, 100);
        assert_eq!(sizes(&alloc), [112]);
        check(block, 20, 1);
        assert!(lua.call(block, 100, 0).is_null());
        assert_eq!(sizes(&alloc), [0; 0]);
    }
    assert!(lua.call(ptr::null_mut(), 7, 0).is_null());
    alloc.inner.finish().unwrap();
}

#[test]
fn a_block_is_shrunk_where_the_allocator_shrinks() {
    let strict = CheckedAllocator::new(exalloc::SystemAllocator);
    let heap = Heap::new(&strict);
    let call = |ptr: *mut c_void, osize, nsize| {
        // SAFETY: as in `Called`.
        unsafe {
            Heap::<&CheckedAllocator<'static, exalloc::SystemAllocator>>::lua_alloc(
                heap.ud(),
                ptr,
                osize,
                nsize,
            )
        }
    };
    let block = call(ptr::null_mut(), 0, 1000);
    fill(block.cast(), 1000, 3);
    let block = call(block, 1000, 50);
    assert_eq!((strict.live_bytes(), heap.records.get()), (64, None));
    check(block.cast(), 50, 3);
    assert!(call(block, 50, 0).is_null());
    strict.finish().unwrap();
}

#[test]
fn a_refused_shrink_leaves_the_block_and_remembers_its_size() {
    let alloc = stubborn();
    let lua = Called::new(&alloc);
    let block = lua.alloc(1000);
    fill(block, 1000, 9);
    assert_eq!(lua.call(block, 1000, 100), block);
    assert_eq!((sizes(&alloc), lua.records(), alloc.refused.get()), (vec![1008], 1, 1));
    // Further down, also by less than what sizes are rounded to.
    assert_eq!(lua.call(block, 100, 99), block);
    assert_eq!(lua.call(block, 99, 17), block);
    assert_eq!(lua.call(block, 17, 16), block);
    assert_eq!(lua.call(block, 16, 1), block);
    assert_eq!((sizes(&alloc), lua.records()), (vec![1008], 1));
    check(block, 1, 9);
    // Up again within the block, to its very size and beyond.
    assert_eq!(lua.call(block, 1, 500), block);
    assert_eq!(lua.records(), 1);
    assert_eq!(lua.call(block, 500, 1001), block);
    assert_eq!((sizes(&alloc), lua.records()), (vec![1008], 0));
    assert_eq!(lua.call(block, 1001, 992), block);
    assert_eq!(lua.records(), 1);
    let moved = lua.call(block, 992, 2000);
    assert_eq!((sizes(&alloc), lua.records()), (vec![2000], 0));
    check(moved, 1, 9);
    assert!(lua.call(moved, 2000, 0).is_null());
    alloc.inner.finish().unwrap();
}

#[test]
fn a_refused_growth_changes_nothing() {
    let alloc = stubborn();
    let lua = Called::new(&alloc);
    let plain = lua.alloc(64);
    let larger = lua.alloc(640);
    assert_eq!(lua.call(larger, 640, 64), larger);
    fill(plain, 64, 5);
    fill(larger, 64, 6);
    alloc.refuse_all.set(true);
    assert!(lua.alloc(1).is_null());
    for (block, seed) in [(plain, 5), (larger, 6)] {
        assert!(lua.call(block, 64, 641).is_null());
        assert!(lua.call(block, 64, usize::MAX).is_null());
        assert!(lua.call(block, 64, isize::MAX as usize).is_null());
        check(block, 64, seed);
    }
    assert_eq!((sizes(&alloc), lua.records()), (vec![64, 640], 1));
    // Nor is a smaller block refused to Lua then.
    assert_eq!(lua.call(plain, 64, 3), plain);
    assert_eq!(lua.records(), 2);
    lua.call(larger, 64, 0);
    lua.call(plain, 3, 0);
    assert_eq!(lua.records(), 0);
    alloc.inner.finish().unwrap();
}

/// Blocks that are larger than Lua believes go back in every order.
#[test]
fn records_are_found_wherever_they_are_in_the_list() {
    for order in 0..24_usize {
        let alloc = stubborn();
        let lua = Called::new(&alloc);
        let mut blocks: Vec<_> = (1..=4_u8)
            .map(|n| {
                let size = usize::from(n) * 100;
                let block = lua.alloc(size);
                fill(block, size, n);
                assert_eq!(lua.call(block, size, usize::from(n)), block);
                (block, n)
            })
            .collect();
        assert_eq!(lua.records(), 4);
        let mut code = order;
        while !blocks.is_empty() {
            let (block, n) = blocks.remove(code % blocks.len());
            code /= blocks.len() + 1;
            check(block, usize::from(n), n);
            assert!(lua.call(block, usize::from(n), 0).is_null());
            assert_eq!(lua.records(), blocks.len());
        }
        alloc.inner.finish().unwrap();
    }
}

/// Random requests; a third of the time everything is refused.
#[test]
fn any_sequence_of_requests() {
    let alloc = stubborn();
    let lua = Called::new(&alloc);
    let mut seed = 1_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let mut blocks: Vec<(*mut u8, usize, u8)> = Vec::new();
    for step in 0..20_000 {
        alloc.refuse_all.set(random(3) == 0);
        let largest = [16, 64, 300][random(3)];
        let size = 1 + random(largest);
        let new_seed = step as u8;
        if blocks.len() < 8 {
            let block = lua.alloc(size);
            assert_eq!(block.is_null(), alloc.refuse_all.get());
            if !block.is_null() {
                fill(block, size, new_seed);
                blocks.push((block, size, new_seed));
            }
            continue;
        }
        let index = random(blocks.len());
        let (block, old, seed) = blocks[index];
        check(block, old, seed);
        if random(4) == 0 {
            assert!(lua.call(block, old, 0).is_null());
            blocks.swap_remove(index);
            continue;
        }
        let moved = lua.call(block, old, size);
        assert!(!moved.is_null() || size > old, "from {old} to {size} bytes");
        if !moved.is_null() {
            check(moved, old.min(size), seed);
            fill(moved, size, new_seed);
            blocks[index] = (moved, size, new_seed);
        }
    }
    assert!(alloc.refused.get() > 1000);
    for (block, size, seed) in blocks {
        check(block, size, seed);
        assert!(lua.call(block, size, 0).is_null());
    }
    assert_eq!(lua.records(), 0);
    alloc.inner.finish().unwrap();
}

#[test]
fn sizes_are_rounded_up_and_never_wrap() {
    assert_eq!(layout(1).unwrap().size(), ALIGN);
    assert_eq!(layout(ALIGN).unwrap().size(), ALIGN);
    assert_eq!(layout(ALIGN + 1).unwrap().size(), 2 * ALIGN);
    for size in [isize::MAX as usize, usize::MAX - ALIGN, usize::MAX] {
        assert_eq!(layout(size), None);
    }
    assert!(size_of::<Record>() <= ALIGN);
}
