//! Every method of `ExVec` against the one of `Vec`: results, contents, panics.
//!
//! Each case is one body that runs on both. What is compared is the result, the contents
//! afterwards, and the message when it panics; ours must also point at the caller.

#![cfg(feature = "infallible")]

use core::cell::Cell;
use core::cmp::Ordering;
use core::mem::MaybeUninit;
use core::ops::Bound::{Excluded, Included, Unbounded};
use core::ops::{Bound, RangeBounds};
use exalloc::testing::{CheckedAllocator, FRESH_BYTE, OverAligned};
use exalloc::{ExVec, NullAllocator, TryReserveErrorKind, ex_vec};
use exalloc_tests::versus::outcome;
use exalloc_tests::{Disaligning, Heap};
use std::sync::Once;

thread_local! {
    /// Where the last panic of this thread was said to be.
    static PANICKED_IN: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Lets panics leave their place in `PANICKED_IN`, besides what they do anyway.
fn watch_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let here = info.location().is_some_and(|at| at.file() == file!());
            PANICKED_IN.set(Some(if here { file!() } else { "elsewhere" }));
            before(info);
        }));
    });
}

/// One body on both vectors, which begin with the same elements; a second vector is empty.
macro_rules! compare {
    ([$($init:tt)*], |$v:ident, $empty:ident| $body:expr) => {{
        watch_panics();
        let (std_result, std_after) = {
            let mut vec = vec![$($init)*];
            let second = vec.split_off(vec.len());
            let result = outcome(|| {
                let $v = &mut vec;
                let $empty = second;
                $body
            });
            (result, format!("{vec:?}"))
        };
        let checked = CheckedAllocator::new(Heap);
        let strict = Disaligning(&checked);
        PANICKED_IN.set(None);
        let (result, after) = {
            let mut vec = ex_vec![in &strict; $($init)*];
            let second = vec.split_off(vec.len());
            let result = outcome(|| {
                let $v = &mut vec;
                let $empty = second;
                $body
            });
            (result, format!("{vec:?}"))
        };
        assert_eq!(result, std_result, "result of {}", stringify!($body));
        assert_eq!(after, std_after, "contents after {}", stringify!($body));
        if result.is_err() {
            assert_eq!(PANICKED_IN.get(), Some(file!()), "place of {}", stringify!($body));
        }
        checked.finish().unwrap();
    }};
}

macro_rules! same {
    ($($name:ident { $([$($init:tt)*] => |$v:ident, $empty:ident| $body:expr;)+ })+) => {
        $(
            #[test]
            fn $name() {
                $(compare!([$($init)*], |$v, $empty| $body);)+
            }
        )+
    };
}

