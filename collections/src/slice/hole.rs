//! Places of a slice whose elements are elsewhere for a while.

use core::marker::PhantomData;
use core::ptr;

/// A hole in a slice, and the elements that are to fill it. They do when this is dropped, so also
/// when a comparison unwinds.
///
/// # Invariants
///
/// 1. `start` and `end` are within one allocation and aligned, `start <= end`, and all elements
///    between them are initialised.
/// 2. `dest` is aligned and valid for writes of as many elements. They don't overlap the first
///    ones, and what is there is not initialised, or a copy.
pub(super) struct Hole<'s, T> {
    /// The first element that isn't in its place.
    pub(super) start: *mut T,
    /// Behind the last of them.
    pub(super) end: *mut T,
    /// The first place of the hole.
    pub(super) dest: *mut T,
    /// The slice is borrowed meanwhile.
    pub(super) slice: PhantomData<&'s mut [T]>,
}

impl<T> Drop for Hole<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: invariant 1; the type's size isn't zero, since such elements aren't sorted.
        let count = unsafe { self.end.offset_from(self.start) }.unsigned_abs();
        // SAFETY: invariants 1 and 2: so many elements are there, and as many places.
        unsafe { ptr::copy_nonoverlapping(self.start, self.dest, count) };
    }
}
