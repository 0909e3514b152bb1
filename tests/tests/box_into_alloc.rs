//! Boxes made in place, moved into another allocator's memory, and stripped of its type.

use core::fmt::Debug;
use core::future::Future;
use core::marker::PhantomPinned;
use core::mem::MaybeUninit;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, OverAligned, Tracked};
use exalloc::{
    Allocator, ExBox, ExVec, InlineBump, TryIntoAllocError, TryReserveError, unsize, unsize_pin,
};
use exalloc_tests::current::{Current, during};
use exalloc_tests::grudging::Grudging;
use exalloc_tests::{Disaligning, Heap, has};
use std::panic::catch_unwind;

type Checked = CheckedAllocator<'static, Heap>;

#[test]
fn a_value_moves_with_its_identity() {
    let (ledger, near, far) = (Ledger::new(), Checked::new(Heap), Checked::new(Heap));
    let b = ExBox::try_new(ledger.element(5), &near).unwrap();
    let id = b.id();
    let moved = ExBox::try_into_alloc(b, &far).unwrap();
    assert_eq!((moved.value(), moved.id(), ledger.made(), ledger.dropped()), (5, id, 1, 0));
    assert_eq!((near.live_blocks(), far.live_blocks()), (0, 1));
    drop(moved);
    ledger.finish();
    near.finish().unwrap();
    far.finish().unwrap();
}

