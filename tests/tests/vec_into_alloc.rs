//! `ExVec` under another allocator: moved into its memory, or under a type that names less.

use core::mem;
use exalloc::testing::{CheckedAllocator, Ledger, OverAligned, Tracked};
use exalloc::{Allocator, ArenaAllocator, BumpAllocator, ExVec, InlineBump};
use exalloc::{NullAllocator, TryReserveError};
use exalloc_tests::{Heap, ReallocHeap, has};

#[test]
fn contents_move_and_blocks_go_back_where_they_came_from() {
    let (ledger, near, far) =
        (Ledger::new(), CheckedAllocator::new(Heap), CheckedAllocator::new(ReallocHeap));
    let mut v = ExVec::try_with_capacity(10, &near).unwrap();
    v.try_extend(ledger.elements::<7>()).map_err(drop).unwrap();
    let made = ledger.made();
    let mut v = v.try_into_alloc(&far).map_err(drop).unwrap();
    assert_eq!((near.live_blocks(), far.live_blocks(), v.capacity()), (0, 1, 7));
    assert!(v.iter().map(Tracked::value).eq(0..7));
    assert_eq!((ledger.made(), ledger.alive()), (made, 7), "neither cloned nor dropped");
    v.try_push(ledger.element(7)).map_err(drop).unwrap();
    drop(v);
    ledger.finish();
    near.finish().unwrap();
    far.finish().unwrap();
}

#[test]
fn without_room_everything_comes_back() {
    let near = CheckedAllocator::new(Heap);
    let bump = BumpAllocator::new(&mut []);
    let mut v = ExVec::try_with_capacity(10, &near).unwrap();
    v.try_extend([1, 2, 3]).unwrap();
    let at = v.as_ptr();
    let mut failed = v.try_into_alloc(&bump).unwrap_err();
    assert_eq!((failed.value.as_ptr(), failed.value.capacity()), (at, 10));
    assert_eq!(failed.value, [1, 2, 3]);
    assert!(core::ptr::eq(failed.alloc, &bump));
    assert!(failed.to_string().starts_with("contents could not move to another allocator: no mem"));
    failed.value.try_push(4).unwrap();
    drop(failed);
    near.finish().unwrap();

    fn convert(v: ExVec<u8, Heap>) -> Result<ExVec<u8, NullAllocator>, TryReserveError> {
        Ok(v.try_into_alloc(NullAllocator)?)
    }
    assert!(convert(ExVec::try_from_array_in([1], Heap).unwrap()).is_err());
}

#[test]
fn nothing_is_asked_for_where_nothing_is_needed() {
    let empty = ExVec::<u8, _>::try_with_capacity(10, Heap).unwrap();
    assert_eq!(empty.try_into_alloc(NullAllocator).unwrap().capacity(), 0);
    let mut units = ExVec::new(Heap);
    units.try_extend([(); 5]).unwrap();
    assert_eq!(units.try_into_alloc(NullAllocator).unwrap().len(), 5);
    let aligned = ExVec::try_from_array_in([OverAligned(1_u8), OverAligned(2)], Heap).unwrap();
    let aligned = aligned.try_into_alloc(ReallocHeap).map_err(drop).unwrap();
    assert_eq!((aligned[0].0, aligned[1].0), (1, 2));
}

#[test]
fn an_erased_vector_is_a_vector() {
    let (ledger, checked) = (Ledger::new(), CheckedAllocator::new(Heap));
    let v = ExVec::try_from_array_in(ledger.elements::<3>(), &checked).unwrap();
    let (at, capacity) = (v.as_ptr(), v.capacity());
    let mut v: ExVec<_, &dyn Allocator> = v.erase_alloc();
    assert_eq!((v.as_ptr(), v.capacity()), (at, capacity), "nothing moved");
    assert_eq!(size_of_val(&v), 5 * size_of::<usize>());
    // Grows, shrinks and is taken apart by the same allocator.
    v.try_extend((3..50).map(|n| ledger.element(n))).map_err(drop).unwrap();
    v.truncate(2);
    v.try_shrink_to_fit().unwrap();
    let tail = v.try_split_off(1).unwrap();
    assert_eq!((tail[0].value(), checked.live_blocks()), (1, 2));
    drop((v, tail));
    ledger.finish();
    checked.finish().unwrap();
}

#[test]
fn erased_vectors_of_different_allocators_have_one_type() {
    let bump = &InlineBump::<64>::new();
    let mut near = ExVec::try_from_array_in([0_u8], &bump).unwrap().erase_alloc();
    near.try_push(1).unwrap();
    assert_eq!(near, [0, 1]);

    let arena = ArenaAllocator::new(Heap);
    let mut one = ExVec::try_from_array_in([1, 2], &arena).unwrap().erase_alloc();
    let mut other = ExVec::try_from_array_in([3, 4, 5], &Heap).unwrap().erase_alloc();
    mem::swap(&mut one, &mut other);
    one.try_append(&mut other).unwrap();
    assert_eq!((&one[..], other.len()), (&[3, 4, 5, 1, 2][..], 0));
}

#[test]
fn an_erased_vector_is_sent_where_it_says_so() {
    type Local<T> = ExVec<T, &'static dyn Allocator>;
    type Shared<T> = ExVec<T, &'static (dyn Allocator + Sync)>;
    assert!(!has!(Local<u8>: Send));
    assert!(!has!(Local<u8>: Sync));
    assert!(has!(Shared<u8>: Send + Sync));
    assert!(!has!(Shared<*const u8>: Send));
    let v: Shared<u8> = ExVec::try_from_array_in([1, 2], &Heap).unwrap().erase_alloc_sync();
    std::thread::spawn(move || assert_eq!(v, [1, 2])).join().unwrap();
}

#[cfg(feature = "infallible")]
#[test]
fn into_alloc_says_what_was_missing() {
    use exalloc_tests::versus::outcome;
    let v = ExVec::from_array_in([1_u64, 2], Heap);
    assert_eq!(v.clone().into_alloc(ReallocHeap), [1, 2]);
    let panicked = outcome(|| v.into_alloc(NullAllocator).len());
    let align = align_of::<u64>();
    assert_eq!(panicked, Err(format!("no memory for a block of 16 bytes aligned to {align}")));
}
