use super::{in_pages, offset_of, start_in, to_map};
use core::alloc::Layout;

const MAX: usize = isize::MAX as usize;

#[test]
fn sizes_become_whole_pages_below_the_bound() {
    for page in [1, 4, 4096, 65536] {
        for size in (1..200).chain([4095, 4096, 4097, MAX - 65536, MAX / 2]) {
            let len = in_pages(size, page).unwrap();
            assert!(len % page == 0 && len >= size && len - size < page, "{size} {page}");
        }
        assert_eq!(in_pages(MAX + 1 - page, page), Some(MAX + 1 - page));
    }
    assert_eq!(in_pages(MAX, 4096), None);
    assert_eq!(in_pages(MAX - 4094, 4096), None);
    assert_eq!(in_pages(usize::MAX, 4096), None);
}

/// Wherever the system maps that much, the span, its guards and its alignment have room.
#[test]
fn a_span_fits_wherever_its_mapping_lies() {
    const PAGE: usize = 8;
    for len in [8, 16, 40] {
        for align in [1, 2, 8, 16, 64, 256] {
            for guard in [0, PAGE] {
                let total = to_map(len, align, guard, PAGE).unwrap();
                assert_eq!(total % PAGE, 0);
                let mut least_left = usize::MAX;
                for base in (0..1024).step_by(PAGE) {
                    let before = start_in(base, align, guard);
                    assert_eq!((base + before) % align.max(PAGE), 0);
                    assert!(before >= guard && before + len + guard <= total);
                    // By search: the first place that would do.
                    let first =
                        (0..).step_by(PAGE).find(|d| *d >= guard && (base + d) % align == 0);
                    assert_eq!(first, Some(before), "base {base} align {align} guard {guard}");
                    least_left = least_left.min(total - before - len - guard);
                }
                assert_eq!(least_left, 0, "not more than is needed");
            }
        }
    }
}

#[test]
fn what_no_address_space_has_is_not_mapped() {
    let largest = MAX + 1 - 4096;
    assert_eq!(to_map(largest, 1, 0, 4096), Some(largest));
    assert_eq!(to_map(largest, 4096, 0, 4096), Some(largest));
    assert_eq!(to_map(largest, 8192, 0, 4096), None);
    assert_eq!(to_map(largest, 1, 4096, 4096), None);
    assert_eq!(to_map(largest - 8192, 1, 4096, 4096), Some(largest));
    assert_eq!(to_map(4096, MAX + 1, 0, 4096), None);
    assert_eq!(to_map(4096, 1, MAX + 1, 4096), None);
}

#[test]
fn guarded_blocks_end_as_high_as_their_alignment_allows() {
    const PAGE: usize = 64;
    for align in [1, 2, 4, 8, 16, 32, 64, 128, 512] {
        for size in 1..300 {
            let layout = Layout::from_size_align(size, align).unwrap();
            let len = in_pages(size, PAGE).unwrap();
            let offset = offset_of(layout, len);
            let highest = (0..=len - size).rev().find(|offset| offset % align == 0);
            assert_eq!(Some(offset), highest, "{layout:?}");
            assert!(offset < PAGE);
        }
    }
}
