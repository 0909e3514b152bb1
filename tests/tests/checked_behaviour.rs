//! `CheckedAllocator` behind collections: nothing is found where nothing is wrong, and what is
//! wrong is named.

#![cfg(feature = "testing")]

use core::mem::MaybeUninit;
use exalloc::testing::{BookEntry, CheckedAllocator, FindingKind};
use exalloc::{Allocator, BumpAllocator, CountingAllocator, ExBox, ExString, ExVec};
use exalloc_tests::Heap;

/// Grows, shrinks, moves, drops.
fn work<A: Allocator + Copy>(alloc: A) {
    let mut words = ExVec::new(alloc);
    for n in 0..50_u8 {
        let mut word = ExString::new(alloc);
        for _ in 0..n {
            word.try_push(char::from(b'a' + n % 26)).unwrap();
        }
        words.try_push(ExBox::try_new(word, alloc).unwrap()).unwrap();
    }
    words.truncate(20);
    words.try_shrink_to_fit().unwrap();
    words.remove(3);
    assert!(words.iter().all(|word| word.len() < 20));
}

#[test]
fn collections_misuse_nothing() {
    let counting = CountingAllocator::new(Heap);
    let inner = CheckedAllocator::new(&counting).with_quarantine(500);
    let checked = CheckedAllocator::new(&inner);
    work(&checked);
    work(&checked as &dyn Allocator);
    work(&inner);
    checked.check().unwrap();
    assert_eq!((checked.live_blocks(), checked.live_bytes()), (0, 0));
    checked.finish().unwrap();
    inner.finish().unwrap();
    assert_eq!(counting.stats().live_bytes, 0);
}

#[test]
fn collections_without_a_heap() {
    let mut memory = [MaybeUninit::uninit(); 60_000];
    let mut books = [const { MaybeUninit::<BookEntry>::uninit() }; 120];
    let bump = BumpAllocator::new(&mut memory);
    let checked = CheckedAllocator::with_books(&bump, &mut books);
    work(&checked);
    assert_eq!(checked.refused_for_books(), 0);
    checked.finish().unwrap();
}

/// By value too: the vector owns it, and drops it after its block went back.
#[test]
fn a_vector_owns_it() {
    let counting = CountingAllocator::new(Heap);
    let mut v = ExVec::new(CheckedAllocator::new(&counting));
    (0..100).for_each(|n| v.try_push(n).unwrap());
    assert_eq!(v.allocator().live_blocks(), 1);
    drop(v);
    assert_eq!(counting.stats().live_blocks, 0);
}

#[test]
fn what_is_forgotten_is_named() {
    let checked = CheckedAllocator::new(Heap);
    let kept = ExBox::try_new(1_u8, &checked).unwrap();
    core::mem::forget(ExVec::<u32, _>::try_with_capacity(3, &checked).unwrap());
    drop(kept);
    let report = checked.finish().unwrap_err();
    let leaks: Vec<_> = report.findings().collect();
    assert_eq!(leaks.len(), 1);
    assert_eq!((leaks[0].kind(), leaks[0].number()), (FindingKind::Leak, Some(2)));
    assert_eq!(leaks[0].layout().map(|layout| layout.size()), Some(12));
}

/// A vector that is given parts of another one with a wrong capacity.
#[test]
fn wrong_parts_are_named() {
    let checked = CheckedAllocator::new(Heap);
    let mut v = ExVec::<u16, _>::try_with_capacity(8, &checked).unwrap();
    v.try_push(1).unwrap();
    let (ptr, len, cap, alloc) = v.into_raw_parts();
    // SAFETY: not kept: the capacity is wrong, which the allocator judges.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, cap - 1, alloc) });
    let report = checked.check().unwrap_err();
    assert!(report.to_string().contains("dealloc: wrong size for allocation #1, 16 bytes"));
    // SAFETY: the right one; the block was kept alive.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) });
    checked.finish().unwrap();
}
