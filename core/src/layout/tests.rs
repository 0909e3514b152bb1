//! Against arithmetic in `u128`, where nothing overflows, for values around every bound.

use super::*;

/// Values at which something changes: small ones, powers of two and the ends, each ± 1.
fn interesting() -> impl Iterator<Item = usize> + Clone {
    let ends = [0, usize::MAX / 2, usize::MAX / 3, usize::MAX / 8, usize::MAX];
    let powers = (0..usize::BITS).map(|bit| 1usize << bit);
    (0..20).chain(powers).chain(ends).flat_map(|n| [n.wrapping_sub(1), n, n.wrapping_add(1)])
}

fn alignments() -> impl Iterator<Item = usize> + Clone {
    (0..usize::BITS).map(|bit| 1usize << bit)
}

#[test]
fn max_size_is_what_layout_accepts() {
    for align in alignments() {
        let max = max_size_for_align(align);
        assert!(Layout::from_size_align(max, align).is_ok(), "{max} aligned to {align}");
        assert!(Layout::from_size_align(max + 1, align).is_err(), "{max} + 1 aligned to {align}");
    }
}

#[test]
fn round_up_is_exact_or_none() {
    for (value, align) in interesting().flat_map(|v| alignments().map(move |a| (v, a))) {
        let exact = (value as u128).next_multiple_of(align as u128);
        // Beyond `usize::MAX - (align - 1)` there is no answer, even where the multiple itself
        // fits: no layout has such a size.
        match round_up(value, align) {
            Some(rounded) => assert_eq!(rounded as u128, exact),
            None => assert!(value > usize::MAX - (align - 1), "{value} to {align}"),
        }
    }
}

#[test]
fn array_is_exact_or_none() {
    for count in interesting() {
        for align in alignments().take(13) {
            for repeat in [0, 1, 2, 3, 7, 100] {
                let elem = Layout::from_size_align(align * repeat, align).unwrap();
                let bytes = elem.size() as u128 * count as u128;
                let fits = bytes <= max_size_for_align(align) as u128;
                let expected =
                    fits.then(|| Layout::from_size_align(bytes as usize, align).unwrap());
                assert_eq!(array(elem, count), expected, "{count} elements of {elem:?}");
            }
        }
    }
}

#[test]
fn with_size_keeps_the_alignment() {
    for align in alignments() {
        let Ok(old) = Layout::from_size_align(1, align) else { continue };
        for size in interesting() {
            assert_eq!(with_size(old, size), Layout::from_size_align(size, align).ok());
        }
    }
}

#[test]
fn max_capacity_is_the_last_that_is_a_layout() {
    for elem in [
        Layout::new::<u8>(),
        Layout::new::<[u8; 3]>(),
        Layout::new::<u64>(),
        Layout::new::<[u64; 3]>(),
        Layout::from_size_align(192, 64).unwrap(),
        Layout::from_size_align(max_size_for_align(8), 8).unwrap(),
    ] {
        let max = max_capacity(elem);
        assert!(array(elem, max).is_some(), "{elem:?}");
        assert!(array(elem, max + 1).is_none(), "{elem:?}");
    }
    assert_eq!(max_capacity(Layout::new::<()>()), usize::MAX);
}

#[test]
fn amortized_capacity_is_enough_and_geometric() {
    for elem in [1, 2, 3, 8, 16, 17, 24, 64, 1024, 1025, 4096] {
        let first = first_capacity(elem);
        for max in [isize::MAX as usize / elem, 10_000, usize::MAX] {
            for cap in interesting().filter(|cap| *cap <= max) {
                for len in [0, 1, cap / 2, cap.saturating_sub(1), cap] {
                    if len > cap {
                        continue;
                    }
                    for additional in interesting().filter(|more| *more > cap - len) {
                        let needed = len as u128 + additional as u128;
                        let Some(found) = amortized_capacity(first, max, cap, len, additional)
                        else {
                            assert!(needed > max as u128);
                            continue;
                        };
                        assert!(needed <= found as u128 && found <= max, "{found} for {needed}");
                        let wanted = needed.max(cap as u128 * 2).max(first as u128);
                        let fits = wanted <= max as u128;
                        assert_eq!(found as u128, if fits { wanted } else { needed });
                    }
                }
            }
        }
    }
}

#[test]
fn what_fits_exactly_is_not_too_much() {
    assert_eq!(amortized_capacity(1, 32, 16, 16, 1), Some(32));
    assert_eq!(amortized_capacity(1, 31, 16, 16, 1), Some(17));
    assert_eq!(amortized_capacity(1, 17, 16, 16, 1), Some(17));
    assert_eq!(amortized_capacity(1, 16, 16, 16, 1), None);
    assert_eq!(amortized_capacity(16, 16, 0, 0, 1), Some(16));
    assert_eq!(amortized_capacity(16, 15, 0, 0, 1), Some(1));
}

#[test]
fn the_next_capacity_is_the_amortized_one() {
    let isize_max = isize::MAX as usize;
    for max in [1, 2, 3, 15, 16, 17, 31, 32, 33, 1000, isize_max / 8, isize_max] {
        for first in [1, 2, 4, 16, 64] {
            let small = 0..=70;
            let large = max.saturating_sub(3)..=max;
            let half = (max / 2).saturating_sub(2)..=max / 2 + 2;
            for cap in small.chain(large).chain(half).filter(|cap| *cap <= max) {
                let expected = amortized_capacity(first, max, cap, cap, 1);
                assert_eq!(next_capacity(first, max, cap), expected, "{first} {max} {cap}");
            }
        }
    }
}

#[test]
fn first_steps_are_as_documented() {
    assert_eq!([1, 2, 3, 4].map(first_capacity), [64, 32, 22, 16]);
    assert_eq!([5, 7, 8].map(first_capacity), [16, 16, 16]);
    assert_eq!([9, 12, 16].map(first_capacity), [14, 10, 8]);
    assert_eq!([17, 24, 1024].map(first_capacity), [4, 4, 4]);
    assert_eq!([1025, 1 << 20].map(first_capacity), [1, 1]);
    for size in 1..=16 {
        let bytes = first_capacity(size) * size;
        assert!((64..=128).contains(&bytes), "{size}: {bytes}");
    }
    assert!(first_capacity(0) > 0, "nothing divides by a size of zero");
}
