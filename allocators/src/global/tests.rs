use super::GlobalAllocator;
use alloc::boxed::Box;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

crate::heap_tests::heap_tests!(GlobalAllocator, GlobalAllocator, max_align: 4096, must_remap: 4096);

#[test]
fn takes_over_what_a_box_allocated() {
    let block = NonNull::new(Box::into_raw(Box::new(*b"8 bytes."))).unwrap().cast::<u8>();
    let layout = Layout::new::<[u8; 8]>();
    // SAFETY: a `Box` is a block of the global allocator with the layout of its value.
    let block = unsafe { GlobalAllocator.remap(block, layout, 1000) }.unwrap();
    // SAFETY: the first 8 bytes are kept.
    assert_eq!(unsafe { block.cast::<[u8; 8]>().read() }, *b"8 bytes.");
    // SAFETY: a live block, and its layout.
    unsafe { GlobalAllocator.dealloc(block, Layout::new::<[u8; 1000]>()) };
}

#[test]
fn has_no_size_and_every_auto_trait() {
    fn all<T: Send + Sync + Unpin + StaticAllocator + core::panic::RefUnwindSafe>(_: T) {}
    all(GlobalAllocator);
    assert_eq!(size_of::<GlobalAllocator>(), 0);
}
