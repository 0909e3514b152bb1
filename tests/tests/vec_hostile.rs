//! `ExVec` under foreign code that panics, lies or forgets: at every call, whole and without leaks.
//!
//! Every operation runs again and again, with a panic planted in the 0th, 1st, 2nd … clone, drop,
//! comparison and call of a closure or iterator, until a run sees none. After each run the vector
//! must be usable, every element must have been dropped once, and every block given back.

use core::cell::Cell;
use core::mem;
use core::ops::Range;
use exalloc::ExVec;
use exalloc::testing::{
    CheckedAllocator, Finding, FindingKind, Fuse, HasTally, Ledger, LyingLength, Tally, Tracked,
    TrackedUnit,
};
use exalloc_tests::Heap;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Alloc<'a> = &'a CheckedAllocator<'static, Heap>;
type Elements<'a> = ExVec<Tracked<'a>, Alloc<'a>>;

/// Which foreign calls the panic is planted in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Plant {
    Clone,
    Drop,
    Compare,
    Call,
}

/// What an operation is given beside its vector.
struct Foreign<'a> {
    ledger: &'a Ledger,
    alloc: Alloc<'a>,
    fuse: Fuse,
}

impl<'a> Foreign<'a> {
    /// To be called by closures and iterators: panics when it is their turn.
    fn call(&self) {
        self.fuse.burn("a call");
    }

    /// New elements, each made in a foreign call.
    fn items(&self, values: Range<u32>) -> impl Iterator<Item = Tracked<'a>> {
        values.map(|value| {
            self.call();
            self.ledger.element(value)
        })
    }
}

/// The values at the start of every run: with runs of equal ones, for `dedup`.
const VALUES: [u32; 9] = [1, 1, 2, 3, 3, 3, 1, 4, 4];

/// Runs `operation` with each planted panic; returns how many hit, by kind.
fn survive(operation: impl for<'a> Fn(&mut Elements<'a>, &Foreign<'a>)) -> [usize; 4] {
    [Plant::Clone, Plant::Drop, Plant::Compare, Plant::Call].map(|plant| {
        let hits = [0, 1, 50].map(|spare| {
            (0..).take_while(|&k| panics_and_survives(&operation, plant, k, spare)).count()
        });
        assert_eq!([hits[0]; 3], hits, "foreign calls depend on the capacity");
        hits[0]
    })
}

/// One run; whether the planted panic hit.
fn panics_and_survives(
    operation: &impl for<'a> Fn(&mut Elements<'a>, &Foreign<'a>),
    plant: Plant,
    k: usize,
    spare: usize,
) -> bool {
    assert!(k < 1000, "a run without end");
    let ledger = Ledger::new();
    let strict = CheckedAllocator::new(Heap);
    let foreign = Foreign { ledger: &ledger, alloc: &strict, fuse: Fuse::never() };
    let mut v = ExVec::new(&strict);
    v.try_reserve_exact(VALUES.len() + spare).unwrap();
    for value in VALUES {
        v.try_push(ledger.element(value)).unwrap();
    }
    match plant {
        Plant::Clone => ledger.panic_at_clone(k + 1),
        Plant::Drop => ledger.panic_at_drop(k + 1),
        Plant::Compare => ledger.panic_at_compare(k + 1),
        Plant::Call => foreign.fuse.arm(k + 1),
    }
    let result = catch_unwind(AssertUnwindSafe(|| operation(&mut v, &foreign)));
    ledger.disarm();
    ledger.check();

    // All that is left is whole, and all that lives is in the vector.
    assert_eq!(ledger.alive(), v.len(), "{plant:?} {k}: an element lives outside the vector");
    assert!(v.iter().all(|element| VALUES.contains(&element.value()) || element.value() >= 100));
    v.try_push(ledger.element(100)).unwrap();
    assert_eq!(v.pop().map(|element| element.value()), Some(100));
    drop(v);
    ledger.finish();
    strict.finish().unwrap();
    result.is_err()
}

