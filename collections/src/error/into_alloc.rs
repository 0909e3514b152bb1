//! The cause, the contents that stay where they are, and the allocator that has no room for them.

use super::TryReserveError;
use core::fmt;

/// Contents could not move into another allocator's memory; here they are again, and the allocator.
///
/// `value` is the collection as it was, in its own allocator's memory. The error converts into
/// [`TryReserveError`], so that `?` works where both may be dropped.
///
/// # Examples
///
/// ```
/// use exalloc::{BumpAllocator, SystemAllocator, ex_vec};
///
/// let nothing = BumpAllocator::new(&mut []);
/// let v = ex_vec![in SystemAllocator; 1, 2, 3];
/// let error = v.try_into_alloc(&nothing).unwrap_err();
/// assert_eq!(error.value, [1, 2, 3]);
/// assert!(core::ptr::eq(error.alloc, &nothing));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TryIntoAllocError<C, B> {
    /// The collection, as it was.
    pub value: C,
    /// The allocator that has no room.
    pub alloc: B,
    /// Why not.
    pub error: TryReserveError,
}

impl<C, B> TryIntoAllocError<C, B> {
    #[inline]
    pub(crate) const fn new(value: C, alloc: B, error: TryReserveError) -> Self {
        Self { value, alloc, error }
    }
}

impl<C, B> From<TryIntoAllocError<C, B>> for TryReserveError {
    /// Drops the collection and the allocator, and keeps the cause.
    #[inline]
    fn from(error: TryIntoAllocError<C, B>) -> Self {
        error.error
    }
}

impl<C, B> fmt::Display for TryIntoAllocError<C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "contents could not move to another allocator: {}", self.error)
    }
}

impl<C, B> fmt::Debug for TryIntoAllocError<C, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryIntoAllocError").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<C, B> core::error::Error for TryIntoAllocError<C, B> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}
