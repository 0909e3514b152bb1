//! Faults in vectors.

use core::alloc::Layout;
use core::cell::Cell;
use core::ops::Bound;
use core::ptr::NonNull;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger, PanicAt, Tracked};
use exalloc::{Allocator, ExVec, InlineBump, TryReserveErrorKind};
use exalloc_tests::{Heap, for_each_failure};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn panics(f: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(f)).is_err()
}

#[test]
fn f04_len_plus_additional_wraps_before_the_growth_check() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::new(&strict);
    v.try_extend([1_u16, 2, 3, 4]).unwrap();
    let requests = strict.requests();
    for additional in [usize::MAX, usize::MAX - 3, usize::MAX / 2, isize::MAX as usize] {
        for error in [v.try_reserve(additional), v.try_reserve_exact(additional)] {
            assert_eq!(error.unwrap_err().kind(), TryReserveErrorKind::CapacityOverflow);
        }
    }
    assert!(v.try_resize(usize::MAX, 0).is_err());
    assert_eq!(strict.requests(), requests, "nothing reached the allocator");
    assert_eq!(v, [1, 2, 3, 4]);

    let mut units = ExVec::new(&strict);
    units.try_push(()).unwrap();
    let error = units.try_reserve(usize::MAX).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    // SAFETY: units need no room and no initialisation. (Writing them one by one takes too long.)
    unsafe { units.set_len(usize::MAX) };
    assert!(units.try_push(()).is_err(), "a length can't wrap to zero");
    assert_eq!(units.len(), usize::MAX);
    drop((v, units));
    strict.finish().unwrap();
}

#[test]
fn f05_start_plus_len_wraps_before_the_bounds_check_of_ranges() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::new(&strict);
    v.try_extend([1_u8, 2, 3]).unwrap();
    assert!(panics(|| drop(v.drain(1..=usize::MAX))));
    assert!(panics(|| drop(v.drain(usize::MAX..))));
    assert!(panics(|| drop(v.drain((Bound::Excluded(usize::MAX), Bound::Unbounded)))));
    assert!(panics(|| drop(v.drain((Bound::Unbounded, Bound::Included(usize::MAX))))));
    assert!(panics(|| v.try_extend_from_within(2..=usize::MAX).unwrap()));
    assert!(panics(|| v.try_extend_from_within(usize::MAX..usize::MAX).unwrap()));
    assert!(panics(|| drop(v.try_split_off(usize::MAX))));
    assert!(panics(|| drop(v.try_insert(usize::MAX, 0))));
    assert!(panics(|| _ = v.remove(usize::MAX)));
    assert!(panics(|| _ = v.swap_remove(usize::MAX)));
    assert_eq!(v, [1, 2, 3]);
    drop(v);
    strict.finish().unwrap();
}

#[test]
fn f06_a_zero_sized_layout_reaches_the_allocator() {
    let strict = CheckedAllocator::new(Heap);
    let mut units = ExVec::<(), _>::try_with_capacity(100, &strict).unwrap();
    units.try_extend([(), (), ()]).unwrap();
    units.try_insert(1, ()).unwrap();
    units.try_shrink_to_fit().unwrap();
    units.try_extend_from_within(..2).unwrap();
    drop(units.drain(1..3));
    let other = units.try_split_off(1).unwrap();
    drop(units.try_clone().unwrap());
    let _ = other.into_iter().next();
    drop(units);
    let mut empty = ExVec::<u64, _>::try_with_capacity(0, &strict).unwrap();
    empty.try_reserve(0).unwrap();
    empty.try_shrink_to_fit().unwrap();
    empty.try_extend_from_slice(&[]).unwrap();
    drop(empty.try_split_off(0).unwrap());
    drop(empty.try_clone().unwrap());
    drop(empty.into_iter());
    assert_eq!((strict.requests(), strict.deallocs()), (0, 0));
    // Shrinking what has a block to nothing gives the block back, and doesn't ask for size zero.
    let mut emptied = ExVec::<u64, _>::try_with_capacity(4, &strict).unwrap();
    emptied.try_shrink_to_fit().unwrap();
    assert_eq!((emptied.capacity(), strict.live_blocks()), (0, 0));
    drop(emptied);
    strict.finish().unwrap();
}

