//! Bytes that tell which block they belong to, and where in it.

use core::ptr::NonNull;
use core::slice;

/// A prime, so that no offset by a power of two looks right.
const PERIOD: usize = 251;

/// Twice the bytes 1 to 251, so that every start has a whole period after it. None is zero.
static WHEEL: [u8; 2 * PERIOD] = {
    let mut wheel = [0; 2 * PERIOD];
    let mut i = 0;
    while i < wheel.len() {
        wheel[i] = (i % PERIOD) as u8 + 1;
        i += 1;
    }
    wheel
};

static ZEROS: [u8; 1024] = [0; 1024];

/// Blocks of different seeds differ in every byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seed(u8);

impl Seed {
    /// The `n`-th seed; they repeat after 251.
    pub(super) const fn nth(n: usize) -> Self {
        Self((n % PERIOD) as u8)
    }
}

/// A byte that isn't what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mismatch {
    pub(super) index: usize,
    pub(super) found: u8,
    pub(super) expected: u8,
}

/// Writes the pattern's bytes from index `from` to index `to` of a block.
///
/// # Safety
///
/// `block` is valid for writes of `to` bytes.
pub(super) unsafe fn fill(block: NonNull<u8>, from: usize, to: usize, seed: Seed) {
    let mut at = from;
    while at < to {
        let some = (to - at).min(PERIOD);
        let source = &WHEEL[(usize::from(seed.0) + at % PERIOD) % PERIOD..][..some];
        // SAFETY: `at < to`, and the block has `to` bytes.
        let target = unsafe { block.add(at) };
        // SAFETY: `some <= to - at` bytes are writable from here; a static isn't within a block.
        unsafe { target.as_ptr().copy_from_nonoverlapping(source.as_ptr(), some) };
        at += some;
    }
}

/// The first of `len` bytes that isn't the pattern's.
///
/// # Safety
///
/// `block` is valid for reads of `len` bytes, which are initialised.
pub(super) unsafe fn mismatch(block: NonNull<u8>, len: usize, seed: Seed) -> Option<Mismatch> {
    // SAFETY: our caller's promise; nobody writes to the bytes during this function.
    let bytes = unsafe { slice::from_raw_parts(block.as_ptr(), len) };
    let wheel = &WHEEL[usize::from(seed.0)..][..PERIOD];
    first_difference(bytes, wheel)
}

/// The first of `len` bytes that isn't zero.
///
/// # Safety
///
/// As for [`mismatch`].
pub(super) unsafe fn nonzero(block: NonNull<u8>, len: usize) -> Option<Mismatch> {
    // SAFETY: our caller's promise; nobody writes to the bytes during this function.
    let bytes = unsafe { slice::from_raw_parts(block.as_ptr(), len) };
    first_difference(bytes, &ZEROS)
}

/// Compares with `period` over and over, in whole pieces: a loop over bytes is slow without
/// optimisation.
fn first_difference(bytes: &[u8], period: &[u8]) -> Option<Mismatch> {
    for (n, chunk) in bytes.chunks(period.len()).enumerate() {
        let expected = &period[..chunk.len()];
        if chunk != expected {
            let within = chunk.iter().zip(expected).position(|(a, b)| a != b).unwrap_or(0);
            return Some(Mismatch {
                index: n * period.len() + within,
                found: chunk[within],
                expected: expected[within],
            });
        }
    }
    None
}

#[cfg(test)]
mod tests;
