//! Boxes of closures that run once: called in place, freed and dropped once, whatever panics.

use core::cell::Cell;
use core::panic::AssertUnwindSafe;
use exalloc::testing::{CheckedAllocator, Ledger, OverAligned, Tracked};
use exalloc::{CallOnce, ExBox, ExVec, unsize};
use exalloc_tests::grudging::{GRUDGE, Grudging};
use exalloc_tests::{Heap, has, panic_of};
use std::panic::catch_unwind;

/// The same closure in std's box and in ours, as a trait object, called with the same arguments.
macro_rules! alike {
    ($closure:expr => ($($type:ty),*) -> $output:ty, ($($argument:expr),*)) => {{
        let std: Box<dyn FnOnce($($type),*) -> $output> = Box::new($closure);
        let ours = ExBox::try_new($closure, Heap).unwrap();
        let ours = unsize!(ours => dyn CallOnce<($($type,)*), Output = $output>);
        assert_eq!(std($($argument),*), ExBox::call_once(ours, ($($argument,)*)));
    }};
}

#[test]
fn closures_of_every_number_of_arguments() {
    let text = String::from("Ada");
    alike!({ let text = text.clone(); move || text } => () -> String, ());
    alike!({ let text = text.clone(); move |n| text.repeat(n) } => (usize) -> String, (3));
    alike!(|a, b| a + b => (u8, u8) -> u8, (1, 2));
    alike!(|a, b, c| (c, b, a) => (u8, char, &'static str) -> (&'static str, char, u8), (1, 'x', "y"));
    alike!(|a, b, c, d| [a, b, c, d] => (u8, u8, u8, u8) -> [u8; 4], (1, 2, 3, 4));
    alike!(|a, b, c, d, e| [a, b, c, d, e] => (u8, u8, u8, u8, u8) -> [u8; 5], (1, 2, 3, 4, 5));
    alike!(|a, b, c, d, e, f| [a, b, c, d, e, f] => (u8, u8, u8, u8, u8, u8) -> [u8; 6], (1, 2, 3, 4, 5, 6));
    alike!(|a, b, c, d, e, f, g| [a, b, c, d, e, f, g] => (u8, u8, u8, u8, u8, u8, u8) -> [u8; 7], (1, 2, 3, 4, 5, 6, 7));
    alike!(
        |a, b, c, d, e, f, g, h| [a, b, c, d, e, f, g, h]
            => (u8, u8, u8, u8, u8, u8, u8, u8) -> [u8; 8],
        (1, 2, 3, 4, 5, 6, 7, 8)
    );
}

/// What counts, and what an arena-free box of one closure type, a function, and a reference do.
#[test]
fn closures_whose_type_is_known() {
    let strict = CheckedAllocator::new(Heap);
    let text = String::from("Ada");
    let b = ExBox::try_new(move |more: &str| text + more, &strict).unwrap();
    assert_eq!(ExBox::call_once(b, (" Lovelace",)), "Ada Lovelace");
    let function = ExBox::try_new(u32::pow as fn(u32, u32) -> u32, &strict).unwrap();
    assert_eq!(ExBox::call_once(function, (2, 5)), 32);
    let mut count = 0;
    let counting = ExBox::try_new(|| count += 1, &strict).unwrap();
    ExBox::call_once(unsize!(counting => dyn CallOnce<(), Output = ()> + '_), ());
    assert_eq!(count, 1);
    strict.finish().unwrap();
}

#[test]
fn arguments_that_are_borrowed_for_the_call() {
    let first = ExBox::try_new(|text: &str| text.len(), Heap).unwrap();
    let first = unsize!(first => dyn for<'t> CallOnce<(&'t str,), Output = usize>);
    let local = String::from("Grüße");
    assert_eq!(ExBox::call_once(first, (&*local,)), 7);
    let rest = ExBox::try_new(|text: &mut [u8]| text.fill(7), Heap).unwrap();
    let rest = unsize!(rest => dyn for<'t> CallOnce<(&'t mut [u8],), Output = ()>);
    let mut bytes = [0; 3];
    ExBox::call_once(rest, (&mut bytes[1..],));
    assert_eq!(bytes, [0, 7, 7]);
}