#[test]
fn f07_an_empty_array_of_u64_at_alignment_1() {
    fn aligned<T>(ptr: *const T) {
        assert!(!ptr.is_null() && ptr.is_aligned(), "{ptr:p} for alignment {}", align_of::<T>());
    }
    fn check<T: Clone>(element: T) {
        let mut v = ExVec::new(Heap);
        aligned(v.as_ptr());
        aligned::<T>(v.as_slice().as_ptr());
        v.try_push(element.clone()).unwrap();
        v.try_push(element).unwrap();
        aligned(v.as_ptr());
        v.iter().for_each(|e| aligned(e));
        aligned(v.drain(..1).as_slice().as_ptr());
        v.try_shrink_to_fit().unwrap();
        let mut rest = v.into_iter();
        aligned(rest.as_slice().as_ptr());
        assert!(rest.next().is_some() && rest.next().is_none());
        aligned(rest.as_slice().as_ptr());
    }
    check([0_u64; 0]);
    check([exalloc::testing::OverAligned(1_u8); 0]);
    check(exalloc::testing::OverAligned(()));
    check(exalloc::testing::OverAligned(1_u8));
    check(());
}

/// Runs `f` on six elements with the `k`-th call of foreign code panicking, for every `k`; each
/// element must be dropped once, whatever happens.
fn survives_panics(
    arm: fn(&Ledger, usize),
    f: impl for<'l> Fn(&'l Ledger, ExVec<Tracked<'l>, &CheckedAllocator<'static, Heap>>),
) {
    let mut panicked = 0;
    for k in 0..16 {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let mut v = ExVec::new(&strict);
        v.try_extend(ledger.elements::<6>()).unwrap();
        arm(&ledger, k + 1);
        panicked += usize::from(panics(|| f(&ledger, v)));
        ledger.disarm();
        ledger.finish();
        strict.finish().unwrap();
    }
    assert!(panicked > 0, "nothing was tested");
    assert!(panicked < 16, "never got to the end");
}

#[test]
fn f10_user_code_between_reading_a_value_and_marking_its_slot_empty() {
    let drops = Ledger::panic_at_drop;
    survives_panics(drops, |_, mut v| v.truncate(2));
    survives_panics(drops, |_, mut v| v.clear());
    survives_panics(drops, |_, mut v| v.retain(|e| e.value() % 2 == 0));
    survives_panics(drops, |_, mut v| v.dedup_by_key(|e| e.value() / 2));
    survives_panics(drops, |_, mut v| drop(v.drain(1..4)));
    survives_panics(drops, |_, mut v| drop(v.drain(1..5).nth(1)));
    survives_panics(drops, |_, v| drop(v.into_iter().nth(2)));
    survives_panics(drops, |ledger, mut v| drop(v.try_resize(3, ledger.element(9))));
    survives_panics(drops, |_, v| drop(v));
    let compares = Ledger::panic_at_compare;
    survives_panics(compares, |_, mut v| v.retain(|e| *e != 3));
    survives_panics(compares, |_, mut v| v.dedup());
    let clones = Ledger::panic_at_clone;
    survives_panics(clones, |_, mut v| v.try_extend_from_within(1..).unwrap());
    survives_panics(clones, |_, v| drop(v.try_clone().unwrap()));
    survives_panics(clones, |ledger, mut v| drop(v.try_resize(12, ledger.element(9))));
}

#[test]
fn f10_an_iterator_that_panics_while_its_items_are_stored() {
    for at in 0..=8 {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let mut v = ExVec::new(&strict);
        v.try_extend(ledger.elements::<3>()).unwrap();
        let iter = PanicAt::nth((0..8).map(|i| ledger.element(i)), at + 1);
        assert!(panics(|| drop(v.try_extend(iter))));
        assert_eq!(v.len(), 3 + at);
        drop(v);
        ledger.finish();
        strict.finish().unwrap();
    }
}

#[test]
fn f18_a_value_dropped_when_the_vector_cannot_grow() {
    let ledger = Ledger::new();
    let runs = for_each_failure(|alloc| {
        let mut v = ExVec::new(alloc);
        for value in 0..12 {
            let len = v.len();
            let result = if value % 2 == 0 {
                v.try_push(ledger.element(value))
            } else {
                v.try_insert(0, ledger.element(value))
            };
            if let Err(error) = result {
                assert_eq!(error.value.value(), value);
                assert_eq!(v.len(), len);
            }
        }
        let alive = ledger.alive();
        match v.try_extend(ledger.elements::<40>()) {
            Ok(()) => assert_eq!(ledger.alive(), alive + 40),
            Err(error) => {
                let values = error.into_iter().map(|e| e.value());
                assert!(values.eq(0..40), "the error holds all of them");
            }
        }
    });
    assert!(runs > 1);
    ledger.finish();
}

