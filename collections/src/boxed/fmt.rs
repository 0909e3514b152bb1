//! Formatting: a box shows its value.

use super::ExBox;
use core::error::Error;
use core::fmt;
use exalloc_core::Allocator;

impl<T: ?Sized + fmt::Debug, A: Allocator> fmt::Debug for ExBox<T, A> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display, A: Allocator> fmt::Display for ExBox<T, A> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized, A: Allocator> fmt::Pointer for ExBox<T, A> {
    /// Shows where the value is.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.ptr, f)
    }
}

/// For sized errors, as in std: a box of `dyn Error` is made of every error by `From`. Were it one
/// itself, that would overlap with the `From` that every type has for itself.
impl<E: Error, A: Allocator> Error for ExBox<E, A> {
    #[inline]
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}
