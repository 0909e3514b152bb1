//! What a box does when nothing goes wrong, and where its bytes are.

use core::alloc::Layout;
use core::any::Any;
use core::fmt::{Debug, Display};
use core::hash::BuildHasher;
use core::marker::PhantomPinned;
use core::mem::MaybeUninit;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use exalloc::testing::{CheckedAllocator, Ledger, OverAligned};
use exalloc::{Allocator, ExBox, ExString, ExVec, InlineBump, TryReserveErrorKind, unsize};
use exalloc_tests::{Disaligning, Heap};
use std::hash::RandomState;
use std::rc::Rc;

type Plain<T> = ExBox<T, Heap>;

/// Asserts that a type doesn't implement a trait: else there are two answers.
macro_rules! assert_not {
    ($t:ty: $bound:path) => {
        const _: fn() = || {
            trait Ambiguous<X> {
                fn answer() {}
            }
            struct Other;
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + $bound> Ambiguous<Other> for T {}
            let _ = <$t as Ambiguous<_>>::answer;
        };
    };
}

const fn send_and_sync<T: Send + Sync>() {}
const fn unpin<T: Unpin>() {}

const _: () = {
    let word = size_of::<usize>();
    assert!(size_of::<Plain<u64>>() == word);
    assert!(size_of::<Option<Plain<u64>>>() == word);
    assert!(size_of::<ExBox<u64, &Heap>>() == 2 * word);
    assert!(size_of::<Option<ExBox<u64, &Heap>>>() == 2 * word);
    assert!(size_of::<ExBox<u64, &dyn Allocator>>() == 3 * word);
    assert!(size_of::<Plain<[u64]>>() == 2 * word);
    assert!(size_of::<Option<Plain<dyn Debug>>>() == 2 * word);
    send_and_sync::<Plain<u64>>();
    send_and_sync::<Plain<dyn Any + Send + Sync>>();
    send_and_sync::<ExBox<u64, &(dyn Allocator + Sync)>>();
    unpin::<Plain<PhantomPinned>>();
    unpin::<ExBox<PhantomPinned, &dyn Allocator>>();
};
assert_not!(Plain<Rc<u8>>: Send);
assert_not!(Plain<core::cell::Cell<u8>>: Sync);
assert_not!(ExBox<u8, &dyn Allocator>: Send);
assert_not!(ExBox<u8, &InlineBump<8>>: Send);

/// Covariant in the value and in the allocator.
fn shorter<'short, 'long: 'short>(
    b: ExBox<&'long str, &'long Heap>,
) -> ExBox<&'short str, &'short Heap> {
    b
}

#[test]
fn covariance_is_used() {
    let heap = Heap;
    let local = String::from("local");
    let b = shorter(ExBox::try_new("static", &heap).unwrap());
    let either = [b, ExBox::try_new(&*local, &heap).unwrap()];
    assert_eq!((*either[0], *either[1]), ("static", "local"));
}

/// Boxes a value, checks its block, and sees it given back.
fn layout_of_block<T: PartialEq + Debug + Clone>(value: T) {
    let inner = CheckedAllocator::new(Heap);
    let alloc = Disaligning(&inner);
    let strict = CheckedAllocator::new(alloc);
    let b = ExBox::try_new(value.clone(), &strict).unwrap();
    assert!((&raw const *b).is_aligned());
    assert_eq!(*b, value);
    let layout = Layout::new::<T>();
    if layout.size() == 0 {
        assert_eq!(strict.requests(), 0);
    } else {
        assert_eq!(strict.requests(), 1);
        assert!(strict.live_layouts().eq([layout]));
    }
    drop(b);
    assert_eq!(strict.deallocs(), strict.requests());
    strict.finish().unwrap();
    inner.finish().unwrap();
}

#[test]
fn a_block_has_the_layout_of_the_value() {
    layout_of_block(7u8);
    layout_of_block([1u64, 2, 3]);
    layout_of_block(OverAligned([3u8; 100]));
    layout_of_block(String::from("owns memory elsewhere"));
}

