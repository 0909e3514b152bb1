//! Boxes given away as pointers, found again by type, and full of zeros.

use core::alloc::Layout;
use core::any::Any;
use core::cell::Cell;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc::testing::{CheckedAllocator, Ledger, OverAligned};
use exalloc::{Allocator, ExBox, TryReserveErrorKind, unsize};
use exalloc_tests::{Disaligning, Heap};
use std::rc::Rc;

#[test]
fn a_pointer_makes_the_box_again() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let b = ExBox::try_new(ledger.element(5), &strict).unwrap();
    let at = ExBox::as_ptr(&b);
    let raw = ExBox::into_raw(b);
    assert_eq!((raw.cast_const(), ledger.dropped(), strict.live_blocks()), (at, 0, 1));
    // SAFETY: what `into_raw` gave, used once, and the same allocator.
    let b = unsafe { ExBox::from_raw(raw, &strict) };
    assert_eq!(b.value(), 5);
    drop(b);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn a_pointer_to_what_has_no_size_of_its_own() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let many = unsize!(ExBox::try_new(ledger.elements::<3>(), &strict).unwrap() => [_]);
    let raw: *mut [_] = ExBox::into_raw(many);
    // SAFETY: what `into_raw` gave, used once, and the same allocator.
    drop(unsafe { ExBox::from_raw(raw, &strict) });
    let object = ExBox::try_new(ledger.element(5), &strict).unwrap();
    let raw = ExBox::into_raw(unsize!(object => dyn core::fmt::Debug + '_));
    assert_eq!(strict.live_blocks(), 1);
    // SAFETY: as above.
    drop(unsafe { ExBox::from_raw(raw, &strict) });
    ledger.finish();
    strict.finish().unwrap();
}

/// `into_raw` forgets the allocator, whose drop might take the block along.
#[cfg(feature = "alloc")]
#[test]
fn a_pointer_keeps_the_allocator_alive() {
    let shared = Rc::new(CheckedAllocator::new(Heap));
    let raw = ExBox::into_raw(ExBox::try_new(5, Rc::clone(&shared)).unwrap());
    assert_eq!(Rc::strong_count(&shared), 2);
    // SAFETY: what `into_raw` gave, used once; a clone of the `Rc` is equivalent.
    drop(unsafe { ExBox::from_raw(raw, Rc::clone(&shared)) });
    assert_eq!((Rc::strong_count(&shared), shared.live_blocks()), (2, 0));
    // SAFETY: the count that the forgotten allocator still has.
    unsafe { Rc::decrement_strong_count(Rc::as_ptr(&shared)) };
    Rc::into_inner(shared).unwrap().finish().unwrap();
}

/// No reference comes between: one pointer is good for both reads and writes through the other.
#[test]
fn pointers_to_the_value() {
    let mut b = ExBox::try_new(OverAligned([1u8, 2]), Heap).unwrap();
    let write = ExBox::as_mut_ptr(&mut b);
    let read = ExBox::as_ptr(&b);
    // SAFETY: the box is there, and nobody uses the value but through these.
    unsafe { write.write(OverAligned([3, 4])) };
    // SAFETY: as above.
    assert_eq!(unsafe { read.read() }, OverAligned([3, 4]));
    let moved = b;
    // SAFETY: the value doesn't move with the box.
    unsafe { write.write(OverAligned([5, 6])) };
    assert_eq!((&raw const *moved, moved.0), (read, [5, 6]));
}

#[test]
fn a_box_of_anything_is_found_again() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let b = ExBox::try_new((7u32, Rc::new(5)), &strict).unwrap();
    let at = (&raw const *b).addr();
    let any = unsize!(b => dyn Any);
    let any = any.downcast::<u32>().expect_err("it isn't a number");
    let any = any.downcast::<(u32, Rc<u8>)>().expect_err("not of this type");
    let b = any.downcast::<(u32, Rc<i32>)>().expect("it is of this type");
    assert_eq!(((&raw const *b).addr(), b.0, strict.requests()), (at, 7, 1));
    drop(b);
    let sent = unsize!(ExBox::try_new(7u64, &strict).unwrap() => dyn Any + Send);
    let sent = sent.downcast::<i64>().expect_err("it isn't signed");
    assert_eq!(*sent.downcast::<u64>().expect("it is"), 7);
    let shared = unsize!(ExBox::try_new((), &strict).unwrap() => dyn Any + Send + Sync);
    let shared = shared.downcast::<u64>().expect_err("it is nothing");
    drop(shared.downcast::<()>().expect("it is"));
    // What isn't found is dropped once.
    let counted = ExBox::try_new(Rc::new(5), &strict).unwrap();
    let other = Rc::clone(&counted);
    drop(unsize!(counted => dyn Any).downcast::<u8>());
    assert_eq!(Rc::strong_count(&other), 1);
    strict.finish().unwrap();
    ledger.finish();
}

