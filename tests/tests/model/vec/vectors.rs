//! What the two vectors don't spell alike.

use super::arguments::{items, resolved, take};
use crate::elements::Element;
use crate::memory::At;
use crate::program::{Fickle, hinted};
use crate::told::{Told, tell_all, then_drop};
use core::cmp::Ordering;
use core::ops::Bound;
use exalloc::{ExBox, ExVec, IteratorExt, SliceExt};
use exalloc_tests::Heap;
use exalloc_tests::fuzz::{Bounds, Plant, Step};

/// Makes vectors, and changes them.
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

    fn extract(
        &mut self,
        bounds: Bounds,
        filter: impl FnMut(&mut T) -> bool,
    ) -> impl Iterator<Item = T> {
        self.extract_if(Fickle::new(bounds), filter)
    }

    /// Ours leaves what comes before the range, where `Vec` leaves nothing.
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
