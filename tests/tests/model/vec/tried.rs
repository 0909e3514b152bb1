//! One step on `ExVec`, in the form that may be refused.

use super::arguments::{array, arrays, compared, count, items, key, perhaps, slice, take, target};
use super::step::ours;
use crate::elements::{Element, Ours, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use crate::told::{Told, tell_all, then_drop, told, values};
use exalloc::{ExBox, ExVec, IteratorExt, SliceExt, TryReserveError};
use exalloc_tests::Heap;
use exalloc_tests::fuzz::{Plant, Step};

/// The operations that have a `try_` form.
pub(crate) const FALLIBLE: &[&str] = &[
    "push",
    "push_mut",
    "insert",
    "insert_mut",
    "extend",
    "extend_from_slice",
    "extend_from_slice_copy",
    "extend_from_within",
    "append",
    "split_off",
    "resize",
    "resize_with",
    "reserve",
    "reserve_exact",
    "shrink_to_fit",
    "shrink_to",
    "into_boxed_slice",
    "clone",
    "clone_from",
    "with_capacity",
    "from_slice",
    "from_array",
    "from_elem",
    "from_iter",
    "sort_by_in",
    "sort_by_key_in",
    "sort_by_cached_key_in",
    "into_flattened",
    "concat_in",
    "join_in",
    "to_owned_in",
    "repeat_in",
    "collect_in",
    "into_alloc",
];

/// Does a step, or nothing: then what was given back is what was given.
pub(crate) fn tried<T: Element<Who = Ours>>(
    step: &Step,
    v: &mut ExVec<T, At<'_>>,
    full: bool,
) -> Result<Told, TryReserveError> {
    let (len, alloc) = (v.len(), *v.allocator());
    let value = u32::from(step.b) % 16;
    // From a refusal on nothing is planted: what was given back is dropped in peace.
    let refused = |error: TryReserveError| {
        Ours::plant(Plant::None);
        error
    };
    let seen = |value: u32| if size_of::<T>() > 0 { value } else { 0 };
    let back = |item: T, error: TryReserveError| {
        Ours::plant(Plant::None);
        assert_eq!(item.value(), seen(value), "another value was given back");
        error
    };
    let expected = |first: u32, by: u32| -> Vec<u32> {
        (0..count(step)).map(|n| seen(first + n / by)).collect()
    };
    match step.op {
        "push" => v.try_push(T::new(value)).map_err(|f| back(f.value, f.error))?,
        "push_mut" => {
            let place = v.try_push_mut(T::new(value)).map_err(|f| back(f.value, f.error))?;
            return Ok(vec![Some(place.value())]);
        }
        "insert" => {
            let index = step.index(len);
            v.try_insert(index, T::new(value)).map_err(|f| back(f.value, f.error))?;
        }
        "insert_mut" => {
            return match v.try_insert_mut(step.index(len), T::new(value)) {
                Ok(place) => Ok(vec![Some(place.value())]),
                Err(f) => Err(back(f.value, f.error)),
            };
        }
        "extend" => v.try_extend(hinted(items::<T>(step), step)).map_err(|f| {
            Ours::plant(Plant::None);
            let error = f.error.clone();
            let mut all = values(&v[len..]);
            all.extend(f.into_iter().map(|item| item.value()));
            assert_eq!(all, expected(value, 2), "items were lost");
            v.truncate(len);
            error
        })?,
        "extend_from_slice" => v.try_extend_from_slice(&slice::<T>(step)).map_err(refused)?,
        "extend_from_slice_copy" => T::try_extend_copy(v, &slice(step)).map_err(refused)?,
        "extend_from_within" => {
            v.try_extend_from_within(Fickle::new(step.bounds(len))).map_err(refused)?;
        }
        "append" => {
            // Of another allocator.
            let mut other = ExVec::new(Heap);
            other.extend(items::<T>(step));
            let all = other.len();
            v.try_append(&mut other).map_err(|error| {
                assert_eq!(other.len(), all, "elements were lost");
                refused(error)
            })?;
            return Ok(vec![told(other.len())]);
        }
        "split_off" => {
            let tail = v.try_split_off(step.index(len)).map_err(refused)?;
            return Ok(then_drop(tell_all(&tail), tail));
        }
        "resize" => {
            v.try_resize(target(step, len), T::new(value)).map_err(|f| back(f.value, f.error))?;
        }
        "resize_with" => {
            let make = || {
                Ours::call();
                T::new(value)
            };
            v.try_resize_with(target(step, len), make).map_err(refused)?;
        }
        "reserve" => v.try_reserve(amount(step)).map_err(refused)?,
        "reserve_exact" => v.try_reserve_exact(amount(step)).map_err(refused)?,
        "shrink_to_fit" => v.try_shrink_to_fit().map_err(refused)?,
        "shrink_to" => v.try_shrink_to(step.index(len)).map_err(refused)?,
        "into_boxed_slice" => {
            match core::mem::replace(v, ExVec::new(alloc)).try_into_boxed_slice() {
                Ok(boxed) => *v = ExBox::into_vec(boxed),
                Err(f) => {
                    *v = f.value;
                    return Err(refused(f.error));
                }
            }
        }
        "clone" => {
            let mut copy = v.try_clone().map_err(refused)?;
            copy.swap_with_slice(v);
            return Ok(then_drop(tell_all(&copy), copy));
        }
        "clone_from" => {
            let source = ExVec::from_iter_in(items::<T>(step), Heap);
            v.try_clone_from(&source).map_err(refused)?;
        }
        "with_capacity" => {
            *v = ExVec::try_with_capacity(step.a.into(), alloc).map_err(refused)?;
        }
        "from_slice" => {
            *v = ExVec::try_from_slice_in(&slice(step), alloc).map_err(refused)?;
        }
        "from_array" => {
            *v = ExVec::try_from_array_in(array::<T>(step), alloc).map_err(|f| {
                Ours::plant(Plant::None);
                let first = array::<T>(step);
                assert_eq!(values(&f.value), values(&first), "other values were given back");
                f.error
            })?;
        }
        "from_elem" => {
            let new = ExVec::try_from_elem_in(T::new(value), usize::from(step.a) % 24, alloc);
            *v = new.map_err(|f| back(f.value, f.error))?;
        }
        "from_iter" => {
            let new = ExVec::try_from_iter_in(hinted(items::<T>(step), step), alloc);
            *v = new.map_err(|f| {
                Ours::plant(Plant::None);
                let error = f.error.clone();
                let all: Vec<_> = f.into_iter().map(|item| item.value()).collect();
                assert_eq!(all, expected(value, 2), "items were lost");
                error
            })?;
        }
        "try_splice" => {
            let (bounds, new) = (Fickle::new(step.bounds(len)), hinted(items::<T>(step), step));
            let old = v.try_splice(bounds, new).map_err(|f| {
                Ours::plant(Plant::None);
                let error = f.error.clone();
                let all: Vec<_> = f.into_iter().map(|item| item.value()).collect();
                assert_eq!(all, expected(value, 2), "items were lost");
                error
            })?;
            return Ok(take(step, old));
        }
        "sort_by_in" => v.try_sort_by_in(compared(), alloc).map_err(refused)?,
        "sort_by_key_in" => v.try_sort_by_key_in(key, alloc).map_err(refused)?,
        "sort_by_cached_key_in" => {
            let called = |item: &T| {
                Ours::call();
                key(item)
            };
            v.try_sort_by_cached_key_in(called, alloc).map_err(refused)?;
        }
        "into_alloc" => match core::mem::replace(v, ExVec::new(alloc)).try_into_alloc(alloc) {
            Ok(moved) => *v = moved,
            Err(f) => {
                *v = f.value;
                return Err(refused(f.error));
            }
        },
        _ => return anew(step, v, full),
    }
    Ok(Told::new())
}

/// Flattened arrays, or nothing.
fn flat<'m, T: Element<Who = Ours>, const N: usize>(
    step: &Step,
    alloc: At<'m>,
) -> Result<ExVec<T, At<'m>>, TryReserveError> {
    let all = ExVec::try_from_iter_in(arrays::<T, N>(step), alloc).map_err(|f| {
        Ours::plant(Plant::None);
        f.error.clone()
    })?;
    Ok(all.into_flattened())
}

