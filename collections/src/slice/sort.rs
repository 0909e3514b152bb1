//! The stable sort: which runs are merged when.
//!
//! Powersort, by Munro and Wild: runs are found from the front to the back, and each boundary
//! between two of them has a power, its depth in an almost optimal tree of merges. What is deeper
//! is merged first.

use super::merge::merge;
use super::run::{Run, sort_by_insertion};
use crate::error::TryReserveError;
use crate::vec::ExVec;
use exalloc_core::Allocator;

/// Up to so many elements are sorted without scratch memory.
const SHORT: usize = 20;

/// Sorts stably, with scratch memory from `alloc`, for half the elements; none for short slices,
/// and none for those that are sorted, or sorted the other way round.
///
/// The memory is asked for before anything is moved.
///
/// Whatever the comparison says, and when it unwinds too, the slice has all its elements
/// afterwards, each once.
pub(super) fn try_sort<T, A: Allocator, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    is_less: &mut F,
    alloc: A,
) -> Result<(), TryReserveError> {
    // Nothing can tell elements of size zero apart, as in std.
    if size_of::<T>() == 0 || v.len() < 2 {
        return Ok(());
    }
    if v.len() <= SHORT {
        sort_by_insertion(v, 1, is_less);
        return Ok(());
    }
    let first = Run::find(v, is_less);
    if first.len == v.len() {
        first.settle(v, is_less);
        return Ok(());
    }
    let mut scratch = ExVec::<T, A>::try_with_capacity(v.len() / 2, alloc)?;
    let scratch = scratch.spare_capacity_mut();

    // The run that ends at `end`, and those before it that wait to be merged.
    let (mut start, mut end) = (0, first.settle(v, is_less));
    let mut waiting = Waiting::new();
    while end < v.len() {
        let rest = &mut v[end..];
        let next = end + Run::find(rest, is_less).settle(rest, is_less);
        let power = power(v.len(), start, end, next);
        while let Some(before) = waiting.pop_from(power) {
            merge(&mut v[before..end], start - before, scratch, is_less);
            start = before;
        }
        waiting.push(start, power);
        (start, end) = (end, next);
    }
    while let Some(before) = waiting.pop_from(0) {
        merge(&mut v[before..end], start - before, scratch, is_less);
        start = before;
    }
    Ok(())
}

/// The depth in the tree of merges at which `start..mid` and `mid..end` become one: the number of
/// leading digits, in binary, that the middles of both have in common, as fractions of `len`.
fn power(len: usize, start: usize, mid: usize, end: usize) -> u32 {
    // Twice the middles, in units that make `len` about 2^62: below 2^64 for every `len` that
    // there is memory for. It only costs time if they aren't.
    let unit = (1_u64 << 62).div_ceil(len as u64);
    let left = unit.wrapping_mul(start as u64 + mid as u64);
    let right = unit.wrapping_mul(mid as u64 + end as u64);
    (left ^ right).leading_zeros()
}

/// Runs that wait to be merged, from the front to the back: where each starts, and the power of the
/// boundary behind it.
///
/// # Invariants
///
/// 1. The powers increase from each run to the next. They are at most 64, so there are at most 65
///    runs.
struct Waiting {
    runs: [(usize, u32); 65],
    len: usize,
}

impl Waiting {
    const fn new() -> Self {
        Self { runs: [(0, 0); 65], len: 0 }
    }

    /// Takes the last run out, if its power is at least this.
    fn pop_from(&mut self, power: u32) -> Option<usize> {
        let last = self.len.checked_sub(1)?;
        let (start, of_last) = self.runs[last];
        if of_last < power {
            return None;
        }
        self.len = last;
        Some(start)
    }

    /// Adds a run whose power is above that of all others.
    fn push(&mut self, start: usize, power: u32) {
        // INVARIANT 1: so says our caller.
        self.runs[self.len] = (start, power);
        self.len += 1;
    }
}
