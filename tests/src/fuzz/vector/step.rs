//! One step, on `ExVec` and on `Vec`.
//!
//! Both answer with a text of what the caller sees. What may allocate is spelt apart, since only
//! one of the two can be refused; everything else is the same code for both.

use super::elements::Elements;
use crate::fuzz::input::Step;
use exalloc::testing::LyingLength;
use exalloc::{Allocator, ExBox, ExVec, TryReserveError, TryReserveErrorKind};

/// Why a step wasn't done. Then nothing has changed, which the step has checked where it was given
/// something back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no memory.
    Memory,
    /// No size of memory would do.
    Overflow,
    /// The capacity is used up, and the step takes no memory.
    Full,
}

impl From<TryReserveError> for Refusal {
    fn from(error: TryReserveError) -> Self {
        match error.kind() {
            TryReserveErrorKind::CapacityOverflow => Self::Overflow,
            _ => Self::Memory,
        }
    }
}

/// Drops something, which may panic, and answers with a text, which isn't lost then.
///
/// A value that is returned already leaks when a local's drop panics (rust-lang/rust#47949), and
/// LeakSanitizer sees that.
fn then_drop<T>(text: String, dropped: T) -> String {
    drop(dropped);
    text
}

/// Values, for comparison.
pub(super) fn values<'l, E: Elements + 'l>(items: &[E::Item<'l>]) -> Vec<u32> {
    items.iter().map(E::value).collect()
}

/// The values of [`items`] and [`slice`].
fn item_values<E: Elements>(step: &Step, count: usize) -> Vec<u32> {
    (0..count).map(|n| E::seen(u32::from(step.b) + n as u32)).collect()
}

fn count(step: &Step) -> usize {
    usize::from(step.a) % 40
}

/// Fresh elements, each from a call that may panic.
fn items<'l, E: Elements>(e: &'l E, step: &Step) -> impl Iterator<Item = E::Item<'l>> + use<'l, E> {
    let from = u32::from(step.b);
    (0..count(step)).map(move |n| {
        e.fuse().burn("an iterator");
        e.element(from + n as u32)
    })
}

/// Fresh elements in a slice.
fn slice<'l, E: Elements>(e: &'l E, step: &Step) -> Vec<E::Item<'l>> {
    (0..count(step)).map(|n| e.element(u32::from(step.b) + n as u32)).collect()
}

/// An iterator that says of its length the truth, nothing, or something else.
macro_rules! with_hint {
    ($e:ident, $step:ident, |$iter:ident| $body:expr) => {{
        let $iter = items($e, $step);
        match $step.c % 4 {
            0 => $body,
            1 => {
                let $iter = $iter.filter(|_| true);
                $body
            }
            _ => {
                let $iter = LyingLength::new($iter, usize::from($step.c / 4));
                $body
            }
        }
    }};
}

/// A new length.
fn target(step: &Step, len: usize) -> usize {
    if step.a < 128 { usize::from(step.a) % 40 } else { len + usize::from(step.a) % 20 }
}

/// How much to reserve: mostly little, sometimes what no allocator has.
fn amount(step: &Step) -> usize {
    match step.a {
        255 => usize::MAX,
        254 => isize::MAX as usize,
        a => usize::from(a) / 2,
    }
}

