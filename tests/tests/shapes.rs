//! How collections go together with allocators: every way to pass one, sizes, threads, variance.

#![cfg(all(feature = "std", feature = "infallible"))]

use core::cell::Cell;
use core::mem::MaybeUninit;
use core::panic::{RefUnwindSafe, UnwindSafe};
use exalloc::{
    Allocator, ArenaAllocator, BumpAllocator, CountingAllocator, ExBox, ExString, ExVec,
    GlobalAllocator, InlineBump, LimitAllocator, SystemAllocator,
};
use exalloc_tests::has;

const WORD: usize = size_of::<usize>();

type Arena = ArenaAllocator<SystemAllocator>;

#[test]
fn every_way_to_pass_an_allocator() {
    let sys = SystemAllocator;
    let mut v = ExVec::new(&sys);
    v.push(1u32);
    assert_eq!(v, [1]);

    let arena = ArenaAllocator::new(SystemAllocator);
    let mut v = ExVec::new(&arena);
    v.push(1u32);
    assert_eq!(v, [1]);
    assert!(arena.used_bytes() > 0);

    let mut memory = [MaybeUninit::uninit(); 256];
    let bump = BumpAllocator::new(&mut memory);
    let mut v = ExVec::new(&bump);
    v.push(1u32);
    assert_eq!(v, [1]);
    assert!(bump.used() > 0);

    let inline = InlineBump::<256>::new();
    let mut v = ExVec::new(&inline);
    v.push(1u32);
    assert_eq!(v, [1]);

    let allocators: [&dyn Allocator; 5] = [&sys, &arena, &bump, &&inline, &GlobalAllocator];
    for chosen in allocators {
        let mut v: ExVec<u32, &dyn Allocator> = ExVec::new(chosen);
        v.push(1);
        assert_eq!(v, [1]);
    }

    let mut v = ExVec::new(SystemAllocator);
    v.push(1u32);
    assert_eq!(v, [1]);
    let mut v = ExVec::new(ArenaAllocator::new(SystemAllocator));
    v.push(1u32);
    assert_eq!(v, [1]);

    let shared = std::rc::Rc::new(ArenaAllocator::new(SystemAllocator));
    let mut v = ExVec::new(std::rc::Rc::clone(&shared));
    v.push(1u32);
    drop(shared);
    v.extend(2..100);
    assert_eq!(v.len(), 99);

    let mut owned = ArenaAllocator::new(SystemAllocator);
    let mut v = ExVec::new(&mut owned);
    v.push(1u32);
    assert_eq!(v, [1]);
    drop(v);
    owned.reset();
}

#[test]
fn a_block_goes_back_to_the_instance_it_came_from() {
    let (one, other) =
        (CountingAllocator::new(SystemAllocator), CountingAllocator::new(SystemAllocator));
    let (mut a, mut b) = (ExVec::new(&one), ExVec::new(&other));
    a.extend(0..100u8);
    b.extend(0..1000u16);
    drop(core::mem::replace(&mut a, ExVec::new(&one)));
    assert_eq!(one.stats().live_bytes, 0);
    assert!(other.stats().live_bytes > 0);
    drop(b);
    assert_eq!(other.stats().live_bytes, 0);
}

#[test]
fn sizes() {
    assert_eq!(size_of::<ExVec<u64, SystemAllocator>>(), 3 * WORD);
    assert_eq!(size_of::<ExVec<u64, &Arena>>(), 4 * WORD);
    assert_eq!(size_of::<ExVec<u64, &dyn Allocator>>(), 5 * WORD);
    assert_eq!(size_of::<ExString<SystemAllocator>>(), 3 * WORD);
    assert_eq!(size_of::<ExBox<u64, SystemAllocator>>(), WORD);
    assert_eq!(size_of::<ExBox<u64, &Arena>>(), 2 * WORD);
    assert_eq!(size_of::<ExBox<[u64], SystemAllocator>>(), 2 * WORD);
    assert_eq!(size_of::<ExBox<dyn Fn(), &dyn Allocator>>(), 4 * WORD);

    assert_eq!(size_of::<Option<ExVec<u64, SystemAllocator>>>(), 3 * WORD);
    assert_eq!(size_of::<Option<ExString<&Arena>>>(), 4 * WORD);
    assert_eq!(size_of::<Option<ExBox<u64, SystemAllocator>>>(), WORD);
    assert_eq!(size_of::<Option<ExBox<u64, &Arena>>>(), 2 * WORD);
}