macro_rules! survive {
    ($($name:ident: $kinds:expr, |$v:ident, $f:ident| $body:expr;)+) => {
        $(
            #[test]
            fn $name() {
                let hits = survive(|$v, $f| {
                    _ = $body;
                });
                let kinds = ["clone", "drop", "compare", "call"];
                let hit: Vec<_> = (0..4).filter(|&i| hits[i] > 0).map(|i| kinds[i]).collect();
                assert_eq!(hit, $kinds, "which planted panics were reached");
            }
        )+
    };
}

survive! {
    dropping: ["drop"], |v, f| drop(mem::replace(v, ExVec::new(f.alloc)));
    truncate: ["drop"], |v, _f| v.truncate(2);
    clear: ["drop"], |v, _f| v.clear();
    retain: ["drop", "call"], |v, f| v.retain(|e| { f.call(); e.value() == 3 });
    retain_most: ["drop", "call"], |v, f| v.retain(|e| { f.call(); e.value() != 2 });
    retain_mut: ["drop", "call"], |v, f| v.retain_mut(|e| {
        *e = f.ledger.element(e.value());
        f.call();
        e.value() == 1
    });
    dedup: ["drop", "compare"], |v, _f| v.dedup();
    dedup_by: ["drop", "call"], |v, f| v.dedup_by(|a, b| { f.call(); a.value() == b.value() });
    dedup_by_key: ["drop", "call"], |v, f| v.dedup_by_key(|e| { f.call(); e.value() });
    drain_dropped: ["drop"], |v, _f| drop(v.drain(2..5));
    drain_all: ["drop"], |v, _f| drop(v.drain(..));
    drain_partly: ["drop"], |v, _f| { let mut d = v.drain(1..7); (d.next(), d.next_back()).0.is_some() };
    drain_by_closure: ["drop", "call"], |v, f| v.drain(3..).for_each(|e| { f.call(); drop(e) });
    remove: ["drop"], |v, _f| drop((v.remove(0), v.swap_remove(3), v.pop()));
    pop_if: ["drop", "call"], |v, f| v.pop_if(|_| { f.call(); true }).map(drop);
    resize_up: ["clone"], |v, f| v.try_resize(20, f.ledger.element(100)).map_err(drop).unwrap();
    resize_down: ["drop"], |v, f| v.try_resize(3, f.ledger.element(100)).map_err(drop).unwrap();
    resize_nowhere: ["drop"], |v, f| v.try_resize(9, f.ledger.element(100)).map_err(drop).unwrap();
    resize_with: ["call"], |v, f| v.try_resize_with(20, || { f.call(); f.ledger.element(100) }).unwrap();
    resize_with_down: ["drop"], |v, f| v.try_resize_with(3, || f.ledger.element(100)).unwrap();
    extend: ["call"], |v, f| v.try_extend(f.items(100..120)).map_err(drop).unwrap();
    extend_unknown: ["drop", "call"],
        |v, f| v.try_extend(f.items(100..120).filter(|e| e.value() % 3 == 0)).map_err(drop).unwrap();
    extend_few_promised: ["call"],
        |v, f| v.try_extend(LyingLength::new(f.items(100..120), 3)).map_err(drop).unwrap();
    extend_many_promised: ["call"],
        |v, f| v.try_extend(LyingLength::new(f.items(100..120), 90)).map_err(drop).unwrap();
    extend_from_slice: ["clone", "drop"], |v, f| {
        let more = [100, 101, 102].map(|value| f.ledger.element(value));
        v.try_extend_from_slice(&more).unwrap();
    };
    extend_from_within: ["clone"], |v, _f| v.try_extend_from_within(2..7).unwrap();
    clone: ["clone", "drop"], |v, _f| drop(v.try_clone().unwrap());
    clone_in: ["clone", "drop"], |v, _f| { let other = CheckedAllocator::new(Heap); drop(v.try_clone_in(&other).unwrap()); other.finish().unwrap() };
    clone_from_longer: ["clone", "drop"], |v, f| {
        let source = ExVec::try_from_iter_in((100..120).map(|n| f.ledger.element(n)), f.alloc);
        v.try_clone_from(&source.map_err(drop).unwrap()).unwrap();
    };
    clone_from_shorter: ["clone", "drop"], |v, f| {
        let source = ExVec::try_from_iter_in((100..103).map(|n| f.ledger.element(n)), f.alloc);
        v.try_clone_from(&source.map_err(drop).unwrap()).unwrap();
    };
    from_iter: ["drop", "call"], |_v, f| drop(ExVec::try_from_iter_in(f.items(0..30), f.alloc).map_err(drop).unwrap());
    from_array: ["drop"], |_v, f| drop(ExVec::try_from_array_in(f.ledger.elements::<5>(), f.alloc).map_err(drop).unwrap());
    from_elem: ["clone", "drop"], |_v, f| drop(ExVec::try_from_elem_in(f.ledger.element(0), 5, f.alloc).map_err(drop).unwrap());
    from_no_elem: ["drop"], |_v, f| drop(ExVec::try_from_elem_in(f.ledger.element(0), 0, f.alloc).map_err(drop).unwrap());
    into_iter_dropped: ["drop"], |v, f| drop(mem::replace(v, ExVec::new(f.alloc)).into_iter());
    into_iter_partly: ["drop"], |v, f| {
        let mut elements = mem::replace(v, ExVec::new(f.alloc)).into_iter();
        drop((elements.next(), elements.next_back(), elements.nth(2)));
    };
    into_iter_by_closure: ["drop", "call"], |v, f| {
        for element in mem::replace(v, ExVec::new(f.alloc)) { f.call(); drop(element) }
    };
    split_off: ["drop"], |v, _f| drop(v.try_split_off(4).unwrap());
    append: ["drop"], |v, f| {
        let other = CheckedAllocator::new(Heap);
        let elements = ExVec::try_from_iter_in((100..103).map(|n| f.ledger.element(n)), &other);
        let mut elements = elements.map_err(drop).unwrap();
        v.try_append(&mut elements).unwrap();
        assert!(elements.is_empty());
        v.truncate(10);
        drop(elements);
        other.finish().unwrap();
    };
    insert: ["drop"], |v, f| {
        v.try_insert(3, f.ledger.element(100)).map_err(drop).unwrap();
        v[5] = f.ledger.element(101);
    };
    comparisons: ["compare"], |v, _f| (v[..3] == v[1..4], *v == v[..], Ord::cmp(&*v, &*v), v[..] < v[2..]).0;
}

