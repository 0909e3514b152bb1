//! The cause, and the value that could not be stored.

use super::TryReserveError;
use core::fmt;

/// A value could not be stored because there was no room; here it is again.
///
/// The collection is as it was before. The error converts into [`TryReserveError`], so that `?`
/// works where the value may be dropped.
///
/// # Examples
///
/// ```
/// use exalloc::{BumpAllocator, ExVec};
///
/// let bump = BumpAllocator::new(&mut []);
/// let mut names = ExVec::new(&bump);
/// let error = names.try_push(String::from("Ada")).unwrap_err();
/// assert_eq!(error.value, "Ada");
/// assert!(names.is_empty());
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TryPushError<T> {
    /// What could not be stored.
    pub value: T,
    /// Why not.
    pub error: TryReserveError,
}

impl<T> TryPushError<T> {
    #[inline]
    pub(crate) const fn new(value: T, error: TryReserveError) -> Self {
        Self { value, error }
    }
}

impl<T> From<TryPushError<T>> for TryReserveError {
    /// Drops the value, and keeps the cause.
    #[inline]
    fn from(error: TryPushError<T>) -> Self {
        error.error
    }
}

impl<T> fmt::Display for TryPushError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value could not be stored: {}", self.error)
    }
}

impl<T> fmt::Debug for TryPushError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryPushError").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<T> core::error::Error for TryPushError<T> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}
