use super::MAX_ALIGN;
use crate::CppNewAllocator;
use crate::cpp::routines::refuses;
use core::alloc::Layout;
use core::ffi::c_void;
use core::ptr::NonNull;
use exalloc_core::{Allocator, CppNewFamily, StaticAllocator};

crate::heap_tests::heap_tests!(
    CppNewAllocator, CppNewAllocator,
    serves: |align| align <= MAX_ALIGN && !refuses(align), must_remap: 0);

// What C++ code calls for `new T` and `delete p` where sizes aren't told.
#[cfg(not(target_env = "msvc"))]
unsafe extern "C" {
    #[cfg_attr(all(windows, target_pointer_width = "64"), link_name = "_Znwy")]
    #[cfg_attr(all(not(windows), target_pointer_width = "64"), link_name = "_Znwm")]
    #[cfg_attr(target_pointer_width = "32", link_name = "_Znwj")]
    safe fn cpp_new(size: usize) -> *mut c_void;
    #[link_name = "_ZdlPv"]
    fn cpp_delete(block: *mut c_void);
}

#[test]
#[cfg(not(target_env = "msvc"))]
fn cpp_deletes_what_rust_allocated() {
    for size in [1, 8, 24, 100, 5000, 300_000] {
        let layout = Layout::from_size_align(size, 8).unwrap();
        // SAFETY: the size is above zero.
        let block = unsafe { CppNewAllocator.alloc(layout) }.unwrap();
        // SAFETY: the block is fresh and `size` bytes long.
        unsafe { block.write_bytes(0xA5, size) };
        // SAFETY: what is shown here: `operator delete` takes the block.
        unsafe { cpp_delete(block.as_ptr().cast()) };
    }
}

#[test]
#[cfg(not(target_env = "msvc"))]
fn rust_deletes_what_cpp_made() {
    for size in [0, 8, 24, 104, 5000] {
        let block = NonNull::new(cpp_new(size)).unwrap().cast::<u8>();
        // SAFETY: the block is `size` bytes long.
        unsafe { block.write_bytes(0xA5, size) };
        let layout = Layout::from_size_align(size, 8).unwrap();
        // SAFETY: a block of the family, with the size that was asked for, zero included, and an
        // alignment of the plain form.
        unsafe { CppNewAllocator.dealloc(block, layout) };
    }
}

#[test]
fn no_size_but_the_own_is_taken_in_place() {
    let layout = Layout::from_size_align(40, 8).unwrap();
    // SAFETY: the size is above zero.
    let block = unsafe { CppNewAllocator.alloc(layout) }.unwrap();
    for new_size in [1, 39, 41, 400] {
        // SAFETY: a live block with its layout; the new size is above zero and small.
        assert_eq!(unsafe { CppNewAllocator.resize_in_place(block, layout, new_size) }, None);
        // SAFETY: as above.
        assert_eq!(unsafe { CppNewAllocator.remap(block, layout, new_size) }, None);
    }
    // SAFETY: as above.
    assert_eq!(unsafe { CppNewAllocator.resize_in_place(block, layout, 40) }, Some(block));
    // SAFETY: a live block, and its layout.
    unsafe { CppNewAllocator.dealloc(block, layout) };
}

#[test]
fn has_no_size_and_every_auto_trait() {
    fn all<T>(_: T)
    where
        T: Send + Sync + Unpin + StaticAllocator + CppNewFamily + core::panic::RefUnwindSafe,
    {
    }
    all(CppNewAllocator);
    assert_eq!(size_of::<CppNewAllocator>(), 0);
}
