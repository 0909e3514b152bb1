//! `ExVec::extract_if` against std's, and among filters that panic, lie or are forgotten.

use core::cell::Cell;
use core::mem;
use core::ops::Bound::{self, Excluded, Included, Unbounded};
use core::ops::RangeBounds;
use exalloc::testing::{CheckedAllocator, Ledger, OverAligned, Tracked};
use exalloc::{ExVec, vec::ExtractIf};
use exalloc_tests::versus::outcome;
use exalloc_tests::{Heap, has, same_as_vec};

const BOUNDS: [Bound<usize>; 11] = [
    Unbounded,
    Included(0),
    Included(1),
    Included(3),
    Included(5),
    Included(usize::MAX),
    Excluded(0),
    Excluded(1),
    Excluded(4),
    Excluded(6),
    Excluded(usize::MAX),
];

#[test]
fn by_all_bounds_and_filters() {
    for start in BOUNDS {
        for end in BOUNDS {
            let filters: [fn(&mut i32) -> bool; 4] =
                [|_| true, |_| false, |n| *n % 2 == 0, |n| *n > 2];
            for filter in filters {
                same_as_vec!([1, 2, 3, 4, 5], |v| {
                    v.extract_if((start, end), filter).collect::<Vec<_>>()
                });
            }
            same_as_vec!([(), (), ()], |v| v.extract_if((start, end), |()| true).count());
        }
    }
}

#[test]
fn what_was_not_looked_at_stays() {
    for taken in 0..6 {
        same_as_vec!([1, 2, 3, 4, 5, 6], |v| {
            let mut some = v.extract_if(1..5, |n| *n != 3);
            let items: Vec<i32> = some.by_ref().take(taken).collect();
            (items, some.size_hint())
        });
    }
    same_as_vec!([String::from("a"), String::from("b")], |v| {
        v.extract_if(.., |s| {
            s.push('!');
            s.starts_with('b')
        })
        .collect::<Vec<_>>()
    });
    same_as_vec!([OverAligned(1_u8), OverAligned(2), OverAligned(3)], |v| {
        v.extract_if(.., |n| n.0 != 2).map(|n| n.0).collect::<Vec<_>>()
    });
}

#[test]
fn it_shows_what_is_next() {
    let mut v = ExVec::try_from_array_in([1, 2, 3], Heap).unwrap();
    let mut some = v.extract_if(1..2, |_| true);
    // As in 1.95; std is about to show more.
    assert_eq!(format!("{some:?}"), "ExtractIf { peek: Some(2), .. }");
    assert_eq!(some.next(), Some(2));
    assert_eq!(format!("{some:?}"), "ExtractIf { peek: None, .. }");
}

#[test]
fn a_panic_of_the_filter_keeps_the_rest() {
    for at in 0..5 {
        same_as_vec!([1, 2, 3, 4, 5, 6], |v| {
            let mut calls = 0;
            let filter = |n: &mut i32| {
                calls += 1;
                assert!(calls <= at, "enough of it");
                *n % 2 == 0
            };
            v.extract_if(1.., filter).for_each(drop);
        });
        // Caught outside of `next`, and asked again: the same element once more.
        same_as_vec!([1, 2, 3, 4, 5, 6], |v| {
            let mut calls = 0;
            let mut some = v.extract_if(.., |n| {
                calls += 1;
                assert_ne!(calls, at, "enough of it");
                *n % 2 == 0
            });
            let first = outcome(|| some.by_ref().collect::<Vec<_>>());
            (first, some.collect::<Vec<_>>())
        });
    }
}

#[test]
fn a_forgotten_one_leaks_and_no_more() {
    for taken in 0..4_usize {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let mut v = ExVec::new(&strict);
        v.try_extend(ledger.elements::<9>()).map_err(drop).unwrap();
        let mut some = v.extract_if(2..8, |e| e.value() % 2 == 0);
        for _ in 0..taken {
            drop(some.next());
        }
        mem::forget(some);
        assert!(v.iter().map(Tracked::value).eq(0..2), "those before the range");
        v.try_extend([ledger.element(50)]).map_err(drop).unwrap();
        drop(v);
        ledger.check();
        assert_eq!(ledger.alive(), 7 - taken.min(3));
        strict.finish().unwrap();
    }
}

#[test]
fn bounds_are_asked_for_once() {
    struct Fickle(Cell<usize>, [usize; 3]);
    impl RangeBounds<usize> for Fickle {
        fn start_bound(&self) -> Bound<&usize> {
            self.0.set(self.0.get() + 1);
            Included(&self.1[if self.0.get() == 1 { 1 } else { 2 }])
        }
        fn end_bound(&self) -> Bound<&usize> {
            self.0.set(self.0.get() + 10);
            Excluded(&self.1[if self.0.get() < 20 { 0 } else { 2 }])
        }
    }
    let mut v = ExVec::try_from_array_in([1, 2, 3, 4], Heap).unwrap();
    assert!(v.extract_if(Fickle(Cell::new(0), [3, 1, 1000]), |_| true).eq([2, 3]));
    assert_eq!(v, [1, 4]);
}

#[test]
fn the_vector_is_whole_when_the_filter_goes() {
    struct Bomb(bool);
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(!self.0, "a bomb");
        }
    }
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut v = ExVec::new(&strict);
    v.try_extend(ledger.elements::<5>()).map_err(drop).unwrap();
    let bomb = Bomb(true);
    let filter = move |e: &mut Tracked<'_>| {
        // As a whole: the closure is to hold the bomb.
        let bomb = &bomb;
        bomb.0 && e.value() == 1
    };
    let panicked = outcome(|| drop(v.extract_if(.., filter).next()));
    assert_eq!(panicked, Err("a bomb".into()));
    assert!(v.iter().map(Tracked::value).eq([0, 2, 3, 4]));
    drop(v);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn it_is_sent_as_its_parts_are() {
    type Some<'v, T> = ExtractIf<'v, T, fn(&mut T) -> bool, Heap>;
    assert!(has!(Some<'static, u8>: Send + Sync));
    assert!(!has!(Some<'static, *const u8>: Send));
    assert!(!has!(Some<'static, Cell<u8>>: Sync));
}
