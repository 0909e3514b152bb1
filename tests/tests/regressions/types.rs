//! Faults of types: what may not be sent, implemented or moved.

use core::mem::MaybeUninit;
use core::ptr;
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, BumpAllocator, ExBox, ExString, ExVec, InlineBump};
use exalloc_tests::{Heap, has};

#[test]
fn f11_a_trait_that_is_safe_to_implement() {
    // The program that must not compile is `tests/ui/f11_a_safe_impl_of_the_trait.rs`. Here: what
    // an implementation may be used for is what safe code dereferences.
    let source = include_str!("../../../core/src/allocator.rs");
    assert!(source.contains("pub unsafe trait Allocator {"));
    for declaration in source.lines().filter(|line| line.contains("trait ")) {
        assert!(
            declaration.contains("unsafe trait") || declaration.trim_start().starts_with("//"),
            "{declaration}"
        );
    }
}

#[test]
fn f14_collections_that_can_never_be_send() {
    assert!(has!(ExVec<u8, Heap>: Send + Sync));
    assert!(has!(ExBox<u8, Heap>: Send + Sync));
    assert!(has!(ExBox<[u8], Heap>: Send + Sync));
    assert!(has!(ExString<Heap>: Send + Sync));
    assert!(has!(ExVec<ExString<Heap>, &'static Heap>: Send + Sync));
    assert!(has!(exalloc::vec::IntoIter<u8, Heap>: Send + Sync));
    // By reference, as far as the allocator is `Sync`: the checker is, where it can be.
    type Lent = ExVec<u8, &'static CheckedAllocator<'static, Heap>>;
    assert_eq!(has!(Lent: Send + Sync), cfg!(feature = "std"));
}

#[cfg(feature = "std")]
#[test]
fn f14_collections_are_sent() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::new(&strict);
    v.try_extend([1_u8, 2, 3]).unwrap();
    let sum = std::thread::scope(|scope| {
        scope.spawn(move || v.iter().copied().sum::<u8>()).join().unwrap()
    });
    assert_eq!(sum, 6);
    strict.finish().unwrap();
}

#[test]
fn b06_inline_storage_is_moved() {
    // An allocator whose blocks lie within itself is one by reference only.
    assert!(!has!(InlineBump<64>: Allocator));
    assert!(has!(&'static InlineBump<64>: Allocator));
    assert!(has!(BumpAllocator<'static>: Allocator));
    // The others may be moved under live blocks, and give and take afterwards as before.
    let mut memory = [MaybeUninit::uninit(); 4096];
    let buffer = (&raw const memory).addr()..(&raw const memory).addr() + 4096;
    let mut v = ExVec::new(BumpAllocator::new(&mut memory));
    v.try_extend(0..10_u32).unwrap();
    let before = ptr::from_ref(v.allocator()).addr();
    let mut v = Box::new(v);
    assert_ne!(ptr::from_ref(v.allocator()).addr(), before, "the allocator has moved");
    assert!(v.iter().copied().eq(0..10));
    v.try_extend(10..200).unwrap();
    assert!(v.iter().copied().eq(0..200));
    assert!(buffer.contains(&v.as_ptr().addr()));
    let mut swapped = ExVec::new(BumpAllocator::new(&mut []));
    core::mem::swap(&mut *v, &mut swapped);
    assert!(v.is_empty() && swapped.iter().copied().eq(0..200));
}
