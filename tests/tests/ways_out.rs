//! What a review found to be tested by nobody: the ends of allocators, of boxes of nothing and of
//! suspended futures; edits that need no room; iterators whose promises grow.

use core::alloc::Layout;
use core::cell::Cell;
use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger};
use exalloc::{Allocator, ExBox, ExString, ExVec, TryReserveErrorKind, unsize};
use exalloc_tests::Heap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A heap of a chosen size that counts its ends, and panics in them if told to.
struct Ending<'c, const WORDS: usize> {
    ends: &'c Cell<usize>,
    panics: bool,
    _size: [usize; WORDS],
}

impl<'c, const WORDS: usize> Ending<'c, WORDS> {
    fn new(ends: &'c Cell<usize>) -> Self {
        Self { ends, panics: false, _size: [0; WORDS] }
    }
}

impl<const WORDS: usize> Drop for Ending<'_, WORDS> {
    fn drop(&mut self) {
        self.ends.set(self.ends.get() + 1);
        assert!(!self.panics, "planted panic in an allocator's destructor");
    }
}

// SAFETY: forwarded to `Heap`, of which all are equivalent.
unsafe impl<const WORDS: usize> Allocator for Ending<'_, WORDS> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
}

/// Every way out of a vector ends its allocator once, or not at all.
fn vectors_end_their_allocator_once<T: Clone, const WORDS: usize>(element: &T) {
    let ends = Cell::new(0);
    let ended = || ends.replace(0);
    let make = || {
        let mut v = ExVec::new(Ending::<WORDS>::new(&ends));
        assert!(v.try_resize(9, element.clone()).is_ok());
        v
    };

    drop(make());
    assert_eq!(ended(), 1);
    drop(ExVec::<T, _>::new(Ending::<WORDS>::new(&ends)));
    assert_eq!(ended(), 1);
    let mut items = make().into_iter();
    assert!(items.next().is_some());
    drop(items);
    assert_eq!(ended(), 1);
    drop(make().try_into_boxed_slice().map_err(drop));
    assert_eq!(ended(), 1);
    let (ptr, len, cap, alloc) = make().into_raw_parts();
    assert_eq!(ended(), 0);
    // SAFETY: the parts of one vector, unchanged.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) });
    assert_eq!(ended(), 1);

    // Rule 7: leaking forgets the allocator.
    let mut v = make();
    v.try_shrink_to_fit().unwrap();
    let leaked = v.leak();
    assert_eq!(ended(), 0);
    let (ptr, len) = (leaked.as_mut_ptr(), leaked.len());
    // SAFETY: the whole block of a vector without spare room, taken back once; all heaps are
    // equivalent.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, len, Ending::<WORDS>::new(&ends)) });
    assert_eq!(ended(), 1);
}

#[test]
fn a_vector_ends_its_allocator_once() {
    // By value through growth, and by reference; with a block, and without.
    vectors_end_their_allocator_once::<_, 0>(&5u64);
    vectors_end_their_allocator_once::<_, 9>(&5u64);
    vectors_end_their_allocator_once::<_, 0>(&());
    vectors_end_their_allocator_once::<_, 9>(&());
    vectors_end_their_allocator_once::<_, 9>(&String::from("Ada"));
}

#[test]
fn an_allocator_may_panic_in_its_own_destructor() {
    fn ends_once<const WORDS: usize>() {
        let (ledger, ends) = (Ledger::new(), Cell::new(0));
        let alloc = || Ending::<WORDS> { ends: &ends, panics: true, _size: [0; WORDS] };
        let vec = || ExVec::try_from_array_in(ledger.elements::<3>(), alloc()).unwrap();
        let unwinds = |call: &dyn Fn()| {
            assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
            assert_eq!(ends.replace(0), 1);
            ledger.check();
            assert_eq!(ledger.alive(), 0);
        };
        unwinds(&|| drop(vec()));
        unwinds(&|| drop(vec().into_iter().next()));
        unwinds(&|| drop(vec().try_into_boxed_slice()));
        unwinds(&|| drop(ExBox::try_new(ledger.element(1), alloc())));
        unwinds(&|| drop(ExBox::try_new(ledger.element(1), FailingAllocator::always(alloc()))));
        ledger.finish();
    }
    ends_once::<0>();
    ends_once::<9>();
}

/// A value in a box that is dropped although it takes no memory.
#[test]
fn a_boxed_value_of_size_zero_is_dropped() {
    std::thread_local! { static DROPPED: Cell<usize> = const { Cell::new(0) }; }
    struct Nothing;
    impl Drop for Nothing {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
        }
    }
    trait Any {}
    impl<T> Any for T {}
    let strict = CheckedAllocator::new(Heap);
    drop(ExBox::try_new(Nothing, &strict).map_err(drop));
    assert_eq!(DROPPED.get(), 1);
    drop(unsize!(ExBox::try_new(Nothing, &strict).ok().unwrap() => dyn Any));
    assert_eq!(DROPPED.get(), 2);
    drop(unsize!(ExBox::try_new([Nothing, Nothing], &strict).ok().unwrap() => [Nothing]));
    assert_eq!(DROPPED.get(), 4);
    assert_eq!(strict.requests(), 0);
    strict.finish().unwrap();
}

#[cfg(feature = "std")]
mod suspended {
    use core::cell::Cell;
    use core::future::Future;
    use core::pin::Pin;
    use core::task::{Context, Poll, Waker};
    use exalloc::{ExBox, SystemAllocator, unsize};

    type Boxed<'f> = ExBox<dyn Future<Output = ()> + 'f, SystemAllocator>;

    struct AtEnd<'n>(&'n mut u32, &'n Cell<u32>);

