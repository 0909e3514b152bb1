//! The error of one failed request.

use core::alloc::Layout;
use core::fmt;

/// An allocator had no block for a layout.
///
/// Methods that give nothing but memory return it; methods of collections, which may also fail
/// because a capacity overflows, return a `TryReserveError`.
///
/// # Examples
///
/// ```
/// use core::alloc::Layout;
/// use exalloc::AllocError;
///
/// let error = AllocError::new(Layout::new::<u64>());
/// assert_eq!(error.layout().size(), 8);
/// assert_eq!(error.to_string(), "no memory for a block of 8 bytes aligned to 8");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct AllocError {
    layout: Layout,
}

impl AllocError {
    /// Makes the error for a request of `layout`.
    ///
    /// # Examples
    ///
    /// See [`AllocError`].
    #[inline]
    #[must_use]
    pub const fn new(layout: Layout) -> Self {
        Self { layout }
    }

    /// Tells the layout that was requested, in bytes.
    ///
    /// # Examples
    ///
    /// See [`AllocError`].
    #[inline]
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.layout
    }
}

impl fmt::Display for AllocError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, align) = (self.layout.size(), self.layout.align());
        write!(f, "no memory for a block of {size} bytes aligned to {align}")
    }
}

impl core::error::Error for AllocError {}
