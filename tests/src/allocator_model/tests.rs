//! The model on a known allocator, and the histogram. That the model finds faults is shown in
//! `tests/allocator_model`, with planted ones.

use super::{Histogram, Op, Outcome, Pick, Row, Size, Subject, overlap, pattern, run};
use crate::Heap;
use exalloc::testing::CheckedAllocator;

#[test]
fn counts_what_it_did() {
    let strict = CheckedAllocator::new(Heap);
    let ops = [
        Op::Dealloc { block: Pick::Newest },
        Op::Alloc { size: Size::Bytes(0), shift: 12 },
        Op::AllocZeroed { size: Size::Bytes(100), shift: 3 },
        Op::Alloc { size: Size::BelowMax(0), shift: 0 },
        Op::ResizeInPlace { block: Pick::Newest, size: Size::Same },
        Op::Remap { block: Pick::At(7), size: Size::Bytes(50) },
        Op::Move,
        Op::Reset,
        Op::Dealloc { block: Pick::At(0) },
    ];
    let mut histogram = Histogram::new();
    run(&strict, &Subject { reset: None, must_serve: 1000 }, &ops, &mut histogram).unwrap();
    strict.finish().unwrap();
    histogram.assert_reached(
        &[
            (Row::Alloc, &[Outcome::Served, Outcome::Refused]),
            (Row::AllocZeroed, &[Outcome::Served]),
            (Row::ResizeEqual, &[Outcome::InPlace]),
            (Row::RemapSmaller, &[Outcome::Refused]),
            (Row::Dealloc, &[Outcome::Served]),
            (Row::Move, &[Outcome::Moved]),
        ],
        &[],
    );
}

#[test]
#[should_panic(expected = "expected true, reached false")]
fn an_empty_cell_is_told() {
    Histogram::new().assert_reached(&[(Row::Alloc, &[Outcome::Served])], &[]);
}

#[test]
fn ranges_overlap_where_they_share_a_byte() {
    assert!(overlap((10, 5), (14, 1)) && overlap((14, 1), (10, 5)));
    assert!(!overlap((10, 5), (15, 1)) && !overlap((15, 1), (10, 5)));
    assert!(overlap((10, 5), (0, 100)));
    assert!(!overlap((10, 0), (0, 100)) && !overlap((0, 100), (10, 0)));
}

#[test]
fn patterns_differ_and_have_no_zero() {
    assert!(!pattern(0, 1000).contains(&0));
    assert_ne!(pattern(3, 8), pattern(4, 8));
}