#[test]
fn a_forgotten_drain_leaks_and_no_more() {
    for range in [0..9, 2..5, 4..4, 0..0, 8..9] {
        for taken in 0..=range.len() {
            let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
            let mut v = ExVec::new(&strict);
            v.try_extend(ledger.elements::<9>()).map_err(drop).unwrap();
            let mut drain = v.drain(range.clone());
            for i in 0..taken {
                assert!(if i % 2 == 0 { drain.next() } else { drain.next_back() }.is_some());
            }
            mem::forget(drain);
            assert!(v.iter().map(Tracked::value).eq(0..u32::try_from(range.start).unwrap()));
            v.try_extend([ledger.element(50)]).map_err(drop).unwrap();
            drop(v);
            ledger.check();
            assert_eq!(ledger.alive(), 9 - range.start - taken);
            strict.finish().unwrap();
        }
    }
}

#[test]
fn a_forgotten_into_iter_leaks_its_block() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let v = ExVec::try_from_array_in(ledger.elements::<3>(), &strict).map_err(drop).unwrap();
    let mut elements = v.into_iter();
    drop(elements.next());
    mem::forget(elements);
    ledger.check();
    assert_eq!((ledger.alive(), strict.live_blocks()), (2, 1));
    strict.check().unwrap();
    // The one leak, and nothing else.
    let report = strict.finish().unwrap_err();
    let kinds: Vec<_> = report.findings().map(Finding::kind).collect();
    assert_eq!(kinds, [FindingKind::Leak]);
}

