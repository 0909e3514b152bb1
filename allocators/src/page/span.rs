//! Where a block lies within pages: arithmetic only, in bytes.
//!
//! ```text
//! | guard | len = pages of the block      | guard |       in what the system maps
//!         ^ start, a multiple of the span's alignment
//!              | offset, then size bytes  |               guarded: as high as the alignment allows
//! ```

#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use core::alloc::Layout;
use exalloc_core::layout::round_up;

/// The size of the pages that hold `size` bytes, where pages are `page` bytes; `None` beyond the
/// largest size that a block may have.
#[inline]
pub(super) const fn in_pages(size: usize, page: usize) -> Option<usize> {
    match round_up(size, page) {
        Some(len) if len <= isize::MAX as usize => Some(len),
        _ => None,
    }
}

/// How much has to be mapped so that `len` bytes of it begin at a multiple of `align`, with `guard`
/// bytes before and after; `None` beyond the largest size.
///
/// Expects multiples of `page`, but for `align`, a power of two.
#[inline]
pub(super) const fn to_map(len: usize, align: usize, guard: usize, page: usize) -> Option<usize> {
    // What is mapped begins at a multiple of the page; from there to the next multiple of a larger
    // power of two it is at most the difference.
    let Some(total) = len.checked_add(align.saturating_sub(page)) else { return None };
    let Some(guards) = guard.checked_mul(2) else { return None };
    match total.checked_add(guards) {
        Some(total) => in_pages(total, page),
        None => None,
    }
}

/// The distance from `base`, where something of the size [`to_map`] is mapped, to its first
/// multiple of `align` that leaves `guard` bytes below.
#[inline]
pub(super) const fn start_in(base: usize, align: usize, guard: usize) -> usize {
    debug_assert!(align.is_power_of_two());
    let mask = align.wrapping_sub(1);
    // Can't wrap: this is within what is mapped, by `to_map`.
    (base.wrapping_add(guard).wrapping_add(mask) & !mask).wrapping_sub(base)
}

/// The distance from the start of a guarded span of `len` bytes to its block: as large as size and
/// alignment allow, so that the guard follows the block as closely as it can.
///
/// Expects the `len` that is [`in_pages`] of the layout's size; the distance is below a page then.
#[inline]
pub(super) const fn offset_of(layout: Layout, len: usize) -> usize {
    debug_assert!(layout.size() <= len);
    len.wrapping_sub(layout.size()) & !layout.align().wrapping_sub(1)
}
