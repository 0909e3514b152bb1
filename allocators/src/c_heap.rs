//! C's heap, called directly: what [`SystemAllocator`](crate::SystemAllocator) on unix and
//! [`MallocAllocator`](crate::MallocAllocator) everywhere are made of.
//!
//! One question decides every request: does plain `malloc` give the alignment? For a layout that is
//! known when the code is compiled, the answer is known too, and what remains is the call. So the
//! functions here are inlined into their callers; the standard library's `System` does the same
//! work behind `__rust_alloc`, a call more, and reads the alignment on each request.
//!
//! ```text
//! malloc(size):                    | size bytes | slack |       freed by free
//!                                  ^ multiple of MALLOC_ALIGN, where size >= align
//!
//! aligned::alloc(align, size):     | size bytes | slack |       freed by free
//!                                  ^ multiple of align
//! ```
//!
//! The symbols are declared here and not taken from the package `libc`, for `SystemAllocator` needs
//! no package. Whoever uses this module sees to it that C's library is linked: `std` does, and so
//! does `libc`.

use core::alloc::Layout;
use core::ffi::c_void;
use core::ptr::NonNull;

// Memory aligned beyond what `malloc` gives, that `free` takes back.
#[cfg_attr(unix, path = "c_heap/posix.rs")]
#[cfg_attr(not(unix), path = "c_heap/refused.rs")]
mod aligned;

#[cfg(test)]
mod tests;

// The C standard's declarations (C17 7.22.3): `size_t` is `usize` on every target of Rust,
// and no function unwinds. `malloc` and `calloc` are safe to call with any size.
unsafe extern "C" {
    safe fn malloc(size: usize) -> *mut c_void;
    safe fn calloc(count: usize, size: usize) -> *mut c_void;
    fn realloc(block: *mut c_void, size: usize) -> *mut c_void;
    fn free(block: *mut c_void);
}

/// The alignment in bytes that `malloc` and `realloc` give to blocks of at least that size.
///
/// The C standard demands that of `max_align_t`, but implementations read it as the alignment of
/// any object *that fits*, hence the condition on the size
/// (<https://github.com/rust-lang/rust/issues/45955>). By architecture, the values are those of the
/// standard library (`MIN_ALIGN` in `library/std/src/sys/alloc/mod.rs` of Rust 1.96). On Windows
/// they are what Microsoft documents for `malloc`: 8 bytes, and 16 in code for 64-bit platforms
/// (<https://learn.microsoft.com/en-us/previous-versions/visualstudio/visual-studio-2013/ycsb6wwf(v=vs.120)>).
/// On operating systems that aren't listed here, and on architectures that aren't, nothing is
/// relied on beyond one word: `malloc` serves less, and what is behind [`aligned`] serves more.
const MALLOC_ALIGN: usize = if !cfg!(any(
    target_os = "android",
    target_os = "dragonfly",
    target_os = "freebsd",
    target_os = "illumos",
    target_os = "linux",
    target_os = "netbsd",
    target_os = "openbsd",
    target_os = "solaris",
    target_os = "windows",
    target_vendor = "apple",
)) {
    size_of::<usize>()
} else if cfg!(any(
    target_arch = "aarch64",
    target_arch = "arm64ec",
    target_arch = "loongarch64",
    target_arch = "mips64",
    target_arch = "mips64r6",
    target_arch = "riscv64",
    target_arch = "s390x",
    target_arch = "sparc64",
    target_arch = "x86_64",
)) {
    16
} else if cfg!(any(
    target_arch = "arm",
    target_arch = "mips",
    target_arch = "mips32r6",
    target_arch = "powerpc",
    target_arch = "powerpc64",
    target_arch = "riscv32",
    target_arch = "sparc",
    target_arch = "x86",
)) {
    8
} else {
    size_of::<usize>()
};

/// Tells whether a block of `size` bytes from `malloc` or `realloc` is aligned to `align`.
#[inline]
const fn malloc_aligns(align: usize, size: usize) -> bool {
    align <= MALLOC_ALIGN && align <= size
}

/// [`Allocator::alloc`](exalloc_core::Allocator::alloc).
///
/// # Safety
///
/// `layout.size()` is greater than zero.
#[inline]
pub(crate) unsafe fn alloc(layout: Layout) -> Option<NonNull<u8>> {
    if malloc_aligns(layout.align(), layout.size()) {
        NonNull::new(malloc(layout.size()).cast())
    } else {
        aligned::alloc(layout)
    }
}

/// [`Allocator::alloc_zeroed`](exalloc_core::Allocator::alloc_zeroed).
///
/// # Safety
///
/// `layout.size()` is greater than zero.
#[inline]
pub(crate) unsafe fn alloc_zeroed(layout: Layout) -> Option<NonNull<u8>> {
    if malloc_aligns(layout.align(), layout.size()) {
        NonNull::new(calloc(layout.size(), 1).cast())
    } else {
        let block = aligned::alloc(layout)?;
        // SAFETY: the block is fresh and `layout.size()` bytes long; `u8` has no alignment.
        unsafe { block.write_bytes(0, layout.size()) };
        Some(block)
    }
}

/// [`Allocator::dealloc`](exalloc_core::Allocator::dealloc).
///
/// # Safety
///
/// `ptr` denotes a block of C's heap that `free` takes: one from `malloc` and its family. Its
/// layout isn't looked at.
#[inline]
pub(crate) unsafe fn dealloc(ptr: NonNull<u8>, _layout: Layout) {
    // SAFETY: a block of the family, which nobody has freed yet: our caller's promise. `free` wants
    // the address only and finds its records by pointers of its own.
    unsafe { free(ptr.as_ptr().cast()) }
}

/// [`Allocator::remap`](exalloc_core::Allocator::remap): `realloc`, where that keeps the alignment.
///
/// # Safety
///
/// - `ptr` denotes a block of C's heap that `free` takes, of `old.size()` bytes or more.
/// - `new_size` is greater than zero.
#[inline]
pub(crate) unsafe fn remap(ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
    if old.size() == new_size {
        Some(ptr)
    } else if malloc_aligns(old.align(), new_size) {
        // SAFETY: a block of the family, which nobody has freed yet: our caller's promise. The size
        // is above zero, so this is no request to free. On null the old block is untouched.
        NonNull::new(unsafe { realloc(ptr.as_ptr().cast(), new_size) }.cast())
    } else {
        // `realloc` may lose the alignment: glibc does.
        None
    }
}
