//! One step on a vector, in the words that `Vec` and the panicking form of `ExVec` share.
//!
//! A new method of both gets an arm here, one in `tried.rs` if it may allocate, a name in `plan.rs`
//! and a line in `text.rs`.

use crate::elements::{Element, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use crate::told::{Told, tell, tell_all, then_drop, told};
use core::cmp::Ordering;
use core::ops::Bound;
use exalloc::{ExBox, ExVec, IteratorExt, SliceExt};
use exalloc_tests::Heap;
use exalloc_tests::fuzz::{Bounds, Plant, Step};

/// How many elements a step makes.
pub(crate) fn count(step: &Step) -> u32 {
    u32::from(step.a) % 24
}

/// Elements from foreign calls.
pub(crate) fn items<T: Element>(step: &Step) -> impl Iterator<Item = T> {
    let first = u32::from(step.b) % 16;
    (0..count(step)).map(move |n| {
        T::Who::call();
        T::new(first + n / 2)
    })
}

/// A slice of elements.
pub(crate) fn slice<T: Element>(step: &Step) -> Vec<T> {
    let first = u32::from(step.b) % 16;
    (0..count(step)).map(|n| T::new(first + n)).collect()
}

/// Three elements.
pub(crate) fn array<T: Element>(step: &Step) -> [T; 3] {
    [0, 1, 2].map(|n| T::new(u32::from(step.b) + n))
}

/// Arrays of elements from foreign calls.
pub(crate) fn arrays<T: Element, const N: usize>(step: &Step) -> impl Iterator<Item = [T; N]> {
    let first = u32::from(step.b) % 16;
    (0..count(step) / 3).map(move |n| {
        T::Who::call();
        core::array::from_fn(|_| T::new(first + n))
    })
}

/// Elements from foreign calls, and perhaps nothing in place of one.
pub(crate) fn perhaps<T: Element>(step: &Step) -> impl Iterator<Item = Option<T>> {
    items(step).map(|item: T| (item.value() != 18).then_some(item))
}

/// Takes elements from both ends, and leaves the rest.
pub(crate) fn take<T: Element>(
    step: &Step,
    mut all: impl DoubleEndedIterator<Item = T> + ExactSizeIterator,
) -> Told {
    let mut seen = vec![told(all.len())];
    seen.extend((0..step.c / 9 % 4).map(|_| tell(all.next())));
    seen.extend((0..step.c / 36 % 4).map(|_| tell(all.next_back())));
    then_drop(seen, all)
}

/// Where a range begins and ends.
///
/// # Panics
///
/// As `Vec` does, if there is no such range.
pub(crate) fn resolved(bounds: Bounds, len: usize) -> (usize, usize) {
    use core::ops::Bound::{Excluded, Included, Unbounded};
    let count = vec![(); len].drain(bounds).len();
    let start = match bounds.0 {
        Included(start) => start,
        Excluded(before) => before + 1,
        Unbounded => 0,
    };
    (start, start + count)
}

/// A length to resize to.
pub(crate) fn target(step: &Step, len: usize) -> usize {
    if step.a < 96 { usize::from(step.a) % 40 } else { len + usize::from(step.a) % 20 }
}

/// What the two vectors don't spell alike.
pub(crate) trait Vector<T: Element>: Sized {
    fn none(&self) -> Self;
    fn room(&self, capacity: usize) -> Self;
    fn of_slice(&self, slice: &[T]) -> Self;
    fn of_array(&self, array: [T; 3]) -> Self;
    fn of_elem(&self, elem: T, n: usize) -> Self;
    fn of_iter(&self, iter: impl Iterator<Item = T>) -> Self;
    fn extend_copy(&mut self, slice: &[T]);
    fn add(&mut self, value: T) -> &mut T;
    fn put(&mut self, index: usize, value: T) -> &mut T;
    /// `full` is whether ours is: the two capacities may differ.
    fn add_within(&mut self, value: T, full: bool) -> Result<&mut T, T>;
    fn of_arrays<const N: usize>(&self, arrays: impl Iterator<Item = [T; N]>) -> Self;
    fn of_slices(&self, slices: &[&[T]], separator: Option<&T>) -> Self;
    fn of_options(&self, iter: impl Iterator<Item = Option<T>>) -> Option<Self>;
    fn copied(&self) -> Self;
    fn repeated(&self, n: usize) -> Self;
    fn spliced(&mut self, bounds: Bounds, step: &Step) -> Told;
    fn extract(
        &mut self,
        bounds: Bounds,
        filter: impl FnMut(&mut T) -> bool,
    ) -> impl Iterator<Item = T>;
    /// Asks for one element, and forgets the rest.
    fn extract_one(&mut self, bounds: Bounds, filter: impl FnMut(&mut T) -> bool) -> Option<T>;
    fn sort_stably_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);
    fn sort_stably_by_key(&mut self, key: impl FnMut(&T) -> u32);
    fn sort_stably_by_cached_key(&mut self, key: impl FnMut(&T) -> u32);
    fn moved(self) -> Self;
    /// The elements, whose vector has a type without its allocator's, and then another allocator.
    fn erased(self) -> Told;
    fn boxed(self) -> Self;
    fn taken_apart(self, leaked: bool) -> Self;
}

