//! What bytes look like that nobody should read, or write.

#![forbid(unsafe_code)]

use core::mem::MaybeUninit;

/// What fresh memory of a [`CheckedAllocator`](super::CheckedAllocator) is filled with.
///
/// A value made of it was read before it was written.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{CheckedAllocator, FRESH_BYTE};
/// use exalloc::{ExVec, SystemAllocator};
///
/// let checked = CheckedAllocator::new(SystemAllocator);
/// let mut v = ExVec::<u8, _>::new(&checked);
/// v.try_reserve_exact(1)?;
/// // SAFETY: a byte of fresh memory, which a `CheckedAllocator` has written.
/// assert_eq!(unsafe { v.as_ptr().read() }, FRESH_BYTE);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
pub const FRESH_BYTE: u8 = 0xA5;

/// What freed memory of a [`CheckedAllocator`](super::CheckedAllocator) is filled with.
///
/// A value made of it was read after it was freed.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{FREED_BYTE, FRESH_BYTE};
///
/// assert_ne!(FREED_BYTE, FRESH_BYTE);
/// ```
pub const FREED_BYTE: u8 = 0xDE;

/// The watched byte at `index`, beside the block of the allocation `number`.
///
/// Neighbours differ, and so do allocations; none is zero, `0xFF`, [`FRESH_BYTE`] or
/// [`FREED_BYTE`], which stray writes often are.
pub(super) const fn canary(number: u64, index: usize) -> u8 {
    // The lowest bytes are enough: six bits are used.
    let mix = number.to_le_bytes()[0].wrapping_mul(29);
    let step = index.to_le_bytes()[0].wrapping_mul(11);
    0x40 | (mix.wrapping_add(step) & 0x3F)
}

/// Writes the watched bytes beside a block.
pub(super) fn write_canary(bytes: &mut [MaybeUninit<u8>], number: u64) {
    for (index, byte) in bytes.iter_mut().enumerate() {
        byte.write(canary(number, index));
    }
}

/// The first watched byte that isn't as [`write_canary`] left it, with what is there.
pub(super) fn first_damage(bytes: &[u8], number: u64) -> Option<(usize, u8)> {
    let mut all = bytes.iter().copied().enumerate();
    all.find(|&(index, byte)| byte != canary(number, index))
}

/// The last such byte.
pub(super) fn last_damage(bytes: &[u8], number: u64) -> Option<(usize, u8)> {
    let mut all = bytes.iter().copied().enumerate();
    all.rfind(|&(index, byte)| byte != canary(number, index))
}

/// The first byte that isn't `expected`, with what is there.
pub(super) fn first_other(bytes: &[u8], expected: u8) -> Option<(usize, u8)> {
    bytes.iter().copied().enumerate().find(|&(_, byte)| byte != expected)
}
