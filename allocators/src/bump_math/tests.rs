use super::{align_up, end_of, fits};

const SPACE: u128 = 1 << usize::BITS;

/// What the functions answer together, as distances from the position.
fn place(
    position: usize,
    room: usize,
    size: usize,
    align: usize,
    min_align: usize,
) -> Option<(usize, usize)> {
    let start = align_up(position, align);
    fits(start, position.wrapping_add(room), size).then(|| {
        let end = end_of(start, size, min_align);
        (start.wrapping_sub(position), end.wrapping_sub(position))
    })
}

/// The definition, by search and in a wider type: the first aligned address, if the block ends
/// within the room from there, and the first multiple of `min_align` from its end.
fn by_search(
    position: usize,
    room: usize,
    size: usize,
    align: usize,
    min_align: usize,
) -> Option<(usize, usize)> {
    let low = position as u128;
    let first_multiple = |from: u128, of: usize| (from..).find(|at| at % of as u128 == 0).unwrap();
    let start = first_multiple(low, align);
    let end = start + size as u128;
    (end <= low + room as u128).then(|| {
        let end = first_multiple(end, min_align);
        assert!(end <= SPACE);
        ((start - low) as usize, (end - low) as usize)
    })
}

#[test]
fn places_like_the_definition_in_a_small_space() {
    let mut placed = 0_usize;
    for min_align in [1, 4, 8] {
        for position in (0..64).step_by(min_align) {
            for limit in (position..=64).step_by(min_align) {
                for size in 0..=64 {
                    for align in [1, 2, 4, 8, 16, 32, 64, 128] {
                        let align = align.max(min_align);
                        let room = limit - position;
                        let answer = place(position, room, size, align, min_align);
                        assert_eq!(
                            answer,
                            by_search(position, room, size, align, min_align),
                            "{position} {room} {size} {align} {min_align}"
                        );
                        if let Some((start, end)) = answer {
                            placed += 1;
                            assert_eq!((position + start) % align, 0);
                            assert_eq!((position + end) % min_align, 0);
                            assert!(start + size <= end && end <= room);
                        }
                    }
                }
            }
        }
    }
    assert!(placed > 100_000, "only {placed} blocks were placed");
}

#[test]
fn places_like_the_definition_at_the_end_of_the_address_space() {
    for min_align in [1, 4, 8] {
        for from_end in (0..=64).step_by(min_align) {
            let position = 0_usize.wrapping_sub(from_end);
            for room in (0..=from_end).step_by(min_align) {
                for size in 0..=64 {
                    for align in [1, 2, 4, 8, 16, 32, 64] {
                        if from_end == 0 {
                            // The position is the end itself, 0: nothing with a size fits.
                            assert_eq!(place(position, 0, size, align, 1).is_some(), size == 0);
                            continue;
                        }
                        let align = align.max(min_align);
                        assert_eq!(
                            place(position, room, size, align, min_align),
                            by_search(position, room, size, align, min_align),
                            "{position:#x} {room} {size} {align} {min_align}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn largest_sizes_and_alignments_never_wrap_into_success() {
    let max = isize::MAX as usize;
    for shift in 0..usize::BITS {
        let align = 1_usize << shift;
        for position in [0, 8, 16, 4096, max - 7, max + 1, usize::MAX - 15, usize::MAX - 7] {
            let padding = position.wrapping_neg() % align;
            for room in [0, 8, max / 2, max - 7, max] {
                if position as u128 + room as u128 > SPACE {
                    continue;
                }
                // Up to the largest size of a layout.
                for size in [1, 8, max / 2, max - 7, max].map(|size| size.min(max + 1 - align)) {
                    assert_eq!(
                        place(position, room, size, align, 1).is_some(),
                        padding as u128 + size as u128 <= room as u128,
                        "{position:#x} {room:#x} {size:#x} {align:#x}"
                    );
                }
            }
        }
    }
}

#[test]
fn nothing_fits_where_position_and_limit_are_the_same() {
    for at in [1, 8, 64, 4096] {
        for shift in 0..usize::BITS {
            for size in [1, 8, 4096, isize::MAX as usize] {
                assert!(!fits(align_up(at, 1 << shift), at, size));
            }
        }
    }
}

#[test]
fn rounds_up() {
    for shift in 0..8 {
        let align = 1_usize << shift;
        for size in 0..300_usize {
            let expected = size.div_ceil(align) * align;
            assert_eq!(align_up(size, align), expected);
            assert_eq!(end_of(align * 3, size, align), align * 3 + expected);
        }
    }
    assert_eq!(align_up(usize::MAX, 8), 0);
    assert_eq!(end_of(usize::MAX - 7, 8, 1), 0);
    assert_eq!(end_of(usize::MAX - 7, 3, 8), 0);
}