/// Steps that neither vector can be refused.
macro_rules! common {
    ($v:ident, $e:ident, $E:ident, $step:ident, $empty:expr) => {{
        let told = |item: Option<_>| {
            let text = format!("{:?}", item.as_ref().map($E::value));
            then_drop(text, item)
        };
        match $step.op {
            "pop" => told($v.pop()),
            "pop_if" => {
                let wanted = $step.a.is_multiple_of(2);
                told($v.pop_if(|_| {
                    $e.fuse().burn("a predicate");
                    wanted
                }))
            }
            "remove" => told(Some($v.remove($step.index($v.len())))),
            "swap_remove" => told(Some($v.swap_remove($step.index($v.len())))),
            "truncate" => {
                $v.truncate($step.index($v.len()));
                String::new()
            }
            "clear" => {
                $v.clear();
                String::new()
            }
            "drain" => {
                let mut drain = $v.drain($step.bounds($v.len()));
                let mut seen = vec![format!("{}", drain.len())];
                for _ in 0..$step.c / 9 % 5 {
                    seen.push(told(drain.next()));
                }
                for _ in 0..$step.c / 45 {
                    seen.push(told(drain.next_back()));
                }
                let rest = values::<$E>(drain.as_slice());
                then_drop(format!("{seen:?} {rest:?} {:?}", drain.size_hint()), drain)
            }
            "forget_drain" => {
                let mut drain = $v.drain($step.bounds($v.len()));
                let first = told(drain.next());
                core::mem::forget(drain);
                first
            }
            "retain" => {
                $v.retain(|item| {
                    $e.fuse().burn("a predicate");
                    $E::value(item) % 8 < u32::from($step.a % 9)
                });
                String::new()
            }
            "retain_mut" => {
                let mut n = 0_u32;
                $v.retain_mut(|_| {
                    $e.fuse().burn("a predicate");
                    n += 1;
                    (u32::from($step.a) >> (n % 8)) & 1 == 0
                });
                n.to_string()
            }
            "dedup" => {
                $v.dedup();
                String::new()
            }
            "dedup_by_key" => {
                let by = u32::from($step.a % 16) + 1;
                $v.dedup_by_key(|item| {
                    $e.fuse().burn("a key");
                    $E::value(item) / by
                });
                String::new()
            }
            "dedup_by" => {
                $v.dedup_by(|a, b| {
                    $e.fuse().burn("a comparison");
                    $E::value(a).abs_diff($E::value(b)) < u32::from($step.a % 8)
                });
                String::new()
            }
            "into_iter" => {
                let empty = $empty;
                let mut all = core::mem::replace($v, empty).into_iter();
                let mut seen = vec![format!("{}", all.len())];
                for _ in 0..$step.a % 6 {
                    seen.push(told(all.next()));
                }
                for _ in 0..$step.b % 6 {
                    seen.push(told(all.next_back()));
                }
                let rest = values::<$E>(all.as_slice());
                then_drop(format!("{seen:?} {rest:?} {:?}", all.size_hint()), all)
            }
            "set" => {
                let index = $step.index($v.len());
                $v[index] = $e.element($step.b.into());
                String::new()
            }
            "swap" => {
                let index = $step.index($v.len());
                $v.swap(index, 0);
                String::new()
            }
            "compare" => format!("{}", $v.windows(2).filter(|two| two[0] == two[1]).count()),
            op => unreachable!("an operation without a body: {op}"),
        }
    }};
}

