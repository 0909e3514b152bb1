//! What a `RangeBounds` selects.

use core::ops::{Bound, Range, RangeBounds};

/// The indices that `range` selects among `len`.
///
/// Each bound is asked for once: a hostile implementation may answer differently every time.
///
/// # Panics
///
/// With the words of slice indexing, if the range begins after its end or ends after `len`.
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

/// Lets core say what is wrong, so that the words are those of the user's own std.
#[cold]
#[inline(never)]
#[track_caller]
fn out_of_range(bounds: (Bound<usize>, Bound<usize>), len: usize) -> ! {
    // An array of any length takes no memory when its elements don't.
    let elements = [(); usize::MAX];
    let _ = &elements[..len][bounds];
    unreachable!("slice indexing accepts a range that is out of bounds")
}
