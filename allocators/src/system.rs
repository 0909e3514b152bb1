//! The platform's heap.
//!
//! - **Guarantees.** All values are [equivalent](Allocator#equivalence) to each other, and only
//!   [`dealloc`](Allocator::dealloc) invalidates a block. Every alignment is served that the
//!   platform serves. Nothing is promised about what else could free a block.
//! - **Design.** On unix C's heap is called directly and inline: the branch on the alignment
//!   disappears where the layout is known to the compiler. Elsewhere, and on the few unix systems
//!   without `posix_memalign`, [`std::alloc::System`] does the work. Neither keeps any state here.
//! - **Cost.** One call of the heap per operation. [`remap`](Allocator::remap) is `realloc`, which
//!   for large blocks moves pages and copies nothing (`mremap` on Linux); over-aligned blocks (on
//!   unix above 16 bytes, or 8 on 32-bit targets) have none, for `realloc` would lose the
//!   alignment. [`alloc_zeroed`](Allocator::alloc_zeroed) is `calloc`, which leaves fresh pages of
//!   the operating system alone.
//! - **Thread-safety.** [`Send`] and [`Sync`]: any thread may free what another allocated.
//!
//! ```text
//! | block of size bytes | slack that the heap keeps to itself |
//! ^ multiple of align
//! ```

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

#[cfg(all(unix, not(any(target_os = "horizon", target_os = "vita"))))]
use crate::c_heap as heap;
#[cfg(not(all(unix, not(any(target_os = "horizon", target_os = "vita")))))]
use other as heap;

// Compiled for tests on every platform, so that it is run and not only type-checked.
#[cfg(any(test, not(all(unix, not(any(target_os = "horizon", target_os = "vita"))))))]
mod other;
#[cfg(test)]
mod tests;

/// The platform's heap: the memory that [`std::alloc::System`] hands out.
///
/// This is the allocator to start with where `std` is at hand, and the one to put behind an arena.
/// It bypasses the program's `#[global_allocator]`: for that, see
/// [`GlobalAllocator`](crate::GlobalAllocator). For blocks that C code frees or allocates, see
/// [`MallocAllocator`](crate::MallocAllocator): what lies behind `SystemAllocator` is the
/// platform's own business.
///
/// It is a value without size, so collections may hold it by value at no cost. All values are
/// [equivalent](Allocator#equivalence).
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, SystemAllocator};
///
/// let mut primes = ExVec::new(SystemAllocator);
/// primes.try_push(2_u32)?;
/// primes.try_push(3)?;
/// assert_eq!(&*primes, [2, 3]);
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SystemAllocator;

// SAFETY: the platform's heap keeps the rules.
// 1, 2. There is no method but the trait's, and no state that could move.
// 3. The functions of the heap don't unwind, and nothing here panics.
// 4. A heap's block is its own until it is freed; `heap` sees to the alignment.
// 5. Equal sizes are answered with the same pointer; `realloc` keeps the bytes, and on failure the
//    block.
// 6. The heap finds its records by pointers of its own, and no pointer is kept here.
unsafe impl Allocator for SystemAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        unsafe { heap::alloc(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: every live block is one of `heap`, and `layout` fits it.
        unsafe { heap::dealloc(ptr, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        unsafe { heap::alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: every live block is one of `heap`, `old` fits it, and the new size is
        // within its bounds.
        unsafe { heap::remap(ptr, old, new_size) }
    }
}

// SAFETY: the heap lives as long as the process, and nothing but `dealloc` and `remap` frees
// blocks.
unsafe impl StaticAllocator for SystemAllocator {}