#[test]
fn f19_capacity_doubling_wraps_and_loops() {
    let strict = CheckedAllocator::new(Heap);
    let mut v = ExVec::<u8, _>::new(&strict);
    v.try_push(1).unwrap();
    for additional in [isize::MAX as usize, usize::MAX / 2 + 1, usize::MAX - 1] {
        assert!(v.try_reserve(additional).is_err());
    }
    assert_eq!(v, [1]);
    // Just within the bounds: the layout is valid, and the allocator is asked.
    let small = InlineBump::<64>::new();
    let mut w = ExVec::<u8, _>::new(&small);
    w.try_push(1).unwrap();
    let error = w.try_reserve(isize::MAX as usize - 1).unwrap_err();
    assert!(matches!(error.kind(), TryReserveErrorKind::AllocError { .. }), "{error}");
    assert_eq!(w, [1]);
    // The rule of growth itself, at capacities that can't double.
    use exalloc::layout::amortized_capacity;
    for cap in [usize::MAX / 2, usize::MAX / 2 + 1, usize::MAX - 1, usize::MAX] {
        assert_eq!(amortized_capacity(1, usize::MAX, cap, usize::MAX - 1, 1), Some(usize::MAX));
        assert_eq!(amortized_capacity(1, usize::MAX, cap, usize::MAX, 1), None);
    }
    drop(v);
    strict.finish().unwrap();
}

/// What became of a [`Handle`] and its clones.
#[derive(Default)]
struct Handles {
    /// Made less dropped: zero at the end, and negative after a second drop.
    alive: Cell<isize>,
    /// Whether a block went back when none was alive.
    used_late: Cell<bool>,
}

/// A heap by value that counts its clones and drops.
struct Handle<'h>(&'h Handles);

impl<'h> Handle<'h> {
    fn new(handles: &'h Handles) -> Self {
        handles.alive.set(handles.alive.get() + 1);
        Self(handles)
    }
}

impl Drop for Handle<'_> {
    fn drop(&mut self) {
        self.0.alive.set(self.0.alive.get() - 1);
    }
}

impl Clone for Handle<'_> {
    fn clone(&self) -> Self {
        Self::new(self.0)
    }
}

// SAFETY: forwards to `Heap`; all values are equivalent, so that clones and drops change nothing.
unsafe impl Allocator for Handle<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        if self.0.alive.get() <= 0 {
            self.0.used_late.set(true);
        }
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) };
    }
}

/// The allocator that `f` gets must be dropped once, after its last use.
#[track_caller]
fn dropped_once(f: impl FnOnce(ExVec<String, Handle<'_>>)) {
    let handles = Handles::default();
    let mut v = ExVec::new(Handle::new(&handles));
    v.try_extend(["a", "b", "c"].map(String::from)).unwrap();
    assert_eq!(handles.alive.get(), 1);
    f(v);
    assert_eq!((handles.alive.get(), handles.used_late.get()), (0, false));
}

#[test]
fn b01_into_iter_drops_the_allocator_twice() {
    dropped_once(|v| drop(v.into_iter()));
    dropped_once(|v| drop(v.into_iter().next()));
    dropped_once(|v| assert_eq!(v.into_iter().count(), 3));
    #[cfg(feature = "infallible")]
    dropped_once(|v| drop(v.into_iter().clone()));
    dropped_once(|mut v| drop(v.drain(1..)));
    dropped_once(|v| {
        let (ptr, len, cap, alloc) = v.into_raw_parts();
        // SAFETY: the parts of one vector.
        drop(unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) });
    });
    dropped_once(|mut v| drop(v.try_split_off(1).unwrap()));
    dropped_once(|mut v| {
        let mut other = v.try_clone().unwrap();
        v.try_append(&mut other).unwrap();
        assert_eq!((v.len(), other.len()), (6, 0));
    });
}

