//! The table of the five methods.

use super::super::{CheckedAllocator, FREED_BYTE, FRESH_BYTE};
use super::backing::Wrong;
use super::{Backing, Use, layout, only, peek, spoil};
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// The wider block of `size` bytes that are aligned to 8.
fn outer(size: usize) -> Layout {
    layout(16 + size + 16, 8)
}

/// The address of the wider block.
fn start(block: NonNull<u8>) -> usize {
    block.addr().get() - 16
}

#[test]
fn every_method_is_passed_on_as_the_table_says() {
    let mut books = [const { MaybeUninit::uninit() }; 8];
    let backing = Backing::new();
    let checked = CheckedAllocator::with_books(&backing, &mut books).with_quarantine(0);
    let a = checked.take(10);
    assert_eq!(backing.calls(), [("alloc", 0, outer(10), 0)]);
    assert!((0..10).all(|at| peek(a, at) == FRESH_BYTE));
    // SAFETY: the size is above zero.
    let b = unsafe { checked.alloc_zeroed(layout(10, 8)) }.unwrap();
    assert_eq!(backing.calls(), [("alloc_zeroed", 0, outer(10), 0)]);
    assert!((0..10).all(|at| peek(b, at) == 0));

    assert_eq!(checked.resize(a, 10, 10), Some(a));
    assert_eq!(checked.move_to(a, 10, 10), Some(a));
    assert_eq!(backing.calls(), []);
    assert_eq!(checked.resize(a, 10, 12), Some(a));
    assert_eq!(backing.calls(), [("resize_in_place", start(a), outer(10), 44)]);
    assert_eq!(checked.resize(a, 12, 5), Some(a));
    assert_eq!(backing.calls(), [("resize_in_place", start(a), outer(12), 37)]);
    let moved = checked.move_to(a, 5, 20).unwrap();
    let calls = backing.calls();
    assert_eq!(calls, [("remap", start(a), outer(5), 52)]);
    assert_ne!(moved, a);

    let mut live = [(moved, layout(20, 8)), (b, layout(10, 8))];
    live.sort_by_key(|(block, _)| block.addr());
    assert!(checked.live_layouts().eq(live.map(|(_, layout)| layout)));
    checked.give(moved, 20);
    assert_eq!(backing.calls(), [("dealloc", start(moved), outer(20), 0)]);
    assert!(checked.live_layouts().eq([layout(10, 8)]));
    checked.give(b, 10);
    assert_eq!(backing.calls(), [("dealloc", start(b), outer(10), 0)]);
    assert_eq!((checked.requests(), checked.deallocs()), (7, 2));
    assert_eq!(checked.live_layouts().count(), 0);
    checked.finish().unwrap();
    assert_eq!(backing.calls(), []);
}

#[test]
fn refusals_of_the_allocator_inside_are_passed_on() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(10);
    let byte = 7;
    // SAFETY: a live block of that size.
    unsafe { block.write_bytes(byte, 10) };
    backing.be(Wrong::Refuses);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(10, 8)) }, None);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc_zeroed(layout(10, 8)) }, None);
    for new in [5, 20] {
        assert_eq!(checked.resize(block, 10, new), None);
        assert_eq!(checked.move_to(block, 10, new), None);
    }
    // Nothing has happened.
    assert!((0..10).all(|at| peek(block, at) == byte));
    assert_eq!((checked.live_blocks(), checked.live_bytes()), (1, 10));
    checked.check().unwrap();
    backing.be(Wrong::Nothing);
    checked.give(block, 10);
    checked.finish().unwrap();
}

