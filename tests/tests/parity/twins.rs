//! Made of std's API by `tests/parity/calls.py twins`; not to be edited.

use super::with_exalloc::*;

fn vec_try_with_capacity<T>(capacity: usize) -> Result<Vec<T>, TryReserveError> {
    Ok(<Vec<T>>::try_with_capacity(capacity, ALLOC)?)
}

fn vec_try_push<T>(this: &mut Vec<T>, value: T) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_push(this, value)?)
}

fn vec_try_push_mut<T>(this: &mut Vec<T>, value: T) -> Result<&mut T, TryReserveError> {
    Ok(<Vec<T>>::try_push_mut(this, value)?)
}

fn vec_try_reserve<T>(this: &mut Vec<T>, additional: usize) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_reserve(this, additional)?)
}

fn vec_try_reserve_exact<T>(this: &mut Vec<T>, additional: usize) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_reserve_exact(this, additional)?)
}

fn vec_try_shrink_to_fit<T>(this: &mut Vec<T>) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_shrink_to_fit(this)?)
}

fn vec_try_shrink_to<T>(this: &mut Vec<T>, min_capacity: usize) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_shrink_to(this, min_capacity)?)
}

fn vec_try_into_boxed_slice<T>(this: Vec<T>) -> Result<Box<[T]>, TryReserveError> {
    Ok(<Vec<T>>::try_into_boxed_slice(this)?)
}

fn vec_try_insert<T>(this: &mut Vec<T>, index: usize, element: T) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_insert(this, index, element)?)
}

fn vec_try_insert_mut<T>(
    this: &mut Vec<T>,
    index: usize,
    element: T,
) -> Result<&mut T, TryReserveError> {
    Ok(<Vec<T>>::try_insert_mut(this, index, element)?)
}

fn vec_try_append<T>(this: &mut Vec<T>, other: &mut Vec<T>) -> Result<(), TryReserveError> {
    Ok(<Vec<T>>::try_append(this, other)?)
}

fn vec_try_split_off<T>(this: &mut Vec<T>, at: usize) -> Result<Vec<T>, TryReserveError> {
    Ok(<Vec<T>>::try_split_off(this, at)?)
}

fn vec_try_resize_with<T, F>(this: &mut Vec<T>, new_len: usize, f: F) -> Result<(), TryReserveError>
where
    F: FnMut() -> T,
{
    Ok(<Vec<T>>::try_resize_with(this, new_len, f)?)
}

fn vec_try_resize<T>(this: &mut Vec<T>, new_len: usize, value: T) -> Result<(), TryReserveError>
where
    T: Clone,
{
    Ok(<Vec<T>>::try_resize(this, new_len, value)?)
}

fn vec_try_extend_from_slice<T>(this: &mut Vec<T>, other: &[T]) -> Result<(), TryReserveError>
where
    T: Clone,
{
    Ok(<Vec<T>>::try_extend_from_slice(this, other)?)
}

fn vec_try_extend_from_within<T, R>(this: &mut Vec<T>, src: R) -> Result<(), TryReserveError>
where
    T: Clone,
    R: RangeBounds<usize>,
{
    Ok(<Vec<T>>::try_extend_from_within(this, src)?)
}

fn vec_try_splice<T, R, I>(
    this: &mut Vec<T>,
    range: R,
    replace_with: I,
) -> Result<(), TryReserveError>
where
    R: RangeBounds<usize>,
    I: IntoIterator<Item = T>,
{
    drop(<Vec<T>>::try_splice(this, range, replace_with)?);
    Ok(())
}

fn string_try_with_capacity(capacity: usize) -> Result<String, TryReserveError> {
    Ok(<String>::try_with_capacity(capacity, ALLOC)?)
}

fn string_try_from_utf8_lossy(v: &[u8]) -> Result<(), TryReserveError> {
    drop(<String>::try_from_utf8_lossy(v, ALLOC)?);
    Ok(())
}

fn string_try_from_utf16(v: &[u16]) -> Result<String, TryFromUtf16Error> {
    <String>::try_from_utf16(v, ALLOC)
}

fn string_try_from_utf16_lossy(v: &[u16]) -> Result<String, TryReserveError> {
    Ok(<String>::try_from_utf16_lossy(v, ALLOC)?)
}

fn string_try_push_str(this: &mut String, string: &str) -> Result<(), TryReserveError> {
    Ok(<String>::try_push_str(this, string)?)
}

fn string_try_extend_from_within<R>(this: &mut String, src: R) -> Result<(), TryReserveError>
where
    R: RangeBounds<usize>,
{
    Ok(<String>::try_extend_from_within(this, src)?)
}

fn string_try_reserve(this: &mut String, additional: usize) -> Result<(), TryReserveError> {
    Ok(<String>::try_reserve(this, additional)?)
}

fn string_try_reserve_exact(this: &mut String, additional: usize) -> Result<(), TryReserveError> {
    Ok(<String>::try_reserve_exact(this, additional)?)
}

fn string_try_shrink_to_fit(this: &mut String) -> Result<(), TryReserveError> {
    Ok(<String>::try_shrink_to_fit(this)?)
}

fn string_try_shrink_to(this: &mut String, min_capacity: usize) -> Result<(), TryReserveError> {
    Ok(<String>::try_shrink_to(this, min_capacity)?)
}

fn string_try_push(this: &mut String, ch: char) -> Result<(), TryReserveError> {
    Ok(<String>::try_push(this, ch)?)
}

fn string_try_insert(this: &mut String, idx: usize, ch: char) -> Result<(), TryReserveError> {
    Ok(<String>::try_insert(this, idx, ch)?)
}

fn string_try_insert_str(
    this: &mut String,
    idx: usize,
    string: &str,
) -> Result<(), TryReserveError> {
    Ok(<String>::try_insert_str(this, idx, string)?)
}

fn string_try_split_off(this: &mut String, at: usize) -> Result<String, TryReserveError> {
    Ok(<String>::try_split_off(this, at)?)
}

fn string_try_replace_range<R>(
    this: &mut String,
    range: R,
    replace_with: &str,
) -> Result<(), TryReserveError>
where
    R: RangeBounds<usize>,
{
    Ok(<String>::try_replace_range(this, range, replace_with)?)
}

fn string_try_into_boxed_str(this: String) -> Result<Box<str>, TryReserveError> {
    Ok(<String>::try_into_boxed_str(this)?)
}

fn box_try_new<T>(x: T) -> Result<Box<T>, TryReserveError> {
    Ok(<Box<T>>::try_new(x, ALLOC)?)
}

fn box_try_new_uninit<T>() -> Result<Box<MaybeUninit<T>>, TryReserveError> {
    Ok(<Box<T>>::try_new_uninit(ALLOC)?)
}

fn box_try_new_zeroed<T>() -> Result<Box<MaybeUninit<T>>, TryReserveError> {
    Ok(<Box<T>>::try_new_zeroed(ALLOC)?)
}

fn box_try_pin<T>(x: T) -> Result<Pin<Box<T>>, TryReserveError> {
    Ok(<Box<T>>::try_pin(x, ALLOC)?)
}

fn box_try_new_uninit_slice<T>(len: usize) -> Result<Box<[MaybeUninit<T>]>, TryReserveError> {
    Ok(<Box<[T]>>::try_new_uninit_slice(len, ALLOC)?)
}

fn box_try_new_zeroed_slice<T>(len: usize) -> Result<Box<[MaybeUninit<T>]>, TryReserveError> {
    Ok(<Box<[T]>>::try_new_zeroed_slice(len, ALLOC)?)
}

pub(crate) const COUNT: usize = 39;
