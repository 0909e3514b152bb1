//! C++'s allocation functions through `exalloc-cpp`: C++ itself chooses their forms.
//!
//! Only the C++ compiler knows up to which alignment its new expressions use the plain forms, so
//! both numbers go to the shim, and nothing is decided here but the one thing that C++ gets wrong.

use core::ptr::NonNull;

/// Tells whether blocks of this alignment are never asked for.
///
/// g++ for 32-bit Windows takes blocks of the plain form to be aligned to 16, but Microsoft's
/// `malloc`, on which its `operator new` is built, gives 8
/// (<https://github.com/godotengine/godot/issues/121608>).
#[inline]
pub(super) const fn refuses(align: usize) -> bool {
    cfg!(all(windows, target_env = "gnu", target_arch = "x86")) && align == 16
}

/// `::operator new`, which doesn't throw.
///
/// # Safety
///
/// - `align` is a power of two, and not one that is [refused](refuses).
/// - `size` is greater than zero and a multiple of `align`.
#[inline]
pub(super) unsafe fn new(size: usize, align: usize) -> Option<NonNull<u8>> {
    // SAFETY: a power of two: our caller's promise.
    NonNull::new(unsafe { exalloc_cpp::operator_new(size, align) }.cast())
}

/// The sized `::operator delete`.
///
/// # Safety
///
/// `block` is what `::operator new` gave for exactly this size and this alignment, in the form that
/// C++ chooses for it. Nobody uses it afterwards.
#[inline]
pub(super) unsafe fn delete(block: NonNull<u8>, size: usize, align: usize) {
    // SAFETY: forwarded.
    unsafe { exalloc_cpp::operator_delete(block.as_ptr().cast(), size, align) }
}

/// `::operator new[]`, which doesn't throw.
///
/// # Safety
///
/// - `align` is a power of two, and not one that is [refused](refuses).
/// - `size` is greater than zero and a multiple of `align`.
#[inline]
pub(super) unsafe fn new_array(size: usize, align: usize) -> Option<NonNull<u8>> {
    // SAFETY: a power of two: our caller's promise.
    NonNull::new(unsafe { exalloc_cpp::operator_new_array(size, align) }.cast())
}

/// The unsized `::operator delete[]`.
///
/// # Safety
///
/// `block` is what `::operator new[]` gave for this alignment, in the form that C++ chooses for it.
/// Nobody uses it afterwards.
#[inline]
pub(super) unsafe fn delete_array(block: NonNull<u8>, align: usize) {
    // SAFETY: forwarded.
    unsafe { exalloc_cpp::operator_delete_array(block.as_ptr().cast(), align) }
}
