//! The stable sorts of `SliceExt`: what std's do, whatever the comparison does.

use core::cell::Cell;
use core::cmp::Ordering;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, OverAligned, Tracked};
use exalloc::{CountingAllocator, SliceExt, TryReserveErrorKind};
use exalloc_tests::Heap;
use exalloc_tests::random::Random;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The shapes of input, each with a name.
fn shapes(len: usize) -> Vec<(&'static str, Vec<usize>)> {
    let mut random = Random::default();
    let mut numbers = |bound: usize| (0..len).map(|_| random.below(bound)).collect::<Vec<_>>();
    let many = numbers(usize::MAX);
    let (few, two) = (numbers(5), numbers(2));
    let mut almost: Vec<usize> = (0..len).collect();
    for _ in 0..len / 20 {
        let (a, b) = (random.below(len), random.below(len));
        almost.swap(a, b);
    }
    let mut runs = Vec::new();
    while runs.len() < len {
        // Of every length, upwards and downwards.
        let (at, rising) = (random.below(1000), random.below(2) == 0);
        let run = 0..(1 + random.below(70)).min(len - runs.len());
        runs.extend(run.map(|n| if rising { at + n } else { 1000 + at - n }));
    }
    let middle = len / 2;
    vec![
        ("random", many),
        ("of five kinds", few),
        ("of two kinds", two),
        ("sorted", (0..len).collect()),
        ("reversed", (0..len).rev().collect()),
        ("all equal", vec![7; len]),
        ("sawtooth", (0..len).map(|n| n % 17).collect()),
        ("sawtooth downwards", (0..len).map(|n| 1000 - n % 50).collect()),
        ("organ pipes", (0..middle).chain((0..len - middle).rev()).collect()),
        ("the smallest last", (1..=len).map(|n| n % len.max(1)).collect()),
        ("two runs", (middle..len).chain(0..middle).collect()),
        ("almost sorted", almost),
        ("runs", runs),
    ]
}

fn lengths() -> impl Iterator<Item = usize> {
    let (small, large) = if cfg!(miri) { (70, 200) } else { (200, 20_000) };
    (0..=small).chain([large / 3, large])
}

/// Elements that tell where they were.
fn placed(keys: &[usize]) -> Vec<(usize, usize)> {
    keys.iter().copied().enumerate().map(|(place, key)| (key, place)).collect()
}

#[test]
fn as_std_sorts_every_shape() {
    for len in lengths() {
        for (name, keys) in shapes(len) {
            let start = placed(&keys);
            let mut expected = start.clone();
            expected.sort_by_key(|a| a.0);
            let heap = CheckedAllocator::new(Heap);

            let mut v = start.clone();
            v.try_sort_by_in(|a, b| a.0.cmp(&b.0), &heap).unwrap();
            assert_eq!(v, expected, "{len}, {name}");
            let mut v = start.clone();
            v.try_sort_by_key_in(|a| a.0, &heap).unwrap();
            assert_eq!(v, expected, "{len}, {name}, by key");
            let mut v = start.clone();
            v.try_sort_by_cached_key_in(|a| a.0, &heap).unwrap();
            assert_eq!(v, expected, "{len}, {name}, by cached key");

            // Downwards: equal elements still keep their order.
            expected.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            v.try_sort_by_in(|a, b| b.0.cmp(&a.0), &heap).unwrap();
            assert_eq!(v, expected, "{len}, {name}, downwards");

            let (mut v, mut expected) = (keys.clone(), keys);
            v.try_sort_in(&heap).unwrap();
            expected.sort();
            assert_eq!(v, expected, "{len}, {name}, numbers");
            heap.finish().unwrap();
        }
    }
}

#[cfg(feature = "infallible")]
#[test]
fn the_panicking_forms_sort_too() {
    for (_, keys) in shapes(300) {
        let start = placed(&keys);
        let mut expected = start.clone();
        expected.sort_by_key(|a| a.0);
        let mut sorted: [_; 4] = core::array::from_fn(|_| start.clone());
        sorted[0].sort_in(Heap); // The places are in order: as good as stable.
        sorted[1].sort_by_in(|a, b| a.0.cmp(&b.0), Heap);
        sorted[2].sort_by_key_in(|a| a.0, Heap);
        sorted[3].sort_by_cached_key_in(|a| a.0, Heap);
        assert!(sorted.iter().all(|v| *v == expected));
    }
}

