//! More room, less room. All in bytes.

use super::ExString;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Tells for how many bytes there is room, those of the text included.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::with_capacity(10, SystemAllocator);
    /// assert!(s.capacity() >= 10);
    /// ```
    #[inline]
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.vec.capacity()
    }

    /// Makes room for at least `additional` more bytes; geometrically, so that doing it again and
    /// again is cheap.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada", SystemAllocator);
    /// s.try_reserve(9)?;
    /// assert!(s.capacity() >= 12);
    /// assert!(s.try_reserve(usize::MAX).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room; the string is as it was.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve(additional)
    }

    /// [`try_reserve`](Self::try_reserve) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.reserve(12);
    /// assert!(s.capacity() >= 12);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_reserve` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        if let Err(error) = self.try_reserve(additional) {
            error.raise()
        }
    }

    /// Makes room for `additional` more bytes, and no more than that.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.try_reserve_exact(3)?;
    /// assert_eq!(s.capacity(), 3);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room; the string is as it was.
    #[inline]
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.vec.try_reserve_exact(additional)
    }

    /// [`try_reserve_exact`](Self::try_reserve_exact) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.reserve_exact(3);
    /// assert_eq!(s.capacity(), 3);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_reserve_exact` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        if let Err(error) = self.try_reserve_exact(additional) {
            error.raise()
        }
    }

    /// Gives back the room beyond the text, where the allocator can take it.
    ///
    /// Keeps the capacity when no smaller block is to be had;
    /// [`try_shrink_to_fit`](Self::try_shrink_to_fit) says so.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::with_capacity(100, SystemAllocator);
    /// s.push_str("Ada");
    /// s.shrink_to_fit();
    /// assert!(s.capacity() >= 3);
    /// ```
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.vec.shrink_to_fit();
    }

    /// Gives back the room beyond the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::with_capacity(100, SystemAllocator);
    /// s.push_str("Ada");
    /// s.try_shrink_to_fit()?;
    /// assert_eq!(s.capacity(), 3);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block is to be had; the string is as it was.
    #[inline]
    pub fn try_shrink_to_fit(&mut self) -> Result<(), TryReserveError> {
        self.vec.try_shrink_to_fit()
    }

    /// Gives back the room beyond the text and beyond `min_capacity`, where the allocator can take
    /// it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::with_capacity(100, SystemAllocator);
    /// s.push_str("Ada");
    /// s.shrink_to(10);
    /// assert!(s.capacity() >= 10);
    /// ```
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.vec.shrink_to(min_capacity);
    }

    /// Gives back the room beyond the text and beyond `min_capacity`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::with_capacity(100, SystemAllocator);
    /// s.push_str("Ada");
    /// s.try_shrink_to(10)?;
    /// assert_eq!(s.capacity(), 10);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block is to be had; the string is as it was.
    #[inline]
    pub fn try_shrink_to(&mut self, min_capacity: usize) -> Result<(), TryReserveError> {
        self.vec.try_shrink_to(min_capacity)
    }
}
