//! Conversions of `ExVec` by traits, and `into_flattened`, against std's.

#![cfg(all(feature = "infallible", feature = "alloc"))]

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, OverAligned, Tracked};
use exalloc::{Allocator, ExBox, ExString, ExVec, NullAllocator};
use exalloc_tests::Heap;
use exalloc_tests::versus::outcome;
use std::borrow::Cow;

/// The alias that `from` needs to know its allocator.
type Made<T> = ExVec<T, Heap>;

#[test]
fn flattened_arrays_keep_their_block() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::try_with_capacity(5, &strict).unwrap();
    v.try_extend([[1_u16, 2, 3], [4, 5, 6]]).unwrap();
    let at = v.as_ptr();
    let mut flat = v.into_flattened();
    assert_eq!((flat.as_ptr().cast(), flat.capacity()), (at, 15));
    assert_eq!(flat, vec![[1, 2, 3], [4, 5, 6]].into_flattened()[..]);
    flat.try_extend(0..100).unwrap();
    flat.truncate(1);
    flat.try_shrink_to_fit().unwrap();
    drop(flat);
    strict.finish().unwrap();
}

#[test]
fn flattened_elements_are_dropped_once() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut v = ExVec::new(&strict);
    v.try_push(ledger.elements::<3>()).map_err(drop).unwrap();
    v.try_push(ledger.elements::<3>()).map_err(drop).unwrap();
    let flat = v.into_flattened();
    assert!(flat.iter().map(Tracked::value).eq([0, 1, 2, 0, 1, 2]));
    assert_eq!(ledger.alive(), 6);
    drop(flat);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn flattened_arrays_without_size_or_with_alignment() {
    // Arrays without elements: length and capacity are zero, of any number of arrays.
    let empty = ExVec::try_from_iter_in([[0_u64; 0]; 9], NullAllocator).unwrap().into_flattened();
    assert_eq!((empty.len(), empty.capacity()), (0, 0));
    let mut empty = empty.try_into_alloc(Heap).unwrap();
    empty.try_push(7).unwrap();
    assert_eq!(empty, [7]);
    let units = ExVec::try_from_iter_in([[(); 4]; 3], NullAllocator).unwrap().into_flattened();
    assert_eq!((units.len(), units.capacity()), (12, usize::MAX));
    let aligned = ExVec::try_from_iter_in([[OverAligned(1_u8), OverAligned(2)]], Heap).unwrap();
    let aligned = aligned.into_flattened();
    assert_eq!((aligned[0].0, aligned[1].0), (1, 2));
    assert!(aligned.as_ptr().is_aligned());
}

#[test]
fn a_flattened_length_that_is_too_large() {
    let wanted = outcome(|| vec![[(); usize::MAX]; 2].into_flattened().len());
    let mut v = ExVec::<[(); usize::MAX], _>::new(Heap);
    v.try_extend([[(); usize::MAX]; 2]).unwrap();
    assert_eq!(outcome(|| v.into_flattened().len()), wanted);
    assert!(wanted.is_err());
}

#[test]
fn from_what_std_vectors_are_made_from() {
    let mut array = [String::from("a"), String::from("b")];
    assert_eq!(Made::from(&array), Vec::from(&array)[..]);
    assert_eq!(Made::from(&array[..]), Vec::from(&array[..])[..]);
    assert_eq!(Made::from(&mut array)[..], Vec::from(&mut array)[..]);
    assert_eq!(Made::from(&mut array[1..])[..], Vec::from(&mut array[1..])[..]);
    assert_eq!(Made::from(array.clone()), array);
    assert_eq!(Made::from("Grüße"), Vec::from("Grüße")[..]);
    assert_eq!(Made::from(Cow::Borrowed(&array[..])), array);
    assert_eq!(Made::<String>::from(Cow::Owned(Vec::from(array.clone()))), array);
    assert_eq!(Made::<u8>::from([]).capacity(), 0);
    assert_eq!(Made::from([(); 3]).len(), 3);
    let into: Made<u8> = [1, 2].into();
    assert_eq!(into, [1, 2]);
}

