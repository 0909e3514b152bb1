//! One program on both vectors.

use crate::op::{Hint, Op, Plant};
use exalloc::testing::{Fuse, Ledger, LyingLength, Tracked};
use exalloc::{Allocator, ExVec};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What one side has beside its vector.
struct Side {
    ledger: Ledger,
    fuse: Fuse,
}

impl Side {
    fn new() -> Self {
        Self { ledger: Ledger::new(), fuse: Fuse::never() }
    }

    fn call(&self) {
        self.fuse.burn("a call");
    }

    fn plant(&self, plant: Plant) {
        match plant {
            Plant::None => (),
            Plant::Clone(k) => self.ledger.panic_at_clone(k + 1),
            Plant::Drop(k) => self.ledger.panic_at_drop(k + 1),
            Plant::Compare(k) => self.ledger.panic_at_compare(k + 1),
            Plant::Call(k) => self.fuse.arm(k + 1),
        }
    }

    fn disarm(&self) {
        self.ledger.disarm();
        self.fuse.disarm();
    }

    /// `count` new elements, each from a foreign call.
    fn items(&self, count: u32) -> impl Iterator<Item = Tracked<'_>> {
        (0..count).map(|n| {
            self.call();
            self.ledger.element(n % 3)
        })
    }

    fn counts(&self) -> [usize; 3] {
        [self.ledger.made(), self.ledger.dropped(), self.ledger.alive()]
    }
}

/// The values of elements, for comparison.
fn values<'e, 'l: 'e>(elements: impl IntoIterator<Item = &'e Tracked<'l>>) -> Vec<u32> {
    elements.into_iter().map(Tracked::value).collect()
}

/// One step as text: what it returned. The body is the same for both vectors; `$empty` makes
/// another one of the kind.
macro_rules! step {
    ($op:expr, $v:ident, $side:ident, $empty:expr) => {{
        let element = |n: u32| $side.ledger.element(n);
        match $op {
            Op::Push(n) => format!("{:?}", $v.push(element(n))),
            Op::Pop => format!("{:?}", $v.pop().map(|e| e.value())),
            Op::PopIf(n) => {
                let popped = $v.pop_if(|e| {
                    $side.call();
                    e.value() == n
                });
                format!("{:?}", popped.map(|e| e.value()))
            }
            Op::Insert(i, n) => format!("{:?}", $v.insert(i, element(n))),
            Op::Remove(i) => format!("{:?}", $v.remove(i).value()),
            Op::SwapRemove(i) => format!("{:?}", $v.swap_remove(i).value()),
            Op::Truncate(n) => format!("{:?}", $v.truncate(n)),
            Op::Clear => format!("{:?}", $v.clear()),
            Op::Extend(n, Hint::True) => format!("{:?}", $v.extend($side.items(n))),
            Op::Extend(n, Hint::None) => {
                format!("{:?}", $v.extend($side.items(n).filter(|_| true)))
            }
            Op::Extend(n, Hint::Claims(claimed)) => {
                format!("{:?}", $v.extend(LyingLength::new($side.items(n), claimed)))
            }
            Op::ExtendFromSlice(n) => {
                let more: Vec<_> = (0..n).map(|_| element(2)).collect();
                format!("{:?}", $v.extend_from_slice(&more))
            }
            Op::ExtendFromWithin(bounds) => format!("{:?}", $v.extend_from_within(bounds)),
            Op::Drain(bounds, front, back) => {
                let mut drain = $v.drain(bounds);
                let mut seen = vec![format!("{}", drain.len())];
                seen.extend((0..front).map(|_| format!("{:?}", drain.next().map(|e| e.value()))));
                seen.extend(
                    (0..back).map(|_| format!("{:?}", drain.next_back().map(|e| e.value()))),
                );
                format!("{seen:?} {:?}", values(drain.as_slice()))
            }
            Op::ForgetDrain(bounds) => format!("{:?}", core::mem::forget($v.drain(bounds))),
            Op::Retain(n) => {
                let keep = |e: &Tracked<'_>| {
                    $side.call();
                    e.value() != n
                };
                format!("{:?}", $v.retain(keep))
            }
            Op::RetainMut(n) => {
                let keep = |e: &mut Tracked<'_>| {
                    $side.call();
                    e.value() == n || e.id() % 3 == 0
                };
                format!("{:?}", $v.retain_mut(keep))
            }
            Op::Dedup => format!("{:?}", $v.dedup()),
            Op::DedupByKey(n) => {
                let key = |e: &mut Tracked<'_>| {
                    $side.call();
                    e.value() / n
                };
                format!("{:?}", $v.dedup_by_key(key))
            }
            Op::SplitOff(at) => {
                let tail = $v.split_off(at);
                format!("{:?}", values(&tail))
            }
            Op::Append(n) => {
                let mut other = $empty;
                other.extend($side.items(n));
                $v.append(&mut other);
                format!("{}", other.len())
            }
            Op::Resize(n, value) => format!("{:?}", $v.resize(n, element(value))),
            Op::ResizeWith(n, value) => {
                let make = || {
                    $side.call();
                    element(value)
                };
                format!("{:?}", $v.resize_with(n, make))
            }
            Op::Reserve(n) => {
                $v.reserve(n);
                format!("{}", $v.capacity() >= $v.len() + n)
            }
            Op::ReserveExact(n) => {
                $v.reserve_exact(n);
                format!("{}", $v.capacity() >= $v.len() + n)
            }
            Op::ShrinkToFit => {
                $v.shrink_to_fit();
                format!("{}", $v.capacity())
            }
            Op::ShrinkTo(n) => {
                $v.shrink_to(n);
                format!("{}", $v.capacity() >= $v.len())
            }
            Op::Clone => {
                let copy = $v.clone();
                format!("{:?}", values(&copy))
            }
            Op::CloneFrom(n) => {
                let mut source = $empty;
                source.extend($side.items(n));
                format!("{:?}", $v.clone_from(&source))
            }
            Op::IntoIter(front, back) => {
                let mut taken = $empty;
                core::mem::swap($v, &mut taken);
                let mut elements = taken.into_iter();
                let mut seen = vec![format!("{}", elements.len())];
                seen.extend(
                    (0..front).map(|_| format!("{:?}", elements.next().map(|e| e.value()))),
                );
                seen.extend(
                    (0..back).map(|_| format!("{:?}", elements.next_back().map(|e| e.value()))),
                );
                format!("{seen:?} {:?}", values(elements.as_slice()))
            }
            Op::Set(i, n) => format!("{:?}", $v[i] = element(n)),
            Op::Compare => {
                let reversed: Vec<_> = $v.iter().rev().collect();
                let equal = $v.iter().eq(reversed.iter().copied());
                format!(
                    "{equal} {:?} {:?}",
                    $v[..].cmp(&$v[..]),
                    $v.iter().max().map(|e| e.value())
                )
            }
        }
    }};
}