#[test]
fn threads() {
    // `Send` and `Sync` when elements and allocator are.
    assert!(has!(ExVec<u8, SystemAllocator>: Send + Sync));
    assert!(has!(ExString<SystemAllocator>: Send + Sync));
    assert!(has!(ExBox<dyn Fn() + Send + Sync, &'static SystemAllocator>: Send + Sync));
    assert!(!has!(ExVec<std::rc::Rc<u8>, SystemAllocator>: Send));
    assert!(!has!(ExBox<Cell<u8>, SystemAllocator>: Sync));
    assert!(has!(ExBox<Cell<u8>, SystemAllocator>: Send));

    // An arena goes to another thread with its memory; what refers to it doesn't.
    assert!(has!(Arena: Send));
    assert!(!has!(Arena: Sync));
    assert!(has!(ExVec<u8, Arena>: Send));
    assert!(!has!(ExVec<u8, &'static Arena>: Send));
    assert!(!has!(ExVec<u8, &'static dyn Allocator>: Send));
    assert!(has!(ExVec<u8, &'static (dyn Allocator + Sync)>: Send));
    assert!(has!(BumpAllocator<'static>: Send));
    assert!(!has!(BumpAllocator<'static>: Sync));
    assert!(has!(InlineBump<64>: Send));
    assert!(!has!(InlineBump<64>: Sync));
    assert!(has!(CountingAllocator<SystemAllocator>: Send));
    assert!(!has!(CountingAllocator<SystemAllocator>: Sync));
    assert!(has!(LimitAllocator<SystemAllocator>: Send));
    assert!(!has!(LimitAllocator<SystemAllocator>: Sync));
}

/// Whether a type and std's counterpart cross `catch_unwind` alike.
macro_rules! unwind_alike {
    ($($ours:ty, $std:ty;)+) => {$(
        assert_eq!(has!($ours: UnwindSafe), has!($std: UnwindSafe), stringify!($ours));
        assert_eq!(has!($ours: RefUnwindSafe), has!($std: RefUnwindSafe), stringify!($ours));
    )+};
}

/// A recursive type, whose traits follow from themselves.
#[expect(dead_code, reason = "its traits alone matter")]
enum List {
    End,
    More(u8, ExBox<List, SystemAllocator>),
}

#[test]
fn unwinding() {
    unwind_alike! {
        ExVec<u8, SystemAllocator>, Vec<u8>;
        ExVec<Cell<u8>, SystemAllocator>, Vec<Cell<u8>>;
        ExVec<&'static mut u8, SystemAllocator>, Vec<&'static mut u8>;
        ExString<SystemAllocator>, String;
        ExBox<u8, SystemAllocator>, Box<u8>;
        ExBox<Cell<u8>, SystemAllocator>, Box<Cell<u8>>;
        ExBox<&'static mut u8, SystemAllocator>, Box<&'static mut u8>;
        ExBox<dyn Fn(), SystemAllocator>, Box<dyn Fn()>;
        ExBox<dyn Fn() + UnwindSafe, SystemAllocator>, Box<dyn Fn() + UnwindSafe>;
    }
    assert!(has!(ExBox<Cell<u8>, SystemAllocator>: UnwindSafe));
    assert!(has!(List: UnwindSafe + RefUnwindSafe));
    assert!(has!(ExBox<u8, Arena>: UnwindSafe));
    assert!(!has!(ExBox<u8, &'static Arena>: UnwindSafe));
}

// Covariance: a longer lifetime may be shortened, in the elements and in the allocator. These
// functions need only compile.

fn _vec_is_covariant<'a>(v: ExVec<&'static str, &'static Arena>) -> ExVec<&'a str, &'a Arena> {
    v
}

fn _box_is_covariant<'a>(b: ExBox<&'static str, &'static Arena>) -> ExBox<&'a str, &'a Arena> {
    b
}

fn _string_is_covariant<'a>(s: ExString<&'static Arena>) -> ExString<&'a Arena> {
    s
}

fn _iterators_are_covariant<'a>(
    iter: exalloc::vec::IntoIter<&'static str, &'static Arena>,
    drain: exalloc::vec::Drain<'static, &'static str, &'static Arena>,
) -> (exalloc::vec::IntoIter<&'a str, &'a Arena>, exalloc::vec::Drain<'a, &'a str, &'a Arena>) {
    (iter, drain)
}

fn _bump_is_covariant<'a>(bump: BumpAllocator<'static>) -> BumpAllocator<'a> {
    bump
}

fn _arena_is_covariant<'a>(
    arena: ArenaAllocator<&'static SystemAllocator>,
) -> ArenaAllocator<&'a SystemAllocator> {
    arena
}

// Constructors that need no memory are `const`.

const _: ExVec<u8, SystemAllocator> = ExVec::new(SystemAllocator);
const _: ExString<SystemAllocator> = ExString::new(SystemAllocator);
const _: Arena = ArenaAllocator::new(SystemAllocator);
const _: ArenaAllocator<SystemAllocator, 64> = ArenaAllocator::with_min_align(SystemAllocator);
const _: InlineBump<64> = InlineBump::new();
const _: CountingAllocator<SystemAllocator> = CountingAllocator::new(SystemAllocator);
const _: LimitAllocator<SystemAllocator> = LimitAllocator::new(SystemAllocator, 4096);

static SHARED: std::sync::Mutex<ExVec<u8, SystemAllocator>> =
    std::sync::Mutex::new(ExVec::new(SystemAllocator));

#[test]
fn a_vector_in_a_static() {
    SHARED.lock().unwrap().extend([1, 2, 3]);
    assert_eq!(*SHARED.lock().unwrap(), [1, 2, 3]);
}