same! {
    push_and_pop {
        [1, 2] => |v, _e| (v.push(3), v.pop(), v.pop(), v.pop(), v.pop(), v.push(9));
        [()] => |v, _e| (v.push(()), v.len(), v.pop(), v.pop(), v.pop());
    }
    pop_if {
        [1, 2] => |v, _e| (v.pop_if(|n| *n == 2), v.pop_if(|n| *n == 2), v.len());
        [1] => |v, _e| v.pop_if(|n| { *n = 5; false });
        [1] => |v, _e| (v.clear(), v.pop_if(|_| panic!("asked about nothing")));
        [1] => |v, _e| v.pop_if(|_| panic!("planted"));
    }
    insert {
        [1, 2, 3] => |v, _e| v.insert(0, 9);
        [1, 2, 3] => |v, _e| v.insert(2, 9);
        [1, 2, 3] => |v, _e| v.insert(3, 9);
        [1, 2, 3] => |v, _e| v.insert(4, 9);
        [1, 2, 3] => |v, _e| v.insert(usize::MAX, 9);
        [(), ()] => |v, _e| v.insert(1, ());
        [(), ()] => |v, _e| v.insert(3, ());
        [OverAligned('a'), OverAligned('b')] => |v, _e| v.insert(1, OverAligned('c'));
    }
    remove {
        [1, 2, 3] => |v, _e| v.remove(0);
        [1, 2, 3] => |v, _e| v.remove(1);
        [1, 2, 3] => |v, _e| v.remove(2);
        [1, 2, 3] => |v, _e| v.remove(3);
        [1, 2, 3] => |v, _e| v.remove(usize::MAX);
        [(), ()] => |v, _e| (v.remove(1), v.remove(0), v.len());
        [()] => |v, _e| v.remove(1);
        [String::from("a"), String::from("b")] => |v, _e| v.remove(0);
    }
    swap_remove {
        [1, 2, 3] => |v, _e| v.swap_remove(0);
        [1, 2, 3] => |v, _e| v.swap_remove(2);
        [1, 2, 3] => |v, _e| v.swap_remove(3);
        [1] => |v, _e| (v.swap_remove(0), v.swap_remove(0));
        [String::from("a"), String::from("b")] => |v, _e| v.swap_remove(0);
    }
    truncate_and_clear {
        [1, 2, 3] => |v, _e| v.truncate(2);
        [1, 2, 3] => |v, _e| v.truncate(3);
        [1, 2, 3] => |v, _e| v.truncate(usize::MAX);
        [1, 2, 3] => |v, _e| v.truncate(0);
        [String::new(), String::new()] => |v, _e| v.truncate(1);
        ["a", "b"] => |v, _e| v.clear();
        [(), ()] => |v, _e| v.truncate(1);
    }
    extend {
        [1, 2] => |v, _e| v.extend([3, 4]);
        [1, 2] => |v, _e| v.extend((3..100).filter(|n| n % 7 != 0));
        [1, 2] => |v, _e| v.extend(&[3, 4]);
        [1, 2] => |v, _e| v.extend(&vec![3; 50]);
        [1, 2] => |v, _e| v.extend(core::iter::empty::<i32>());
        [()] => |v, _e| (v.extend([(); 9]), v.len());
        [String::from("a")] => |v, _e| v.extend(["b", "c"].map(String::from));
    }
    extend_from_slice {
        [1u8, 2] => |v, _e| v.extend_from_slice(&[3; 200]);
        [1u64, 2] => |v, _e| v.extend_from_slice(&[]);
        [String::from("a")] => |v, _e| v.extend_from_slice(&["b", "c"].map(String::from));
        [OverAligned(1u8)] => |v, _e| v.extend_from_slice(&[OverAligned(2), OverAligned(3)]);
        [()] => |v, _e| (v.extend_from_slice(&[(); 3]), v.len());
    }
    reserve {
        [1u8] => |v, _e| (v.reserve(100), v.capacity() >= 101);
        [1u8] => |v, _e| (v.reserve_exact(100), v.capacity());
        [1u8] => |v, _e| v.reserve(usize::MAX);
        [1u8] => |v, _e| v.reserve(isize::MAX as usize);
        [1u8] => |v, _e| v.reserve_exact(isize::MAX as usize);
        [1u64] => |v, _e| v.reserve(isize::MAX as usize / 8);
        [()] => |v, _e| (v.reserve(usize::MAX - 1), v.capacity());
        [()] => |v, _e| v.reserve(usize::MAX);
        [1u64] => |v, _e| (v.try_reserve(usize::MAX).is_err(), v.try_reserve_exact(7).is_ok());
    }
    shrink {
        [1u8, 2] => |v, _e| (v.reserve(100), v.shrink_to_fit(), v.capacity());
        [1u8, 2] => |v, _e| (v.reserve(100), v.shrink_to(10), v.capacity());
        [1u8, 2] => |v, _e| (v.reserve(100), v.shrink_to(0), v.capacity());
        [1u8, 2] => |v, _e| (v.shrink_to(1000), v.capacity());
        [1u8, 2] => |v, _e| (v.clear(), v.shrink_to_fit(), v.capacity(), v.push(3));
        [()] => |v, _e| (v.shrink_to_fit(), v.capacity());
    }
    retain {
        [1, 2, 3, 4, 5] => |v, _e| v.retain(|n| n % 2 == 0);
        [1, 2, 3, 4, 5] => |v, _e| v.retain(|_| true);
        [1, 2, 3, 4, 5] => |v, _e| v.retain(|_| false);
        [1, 2, 3, 4, 5] => |v, _e| v.retain(|&n| { assert!(n < 4, "planted"); n != 2 });
        [1, 2, 3, 4, 5] => |v, _e| v.retain_mut(|n| { *n *= 2; *n != 4 });
        [String::from("a"), String::from("b")] => |v, _e| v.retain(|s| s == "b");
        [(), (), ()] => |v, _e| { let mut n = 0; v.retain(|()| { n += 1; n != 2 }); v.len() };
    }
    dedup {
        [1, 1, 2, 3, 3, 3, 1] => |v, _e| v.dedup();
        [1] => |v, _e| v.dedup();
        [1, 2, 3] => |v, _e| v.dedup();
        [(), (), ()] => |v, _e| v.dedup();
        [10, 11, 20, 21, 10] => |v, _e| v.dedup_by_key(|n| *n / 10);
        [1, 1, 2, 2, 1] => |v, _e| { let mut seen = vec![]; v.dedup_by(|a, b| { seen.push((*a, *b)); a == b }); seen };
        [1, 1, 2, 2, 1] => |v, _e| v.dedup_by(|a, _| { assert!(*a != 2, "planted"); true });
        [String::from("a"), String::from("a"), String::from("b")] => |v, _e| v.dedup();
    }
    split_off {
        [1, 2, 3] => |v, _e| v.split_off(0);
        [1, 2, 3] => |v, _e| v.split_off(1);
        [1, 2, 3] => |v, _e| (v.split_off(3), v.capacity());
        [1, 2, 3] => |v, _e| v.split_off(4);
        [1, 2, 3] => |v, _e| v.split_off(usize::MAX);
        [(), ()] => |v, _e| v.split_off(1);
        [String::from("a"), String::from("b")] => |v, _e| v.split_off(1);
    }
    append {
        [1, 2] => |v, e| { let mut o = e; o.extend([3, 4]); v.append(&mut o); o };
        [1, 2] => |v, e| { let mut o = e; v.append(&mut o); o.append(v); o };
        [(), ()] => |v, e| { let mut o = e; o.push(()); v.append(&mut o); (o.len(), v.len()) };
        [String::from("a")] => |v, e| { let mut o = e; o.push(String::from("b")); v.append(&mut o); };
    }
    resize {
        [1, 2] => |v, _e| v.resize(5, 9);
        [1, 2] => |v, _e| v.resize(2, 9);
        [1, 2] => |v, _e| v.resize(1, 9);
        [1u8, 2] => |v, _e| v.resize(usize::MAX, 9);
        [String::from("a")] => |v, _e| v.resize(3, String::from("b"));
        [()] => |v, _e| (v.resize(1000, ()), v.len());
        [1, 2] => |v, _e| { let mut n = 0; v.resize_with(5, || { n += 1; n }) };
        [1, 2] => |v, _e| v.resize_with(5, || panic!("planted"));
        [1, 2] => |v, _e| v.resize_with(1, || panic!("not needed"));
        [1u8, 2] => |v, _e| v.resize_with(usize::MAX, || 0);
    }
    drain {
        [1, 2, 3, 4] => |v, _e| v.drain(1..3).collect::<Vec<_>>();
        [1, 2, 3, 4] => |v, _e| v.drain(1..3).rev().collect::<Vec<_>>();
        [1, 2, 3, 4] => |v, _e| { let mut d = v.drain(..); (d.next(), d.next_back(), d.len(), format!("{d:?}")) };
        [1, 2, 3, 4] => |v, _e| { let d = v.drain(1..3); d.as_slice().to_vec() };
        [1, 2, 3, 4] => |v, _e| { core::mem::forget(v.drain(1..3)); v.push(7); };
        [1, 2, 3, 4] => |v, _e| { let mut d = v.drain(1..2); (d.next(), d.next(), d.next(), d.next_back()) };
        [(), (), ()] => |v, _e| (v.drain(1..).count(), v.len());
        [String::from("a"), String::from("b")] => |v, _e| { drop(v.drain(..1)); };
    }
    elements {
        [3, 1, 2] => |v, _e| { v.sort_unstable(); (v.first().copied(), v.last().copied(), v[1], v[..2].to_vec()) };
        [1, 2] => |v, _e| v[2];
        [1, 2] => |v, _e| v[2] = 1;
        [1, 2] => |v, _e| v[1..5].len();
        [1, 2] => |v, _e| for n in v.iter_mut() { *n += 1 };
        [1, 2] => |v, _e| for n in &mut *v { *n += 1 };
        [1, 2] => |v, _e| { let mut sum = 0; for n in &*v { sum += n } sum };
        [1, 2] => |v, _e| (v.as_slice().len(), v.as_mut_slice().len(), v.is_empty());
        [1u64, 2] => |v, _e| (v.reserve_exact(3), v.spare_capacity_mut().len());
    }
    into_iter {
        [1, 2, 3] => |v, _e| { let mut i = v.clone().into_iter(); (i.next(), i.next_back(), i.len(), format!("{i:?}")) };
        [1, 2, 3] => |v, _e| { let mut i = v.clone().into_iter(); i.next(); i.as_mut_slice()[0] = 9; i.clone().collect::<Vec<_>>() };
        [1, 2, 3] => |v, _e| v.clone().into_iter().rev().collect::<Vec<_>>();
        [1, 2, 3] => |v, _e| { let mut i = v.clone().into_iter(); (i.nth(1), i.nth(5), i.next(), i.next_back()) };
        [(), ()] => |v, _e| v.clone().into_iter().fold(0, |n, ()| n + 1);
        [String::from("a"), String::from("b")] => |v, _e| v.clone().into_iter().next();
    }
    clone_from {
        [String::from("a"), String::from("b")] => |v, e| { let mut o = e; o.clone_from(v); o.push(String::new()); v.clone_from(&o); };
        [1, 2, 3] => |v, e| { v.clone_from(&e); };
        [1] => |v, e| { let mut o = e; o.extend(0..20); v.clone_from(&o); v.capacity() >= 20 };
    }
}

