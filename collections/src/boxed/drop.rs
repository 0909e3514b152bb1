//! The end of a box.

use super::ExBox;
use super::block::FreeOnDrop;
use core::alloc::Layout;
use core::ptr;
use exalloc_core::Allocator;

impl<T: ?Sized, A: Allocator> Drop for ExBox<T, A> {
    #[inline]
    fn drop(&mut self) {
        // Before the value's end: the layout of a trait object or a slice is read through it.
        let layout = Layout::for_value::<T>(self);
        // The block goes back after the value, also when the value's destructor unwinds; the
        // allocator is a field, and goes last.
        // SAFETY: invariant 2; the box gives up the block: it is not used after this.
        let _block = unsafe { FreeOnDrop::new(self.ptr.cast(), layout, &self.alloc) };
        // SAFETY: invariant 1: initialised, aligned, ours alone, and never used again.
        unsafe { ptr::drop_in_place(self.ptr.as_ptr()) };
    }
}
