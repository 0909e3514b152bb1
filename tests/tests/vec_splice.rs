//! `ExVec::splice` against std's, `try_splice` against both, and both among iterators that lie.

use core::cell::Cell;
use core::ops::Range;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, LyingLength, Tracked};
use exalloc::{ExVec, NullAllocator, TryReserveError, TryReserveErrorKind};
use exalloc_tests::Heap;

/// A range of up to four elements, and up to six items for it.
fn all_shapes() -> impl Iterator<Item = (Range<usize>, usize)> {
    let ranges = (0..=4_usize).flat_map(|start| (start..=4).map(move |end| start..end));
    ranges.flat_map(|range| [0, 1, 2, 3, 4, 6, 40].map(|count| (range.clone(), count)))
}

#[cfg(feature = "infallible")]
mod panicking {
    use super::*;
    use core::mem;
    use exalloc::vec::Splice;
    use exalloc_tests::versus::outcome;
    use exalloc_tests::{has, same_as_vec};

    #[test]
    fn splice_of_all_shapes() {
        for (range, count) in all_shapes() {
            same_as_vec!([1, 2, 3, 4], |v| {
                v.splice(range.clone(), 100..100 + i32::try_from(count).unwrap())
                    .collect::<Vec<_>>()
            });
            // Of unknown length.
            same_as_vec!([1, 2, 3, 4], |v| {
                let items = (100..100 + i32::try_from(count).unwrap()).filter(|_| true);
                v.splice(range.clone(), items).rev().collect::<Vec<_>>()
            });
            same_as_vec!([(), (), (), ()], |v| {
                drop(v.splice(range.clone(), core::iter::repeat_n((), count)));
                v.len()
            });
        }
    }

    #[test]
    fn splice_is_what_is_left_of_the_range() {
        for taken in 0..4 {
            same_as_vec!([1, 2, 3, 4, 5], |v| {
                let mut splice = v.splice(1..4, vec![7, 8]);
                let front: Vec<_> = splice.by_ref().take(taken).collect();
                let seen = (splice.len(), splice.size_hint(), format!("{splice:?}"));
                (front, seen, splice.next_back())
            });
        }
    }

    #[test]
    fn splice_out_of_range() {
        for (start, end) in [(2, 1), (0, 6), (6, 6), (usize::MAX, 0), (6, usize::MAX)] {
            same_as_vec!([1, 2, 3, 4, 5], |v| drop(v.splice(start..end, [0])));
            same_as_vec!([1, 2, 3, 4, 5], |v| drop(v.splice(start..=end, [0])));
        }
    }

    #[test]
    fn splice_by_lengths_that_are_lies() {
        for claimed in [0, 1, 2, 3, 4, 1000] {
            for actual in [0, 1, 3, 30] {
                same_as_vec!([1, 2, 3, 4, 5], |v| {
                    drop(v.splice(1..3, LyingLength::new(100..100 + actual, claimed)))
                });
            }
        }
        for spare in [0, 10] {
            let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
            let mut v = ExVec::try_from_array_in(ledger.elements::<5>(), &strict).unwrap();
            v.try_reserve_exact(spare).unwrap();
            let items = LyingLength::new((10..13).map(|n| ledger.element(n)), usize::MAX);
            let panicked = outcome(|| drop(v.splice(1..3, items)));
            assert_eq!(panicked, Err("capacity overflow".into()));
            // What found a place is there, and so is the tail.
            assert!(v.iter().map(Tracked::value).eq([0, 10, 11, 3, 4]));
            drop(v);
            ledger.finish();
            strict.finish().unwrap();
        }
    }

    #[test]
    fn a_forgotten_splice_leaks_and_no_more() {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let mut v = ExVec::try_from_array_in(ledger.elements::<9>(), &strict).unwrap();
        let mut splice = v.splice(2..5, [ledger.element(10)]);
        drop((splice.next(), splice.next_back()));
        mem::forget(splice);
        assert!(v.iter().map(Tracked::value).eq(0..2));
        drop(v);
        ledger.check();
        assert_eq!(ledger.alive(), 9 - 2 - 2 + 1);
        strict.finish().unwrap();
    }

    #[test]
    fn a_splice_without_room_keeps_what_found_room() {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let failing = FailingAllocator::from_nth(&strict, 2);
        let mut v = ExVec::try_from_array_in(ledger.elements::<5>(), &failing).unwrap();
        let items = (10..20).map(|n| ledger.element(n));
        let panicked = outcome(|| drop(v.splice(1..3, items)));
        assert!(panicked.unwrap_err().starts_with("no memory for a block of "));
        assert!(v.iter().map(Tracked::value).eq([0, 10, 11, 3, 4]));
        drop(v);
        ledger.finish();
        strict.finish().unwrap();
    }

    #[test]
    fn room_is_made_once_where_the_length_is_known() {
        let counted = exalloc::CountingAllocator::new(Heap);
        let mut v = ExVec::try_from_iter_in(0..1000, &counted).unwrap();
        v.try_shrink_to_fit().unwrap();
        let asked =
            || counted.stats().allocations + counted.stats().resizes + counted.stats().remaps;
        let before = asked();
        drop(v.splice(10..20, 0..500));
        assert_eq!((v.len(), asked() - before), (1490, 1));
    }

