//! What every hand-over to C and C++, and every adoption from them, has in common.

use core::alloc::Layout;
use core::mem::needs_drop;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Refuses, when code is generated, elements that the other side can't free with their block: C and
/// C++ run no destructor of Rust's.
pub(crate) const fn refuse_drop<T>() {
    assert!(
        !needs_drop::<T>(),
        "elements with a destructor can't be handed to C or C++, which wouldn't run it: take the \
         parts by into_raw_parts, and say there who runs it"
    );
}

/// Refuses, when code is generated, elements that don't exist on the other side: in C and C++ every
/// object has a size above zero.
pub(crate) const fn refuse_zero_sized<T>() {
    assert!(
        size_of::<T>() > 0,
        "elements of size zero can't cross to or from C or C++, where every object has a size"
    );
}

/// Gives back a foreign block that holds nothing to keep.
///
/// # Safety
///
/// `ptr` denotes a foreign block of `alloc`, which takes it back with a layout of size zero and the
/// alignment of `T`. The caller gives up its ownership.
#[cold]
pub(crate) unsafe fn free_empty<T, A: Allocator>(ptr: NonNull<u8>, alloc: &A) {
    // SAFETY: not a live block that a layout fits, but one that the family takes back so
    // (`exalloc_core::family`, promise 3): our caller's promise.
    unsafe { alloc.dealloc(ptr, Layout::new::<[T; 0]>()) }
}