/// A result, or the message of a panic.
fn outcome(body: impl FnOnce() -> String) -> Result<String, String> {
    catch_unwind(AssertUnwindSafe(body)).map_err(|payload| match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => (*payload.downcast::<&'static str>().unwrap()).to_owned(),
    })
}

/// How often each operation returned, grew and panicked.
pub(crate) type Histogram = BTreeMap<String, [usize; 3]>;

/// Runs `program` on a vector of `alloc` and on std's, from the same capacity.
pub(crate) fn run<A: Allocator + Clone>(
    program: &[(Op, Plant)],
    cap: usize,
    alloc: A,
    seen: &mut Histogram,
) {
    let (ours, theirs) = (Side::new(), Side::new());
    let mut forgot = false;
    {
        let mut v = ExVec::with_capacity(cap, alloc.clone());
        let mut model = Vec::with_capacity(cap);
        for (op, plant) in program.iter().cloned() {
            let before = v.capacity();
            ours.plant(plant);
            let result = outcome(|| {
                let (v, side) = (&mut v, &ours);
                step!(op.clone(), v, side, ExVec::new(alloc.clone()))
            });
            ours.disarm();
            theirs.plant(plant);
            let expected = outcome(|| {
                let (v, side) = (&mut model, &theirs);
                step!(op.clone(), v, side, Vec::new())
            });
            theirs.disarm();

            assert_eq!(result, expected, "result of {op:?} with {plant:?}");
            assert_eq!(values(&v), values(&model), "contents after {op:?} with {plant:?}");
            assert_eq!(ours.counts(), theirs.counts(), "made, dropped, alive after {op:?}");
            assert!(v.capacity() >= v.len());
            ours.ledger.check();
            forgot |= matches!(op, Op::ForgetDrain(_));
            let name = format!("{op:?}").split(['(', ' ']).next().unwrap().to_owned();
            let kind = if result.is_err() { 2 } else { usize::from(v.capacity() > before) };
            seen.entry(name).or_default()[kind] += 1;
        }
    }
    assert_eq!(ours.counts(), theirs.counts(), "made, dropped, alive at the end");
    if !forgot {
        ours.ledger.finish();
    }
}
