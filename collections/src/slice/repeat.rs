//! A slice many times.

use crate::error::TryReserveError;
use crate::vec::ExVec;
use core::cmp;
use exalloc_core::Allocator;

/// Copies `slice` into a new vector, `n` times. What is there is copied again, so that the number
/// of copies is logarithmic.
pub(crate) fn try_repeat_in<T: Copy, A: Allocator>(
    slice: &[T],
    n: usize,
    alloc: A,
) -> Result<ExVec<T, A>, TryReserveError> {
    let Some(total) = slice.len().checked_mul(n) else {
        return Err(TryReserveError::CAPACITY_OVERFLOW);
    };
    let mut v = ExVec::try_with_capacity(total, alloc)?;
    if total > 0 {
        v.try_extend_from_slice_copy(slice)?;
    }
    while v.len() < total {
        let len = v.len();
        let count = cmp::min(len, total - len);
        let first = v.as_mut_ptr();
        // SAFETY: within the block: the length is at most the capacity.
        let end = unsafe { first.add(len) };
        // SAFETY: `count` of the `len` elements, which are `Copy`; there is room for as many behind
        // them, since the capacity is at least `total`.
        unsafe { first.copy_to_nonoverlapping(end, count) };
        // SAFETY: at most `total`, and just written.
        unsafe { v.set_len(len + count) };
    }
    Ok(v)
}
