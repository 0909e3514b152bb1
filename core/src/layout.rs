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

/// The capacity, in elements, that a collection asks for when it holds `len` elements, has room
/// for `cap` and needs room for `additional` more; `None` when the needed number overflows.
///
/// Growth is geometric, so that appending costs constant time per element, amortised: double the
/// old capacity, at least what is needed, and at least a first step of 64 bytes
/// (4 elements where they are larger than 16 bytes, 1 where they are larger than 1024).
/// `additional` must be above what `cap` has room for, and `elem_size` above zero.
///
/// The result may still be too large for a [`Layout`]: [`array()`] says so.
///
/// # Examples
///
/// ```
/// use exalloc::layout::amortized_capacity;
///
/// assert_eq!(amortized_capacity(8, 0, 0, 1), Some(8));
/// assert_eq!(amortized_capacity(8, 8, 8, 1), Some(16));
/// assert_eq!(amortized_capacity(8, 8, 8, 100), Some(108));
/// assert_eq!(amortized_capacity(8, 8, 8, usize::MAX), None);
/// ```
#[inline]
#[must_use]
pub const fn amortized_capacity(
    elem_size: usize,
    cap: usize,
    len: usize,
    additional: usize,
) -> Option<usize> {
    let Some(required) = len.checked_add(additional) else { return None };
    // Can't lose: a capacity above half the address space can't double, and `required` decides.
    let doubled = cap.saturating_mul(2);
    let step = if elem_size <= 16 {
        64 / if elem_size == 0 { 1 } else { elem_size }
    } else if elem_size <= 1024 {
        4
    } else {
        1
    };
    let grown = if doubled > required { doubled } else { required };
    Some(if grown > step { grown } else { step })
}

#[cfg(test)]
mod tests;
