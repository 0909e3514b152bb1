//! Two runs to one.

use super::hole::Hole;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr;

/// Merges the sorted elements before `mid` with those from there on, stably.
///
/// The shorter run moves to `scratch`, and the other grows into its place from the other end. `T`
/// isn't of size zero.
///
/// Whatever the comparison says, and when it unwinds too, the slice has all its elements
/// afterwards, each once. Each is compared where it is, not a copy of it that is discarded: what a
/// comparison changes in it stays changed.
///
/// # Panics
///
/// If the shorter run is longer than `scratch`, or `mid` is beyond the slice.
///
/// # Complexity
///
/// Linear; fewer comparisons than there are elements. One, if the runs are in order.
pub(super) fn merge<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    mid: usize,
    scratch: &mut [MaybeUninit<T>],
    is_less: &mut F,
) {
    let (left, right) = v.split_at(mid);
    let (left_len, right_len) = (left.len(), right.len());
    match (left.last(), right.first()) {
        (Some(last), Some(first)) if is_less(first, last) => {}
        // Nothing to do.
        _ => return,
    }
    if left_len <= right_len {
        let (scratch, _) = scratch.split_at_mut(left_len);
        // SAFETY: `scratch` is as long as the left run, and neither run is empty.
        unsafe { merge_upwards(v, scratch, is_less) };
    } else {
        let (scratch, _) = scratch.split_at_mut(right_len);
        // SAFETY: `scratch` is as long as the right run, and neither run is empty.
        unsafe { merge_downwards(v, scratch, is_less) };
    }
}

/// [`merge`] with the left run in `scratch`: from the front.
///
/// # Safety
///
/// `scratch` is as long as the left run, and not longer than `v`. `T` isn't of size zero.
unsafe fn merge_upwards<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    scratch: &mut [MaybeUninit<T>],
    is_less: &mut F,
) {
    let (len, count) = (v.len(), scratch.len());
    let first = v.as_mut_ptr();
    let start = scratch.as_mut_ptr().cast::<T>();
    // SAFETY: the slice's end.
    let v_end = unsafe { first.add(len) };
    // SAFETY: within the slice, by our caller's promise.
    let mut right = unsafe { first.add(count) };
    // SAFETY: the end of the scratch memory.
    let end = unsafe { start.add(count) };
    // SAFETY: `count` elements are in the slice, by our caller's promise, and as many fit into the
    // scratch memory, which is borrowed separately.
    unsafe { ptr::copy_nonoverlapping(first, start, count) };
    // INVARIANT 1: just written. INVARIANT 2: the first elements of the slice, which are copies.
    let mut hole = Hole { start, end, dest: first, slice: PhantomData };
    // The hole lies between `dest` and `right`, and is as long as what is left in the scratch
    // memory. So `dest` is before `right` while something is.
    while hole.start < hole.end && right < v_end {
        // SAFETY: the first of the right run that is left: initialised, aligned, borrowed until the
        // comparison ends.
        let of_right = unsafe { &*right };
        // SAFETY: the first of the left run that is left, likewise.
        let of_left = unsafe { &*hole.start };
        let takes_right = is_less(of_right, of_left);
        let source = if takes_right { right } else { hole.start };
        // SAFETY: an initialised element, and the first place of the hole, which is another.
        unsafe { ptr::copy_nonoverlapping(source, hole.dest, 1) };
        // INVARIANTS 1 and 2: an element of the left run was moved, and the hole is shorter by
        // one; or one of the right run, and the hole is one place further on.
        // SAFETY: at most the end of the right run.
        right = unsafe { right.add(usize::from(takes_right)) };
        // SAFETY: at most the end of the left run.
        hole.start = unsafe { hole.start.add(usize::from(!takes_right)) };
        // SAFETY: at most `right`.
        hole.dest = unsafe { hole.dest.add(1) };
    }
}

/// [`merge`] with the right run in `scratch`: from the back.
///
/// # Safety
///
/// `scratch` is as long as the right run, and not longer than `v`. `T` isn't of size zero.
unsafe fn merge_downwards<T, F: FnMut(&T, &T) -> bool>(
    v: &mut [T],
    scratch: &mut [MaybeUninit<T>],
    is_less: &mut F,
) {
    let (len, count) = (v.len(), scratch.len());
    let first = v.as_mut_ptr();
    let start = scratch.as_mut_ptr().cast::<T>();
    // SAFETY: the slice's end.
    let mut out = unsafe { first.add(len) };
    // SAFETY: within the slice: `count <= len`, by our caller's promise.
    let mid = unsafe { first.add(len - count) };
    // SAFETY: the end of the scratch memory.
    let end = unsafe { start.add(count) };
    // SAFETY: `count` elements are from there on, and as many fit into the scratch memory, which is
    // borrowed separately.
    unsafe { ptr::copy_nonoverlapping(mid, start, count) };
    // INVARIANT 1: just written. INVARIANT 2: the last elements of the slice, which are copies.
    let mut hole = Hole { start, end, dest: mid, slice: PhantomData };
    // The hole lies between `dest`, which is the end of the left run, and `out`, and is as long as
    // what is left in the scratch memory. So `out` is behind `dest` while something is.
    while hole.start < hole.end && first < hole.dest {
        // SAFETY: within the scratch memory, where something is left.
        let right = unsafe { hole.end.sub(1) };
        // SAFETY: within the left run, where something is left.
        let left = unsafe { hole.dest.sub(1) };
        // SAFETY: the last of the right run that is left: initialised, aligned, borrowed until the
        // comparison ends.
        let of_right = unsafe { &*right };
        // SAFETY: the last of the left run that is left, likewise.
        let of_left = unsafe { &*left };
        let takes_left = is_less(of_right, of_left);
        let source = if takes_left { left } else { right };
        // SAFETY: the last place of the hole.
        out = unsafe { out.sub(1) };
        // SAFETY: an initialised element, and a place of the hole, which is another.
        unsafe { ptr::copy_nonoverlapping(source, out, 1) };
        // INVARIANTS 1 and 2: an element of the right run was moved, and the hole is shorter by
        // one; or one of the left run, and the hole is one place further to the front.
        hole.end = if takes_left { hole.end } else { right };
        hole.dest = if takes_left { left } else { hole.dest };
    }
}
