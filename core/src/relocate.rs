//! The one algorithm by which a block changes its size.

use crate::Allocator;
use core::alloc::Layout;
use core::ptr::NonNull;

/// Enlarges a block to `new`, keeping its first `live` bytes; `None` when there is no memory.
///
/// First the allocator may [`remap`](Allocator::remap); where that isn't possible a new block is
/// allocated, the live bytes are copied (not the whole old block, as `realloc` must), and the
/// old block is given back. On success the caller owns a block that `new` fits, and the old one is
/// [invalidated](Allocator#invalidation); bytes from `live` on are uninitialised. On `None` nothing
/// has happened and the caller still owns the old block.
///
/// An `old` of size zero says that there is no block yet: then this is an allocation, and `ptr`
/// isn't looked at.
///
/// # Safety
///
/// - If `old.size() > 0`, `ptr` denotes a [live block](Allocator#live-blocks) of `alloc`, and is
///   valid for reads of `live` bytes; `old` [fits](Allocator#fitting) that block.
/// - `live <= old.size() <= new.size()`, and `new.align() == old.align()`; `new.size() > 0`.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::{Allocator, InlineBump, grow};
///
/// let storage = InlineBump::<256>::new();
/// let bump = &storage;
/// let (old, new) = (Layout::new::<[u8; 8]>(), Layout::new::<[u8; 64]>());
/// // SAFETY: the sizes are above zero; the block is live, `old` fits it, all its 8 bytes are live.
/// unsafe {
///     let p = bump.alloc(old).unwrap();
///     p.write_bytes(7, 8);
///     let p = grow(&bump, p, old, new, 8).unwrap();
///     assert_eq!(p.add(7).read(), 7);
///     bump.dealloc(p, new);
/// }
/// ```
#[inline]
#[must_use = "after success only the returned pointer may be used for the block"]
pub unsafe fn grow<A: Allocator + ?Sized>(
    alloc: &A,
    ptr: NonNull<u8>,
    old: Layout,
    new: Layout,
    live: usize,
) -> Option<NonNull<u8>> {
    debug_assert!(live <= old.size() && old.size() <= new.size());
    // SAFETY: forwarded: `live` is at most the smaller size, which is `old`'s.
    unsafe { relocate(alloc, ptr, old, new, live) }
}

/// Reduces a block to `new`, keeping its first `live` bytes; `None` when no smaller block can be
/// had.
///
/// As [`grow`], in the other direction. `None` is no emergency: the caller goes on with the old
/// block.
///
/// # Safety
///
/// - `ptr` denotes a [live block](Allocator#live-blocks) of `alloc`, and is valid for reads of
///   `live` bytes.
/// - `old` [fits](Allocator#fitting) that block.
/// - `live <= new.size() <= old.size()`, `new.size() > 0`, and `new.align() == old.align()`.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::{Allocator, InlineBump, shrink};
///
/// let storage = InlineBump::<256>::new();
/// let bump = &storage;
/// let (old, new) = (Layout::new::<[u8; 64]>(), Layout::new::<[u8; 8]>());
/// // SAFETY: the sizes are above zero; the block is live, `old` fits it, no byte of it is live.
/// unsafe {
///     let p = bump.alloc(old).unwrap();
///     let p = shrink(&bump, p, old, new, 0).unwrap();
///     bump.dealloc(p, new);
/// }
/// ```
#[inline]
#[must_use = "after success only the returned pointer may be used for the block"]
pub unsafe fn shrink<A: Allocator + ?Sized>(
    alloc: &A,
    ptr: NonNull<u8>,
    old: Layout,
    new: Layout,
    live: usize,
) -> Option<NonNull<u8>> {
    debug_assert!(live <= new.size() && new.size() <= old.size());
    // SAFETY: forwarded: `live` is at most the smaller size, which is `new`'s.
    unsafe { relocate(alloc, ptr, old, new, live) }
}

/// [`grow`] and [`shrink`].
///
/// # Safety
///
/// Theirs, with `live <= min(old.size(), new.size())` and `new.size() > 0`.
#[inline]
unsafe fn relocate<A: Allocator + ?Sized>(
    alloc: &A,
    ptr: NonNull<u8>,
    old: Layout,
    new: Layout,
    live: usize,
) -> Option<NonNull<u8>> {
    debug_assert!(old.align() == new.align() && new.size() > 0);
    if old.size() == 0 {
        // SAFETY: `new.size() > 0`.
        return unsafe { alloc.alloc(new) };
    }
    // SAFETY:
    // - live, fits: our caller's promise.
    // - size: `new` is a `Layout` of the same alignment, so its rounded size is within bounds;
    //   it is above zero by our caller's promise.
    if let Some(moved) = unsafe { alloc.remap(ptr, old, new.size()) } {
        return Some(moved);
    }
    // SAFETY: forwarded: nothing has happened to the old block, and the alignments are the same.
    unsafe { replace(alloc, new, ptr, old.size(), live) }
}

/// Allocates a block for `new`, copies `live` bytes there, and gives the old one back, which has
/// `old` bytes and the same alignment.
///
/// Cold, so that it stays out of line where code is optimised for speed, and little is left in line
/// where blocks grow in place; with one alignment for both, so that all arguments are in registers
/// (`benches/NOTES.md`).
///
/// # Safety
///
/// That of [`relocate`], with `old > 0`.
#[cold]
unsafe fn replace<A: Allocator + ?Sized>(
    alloc: &A,
    new: Layout,
    ptr: NonNull<u8>,
    old: usize,
    live: usize,
) -> Option<NonNull<u8>> {
    // SAFETY: `new.size() > 0`.
    let moved = unsafe { alloc.alloc(new) }?;
    // SAFETY: `ptr` is readable for `live` bytes by our caller's promise; `moved` is a fresh
    // block of `new.size() >= live` bytes, disjoint from every live block (rule 4).
    unsafe { ptr.copy_to_nonoverlapping(moved, live) };
    // SAFETY: these are the parts of the old block's layout.
    let old = unsafe { Layout::from_size_align_unchecked(old, new.align()) };
    // SAFETY: live and fits: our caller's promise.
    unsafe { alloc.dealloc(ptr, old) };
    Some(moved)
}

#[cfg(test)]
mod tests;
