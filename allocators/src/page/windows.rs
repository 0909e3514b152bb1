//! `VirtualAlloc` and its kin, through `windows-sys`.
//!
//! Windows tells from any address in a reservation where that began, so that alignment and guards
//! are what is reserved around a span and not committed: any access there faults.

use super::span;
use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};
use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_DECOMMIT, MEM_RELEASE, MEM_RESERVE, MEMORY_BASIC_INFORMATION, PAGE_READWRITE,
    VirtualAlloc, VirtualFree, VirtualQuery,
};

pub(super) use extend as relocate;

/// The size of a page in bytes: on all architectures that Windows runs on
/// (<https://devblogs.microsoft.com/oldnewthing/20210510-00/?p=105200>).
#[inline]
pub(super) const fn page_size() -> usize {
    4096
}

/// `align`: huge pages need a privilege here, and aren't asked for.
pub(super) const fn align_for_huge(_len: usize, align: usize) -> usize {
    align
}

/// Does nothing.
///
/// # Safety
///
/// None.
pub(super) const unsafe fn advise_huge(_start: NonNull<u8>, _len: usize) {}

/// Maps `len` zeroed bytes from a multiple of `align` on, and `guard` bytes before and after that
/// can't be accessed.
///
/// Expects multiples of the page, but for `align`, a power of two.
pub(super) fn map(len: usize, align: usize, guard: usize) -> Option<NonNull<u8>> {
    let total = span::to_map(len, align, guard, page_size())?;
    // SAFETY: new memory in a place that the system chooses: nothing that is in use is touched.
    let base = unsafe { VirtualAlloc(ptr::null(), total, MEM_RESERVE, PAGE_READWRITE) };
    let base = NonNull::new(base)?.cast::<u8>();
    // SAFETY: within what was reserved, by `to_map`.
    let start = unsafe { base.add(span::start_in(base.addr().get(), align, guard)) };
    // SAFETY: pages of the reservation that was just made.
    let committed = unsafe { commit(start.as_ptr(), len) };
    if committed.is_none() {
        // SAFETY: the reservation was just made; nobody has it.
        unsafe { VirtualFree(base.as_ptr().cast(), 0, MEM_RELEASE) };
    }
    committed
}

/// Makes reserved pages usable, if they aren't, and answers with a pointer to all of them.
///
/// # Safety
///
/// `len` bytes from `start` on are pages of one reservation, which is ours.
unsafe fn commit(start: *mut u8, len: usize) -> Option<NonNull<u8>> {
    // SAFETY: our caller's promise. Pages that are reserved become accessible, and zero; what is
    // accessible already stays as it is.
    let committed = unsafe { VirtualAlloc(start.cast(), len, MEM_COMMIT, PAGE_READWRITE) };
    NonNull::new(committed.cast())
}

/// What the system knows about the pages around an address: those from it on that are in the same
/// state, and where their reservation began.
fn query(at: *const u8) -> Option<MEMORY_BASIC_INFORMATION> {
    let mut about = MaybeUninit::<MEMORY_BASIC_INFORMATION>::uninit();
    let size = size_of::<MEMORY_BASIC_INFORMATION>();
    // SAFETY: `about` is a local variable, writable for that many bytes; any address may be asked
    // about.
    let written = unsafe { VirtualQuery(at.cast(), about.as_mut_ptr(), size) };
    // SAFETY: the system has written all of it.
    (written == size).then(|| unsafe { about.assume_init() })
}

/// Gives a span back, with what is reserved around it.
///
/// # Safety
///
/// `start`, whose provenance doesn't matter, is where [`map`] began a span, which is used no more.
pub(super) unsafe fn unmap(start: *mut u8, _len: usize, _guard: usize) {
    if let Some(about) = query(start) {
        // SAFETY: the reservation of a span is its own, so nobody uses anything in it any more: our
        // caller's promise.
        unsafe { VirtualFree(about.AllocationBase, 0, MEM_RELEASE) };
    }
}

/// Gives the end of a span without guards back, and tells whether that is done.
///
/// # Safety
///
/// `start` as for [`unmap`]; the bytes from `new_len` to `len`, both multiples of the page, are
/// used no more.
pub(super) unsafe fn cut(start: *mut u8, len: usize, new_len: usize) -> bool {
    let end: *mut c_void = start.wrapping_add(new_len).cast();
    // SAFETY: pages of the span that are used no more: our caller's promise.
    unsafe { VirtualFree(end, len.wrapping_sub(new_len), MEM_DECOMMIT) != 0 }
}

/// Enlarges a span in its place, into what is reserved behind it.
///
/// The answer has provenance for the whole span, also where `len` and `new_len` are equal.
///
/// # Safety
///
/// `start`, whose provenance doesn't matter, is that of a span without guards of `len` bytes. `len`
/// and `new_len` are multiples of the page, `new_len` is at least `len` and at most `isize::MAX`.
pub(super) unsafe fn extend(start: *mut u8, len: usize, new_len: usize) -> Option<NonNull<u8>> {
    let more = new_len.wrapping_sub(len);
    if more > 0 {
        let (own, behind) = (query(start)?, query(start.wrapping_add(len))?);
        let ours = own.AllocationBase == behind.AllocationBase && behind.State == MEM_RESERVE;
        if !ours || behind.RegionSize < more {
            return None;
        }
    }
    // SAFETY: the span, and pages behind it that were just seen to be of its reservation; nobody
    // else changes that.
    unsafe { commit(start, new_len) }
}
