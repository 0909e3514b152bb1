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
fn amortized_capacity_is_enough_and_geometric() {
    for elem in [1, 2, 3, 8, 16, 17, 24, 64, 1024, 1025, 4096] {
        for cap in interesting() {
            for len in [0, 1, cap / 2, cap.saturating_sub(1), cap] {
                if len > cap {
                    continue;
                }
                for additional in interesting().filter(|more| *more > cap - len) {
                    let needed = len as u128 + additional as u128;
                    let Some(found) = amortized_capacity(elem, cap, len, additional) else {
                        assert!(needed > usize::MAX as u128);
                        continue;
                    };
                    assert!(found as u128 >= needed, "{found} < {needed}");
                    assert!(found as u128 >= (cap as u128 * 2).min(usize::MAX as u128));
                    let first_step = (64 / elem).max(4);
                    assert!(found as u128 <= needed.max(cap as u128 * 2).max(first_step as u128));
                }
            }
        }
    }
}

#[test]
fn first_steps_are_as_documented() {
    let first = |elem| amortized_capacity(elem, 0, 0, 1).unwrap();
    assert_eq!([1, 2, 4, 8, 16].map(first), [64, 32, 16, 8, 4]);
    assert_eq!([17, 24, 1024].map(first), [4, 4, 4]);
    assert_eq!([1025, 1 << 20].map(first), [1, 1]);
}
