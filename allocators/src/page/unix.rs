//! `mmap` and its kin, through `rustix`.

use super::span;
use core::ptr::{self, NonNull};
use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap_anonymous, mprotect, munmap};

// How a span grows.
#[cfg_attr(target_os = "linux", path = "unix/mremap.rs")]
#[cfg_attr(not(target_os = "linux"), path = "unix/fixed.rs")]
mod growth;
// Advice on huge pages.
#[cfg_attr(any(target_os = "linux", target_os = "android"), path = "unix/huge.rs")]
#[cfg_attr(not(any(target_os = "linux", target_os = "android")), path = "unix/no_huge.rs")]
mod huge;

pub(super) use growth::{extend, relocate};
pub(super) use huge::{advise_huge, align_for_huge};

/// The size of a page in bytes, a power of two.
#[inline]
pub(super) fn page_size() -> usize {
    /// Asks the system. `rustix` panics where it can't tell; a function of this ABI aborts the
    /// process then, for no method of an allocator may unwind.
    extern "C" fn ask() -> usize {
        rustix::param::page_size()
    }
    // The architecture's only size for memory that isn't huge.
    if cfg!(any(target_arch = "x86", target_arch = "x86_64")) { 4096 } else { ask() }
}

/// Maps `len` zeroed bytes from a multiple of `align` on, and `guard` bytes before and after that
/// can't be accessed.
///
/// Expects multiples of the page, but for `align`, a power of two.
pub(super) fn map(len: usize, align: usize, guard: usize) -> Option<NonNull<u8>> {
    let total = span::to_map(len, align, guard, page_size())?;
    let readable = ProtFlags::READ | ProtFlags::WRITE;
    let access = if guard == 0 { readable } else { ProtFlags::empty() };
    // SAFETY: new anonymous memory in a place that the system chooses: nothing mapped is touched.
    let base = unsafe { mmap_anonymous(ptr::null_mut(), total, access, MapFlags::PRIVATE) };
    let base = NonNull::new(base.ok()?)?.cast::<u8>();
    let before = span::start_in(base.addr().get(), align, guard);
    // SAFETY: within what was mapped, by `to_map`.
    let start = unsafe { base.add(before) };
    // SAFETY: pages of the fresh mapping that nobody uses.
    unsafe { unmap_pages(base.as_ptr(), before.wrapping_sub(guard)) };
    let behind = start.as_ptr().wrapping_add(len).wrapping_add(guard);
    let rest = total.wrapping_sub(before).wrapping_sub(len).wrapping_sub(guard);
    // SAFETY: as above.
    unsafe { unmap_pages(behind, rest) };
    if guard > 0 {
        let access = MprotectFlags::READ | MprotectFlags::WRITE;
        // SAFETY: pages of the fresh mapping that nobody uses; access is only added.
        if unsafe { mprotect(start.as_ptr().cast(), len, access) }.is_err() {
            // SAFETY: the span that was just mapped; nobody has it.
            unsafe { unmap(start.as_ptr(), len, guard) };
            return None;
        }
    }
    Some(start)
}

/// Gives a span back.
///
/// # Safety
///
/// `start`, whose provenance doesn't matter, is where [`map`] of this `guard` began a span, which
/// has `len` bytes now and is used no more.
pub(super) unsafe fn unmap(start: *mut u8, len: usize, guard: usize) {
    let total = len.wrapping_add(guard).wrapping_add(guard);
    // SAFETY: the span and its guards: our caller's promise.
    unsafe { unmap_pages(start.wrapping_sub(guard), total) };
}

/// Gives the end of a span without guards back, and tells whether that is done.
///
/// # Safety
///
/// `start` as for [`unmap`]; the bytes from `new_len` to `len`, both multiples of the page, are
/// used no more.
pub(super) unsafe fn cut(start: *mut u8, len: usize, new_len: usize) -> bool {
    // SAFETY: pages of the span that are used no more: our caller's promise.
    unsafe { munmap(start.wrapping_add(new_len).cast(), len.wrapping_sub(new_len)) }.is_ok()
}

/// Gives pages back.
///
/// # Safety
///
/// `len` bytes from `start` on, both multiples of the page, are mapped, ours, and used no more.
unsafe fn unmap_pages(start: *mut u8, len: usize) {
    if len > 0 {
        // It can fail for one reason: the pages are the middle of what the system sees as one
        // mapping, and it has no record left for another one. Then they stay mapped, unused.
        // SAFETY: our caller's promise. The system wants the address only.
        _ = unsafe { munmap(start.cast(), len) };
    }
}
