//! `posix_memalign`: its blocks go back to `free` like any other.

use core::alloc::Layout;
use core::ffi::{c_int, c_void};
use core::ptr::{self, NonNull};

// POSIX's declaration (POSIX.1-2008, `stdlib.h`); the function doesn't unwind.
unsafe extern "C" {
    fn posix_memalign(block: *mut *mut c_void, align: usize, size: usize) -> c_int;
}

/// The largest alignment in bytes that is asked for.
///
/// Older systems of Apple answer larger ones with a pointer that isn't aligned
/// (<https://github.com/rust-lang/rust/issues/30170>); the standard library refuses them likewise.
/// Elsewhere it is the largest power of two that there is.
const MAX_ALIGN: usize =
    if cfg!(target_vendor = "apple") { 1 << 31 } else { 1 << (usize::BITS - 1) };

/// A block of `layout`, or `None` when there is none to be had.
#[cold]
#[inline(never)]
pub(super) fn alloc(layout: Layout) -> Option<NonNull<u8>> {
    if layout.align() > MAX_ALIGN {
        return None;
    }
    // POSIX wants a multiple of the word, which every larger power of two is.
    let align = layout.align().max(size_of::<*mut c_void>());
    let mut block = ptr::null_mut();
    // SAFETY: `block` is a local variable, writable as a pointer; `align` is a power of two and a
    // multiple of `size_of::<*mut c_void>()`.
    let error = unsafe { posix_memalign(&raw mut block, align, layout.size()) };
    // POSIX leaves open what is in `block` after an error.
    if error == 0 { NonNull::new(block.cast()) } else { None }
}
