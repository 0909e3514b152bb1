//! One step on `ExVec`, in the form that may be refused.

use super::step::{array, count, items, ours, slice, target};
use crate::elements::{Element, Ours, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use crate::told::{Told, tell_all, then_drop, told, values};
use exalloc::{ExBox, ExVec, TryReserveError};
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
        _ => return Ok(ours(step, v, full)),
    }
    Ok(Told::new())
}
