//! The iterators of `ExVec`, method by method against those of `Vec`.

#![cfg(feature = "infallible")]

use core::cell::Cell;
use exalloc::testing::{CheckedAllocator, HasTally, Ledger, Tally, Tracked, TrackedUnit};
use exalloc::vec::IntoIter;
use exalloc::{ExVec, NullAllocator};
use exalloc_tests::versus::outcome;
use exalloc_tests::{Heap, same_as_vec};

/// What an iterator that was given says of itself and yields, from both ends.
macro_rules! looked_at {
    ($iter:expr) => {{
        let from_the_front = $iter.map(|n| n + 1).collect::<Vec<_>>();
        let (nth, after_nth) = {
            let mut iter = $iter;
            (iter.nth(1), (iter.size_hint(), iter.next()))
        };
        let (nth_back, after_nth_back) = {
            let mut iter = $iter;
            (iter.nth_back(1), (iter.len(), iter.next_back(), iter.next(), iter.next()))
        };
        let folded = $iter.fold(String::new(), |all, n| all + &n.to_string());
        let folded_back = $iter.rfold(String::new(), |all, n| all + &n.to_string());
        let counted = ($iter.count(), $iter.last(), $iter.size_hint(), $iter.max());
        (from_the_front, nth, after_nth, nth_back, after_nth_back, folded, folded_back, counted)
    }};
}

#[test]
fn into_iter() {
    same_as_vec!([1, 2, 3, 4], |v| looked_at!(v.clone().into_iter()));
    same_as_vec!([1], |v| looked_at!(v.clone().into_iter()));
    same_as_vec!([1, 2, 3, 4], |v| {
        let mut iter = v.clone().into_iter();
        let taken = (iter.next(), iter.next_back());
        iter.as_mut_slice()[0] = 9;
        let copy = iter.clone();
        let text = format!("{iter:?} {:?} {:?}", iter.as_slice(), iter.as_ref());
        let rest: Vec<_> = iter.by_ref().collect();
        (
            taken,
            text,
            rest,
            iter.next(),
            iter.next_back(),
            iter.len(),
            copy.rev().collect::<Vec<_>>(),
        )
    });
    assert_eq!(IntoIter::<u8, Heap>::default().len(), 0);
}

#[test]
fn drain() {
    same_as_vec!([1, 2, 3, 4, 5, 6], |v| {
        // Of a copy each time.
        let mut copies = vec![v.clone(); 10];
        let mut copies = copies.iter_mut();
        looked_at!(copies.next().expect("enough").drain(1..5))
    });
    same_as_vec!([1, 2, 3, 4, 5, 6], |v| {
        let mut drain = v.drain(1..5);
        let taken = (drain.next(), drain.next_back());
        let text = format!("{drain:?} {:?} {:?}", drain.as_slice(), drain.as_ref());
        (taken, text, drain.by_ref().count(), drain.next(), drain.next_back(), drain.len())
    });
}

#[test]
fn elements_without_size_are_dropped_once_by_every_iterator() {
    struct Here;
    impl HasTally for Here {
        fn tally() -> &'static Tally {
            static TALLY: Tally = Tally::new();
            &TALLY
        }
    }
    let units = || {
        let mut v = ExVec::<TrackedUnit<Here>, _>::new(NullAllocator);
        v.try_extend((0..9).map(|_| TrackedUnit::new())).map_err(drop).unwrap();
        v
    };
    let alive = || Here::tally().alive();
    let mut v = units();
    drop(v.drain(2..5));
    assert_eq!((v.len(), alive()), (6, 6), "those of the range, which nobody asked for");
    drop(v.drain(1..).nth(2));
    assert_eq!((v.len(), alive()), (1, 1));
    drop(v);
    let mut v = units();
    assert_eq!(v.extract_if(1.., |_| true).take(3).count(), 3);
    assert_eq!((v.len(), alive()), (6, 6));
    drop(v.splice(1..3, [TrackedUnit::new()]));
    assert_eq!((v.len(), alive()), (5, 5));
    let removed = v.try_splice(..2, [TrackedUnit::new()]).map_err(drop).unwrap();
    assert_eq!((removed.len(), v.len(), alive()), (2, 4, 6));
    drop((removed, v));
    let mut iter = units().into_iter();
    drop((iter.next(), iter.nth_back(2)));
    assert_eq!((iter.len(), alive()), (5, 5));
    drop(iter);
    assert_eq!(alive(), 0);
}

#[test]
fn a_panic_of_a_clone_in_resize_loses_nothing() {
    struct Fragile<'l>(Tracked<'l>, &'l Cell<u32>);
    impl Clone for Fragile<'_> {
        fn clone(&self) -> Self {
            assert!(self.1.replace(self.1.get().wrapping_sub(1)) > 0, "no more clones");
            Self(self.0.clone(), self.1)
        }
    }
    for allowed in 0..4 {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let left = Cell::new(allowed);
        let mut v = ExVec::new(&strict);
        v.push(Fragile(ledger.element(1), &left));
        let resized = outcome(|| {
            v.resize(6, Fragile(ledger.element(2), &left));
        });
        assert_eq!(resized, Err("no more clones".into()));
        assert_eq!(v.len(), 1 + allowed as usize);
        assert_eq!(ledger.alive(), v.len(), "nothing lives on outside");
        assert!(v.iter().skip(1).all(|e| e.0.value() == 2));
        drop(v);
        ledger.finish();
        strict.finish().unwrap();
    }
}
