//! Allocators that are kept by value, with state in them: no request is forgotten, whatever way the
//! allocator goes while a collection grows.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc::{Allocator, ExString, ExVec};
use exalloc_tests::Heap;

/// A heap that counts in itself. It has one word and `WORDS` more: up to two travel by value.
struct Counting<const WORDS: usize> {
    live_and_requests: Cell<(u32, u32)>,
    _size: [usize; WORDS],
}

impl<const WORDS: usize> Counting<WORDS> {
    fn new() -> Self {
        Self { live_and_requests: Cell::new((0, 0)), _size: [0; WORDS] }
    }

    fn counts(&self) -> (u32, u32) {
        self.live_and_requests.get()
    }
}

// SAFETY: every block is one of `Heap`, which keeps the rules.
unsafe impl<const WORDS: usize> Allocator for Counting<WORDS> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let (live, requests) = self.counts();
        self.live_and_requests.set((live + 1, requests + 1));
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let (live, requests) = self.counts();
        self.live_and_requests.set((live - 1, requests + 1));
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
}

/// Grows and shrinks in every way; gives the counts after each step.
fn steps<A: Allocator>(alloc: A, counts: impl Fn(&A) -> (u32, u32)) -> Vec<(u32, u32)> {
    let mut seen = Vec::new();
    let mut v = ExVec::new(alloc);
    for n in 0..100_u64 {
        v.try_push(n).unwrap();
        seen.push(counts(v.allocator()));
    }
    v.try_reserve(200).unwrap();
    seen.push(counts(v.allocator()));
    v.try_reserve_exact(1000).unwrap();
    seen.push(counts(v.allocator()));
    assert!(v.try_reserve(isize::MAX as usize).is_err());
    seen.push(counts(v.allocator()));
    v.try_shrink_to(150).unwrap();
    seen.push(counts(v.allocator()));
    v.try_insert(50, 7).unwrap();
    v.try_extend_from_within(..).unwrap();
    seen.push(counts(v.allocator()));
    v.clear();
    v.try_shrink_to_fit().unwrap();
    seen.push(counts(v.allocator()));
    let (ptr, len, capacity, alloc) = v.into_raw_parts();
    assert_eq!((len, capacity), (0, 0));
    // SAFETY: the parts of an empty vector, as they came.
    let v = unsafe { ExVec::<u64, _>::from_raw_parts(ptr, len, capacity, alloc) };
    let (_, _, _, alloc) = v.into_raw_parts();

    let mut s = ExString::new(alloc);
    for _ in 0..40 {
        s.try_push_str("Ada ").unwrap();
        seen.push(counts(s.allocator()));
    }
    seen
}

#[test]
fn state_goes_along() {
    let counting = Counting::<0>::new();
    let through_a_reference = steps(&counting, |alloc| alloc.counts());
    assert_eq!(counting.counts().0, 0, "all is given back");
    assert!(through_a_reference.iter().is_sorted_by_key(|(_, requests)| *requests));
    assert!(through_a_reference.last().is_some_and(|&(live, requests)| live == 1 && requests > 20));

    assert_eq!(steps(Counting::<0>::new(), Counting::counts), through_a_reference);
    assert_eq!(steps(Counting::<1>::new(), Counting::counts), through_a_reference);
    assert_eq!(steps(Counting::<5>::new(), Counting::counts), through_a_reference);
    let mut lent = Counting::<1>::new();
    assert_eq!(steps(&mut lent, |alloc| alloc.counts()), through_a_reference);
    #[cfg(feature = "alloc")]
    {
        let boxed = Box::new(Counting::<2>::new());
        assert_eq!(steps(boxed, |alloc| alloc.counts()), through_a_reference);
    }
}
