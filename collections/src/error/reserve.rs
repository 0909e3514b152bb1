//! The cause.

use core::alloc::Layout;
use core::fmt;
use exalloc_core::AllocError;

/// A collection could not get the room it needs; it is as it was before.
///
/// The counterpart of `std::collections::TryReserveError`. Errors that carry a value convert into
/// it, so that `?` works on every `try_` method.
///
/// # Examples
///
/// ```
/// use exalloc::{BumpAllocator, ExVec, TryReserveErrorKind};
///
/// let mut memory = [core::mem::MaybeUninit::uninit(); 16];
/// let bump = BumpAllocator::new(&mut memory);
/// let mut v = ExVec::<u64, _>::new(&bump);
///
/// let error = v.try_reserve_exact(100).unwrap_err();
/// assert_eq!(error.to_string(), "no memory for a block of 800 bytes aligned to 8");
/// let TryReserveErrorKind::AllocError { layout, .. } = error.kind() else { panic!() };
/// assert_eq!(layout.size(), 800);
///
/// let error = v.try_reserve(usize::MAX).unwrap_err();
/// assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TryReserveError {
    kind: TryReserveErrorKind,
}

/// Why a [`TryReserveError`] happened.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, SystemAllocator, TryReserveErrorKind};
///
/// let error = ExVec::<u64, _>::try_with_capacity(usize::MAX, SystemAllocator).unwrap_err();
/// match error.kind() {
///     TryReserveErrorKind::CapacityOverflow => {}
///     TryReserveErrorKind::AllocError { layout, .. } => panic!("{} bytes", layout.size()),
///     other => panic!("a kind of a later version: {other:?}"),
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum TryReserveErrorKind {
    /// The capacity would exceed the largest size of a block, `isize::MAX` bytes.
    CapacityOverflow,
    /// The allocator had no block.
    #[non_exhaustive]
    AllocError {
        /// What was asked for, in bytes.
        layout: Layout,
    },
}

impl TryReserveError {
    pub(crate) const CAPACITY_OVERFLOW: Self = Self { kind: TryReserveErrorKind::CapacityOverflow };

    #[inline]
    pub(crate) const fn alloc(layout: Layout) -> Self {
        Self { kind: TryReserveErrorKind::AllocError { layout } }
    }

    /// Tells the cause.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator, TryReserveErrorKind};
    ///
    /// let error = ExVec::<u64, _>::try_with_capacity(usize::MAX, SystemAllocator).unwrap_err();
    /// assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    /// ```
    #[inline]
    #[must_use]
    pub const fn kind(&self) -> TryReserveErrorKind {
        self.kind
    }

    /// Panics: the exit of every method that treats a failure as fatal.
    ///
    /// Without `std` the numbers aren't told: to format them takes a program kilobytes that has no
    /// other use for formatting.
    #[cfg(feature = "infallible")]
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn raise(self) -> ! {
        if cfg!(feature = "std") {
            panic!("{self}")
        }
        match self.kind {
            TryReserveErrorKind::CapacityOverflow => panic!("capacity overflow"),
            TryReserveErrorKind::AllocError { .. } => panic!("no memory for a block"),
        }
    }
}

impl fmt::Display for TryReserveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            // std's words, which tests of users match.
            TryReserveErrorKind::CapacityOverflow => f.write_str("capacity overflow"),
            TryReserveErrorKind::AllocError { layout } => AllocError::new(layout).fmt(f),
        }
    }
}

impl core::error::Error for TryReserveError {}

impl From<AllocError> for TryReserveError {
    #[inline]
    fn from(error: AllocError) -> Self {
        Self::alloc(error.layout())
    }
}
