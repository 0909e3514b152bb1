//! Where the memory comes from: the contenders.

use exalloc::{Allocator, ArenaAllocator, CountingAllocator, PageAllocator, SystemAllocator};

/// Memory for one message at a time.
pub trait Scratch {
    /// What lends it.
    type Alloc: Allocator;

    /// Runs `job`, and takes all back that it was lent.
    fn for_a_message<R>(&mut self, job: impl FnOnce(&Self::Alloc) -> R) -> R;

    /// How often the system was asked for memory so far, where that is known.
    fn asked_the_system(&self) -> Option<u64>;
}

/// A heap: each block is given back by its owner.
#[derive(Debug)]
pub struct Heap<A>(pub A);

impl<A: Allocator> Scratch for Heap<A> {
    type Alloc = A;

    fn for_a_message<R>(&mut self, job: impl FnOnce(&A) -> R) -> R {
        job(&self.0)
    }

    fn asked_the_system(&self) -> Option<u64> {
        None
    }
}

/// The system's heap, counted: not timed, for it shows what the others are asked for.
#[derive(Debug)]
pub struct Counted(pub CountingAllocator<SystemAllocator>);

impl Scratch for Counted {
    type Alloc = CountingAllocator<SystemAllocator>;

    fn for_a_message<R>(&mut self, job: impl FnOnce(&Self::Alloc) -> R) -> R {
        job(&self.0)
    }

    fn asked_the_system(&self) -> Option<u64> {
        let stats = self.0.stats();
        Some(stats.allocations + stats.remaps)
    }
}

/// An arena of the thread's own, reset after each message.
#[derive(Debug)]
pub struct Arena<A: Allocator>(ArenaAllocator<CountingAllocator<A>>);

impl<A: Allocator> Arena<A> {
    /// An arena on the allocator, which is counted.
    pub fn new(backing: A) -> Self {
        Self(ArenaAllocator::new(CountingAllocator::new(backing)))
    }
}

impl<A: Allocator> Scratch for Arena<A> {
    type Alloc = ArenaAllocator<CountingAllocator<A>>;

    fn for_a_message<R>(&mut self, job: impl FnOnce(&Self::Alloc) -> R) -> R {
        let result = job(&self.0);
        self.0.reset();
        result
    }

    fn asked_the_system(&self) -> Option<u64> {
        let stats = self.0.backing().stats();
        Some(stats.allocations + stats.remaps)
    }
}

/// What the arenas stand on.
pub const fn pages() -> PageAllocator {
    PageAllocator::new()
}

/// jemalloc, called directly.
#[cfg(feature = "jemalloc")]
#[derive(Clone, Copy, Debug)]
pub struct Jemalloc;

#[cfg(feature = "jemalloc")]
mod jemalloc {
    use super::Jemalloc;
    use core::alloc::{GlobalAlloc, Layout};
    use core::ptr::NonNull;
    use exalloc::Allocator;
    use tikv_jemallocator::Jemalloc as Inner;

    // SAFETY: `GlobalAlloc` promises the same of its blocks; jemalloc's heap is the process's, has
    // no state here, and doesn't unwind.
    unsafe impl Allocator for Jemalloc {
        unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
            // SAFETY: our caller promises a size above zero.
            NonNull::new(unsafe { Inner.alloc(layout) })
        }

        unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
            // SAFETY: our caller promises a live block that `layout` fits.
            unsafe { Inner.dealloc(ptr.as_ptr(), layout) }
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
            // SAFETY: our caller promises a size above zero.
            NonNull::new(unsafe { Inner.alloc_zeroed(layout) })
        }

        unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, size: usize) -> Option<NonNull<u8>> {
            // SAFETY: our caller promises a live block that `old` fits, and a size within bounds.
            NonNull::new(unsafe { Inner.realloc(ptr.as_ptr(), old, size) })
        }
    }
}