impl<T: Element> Vector<T> for Vec<T> {
    fn none(&self) -> Self {
        Self::new()
    }

    fn room(&self, capacity: usize) -> Self {
        Self::with_capacity(capacity)
    }

    fn of_slice(&self, slice: &[T]) -> Self {
        slice.to_vec()
    }

    fn of_array(&self, array: [T; 3]) -> Self {
        Self::from(array)
    }

    fn of_elem(&self, elem: T, n: usize) -> Self {
        vec![elem; n]
    }

    fn of_iter(&self, iter: impl Iterator<Item = T>) -> Self {
        iter.collect()
    }

    fn extend_copy(&mut self, slice: &[T]) {
        self.extend_from_slice(slice);
    }

    // std's `push_mut`, `insert_mut` and `push_within_capacity` are newer than this package's Rust.
    fn add(&mut self, value: T) -> &mut T {
        self.push(value);
        self.last_mut().expect("it was just pushed")
    }

    fn put(&mut self, index: usize, value: T) -> &mut T {
        self.insert(index, value);
        &mut self[index]
    }

    fn add_within(&mut self, value: T, full: bool) -> Result<&mut T, T> {
        if full { Err(value) } else { Ok(self.add(value)) }
    }

    fn of_arrays<const N: usize>(&self, arrays: impl Iterator<Item = [T; N]>) -> Self {
        arrays.collect::<Vec<_>>().into_flattened()
    }

    fn of_slices(&self, slices: &[&[T]], separator: Option<&T>) -> Self {
        separator.map_or_else(|| slices.concat(), |separator| slices.join(separator))
    }

    fn of_options(&self, iter: impl Iterator<Item = Option<T>>) -> Option<Self> {
        iter.collect()
    }

    fn copied(&self) -> Self {
        self.to_vec()
    }

    fn repeated(&self, n: usize) -> Self {
        vec![&self[..]; n].concat()
    }

    /// Where the iterator panics, `Vec` may lose items which ours puts into place: then each is put
    /// there by itself.
    fn spliced(&mut self, bounds: Bounds, step: &Step) -> Told {
        let new = hinted(items::<T>(step), step);
        if !matches!(step.plant, Plant::Call(_)) {
            return take(step, self.splice(Fickle::new(bounds), new));
        }
        let (start, _) = resolved(bounds, self.len());
        let told = take(step, self.drain(bounds));
        new.enumerate().for_each(|(n, item)| self.insert(start + n, item));
        told
    }

    // std's `extract_if` is newer than this package's Rust.
    fn extract(
        &mut self,
        bounds: Bounds,
        mut filter: impl FnMut(&mut T) -> bool,
    ) -> impl Iterator<Item = T> {
        let (mut at, mut end) = resolved(bounds, self.len());
        core::iter::from_fn(move || {
            while at < end {
                if filter(&mut self[at]) {
                    end -= 1;
                    return Some(self.remove(at));
                }
                at += 1;
            }
            None
        })
    }

    /// What comes before the range is left.
    fn extract_one(&mut self, bounds: Bounds, filter: impl FnMut(&mut T) -> bool) -> Option<T> {
        let one = self.extract(bounds, filter).next();
        let (start, _) = resolved((bounds.0, Bound::Unbounded), self.len());
        self.split_off(start).into_iter().for_each(core::mem::forget);
        one
    }

    fn sort_stably_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering) {
        self.sort_by(compare);
    }

    fn sort_stably_by_key(&mut self, key: impl FnMut(&T) -> u32) {
        self.sort_by_key(key);
    }

    fn sort_stably_by_cached_key(&mut self, key: impl FnMut(&T) -> u32) {
        self.sort_by_cached_key(key);
    }

    fn moved(self) -> Self {
        self
    }

    fn erased(self) -> Told {
        then_drop(tell_all(&self), self)
    }

    fn boxed(self) -> Self {
        self.into_boxed_slice().into_vec()
    }

    fn taken_apart(self, _: bool) -> Self {
        self
    }
}

