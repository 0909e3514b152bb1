//! Where a bump allocator puts a block: arithmetic on addresses, shared by arena and bumps.
//!
//! Numbers in, `Option` of numbers out, no memory touched. Sizes and distances are in bytes. Each
//! function states what it expects of its arguments, asserts it in debug builds, and otherwise
//! wraps: nothing here panics in a release build, whatever the profile says about overflow.

#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

/// Where a block goes, as distances from the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placement {
    /// Bytes between the position and the block's first byte, for its alignment.
    pub(crate) padding: usize,
    /// Bytes between the position and the block's end: padding and size.
    pub(crate) taken: usize,
}

/// Places a block of `size` bytes upwards from address `position`, with `room` bytes ahead; `None`
/// when they don't suffice.
///
/// Expects a power of two for `align`, and a `size` that, rounded up to `align`, is at most
/// `isize::MAX + 1`: what a [`Layout`](core::alloc::Layout) guarantees, and what is left of that
/// after [`round_up_to`] a smaller power of two. No more is asked of `position` and `room`.
#[inline]
pub(crate) const fn place(
    position: usize,
    room: usize,
    size: usize,
    align: usize,
) -> Option<Placement> {
    debug_assert!(align.is_power_of_two());
    debug_assert!(size <= isize::MAX as usize + 1);
    // The distance to the next multiple of `align`: below `align`, hence at most `isize::MAX`.
    let padding = position.wrapping_neg() & align.wrapping_sub(1);
    // Can't wrap: at most `isize::MAX + (isize::MAX + 1)`, which is `usize::MAX`. So one comparison
    // decides, and a `position` near the end of the address space is no special case.
    debug_assert!(padding.checked_add(size).is_some());
    let taken = padding.wrapping_add(size);
    if taken > room {
        return None;
    }
    Some(Placement { padding, taken })
}

/// Tells whether a block of `size` bytes at `start` ends at `position`.
#[inline]
pub(crate) const fn ends_at(start: usize, size: usize, position: usize) -> bool {
    // Wrapping, where a block ends at the very end of the address space.
    start.wrapping_add(size) == position
}

/// The smallest multiple of `align` that is at least `size`.
///
/// Expects a power of two for `align`, and a `size` of at most `isize::MAX`.
#[inline]
pub(crate) const fn round_up_to(size: usize, align: usize) -> usize {
    debug_assert!(align.is_power_of_two());
    debug_assert!(size <= isize::MAX as usize);
    // Can't wrap: `align - 1` is at most `isize::MAX` as well.
    let mask = align.wrapping_sub(1);
    size.wrapping_add(mask) & !mask
}