/// A step of the extension traits, or another that makes a vector out of this one.
fn anew<T: Element<Who = Ours>>(
    step: &Step,
    v: &mut ExVec<T, At<'_>>,
    full: bool,
) -> Result<Told, TryReserveError> {
    let (len, alloc) = (v.len(), *v.allocator());
    let value = u32::from(step.b) % 16;
    let quiet = |_: &TryReserveError| Ours::plant(Plant::None);
    match step.op {
        "into_flattened" => {
            *v = match step.c % 4 {
                0 => flat::<T, 0>(step, alloc)?,
                1 => flat::<T, 1>(step, alloc)?,
                _ => flat::<T, 3>(step, alloc)?,
            };
        }
        "concat_in" => {
            let more = slice::<T>(step);
            let parts = [&more[..], &v[..step.index(len).min(len)]];
            *v = parts.try_concat_in(alloc).inspect_err(quiet)?;
        }
        "join_in" => {
            let (more, separator) = (slice::<T>(step), T::new(value));
            let parts = [&more[..], &[], &v[..]];
            *v = parts.try_join_in(&separator, alloc).inspect_err(quiet)?;
        }
        "to_owned_in" => *v = v.try_to_owned_in(alloc).inspect_err(quiet)?,
        "repeat_in" => {
            *v = T::try_repeat(v, usize::from(step.c) % 4, alloc).inspect_err(quiet)?;
        }
        "collect_in" => {
            let new: Result<Option<ExVec<_, _>>, _> =
                hinted(perhaps::<T>(step), step).try_collect_in(alloc);
            let new = new.map_err(|f| {
                Ours::plant(Plant::None);
                f.error.clone()
            })?;
            let Some(new) = new else { return Ok(vec![Some(1)]) };
            *v = new;
        }
        _ => return Ok(ours(step, v, full)),
    }
    Ok(Told::new())
}