impl<'m, T: Element> Vector<T> for ExVec<T, At<'m>> {
    fn none(&self) -> Self {
        Self::new(self.allocator())
    }

    fn room(&self, capacity: usize) -> Self {
        Self::with_capacity(capacity, self.allocator())
    }

    fn of_slice(&self, slice: &[T]) -> Self {
        Self::from_slice_in(slice, self.allocator())
    }

    fn of_array(&self, array: [T; 3]) -> Self {
        Self::from_array_in(array, self.allocator())
    }

    fn of_elem(&self, elem: T, n: usize) -> Self {
        Self::from_elem_in(elem, n, self.allocator())
    }

    fn of_iter(&self, iter: impl Iterator<Item = T>) -> Self {
        Self::from_iter_in(iter, self.allocator())
    }

    fn extend_copy(&mut self, slice: &[T]) {
        T::extend_copy(self, slice);
    }

    fn add(&mut self, value: T) -> &mut T {
        self.push_mut(value)
    }

    fn put(&mut self, index: usize, value: T) -> &mut T {
        self.insert_mut(index, value)
    }

    fn add_within(&mut self, value: T, _: bool) -> Result<&mut T, T> {
        self.push_within_capacity(value)
    }

    fn of_arrays<const N: usize>(&self, arrays: impl Iterator<Item = [T; N]>) -> Self {
        let alloc: At<'m> = self.allocator();
        ExVec::from_iter_in(arrays, alloc).into_flattened()
    }

    fn of_slices(&self, slices: &[&[T]], separator: Option<&T>) -> Self {
        let alloc: At<'m> = self.allocator();
        match separator {
            None => slices.concat_in(alloc),
            Some(separator) => slices.join_in(separator, alloc),
        }
    }

    fn of_options(&self, iter: impl Iterator<Item = Option<T>>) -> Option<Self> {
        iter.collect_in(*self.allocator())
    }

    fn copied(&self) -> Self {
        self.to_owned_in(*self.allocator())
    }

    fn repeated(&self, n: usize) -> Self {
        T::repeat(self, n, *self.allocator())
    }

    fn spliced(&mut self, bounds: Bounds, step: &Step) -> Told {
        take(step, self.splice(Fickle::new(bounds), hinted(items(step), step)))
    }

    fn extract(
        &mut self,
        bounds: Bounds,
        filter: impl FnMut(&mut T) -> bool,
    ) -> impl Iterator<Item = T> {
        self.extract_if(Fickle::new(bounds), filter)
    }

    fn extract_one(&mut self, bounds: Bounds, filter: impl FnMut(&mut T) -> bool) -> Option<T> {
        let mut extract = self.extract_if(bounds, filter);
        let one = extract.next();
        core::mem::forget(extract);
        one
    }

    fn sort_stably_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering) {
        let alloc = *self.allocator();
        self.sort_by_in(compare, alloc);
    }

    fn sort_stably_by_key(&mut self, key: impl FnMut(&T) -> u32) {
        let alloc = *self.allocator();
        self.sort_by_key_in(key, alloc);
    }

    fn sort_stably_by_cached_key(&mut self, key: impl FnMut(&T) -> u32) {
        let alloc = *self.allocator();
        self.sort_by_cached_key_in(key, alloc);
    }

    fn moved(self) -> Self {
        let alloc = *self.allocator();
        self.into_alloc(alloc)
    }

    fn erased(self) -> Told {
        let all = self.erase_alloc().into_alloc(Heap);
        then_drop(tell_all(&all), all)
    }

    fn boxed(self) -> Self {
        ExBox::into_vec(self.into_boxed_slice())
    }

    fn taken_apart(self, leaked: bool) -> Self {
        let (cap, alloc): (_, At<'m>) = (self.capacity(), self.allocator());
        if leaked {
            let all = self.leak();
            // SAFETY: what `leak` left behind: the elements, in a block of `cap` of this allocator.
            return unsafe { Self::from_raw_parts(all.as_mut_ptr(), all.len(), cap, alloc) };
        }
        let (ptr, len, cap, alloc) = self.into_raw_parts();
        // SAFETY: the parts of one vector, used once.
        unsafe { Self::from_raw_parts(ptr, len, cap, alloc) }
    }
}

/// A filter that picks out one element in four.
pub(crate) fn picked<T: Element>(step: &Step) -> impl FnMut(&mut T) -> bool {
    let value = u32::from(step.b) % 4;
    move |item| {
        T::Who::call();
        item.value() % 4 == value
    }
}

