//! The cause, and the value that could not be stored.

use core::fmt;
use exalloc_core::AllocError;

/// A value could not be put into an arena because there was no room; here it is again.
///
/// The error converts into [`AllocError`], so that `?` works where the value may be dropped.
///
/// # Examples
///
/// ```
/// use exalloc::{ArenaAllocator, BumpAllocator};
///
/// let arena = ArenaAllocator::new(BumpAllocator::new(&mut []));
/// let error = arena.try_alloc_value([1, 2, 3]).unwrap_err();
/// assert_eq!(error.value, [1, 2, 3]);
/// assert_eq!(error.error.layout().size(), 12);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TryAllocValueError<T> {
    /// What could not be stored.
    pub value: T,
    /// Why not.
    pub error: AllocError,
}

impl<T> TryAllocValueError<T> {
    #[inline]
    pub(super) const fn new(value: T, error: AllocError) -> Self {
        Self { value, error }
    }
}

impl<T> From<TryAllocValueError<T>> for AllocError {
    /// Drops the value, and keeps the cause.
    #[inline]
    fn from(error: TryAllocValueError<T>) -> Self {
        error.error
    }
}

impl<T> fmt::Display for TryAllocValueError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value could not be stored: {}", self.error)
    }
}

impl<T> fmt::Debug for TryAllocValueError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryAllocValueError").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<T> core::error::Error for TryAllocValueError<T> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}