/// Blocks full of ones, unless zeros are asked for.
#[derive(Default)]
struct Ones {
    zeroed: Cell<usize>,
}

// SAFETY: blocks of the heap, given back to it.
unsafe impl Allocator for Ones {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        let block = unsafe { Heap.alloc(layout) }?;
        // SAFETY: so many bytes are ours.
        unsafe { block.write_bytes(1, layout.size()) };
        Some(block)
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.zeroed.set(self.zeroed.get() + 1);
        // SAFETY: forwarded.
        unsafe { Heap.alloc_zeroed(layout) }
    }
}

/// A value of zeros, and as many zeros as a slice.
fn zeros<T: Copy + Default + PartialEq + core::fmt::Debug>() {
    let ones = Ones::default();
    let strict = CheckedAllocator::new(Disaligning(&ones));
    let b: ExBox<MaybeUninit<T>, _> = ExBox::<T, _>::try_new_zeroed(&strict).unwrap();
    assert!(b.as_ptr().is_aligned());
    // SAFETY: the types of this test may be zero.
    assert_eq!(*unsafe { b.assume_init() }, T::default());
    for len in [0, 1, 5] {
        let b = ExBox::<[T], _>::try_new_zeroed_slice(len, &strict).unwrap();
        assert!((&raw const *b).cast::<T>().is_aligned());
        // SAFETY: as above.
        let b = unsafe { b.assume_init() };
        assert!(b.len() == len && b.iter().all(|value| *value == T::default()));
    }
    let blocks = if size_of::<T>() == 0 { 0 } else { 3 };
    assert_eq!((ones.zeroed.get(), strict.requests()), (blocks, blocks as u64));
    strict.finish().unwrap();
}

#[test]
fn zeros_are_asked_of_the_allocator() {
    zeros::<u8>();
    zeros::<[u64; 32]>();
    zeros::<OverAligned<u16>>();
    zeros::<()>();
    zeros::<OverAligned<()>>();
}

#[test]
fn too_many_zeros() {
    for len in [usize::MAX, usize::MAX / 8 + 1, isize::MAX as usize / 8 + 1] {
        let error = ExBox::<[u64], _>::try_new_zeroed_slice(len, Heap).unwrap_err();
        assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    }
    let error = ExBox::<[u64], _>::try_new_zeroed_slice(
        1 << 20,
        exalloc::testing::FailingAllocator::always(Heap),
    );
    let TryReserveErrorKind::AllocError { layout, .. } = error.unwrap_err().kind() else {
        panic!()
    };
    assert_eq!((layout.size(), layout.align()), (8 << 20, align_of::<u64>()));
}

/// Boxes, vectors and strings become each other where they are.
#[test]
fn nothing_is_copied_where_room_is_exact() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = exalloc::ExVec::<u8, _>::try_with_capacity(3, &strict).unwrap();
    v.try_extend_from_slice(b"Ada").unwrap();
    let at = v.as_ptr().addr();
    let b = v.try_into_boxed_slice().unwrap();
    assert_eq!(b.as_ptr().addr(), at);
    let v = exalloc::ExVec::from(b);
    assert_eq!((v.as_ptr().addr(), v.capacity()), (at, 3));
    let s = exalloc::ExString::from_utf8(v).unwrap();
    assert_eq!(s.as_ptr().addr(), at);
    let b = s.try_into_boxed_str().unwrap();
    assert_eq!(b.as_ptr().addr(), at);
    let s = exalloc::ExString::from(b);
    assert_eq!((s.as_ptr().addr(), s.capacity()), (at, 3));
    let b = ExBox::<[u8], _>::from(s.try_into_boxed_str().unwrap());
    assert_eq!(b.as_ptr().addr(), at);
    let array = ExBox::<[u8; 3], _>::try_from(b).unwrap();
    assert_eq!((&raw const *array).addr(), at);
    let v = ExBox::into_vec(unsize!(array => [u8]));
    assert_eq!((v.as_ptr().addr(), v.as_slice()), (at, &b"Ada"[..]));
    let items = v.into_iter();
    assert_eq!(items.as_slice().as_ptr().addr(), at);
    drop(items);
    assert_eq!((strict.requests(), strict.deallocs()), (1, 1));
    strict.finish().unwrap();
}