    impl Drop for AtEnd<'_> {
        fn drop(&mut self) {
            *self.0 += 1;
            self.1.set(*self.0);
        }
    }

    /// A suspended future is dropped while it borrows from itself: the end of its box must not
    /// borrow it as a whole before. Only an interpreter of the aliasing rules tells the difference;
    /// this test is there for one.
    #[test]
    fn a_suspended_future_ends_in_its_box() {
        let seen = Cell::new(0);
        let future = async {
            let mut n = 5;
            let guard = AtEnd(&mut n, &seen);
            core::future::pending::<()>().await;
            drop(guard);
        };
        let boxed = ExBox::try_new(future, SystemAllocator).ok().unwrap();
        let mut pinned: Pin<Boxed<'_>> =
            ExBox::into_pin(unsize!(boxed => dyn Future<Output = ()> + '_));
        let mut cx = Context::from_waker(Waker::noop());
        assert_eq!(pinned.as_mut().poll(&mut cx), Poll::Pending);
        drop(pinned);
        assert_eq!(seen.get(), 6);
    }
}

/// Promises nothing at first, and everything later: one more than that overflows.
struct GrowingPromise {
    left: u32,
    asked: Cell<usize>,
}

impl Iterator for GrowingPromise {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        Some(self.left)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let asked = self.asked.replace(usize::MAX);
        (asked, None)
    }
}

#[test]
fn a_promise_that_grows_is_no_room() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::try_with_capacity(2, &strict).unwrap();
    let error = v.try_extend(GrowingPromise { left: 5, asked: Cell::new(0) }).unwrap_err();
    assert_eq!(error.error.kind(), TryReserveErrorKind::CapacityOverflow);
    assert_eq!((&v[..], v.capacity(), error.item), (&[4, 3][..], 2, Some(2)));
    assert!(error.rest.eq([1, 0]));
    drop(v);
    strict.finish().unwrap();
}

#[test]
fn near_the_largest_size_what_is_needed_is_asked_for() {
    let half = isize::MAX as usize / 2 + 1;
    let refusing = FailingAllocator::always(Heap);
    // Never read, written or given back: there are no elements, and the parts are forgotten.
    // SAFETY: aligned and not null; the allocator is never told of it, but in a `remap` that is
    // refused before anything looks at it.
    let v = unsafe { ExVec::<u8, _>::from_raw_parts(ptr::dangling_mut(), 0, half, &refusing) };
    let mut v = ManuallyDrop::new(v);
    let error = v.try_reserve(half + 1).unwrap_err();
    // Twice as much would be too large for a block.
    let layout = Layout::array::<u8>(half + 1).unwrap();
    assert!(
        matches!(error.kind(), TryReserveErrorKind::AllocError { layout: l, .. } if l == layout)
    );
}

#[test]
fn replacing_within_the_capacity_asks_for_nothing() {
    let strict = CheckedAllocator::new(Heap);
    let mut s = ExString::try_with_capacity(8, &strict).unwrap();
    s.try_push_str("abcdefg").unwrap();
    s.try_replace_range(1..5, "BCDEX").unwrap();
    assert_eq!((s.as_str(), s.capacity(), strict.requests()), ("aBCDEXfg", 8, 1));
    drop(s);
    strict.finish().unwrap();
}

#[cfg(feature = "std")]
#[test]
fn vectored_writes_are_whole_or_nothing() {
    use std::io::{ErrorKind, IoSlice, Write};
    let strict = CheckedAllocator::new(Heap);
    let one = FailingAllocator::from_nth(&strict, 2);
    let mut v = ExVec::try_with_capacity(4, &one).unwrap();
    let error = v.write_vectored(&[IoSlice::new(b"abc"), IoSlice::new(b"de")]).unwrap_err();
    assert_eq!((error.kind(), v.len()), (ErrorKind::OutOfMemory, 0));
    drop(v);
    strict.finish().unwrap();
}

/// A heap that breaks rule 3.
struct Unwinding;

// SAFETY: it isn't: `remap` unwinds. What a vector makes of that is what is tested; no block is
// ever used after it.
unsafe impl Allocator for Unwinding {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
    unsafe fn remap(&self, _: NonNull<u8>, _: Layout, _: usize) -> Option<NonNull<u8>> {
        panic!("planted panic in an allocator")
    }
}

/// Runs itself in other processes, which must abort instead of dropping what exists twice, or was
/// given back.
#[test]
fn an_allocator_that_unwinds_aborts() {
    const INSIDE: &str = "EXALLOC_TESTS_UNWINDING";
    const WAYS: [&str; 4] = ["push", "reserve", "reserve_exact", "shrink"];
    if let Some(way) = std::env::var_os(INSIDE) {
        let mut v = ExVec::try_with_capacity(2, Unwinding).unwrap();
        v.try_extend_from_slice(&[1u64, 2]).unwrap();
        let _ = catch_unwind(AssertUnwindSafe(|| match way.to_str() {
            Some("push") => drop(v.try_push(3)),
            Some("reserve") => drop(v.try_reserve(3)),
            Some("reserve_exact") => drop(v.try_reserve_exact(3)),
            _ => {
                v.truncate(1);
                drop(v.try_shrink_to_fit());
            }
        }));
        println!("survived");
        return;
    }
    for way in WAYS {
        let outside = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "an_allocator_that_unwinds_aborts", "--nocapture"])
            .env(INSIDE, way)
            .output()
            .unwrap();
        assert!(!outside.status.success(), "{way}");
        assert!(!String::from_utf8_lossy(&outside.stdout).contains("survived"), "{way}");
        let said = String::from_utf8_lossy(&outside.stderr);
        assert!(said.contains("an allocator unwound, which its contract forbids"), "{way}: {said}");
    }
}
