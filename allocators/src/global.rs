//! The program's `#[global_allocator]`.
//!
//! - **Guarantees.** All values are [equivalent](Allocator#equivalence) to each other, and only
//!   [`dealloc`](Allocator::dealloc) invalidates a block. A block is what `alloc::alloc::alloc`
//!   returns for its layout, so a `Box` or a `Vec` of the standard library may take it over, and
//!   the other way round.
//! - **Design.** Each method calls the function of [`alloc::alloc`] that does the same; no state.
//! - **Cost.** One call per operation, through the symbols that the compiler generates for the
//!   global allocator. [`remap`](Allocator::remap) is `realloc`, for any alignment; a global
//!   allocator that has no better `realloc` than the default copies the whole old block there.
//! - **Thread-safety.** [`Send`] and [`Sync`], as every global allocator must be.
//!
//! ```text
//! | block of size bytes | whatever the global allocator adds |
//! ^ multiple of align
//! ```

use alloc::alloc;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

#[cfg(test)]
mod tests;

/// The memory that the program's `#[global_allocator]` hands out.
///
/// Use it where the program's choice should hold for exalloc's collections too, and where blocks
/// come from or go to the standard library's `Box` and `Vec`. Unlike
/// [`SystemAllocator`](crate::SystemAllocator) it works without `std`.
///
/// It is a value without size, so collections may hold it by value at no cost. All values are
/// [equivalent](Allocator#equivalence).
///
/// # Examples
///
/// A block that the standard library's `Box` takes over, and frees:
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::{Allocator, GlobalAllocator};
///
/// // SAFETY: `u64` has a size above zero.
/// let block = unsafe { GlobalAllocator.alloc(Layout::new::<u64>()) }.expect("8 bytes");
/// let block = block.cast::<u64>();
/// // SAFETY: the block is writable as a `u64`.
/// unsafe { block.write(7) };
/// // SAFETY: the block comes from the global allocator, with the layout of the value in it.
/// let boxed = unsafe { Box::from_raw(block.as_ptr()) };
/// assert_eq!(*boxed, 7);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GlobalAllocator;

// SAFETY: the contract of `GlobalAlloc` implies the rules.
// 1, 2. There is no method but the trait's, and no state that could move.
// 3. A global allocator must not unwind; nothing here panics.
// 4. `GlobalAlloc` promises exactly that.
// 5. Equal sizes are answered with the same pointer; `realloc` keeps the bytes, the alignment, and
//    on failure the block.
// 6. No pointer is kept here; a global allocator gets pointers to blocks from `Box` too.
unsafe impl Allocator for GlobalAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        NonNull::new(unsafe { alloc::alloc(layout) })
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY:
        // - a live block of ours is currently allocated by the global allocator.
        // - `layout` fits the block: it is the one it was allocated or last reallocated with.
        unsafe { alloc::dealloc(ptr.as_ptr(), layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        NonNull::new(unsafe { alloc::alloc_zeroed(layout) })
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if old.size() == new_size {
            return Some(ptr);
        }
        // SAFETY:
        // - a live block of ours is currently allocated by the global allocator, and `old` fits it.
        // - `new_size` is above zero and doesn't exceed `isize::MAX` when rounded up to the
        //   alignment: our caller's promise.
        // On null the old block is untouched.
        NonNull::new(unsafe { alloc::realloc(ptr.as_ptr(), old, new_size) })
    }
}

// SAFETY: the global allocator lives as long as the program, and frees a block in `dealloc` and
// `realloc` only.
unsafe impl StaticAllocator for GlobalAllocator {}
