//! [`ExVec`]: a growable array with an explicit allocator.

mod fmt;
mod push;
mod slice;

use crate::error::TryReserveError;
use crate::raw::RawBuf;
use core::ptr;
use exalloc_core::Allocator;

/// A contiguous growable array, which lives in blocks of its allocator `A`.
///
/// What `Vec` is to the global allocator: the same names, semantics and panics. The allocator comes
/// last in constructors, by value or as `&allocator`. Every method that may allocate has a `try_`
/// twin, which reports that memory ran out and hands the value back.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, SystemAllocator};
///
/// let mut v = ExVec::new(SystemAllocator);
/// v.push(1);
/// v.push(2);
/// assert_eq!(v.len(), 2);
/// ```
///
/// # Invariants
///
/// 1. `len <= buf.capacity()`, and the first `len` elements of the buffer are initialised.
pub struct ExVec<T, A: Allocator> {
    buf: RawBuf<T, A>,
    len: usize,
}

impl<T, A: Allocator> ExVec<T, A> {
    /// Makes an empty vector, without asking the allocator for anything.
    #[inline]
    #[must_use]
    pub const fn new(alloc: A) -> Self {
        Self { buf: RawBuf::new(alloc), len: 0 }
    }

    /// Makes an empty vector with room for at least `capacity` elements.
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_with_capacity(capacity: usize, alloc: A) -> Result<Self, TryReserveError> {
        Ok(Self { buf: RawBuf::try_with_capacity(capacity, alloc)?, len: 0 })
    }

    /// How many elements there are.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl<T, A: Allocator> Drop for ExVec<T, A> {
    #[inline]
    fn drop(&mut self) {
        let elements = ptr::slice_from_raw_parts_mut(self.buf.ptr().as_ptr(), self.len);
        // SAFETY: invariant 1: these are initialised, ours alone, and never used again.
        unsafe { ptr::drop_in_place(elements) }
    }
}
