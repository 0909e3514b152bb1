//! A vector is a slice to whoever reads or changes elements in place.

use super::ExVec;
use core::ops::{Deref, DerefMut};
use core::slice;
use exalloc_core::Allocator;

impl<T, A: Allocator> Deref for ExVec<T, A> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: invariant 1: `len` initialised elements, aligned, inside one block that is ours;
        // the borrow of `self` keeps them unchanged.
        unsafe { slice::from_raw_parts(self.buf.ptr().as_ptr(), self.len) }
    }
}

impl<T, A: Allocator> DerefMut for ExVec<T, A> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: invariant 1: `len` initialised elements, aligned, inside one block that is ours;
        // the unique borrow of `self` keeps everyone else away.
        unsafe { slice::from_raw_parts_mut(self.buf.ptr().as_ptr(), self.len) }
    }
}
