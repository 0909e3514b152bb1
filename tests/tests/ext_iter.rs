//! `IteratorExt` and `FromIteratorIn`: iterators collected on a given allocator.

use core::cell::Cell;
use core::num::ParseIntError;
use exalloc::testing::{CheckedAllocator, Ledger, LyingLength, Tracked};
use exalloc::{
    ExBox, ExString, ExVec, FromIteratorIn, IteratorExt, TryCollectError, TryReserveError,
};
use exalloc_tests::{Heap, Refusing, for_each_failure};
use std::error::Error;

#[test]
fn elements() -> Result<(), TryReserveError> {
    let heap = CheckedAllocator::new(Heap);
    let v: ExVec<_, _> = (0..100).try_collect_in(&heap)?;
    assert!(v.iter().copied().eq(0..100));
    let v = (0..100).filter(|n| n % 2 == 0).try_collect_in::<ExVec<_, _>>(&heap)?;
    assert_eq!(v.len(), 50);
    let none = core::iter::empty::<String>().try_collect_in::<ExVec<_, _>>(&heap)?;
    assert_eq!(none.capacity(), 0);
    let b = "abc".chars().try_collect_in::<ExBox<[_], _>>(&heap)?;
    assert_eq!(*b, ['a', 'b', 'c']);
    let b = "abc".chars().filter(|_| true).try_collect_in::<ExBox<[char], _>>(&heap)?;
    assert_eq!(*b, ['a', 'b', 'c']);
    drop((v, none, b));
    Ok(())
}

#[test]
fn texts() -> Result<(), TryReserveError> {
    let heap = CheckedAllocator::new(Heap);
    assert_eq!("abß".chars().rev().try_collect_in::<ExString<_>>(&heap)?, "ßba");
    assert_eq!(["Ada", " ", "L"].into_iter().try_collect_in::<ExString<_>>(&heap)?, "Ada L");
    assert_eq!(['a', 'b'].iter().try_collect_in::<ExString<_>>(&heap)?, "ab");
    let b: ExBox<str, _> = ["Ada", "L"].into_iter().try_collect_in(&heap)?;
    assert_eq!(*b, *"AdaL");
    drop(b);
    heap.finish().unwrap();
    Ok(())
}

#[test]
fn options_and_results() -> Result<(), TryReserveError> {
    let all = [Some(1), Some(2)].into_iter();
    assert_eq!(all.try_collect_in::<Option<ExVec<_, _>>>(Heap)?.unwrap(), [1, 2]);
    let mut asked = 0;
    let some = [Some(1), None, Some(2)].into_iter().inspect(|_| asked += 1);
    assert!(some.try_collect_in::<Option<ExVec<_, _>>>(Heap)?.is_none());
    assert_eq!(asked, 2, "it stops there");

    type Numbers<'h> = Result<ExVec<u32, &'h CheckedAllocator<'static, Heap>>, ParseIntError>;
    let heap = CheckedAllocator::new(Heap);
    let v: Numbers<'_> = "1 2 3".split(' ').map(str::parse).try_collect_in(&heap)?;
    assert_eq!(v.unwrap(), [1, 2, 3]);
    let v: Numbers<'_> = "1 2 b".split(' ').map(str::parse).try_collect_in(&heap)?;
    assert_eq!(v.unwrap_err(), "b".parse::<u32>().unwrap_err());
    heap.finish().unwrap();

    // One in another, and boxes.
    let deep = [Some(Ok('a')), Some(Err(7)), None].into_iter();
    let deep = deep.try_collect_in::<Option<Result<ExBox<str, _>, i32>>>(Heap)?;
    assert_eq!(deep.unwrap().unwrap_err(), 7);
    let texts = [Ok("a"), Ok("b")].into_iter();
    assert_eq!(*texts.try_collect_in::<Result<ExBox<str, _>, i32>>(Heap)?.unwrap(), *"ab");
    Ok(())
}