#[test]
fn values_of_size_zero_never_reach_the_allocator() {
    layout_of_block(());
    layout_of_block([0u64; 0]);
    layout_of_block(OverAligned(()));
    let strict = CheckedAllocator::new(Heap);
    let b = unsize!(ExBox::try_new([(); 5], &strict).unwrap() => [()]);
    assert_eq!(ExBox::into_vec(b).len(), 5);
    let b = ExVec::<u64, _>::new(&strict).try_into_boxed_slice().unwrap();
    assert!(b.is_empty() && (&raw const *b).cast::<u64>().is_aligned());
    drop(b);
    drop(ExBox::<[u8], _>::try_new_uninit_slice(0, &strict).unwrap());
    drop(ExString::new(&strict).try_into_boxed_str().unwrap());
    assert_eq!((strict.requests(), strict.deallocs()), (0, 0));
    strict.finish().unwrap();
}

#[test]
fn the_value_is_dropped_once_then_its_block() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut b = ExBox::try_new(ledger.element(5), &strict).unwrap();
    *b = ledger.element(6);
    assert_eq!((ledger.dropped(), b.value()), (1, 6));
    drop(b);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn into_inner_gives_the_block_back_and_the_value_away() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let value = ExBox::into_inner(ExBox::try_new(ledger.element(5), &strict).unwrap());
    strict.finish().unwrap();
    assert_eq!((value.value(), ledger.dropped()), (5, 0));
    drop(value);
    let b = ExBox::try_new(ledger.element(5), CheckedAllocator::new(Heap)).unwrap();
    let (value, alloc) = ExBox::into_inner_with_allocator(b);
    assert_eq!((value.value(), alloc.deallocs()), (5, 1));
    alloc.finish().unwrap();
    drop(value);
    ledger.finish();
}

#[test]
fn parts_make_the_box_again() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let (ptr, alloc) = ExBox::into_raw_parts(ExBox::try_new(ledger.element(5), &strict).unwrap());
    assert_eq!((ledger.dropped(), strict.live_blocks()), (0, 1));
    // SAFETY: the parts of a box, used once.
    let b = unsafe { ExBox::from_raw_parts(ptr, alloc) };
    assert!(b.value() == 5 && core::ptr::eq(*ExBox::allocator(&b), &raw const strict));
    drop(b);
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn leaked_values_stay_and_can_be_taken_back() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let leaked = ExBox::leak(ExBox::try_new(ledger.element(5), &strict).unwrap());
    assert_eq!((leaked.value(), ledger.dropped(), strict.live_blocks()), (5, 0, 1));
    // SAFETY: the value and its block come from that allocator, and are taken back once; the
    // pointer is good for exactly the value, which is the whole block.
    drop(unsafe { ExBox::from_raw_parts(leaked, &strict) });
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn a_leaked_allocator_is_forgotten_not_dropped() {
    let shared = Rc::new(Heap);
    let leaked: &mut u64 = ExBox::leak(ExBox::try_new(5, shared_alloc(&shared)).unwrap());
    *leaked += 1;
    assert_eq!((*leaked, Rc::strong_count(&shared)), (6, 2));
    // SAFETY: as above; a pointer to the same heap is equivalent.
    drop(unsafe { ExBox::from_raw_parts(leaked, Heap) });

    /// An allocator that shows whether it lives.
    #[derive(Clone)]
    struct Shared(Rc<Heap>);
    // SAFETY: forwarded to a `Heap`, of which all are equivalent.
    unsafe impl Allocator for Shared {
        unsafe fn alloc(&self, layout: Layout) -> Option<core::ptr::NonNull<u8>> {
            // SAFETY: forwarded.
            unsafe { (*self.0).alloc(layout) }
        }
        unsafe fn dealloc(&self, ptr: core::ptr::NonNull<u8>, layout: Layout) {
            // SAFETY: forwarded.
            unsafe { (*self.0).dealloc(ptr, layout) }
        }
    }
    fn shared_alloc(shared: &Rc<Heap>) -> Shared {
        Shared(Rc::clone(shared))
    }
}

