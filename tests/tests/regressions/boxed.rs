//! Faults in boxes.

use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, OverAligned};
use exalloc::{ExBox, TryReserveError};
use exalloc_tests::{Heap, for_each_failure};

#[test]
fn f06_a_zero_sized_box_reaches_the_allocator() {
    let strict = CheckedAllocator::new(Heap);
    let unit = ExBox::try_new((), &strict).unwrap();
    let array = ExBox::try_new([0_u64; 0], &strict).unwrap();
    let slice = ExBox::<[u64], _>::try_new_uninit_slice(0, &strict).unwrap();
    assert_eq!(slice.len(), 0);
    ExBox::into_inner(unit);
    drop((array, slice));
    assert_eq!((strict.requests(), strict.deallocs()), (0, 0));
    strict.finish().unwrap();
}

#[test]
fn f07_a_boxed_empty_array_of_u64_at_alignment_1() {
    let strict = CheckedAllocator::new(Heap);
    let array = ExBox::try_new([0_u64; 0], &strict).unwrap();
    assert!(array.as_ptr().is_aligned());
    let slice = ExBox::<[u64], _>::try_new_uninit_slice(0, &strict).unwrap();
    assert!(slice.as_ptr().is_aligned());
    let over = ExBox::try_new(OverAligned(()), &strict).unwrap();
    assert!((&raw const *over).is_aligned());
    let (ptr, alloc) = ExBox::into_raw_parts(array);
    assert!(ptr.is_aligned());
    // SAFETY: the parts of one box.
    drop(unsafe { ExBox::from_raw_parts(ptr, alloc) });
    drop((slice, over));
    strict.finish().unwrap();
}

#[test]
fn f12_the_allocator_panics_inside_unbox() {
    // Unboxing needs no memory, so an allocator that has none left can't make it fail.
    let strict = CheckedAllocator::new(Heap);
    let failing = FailingAllocator::from_nth(&strict, 3);
    let small = ExBox::try_new(7_u8, &failing).unwrap();
    let large = ExBox::try_new([7_u64; 100], &failing).unwrap();
    assert!(ExBox::try_new(0_u8, &failing).is_err());
    let calls = failing.requests();
    assert_eq!(ExBox::into_inner(small), 7);
    let (value, _) = ExBox::into_inner_with_allocator(large);
    assert_eq!(value, [7; 100]);
    assert_eq!(failing.requests(), calls, "unboxing asked for memory");
    strict.finish().unwrap();
}

#[test]
fn f18_a_value_dropped_when_the_box_cannot_be_allocated() {
    let ledger = Ledger::new();
    let runs = for_each_failure(|alloc| match ExBox::try_new(ledger.element(5), alloc) {
        Ok(b) => assert_eq!(b.value(), 5),
        Err(error) => {
            assert_eq!(ledger.alive(), 1);
            assert_eq!(error.value.value(), 5);
            let cause: TryReserveError = error.into();
            assert!(cause.to_string().starts_with("no memory for a block"));
        }
    });
    assert_eq!(runs, 1);
    ledger.finish();
}

#[test]
fn b10_into_inner_frees_or_drops_twice() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let value = ExBox::into_inner(ExBox::try_new(ledger.element(3), &strict).unwrap());
    assert_eq!((ledger.dropped(), ledger.alive(), strict.deallocs()), (0, 1, 1));
    assert_eq!(value.value(), 3);
    drop(value);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
#[cfg(feature = "alloc")]
fn b10_into_inner_drops_the_allocator_once() {
    use std::rc::Rc;
    let alloc = Rc::new(CheckedAllocator::new(Heap));
    let b = ExBox::try_new(5_u32, Rc::clone(&alloc)).unwrap();
    assert_eq!(Rc::strong_count(&alloc), 2);
    assert_eq!(ExBox::into_inner(b), 5);
    assert_eq!(Rc::strong_count(&alloc), 1);
    let b = ExBox::try_new((), Rc::clone(&alloc)).unwrap();
    ExBox::into_inner(b);
    assert_eq!(Rc::strong_count(&alloc), 1);
    Rc::into_inner(alloc).unwrap().finish().unwrap();
}
