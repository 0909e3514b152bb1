use super::{SystemAllocator, other};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

crate::heap_tests::heap_tests!(SystemAllocator, SystemAllocator, max_align: 4096, must_remap: 8);

/// The seam for platforms where C's heap isn't called directly, run on those where it is.
mod elsewhere {
    use super::*;

    #[derive(Clone, Copy, Default)]
    struct Other;

    // SAFETY: as for `SystemAllocator`.
    unsafe impl Allocator for Other {
        unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
            // SAFETY: forwarded, here and below.
            unsafe { other::alloc(layout) }
        }
        unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
            // SAFETY: as above.
            unsafe { other::dealloc(ptr, layout) }
        }
        unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
            // SAFETY: as above.
            unsafe { other::alloc_zeroed(layout) }
        }
        unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, size: usize) -> Option<NonNull<u8>> {
            // SAFETY: as above.
            unsafe { other::remap(ptr, old, size) }
        }
    }

    crate::heap_tests::heap_tests!(Other, Other, max_align: 4096, must_remap: 4096);
}

#[test]
fn has_no_size_and_every_auto_trait() {
    fn all<T: Send + Sync + Unpin + StaticAllocator + core::panic::RefUnwindSafe>(_: T) {}
    all(SystemAllocator);
    assert_eq!(size_of::<SystemAllocator>(), 0);
}