/// Does a step on `ExVec`.
pub(super) fn ours<'l, E: Elements, A: Allocator + Clone>(
    step: &Step,
    v: &mut ExVec<E::Item<'l>, A>,
    e: &'l E,
) -> Result<String, Refusal> {
    let value = u32::from(step.b);
    let (len, cap) = (v.len(), v.capacity());
    let sized = size_of::<E::Item<'l>>() > 0;
    // From the refusal on nothing is planted: elements that were given back are dropped in peace.
    let refused = |error: TryReserveError| {
        e.disarm();
        Refusal::from(error)
    };
    let back = |item: E::Item<'l>, error: TryReserveError| {
        e.disarm();
        assert_eq!(E::value(&item), E::seen(value), "another value was given back");
        Refusal::from(error)
    };
    match step.op {
        "push" => v.try_push(e.element(value)).map_err(|f| back(f.value, f.error))?,
        "push_mut" => {
            let place = v.try_push_mut(e.element(value)).map_err(|f| back(f.value, f.error))?;
            return Ok(E::value(place).to_string());
        }
        "push_within" => match v.push_within_capacity(e.element(value)) {
            Ok(place) => return Ok(E::value(place).to_string()),
            Err(item) => {
                e.disarm();
                assert_eq!(E::value(&item), E::seen(value), "another value was given back");
                assert_eq!(len, cap, "there is room");
                return Err(Refusal::Full);
            }
        },
        "insert" => {
            let index = step.index(len);
            v.try_insert(index, e.element(value)).map_err(|f| back(f.value, f.error))?;
        }
        "insert_mut" => {
            let index = step.index(len);
            let place = v.try_insert_mut(index, e.element(value));
            return match place {
                Ok(place) => Ok(E::value(place).to_string()),
                Err(f) => Err(back(f.value, f.error)),
            };
        }
        "extend" => with_hint!(e, step, |iter| v.try_extend(iter).map_err(|f| {
            e.disarm();
            let error = f.error.clone();
            let mut all = values::<E>(&v[len..]);
            all.extend(f.into_iter().map(|item| E::value(&item)));
            assert_eq!(all, item_values::<E>(step, count(step)), "items were lost");
            v.truncate(len);
            Refusal::from(error)
        })?),
        "extend_slice" => v.try_extend_from_slice(&slice(e, step)).map_err(refused)?,
        "extend_copy" => {
            let more = slice(e, step);
            match e.extend_copy(v, &more) {
                Some(done) => done.map_err(refused)?,
                None => v.try_extend_from_slice(&more).map_err(refused)?,
            }
        }
        "extend_within" => v.try_extend_from_within(step.bounds(len)).map_err(refused)?,
        "append" => {
            let mut other = ExVec::new(v.allocator().clone());
            other.try_extend(items(e, step)).map_err(|f| {
                e.disarm();
                Refusal::from(f.error)
            })?;
            let before = other.len();
            v.try_append(&mut other).map_err(|error| {
                assert_eq!(other.len(), before, "elements were lost");
                refused(error)
            })?;
            assert!(other.is_empty(), "elements have stayed");
        }
        "resize" => {
            let new_len = target(step, len);
            v.try_resize(new_len, e.element(value)).map_err(|f| back(f.value, f.error))?;
        }
        "resize_with" => {
            let make = || {
                e.fuse().burn("a closure");
                e.element(value)
            };
            v.try_resize_with(target(step, len), make).map_err(refused)?;
        }
        "split_off" => {
            let tail = v.try_split_off(step.index(len)).map_err(refused)?;
            return Ok(then_drop(format!("{:?}", values::<E>(&tail)), tail));
        }
        "reserve" => {
            v.try_reserve(amount(step)).map_err(refused)?;
            assert!(v.capacity() - len >= amount(step), "too little was reserved");
        }
        "reserve_exact" => {
            v.try_reserve_exact(amount(step)).map_err(refused)?;
            assert!(v.capacity() - len >= amount(step), "too little was reserved");
            if sized && v.capacity() != cap {
                assert_eq!(v.capacity(), len + amount(step), "not exactly that was reserved");
            }
        }
        "shrink_to_fit" => {
            v.try_shrink_to_fit().map_err(refused)?;
            assert!(!sized || v.capacity() == len, "it hasn't shrunk");
        }
        "shrink_to" => {
            let least = step.index(len);
            v.try_shrink_to(least).map_err(refused)?;
            assert!(!sized || v.capacity() == cap.min(least.max(len)), "it hasn't shrunk");
        }
        "boxed" => {
            let empty = ExVec::new(v.allocator().clone());
            match core::mem::replace(v, empty).try_into_boxed_slice() {
                Ok(boxed) => {
                    assert_eq!(boxed.len(), len);
                    *v = ExBox::into_vec(boxed);
                }
                Err(failed) => {
                    *v = failed.value;
                    return Err(refused(failed.error));
                }
            }
        }
        "raw_parts" => {
            let alloc = v.allocator().clone();
            let taken = core::mem::replace(v, ExVec::new(alloc.clone()));
            *v = if step.a.is_multiple_of(2) {
                let (ptr, len, cap, alloc) = taken.into_raw_parts();
                // SAFETY: the parts of one vector, used once.
                unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) }
            } else {
                let leaked = taken.leak();
                let (ptr, len) = (leaked.as_mut_ptr(), leaked.len());
                // SAFETY: what `leak` left behind: the elements, in a block of `cap` of a clone of
                // this allocator, which is equivalent: it is a reference.
                unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) }
            };
        }
        "spare" => {
            v.try_reserve(1).map_err(refused)?;
            v.spare_capacity_mut()[0].write(e.element(value));
            // SAFETY: one element more has just been written, within the capacity.
            unsafe { v.set_len(len + 1) };
        }
        "clone" => {
            let copy = v.try_clone().map_err(refused)?;
            return Ok(then_drop(format!("{:?}", values::<E>(&copy)), copy));
        }
        "clone_from" => {
            let source = ExVec::try_from_iter_in(items(e, step), v.allocator().clone());
            let source = source.map_err(|f| {
                e.disarm();
                Refusal::from(f.error)
            })?;
            v.try_clone_from(&source).map_err(refused)?;
        }
        "from_slice" => {
            let from = slice(e, step);
            *v = ExVec::try_from_slice_in(&from, v.allocator().clone()).map_err(refused)?;
        }
        "from_array" => {
            let array = [0, 1, 2].map(|n| e.element(value + n));
            match ExVec::try_from_array_in(array, v.allocator().clone()) {
                Ok(new) => *v = new,
                Err(f) => {
                    e.disarm();
                    assert_eq!(values::<E>(&f.value), item_values::<E>(step, 3), "lost");
                    return Err(f.error.into());
                }
            }
        }
        "from_elem" => {
            let new = ExVec::try_from_elem_in(e.element(value), count(step), v.allocator().clone());
            *v = new.map_err(|f| back(f.value, f.error))?;
        }
        "from_iter" => {
            let alloc = v.allocator().clone();
            *v = with_hint!(e, step, |iter| match ExVec::try_from_iter_in(iter, alloc) {
                Ok(new) => new,
                Err(f) => {
                    e.disarm();
                    return Err(f.error.into());
                }
            });
        }
        _ => return Ok(common!(v, e, E, step, ExVec::new(v.allocator().clone()))),
    }
    Ok(String::new())
}

