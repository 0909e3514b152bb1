//! A vector is a slice to whoever reads or changes elements in place.

use super::ExVec;
use core::borrow::{Borrow, BorrowMut};
use core::ops::{Deref, DerefMut, Index, IndexMut};
use core::slice::{self, SliceIndex};
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// All elements, as a slice.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let v = ex_vec![in SystemAllocator; 1, 2];
    /// assert_eq!(v.as_slice(), &[1, 2]);
    /// ```
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        // SAFETY: invariant 1: `len` initialised elements, aligned, inside one block that is ours;
        // the borrow of `self` keeps them unchanged.
        unsafe { slice::from_raw_parts(self.buf.ptr().as_ptr(), self.len) }
    }

    /// All elements, as a slice to change them in.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2];
    /// v.as_mut_slice().swap(0, 1);
    /// assert_eq!(v, [2, 1]);
    /// ```
    #[inline]
    pub const fn as_mut_slice(&mut self) -> &mut [T] {
        // SAFETY: invariant 1: `len` initialised elements, aligned, inside one block that is ours;
        // the unique borrow of `self` keeps everyone else away.
        unsafe { slice::from_raw_parts_mut(self.buf.ptr().as_ptr(), self.len) }
    }
}

impl<T, A: Allocator> Deref for ExVec<T, A> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T, A: Allocator> DerefMut for ExVec<T, A> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

impl<T, A: Allocator, I: SliceIndex<[T]>> Index<I> for ExVec<T, A> {
    type Output = I::Output;

    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        &self.as_slice()[index]
    }
}

impl<T, A: Allocator, I: SliceIndex<[T]>> IndexMut<I> for ExVec<T, A> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        &mut self.as_mut_slice()[index]
    }
}

impl<T, A: Allocator> AsRef<[T]> for ExVec<T, A> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T, A: Allocator> AsMut<[T]> for ExVec<T, A> {
    #[inline]
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T, A: Allocator> AsRef<Self> for ExVec<T, A> {
    #[inline]
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<T, A: Allocator> AsMut<Self> for ExVec<T, A> {
    #[inline]
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

impl<T, A: Allocator> Borrow<[T]> for ExVec<T, A> {
    #[inline]
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T, A: Allocator> BorrowMut<[T]> for ExVec<T, A> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}
