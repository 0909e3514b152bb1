//! A box around what has a file descriptor has it too.

use super::ExBox;
use exalloc_core::Allocator;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

impl<T: ?Sized + AsFd, A: Allocator> AsFd for ExBox<T, A> {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        (**self).as_fd()
    }
}

impl<T: ?Sized + AsRawFd, A: Allocator> AsRawFd for ExBox<T, A> {
    #[inline]
    fn as_raw_fd(&self) -> RawFd {
        (**self).as_raw_fd()
    }
}
