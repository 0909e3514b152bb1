//! Systems that take no advice on huge pages, and none that takes memory back for certain.

use core::ptr::NonNull;

/// `align`: there is nothing to prepare.
pub(in super::super) fn align_for_huge(_len: usize, align: usize) -> usize {
    align
}

/// Does nothing.
///
/// # Safety
///
/// None.
pub(in super::super) unsafe fn advise_huge(_start: NonNull<u8>, _len: usize) {}

/// Does nothing: `MADV_DONTNEED` of these systems needn't take anything back.
///
/// # Safety
///
/// None.
pub(super) const unsafe fn discard(_start: *mut u8, _len: usize) {}
