//! Where a bump allocator puts a block: arithmetic on addresses, shared by arena and bumps.
//!
//! Numbers in, numbers out, no memory touched; sizes and distances are in bytes. Each function
//! states what it expects of its arguments, asserts in debug builds what can be asserted, and
//! otherwise wraps: nothing here panics in a release build, whatever the profile says about
//! overflow.
//!
//! Addresses are counted modulo the size of the address space, and compared by their *signed*
//! difference. A position and the limit above it belong to one allocation, so they are at most
//! `isize::MAX` apart; a start is the next multiple of an alignment, so it is at most `isize::MAX`
//! above the position. So limit less start is within `±isize::MAX` and its sign is right, also
//! where the start is beyond the limit, and where the limit is the end of the address space, which
//! is 0.

#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

/// The first multiple of `align` from `position` upwards.
///
/// Expects a power of two.
#[inline]
pub(crate) const fn align_up(position: usize, align: usize) -> usize {
    debug_assert!(align.is_power_of_two());
    let mask = align.wrapping_sub(1);
    position.wrapping_add(mask) & !mask
}

/// Tells whether `size` bytes from `start` end at `limit` at the latest.
///
/// Expects a `size` of at most `isize::MAX`, and a `start` that is [`align_up`] of a position which
/// is at most `isize::MAX` below `limit`.
#[inline]
pub(crate) const fn fits(start: usize, limit: usize, size: usize) -> bool {
    debug_assert!(size <= isize::MAX as usize);
    // Negative where alignment has led beyond the limit, and then less than any size.
    limit.wrapping_sub(start) as isize >= size as isize
}

/// The end of a block of `size` bytes from `start`, where sizes are rounded up to `min_align`.
///
/// Expects a `start` that is a multiple of `min_align`. Where the block [`fits`] below a limit that
/// is one too, so does the rounded block: the next multiple from its end is the limit at the
/// latest.
#[inline]
pub(crate) const fn end_of(start: usize, size: usize, min_align: usize) -> usize {
    debug_assert!(start & min_align.wrapping_sub(1) == 0);
    start.wrapping_add(align_up(size, min_align))
}
