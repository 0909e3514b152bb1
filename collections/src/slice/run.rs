//! Runs: those that are there, and those that insertion makes.

use super::hole::Hole;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr;

/// How long a run should be: what is shorter is extended by insertion, whose quadratic time is
/// still less than that of merges.
const LEAST: usize = 16;

/// Sorted elements at the front of a slice.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// How many.
    pub(super) len: usize,
    /// Whether they are in the reverse order. Each is less than the one before then, so that equal
    /// ones keep their order when the run is reversed.
    reversed: bool,
}

impl Run {
    /// Finds the longest run at the front.
    pub(super) fn find<T, F: FnMut(&T, &T) -> bool>(v: &[T], is_less: &mut F) -> Self {
        let [first, second, ..] = v else { return Self { len: v.len(), reversed: false } };
        let reversed = is_less(second, first);
        let rest = v[1..].windows(2);
        let more = rest.take_while(|pair| is_less(&pair[1], &pair[0]) == reversed).count();
        Self { len: 2 + more, reversed }
    }

    /// Sorts the run, makes it longer if it is short, and returns its length.
    pub(super) fn settle<T, F: FnMut(&T, &T) -> bool>(self, v: &mut [T], is_less: &mut F) -> usize {
        if self.reversed {
            v[..self.len].reverse();
        }
        let len = v.len().min(LEAST);
        if self.len >= len {
            return self.len;
        }
        sort_by_insertion(&mut v[..len], self.len, is_less);
        len
    }
}

/// Sorts a slice whose first `sorted` elements are sorted, stably. `T` isn't of size zero.
///
/// # Complexity
///
/// Quadratic.
pub(super) fn sort_by_insertion<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    sorted: usize,
    is_less: &mut F,
) {
    for last in sorted.max(1)..v.len() {
        insert_last(&mut v[..=last], is_less);
    }
}

/// Moves the last element to its place among the others, which are sorted, stably. `T` isn't of
/// size zero.
///
/// Whatever the comparison says, and when it unwinds too, the slice has all its elements
/// afterwards, each once.
#[inline]
fn insert_last<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], is_less: &mut F) {
    let [.., before, last] = &*v else { return };
    if !is_less(last, before) {
        return;
    }
    let len = v.len();
    let first = v.as_mut_ptr();
    // SAFETY: within the slice, which has two elements at least.
    let last = unsafe { first.add(len - 1) };
    // SAFETY: within the slice, likewise.
    let before = unsafe { first.add(len - 2) };
    // SAFETY: initialised and aligned; written back by the hole, and dropped nowhere else.
    let mut moved = ManuallyDrop::new(unsafe { last.read() });
    let start = (&raw mut moved).cast::<T>();
    // SAFETY: behind the one element.
    let end = unsafe { start.add(1) };
    // SAFETY: two elements of the slice; the last one was read.
    unsafe { ptr::copy_nonoverlapping(before, last, 1) };
    // INVARIANT 1: one element, outside of the slice. INVARIANT 2: a copy of it is further on.
    let mut hole = Hole { start, end, dest: before, slice: PhantomData };
    while first < hole.dest {
        // SAFETY: within the slice: the hole isn't its first place.
        let before = unsafe { hole.dest.sub(1) };
        // SAFETY: initialised, aligned, borrowed until the comparison ends.
        let of_before = unsafe { &*before };
        // SAFETY: likewise.
        let of_moved = unsafe { &*start };
        if !is_less(of_moved, of_before) {
            break;
        }
        // SAFETY: two places of the slice, of which the second is the hole.
        unsafe { ptr::copy_nonoverlapping(before, hole.dest, 1) };
        // INVARIANT 2: as above.
        hole.dest = before;
    }
}
