use super::MAX_ALIGN;
use crate::CppNewArrayAllocator;
use crate::cpp::routines::refuses;
use core::alloc::Layout;
use core::ffi::c_void;
use core::ptr::NonNull;
use exalloc_core::{Allocator, CppNewArrayFamily, StaticAllocator};

crate::heap_tests::heap_tests!(
    CppNewArrayAllocator, CppNewArrayAllocator,
    serves: |align| align <= MAX_ALIGN && !refuses(align), must_remap: 0);

// What C++ code calls for `new char[n]` and `delete[] p`.
#[cfg(not(target_env = "msvc"))]
unsafe extern "C" {
    #[cfg_attr(all(windows, target_pointer_width = "64"), link_name = "_Znay")]
    #[cfg_attr(all(not(windows), target_pointer_width = "64"), link_name = "_Znam")]
    #[cfg_attr(target_pointer_width = "32", link_name = "_Znaj")]
    safe fn cpp_new_array(size: usize) -> *mut c_void;
    #[link_name = "_ZdaPv"]
    fn cpp_delete_array(block: *mut c_void);
}

#[test]
#[cfg(not(target_env = "msvc"))]
fn cpp_deletes_what_rust_allocated() {
    for size in [1, 8, 24, 100, 5000, 300_000] {
        let layout = Layout::from_size_align(size, 8).unwrap();
        // SAFETY: the size is above zero.
        let block = unsafe { CppNewArrayAllocator.alloc(layout) }.unwrap();
        // SAFETY: the block is fresh and `size` bytes long.
        unsafe { block.write_bytes(0xA5, size) };
        // SAFETY: what is shown here: `operator delete[]` takes the block.
        unsafe { cpp_delete_array(block.as_ptr().cast()) };
    }
}

#[test]
#[cfg(not(target_env = "msvc"))]
fn rust_deletes_what_cpp_made_also_if_it_takes_it_for_less() {
    for (made, adopted) in [(0, 0), (1, 1), (24, 0), (24, 8), (5000, 4999)] {
        let block = NonNull::new(cpp_new_array(made)).unwrap().cast::<u8>();
        // SAFETY: the block is so long.
        unsafe { block.write_bytes(0xA5, made) };
        let layout = Layout::from_size_align(adopted, 1).unwrap();
        // SAFETY: a block of the family, with a size up to the one that was asked for, and an
        // alignment of the plain form.
        unsafe { CppNewArrayAllocator.dealloc(block, layout) };
    }
}

#[test]
fn no_size_but_the_own_is_taken_in_place() {
    let layout = Layout::from_size_align(40, 8).unwrap();
    // SAFETY: the size is above zero.
    let block = unsafe { CppNewArrayAllocator.alloc(layout) }.unwrap();
    for new_size in [1, 39, 41, 400] {
        // SAFETY: a live block with its layout; the new size is above zero and small.
        assert_eq!(unsafe { CppNewArrayAllocator.resize_in_place(block, layout, new_size) }, None);
        // SAFETY: as above.
        assert_eq!(unsafe { CppNewArrayAllocator.remap(block, layout, new_size) }, None);
    }
    // SAFETY: as above.
    assert_eq!(unsafe { CppNewArrayAllocator.resize_in_place(block, layout, 40) }, Some(block));
    // SAFETY: a live block, and its layout.
    unsafe { CppNewArrayAllocator.dealloc(block, layout) };
}

#[test]
fn has_no_size_and_every_auto_trait() {
    fn all<T>(_: T)
    where
        T: Send + Sync + Unpin + StaticAllocator + CppNewArrayFamily + core::panic::RefUnwindSafe,
    {
    }
    all(CppNewArrayAllocator);
    assert_eq!(size_of::<CppNewArrayAllocator>(), 0);
}