#[test]
fn an_uninitialised_box_drops_no_value() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut room = ExBox::try_new_uninit(&strict).unwrap();
    room.write(ledger.element(1));
    drop(room);
    assert_eq!(ledger.dropped(), 0);
    let b = ExBox::write(ExBox::try_new_uninit(&strict).unwrap(), ledger.element(2));
    drop(b);
    assert_eq!((ledger.dropped(), ledger.alive()), (1, 1));
    let mut room = ExBox::<[u32], _>::try_new_uninit_slice(3, &strict).unwrap();
    assert!(strict.live_layouts().eq([Layout::array::<u32>(3).unwrap()]));
    room.copy_from_slice(&[1, 2, 3].map(MaybeUninit::new));
    // SAFETY: all three were just written.
    assert_eq!(*unsafe { room.assume_init() }, [1, 2, 3]);
    let error = ExBox::<[u32], _>::try_new_uninit_slice(usize::MAX / 2, &strict).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    strict.finish().unwrap();
}

#[test]
fn unsize_makes_trait_objects_that_drop_what_they_were() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    trait Value {
        fn get(&self) -> u32;
    }
    impl Value for exalloc::testing::Tracked<'_> {
        fn get(&self) -> u32 {
            self.value()
        }
    }
    impl Value for OverAligned<u32> {
        fn get(&self) -> u32 {
            self.0
        }
    }
    {
        let mut all: ExVec<ExBox<dyn Value + '_, _>, _> = ExVec::new(&strict);
        all.try_push(unsize!(ExBox::try_new(ledger.element(5), &strict).unwrap() => dyn Value))
            .unwrap();
        let over = ExBox::try_new(OverAligned(6), &strict).unwrap();
        all.try_push(unsize!(over => dyn Value)).unwrap();
        assert_eq!(all.iter().map(|v| v.get()).sum::<u32>(), 11);
        assert!((&raw const *all[1]).cast::<OverAligned<u32>>().is_aligned());
    }
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn unsize_takes_what_a_pointer_takes() {
    let b = ExBox::try_new([1u8, 2, 3], Heap).unwrap();
    let b: Plain<[u8]> = unsize!(b => [u8]);
    assert_eq!(*b, [1, 2, 3]);
    let b: Plain<dyn Any + Send> = unsize!(ExBox::try_new(5u8, Heap).unwrap() => dyn Any + Send);
    let b: Plain<dyn Any> = unsize!(b => dyn Any);
    assert_eq!(b.downcast_ref::<u8>(), Some(&5));
    let b: Plain<u8> = unsize!(ExBox::try_new(5u8, Heap).unwrap() => u8);
    assert_eq!(*b, 5);
}

/// The macro's `unsafe` is the library's own: users may forbid theirs.
mod unsize_where_unsafe_is_forbidden {
    #![forbid(unsafe_code)]
    use super::*;

    #[test]
    fn works() {
        let b = unsize!(ExBox::try_new(5, Heap).unwrap() => dyn Display);
        assert_eq!(b.to_string(), "5");
    }
}

#[test]
fn comparisons_and_hashes_are_those_of_the_value() {
    let bump = InlineBump::<64>::new();
    let (one, two) = (ExBox::try_new(1, &bump).unwrap(), ExBox::try_new(2, Heap).unwrap());
    assert_eq!(
        [one != two, one < two, one <= two, one > two, one >= two],
        [true, true, true, false, false]
    );
    assert_eq!(one, ExBox::try_new(1, Heap).unwrap());
    assert!(ExBox::try_new(f64::NAN, Heap).unwrap() != ExBox::try_new(f64::NAN, Heap).unwrap());
    let state = RandomState::new();
    assert_eq!(state.hash_one(&two), state.hash_one(2));
    assert_eq!(one.cmp(&ExBox::try_new(2, &bump).unwrap()), core::cmp::Ordering::Less);
}

#[test]
fn formatting_is_that_of_the_value() {
    let b = ExBox::try_new("a\tb", Heap).unwrap();
    assert_eq!(format!("{b} {b:?} {b:>5}"), "a\tb \"a\\tb\"   a\tb");
    assert_eq!(format!("{b:p}"), format!("{:p}", &raw const *b));
    let parse = "x".parse::<u8>().unwrap_err();
    let error = ExBox::try_new(parse.clone(), Heap).unwrap();
    let error: Plain<dyn core::error::Error> =
        unsize!(ExBox::try_new(error, Heap).unwrap() => dyn core::error::Error);
    assert_eq!(error.to_string(), parse.to_string());
}