/// Runs with every request refused. What `collect` makes is counted; what it hands back must be all
/// that there was, in order.
#[track_caller]
fn hands_everything_back<C, R: Iterator<Item = u32>>(
    collect: impl for<'a, 'l> Fn(&'a Refusing, &'l Ledger) -> Result<C, R>,
) {
    let (mut failed, mut succeeded) = (0, 0);
    for_each_failure(|alloc| {
        let ledger = Ledger::new();
        match collect(alloc, &ledger) {
            Ok(_) => succeeded += 1,
            Err(rest) => {
                failed += 1;
                assert!(rest.eq(0..40));
            }
        }
        ledger.finish();
    });
    assert!(failed > 0 && succeeded > 0, "{failed} failures, {succeeded} successes");
}

fn values<'l, E: IntoIterator<Item = Tracked<'l>>>(all: E) -> std::vec::IntoIter<u32> {
    all.into_iter().map(|element| element.value()).collect::<Vec<_>>().into_iter()
}

#[test]
fn a_failure_hands_everything_back() {
    hands_everything_back(|alloc, ledger| {
        let items = (0..40).map(|n| ledger.element(n));
        items.try_collect_in::<ExVec<_, _>>(alloc).map(|v| v.len()).map_err(values)
    });
    hands_everything_back(|alloc, ledger| {
        let items = (0..40).map(|n| ledger.element(n)).filter(|_| true);
        items.try_collect_in::<ExVec<_, _>>(alloc).map(|v| v.len()).map_err(values)
    });
    hands_everything_back(|alloc, ledger| {
        let items = (0..40).map(|n| ledger.element(n)).filter(|_| true);
        items.try_collect_in::<ExBox<[_], _>>(alloc).map(|v| v.len()).map_err(values)
    });
    hands_everything_back(|alloc, ledger| {
        let items = (0..40).map(|n| Some(ledger.element(n)));
        let made = items.try_collect_in::<Option<ExVec<_, _>>>(alloc);
        made.map(|v| v.unwrap().len()).map_err(|failed| {
            let left = failed.item.into_iter().chain(failed.rest).map(Option::unwrap);
            values(failed.collected.into_iter().chain(left))
        })
    });
    hands_everything_back(|alloc, _| {
        let letters = (0..40).map(|n| char::from_u32(n).unwrap()).filter(|_| true);
        letters.try_collect_in::<ExBox<str, _>>(alloc).map(|s| s.len()).map_err(|failed| {
            let left = failed.item.into_iter().chain(failed.rest);
            let all: Vec<char> = failed.collected.chars().chain(left).collect();
            all.into_iter().map(u32::from)
        })
    });
}

/// What an iterator says behind its end isn't asked for: it may be anything, and panic.
#[test]
fn nothing_is_asked_for_behind_the_end() {
    let mut at_the_end = 0;
    for_each_failure(|alloc| {
        for wrapped in [false, true] {
            let asked = Cell::new(0);
            let items = core::iter::from_fn(|| {
                asked.set(asked.get() + 1);
                assert!(asked.get() <= 41, "asked behind the end");
                (asked.get() <= 40).then(|| asked.get() - 1)
            });
            let ended = if wrapped {
                let items = items.map(Some);
                let Err(error) = items.try_collect_in::<Option<ExBox<[u32], _>>>(alloc) else {
                    continue;
                };
                let ended = asked.get() == 41;
                let stored = error.collected.iter().copied().eq(0..40);
                assert!(!ended || (stored && error.item.is_none()));
                ended
            } else {
                let Err(error) = items.try_collect_in::<ExBox<[u32], _>>(alloc) else { continue };
                let ended = asked.get() == 41;
                assert!(error.into_iter().eq(0..40));
                ended
            };
            at_the_end += usize::from(ended);
        }
    });
    assert!(at_the_end > 0, "no smaller block for the box");
}

/// An item that stops it counts more than what found no room for the same reason.
#[test]
fn what_stops_it_is_the_result_also_without_room_for_a_smaller_block() {
    let mut stopped = 0;
    for_each_failure(|alloc| {
        let items = (0..40).map(Some).chain([None]);
        let made = items.try_collect_in::<Option<ExBox<[_], _>>>(alloc);
        match made {
            Ok(made) => {
                assert!(made.is_none());
                stopped += 1;
            }
            Err(failed) => assert!(failed.item.is_some(), "there was room for all"),
        }
    });
    assert!(stopped > 0);
}

