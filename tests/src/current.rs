//! The allocator of a run, found where there is nobody to hand it over.

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc::{Allocator, StaticAllocator};

thread_local! {
    static CURRENT: Cell<Option<&'static dyn Allocator>> = const { Cell::new(None) };
}

/// The allocator that [`during`] was given: for impls that make their own, by [`Default`], and for
/// pinned boxes. Outside it refuses everything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Current;

/// Runs `body` with this allocator as the [`Current`] one.
///
/// No block may outlive the call: bodies here keep nothing.
pub fn during<R>(alloc: &dyn Allocator, body: impl FnOnce() -> R) -> R {
    struct Reset(Option<&'static dyn Allocator>);
    impl Drop for Reset {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    // SAFETY: another lifetime; the guard takes the reference away before the true one ends.
    let alloc = unsafe { core::mem::transmute::<&dyn Allocator, &'static dyn Allocator>(alloc) };
    let _reset = Reset(CURRENT.replace(Some(alloc)));
    body()
}

// SAFETY: forwarded to one allocator as long as blocks live, which is as long as a `during`. It has
// no state, so that all values are equivalent.
unsafe impl Allocator for Current {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        CURRENT.get().and_then(|alloc| unsafe { alloc.alloc(layout) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        if let Some(alloc) = CURRENT.get() {
            // SAFETY: forwarded.
            unsafe { alloc.dealloc(ptr, layout) }
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        CURRENT.get().and_then(|alloc| unsafe { alloc.alloc_zeroed(layout) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        CURRENT.get().and_then(|alloc| unsafe { alloc.resize_in_place(ptr, old, new_size) })
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        CURRENT.get().and_then(|alloc| unsafe { alloc.remap(ptr, old, new_size) })
    }
}

// SAFETY: within a run, which all boxes of these tests stay in, blocks are invalidated by `dealloc`
// only.
unsafe impl StaticAllocator for Current {}