#[test]
fn cows_borrow_and_compare() {
    let v = Made::from([1, 2, 3]);
    let cow = Cow::from(&v);
    assert!(matches!(cow, Cow::Borrowed(slice) if core::ptr::eq(slice, &v[..])));
    assert!(cow == v);
    assert!(Cow::<[i32]>::Owned(vec![1, 2]) != v);
}

#[test]
fn arrays_from_vectors() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut v = ExVec::try_with_capacity(10, &strict).unwrap();
    v.try_extend(ledger.elements::<3>()).map_err(drop).unwrap();
    let v = <[_; 2]>::try_from(v).unwrap_err();
    let v = <[_; 4]>::try_from(v).unwrap_err();
    assert_eq!((v.len(), v.capacity()), (3, 10), "as it was");
    let array: [Tracked<'_>; 3] = v.try_into().map_err(drop).unwrap();
    assert_eq!(strict.live_blocks(), 0);
    assert_eq!(array.each_ref().map(|e| e.value()), [0, 1, 2]);
    drop(array);
    ledger.finish();
    strict.finish().unwrap();
    assert_eq!(<[(); 2]>::try_from(Made::from([(); 2])).unwrap(), [(); 2]);
    assert_eq!(<[u8; 0]>::try_from(Made::new(Heap)).unwrap(), []);
}

#[test]
fn boxed_arrays_from_vectors() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    // After the first request the allocator has nothing more.
    let failing = FailingAllocator::from_nth(&strict, 2);
    let v = ExVec::try_from_array_in(ledger.elements::<3>(), &failing).unwrap();
    let v = ExBox::<[_; 2], _>::try_from(v).unwrap_err();
    let at = v.as_ptr();
    let boxed = ExBox::<[_; 3], _>::try_from(v).map_err(drop).unwrap();
    assert_eq!(boxed.as_ptr(), at, "nothing is copied");
    assert_eq!(boxed.each_ref().map(|e| e.value()), [0, 1, 2]);
    drop(boxed);
    ledger.finish();

    let failing = FailingAllocator::from_nth(&strict, 2);
    let mut v = ExVec::try_with_capacity(10, &failing).unwrap();
    v.try_extend([1, 2, 3]).unwrap();
    let v = ExBox::<[i32; 3], _>::try_from(v).unwrap_err();
    assert_eq!((&v[..], v.capacity()), (&[1, 2, 3][..], 10), "no smaller block, so as it was");
    drop(v);
    strict.finish().unwrap();

    let none = ExBox::<[u64; 0], _>::try_from(ExVec::with_capacity(9, Heap)).unwrap();
    assert!(none.is_empty());
    assert_eq!(*ExBox::<[(); 2], _>::try_from(Made::from([(); 2])).unwrap(), [(); 2]);
    assert_eq!(*ExBox::<[u8], _>::from(Made::from([1, 2])), [1, 2]);
}

#[test]
fn strings_from_vectors() {
    assert_eq!(ExString::try_from(Made::from("Grüße")).unwrap(), "Grüße");
    let error = ExString::try_from(Made::from([b'a', 0xFF])).unwrap_err();
    let wanted = String::try_from(vec![b'a', 0xFF]).unwrap_err();
    assert_eq!((error.to_string(), error.utf8_error()), (wanted.to_string(), wanted.utf8_error()));
    assert_eq!(error.into_bytes(), [b'a', 0xFF]);
}

/// Its destructor panics.
struct Bomb<'a>(&'a CheckedAllocator<'static, Heap>);

impl Drop for Bomb<'_> {
    fn drop(&mut self) {
        panic!("a bomb");
    }
}

// SAFETY: forwarded to an allocator that outlives it.
unsafe impl Allocator for Bomb<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.dealloc(ptr, layout) }
    }
}

#[test]
fn an_array_is_not_lost_when_the_allocator_panics() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let v = ExVec::try_from_array_in(ledger.elements::<3>(), Bomb(&strict)).map_err(drop).unwrap();
    let panicked = outcome(|| <[_; 3]>::try_from(v).map(|array| array.len()).is_ok());
    assert_eq!(panicked, Err("a bomb".into()));
    ledger.finish();
    strict.finish().unwrap();
}
