//! The end of a box.

use super::ExBox;
use super::block::FreeOnDrop;
use core::alloc::Layout;
use core::cell::UnsafeCell;
use core::ptr;
use exalloc_core::Allocator;

impl<T: ?Sized, A: Allocator> Drop for ExBox<T, A> {
    #[inline]
    fn drop(&mut self) {
        // A reference to the value itself would be a read of all of it, and so end the references
        // that a pinned value has to parts of itself, which its destructor may use. One to an
        // `UnsafeCell` asserts nothing about what is inside.
        let cell = self.ptr.as_ptr() as *const UnsafeCell<T>;
        // SAFETY: invariant 1: initialised, aligned, and nobody else's; an `UnsafeCell<T>` has the
        // layout of `T`, and so the same metadata.
        let layout = Layout::for_value(unsafe { &*cell });
        // The block goes back after the value, also when the value's destructor unwinds; the
        // allocator is a field, and goes last.
        // SAFETY: invariant 2; the box gives up the block: it is not used after this.
        let _block = unsafe { FreeOnDrop::new(self.ptr.cast(), layout, &self.alloc) };
        // SAFETY: invariant 1: initialised, aligned, ours alone, and never used again.
        unsafe { ptr::drop_in_place(self.ptr.as_ptr()) };
    }
}
