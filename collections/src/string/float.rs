//! Floating-point numbers at the end, without `core::fmt`.

use super::ExString;
use crate::error::TryReserveError;
use exalloc_core::Allocator;
use zmij::{Buffer, Float};

impl<A: Allocator> ExString<A> {
    /// Appends a floating-point number in decimal digits, or leaves the string as it was when
    /// there is no room.
    ///
    /// The shortest digits that give the same number when they are parsed. They are laid out in
    /// another way than those of `write!(s, "{value}")`, always with a point or an exponent: `1.0`
    /// where that writes `1`, and `1e+100` instead of a hundred zeros. What isn't finite is `NaN`,
    /// `inf`, `-inf`, as there.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.try_push_float(0.1 + 0.2)?;
    /// s.try_push_float(-0.5_f32)?;
    /// assert_eq!(s, "0.30000000000000004-0.5");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_push_float<N: Float>(&mut self, value: N) -> Result<(), TryReserveError> {
        self.try_push_str(Buffer::new().format(value))
    }

    /// [`try_push_float`](Self::try_push_float) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.push_float(0.1 + 0.2);
    /// s.push_float(-0.5_f32);
    /// assert_eq!(s, "0.30000000000000004-0.5");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_push_float` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn push_float<N: Float>(&mut self, value: N) {
        if let Err(error) = self.try_push_float(value) {
            error.raise()
        }
    }
}