/// What elements are sorted by: some have the same.
pub(crate) fn key<T: Element>(item: &T) -> u32 {
    item.value() * 5 % 8 / 2
}

/// A comparison that may panic when it is called first: later ones are of elements that each
/// algorithm chooses.
pub(crate) fn compared<T: Element>() -> impl FnMut(&T, &T) -> Ordering {
    let mut called = false;
    move |a, b| {
        if !core::mem::replace(&mut called, true) {
            T::Who::call();
        }
        key(b).cmp(&key(a))
    }
}

/// Does a step, and answers with what the caller sees. `$full` is whether ours is.
macro_rules! step {
    ($v:ident, $T:ty, $step:ident, $full:expr) => {{
        let value = u32::from($step.b) % 16;
        match $step.op {
            "push" => $v.push(<$T>::new(value)),
            "pop" => return vec![tell($v.pop())],
            "insert" => $v.insert($step.index($v.len()), <$T>::new(value)),
            "remove" => return vec![tell(Some($v.remove($step.index($v.len()))))],
            "swap_remove" => return vec![tell(Some($v.swap_remove($step.index($v.len()))))],
            "truncate" => $v.truncate($step.index($v.len())),
            "clear" => $v.clear(),
            "set" => {
                let index = $step.index($v.len());
                $v[index] = <$T>::new(value);
            }
            "swap" => {
                let index = $step.index($v.len());
                $v.swap(index, 0);
            }
            "push_mut" => return vec![Some($v.add(<$T>::new(value)).value())],
            "insert_mut" => {
                return vec![Some($v.put($step.index($v.len()), <$T>::new(value)).value())];
            }
            "push_within_capacity" => {
                return match $v.add_within(<$T>::new(value), $full) {
                    Ok(place) => vec![Some(place.value())],
                    Err(item) => vec![None, tell(Some(item))],
                };
            }
            "pop_if" => {
                return vec![tell($v.pop_if(|item| {
                    <$T as Element>::Who::call();
                    item.value() % 2 == value % 2
                }))];
            }
            "extend" => $v.extend(hinted(items::<$T>($step), $step)),
            "extend_from_slice" => $v.extend_from_slice(&slice::<$T>($step)),
            "extend_from_slice_copy" => $v.extend_copy(&slice::<$T>($step)),
            "extend_from_within" => $v.extend_from_within(Fickle::new($step.bounds($v.len()))),
            "append" => {
                let mut other = $v.none();
                other.extend(items::<$T>($step));
                $v.append(&mut other);
                return vec![told(other.len())];
            }
            "split_off" => {
                let tail = $v.split_off($step.index($v.len()));
                return then_drop(tell_all(&tail), tail);
            }
            "resize" => $v.resize(target($step, $v.len()), <$T>::new(value)),
            "resize_with" => $v.resize_with(target($step, $v.len()), || {
                <$T as Element>::Who::call();
                <$T>::new(value)
            }),
            "drain" => {
                let mut drain = $v.drain(Fickle::new($step.bounds($v.len())));
                let mut seen = vec![told(drain.len())];
                seen.extend((0..$step.c / 9 % 4).map(|_| tell(drain.next())));
                seen.extend((0..$step.c / 36 % 4).map(|_| tell(drain.next_back())));
                seen.extend(tell_all(drain.as_slice()));
                return then_drop(seen, drain);
            }
            "drain, forgotten" => {
                let mut drain = $v.drain($step.bounds($v.len()));
                let first = tell(drain.next());
                core::mem::forget(drain);
                return vec![first];
            }
            "splice" => return $v.spliced($step.bounds($v.len()), $step),
            "extract_if" => {
                let mut extract = $v.extract($step.bounds($v.len()), picked::<$T>($step));
                let seen = (0..$step.c % 12).map(|_| tell(extract.next())).collect();
                return then_drop(seen, extract);
            }
            "extract_if, forgotten" => {
                let bounds = $step.bounds($v.len());
                return vec![tell($v.extract_one(bounds, picked::<$T>($step)))];
            }
            "sort_by_in" => $v.sort_stably_by(compared::<$T>()),
            "sort_by_key_in" => $v.sort_stably_by_key(key),
            "sort_by_cached_key_in" => $v.sort_stably_by_cached_key(|item| {
                <$T as Element>::Who::call();
                key(item)
            }),
            "retain" => $v.retain(|item| {
                <$T as Element>::Who::call();
                item.value() % 8 != value % 8
            }),
            "retain_mut" => {
                let mut n = 0;
                $v.retain_mut(|item| {
                    <$T as Element>::Who::call();
                    n += 1;
                    if n % 5 == 1 {
                        *item = <$T>::new(value);
                    }
                    ($step.a >> (n % 8)) & 1 == 0
                });
            }
            "dedup" => $v.dedup(),
            "dedup_by_key" => $v.dedup_by_key(|item| {
                <$T as Element>::Who::call();
                item.value() / (value + 1)
            }),
            "dedup_by" => $v.dedup_by(|a, b| {
                <$T as Element>::Who::call();
                a.value().abs_diff(b.value()) < value % 4
            }),
            "reserve" => $v.reserve(amount($step)),
            "reserve_exact" => $v.reserve_exact(amount($step)),
            "shrink_to_fit" => $v.shrink_to_fit(),
            "shrink_to" => $v.shrink_to($step.index($v.len())),
            "into_boxed_slice" => {
                let none = $v.none();
                *$v = core::mem::replace($v, none).boxed();
            }
            "into_raw_parts" => {
                let none = $v.none();
                *$v = core::mem::replace($v, none).taken_apart($step.a.is_multiple_of(2));
            }
            "clone" => {
                let mut copy = $v.clone();
                copy.swap_with_slice(&mut $v[..]);
                return then_drop(tell_all(&copy), copy);
            }
            "clone_from" => {
                let mut source = $v.none();
                source.extend(items::<$T>($step));
                $v.clone_from(&source);
            }
            "into_iter" => {
                let none = $v.none();
                let mut all = core::mem::replace($v, none).into_iter();
                let mut seen = vec![told(all.len())];
                seen.extend((0..$step.a % 6).map(|_| tell(all.next())));
                seen.extend((0..$step.b % 6).map(|_| tell(all.next_back())));
                seen.extend(tell_all(all.as_slice()));
                return then_drop(seen, all);
            }
            "with_capacity" => *$v = $v.room(usize::from($step.a)),
            "from_slice" => *$v = $v.of_slice(&slice::<$T>($step)),
            "from_array" => *$v = $v.of_array(array($step)),
            "from_elem" => *$v = $v.of_elem(<$T>::new(value), usize::from($step.a) % 24),
            "from_iter" => *$v = $v.of_iter(hinted(items::<$T>($step), $step)),
            "into_flattened" => {
                *$v = match $step.c % 4 {
                    0 => $v.of_arrays(arrays::<$T, 0>($step)),
                    1 => $v.of_arrays(arrays::<$T, 1>($step)),
                    _ => $v.of_arrays(arrays::<$T, 3>($step)),
                };
            }
            "concat_in" => {
                let more = slice::<$T>($step);
                *$v = $v.of_slices(&[&more, &$v[..$step.index($v.len()).min($v.len())]], None);
            }
            "join_in" => {
                let (more, separator) = (slice::<$T>($step), <$T>::new(value));
                *$v = $v.of_slices(&[&more, &[], $v], Some(&separator));
            }
            "to_owned_in" => *$v = $v.copied(),
            "repeat_in" => *$v = $v.repeated(usize::from($step.c) % 4),
            "collect_in" => match $v.of_options(hinted(perhaps::<$T>($step), $step)) {
                Some(new) => *$v = new,
                None => return vec![Some(1)],
            },
            "into_alloc" => {
                let none = $v.none();
                *$v = core::mem::replace($v, none).moved();
            }
            "erase_alloc" => {
                let none = $v.none();
                return core::mem::replace($v, none).erased();
            }
            "try_into an array" => {
                $v.truncate(3);
                let none = $v.none();
                match <[$T; 3]>::try_from(core::mem::replace($v, none)) {
                    Ok(all) => return then_drop(tell_all(&all), all),
                    Err(short) => *$v = short,
                }
            }
            "eq" => return vec![told($v.windows(2).filter(|two| two[0] == two[1]).count())],
            op => unreachable!("an operation without a body: {op}"),
        }
        Told::new()
    }};
}

/// Does a step on `Vec`.
pub(crate) fn theirs<T: Element>(step: &Step, v: &mut Vec<T>, full: bool) -> Told {
    if step.op == "try_splice" {
        // The range is looked at first, then all items are made, then something happens.
        resolved(step.bounds(v.len()), v.len());
        let new: Vec<T> = hinted(items(step), step).collect();
        let old: Vec<T> = v.splice(step.bounds(v.len()), new).collect();
        return take(step, old.into_iter());
    }
    step!(v, T, step, full)
}

/// Does a step on `ExVec`, in the form that panics.
pub(crate) fn ours<T: Element>(step: &Step, v: &mut ExVec<T, At<'_>>, full: bool) -> Told {
    step!(v, T, step, full)
}