/// All bounds worth trying on three elements.
const BOUNDS: [Bound<usize>; 13] = [
    Unbounded,
    Included(0),
    Included(1),
    Included(2),
    Included(3),
    Included(4),
    Included(usize::MAX),
    Excluded(0),
    Excluded(1),
    Excluded(2),
    Excluded(3),
    Excluded(4),
    Excluded(usize::MAX),
];

#[test]
fn drain_by_all_bounds() {
    for start in BOUNDS {
        for end in BOUNDS {
            compare!([1, 2, 3], |v, _e| v.drain((start, end)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn extend_from_within_by_all_bounds() {
    for start in BOUNDS {
        for end in BOUNDS {
            compare!([1, 2, 3], |v, _e| v.extend_from_within((start, end)));
            compare!([(), (), ()], |v, _e| v.extend_from_within((start, end)));
        }
    }
    compare!([String::from("a"), String::from("b")], |v, _e| v.extend_from_within(1..));
}

/// Answers differently each time it is asked.
struct Fickle(Cell<usize>, [usize; 4]);

impl RangeBounds<usize> for Fickle {
    fn start_bound(&self) -> Bound<&usize> {
        self.0.set(self.0.get() + 1);
        Included(if self.0.get() == 1 { &self.1[0] } else { &self.1[2] })
    }

    fn end_bound(&self) -> Bound<&usize> {
        self.0.set(self.0.get() + 10);
        Excluded(if self.0.get() < 20 { &self.1[1] } else { &self.1[3] })
    }
}

#[test]
fn ranges_are_asked_once() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ex_vec![in &strict; 1, 2, 3, 4];
    let range = Fickle(Cell::new(0), [1, 3, 0, 1000]);
    assert!(v.drain(range).eq([2, 3]));
    v.extend_from_within(Fickle(Cell::new(0), [0, 2, 7, 1000]));
    assert_eq!(v, [1, 4, 1, 4]);
    drop(v);
    strict.finish().unwrap();
}

#[test]
fn growth_asks_for_what_is_promised() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::new(&strict);
    assert_eq!((v.capacity(), strict.requests()), (0, 0));
    for n in 0..1000u64 {
        v.push(n);
    }
    // 16, 32, … 1024: one block and six larger ones, each `remap` refused.
    assert_eq!(v.capacity(), 1024);
    assert_eq!(strict.requests(), 1 + 2 * 6);
    drop(v);

    let v = ExVec::<u32, _>::with_capacity(10, &strict);
    assert_eq!((v.capacity(), strict.live_bytes()), (10, 40));
    drop(v);
    let v = ExVec::from_iter_in(0..10u8, &strict);
    assert_eq!(v, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    drop(v);
    strict.finish().unwrap();
}

#[test]
fn growth_copies_what_lives_and_no_more() {
    let strict = CheckedAllocator::new(Heap);
    for exactly in [false, true] {
        let mut v = ExVec::<u8, _>::with_capacity(8, &strict);
        v.extend_from_slice(b"abc");
        v.spare_capacity_mut().fill(MaybeUninit::new(b'x'));
        if exactly {
            v.reserve_exact(30);
        } else {
            v.reserve(30);
        }
        assert_eq!(v, b"abc");
        // SAFETY: the checker fills a fresh block, and the lines above did the old one.
        let spare = v.spare_capacity_mut()[..5].iter().map(|byte| unsafe { byte.assume_init() });
        assert!(spare.eq([FRESH_BYTE; 5]), "bytes that nobody lives in were copied");
    }
    strict.finish().unwrap();
}

#[test]
fn the_largest_block_is_asked_for_and_one_byte_more_is_not() {
    let none = NullAllocator;
    let mut v = ExVec::<u8, _>::new(none);
    let largest = isize::MAX as usize;
    for (capacity, overflows) in [(largest, false), (largest + 1, true)] {
        let kinds = [v.try_reserve(capacity), v.try_reserve_exact(capacity)];
        for kind in kinds.map(|refused| refused.unwrap_err().kind()) {
            assert_eq!(kind == TryReserveErrorKind::CapacityOverflow, overflows, "{capacity}");
        }
    }
}

#[test]
fn zero_sized_elements_never_reach_the_allocator() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::with_capacity(1000, &strict);
    v.extend([[0u64; 0]; 100]);
    v.insert(50, []);
    assert!(v.as_ptr().is_aligned());
    assert_eq!(v.drain(10..20).count(), 10);
    v.shrink_to_fit();
    v.append(&mut v.clone());
    assert_eq!(v.split_off(100).len(), 82);
    v.retain(|_| false);
    assert_eq!((v.len(), v.capacity()), (0, usize::MAX));
    drop(v);
    assert_eq!((strict.requests(), strict.deallocs()), (0, 0));
}

#[test]
fn within_capacity_never_allocates() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::with_capacity(2, &strict);
    let before = strict.requests();
    assert_eq!(v.push_within_capacity('a').map(|c| *c), Ok('a'));
    *v.push_within_capacity('b').unwrap() = 'c';
    assert_eq!(v.push_within_capacity('d'), Err('d'));
    assert_eq!((v.as_slice(), strict.requests()), (&['a', 'c'][..], before));
    assert_eq!(ExVec::new(&strict).push_within_capacity(1), Err(1));
}

/// std's are newer than the Rust that this package states, so these stand alone.
#[test]
fn push_and_insert_lend_the_element() {
    let mut v = ex_vec![in Disaligning(Heap); OverAligned(1u8)];
    v.push_mut(OverAligned(2)).0 += 1;
    v.insert_mut(1, OverAligned(5)).0 += 1;
    v.insert_mut(3, OverAligned(7)).0 += 1;
    assert_eq!(v, [1, 6, 3, 8].map(OverAligned));
    let beyond = outcome(|| v.insert_mut(5, OverAligned(9)).0);
    assert_eq!(beyond, Err("insertion index (is 5) should be <= len (is 4)".into()));
    assert_eq!(v.len(), 4);
}

#[test]
fn comparisons_across_allocators_and_kinds() {
    let (one, other) = (CheckedAllocator::new(Heap), Disaligning(CheckedAllocator::new(Heap)));
    let a = ex_vec![in &one; 1, 2];
    let b = ex_vec![in &other; 1, 2, 3];
    let (slice, longer) = (&[1, 2][..], &b[..]);
    assert_eq!(a, b[..2]);
    assert_ne!(a, b);
    assert!(a < b);
    assert_eq!(a.partial_cmp(&b), Some(Ordering::Less));
    assert_eq!(a, [1, 2]);
    assert_eq!(a, &[1, 2]);
    assert_eq!(a, slice);
    assert_eq!(slice, a);
    assert_eq!(*slice, a);
    assert_eq!(a, &mut [1, 2][..]);
    assert_eq!(&mut [1, 2][..], a);
    assert_ne!(a, longer);
    assert_ne!(longer, a);
    let (s, t) = (ex_vec![in Heap; String::from("x")], ex_vec![in &one; "x"]);
    assert_eq!(s, t);
    assert_eq!(s, ["x"]);
    assert_eq!(a.cmp(&ex_vec![in &one; 0, 9]), Ordering::Greater);
    assert_ne!(ex_vec![in Heap; f64::NAN], [f64::NAN]);
    assert_eq!(ex_vec![in Heap; f64::NAN].partial_cmp(&ex_vec![in &one; 1.0]), None);
}

#[test]
fn hashes_as_its_slice() {
    use std::collections::HashSet;
    let set = HashSet::from([ex_vec![in &Heap; 1, 2], ex_vec![in &Heap; 3]]);
    assert!(set.contains(&[1, 2][..]) && !set.contains(&[2][..]));
}

#[test]
fn borrows_as_its_slice() {
    fn all<T: AsRef<[u8]> + AsMut<[u8]> + core::borrow::BorrowMut<[u8]>>(mut v: T) -> usize {
        v.borrow_mut()[0] = 1;
        v.as_mut()[1] = 2;
        v.as_ref().iter().map(|n| usize::from(*n)).sum()
    }
    assert_eq!(all(ex_vec![in Heap; 0; 2]), 3);
}

#[test]
fn default_and_collect() {
    assert_eq!(ExVec::<u8, Heap>::default(), []);
    let v: ExVec<_, Heap> = (0..3).collect();
    assert_eq!(v, [0, 1, 2]);
    let (even, odd): (ExVec<_, Heap>, ExVec<_, Heap>) = (0..6).partition(|n| n % 2 == 0);
    assert_eq!((even, odd), (ex_vec![in Heap; 0, 2, 4], ex_vec![in Heap; 1, 3, 5]));
}

#[test]
fn parts_and_leak() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::with_capacity(5, &strict);
    v.extend([1, 2]);
    let (ptr, len, cap, alloc) = v.into_raw_parts();
    assert_eq!((len, cap), (2, 5));
    // SAFETY: the parts of one vector, unchanged.
    let v = unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) };
    assert_eq!((&v[..], v.capacity()), (&[1, 2][..], 5));
    let leaked = v.leak();
    leaked[0] = 9;
    assert_eq!(leaked, [9, 2]);
    assert_eq!(strict.live_layouts().count(), 1);
    let ptr = leaked.as_mut_ptr();
    // SAFETY: `leak` gave up the block of five, of `strict`; the slice isn't used any more.
    drop(unsafe { ExVec::from_raw_parts(ptr, 2, 5, &strict) });

    let (ptr, len, cap, alloc) = ExVec::<(), _>::new(&strict).into_raw_parts();
    assert_eq!((len, cap), (0, usize::MAX));
    // SAFETY: the parts of one vector, unchanged.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) });
    strict.finish().unwrap();
}

