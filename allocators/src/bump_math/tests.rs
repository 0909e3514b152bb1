use super::{Placement, ends_at, place, round_up_to};

/// The definition, by search and in a wider type: the first aligned address from which the block
/// still ends within the room.
fn by_search(position: usize, room: usize, size: usize, align: usize) -> Option<Placement> {
    let (position, room, size) = (position as u128, room as u128, size as u128);
    let start = (position..).find(|start| start % align as u128 == 0)?;
    let (padding, taken) = (start - position, start - position + size);
    (taken <= room).then_some(Placement { padding: padding as usize, taken: taken as usize })
}

#[test]
fn places_like_the_definition_in_a_small_space() {
    let mut placed = 0_usize;
    for position in 0..64 {
        for end in position..64 {
            for size in 0..=64 {
                for align in [1, 2, 4, 8, 16, 32, 64, 128] {
                    let room = end - position;
                    let answer = place(position, room, size, align);
                    assert_eq!(
                        answer,
                        by_search(position, room, size, align),
                        "{position} {room} {size} {align}"
                    );
                    if let Some(Placement { padding, taken }) = answer {
                        placed += 1;
                        assert_eq!((position + padding) % align, 0);
                        assert!(padding < align && position + taken <= end);
                    }
                }
            }
        }
    }
    assert!(placed > 100_000, "only {placed} blocks were placed");
}

#[test]
fn places_like_the_definition_at_the_end_of_the_address_space() {
    for from_end in 0..64 {
        let position = usize::MAX - from_end;
        for room in 0..=from_end {
            for size in 0..=64 {
                for align in [1, 2, 4, 8, 16, 32, 64] {
                    let answer = place(position, room, size, align);
                    assert_eq!(
                        answer,
                        by_search(position, room, size, align),
                        "{position} {room} {size} {align}"
                    );
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
        // The largest size of a layout, and what rounding to a smaller power of two makes of it.
        let size = max + 1 - align;
        for position in [0, 1, 15, 4096, max - 1, max, max + 1, usize::MAX - 15, usize::MAX] {
            for room in [0, 1, max / 2, max, usize::MAX - position] {
                let answer = place(position, room, size, align);
                if let Some(Placement { padding, taken }) = answer {
                    assert_eq!(padding as u128 + size as u128, taken as u128);
                    assert_eq!((position as u128 + padding as u128) % align as u128, 0);
                    assert!(taken <= room);
                } else {
                    let padding = position.wrapping_neg() % align;
                    assert!(padding as u128 + size as u128 > room as u128);
                }
            }
        }
    }
    // One past what a layout allows, at an alignment of 1: rounding up gives it.
    assert_eq!(place(0, max, max + 1, 1), None);
    assert_eq!(place(1, usize::MAX, max + 1, max + 1).map(|p| p.taken), Some(usize::MAX));
}

#[test]
fn blocks_end_where_they_end() {
    for start in 0..32 {
        for size in 0..32 {
            for position in 0..64 {
                assert_eq!(ends_at(start, size, position), start + size == position);
            }
        }
    }
    assert!(ends_at(usize::MAX - 7, 8, 0));
    assert!(!ends_at(usize::MAX - 7, 7, 0));
}

#[test]
fn rounds_up() {
    for shift in 0..8 {
        let align = 1 << shift;
        for size in 0..300 {
            assert_eq!(round_up_to(size, align), size.div_ceil(align) * align);
        }
    }
    let max = isize::MAX as usize;
    assert_eq!(round_up_to(max, 1), max);
    assert_eq!(round_up_to(max, 8), max + 1);
    assert_eq!(round_up_to(max, max + 1), max + 1);
    assert_eq!(round_up_to(1, max + 1), max + 1);
}
