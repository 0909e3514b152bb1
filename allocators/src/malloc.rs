//! C's `malloc` family.
//!
//! - **Guarantees.** Every block may be freed by C's `free`, and resized by C's `realloc` where its
//!   alignment isn't above `malloc`'s. Every block of C's family may be
//!   [adopted](MallocAllocator#adopting-a-block-from-c). All values are
//!   [equivalent](Allocator#equivalence) to each other, and only `free` and `realloc` invalidate a
//!   block.
//! - **Design.** Plain `malloc`, `calloc`, `realloc` for alignments that `malloc` gives: 16 bytes,
//!   8 on 32-bit targets, one word on platforms that we know nothing about. Above, `posix_memalign`
//!   on unix; on Windows such layouts are refused, since `free` can't take what `_aligned_malloc`
//!   gave. No state.
//! - **Cost.** One inlined call of C's library per operation; the branch on the alignment
//!   disappears where the layout is known to the compiler. [`remap`](Allocator::remap) is
//!   `realloc`; over-aligned blocks have none, for glibc's `realloc` loses their alignment.
//! - **Thread-safety.** [`Send`] and [`Sync`], as C's heap is.
//!
//! ```text
//! | block of size bytes | slack: malloc_usable_size may be larger than size |
//! ^ multiple of align; what C's free takes
//! ```

use crate::c_heap;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, MallocFamily, StaticAllocator};
// Links C's library also in programs without `std`.
use libc as _;

#[cfg(test)]
mod tests;

/// C's `malloc`, `calloc`, `realloc` and `free`.
///
/// Use it for buffers that C frees, or that C allocated. It works without `std`; it exists on unix
/// and on Windows.
///
/// Layouts above the alignment of `malloc` (16 bytes, 8 on 32-bit targets) come from
/// `posix_memalign`, whose blocks `free` takes like any other. On Windows there is nothing of the
/// kind, and such layouts are refused with `None`.
///
/// It is a value without size, so collections may hold it by value at no cost. All values are
/// [equivalent](Allocator#equivalence).
///
/// # Examples
///
/// A block that C frees:
///
/// ```
/// use core::{alloc::Layout, ffi::c_void};
/// use exalloc::{Allocator, MallocAllocator};
///
/// unsafe extern "C" {
///     fn free(block: *mut c_void);
/// }
///
/// // SAFETY: the size is above zero.
/// let block = unsafe { MallocAllocator.alloc_zeroed(Layout::new::<[u8; 100]>()) };
/// let block = block.expect("100 bytes");
/// // SAFETY: the block is from C's heap, and nothing uses it afterwards.
/// unsafe { free(block.as_ptr().cast()) };
/// ```
///
/// # Adopting a block from C
///
/// A block from `malloc`, `calloc`, `realloc`, `aligned_alloc`, `posix_memalign`, or a function
/// whose result is to be freed by `free` (`strdup`), is a [live block](Allocator#live-blocks) of
/// every `MallocAllocator`, once Rust owns it. Its [current layout](Allocator#fitting) is what its
/// new owner chooses, once: any size above zero up to the one C asked for, and any alignment that
/// its address has. The `free` must be that of the C library which allocated the block; on Windows
/// a process may have several.
///
/// ```
/// use core::{alloc::Layout, ffi::{CStr, c_char}, ptr::NonNull};
/// use exalloc::{Allocator, MallocAllocator};
///
/// unsafe extern "C" {
///     # #[cfg_attr(windows, link_name = "_strdup")]
///     fn strdup(text: *const c_char) -> *mut c_char;
/// }
///
/// // SAFETY: the argument is a C string.
/// let text = NonNull::new(unsafe { strdup(c"from C".as_ptr()) }).expect("7 bytes");
/// // SAFETY: `strdup` gave a C string, which nothing changes meanwhile.
/// assert_eq!(unsafe { CStr::from_ptr(text.as_ptr()) }, c"from C");
/// // SAFETY: a block of C's heap that was asked for with 7 bytes, which fits; it isn't used again.
/// unsafe { MallocAllocator.dealloc(text.cast(), Layout::new::<[u8; 7]>()) };
/// ```
#[doc(alias = "free", alias = "realloc", alias = "calloc", alias = "posix_memalign")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MallocAllocator;

// SAFETY: C's heap keeps the rules (C17 7.22.3).
// 1, 2. There is no method but the trait's, and no state that could move.
// 3. C's functions don't unwind, and nothing here panics.
// 4. A block of C's heap is its own until it is freed; `c_heap` sees to the alignment.
// 5. Equal sizes are answered with the same pointer; `realloc` keeps the bytes, and on failure the
//    block.
// 6. The heap finds its records by pointers of its own, and no pointer is kept here.
unsafe impl Allocator for MallocAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        unsafe { c_heap::alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: every live block is one that `free` takes, adopted ones included.
        unsafe { c_heap::dealloc(ptr, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        unsafe { c_heap::alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY:
        // - every live block is one that `free` takes, of at least the size of its layout; adopted
        //   ones included.
        // - the new size is above zero: our caller's promise.
        unsafe { c_heap::remap(ptr, old, new_size) }
    }
}

// SAFETY: C's heap lives as long as the process, and nothing but `free` and `realloc` frees blocks.
unsafe impl StaticAllocator for MallocAllocator {}

// SAFETY:
// 1. Every block is from `malloc` and its family, and is the heap's until `free` or `realloc`.
// 2. `dealloc` and `remap` call `free` and `realloc`, which take every foreign block and look at no
//    layout but the alignment, for `realloc`; nothing is resized in place.
// 3. `free` finds the size itself.
unsafe impl MallocFamily for MallocAllocator {}
