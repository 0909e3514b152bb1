//! Made of std's API by `tests/parity/calls.py refusals`; not to be edited.

use super::types::*;

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_with_capacity(capacity: usize, alloc: Alloc) -> bool {
    <Vec<u32>>::try_with_capacity(capacity, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_push(this: &mut Vec<u32>, value: u32) -> bool {
    <Vec<u32>>::try_push(this, value).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_push_mut(this: &mut Vec<u32>, value: u32) -> bool {
    <Vec<u32>>::try_push_mut(this, value).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_reserve(this: &mut Vec<u32>, additional: usize) -> bool {
    <Vec<u32>>::try_reserve(this, additional).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_reserve_exact(this: &mut Vec<u32>, additional: usize) -> bool {
    <Vec<u32>>::try_reserve_exact(this, additional).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_shrink_to_fit(this: &mut Vec<u32>) -> bool {
    <Vec<u32>>::try_shrink_to_fit(this).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_shrink_to(this: &mut Vec<u32>, min_capacity: usize) -> bool {
    <Vec<u32>>::try_shrink_to(this, min_capacity).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_into_boxed_slice(this: Vec<u32>) -> bool {
    <Vec<u32>>::try_into_boxed_slice(this).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_insert(this: &mut Vec<u32>, index: usize, element: u32) -> bool {
    <Vec<u32>>::try_insert(this, index, element).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_insert_mut(this: &mut Vec<u32>, index: usize, element: u32) -> bool {
    <Vec<u32>>::try_insert_mut(this, index, element).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_append(this: &mut Vec<u32>, other: &mut Vec<u32>) -> bool {
    <Vec<u32>>::try_append(this, other).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_split_off(this: &mut Vec<u32>, at: usize) -> bool {
    <Vec<u32>>::try_split_off(this, at).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_resize_with(this: &mut Vec<u32>, new_len: usize, f: fn() -> u32) -> bool {
    <Vec<u32>>::try_resize_with(this, new_len, f).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_resize(this: &mut Vec<u32>, new_len: usize, value: u32) -> bool {
    <Vec<u32>>::try_resize(this, new_len, value).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_extend_from_slice(this: &mut Vec<u32>, other: &[u32]) -> bool {
    <Vec<u32>>::try_extend_from_slice(this, other).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_extend_from_within(this: &mut Vec<u32>, src: Range<usize>) -> bool {
    <Vec<u32>>::try_extend_from_within(this, src).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_vec_try_splice(
    this: &mut Vec<u32>,
    range: Range<usize>,
    replace_with: Numbers,
) -> bool {
    <Vec<u32>>::try_splice(this, range, replace_with).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_with_capacity(capacity: usize, alloc: Alloc) -> bool {
    <String>::try_with_capacity(capacity, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_from_utf8_lossy(v: &[u8], alloc: Alloc) -> bool {
    <String>::try_from_utf8_lossy(v, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_from_utf16(v: &[u16], alloc: Alloc) -> bool {
    <String>::try_from_utf16(v, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_from_utf16_lossy(v: &[u16], alloc: Alloc) -> bool {
    <String>::try_from_utf16_lossy(v, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_push_str(this: &mut String, string: &str) -> bool {
    <String>::try_push_str(this, string).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_extend_from_within(this: &mut String, src: Range<usize>) -> bool {
    <String>::try_extend_from_within(this, src).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_reserve(this: &mut String, additional: usize) -> bool {
    <String>::try_reserve(this, additional).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_reserve_exact(this: &mut String, additional: usize) -> bool {
    <String>::try_reserve_exact(this, additional).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_shrink_to_fit(this: &mut String) -> bool {
    <String>::try_shrink_to_fit(this).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_shrink_to(this: &mut String, min_capacity: usize) -> bool {
    <String>::try_shrink_to(this, min_capacity).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_push(this: &mut String, ch: char) -> bool {
    <String>::try_push(this, ch).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_insert(this: &mut String, idx: usize, ch: char) -> bool {
    <String>::try_insert(this, idx, ch).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_insert_str(this: &mut String, idx: usize, string: &str) -> bool {
    <String>::try_insert_str(this, idx, string).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_split_off(this: &mut String, at: usize) -> bool {
    <String>::try_split_off(this, at).is_ok()
}

/// Panics where the index or the range is wrong.
#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_replace_range(
    this: &mut String,
    range: Range<usize>,
    replace_with: &str,
) -> bool {
    <String>::try_replace_range(this, range, replace_with).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_string_try_into_boxed_str(this: String) -> bool {
    <String>::try_into_boxed_str(this).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_box_try_new(x: u32, alloc: Alloc) -> bool {
    <Box<u32>>::try_new(x, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_box_try_new_uninit(alloc: Alloc) -> bool {
    <Box<u32>>::try_new_uninit(alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_box_try_new_zeroed(alloc: Alloc) -> bool {
    <Box<u32>>::try_new_zeroed(alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_box_try_pin(x: u32, alloc: Alloc) -> bool {
    <Box<u32>>::try_pin(x, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_box_try_new_uninit_slice(len: usize, alloc: Alloc) -> bool {
    <Box<[u32]>>::try_new_uninit_slice(len, alloc).is_ok()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub(crate) fn row_box_try_new_zeroed_slice(len: usize, alloc: Alloc) -> bool {
    <Box<[u32]>>::try_new_zeroed_slice(len, alloc).is_ok()
}

pub(crate) const ROWS: u32 = 39;

/// Calls each; how many reported that there is no room.
pub(crate) fn refused() -> u32 {
    let mut refused = 0;
    refused += u32::from(!row_vec_try_with_capacity(any(1), any(Alloc)));
    refused += u32::from(!row_vec_try_push(any(&mut Vec::new(Alloc)), any(7)));
    refused += u32::from(!row_vec_try_push_mut(any(&mut Vec::new(Alloc)), any(7)));
    refused += u32::from(!row_vec_try_reserve(any(&mut Vec::new(Alloc)), any(1)));
    refused += u32::from(!row_vec_try_reserve_exact(any(&mut Vec::new(Alloc)), any(1)));
    refused += u32::from(!row_vec_try_shrink_to_fit(any(&mut Vec::new(Alloc))));
    refused += u32::from(!row_vec_try_shrink_to(any(&mut Vec::new(Alloc)), any(1)));
    refused += u32::from(!row_vec_try_into_boxed_slice(any(Vec::new(Alloc))));
    refused += u32::from(!row_vec_try_insert(any(&mut Vec::new(Alloc)), any(0), any(7)));
    refused += u32::from(!row_vec_try_insert_mut(any(&mut Vec::new(Alloc)), any(0), any(7)));
    refused += u32::from(!row_vec_try_append(any(&mut Vec::new(Alloc)), any(&mut Vec::new(Alloc))));
    refused += u32::from(!row_vec_try_split_off(any(&mut Vec::new(Alloc)), any(0)));
    refused += u32::from(!row_vec_try_resize_with(
        any(&mut Vec::new(Alloc)),
        any(1),
        any(seven as fn() -> u32),
    ));
    refused += u32::from(!row_vec_try_resize(any(&mut Vec::new(Alloc)), any(1), any(7)));
    refused +=
        u32::from(!row_vec_try_extend_from_slice(any(&mut Vec::new(Alloc)), any(&[1_u32, 2][..])));
    refused += u32::from(!row_vec_try_extend_from_within(any(&mut Vec::new(Alloc)), any(0..0)));
    refused +=
        u32::from(!row_vec_try_splice(any(&mut Vec::new(Alloc)), any(0..0), any(Numbers(3))));
    refused += u32::from(!row_string_try_with_capacity(any(1), any(Alloc)));
    refused += u32::from(!row_string_try_from_utf8_lossy(any(b"abc".as_slice()), any(Alloc)));
    refused += u32::from(!row_string_try_from_utf16(any(&[97_u16, 98][..]), any(Alloc)));
    refused += u32::from(!row_string_try_from_utf16_lossy(any(&[97_u16, 98][..]), any(Alloc)));
    refused += u32::from(!row_string_try_push_str(any(&mut String::new(Alloc)), any("abc")));
    refused +=
        u32::from(!row_string_try_extend_from_within(any(&mut String::new(Alloc)), any(0..0)));
    refused += u32::from(!row_string_try_reserve(any(&mut String::new(Alloc)), any(1)));
    refused += u32::from(!row_string_try_reserve_exact(any(&mut String::new(Alloc)), any(1)));
    refused += u32::from(!row_string_try_shrink_to_fit(any(&mut String::new(Alloc))));
    refused += u32::from(!row_string_try_shrink_to(any(&mut String::new(Alloc)), any(1)));
    refused += u32::from(!row_string_try_push(any(&mut String::new(Alloc)), any('x')));
    refused += u32::from(!row_string_try_insert(any(&mut String::new(Alloc)), any(0), any('x')));
    refused +=
        u32::from(!row_string_try_insert_str(any(&mut String::new(Alloc)), any(0), any("abc")));
    refused += u32::from(!row_string_try_split_off(any(&mut String::new(Alloc)), any(0)));
    refused += u32::from(!row_string_try_replace_range(
        any(&mut String::new(Alloc)),
        any(0..0),
        any("abc"),
    ));
    refused += u32::from(!row_string_try_into_boxed_str(any(String::new(Alloc))));
    refused += u32::from(!row_box_try_new(any(7), any(Alloc)));
    refused += u32::from(!row_box_try_new_uninit(any(Alloc)));
    refused += u32::from(!row_box_try_new_zeroed(any(Alloc)));
    refused += u32::from(!row_box_try_pin(any(7), any(Alloc)));
    refused += u32::from(!row_box_try_new_uninit_slice(any(1), any(Alloc)));
    refused += u32::from(!row_box_try_new_zeroed_slice(any(1), any(Alloc)));
    refused
}
