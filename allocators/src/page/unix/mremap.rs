//! Linux changes the place of pages without copying them.

use core::ptr::NonNull;
use rustix::mm::{MremapFlags, mremap};

/// Enlarges a span in its place.
///
/// The answer has provenance for the whole span, also where `len` and `new_len` are equal.
///
/// # Safety
///
/// `start`, whose provenance doesn't matter, is that of a span without guards of `len` bytes. `len`
/// and `new_len` are multiples of the page, `new_len` is at least `len` and at most `isize::MAX`.
pub(in super::super) unsafe fn extend(
    start: *mut u8,
    len: usize,
    new_len: usize,
) -> Option<NonNull<u8>> {
    // SAFETY: pages that are mapped and ours; what is added lies where nothing was mapped.
    let same = unsafe { mremap(start.cast(), len, new_len, MremapFlags::empty()) };
    NonNull::new(same.ok()?.cast())
}

/// Enlarges a span, here or elsewhere.
///
/// # Safety
///
/// That of [`extend`]; and after success only the answer is used.
pub(in super::super) unsafe fn relocate(
    start: *mut u8,
    len: usize,
    new_len: usize,
) -> Option<NonNull<u8>> {
    // SAFETY: pages that are mapped and ours, and used only where they are afterwards: our caller's
    // promise.
    let moved = unsafe { mremap(start.cast(), len, new_len, MremapFlags::MAYMOVE) };
    NonNull::new(moved.ok()?.cast())
}
