//! A box is its value to whoever reads or changes it.

use super::ExBox;
use core::borrow::{Borrow, BorrowMut};
use core::ops::{Deref, DerefMut};
use exalloc_core::Allocator;

impl<T: ?Sized, A: Allocator> Deref for ExBox<T, A> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: invariant 1: initialised and aligned; the borrow of `self` keeps it unchanged.
        unsafe { self.ptr.as_ref() }
    }
}

impl<T: ?Sized, A: Allocator> DerefMut for ExBox<T, A> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: invariant 1: initialised and aligned; the unique borrow of `self` keeps everyone
        // else away.
        unsafe { self.ptr.as_mut() }
    }
}

impl<T: ?Sized, A: Allocator> AsRef<T> for ExBox<T, A> {
    #[inline]
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized, A: Allocator> AsMut<T> for ExBox<T, A> {
    #[inline]
    fn as_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: ?Sized, A: Allocator> Borrow<T> for ExBox<T, A> {
    #[inline]
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: ?Sized, A: Allocator> BorrowMut<T> for ExBox<T, A> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut T {
        self
    }
}