#[test]
fn strings_are_sorted_and_none_is_lost() {
    let start: Vec<String> = shapes(500)[0].1.iter().map(usize::to_string).collect();
    let (mut v, mut cached, mut expected) = (start.clone(), start.clone(), start);
    v.try_sort_in(Heap).unwrap();
    cached.try_sort_by_cached_key_in(|s| s.chars().rev().collect::<String>(), Heap).unwrap();
    expected.sort();
    assert_eq!(v, expected);
    expected.sort_by_cached_key(|s| s.chars().rev().collect::<String>());
    assert_eq!(cached, expected);
}

/// One request, for half the elements; none for short slices and those in order.
#[test]
fn memory_is_asked_for_once_and_where_it_is_needed() {
    for len in [0, 1, 2, 19, 20, 21, 22, 23, 100, 1001] {
        for (name, mut keys) in shapes(len) {
            let heap = CountingAllocator::new(Heap);
            let in_order = keys.is_sorted() || keys.windows(2).all(|pair| pair[0] > pair[1]);
            keys.try_sort_in(&heap).unwrap();
            let needed = len > 20 && !in_order;
            let (count, bytes) = if needed { (1, len / 2 * size_of::<usize>()) } else { (0, 0) };
            let stats = heap.stats();
            assert_eq!((stats.allocations, stats.peak_bytes), (count, bytes), "{len}, {name}");
        }
    }
}

#[test]
fn without_memory_nothing_moves_and_the_error_says_how_much() {
    for (name, keys) in shapes(100) {
        if name == "sorted" || name == "reversed" || name == "all equal" {
            continue;
        }
        let mut v = keys.clone();
        let error = v.try_sort_in(FailingAllocator::always(Heap)).unwrap_err();
        assert_eq!(v, keys, "{name}");
        let TryReserveErrorKind::AllocError { layout, .. } = error.kind() else { panic!() };
        assert_eq!(layout.size(), 50 * size_of::<usize>());
        let never = |_: &usize| -> usize { panic!("a key is made") };
        v.try_sort_by_cached_key_in(never, FailingAllocator::always(Heap)).unwrap_err();
        assert_eq!(v, keys, "{name}");
    }
}

#[test]
fn elements_of_size_zero_need_neither_memory_nor_comparisons() {
    #[derive(Debug)]
    struct Nothing;
    let mut v: Vec<Nothing> = (0..100).map(|_| Nothing).collect();
    v.try_sort_by_in(|_, _| panic!("a comparison"), FailingAllocator::always(Heap)).unwrap();
    v.try_sort_by_key_in(|_| -> u8 { panic!("a key") }, FailingAllocator::always(Heap)).unwrap();
    let mut made = 0;
    let key = |_: &Nothing| {
        made += 1;
        0
    };
    v.try_sort_by_cached_key_in(key, Heap).unwrap();
    assert_eq!((v.len(), made), (100, 100));
}

#[test]
fn over_aligned_elements() {
    let heap = CheckedAllocator::new(Heap);
    let mut v: Vec<_> = shapes(100)[0].1.iter().map(|&key| OverAligned([key; 5])).collect();
    v.try_sort_by_in(|a, b| a.0.cmp(&b.0), &heap).unwrap();
    assert!(v.is_sorted_by(|a, b| a.0 <= b.0));
    assert_eq!(heap.requests(), 1);
    heap.finish().unwrap();
}

/// As many comparisons as the documentation says.
#[test]
fn no_shape_takes_quadratic_time() {
    let len = if cfg!(miri) { 300 } else { 10_000_usize };
    let bound = len * (len.ilog2() as usize + 5);
    for (name, mut keys) in shapes(len) {
        let mut comparisons = 0;
        keys.try_sort_by_in(
            |a, b| {
                comparisons += 1;
                a.cmp(b)
            },
            Heap,
        )
        .unwrap();
        let bound = match name {
            "sorted" | "reversed" | "all equal" => len,
            "organ pipes" | "two runs" | "the smallest last" => 3 * len,
            _ => bound,
        };
        assert!(comparisons < bound, "{comparisons} for {name}");
    }
}

/// Runs whose lengths are the worst for policies that look at a few runs only, and lengths that
/// make many boundaries wait.
#[test]
fn many_runs_of_unlike_lengths() {
    let (count, factors) = if cfg!(miri) { (8, 2..3) } else { (13, 2..5_usize) };
    for factor in factors {
        for downwards in [false, true] {
            let mut lengths: Vec<usize> = (0..count).map(|n| 16 * factor.pow(n / 2)).collect();
            if downwards {
                lengths.reverse();
            }
            let mut keys = Vec::new();
            for len in lengths {
                keys.extend((0..len).map(|n| n * 3 % 1_000_003));
            }
            let mut expected = keys.clone();
            expected.sort();
            keys.try_sort_in(Heap).unwrap();
            assert!(keys == expected);
        }
    }
}