#[test]
fn unzip() {
    for filtered in [false, true] {
        let (mut failed, mut succeeded) = (0, 0);
        for_each_failure(|alloc| {
            let ledger = Ledger::new();
            let pairs = (0..40).map(|n| (ledger.element(n), ledger.element(100 + n)));
            let pairs: Box<dyn Iterator<Item = _>> =
                if filtered { Box::new(pairs.filter(|_| true)) } else { Box::new(pairs) };
            let (all, left) = match pairs.try_unzip_in(alloc) {
                Ok(vectors) => (vectors, Vec::new()),
                Err(failed) => {
                    (failed.collected, failed.item.into_iter().chain(failed.rest).collect())
                }
            };
            if left.is_empty() {
                succeeded += 1
            } else {
                failed += 1
            }
            assert_eq!(all.0.len(), all.1.len());
            let pairs = core::iter::zip(all.0, all.1).chain(left);
            assert!(pairs.map(|(a, b)| (a.value(), b.value())).eq((0..40).map(|n| (n, 100 + n))));
            ledger.finish();
        });
        assert!(failed > 1 && succeeded > 0);
    }
}

#[test]
fn lengths_that_are_lies() {
    for claimed in [0, 1, 3, 50, usize::MAX] {
        let (ledger, heap) = (Ledger::new(), CheckedAllocator::new(Heap));
        let items = || LyingLength::new((0..3).map(|n| ledger.element(n)), claimed);
        let result = items().try_collect_in::<ExVec<_, _>>(&heap);
        assert_eq!(result.is_ok(), claimed < usize::MAX);
        drop(result);
        let options = LyingLength::new((0..3).map(|n| Some(ledger.element(n))), claimed);
        let result = options.try_collect_in::<Option<ExBox<[_], _>>>(&heap);
        assert_eq!(result.unwrap().unwrap().len(), 3);
        ledger.finish();
        heap.finish().unwrap();
    }
}

#[test]
fn the_error_says_why() {
    let none = exalloc::testing::FailingAllocator::always(Heap);
    let error = (0..3_u8).try_collect_in::<ExVec<_, _>>(&none).unwrap_err();
    let words =
        "an iterator could not be collected: no memory for a block of 64 bytes aligned to 1";
    assert_eq!(error.to_string(), words);
    assert!(format!("{error:?}").starts_with("TryCollectError { error: "));
    assert_eq!(error.source().unwrap().to_string(), error.error.to_string());
    let (cause, kept): (TryReserveError, _) = (error.error.clone(), error.into_iter());
    assert!(kept.eq(0..3));
    assert!(cause.to_string().starts_with("no memory"));
}

/// A collection of somebody else's.
#[test]
fn foreign_collections() {
    struct Count<A>(usize, A);
    impl<T, A: exalloc::Allocator> FromIteratorIn<T> for Count<A> {
        type Alloc = A;
        type Collected = usize;

        fn try_from_iter_in<I: IntoIterator<Item = T>>(
            iter: I,
            alloc: A,
        ) -> Result<Self, TryCollectError<usize, I::IntoIter>> {
            Ok(Self(iter.into_iter().count(), alloc))
        }
    }
    let Count(count, Heap) = (0..3).try_collect_in(Heap).unwrap();
    assert_eq!(count, 3);
    assert!(
        [Ok(1), Err("no")]
            .into_iter()
            .try_collect_in::<Result<Count<_>, _>>(Heap)
            .unwrap()
            .is_err()
    );
}

#[cfg(feature = "infallible")]
#[test]
fn collect_in() {
    assert_eq!((0..3).collect_in::<ExVec<_, _>>(Heap), [0, 1, 2]);
    let made = std::panic::catch_unwind(|| {
        let none = exalloc::testing::FailingAllocator::always(Heap);
        (0..3_u8).collect_in::<ExVec<_, _>>(none).len()
    });
    let message = *made.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(message, "no memory for a block of 64 bytes aligned to 1");
}