/// Does a step on `Vec`, which must not be one that no memory would do for.
pub(super) fn theirs<'l, E: Elements>(step: &Step, v: &mut Vec<E::Item<'l>>, e: &'l E) -> String {
    let value = u32::from(step.b);
    let len = v.len();
    match step.op {
        "push" | "spare" => v.push(e.element(value)),
        "push_mut" | "push_within" => {
            v.push(e.element(value));
            return E::value(&v[len]).to_string();
        }
        "insert" => v.insert(step.index(len), e.element(value)),
        "insert_mut" => {
            let index = step.index(len);
            v.insert(index, e.element(value));
            return E::value(&v[index]).to_string();
        }
        "extend" => with_hint!(e, step, |iter| v.extend(iter)),
        "extend_slice" | "extend_copy" => v.extend_from_slice(&slice(e, step)),
        "extend_within" => v.extend_from_within(step.bounds(len)),
        "append" => {
            let mut other = Vec::new();
            other.extend(items(e, step));
            v.append(&mut other);
        }
        "resize" => v.resize(target(step, len), e.element(value)),
        "resize_with" => v.resize_with(target(step, len), || {
            e.fuse().burn("a closure");
            e.element(value)
        }),
        "split_off" => {
            let tail = v.split_off(step.index(len));
            return then_drop(format!("{:?}", values::<E>(&tail)), tail);
        }
        "reserve" | "reserve_exact" | "shrink_to_fit" | "shrink_to" | "boxed" | "raw_parts" => {}
        "clone" => {
            let copy = v.clone();
            return then_drop(format!("{:?}", values::<E>(&copy)), copy);
        }
        "clone_from" => {
            let source: Vec<_> = items(e, step).collect();
            v.clone_from(&source);
        }
        "from_slice" => {
            let from = slice(e, step);
            *v = from.clone();
        }
        "from_array" => *v = Vec::from([0, 1, 2].map(|n| e.element(value + n))),
        "from_elem" => *v = vec![e.element(value); count(step)],
        "from_iter" => *v = with_hint!(e, step, |iter| iter.collect()),
        _ => return common!(v, e, E, step, Vec::new()),
    }
    String::new()
}