#[test]
fn clones_belong_where_they_are_asked_for() {
    let (one, other) = (CheckedAllocator::new(Heap), CheckedAllocator::new(Heap));
    let v = ex_vec![in &one; String::from("a")];
    let copy = v.clone();
    assert!(core::ptr::eq(*copy.allocator(), &one));
    let moved = v.clone_in(&other);
    assert!(core::ptr::eq(*moved.allocator(), &other));
    let mut kept = ex_vec![in &other; String::from("b"), String::from("c")];
    kept.clone_from(&moved);
    kept.try_clone_from(&v).unwrap();
    assert!(core::ptr::eq(*kept.allocator(), &other));
    assert!(v == copy && v == moved && v == kept);
    drop((v, copy, moved, kept));
    one.finish().unwrap();
    other.finish().unwrap();
}

#[test]
fn macros_evaluate_once_and_in_order() {
    let log = Cell::new(0);
    let step = |n: u32| {
        log.set(log.get() * 10 + n);
        n
    };
    let alloc = |n: u32| {
        step(n);
        Heap
    };
    assert_eq!(ex_vec![in alloc(1); step(2), step(3),], [2, 3]);
    assert_eq!(log.take(), 123);
    assert_eq!(exalloc::try_ex_vec![in alloc(1); step(2); step(3) as usize].unwrap(), [2, 2, 2]);
    assert_eq!(log.take(), 123);
    assert_eq!(exalloc::try_ex_vec![in Heap].map(|v: ExVec<u8, _>| v.len()), Ok(0));
    let none: ExVec<u8, _> = ex_vec![in Heap; 1; 0];
    assert!(none.is_empty() && none.capacity() == 0);
}

#[cfg(feature = "std")]
#[test]
fn bytes_are_written_or_refused_as_a_whole() {
    use exalloc::testing::FailingAllocator;
    use std::io::{ErrorKind, IoSlice, Write};
    let failing = FailingAllocator::from_nth(Heap, 2);
    let mut v = ExVec::new(&failing);
    assert_eq!(v.write(b"ab").unwrap(), 2);
    assert_eq!(v.write_all(&[0; 100]).unwrap_err().kind(), ErrorKind::OutOfMemory);
    write!(v, "{}", 7).unwrap();
    let parts = [IoSlice::new(b"x"), IoSlice::new(b""), IoSlice::new(b"yz")];
    assert_eq!(v.write_vectored(&parts).unwrap(), 3);
    assert_eq!(v, *b"ab7xyz");
}
