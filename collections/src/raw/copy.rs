//! Copies of a few bytes without a call.

use core::ptr;

/// Whether an integer is loaded from any address as fast as from an aligned one.
const UNALIGNED: bool =
    cfg!(any(target_arch = "x86_64", target_arch = "x86", target_arch = "aarch64"));

/// Copies `len` bytes, most often a few: up to 16 by loads and stores that may overlap, which takes
/// less time than a call of `memcpy` (`benches/NOTES.md`).
///
/// # Safety
///
/// - `src` is valid for reads of `len` bytes, which are initialised.
/// - `dst` is valid for writes of `len` bytes, and they don't overlap those.
#[inline]
pub(crate) unsafe fn copy_bytes(src: *const u8, dst: *mut u8, len: usize) {
    match len {
        // SAFETY: forwarded: `len` is at least 8, and at most 16.
        8..=16 if UNALIGNED => unsafe { both_ends::<u64>(src, dst, len) },
        // SAFETY: forwarded: `len` is at least 4, and below 8.
        4..=7 if UNALIGNED => unsafe { both_ends::<u32>(src, dst, len) },
        // SAFETY: forwarded: `len` is at least 2, and below 4.
        2..=3 if UNALIGNED => unsafe { both_ends::<u16>(src, dst, len) },
        // SAFETY: forwarded: the one byte.
        1 => unsafe { ptr::copy_nonoverlapping(src, dst, 1) },
        // SAFETY: forwarded.
        _ => unsafe { ptr::copy_nonoverlapping(src, dst, len) },
    }
}

/// Copies `len` bytes by the integer at their beginning and the one at their end, which overlap.
///
/// # Safety
///
/// That of [`copy_bytes`], with `size_of::<N>() <= len <= 2 * size_of::<N>()`.
#[inline]
unsafe fn both_ends<N: Copy>(src: *const u8, dst: *mut u8, len: usize) {
    let last = len - size_of::<N>();
    // SAFETY: within the bytes.
    let src_end = unsafe { src.add(last) };
    // SAFETY: within the bytes.
    let dst_end = unsafe { dst.add(last) };
    // SAFETY: `N` is an integer, as large as the bytes at least, which are readable.
    let first = unsafe { src.cast::<N>().read_unaligned() };
    // SAFETY: as above: these are the last ones.
    let second = unsafe { src_end.cast::<N>().read_unaligned() };
    // SAFETY: as many bytes are writable.
    unsafe { dst.cast::<N>().write_unaligned(first) };
    // SAFETY: as above.
    unsafe { dst_end.cast::<N>().write_unaligned(second) };
}

#[cfg(test)]
mod tests;