#[test]
fn iterators_and_futures_in_boxes_are_such() {
    let mut b =
        unsize!(ExBox::try_new(0..10, Heap).unwrap() => dyn DoubleEndedIterator<Item = i32>);
    assert_eq!(
        (b.next(), b.next_back(), b.nth(1), b.nth_back(1)),
        (Some(0), Some(9), Some(2), Some(7))
    );
    assert_eq!(b.size_hint(), (4, Some(4)));
    assert_eq!(b.collect::<Vec<_>>(), [3, 4, 5, 6]);
    assert_eq!(ExBox::try_new([1, 2].iter(), Heap).unwrap().len(), 2);

    let mut cx = Context::from_waker(Waker::noop());
    let mut ready = ExBox::try_new(core::future::ready(5), Heap).unwrap();
    assert_eq!(Future::poll(Pin::new(&mut ready), &mut cx), Poll::Ready(5));
}

/// An iterator that writes down which of its methods is called.
struct Asked<'a>(&'a core::cell::RefCell<Vec<&'static str>>);

impl Asked<'_> {
    fn ask<T>(&self, method: &'static str, answer: T) -> T {
        self.0.borrow_mut().push(method);
        answer
    }
}

impl Iterator for Asked<'_> {
    type Item = usize;
    fn next(&mut self) -> Option<usize> {
        self.ask("next", Some(1))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ask("size_hint", (2, Some(3)))
    }
    fn nth(&mut self, n: usize) -> Option<usize> {
        self.ask("nth", Some(n))
    }
}

impl DoubleEndedIterator for Asked<'_> {
    fn next_back(&mut self) -> Option<usize> {
        self.ask("next_back", Some(4))
    }
    fn nth_back(&mut self, n: usize) -> Option<usize> {
        self.ask("nth_back", Some(n))
    }
}

impl ExactSizeIterator for Asked<'_> {
    fn len(&self) -> usize {
        self.ask("len", 5)
    }
}

/// `skip` is `nth`, which many iterators do at once; a box doesn't make it a loop of `next`.
#[test]
fn a_boxed_iterator_is_asked_by_the_method_called() {
    let calls = core::cell::RefCell::default();
    let mut b = ExBox::try_new(Asked(&calls), Heap).unwrap();
    let answers = (b.next(), b.nth(7), b.next_back(), b.nth_back(8), b.len());
    assert_eq!(answers, (Some(1), Some(7), Some(4), Some(8), 5));
    assert_eq!(b.size_hint(), (2, Some(3)));
    let asked = ["next", "nth", "next_back", "nth_back", "len", "size_hint"];
    assert_eq!(*calls.borrow(), asked);
}

#[test]
fn slices_come_from_vectors_and_go_back() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let mut v = ExVec::try_with_capacity(10, &strict).unwrap();
    for element in ledger.elements::<5>() {
        v.try_push(element).unwrap();
    }
    let b = v.try_into_boxed_slice().unwrap();
    assert!(strict.live_layouts().eq([Layout::for_value(&*b)]));
    assert!((&b).into_iter().map(|e| e.value()).eq(0..5));
    let mut v = ExBox::into_vec(b);
    assert_eq!((v.len(), v.capacity()), (5, 5));
    v.try_push(ledger.element(5)).unwrap();
    let b = v.try_into_boxed_slice().unwrap();
    assert!(b.into_iter().take(3).map(|e| e.value()).eq(0..3));
    ledger.finish();
    strict.finish().unwrap();
}

#[test]
fn text_comes_from_strings_and_goes_back() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_with_capacity(100, &strict).unwrap();
    s.try_push_str("Grüße").unwrap();
    let b = s.try_into_boxed_str().unwrap();
    assert_eq!((&*b, strict.live_bytes()), ("Grüße", 7));
    let copy = ExBox::try_clone(&b).unwrap();
    assert_eq!(copy, b);
    let mut s = ExBox::into_string(b);
    s.try_push('!').unwrap();
    assert_eq!(s, "Grüße!");
    assert_eq!(ExString::from(copy), "Grüße");
    drop(s);
    strict.finish().unwrap();
}

