//! A value with a large alignment.

#![forbid(unsafe_code)]

/// A value at an address that is a multiple of 64 bytes.
///
/// Few allocators give that alignment by chance, so code that forgets to ask for it is found. The
/// size is a multiple of 64 bytes too.
///
/// # Examples
///
/// ```
/// use exalloc::testing::OverAligned;
/// use exalloc::{ExBox, SystemAllocator};
///
/// let b = ExBox::try_new(OverAligned(7_u8), SystemAllocator)?;
/// assert!((&raw const *b).is_aligned() && align_of_val(&*b) == 64);
/// # Ok::<(), exalloc::TryPushError<OverAligned<u8>>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(align(64))]
pub struct OverAligned<T>(
    /// The value.
    pub T,
);
