//! Linux takes advice: it uses huge pages where it has some, and takes memory back at once.

use core::ptr::NonNull;
use rustix::mm::{Advice, madvise};

/// The size of a huge page, on most systems.
const HUGE_PAGE: usize = 2 << 20;

/// The alignment for a span of `len` bytes at which huge pages can begin: where one of them fits,
/// its size, else `align`.
pub(in super::super) fn align_for_huge(len: usize, align: usize) -> usize {
    if len >= HUGE_PAGE { align.max(HUGE_PAGE) } else { align }
}

/// Advises huge pages for a fresh span.
///
/// # Safety
///
/// `start` is that of a span of `len` bytes.
pub(in super::super) unsafe fn advise_huge(start: NonNull<u8>, len: usize) {
    // A system without huge pages answers with an error, and nothing is lost.
    // SAFETY: pages that are mapped and ours; this advice changes no content.
    _ = unsafe { madvise(start.as_ptr().cast(), len, Advice::LinuxHugepage) };
}

/// Gives the memory of pages back, which stay mapped.
///
/// # Safety
///
/// `len` bytes from `start` on, both multiples of the page, are mapped, ours, and used no more.
pub(super) unsafe fn discard(start: *mut u8, len: usize) {
    // A program that has locked its memory keeps it: an error, by which nothing is lost besides.
    // SAFETY: pages that are mapped and ours, whose content nobody wants: our caller's promise.
    _ = unsafe { madvise(start.cast(), len, Advice::LinuxDontNeed) };
}
