use super::super::frame::{CANARY, Frame};
use super::super::pattern::{FREED_BYTE, FRESH_BYTE, canary, first_damage, last_damage};
use super::layout;
use core::alloc::Layout;

#[test]
fn the_front_is_aligned_and_wide_enough() {
    for shift in 0..=13 {
        for size in [1, 7, 16, 4097] {
            let frame = Frame::around(layout(size, 1 << shift)).unwrap();
            assert_eq!(frame.front() % (1 << shift), 0);
            assert!(frame.front() >= CANARY);
            assert_eq!(frame.layout(), layout(size, 1 << shift));
            assert_eq!(frame.content(), frame.front()..frame.front() + size);
            assert_eq!(frame.tail(), frame.front() + size..frame.outer().size());
            assert_eq!(frame.tail().len(), CANARY);
            assert_eq!(frame.outer().align(), 1 << shift);
        }
    }
}

#[test]
fn a_block_is_aligned_wherever_the_wider_one_begins() {
    for shift in 0..=7 {
        let align = 1 << shift;
        let frame = Frame::around(layout(10, align)).unwrap();
        for start in 1024..1024 + align {
            let at = frame.at(start);
            assert_eq!((start + at.front()) % align, 0);
            assert!(at.front() >= 1 && frame.front() - at.front() < align);
            assert!(at.tail().len() >= CANARY && at.tail().end == frame.outer().size());
            assert_eq!((at.outer(), at.at(1024)), (frame.outer(), frame));
        }
    }
}

#[test]
fn what_is_too_large_has_no_frame() {
    let largest = isize::MAX as usize;
    assert!(Frame::around(layout(largest - 32, 1)).is_some());
    assert_eq!(Frame::around(layout(largest - 31, 1)), None);
    assert_eq!(Frame::around(layout(largest, 1)), None);
    let aligned = 1 << (usize::BITS - 2);
    assert_eq!(
        Frame::around(layout(1, aligned)).map(Frame::outer),
        Layout::from_size_align(aligned + 17, aligned).ok()
    );
    assert_eq!(Frame::around(layout(1, 1)).unwrap().with_size(largest), None);
    assert_eq!(Frame::around(layout(1, 1)).unwrap().with_size(usize::MAX), None);
}

#[test]
fn watched_bytes_are_like_no_other() {
    for number in 0..300 {
        for index in 0..300 {
            let byte = canary(number, index);
            assert!(![0, 0xFF, FRESH_BYTE, FREED_BYTE].contains(&byte));
            assert_ne!(byte, canary(number, index + 1));
            assert_ne!(byte, canary(number + 1, index));
        }
    }
}

#[test]
fn damage_is_found_from_both_ends() {
    let mut bytes: [u8; 20] = core::array::from_fn(|index| canary(3, index));
    assert_eq!((first_damage(&bytes, 3), last_damage(&bytes, 3)), (None, None));
    (bytes[4], bytes[9]) = (1, 2);
    assert_eq!(first_damage(&bytes, 3), Some((4, 1)));
    assert_eq!(last_damage(&bytes, 3), Some((9, 2)));
}