    #[test]
    fn it_is_sent_as_its_parts_are() {
        type Of<I> = Splice<'static, I, Heap>;
        assert!(has!(Of<Range<u8>>: Send + Sync));
        assert!(!has!(Of<core::iter::Empty<*const u8>>: Send));
    }
}

#[test]
fn try_splice_is_splice() {
    for (range, count) in all_shapes() {
        for known in [true, false] {
            for spare in [0, 2, 50] {
                let items = 100..100 + u32::try_from(count).unwrap();
                let mut theirs = vec![0, 1, 2, 3];
                let old: Vec<u32> = theirs.splice(range.clone(), items.clone()).collect();

                let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
                let mut v = ExVec::try_from_array_in(ledger.elements::<4>(), &strict).unwrap();
                v.try_reserve_exact(spare).unwrap();
                let items = items.map(|n| ledger.element(n)).filter(|_| true);
                let items: Box<dyn Iterator<Item = Tracked<'_>>> =
                    if known { Box::new(LyingLength::new(items, count)) } else { Box::new(items) };
                let removed = v.try_splice(range.clone(), items).map_err(drop).unwrap();
                assert!(removed.as_slice().iter().map(Tracked::value).eq(old.iter().copied()));
                assert!(v.iter().map(Tracked::value).eq(theirs));
                drop(v);
                assert!(removed.map(|e| e.value()).eq(old), "it doesn't need the vector");
                ledger.finish();
                strict.finish().unwrap();
            }
        }
    }
}

#[test]
fn try_splice_of_elements_without_size() {
    let mut v = ExVec::<(), _>::new(NullAllocator);
    v.try_extend([(); 5]).unwrap();
    assert_eq!(v.try_splice(1..3, [(); 7]).unwrap().len(), 2);
    assert_eq!(v.try_splice(.., [(); 2]).unwrap().len(), 10);
    // SAFETY: units need neither room nor initialisation.
    unsafe { v.set_len(usize::MAX - 1) };
    let error = v.try_splice(..1, [(); 3]).unwrap_err();
    assert_eq!(error.error.kind(), TryReserveErrorKind::CapacityOverflow);
    assert_eq!((error.into_iter().count(), v.len()), (3, usize::MAX - 1));
    assert_eq!(v.try_splice(..1, [(); 2]).unwrap().len(), 1);
    assert_eq!(v.len(), usize::MAX);
}

#[test]
fn try_splice_asks_for_nothing_it_does_not_need() {
    let mut v = ExVec::<u8, _>::new(NullAllocator);
    assert_eq!(v.try_splice(.., []).unwrap().len(), 0);
    let error = v.try_splice(.., [1, 2]).unwrap_err();
    assert!(error.into_iter().eq([1, 2]));
}

#[test]
fn try_splice_by_lengths_that_are_lies() {
    // As in `vec_hostile`: so many that there is no block for them.
    let no_block = usize::MAX / if cfg!(target_pointer_width = "32") { 16 } else { 64 };
    for claimed in [0, 1, 2, 3, 4, 1000, no_block, usize::MAX - 2, usize::MAX] {
        for actual in [0, 1, 3, 30] {
            let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
            let mut v = ExVec::try_from_array_in(ledger.elements::<5>(), &strict).unwrap();
            let items = (100..100 + actual).map(|n| ledger.element(n));
            match v.try_splice(1..3, LyingLength::new(items, claimed)) {
                Ok(removed) => {
                    assert!(removed.map(|e| e.value()).eq(1..3));
                    let now = [0].into_iter().chain(100..100 + actual).chain(3..5);
                    assert!(v.iter().map(Tracked::value).eq(now));
                }
                Err(error) => {
                    assert!(error.into_iter().map(|e| e.value()).eq(100..100 + actual));
                    assert!(v.iter().map(Tracked::value).eq(0..5));
                }
            }
            drop(v);
            ledger.finish();
            strict.finish().unwrap();
        }
    }
}

/// What an iterator says behind its end isn't asked for: it may be anything, and panic.
#[test]
fn try_splice_asks_no_further_than_the_end() {
    let mut at_the_end = 0;
    for nth in 2..10 {
        let (strict, asked) = (CheckedAllocator::new(Heap), Cell::new(0_u8));
        let failing = FailingAllocator::from_nth(&strict, nth);
        let mut v = ExVec::try_from_array_in([1_u8, 2, 3, 4], &failing).unwrap();
        let items = core::iter::from_fn(|| {
            asked.set(asked.get() + 1);
            assert!(asked.get() <= 11, "asked behind the end");
            (asked.get() <= 10).then_some(asked.get() + 10)
        });
        if let Err(error) = v.try_splice(1..2, items) {
            at_the_end += usize::from(asked.get() == 11);
            assert!(error.into_iter().eq(11..21));
            assert_eq!(v, [1, 2, 3, 4]);
        }
        drop(v);
        strict.finish().unwrap();
    }
    assert!(at_the_end > 0, "the vector itself finds no room");
}

#[test]
fn the_error_converts() {
    fn replace(v: &mut ExVec<u8, NullAllocator>) -> Result<usize, TryReserveError> {
        Ok(v.try_splice(.., [1])?.len())
    }
    assert!(replace(&mut ExVec::new(NullAllocator)).is_err());
}
