//! Checked arithmetic on sizes, alignments and capacities.
//!
//! Everything here is pure: numbers in, `Option` of numbers out, no memory touched. Sizes are in
//! bytes, counts and capacities in elements. An alignment is a power of two, as [`Layout`]
//! guarantees.

#![forbid(unsafe_code)]

use core::alloc::Layout;

/// The largest size in bytes that a block of alignment `align` may have.
///
/// It is `isize::MAX` rounded down to a multiple of `align`
/// ([`Layout::from_size_align`] refuses more).
///
/// # Examples
///
/// ```
/// use exalloc::layout::max_size_for_align;
///
/// assert_eq!(max_size_for_align(1), isize::MAX as usize);
/// assert_eq!(max_size_for_align(16) % 16, 0);
/// ```
#[inline]
#[must_use]
pub const fn max_size_for_align(align: usize) -> usize {
    debug_assert!(align.is_power_of_two());
    // Can't underflow: an alignment is a power of two in `usize`, hence at most `isize::MAX + 1`.
    (isize::MAX as usize + 1) - align
}

/// The layout of `count` elements of layout `elem` side by side, or `None` beyond the largest size.
///
/// `elem` is the layout of a type, so its size is a multiple of its alignment. A count or size of
/// zero gives a layout of size zero, which must not reach an allocator.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::layout::array;
///
/// assert_eq!(array(Layout::new::<u32>(), 3), Layout::array::<u32>(3).ok());
/// assert_eq!(array(Layout::new::<u32>(), usize::MAX / 4), None);
/// ```
#[inline]
#[must_use]
pub const fn array(elem: Layout, count: usize) -> Option<Layout> {
    debug_assert!(elem.size() % elem.align() == 0);
    let Some(size) = elem.size().checked_mul(count) else { return None };
    match Layout::from_size_align(size, elem.align()) {
        Ok(layout) => Some(layout),
        Err(_) => None,
    }
}

/// The layout `(size, align of old)`, or `None` beyond the largest size.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::layout::with_size;
///
/// let old = Layout::new::<u64>();
/// assert_eq!(with_size(old, 24), Layout::from_size_align(24, 8).ok());
/// assert_eq!(with_size(old, usize::MAX), None);
/// ```
#[inline]
#[must_use]
pub const fn with_size(old: Layout, size: usize) -> Option<Layout> {
    match Layout::from_size_align(size, old.align()) {
        Ok(layout) => Some(layout),
        Err(_) => None,
    }
}

/// The smallest multiple of `align` that is at least `value`, or `None` where that overflows.
///
/// # Examples
///
/// ```
/// use exalloc::layout::round_up;
///
/// assert_eq!(round_up(13, 8), Some(16));
/// assert_eq!(round_up(16, 8), Some(16));
/// assert_eq!(round_up(usize::MAX, 8), None);
/// ```
#[inline]
#[must_use]
pub const fn round_up(value: usize, align: usize) -> Option<usize> {
    debug_assert!(align.is_power_of_two());
    match value.checked_add(align - 1) {
        Some(sum) => Some(sum & !(align - 1)),
        None => None,
    }
}

/// The smallest capacity, in elements, that growth asks for: a first step of a few bytes would be
/// outgrown at once.
///
/// 16 elements, but at least 64 bytes and at most 128; 4 elements where they are larger than 16
/// bytes, and 1 where they are larger than 1024. So bytes begin with 64, words and pointers with
/// 16. `elem_size` is in bytes.
///
/// # Examples
///
/// ```
/// use exalloc::layout::first_capacity;
///
/// assert_eq!([1, 2, 4, 8, 16].map(first_capacity), [64, 32, 16, 16, 8]);
/// assert_eq!([24, 1024, 1025].map(first_capacity), [4, 4, 1]);
/// ```
#[inline]
#[must_use]
pub const fn first_capacity(elem_size: usize) -> usize {
    match elem_size {
        0 => 64,
        1..=4 => 64_usize.div_ceil(elem_size),
        5..=8 => 16,
        9..=16 => 128 / elem_size,
        17..=1024 => 4,
        _ => 1,
    }
}

/// How many elements of layout `elem` fit into the largest block.
///
/// `elem` is the layout of a type, so its size is a multiple of its alignment. There is no end to
/// elements of size zero: `usize::MAX`.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::layout::{array, max_capacity};
///
/// let elem = Layout::new::<u64>();
/// assert!(array(elem, max_capacity(elem)).is_some());
/// assert!(array(elem, max_capacity(elem) + 1).is_none());
/// ```
#[inline]
#[must_use]
pub const fn max_capacity(elem: Layout) -> usize {
    match elem.size() {
        0 => usize::MAX,
        size => max_size_for_align(elem.align()) / size,
    }
}

/// The capacity, in elements, that a collection asks for when it holds `len` elements, has room
/// for `cap` and needs room for `additional` more; `None` when that is more than `max`.
///
/// Growth is geometric, so that appending costs constant time per element, amortised: double the
/// old capacity, at least what is needed, and at least `first`. Where that is more than `max` and
/// what is needed isn't, it is what is needed.
///
/// For exalloc's collections `first` is the [`first_capacity`] and `max` the [`max_capacity`] of
/// the elements. `additional` must be above what `cap` has room for.
///
/// # Examples
///
/// ```
/// use exalloc::layout::amortized_capacity;
///
/// assert_eq!(amortized_capacity(16, 1000, 0, 0, 1), Some(16));
/// assert_eq!(amortized_capacity(16, 1000, 16, 16, 1), Some(32));
/// assert_eq!(amortized_capacity(16, 1000, 16, 16, 100), Some(116));
/// assert_eq!(amortized_capacity(16, 1000, 600, 600, 1), Some(601));
/// assert_eq!(amortized_capacity(16, 1000, 600, 600, 401), None);
/// ```
#[inline]
#[must_use]
pub const fn amortized_capacity(
    first: usize,
    max: usize,
    cap: usize,
    len: usize,
    additional: usize,
) -> Option<usize> {
    let required = match len.checked_add(additional) {
        Some(required) if required <= max => required,
        _ => return None,
    };
    // Where it wraps, `cap` is above half the address space, and `max` with it: `required`, which
    // is above `cap`, is larger than what comes out.
    let doubled = cap.wrapping_mul(2);
    let grown = if doubled > required { doubled } else { required };
    let grown = if grown > first { grown } else { first };
    Some(if grown <= max { grown } else { required })
}

/// [`amortized_capacity`] for one element more where all the room is taken, in fewer steps: what
/// pushing needs.
///
/// `cap` is at most `max`, and `max` at most `isize::MAX`, as the [`max_capacity`] of elements that
/// take memory is; `first` is above zero.
///
/// # Examples
///
/// ```
/// use exalloc::layout::{amortized_capacity, next_capacity};
///
/// for cap in [0, 1, 15, 16, 499, 500, 501, 999, 1000] {
///     assert_eq!(next_capacity(16, 1000, cap), amortized_capacity(16, 1000, cap, cap, 1));
/// }
/// ```
#[inline]
#[must_use]
pub const fn next_capacity(first: usize, max: usize, cap: usize) -> Option<usize> {
    debug_assert!(first > 0 && cap <= max && max <= isize::MAX as usize);
    // Can't overflow: twice `isize::MAX` at most.
    let doubled = cap.wrapping_mul(2);
    let grown = if doubled > first { doubled } else { first };
    if grown <= max {
        Some(grown)
    } else if cap < max {
        Some(cap + 1)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
