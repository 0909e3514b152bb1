use super::MallocAllocator;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// On Windows, alignments above `malloc`'s own are refused.
const MAX_ALIGN: usize = if cfg!(not(windows)) {
    4096
} else if cfg!(target_pointer_width = "64") {
    16
} else {
    8
};

crate::heap_tests::heap_tests!(
    MallocAllocator, MallocAllocator, max_align: MAX_ALIGN, must_remap: 8);

#[test]
fn c_frees_what_rust_allocated() {
    for align in [1, 2, 4, 8, 16, 64, 4096] {
        for size in [1, 8, 24, 100, 5000, 300_000] {
            let layout = Layout::from_size_align(size, align).unwrap();
            // SAFETY: the size is above zero.
            let Some(block) = (unsafe { MallocAllocator.alloc(layout) }) else {
                assert!(align > MAX_ALIGN, "{layout:?} was refused");
                continue;
            };
            // SAFETY: the block is fresh and `size` bytes long.
            unsafe { block.write_bytes(0xA5, size) };
            // SAFETY: what is shown here: `free` takes the block.
            unsafe { libc::free(block.as_ptr().cast()) };
        }
    }
}

#[test]
fn c_reallocates_what_rust_allocated() {
    let layout = Layout::new::<[u8; 3]>();
    // SAFETY: the size is above zero.
    let block = unsafe { MallocAllocator.alloc_zeroed(layout) }.unwrap();
    // SAFETY: what is shown here: `realloc` takes the block.
    let block = unsafe { libc::realloc(block.as_ptr().cast(), 5000) };
    let block = NonNull::new(block).unwrap().cast::<[u8; 3]>();
    // SAFETY: the first three bytes are kept.
    assert_eq!(unsafe { block.read() }, [0; 3]);
    // SAFETY: a block of C's heap with room for 5000 bytes.
    unsafe { MallocAllocator.dealloc(block.cast(), Layout::new::<[u8; 5000]>()) };
}

#[test]
fn rust_adopts_what_c_allocated() {
    // SAFETY: any size may be asked for.
    let block = NonNull::new(unsafe { libc::malloc(40) }).unwrap().cast::<u8>();
    // SAFETY: the block is 40 bytes long.
    unsafe { block.write_bytes(7, 40) };
    // Its new owner takes it for 32 bytes aligned to 8, which `malloc` gives.
    let layout = Layout::new::<[u64; 4]>();
    // SAFETY: a block of C's heap with room for the layout; the new size is above zero and small.
    let block = unsafe { MallocAllocator.remap(block, layout, 100_000) }.unwrap();
    // SAFETY: the first 32 bytes are kept.
    assert_eq!(unsafe { block.cast::<[u8; 32]>().read() }, [7; 32]);
    let layout = Layout::from_size_align(100_000, 8).unwrap();
    // SAFETY: a live block, and its layout.
    unsafe { MallocAllocator.dealloc(block, layout) };
}

#[test]
fn has_no_size_and_every_auto_trait() {
    fn all<T: Send + Sync + Unpin + StaticAllocator + core::panic::RefUnwindSafe>(_: T) {}
    all(MallocAllocator);
    assert_eq!(size_of::<MallocAllocator>(), 0);
}
