//! `mmap` and its kin, through `rustix`.

use super::span;
use core::ptr::{self, NonNull};
use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap_anonymous, mprotect, munmap};

// How a span grows.
#[cfg_attr(target_os = "linux", path = "unix/mremap.rs")]
#[cfg_attr(not(target_os = "linux"), path = "unix/fixed.rs")]
mod growth;
// Advice on pages.
#[cfg_attr(any(target_os = "linux", target_os = "android"), path = "unix/advice.rs")]
#[cfg_attr(not(any(target_os = "linux", target_os = "android")), path = "unix/no_advice.rs")]
mod advice;

pub(super) use advice::{advise_huge, align_for_huge};
pub(super) use growth::{extend, relocate};

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
    let surplus = before.wrapping_sub(guard);
    // SAFETY: pages of the fresh mapping that nobody uses.
    if !unsafe { unmap_pages(base.as_ptr(), surplus) } {
        // Nobody would ever give the surplus back.
        // SAFETY: the fresh mapping, which nobody uses.
        unsafe { give_up(base.as_ptr(), total) };
        return None;
    }
    let behind = start.as_ptr().wrapping_add(len).wrapping_add(guard);
    let rest = total.wrapping_sub(before).wrapping_sub(len).wrapping_sub(guard);
    // SAFETY: as above.
    if !unsafe { unmap_pages(behind, rest) } {
        // What was before it may be another's by now.
        // SAFETY: what is left of the fresh mapping, which nobody uses.
        unsafe { give_up(base.as_ptr().wrapping_add(surplus), total.wrapping_sub(surplus)) };
        return None;
    }
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
    unsafe { give_up(start.wrapping_sub(guard), total) };
}

/// Gives the end of a span without guards back, and tells whether that is done.
///
/// # Safety
///
/// `start` as for [`unmap`]; the bytes from `new_len` to `len`, both multiples of the page, are
/// used no more.
pub(super) unsafe fn cut(start: *mut u8, len: usize, new_len: usize) -> bool {
    // SAFETY: pages of the span that are used no more: our caller's promise.
    unsafe { unmap_pages(start.wrapping_add(new_len), len.wrapping_sub(new_len)) }
}

/// Gives pages back; where the system can't take them, their memory at least.
///
/// # Safety
///
/// `len` bytes from `start` on, both multiples of the page, are mapped, ours, and used no more.
unsafe fn give_up(start: *mut u8, len: usize) {
    // SAFETY: forwarded.
    if !unsafe { unmap_pages(start, len) } {
        // They stay mapped, and nobody will ever use them.
        // SAFETY: forwarded.
        unsafe { advice::discard(start, len) };
    }
}

/// Gives pages back, and tells whether that is done.
///
/// It can fail for one reason: the pages are the middle of what the system sees as one mapping, and
/// it has no record left for another one. Then all of them stay mapped.
///
/// # Safety
///
/// `len` bytes from `start` on, both multiples of the page, are mapped, ours, and used no more.
unsafe fn unmap_pages(start: *mut u8, len: usize) -> bool {
    // SAFETY: our caller's promise. The system wants the address only.
    len == 0 || unsafe { munmap(start.cast(), len) }.is_ok()
}
