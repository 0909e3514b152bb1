//! Formatting.

use super::ExVec;
use core::fmt;
use exalloc_core::Allocator;

impl<T: fmt::Debug, A: Allocator> fmt::Debug for ExVec<T, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