/// Sorts elements that are counted, with a panic at the `k`-th comparison, for every `k`; each is
/// there afterwards, and once.
#[test]
fn a_panic_at_any_comparison_loses_nothing() {
    let lengths: &[usize] = if cfg!(miri) { &[5, 40] } else { &[2, 3, 19, 20, 21, 40, 70, 150] };
    for &len in lengths {
        for (name, keys) in shapes(len) {
            let ledger = Ledger::<4096>::with_room();
            let start = || keys.iter().map(|&key| ledger.element(key)).collect::<Vec<_>>();
            for k in 1.. {
                let (mut v, heap) = (start(), CheckedAllocator::new(Heap));
                let mut ids: Vec<u64> = v.iter().map(Tracked::id).collect();
                ledger.panic_at_compare(k);
                let panicked = catch_unwind(AssertUnwindSafe(|| v.try_sort_in(&heap))).is_err();
                ledger.disarm();
                ledger.check();
                heap.finish().unwrap();
                assert_eq!(ledger.alive(), len, "{len}, {name}, {k}");
                let mut now: Vec<u64> = v.iter().map(Tracked::id).collect();
                ids.sort_unstable();
                now.sort_unstable();
                assert_eq!(now, ids, "{len}, {name}, {k}");
                if !panicked {
                    assert!(v.is_sorted());
                    break;
                }
            }
            ledger.finish();
        }
    }
}

/// What lies, at random or always.
#[test]
fn comparisons_that_contradict_each_other_lose_nothing() {
    let mut random = Random::default();
    let rounds = if cfg!(miri) { 1 } else { 20 };
    for len in [1, 2, 3, 10, 20, 21, 33, 64, 100, 257, 1000] {
        for round in 0..rounds * 5 {
            let ledger = Ledger::<1024>::with_room();
            let mut v: Vec<_> = (0..len).map(|n| ledger.element(n)).collect();
            let mut asked = 0_u32;
            let compare = |a: &Tracked<'_, usize>, b: &Tracked<'_, usize>| {
                asked += 1;
                match round % 5 {
                    0 => Ordering::Less,
                    1 => Ordering::Greater,
                    // In cycles.
                    2 => (a.value() % 7).cmp(&(b.value() % 5)),
                    3 if asked.is_multiple_of(3) => Ordering::Less,
                    _ => [Ordering::Less, Ordering::Equal, Ordering::Greater][random.below(3)],
                }
            };
            v.try_sort_by_in(compare, Heap).unwrap();
            ledger.check();
            let mut values: Vec<usize> = v.iter().map(Tracked::value).collect();
            values.sort_unstable();
            assert!(values.into_iter().eq(0..len), "{len}, {round}");
            drop(v);
            ledger.finish();
        }
    }
}

/// Comparisons count in the elements themselves: none of it is lost with a copy.
#[test]
fn what_a_comparison_changes_stays_changed() {
    let count = |cell: &Cell<usize>| cell.set(cell.get() + 1);
    for len in [2, 20, 21, 50, 300] {
        for (name, keys) in shapes(len) {
            let mut v: Vec<_> = keys.iter().map(|&key| (key, Cell::new(0))).collect();
            let mut asked = 0;
            let compare = |a: &(usize, Cell<usize>), b: &(usize, Cell<usize>)| {
                asked += 1;
                count(&a.1);
                count(&b.1);
                a.0.cmp(&b.0)
            };
            v.try_sort_by_in(compare, Heap).unwrap();
            assert_eq!(v.iter().map(|e| e.1.get()).sum::<usize>(), 2 * asked, "{len}, {name}");
            assert!(v.is_sorted_by(|a, b| a.0 <= b.0));
        }
    }
}

#[test]
fn a_cached_key_is_made_once_and_a_panic_in_it_moves_nothing() {
    let keys = &shapes(60)[0].1;
    for k in 0..60 {
        let (ledger, mut made) = (Ledger::new(), 0);
        let mut v: Vec<_> = keys.iter().map(|&key| ledger.element(key)).collect();
        let key = |e: &Tracked<'_, usize>| {
            assert_ne!(made, k, "planted");
            made += 1;
            ledger.element(e.value())
        };
        let sorting = || v.try_sort_by_cached_key_in(key, Heap);
        catch_unwind(AssertUnwindSafe(sorting)).unwrap_err();
        assert!(v.iter().map(Tracked::value).eq(keys.iter().copied()));
        ledger.check();
        assert_eq!((ledger.alive(), made), (60, k));
    }
    let mut made = 0;
    let key = |key: &usize| {
        made += 1;
        *key
    };
    keys.clone().try_sort_by_cached_key_in(key, Heap).unwrap();
    assert_eq!(made, 60);
}