#[test]
fn lengths_that_are_lies() {
    for claimed in [0, 1, 2, 3, 4, 1000, usize::MAX / 64, usize::MAX - 2, usize::MAX] {
        for actual in [0, 1, 3, 30] {
            let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
            let mut v = ExVec::try_from_array_in(ledger.elements::<2>(), &strict).unwrap();
            let items = (0..actual).map(|n| ledger.element(n));
            let left = match v.try_extend(LyingLength::new(items, claimed)) {
                Ok(()) => 0,
                Err(error) => error.into_iter().count(),
            };
            assert_eq!(v.len() + left, 2 + usize::try_from(actual).unwrap());
            drop(v);
            ledger.finish();
            strict.finish().unwrap();
        }
    }
}

/// Where the zero-sized elements of one test are counted.
struct Nothing;

impl HasTally for Nothing {
    fn tally() -> &'static Tally {
        static TALLY: Tally = Tally::new();
        &TALLY
    }
}

/// Each element of size zero is dropped once, whichever drop panics.
#[track_caller]
fn drops_ten(operation: impl Fn(&mut ExVec<TrackedUnit<Nothing>, Alloc<'_>>)) {
    let tally = Nothing::tally();
    for panic_at in 0..=10 {
        let made = tally.made();
        tally.panic_at_drop(panic_at);
        let strict = CheckedAllocator::new(Heap);
        let run = catch_unwind(AssertUnwindSafe(|| {
            let mut v = ExVec::new(&strict);
            v.try_extend([(); 10].map(|()| TrackedUnit::new())).map_err(drop).unwrap();
            let run = catch_unwind(AssertUnwindSafe(|| operation(&mut v)));
            drop(v);
            run
        }));
        let panicked = !matches!(run, Ok(Ok(())));
        assert_eq!((panicked, tally.is_armed()), (panic_at > 0, false), "panic at {panic_at}");
        assert_eq!((tally.made() - made, tally.alive()), (10, 0), "panic at {panic_at}");
        tally.finish();
        assert_eq!(strict.requests(), 0);
    }
}

#[test]
fn elements_of_size_zero_are_dropped_once() {
    drops_ten(|_| ());
    drops_ten(|v| v.truncate(3));
    drops_ten(|v| drop(v.drain(2..5)));
    drops_ten(|v| drop(v.drain(..).next()));
    drops_ten(|v| v.drain(1..9).rev().for_each(drop));
    drops_ten(|v| {
        let mut n = 0;
        v.retain(|_| {
            n += 1;
            n % 3 == 0
        });
    });
    drops_ten(|v| v.dedup_by(|_, _| true));
    drops_ten(|v| drop((v.remove(3), v.swap_remove(0), v.pop())));
    drops_ten(|v| drop(v.try_split_off(4)));
    drops_ten(|v| {
        let alloc = *v.allocator();
        drop(mem::replace(v, ExVec::new(alloc)).into_iter().nth(3));
    });
}

/// A vector whose elements reach the vector itself while they are cloned, compared and dropped.
#[test]
fn reentrant_elements_find_a_whole_vector() {
    use core::cell::RefCell;
    use std::rc::{Rc, Weak};

    type Shared = RefCell<ExVec<Reentrant, Heap>>;
    struct Reentrant(Weak<Shared>, Rc<Cell<usize>>);
    impl Reentrant {
        fn look(&self) {
            // Borrowed while a method runs: the attempt must fail, not show half a vector.
            if let Some(v) = self.0.upgrade() {
                assert!(v.try_borrow().is_err());
                self.1.set(self.1.get() + 1);
            }
        }
    }
    impl Clone for Reentrant {
        fn clone(&self) -> Self {
            self.look();
            Self(self.0.clone(), self.1.clone())
        }
    }
    impl Drop for Reentrant {
        fn drop(&mut self) {
            self.look();
        }
    }

    let looks = Rc::new(Cell::new(0));
    let shared: Rc<Shared> = Rc::new(RefCell::new(ExVec::new(Heap)));
    let element = Reentrant(Rc::downgrade(&shared), looks.clone());
    assert!(shared.borrow_mut().try_resize(4, element).is_ok());
    shared.borrow_mut().try_extend_from_within(1..).unwrap();
    shared.borrow_mut().retain(|e| {
        e.look();
        false
    });
    // Three clones to four elements, three more to seven, each looked at and dropped.
    assert_eq!(looks.get(), 3 + 3 + 7 + 7);
}
