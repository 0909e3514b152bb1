//! What a `RangeBounds` selects.

use core::ops::{Bound, Range, RangeBounds};

/// The indices that `range` selects among `len`.
///
/// Each bound is asked for once: a hostile implementation may answer differently every time.
///
/// # Panics
///
/// If the range begins after its end or ends after `len`.
#[inline]
#[track_caller]
pub(crate) fn resolve<R: RangeBounds<usize>>(range: R, len: usize) -> Range<usize> {
    let bounds = (range.start_bound().cloned(), range.end_bound().cloned());
    let start = match bounds.0 {
        Bound::Included(start) => Some(start),
        Bound::Excluded(before) => before.checked_add(1),
        Bound::Unbounded => Some(0),
    };
    let end = match bounds.1 {
        Bound::Included(last) => last.checked_add(1),
        Bound::Excluded(end) => Some(end),
        Bound::Unbounded => Some(len),
    };
    match (start, end) {
        (Some(start), Some(end)) if start <= end && end <= len => start..end,
        _ => out_of_range(bounds, len),
    }
}

/// Says what is wrong, in the words of std 1.95, which name the bounds as they were given.
#[cold]
#[inline(never)]
#[track_caller]
fn out_of_range((start, end): (Bound<usize>, Bound<usize>), len: usize) -> ! {
    let end = match end {
        Bound::Included(last) if last >= len => end_failed(last, len),
        Bound::Included(last) => last + 1, // Can't overflow: below `len`.
        Bound::Excluded(end) if end > len => end_failed(end, len),
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    match start {
        Bound::Included(start) | Bound::Excluded(start) if start > len => {
            panic!("range start index {start} out of range for slice of length {len}")
        }
        Bound::Included(start) | Bound::Excluded(start) if start > end => {
            panic!("slice index starts at {start} but ends at {end}")
        }
        // An excluded start that is the end: std blames the end.
        _ => end_failed(end, len),
    }
}

#[track_caller]
fn end_failed(end: usize, len: usize) -> ! {
    panic!("range end index {end} out of range for slice of length {len}")
}