/// In both directions, at the same place and at another: contents, canaries, and fresh bytes.
#[test]
fn resize_and_remap_move_the_canary() {
    for may_move in [false, true] {
        let checked = CheckedAllocator::new(Backing::new());
        let mut block = checked.take(20);
        for at in 0..20 {
            // SAFETY: within the block.
            let to = unsafe { block.add(at) };
            // SAFETY: as above.
            unsafe { to.write(at.to_le_bytes()[0]) };
        }
        for (old, new, kept) in [(20, 33, 20), (33, 7, 7), (7, 8, 7), (8, 300, 7), (300, 1, 1)] {
            let changed = if may_move {
                checked.move_to(block, old, new)
            } else {
                checked.resize(block, old, new)
            };
            assert_eq!(changed == Some(block), !may_move);
            block = changed.unwrap();
            for at in 0..kept {
                assert_eq!(peek(block, at), at.to_le_bytes()[0], "{at} of {new}");
            }
            for at in kept..new.cast_signed() {
                assert_eq!(peek(block, at), FRESH_BYTE, "{at} of {new}");
            }
            assert_eq!((checked.live_blocks(), checked.live_bytes()), (1, new));
            checked.check().unwrap();
            let _ = spoil(block, new.cast_signed());
            assert_eq!(only(&checked).number(), Some(1));
            let _ = spoil(block, -1);
            assert_eq!(only(&checked).layout(), Some(layout(new, 8)));
        }
        checked.give(block, 1);
        assert_eq!(peek(block, 0), FREED_BYTE);
        checked.finish().unwrap();
    }
}

/// A pointer for the block's own bytes only, as after `leak`, is enough.
#[test]
fn narrow_pointers_are_enough() {
    let narrow = |block: NonNull<u8>, size| {
        let bytes = NonNull::slice_from_raw_parts(block, size).as_ptr();
        // SAFETY: a live block, filled as fresh memory, to which nobody else refers.
        NonNull::from(unsafe { &mut *bytes }).cast::<u8>()
    };
    let checked = CheckedAllocator::new(Backing::new());
    let block = narrow(checked.take(10), 10);
    let block = narrow(checked.resize(block, 10, 20).unwrap(), 20);
    let block = narrow(checked.move_to(block, 20, 30).unwrap(), 30);
    checked.give(block, 30);
    checked.finish().unwrap();
}

#[test]
fn alignments_up_to_a_page() {
    let checked = CheckedAllocator::new(Backing::new());
    for align in (0..=12).map(|shift| 1 << shift) {
        for size in [1, 7, align, 5000] {
            let wanted = layout(size, align);
            // SAFETY: the size is above zero.
            let block = unsafe { checked.alloc(wanted) }.unwrap();
            assert_eq!(block.addr().get() % align, 0);
            // SAFETY: live, with that layout; the size is within bounds.
            let grown = unsafe { checked.resize_in_place(block, wanted, size + 9) }.unwrap();
            // SAFETY: live, with that layout; the size is within bounds.
            let moved = unsafe { checked.remap(grown, layout(size + 9, align), size) }.unwrap();
            assert_eq!(moved.addr().get() % align, 0);
            // SAFETY: live, with that layout.
            unsafe { checked.dealloc(moved, wanted) };
        }
    }
    checked.finish().unwrap();
}

/// Uses an allocator by all methods.
fn exercise(alloc: &(impl Allocator + ?Sized)) {
    let a = alloc.take(10);
    let a = alloc.resize(a, 10, 11).unwrap();
    let a = alloc.move_to(a, 11, 300).unwrap();
    // SAFETY: the size is above zero.
    let b = unsafe { alloc.alloc_zeroed(layout(10, 8)) }.unwrap();
    alloc.give(a, 300);
    alloc.give(b, 10);
}

#[test]
fn by_value_by_reference_as_dyn_and_nested() {
    let backing = Backing::new();
    let inner = CheckedAllocator::new(&backing);
    let outer = CheckedAllocator::new(&inner);
    let outermost = CheckedAllocator::new(CheckedAllocator::new(&outer as &dyn Allocator));
    exercise(&inner);
    exercise(&&inner);
    exercise(&outer as &dyn Allocator);
    exercise(&outermost);
    let outermost = {
        let moved = alloc::boxed::Box::new(outermost);
        exercise(&*moved);
        *moved
    };
    outermost.finish().unwrap().finish().unwrap();
    assert_eq!(outer.live_blocks(), 0);
    outer.finish().unwrap();
    assert_eq!(inner.live_blocks(), 0);
    inner.finish().unwrap();
    assert_eq!(backing.live_blocks(), 0);
}

#[test]
fn moving_it_keeps_blocks() {
    let checked = CheckedAllocator::new(Backing::new());
    let (a, b) = (checked.take(10), checked.take(10));
    checked.give(b, 10);
    let checked = alloc::boxed::Box::new(checked);
    checked.give(a, 10);
    checked.finish().unwrap();
}