#[test]
fn clones_are_values_of_their_own() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let b = ExBox::try_new(ledger.element(5), &strict).unwrap();
    let copy = ExBox::try_clone(&b).unwrap();
    assert_eq!(b, copy);
    assert_ne!(b.id(), copy.id());
    let elsewhere = ExBox::try_clone_in(&b, Heap).unwrap();
    assert_eq!(elsewhere, b);
    drop((b, copy, elsewhere));
    let slice = unsize!(ExBox::try_new(ledger.elements::<3>(), &strict).unwrap() => [_]);
    let copy = ExBox::try_clone(&slice).unwrap();
    assert_eq!(slice, copy);
    drop((slice, copy));
    ledger.finish();
    strict.finish().unwrap();
}

#[cfg(feature = "infallible")]
mod infallible {
    use super::*;

    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// A heap with a default value: what `Default`, `From` and `Clone` ask.
    type Made<T> = ExBox<T, Heap>;

    #[test]
    fn panicking_forms_make_what_the_others_make() {
        assert_eq!(*ExBox::new(5, Heap), 5);
        assert_eq!(*ExBox::write(ExBox::new_uninit(Heap), 5), 5);
        assert_eq!(ExBox::<[u8], _>::new_uninit_slice(3, Heap).len(), 3);
        assert_eq!(Made::<u32>::default(), Made::from(0));
        let b = ExBox::clone_in(&ExBox::new(5, Heap), &Heap);
        assert_eq!(b.clone(), b);
    }

    #[test]
    fn clone_from_keeps_block_and_allocator() {
        let (mine, other) = (CheckedAllocator::new(Heap), CheckedAllocator::new(Heap));
        let (mine_ref, other_ref): (
            &CheckedAllocator<'static, Heap>,
            &CheckedAllocator<'static, Heap>,
        ) = (&mine, &other);
        let mut b = ExBox::new(1, mine_ref);
        let at = &raw const *b;
        b.clone_from(&ExBox::new(2, other_ref));
        assert!(*b == 2 && at == &raw const *b);
        drop(b);
        let mut b = unsize!(ExBox::new([1, 2], mine_ref) => [i32]);
        b.clone_from(&unsize!(ExBox::new([3, 4], other_ref) => [i32]));
        assert_eq!((&*b, mine.requests()), (&[3, 4][..], 2));
        b.clone_from(&unsize!(ExBox::new([5, 6, 7], other_ref) => [i32]));
        assert_eq!((&*b, mine.requests()), (&[5, 6, 7][..], 3));
        drop(b);
        let mut b = ExString::from_str_in("a", mine_ref).into_boxed_str();
        b.clone_from(&ExString::from_str_in("bc", other_ref).into_boxed_str());
        assert!(&*b == "bc" && core::ptr::eq(*ExBox::allocator(&b), mine_ref));
        drop(b);
        mine.finish().unwrap();
        other.finish().unwrap();
    }

    #[test]
    fn out_of_memory_panics_and_loses_nothing() {
        use exalloc::testing::FailingAllocator;
        let (ledger, none) = (Ledger::new(), FailingAllocator::always(Heap));
        let made = catch_unwind(AssertUnwindSafe(|| ExBox::new(ledger.element(5), &none)));
        let message = *made.unwrap_err().downcast::<String>().unwrap();
        assert!(message.starts_with("no memory for a block of "), "{message}");
        ledger.finish();
    }
}

#[cfg(feature = "std")]
mod pinned {
    use super::*;
    use exalloc::SystemAllocator;

    #[test]
    fn a_pinned_value_stays_where_it_is() {
        let b = ExBox::try_new((5, PhantomPinned), SystemAllocator).unwrap();
        let at = &raw const *b;
        let pinned = Pin::from(b);
        let moved = [pinned];
        assert!(core::ptr::eq(at, &raw const *moved[0]));
        let mut cx = Context::from_waker(Waker::noop());
        let five = async { core::future::ready(5).await };
        let mut pinned = ExBox::try_pin(five, SystemAllocator).unwrap();
        assert_eq!(pinned.as_mut().poll(&mut cx), Poll::Ready(5));
    }
}
