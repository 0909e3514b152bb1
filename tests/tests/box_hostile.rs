//! Boxes and strings among code that panics, lies or forgets: what is left then, to the letter.
//!
//! That nothing is lost, whichever call panics, is in `every_panic`.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, PanicAt};
use exalloc::{Allocator, ExBox, ExString, ExVec, unsize};
use exalloc_tests::Heap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whether a call unwinds.
fn unwinds<T>(call: impl FnOnce() -> T) -> bool {
    catch_unwind(AssertUnwindSafe(call)).is_err()
}

#[test]
fn a_panicking_destructor_of_an_old_value_leaves_the_new_one() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut b = ExBox::try_new(ledger.element(1), &strict).unwrap();
    ledger.panic_at_drop(1);
    assert!(unwinds(|| *b = ledger.element(2)));
    assert_eq!(b.value(), 2);
    drop(b);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn without_a_block_nothing_is_cloned() {
    let (ledger, one) = (Ledger::new(), FailingAllocator::from_nth(Heap, 2));
    let b = ExBox::try_new(ledger.element(5), &one).unwrap();
    assert!(ExBox::try_clone(&b).is_err());
    assert_eq!(ledger.made(), 1);
    drop(b);
    ledger.finish();
}

/// A heap that counts how often it is dropped.
struct Counted<'c> {
    drops: &'c Cell<usize>,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.drops.set(self.drops.get() + 1);
    }
}

// SAFETY: forwarded to `Heap`, of which all are equivalent.
unsafe impl Allocator for Counted<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
}

#[test]
fn the_allocator_is_dropped_once_on_every_way_out() {
    let drops = Cell::new(0);
    let dropped = || drops.replace(0);
    let make = || ExBox::try_new(String::from("Ada"), Counted { drops: &drops }).unwrap();

    drop(make());
    assert_eq!(dropped(), 1);
    assert_eq!(ExBox::into_inner(make()), "Ada");
    assert_eq!(dropped(), 1);
    let (_, alloc) = ExBox::into_inner_with_allocator(make());
    assert_eq!(dropped(), 0);
    drop(alloc);
    assert_eq!(dropped(), 1);
    let (ptr, alloc) = ExBox::into_raw_parts(make());
    assert_eq!(dropped(), 0);
    // SAFETY: the parts of a box, used once.
    drop(unsafe { ExBox::from_raw_parts(ptr, alloc) });
    assert_eq!(dropped(), 1);
    let leaked = ExBox::leak(make());
    assert_eq!(dropped(), 0);
    // SAFETY: all heaps are equivalent; the value is taken back once.
    drop(unsafe { ExBox::from_raw_parts(leaked, Counted { drops: &drops }) });
    assert_eq!(dropped(), 1);
    drop(unsize!(make() => dyn core::fmt::Debug));
    assert_eq!(dropped(), 1);

    let v = ExVec::try_from_slice_in(&[1, 2], Counted { drops: &drops }).unwrap();
    drop(v.try_into_boxed_slice().unwrap().into_iter());
    assert_eq!(dropped(), 1);
    let s = ExString::try_from_str_in("Ada", Counted { drops: &drops }).unwrap();
    drop(ExBox::into_string(s.try_into_boxed_str().unwrap()));
    assert_eq!(dropped(), 1);

    let failing = FailingAllocator::always(Counted { drops: &drops });
    assert!(ExBox::try_new(String::from("Ada"), failing).is_err());
    assert_eq!(dropped(), 1);
}

#[test]
fn a_panicking_closure_leaves_what_it_has_not_judged() {
    for at in 0..6 {
        let strict = CheckedAllocator::new(Heap);
        let mut s = ExString::try_from_str_in("aß😀bßc", &strict).unwrap();
        let mut asked = 0;
        assert!(unwinds(|| s.retain(|ch| {
            assert!(asked < at, "planted panic in a closure");
            asked += 1;
            ch != 'ß' && ch != 'a'
        })));
        let judged = "aß😀bßc".chars().take(at).filter(|ch| !['ß', 'a'].contains(ch));
        let expected: String = judged.chain("aß😀bßc".chars().skip(at)).collect();
        assert_eq!(s, *expected);
        assert!(core::str::from_utf8(s.as_bytes()).is_ok());
        drop(s);
        strict.finish().unwrap();
    }
}

#[test]
fn a_panicking_iterator_leaves_what_it_has_yielded() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_from_str_in("x", &strict).unwrap();
    assert!(unwinds(|| s.try_extend(PanicAt::nth("aßc".chars(), 3)).is_ok()));
    assert_eq!(s, "xaß");
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn a_range_that_answers_differently_is_asked_once() {
    use core::ops::{Bound, RangeBounds};
    /// Begins within the string at first, and then far outside.
    struct Moving(Cell<usize>);
    impl RangeBounds<usize> for Moving {
        fn start_bound(&self) -> Bound<&usize> {
            let first = self.0.replace(1) == 0;
            Bound::Included(if first { &0 } else { &1_000_000 })
        }
        fn end_bound(&self) -> Bound<&usize> {
            Bound::Unbounded
        }
    }
    let mut s = ExString::try_from_str_in("Ada", Heap).unwrap();
    s.try_replace_range(Moving(Cell::new(0)), "Eve").unwrap();
    assert_eq!(s, "Eve");
    assert!(s.drain(Moving(Cell::new(0))).eq("Eve".chars()));
}
