//! `LimitAllocator` behind collections: the books are exact, and what runs into it loses nothing.

use core::alloc::Layout;
use exalloc::layout::{amortized_capacity, first_capacity, max_capacity};
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, CountingAllocator, ExBox, ExString, ExVec, InlineBump, LimitAllocator};
use exalloc_tests::Heap;

/// Bytes that `v` owns.
fn owned<T, A: Allocator>(v: &ExVec<T, A>) -> usize {
    v.capacity() * size_of::<T>()
}

#[test]
fn pushing_into_the_limit_gives_the_value_back() {
    let heap = CheckedAllocator::new(Heap);
    // Every limit from nothing to a few growths, without a `remap` in the heap.
    for limit in 0..600 {
        let limited = LimitAllocator::new(&heap, limit);
        let mut v = ExVec::new(&limited);
        let refused = loop {
            assert_eq!(limited.used(), owned(&v));
            assert!(limited.used() <= limit);
            if let Err(e) = v.try_push(Box::new(v.len())) {
                break e.value;
            }
        };
        assert_eq!(*refused, v.len());
        assert_eq!(limited.used(), owned(&v));
        assert!(v.iter().enumerate().all(|(n, b)| **b == n));
        // The next step of growth really was too much: this heap has no `remap`, so the old block
        // and the new one are alive together.
        let elem = Layout::new::<Box<usize>>();
        let (first, max) = (first_capacity(elem.size()), max_capacity(elem));
        let next = amortized_capacity(first, max, v.capacity(), v.len(), 1).unwrap();
        assert!(limited.remaining() < next * size_of::<Box<usize>>());
        drop(v);
        assert_eq!((limited.used(), limited.remaining()), (0, limit));
    }
    heap.finish().unwrap();
}

#[test]
fn one_byte_decides() {
    let limited = LimitAllocator::new(Heap, 1000);
    let mut v = ExVec::<u8, _>::new(&limited);
    assert!(v.try_reserve_exact(1001).is_err());
    assert_eq!((v.capacity(), limited.used()), (0, 0));
    v.try_reserve_exact(1000).unwrap();
    assert_eq!((v.capacity(), limited.used(), limited.remaining()), (1000, 1000, 0));

    // At the limit: what needs nothing works, what needs a byte doesn't.
    v.try_extend_from_slice(&[7; 1000]).unwrap();
    assert_eq!(v.try_push(8).unwrap_err().value, 8);
    assert!(ExBox::try_new(1_u8, &limited).is_err());
    assert!(ExBox::try_new((), &limited).is_ok());
    assert!(ExString::try_from_str_in("x", &limited).is_err());
    assert_eq!((v.len(), limited.used()), (1000, 1000));

    drop(v);
    let text = ExString::try_from_str_in("ten bytes.", &limited).unwrap();
    let b = ExBox::try_new([0_u16; 495], &limited).unwrap();
    assert_eq!(limited.remaining(), 0);
    drop((text, b));
    assert_eq!(limited.used(), 0);
}

#[test]
fn collections_share_one_limit() {
    let limited = LimitAllocator::new(Heap, 100);
    let mut a = ExVec::<u8, _>::new(&limited);
    let mut b = ExVec::<u8, _>::new(&limited);
    a.try_reserve_exact(60).unwrap();
    assert!(b.try_reserve_exact(41).is_err());
    b.try_reserve_exact(40).unwrap();
    assert_eq!(limited.remaining(), 0);
    drop(a);
    // Growing without a `remap`: 40 and 60 bytes are alive for a moment, which is all there is.
    b.try_extend_from_slice(&[1; 40]).unwrap();
    assert!(b.try_reserve_exact(21).is_err());
    b.try_reserve_exact(20).unwrap();
    assert_eq!((b.capacity(), limited.used(), limited.remaining()), (60, 60, 40));
    assert_eq!(b, [1; 40]);
}

/// Only the last block of a bump grows and shrinks in place; the books follow the block.
#[test]
fn a_block_that_grows_in_place_needs_room_for_the_difference_only() {
    let bump = InlineBump::<256>::new();
    let limited = LimitAllocator::new(&bump, 100);
    let mut v = ExVec::<u8, _>::new(&limited);
    v.try_reserve_exact(60).unwrap();
    v.try_reserve_exact(100).unwrap();
    assert_eq!((v.capacity(), limited.used()), (100, 100));
    assert!(v.try_reserve_exact(101).is_err());

    v.try_extend_from_slice(&[1; 30]).unwrap();
    v.try_shrink_to_fit().unwrap();
    assert_eq!((v.capacity(), limited.used(), bump.used()), (30, 30, 30));
}

#[test]
#[cfg(feature = "std")]
fn a_block_that_the_heap_moves_is_booked_once() {
    use exalloc::SystemAllocator;
    let counting = CountingAllocator::new(SystemAllocator);
    let limited = LimitAllocator::new(&counting, 1 << 20);
    let mut v = ExVec::<u64, _>::new(&limited);
    // 131,072 values are the limit; by doubling, all of it is reached.
    let refused = loop {
        if let Err(e) = v.try_push(u64::try_from(v.len()).unwrap()) {
            break e.value;
        }
    };
    assert_eq!((refused, v.len(), v.capacity()), (131_072, 131_072, 131_072));
    assert_eq!((limited.used(), limited.remaining()), (1 << 20, 0));
    assert_eq!(counting.stats().peak_bytes, 1 << 20);
    assert!((0..).zip(&v).all(|(n, value)| n == *value));

    v.truncate(10);
    v.try_shrink_to_fit().unwrap();
    assert_eq!(limited.used(), 80);
    drop(v);
    assert_eq!((limited.used(), counting.stats().live_blocks), (0, 0));
}

/// Outside or inside: a counter in front of the limit sees its refusals, one behind it doesn't.
#[test]
fn counters_in_front_of_a_limit_see_refusals() {
    let limited = LimitAllocator::new(CountingAllocator::new(Heap), 10);
    let counting = CountingAllocator::new(&limited);
    assert!(ExBox::try_new([0_u8; 11], &counting).is_err());
    assert_eq!((counting.stats().failures, limited.inner().stats().failures), (1, 0));
    drop(ExBox::try_new([0_u8; 10], &counting).unwrap());
    assert_eq!((counting.stats().peak_bytes, limited.inner().stats().peak_bytes), (10, 10));
    assert_eq!((counting.stats().live_bytes, limited.used()), (0, 0));
}