#[test]
fn b01_into_iter_drops_the_allocator_once_if_an_element_panics() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("planted");
        }
    }
    let handles = Handles::default();
    let mut v = ExVec::new(Handle::new(&handles));
    v.try_push(Some(Bomb)).unwrap();
    v.try_push(None).unwrap();
    assert!(panics(|| drop(v.into_iter())));
    assert_eq!((handles.alive.get(), handles.used_late.get()), (0, false));
}

/// rust#123369: shrinking while the failure handler unwinds. Here failure is a value, and nothing
/// unwinds.
#[test]
fn b03_shrink_while_the_failure_handler_unwinds() {
    let strict = CheckedAllocator::new(Heap);
    let alloc = FailingAllocator::from_nth(&strict, 2);
    let mut v = ExVec::<u32, _>::try_with_capacity(10, &alloc).unwrap();
    v.try_push(1).unwrap();
    assert!(v.try_shrink_to_fit().is_err());
    v.shrink_to_fit();
    assert_eq!((&v[..], v.capacity()), (&[1][..], 10));
    drop(v);
    strict.finish().unwrap();
}

#[test]
fn b07_clear_then_reserve_leaks_the_block() {
    type Empty = fn(&mut ExVec<u32, &CheckedAllocator<'static, Heap>>);
    let ways: [Empty; 6] = [
        |v| v.clear(),
        |v| v.truncate(0),
        |v| drop(v.drain(..)),
        |v| v.retain(|_| false),
        |v| while v.pop().is_some() {},
        |v| drop(v.try_split_off(0).unwrap()),
    ];
    for empty in ways {
        let strict = CheckedAllocator::new(Heap);
        let mut v = ExVec::new(&strict);
        v.try_extend(0..50).unwrap();
        empty(&mut v);
        v.try_reserve(1000).unwrap();
        assert_eq!(strict.live_blocks(), 1);
        v.try_reserve_exact(5000).unwrap();
        assert_eq!(strict.live_blocks(), 1);
        v.try_shrink_to_fit().unwrap();
        drop(v);
        strict.finish().unwrap();
    }
}

/// The capacity is what the block has room for, and the length is within it.
#[track_caller]
fn honest(
    v: &ExVec<u32, &CheckedAllocator<'static, Heap>>,
    strict: &CheckedAllocator<'static, Heap>,
) {
    assert!(v.len() <= v.capacity());
    let block = Layout::array::<u32>(v.capacity()).unwrap();
    assert!(strict.live_layouts().eq((block.size() > 0).then_some(block)));
}

#[test]
fn b09_room_and_length_of_a_bulk_write_counted_from_different_bases() {
    type V<'s> = ExVec<u32, &'s CheckedAllocator<'static, Heap>>;
    let source: Vec<u32> = (1000..1100).collect();
    type Write = fn(&mut V<'_>, &[u32]);
    let ops: [(&str, Write); 6] = [
        ("slice", |v, more| v.try_extend_from_slice(more).unwrap()),
        ("iterator", |v, more| v.try_extend(more.iter().copied()).unwrap()),
        ("unknown length", |v, more| v.try_extend(more.iter().copied().filter(|_| true)).unwrap()),
        ("array at a time", |v, more| {
            for &value in more {
                v.try_push(value).unwrap();
            }
        }),
        ("append", |v, more| {
            let mut other = ExVec::try_from_slice_in(more, Heap).unwrap();
            v.try_append(&mut other).unwrap();
        }),
        ("resize with", |v, more| {
            let mut values = more.iter().copied();
            let len = v.len() + more.len();
            v.try_resize_with(len, || values.next().unwrap()).unwrap();
        }),
    ];
    for (name, op) in ops {
        // The fault showed only where the first capacity was neither zero nor what was written.
        for cap in 0..24 {
            for len in 0..=cap {
                for more in [0, 1, cap / 2, cap, 2 * cap, 2 * cap + 1, 100] {
                    let more = &source[..more.min(100)];
                    let strict = CheckedAllocator::new(Heap);
                    let mut v = V::try_with_capacity(cap, &strict).unwrap();
                    v.try_extend(0..len as u32).unwrap();
                    op(&mut v, more);
                    honest(&v, &strict);
                    let expected = (0..len as u32).chain(more.iter().copied());
                    assert!(v.iter().copied().eq(expected), "{name}: {cap}, {len}, {more:?}");
                    drop(v);
                    strict.finish().unwrap();
                }
            }
        }
    }
}