/// The block is there while the closure runs, and goes back then; what the closure holds goes where
/// it says.
#[test]
fn the_block_goes_back_after_the_call() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let (kept, used) = (ledger.element(1), ledger.element(2));
    let heap = &strict;
    let closure = move |add: u32| {
        assert_eq!((heap.live_blocks(), used.value()), (1, 2));
        (kept, add)
    };
    let b = ExBox::try_new(closure, heap).unwrap();
    let b = unsize!(b => dyn CallOnce<(u32,), Output = (Tracked<'_>, u32)> + '_);
    let (kept, added) = ExBox::call_once(b, (5,));
    assert_eq!((kept.value(), added, ledger.dropped(), strict.live_blocks()), (1, 5, 1, 0));
    drop(kept);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn a_closure_that_never_runs_is_dropped() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let held = ledger.element(1);
    let b = ExBox::try_new(move || held.value(), &strict).unwrap();
    drop(unsize!(b => dyn CallOnce<(), Output = u32> + '_));
    ledger.finish();
    strict.finish().unwrap();
}

/// Closure, arguments, block and allocator go, each once.
#[cfg(feature = "alloc")]
#[test]
fn a_closure_that_panics() {
    use std::rc::Rc;
    for dropped_before in [false, true] {
        let (ledger, shared) = (Ledger::new(), Rc::new(CheckedAllocator::new(Heap)));
        let held = ledger.element(1);
        let closure = move |argument: Tracked<'_>| {
            if dropped_before {
                drop(held);
                panic!("planted panic in a closure");
            }
            assert_eq!(argument.value(), 3, "planted panic in a closure");
            drop(held);
        };
        let b = ExBox::try_new(closure, Rc::clone(&shared)).unwrap();
        let b = unsize!(b => dyn CallOnce<(Tracked<'_>,), Output = ()> + '_);
        let argument = ledger.element(2);
        catch_unwind(AssertUnwindSafe(|| ExBox::call_once(b, (argument,)))).unwrap_err();
        ledger.finish();
        assert_eq!(Rc::strong_count(&shared), 1);
        Rc::into_inner(shared).unwrap().finish().unwrap();
    }
}

/// Not dropped twice when what the closure holds panics while it is dropped.
#[test]
fn a_destructor_that_panics_in_the_call() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let held = [ledger.element(1), ledger.element(2)];
    let b = ExBox::try_new(move || drop(held), &strict).unwrap();
    let b = unsize!(b => dyn CallOnce<(), Output = ()> + '_);
    ledger.panic_at_drop(1);
    catch_unwind(AssertUnwindSafe(|| ExBox::call_once(b, ()))).unwrap_err();
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn the_result_is_dropped_when_the_allocators_destructor_panics() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let result = ledger.element(1);
    let b = ExBox::try_new(move || result, Grudging(&strict)).unwrap();
    let b = unsize!(b => dyn CallOnce<(), Output = Tracked<'_>> + '_);
    let message = panic_of(|| drop(ExBox::call_once(b, ())));
    assert_eq!(message, GRUDGE);
    ledger.finish();
    strict.finish().unwrap();
}

thread_local! {
    static DROPS: Cell<usize> = const { Cell::new(0) };
}

/// Of size zero, and counted.
struct Nothing;

impl Drop for Nothing {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

#[test]
fn closures_of_size_zero() {
    let strict = CheckedAllocator::new(Heap);
    let (plain, aligned) = (Nothing, OverAligned(Nothing));
    let called = move || {
        let _held = (&plain, &aligned);
    };
    let called = ExBox::try_new(called, &strict).unwrap();
    assert_eq!(size_of_val(&*called), 0);
    ExBox::call_once(unsize!(called => dyn CallOnce<(), Output = ()>), ());
    assert_eq!(DROPS.replace(0), 2);
    let kept = Nothing;
    let dropped = ExBox::try_new(move || kept, &strict).unwrap();
    drop(unsize!(dropped => dyn CallOnce<(), Output = Nothing>));
    assert_eq!(DROPS.replace(0), 1);
    let kept = Nothing;
    let panics = move || {
        let _kept = kept;
        panic!("planted panic in a closure")
    };
    let panics = ExBox::try_new(panics, &strict).unwrap();
    let panics = unsize!(panics => dyn CallOnce<(), Output = ()>);
    assert_eq!(panic_of(|| ExBox::call_once(panics, ())), "planted panic in a closure");
    assert_eq!((DROPS.replace(0), strict.requests()), (1, 0));
    strict.finish().unwrap();
}

#[test]
fn closures_that_hold_what_is_over_aligned() {
    let inner = CheckedAllocator::new(Heap);
    let strict = CheckedAllocator::new(exalloc_tests::Disaligning(&inner));
    let held = OverAligned([7_u8; 100]);
    let b = ExBox::try_new(move || (held.0[99], (&raw const held).is_aligned()), &strict).unwrap();
    let layout = core::alloc::Layout::for_value(&*b);
    assert!(layout.align() == align_of::<OverAligned<u8>>());
    assert!(strict.live_layouts().eq([layout]));
    let b = unsize!(b => dyn CallOnce<(), Output = (u8, bool)>);
    assert_eq!(ExBox::call_once(b, ()), (7, true));
    strict.finish().unwrap();
    inner.finish().unwrap();
}

/// A closure may make boxes in the memory that it is in, and hand out the next closure.
#[test]
fn closures_that_make_closures() {
    type Next<'a> =
        ExBox<dyn CallOnce<(u32,), Output = u32> + 'a, &'a CheckedAllocator<'static, Heap>>;
    let strict = CheckedAllocator::new(Heap);
    let heap = &strict;
    let first = move |a: u32| -> Next<'_> {
        let second = ExBox::try_new(move |b: u32| a * 10 + b, heap).unwrap();
        unsize!(second => dyn CallOnce<(u32,), Output = u32> + '_)
    };
    let first = ExBox::try_new(first, heap).unwrap();
    let first = unsize!(first => dyn CallOnce<(u32,), Output = Next<'_>> + '_);
    assert_eq!(ExBox::call_once(ExBox::call_once(first, (4,)), (2,)), 42);
    strict.finish().unwrap();
}

#[test]
fn a_queue_of_jobs_goes_to_a_thread() {
    type Job = ExBox<dyn CallOnce<(usize,), Output = String> + Send, Heap>;
    let mut jobs = ExVec::<Job, _>::new(Heap);
    for word in ["a", "b"] {
        let word = word.to_string();
        let job = ExBox::try_new(move |n: usize| word.repeat(n), Heap).unwrap();
        jobs.try_push(unsize!(job => dyn CallOnce<(usize,), Output = String> + Send)).unwrap();
    }
    let work = move || jobs.into_iter().map(|job| ExBox::call_once(job, (2,))).collect::<Vec<_>>();
    assert_eq!(std::thread::spawn(work).join().unwrap(), ["aa", "bb"]);
    assert!(!has!(ExBox<dyn CallOnce<(), Output = ()>, Heap>: Send));
}

/// What runs more than once needs no trait: a box is called through what it derefs to.
#[test]
fn closures_that_run_often_are_called_as_they_are() {
    let mut sum = 0;
    let mut add = unsize!(ExBox::try_new(|n: u32| sum += n, Heap).unwrap() => dyn FnMut(u32) + '_);
    add(1);
    add(2);
    drop(add);
    assert_eq!(sum, 3);
    let double = unsize!(ExBox::try_new(|n: u32| n * 2, Heap).unwrap() => dyn Fn(u32) -> u32);
    assert_eq!((double(1), double(2)), (2, 4));
}