#[test]
fn elements_and_text_move() {
    let (ledger, near, far) = (Ledger::new(), Checked::new(Heap), Checked::new(Heap));
    let many = unsize!(ExBox::try_new(ledger.elements::<4>(), &near).unwrap() => [Tracked<'_>]);
    let ids: Vec<u64> = many.iter().map(Tracked::id).collect();
    let many = ExBox::try_into_alloc(many, &far).unwrap();
    assert!(many.iter().map(Tracked::id).eq(ids) && near.live_blocks() == 0);
    drop(many);
    let text = ExBox::<str, _>::try_from_str_in("Grüße", &near).unwrap();
    let text = ExBox::try_into_alloc(text, &far).unwrap();
    assert_eq!((&*text, text.len(), far.live_blocks()), ("Grüße", 7, 1));
    drop(text);
    let room = ExBox::<[u64], _>::try_new_uninit_slice(3, &near).unwrap();
    let room: ExBox<[MaybeUninit<u64>], _> = ExBox::try_into_alloc(room, &far).unwrap();
    assert_eq!((room.len(), near.live_blocks()), (3, 0));
    drop(room);
    ledger.finish();
    near.finish().unwrap();
    far.finish().unwrap();
}

#[test]
fn what_has_no_size_moves_without_a_block() {
    let (near, never) = (Checked::new(Heap), FailingAllocator::always(Heap));
    let unit = ExBox::try_into_alloc(ExBox::try_new(OverAligned(()), &near).unwrap(), &never);
    assert!((&raw const *unit.unwrap()).is_aligned());
    let none = ExBox::<[OverAligned<u8>], _>::try_new_uninit_slice(0, &near).unwrap();
    let none = ExBox::try_into_alloc(none, &never).unwrap();
    assert!(none.is_empty() && none.as_ptr().is_aligned());
    let text = ExBox::<str, _>::try_from_str_in("", &near).unwrap();
    assert_eq!(&*ExBox::try_into_alloc(text, &never).unwrap(), "");
    let units =
        ExBox::try_into_alloc(unsize!(ExBox::try_new([(); 9], &near).unwrap() => [()]), &never);
    assert_eq!(units.unwrap().len(), 9);
    assert_eq!(near.requests(), 0);
}

#[test]
fn what_is_over_aligned_stays_so() {
    let inner = Checked::new(Heap);
    let far = CheckedAllocator::new(Disaligning(&inner));
    let moved = ExBox::try_into_alloc(ExBox::try_new(OverAligned([7_u8; 3]), Heap).unwrap(), &far);
    let moved = moved.unwrap();
    assert!((&raw const *moved).is_aligned() && moved.0 == [7; 3]);
    assert!(far.live_layouts().eq([core::alloc::Layout::new::<OverAligned<[u8; 3]>>()]));
    drop(moved);
    far.finish().unwrap();
    inner.finish().unwrap();
}

#[test]
fn without_a_block_both_come_back() {
    let (ledger, near) = (Ledger::new(), Checked::new(Heap));
    let never = FailingAllocator::always(Heap);
    let b = ExBox::try_new(ledger.element(5), &near).unwrap();
    let at = ExBox::as_ptr(&b);
    let TryIntoAllocError { value, alloc, .. } = ExBox::try_into_alloc(b, &never).unwrap_err();
    assert_eq!((value.value(), ExBox::as_ptr(&value)), (5, at));
    assert!(core::ptr::eq(alloc, &raw const never));
    assert_eq!((ledger.dropped(), near.live_blocks()), (0, 1));
    drop(value);
    let text = ExBox::<str, _>::try_from_str_in("Ada", &near).unwrap();
    let error = ExBox::try_into_alloc(text, &never).unwrap_err();
    assert_eq!(&*error.value, "Ada");
    assert!(TryReserveError::from(error).to_string().starts_with("no memory for a block of 3 "));
    assert_eq!((ledger.dropped(), near.live_blocks()), (1, 0));
    ledger.finish();
    near.finish().unwrap();
}

/// The value has moved by then: it is dropped once, and neither block is lost.
#[test]
fn the_old_allocators_destructor_panics() {
    let (ledger, near, far) = (Ledger::new(), Checked::new(Heap), Checked::new(Heap));
    let b = ExBox::try_new(ledger.element(5), Grudging(&near)).unwrap();
    let moved = catch_unwind(AssertUnwindSafe(|| drop(ExBox::try_into_alloc(b, &far))));
    assert!(moved.is_err());
    ledger.finish();
    near.finish().unwrap();
    far.finish().unwrap();
}

#[test]
fn an_allocator_is_forgotten_by_type_only() {
    let (ledger, strict, bump) = (Ledger::new(), Checked::new(Heap), InlineBump::<256>::new());
    // An allocator as a reference only, so by a reference to that.
    let bump = &bump;
    let b = ExBox::try_new(ledger.element(1), &strict).unwrap();
    let at = ExBox::as_ptr(&b);
    let b: ExBox<_, &dyn Allocator> = ExBox::erase_alloc(b);
    assert_eq!(ExBox::as_ptr(&b), at);
    let mut all = ExVec::<ExBox<dyn Debug + '_, &dyn Allocator>, _>::new(Heap);
    all.try_push(unsize!(b => dyn Debug + '_)).unwrap();
    let other = ExBox::erase_alloc(ExBox::try_new(ledger.element(2), &bump).unwrap());
    all.try_push(unsize!(other => dyn Debug + '_)).unwrap();
    let text = ExBox::erase_alloc(ExBox::<str, _>::try_from_str_in("x", &strict).unwrap());
    let copy: ExBox<str, &dyn Allocator> = ExBox::try_clone(&text).unwrap();
    assert_eq!((copy, strict.live_blocks()), (text, 3));
    drop(all);
    ledger.finish();
    strict.finish().unwrap();
}

/// Kept in one collection, and sent.
#[test]
fn an_allocator_for_threads_is_forgotten() {
    let b = ExBox::erase_alloc_sync(ExBox::try_new(5, &Heap).unwrap());
    std::thread::spawn(move || assert_eq!(*b, 5)).join().unwrap();
    assert!(has!(ExBox<u8, &(dyn Allocator + Sync)>: Send + Sync));
    assert!(!has!(ExBox<u8, &dyn Allocator>: Send));
}

#[test]
fn a_value_is_made_when_its_block_is_there() {
    let (ledger, strict) = (Ledger::new(), Checked::new(Heap));
    let live = || {
        assert_eq!(strict.live_blocks(), 1);
        ledger.element(5)
    };
    let b = ExBox::try_new_with(live, &strict).unwrap();
    assert_eq!((b.value(), ledger.made()), (5, 1));
    drop(b);
    let never = FailingAllocator::always(Heap);
    let held = ledger.element(7);
    let error = ExBox::try_new_with(move || (held, 0_u8), &never).err().unwrap();
    assert_eq!((ledger.made(), ledger.dropped()), (2, 1));
    let (held, _) = (error.value)();
    assert_eq!(held.value(), 7);
    drop(held);
    // Of size zero: the closure runs, and nothing is asked for.
    let mut ran = false;
    let make = || {
        ran = true;
        OverAligned(())
    };
    let unit = ExBox::try_new_with(make, &never).unwrap();
    assert!((&raw const *unit).is_aligned());
    assert!(ran);
    ledger.finish();
    strict.finish().unwrap();
}

#[cfg(feature = "alloc")]
#[test]
fn a_closure_that_panics_gives_the_block_back() {
    use std::rc::Rc;
    let shared = Rc::new(Checked::new(Heap));
    let failing = || -> [u64; 9] { panic!("planted panic in a closure") };
    let made = catch_unwind(AssertUnwindSafe(|| ExBox::try_new_with(failing, Rc::clone(&shared))));
    assert!(made.is_err());
    assert_eq!((shared.requests(), shared.deallocs(), Rc::strong_count(&shared)), (1, 1, 1));
}

/// Larger than a thread's stack, so it has to be made in its block. The compiler's doing, which is
/// why it isn't asked for without optimisation.
#[cfg(not(debug_assertions))]
#[test]
fn a_large_value_is_made_in_its_block() {
    let made = std::thread::Builder::new().stack_size(64 << 10).spawn(|| {
        let b = ExBox::try_new_with(|| [7_u8; 8 << 20], Heap).map_err(|error| error.error);
        b.unwrap().iter().map(|byte| u64::from(*byte)).sum::<u64>()
    });
    assert_eq!(made.unwrap().join().unwrap(), 7 * (8 << 20));
}

/// A value that knows its own place, and drops once.
struct Here<'l> {
    held: Tracked<'l>,
    at: *const u8,
    _pinned: PhantomPinned,
}

impl Future for Here<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        // SAFETY: nothing is moved.
        let this = unsafe { self.get_unchecked_mut() };
        let here = (&raw const *this).cast::<u8>();
        if this.at.is_null() {
            this.at = here;
            return Poll::Pending;
        }
        assert_eq!(this.at, here, "it was pinned");
        Poll::Ready(this.held.value())
    }
}

#[test]
fn a_pinned_value_stays_when_its_type_is_forgotten() {
    let (ledger, strict) = (Ledger::new(), Checked::new(Heap));
    during(&strict, || {
        let mut cx = Context::from_waker(Waker::noop());
        let here = Here { held: ledger.element(7), at: core::ptr::null(), _pinned: PhantomPinned };
        let mut here = ExBox::try_pin(here, Current).unwrap();
        assert!(here.as_mut().poll(&mut cx).is_pending());
        let mut here: Pin<ExBox<dyn Future<Output = u32> + '_, Current>> =
            unsize_pin!(here => dyn Future<Output = u32> + '_);
        assert_eq!(here.as_mut().poll(&mut cx), Poll::Ready(7));
        assert_eq!((ledger.dropped(), strict.live_blocks()), (0, 1));
        drop(here);
        let array = ExBox::try_pin([1, 2, 3], Current).unwrap();
        assert_eq!(*unsize_pin!(array => [i32]), [1, 2, 3]);
    });
    ledger.finish();
    strict.finish().unwrap();
}

/// The default allocator is asked, and what it made is pinned.
#[cfg(feature = "infallible")]
#[test]
fn default_values_are_pinned() {
    let strict = Checked::new(Heap);
    during(&strict, || {
        let b = Pin::<ExBox<(u8, PhantomPinned), Current>>::default();
        assert_eq!((b.0, strict.live_blocks()), (0, 1));
        let none = Pin::<ExBox<[u8], Current>>::default();
        assert!(none.is_empty());
    });
    assert!(!has!(Pin<ExBox<u8, Heap>>: Default) && has!(Pin<ExBox<u8, Current>>: Default));
    assert!(has!(ExBox<u8, Heap>: Default));
    strict.finish().unwrap();
}
