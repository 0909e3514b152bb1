//! No memory aligned beyond `malloc`: where `free` takes only what `malloc` gave.
//!
//! Windows has `_aligned_malloc`, but its blocks must go to `_aligned_free`; so whoever gets such a
//! block and calls `free` corrupts the heap. Refusing is the only answer that keeps the promise.

use core::alloc::Layout;
use core::ptr::NonNull;

/// `None`, always.
#[cold]
pub(super) fn alloc(_layout: Layout) -> Option<NonNull<u8>> {
    None
}
