//! One step on a vector, in the words that `Vec` and the panicking form of `ExVec` share.
//!
//! A new method of both gets an arm here, one in `tried.rs` if it may allocate, a name in `plan.rs`
//! and a line in `text.rs`; what they spell differently is in `vectors.rs`.

use super::arguments::{
    array, arrays, compared, items, key, perhaps, picked, resolved, slice, take, target,
};
use super::vectors::Vector;
use crate::elements::{Element, Who};
use crate::memory::At;
use crate::program::{Fickle, amount, hinted};
use crate::told::{Told, tell, tell_all, then_drop, told};
use exalloc::ExVec;
use exalloc_tests::fuzz::Step;

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
