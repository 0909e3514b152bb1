//! Faults of others, which `ExVec` must not repeat. The names are those of DESIGN.md.

use core::mem;
use exalloc::{ExVec, TryReserveErrorKind};
use exalloc_tests::{Disaligning, Failing, Heap, Ledger, Strict, Tracked};

/// F4: `len + additional` wraps before the growth check.
#[test]
fn f4_len_plus_additional_wraps() {
    let alloc = Strict::new(Heap);
    let mut v = ExVec::try_from_array_in([1u8, 2, 3], &alloc).unwrap();
    for additional in [usize::MAX, usize::MAX - 1, usize::MAX - 2, usize::MAX - 3, usize::MAX / 2] {
        for result in [v.try_reserve(additional), v.try_reserve_exact(additional)] {
            assert_eq!(result.unwrap_err().kind(), TryReserveErrorKind::CapacityOverflow);
        }
    }
    assert_eq!(v.try_resize(usize::MAX, 7).unwrap_err().value, 7);
    assert_eq!((v.len(), v.capacity()), (3, 3));
    let mut units = ExVec::try_from_array_in([(); 3], &alloc).unwrap();
    assert!(units.try_reserve(usize::MAX - 3).is_ok());
    assert!(units.try_reserve(usize::MAX - 2).is_err());
    // SAFETY: units have no bytes, so all of them are initialised; the capacity is `usize::MAX`.
    unsafe { units.set_len(usize::MAX) };
    assert_eq!(units.try_push(()).unwrap_err().error.kind(), TryReserveErrorKind::CapacityOverflow);
    assert!(units.try_insert(0, ()).is_err() && units.try_extend([()]).is_err());
    assert!(units.try_extend_from_slice(&[()]).is_err());
    assert!(units.try_append(&mut ExVec::try_from_array_in([()], &alloc).unwrap()).is_err());
    assert_eq!(units.len(), usize::MAX);
}

/// F5: `start + len` wraps before the bounds check.
#[test]
fn f5_bounds_wrap() {
    use core::ops::Bound::{Excluded, Included, Unbounded};
    use std::panic::{AssertUnwindSafe, catch_unwind};
    let mut v = ExVec::try_from_array_in([1, 2, 3], Heap).unwrap();
    for range in [
        (Included(usize::MAX), Unbounded),
        (Excluded(usize::MAX), Unbounded),
        (Unbounded, Included(usize::MAX)),
        (Excluded(usize::MAX), Included(usize::MAX)),
        (Included(usize::MAX), Excluded(0)),
    ] {
        assert!(catch_unwind(AssertUnwindSafe(|| v.drain(range).count())).is_err());
        assert!(catch_unwind(AssertUnwindSafe(|| v.try_extend_from_within(range))).is_err());
        assert_eq!(v, [1, 2, 3]);
    }
}

/// F6: a zero-sized layout reaches the allocator. `Strict` reports one.
#[test]
fn f6_no_layout_of_size_zero() {
    let alloc = Strict::new(Heap);
    let mut none = ExVec::<u64, _>::try_with_capacity(0, &alloc).unwrap();
    none.try_reserve(0).unwrap();
    none.try_reserve_exact(0).unwrap();
    none.try_shrink_to_fit().unwrap();
    drop(none.try_clone().unwrap());
    let mut units = ExVec::try_with_capacity(10, &alloc).unwrap();
    units.try_resize(100, ()).unwrap();
    units.try_shrink_to(0).unwrap();
    drop((none, units));
    assert_eq!((alloc.requests(), alloc.deallocs()), (0, 0));
}

/// F7: `[u64; 0]` at alignment 1.
#[test]
fn f7_empty_arrays_are_aligned() {
    #[repr(align(4096))]
    struct Page;
    let alloc = Disaligning(Heap);
    let mut v = ExVec::new(&alloc);
    v.try_extend([[0u64; 0]; 3]).unwrap();
    assert!(v.as_ptr().is_aligned() && v.iter().all(|e| core::ptr::from_ref(e).is_aligned()));
    let mut v = ExVec::new(&alloc);
    v.try_extend([Page, Page]).map_err(drop).unwrap();
    assert!(v.as_ptr().is_aligned() && v.drain(1..).as_slice().as_ptr().is_aligned());
    let mut freed = ExVec::try_from_array_in([1u64], &alloc).unwrap();
    freed.clear();
    freed.try_shrink_to_fit().unwrap();
    assert!(freed.as_ptr().is_aligned() && ExVec::<u64, _>::new(&alloc).as_ptr().is_aligned());
}

/// F10: user code between reading a value and marking its slot empty (double drop).
#[test]
fn f10_a_panicking_destructor_never_sees_an_element_twice() {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    type Method = fn(&mut ExVec<Tracked<'_>, &Strict<Heap>>);
    let methods: [Method; 6] = [
        |v| v.truncate(1),
        |v| drop(v.drain(1..3)),
        |v| v.retain(|_| false),
        |v| v.dedup_by(|_, _| true),
        |v| drop(v.swap_remove(0)),
        |v| {
            let alloc = *v.allocator();
            drop(mem::replace(v, ExVec::new(alloc)).into_iter());
        },
    ];
    for method in methods {
        let (ledger, alloc) = (Ledger::new(), Strict::new(Heap));
        let mut v = ExVec::try_from_array_in(ledger.elements::<5>(), &alloc).map_err(drop).unwrap();
        ledger.panic_at_drop(0);
        assert!(catch_unwind(AssertUnwindSafe(|| method(&mut v))).is_err());
        drop(v);
        ledger.finish();
        alloc.finish();
    }
}

/// F19: capacity doubling wraps and loops.
#[test]
fn f19_doubling_ends() {
    let alloc = Failing::from_nth(Strict::new(Heap), 1);
    let mut v = ExVec::try_from_array_in([1u8], &alloc).unwrap();
    let largest = isize::MAX as usize;
    for additional in [largest - 1, largest / 2 + 1, largest / 4 * 3] {
        let kind = v.try_reserve(additional).unwrap_err().kind();
        let TryReserveErrorKind::AllocError { layout, .. } = kind else { panic!("{kind:?}") };
        assert!(layout.size() > additional);
    }
    let kind = v.try_reserve(largest).unwrap_err().kind();
    assert_eq!(kind, TryReserveErrorKind::CapacityOverflow);
    assert_eq!(v, [1]);
}

/// Counts how often it is dropped.
#[derive(Debug)]
struct CountedDrop<'a>(&'a core::cell::Cell<usize>);

// SAFETY: every call goes to `Heap`, a unit value, to which all of its values are equivalent.
unsafe impl exalloc::Allocator for CountedDrop<'_> {
    unsafe fn alloc(&self, layout: core::alloc::Layout) -> Option<core::ptr::NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { Heap.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: core::ptr::NonNull<u8>, layout: core::alloc::Layout) {
        // SAFETY: forwarded.
        unsafe { Heap.dealloc(ptr, layout) }
    }
}

impl Drop for CountedDrop<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

/// B1 (rust#95269): `IntoIter` drops the allocator twice.
#[test]
fn b1_into_iter_drops_the_allocator_once() {
    let drops = core::cell::Cell::new(0);
    let v = ExVec::try_from_array_in([1, 2, 3], CountedDrop(&drops)).unwrap();
    let mut elements = v.into_iter();
    assert_eq!((elements.next(), drops.get()), (Some(1), 0));
    drop(elements);
    assert_eq!(drops.get(), 1);
    // Nor does whatever else takes a vector apart, or fails to make one.
    drops.set(0);
    let (ptr, len, cap, alloc) =
        ExVec::try_from_array_in([1], CountedDrop(&drops)).unwrap().into_raw_parts();
    assert_eq!(drops.get(), 0);
    // SAFETY: the parts of one vector, unchanged.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) });
    assert_eq!(drops.get(), 1);
    assert!(ExVec::<u8, _>::try_with_capacity(usize::MAX, CountedDrop(&drops)).is_err());
    assert_eq!(drops.get(), 2);
    drop(ExVec::try_from_iter_in(0..usize::MAX, CountedDrop(&drops)).unwrap_err());
    assert_eq!(drops.get(), 3);
    let leaked = ExVec::<u8, _>::new(CountedDrop(&drops)).leak();
    assert_eq!((leaked.len(), drops.get()), (0, 3));
}

/// B3 (rust#123369): shrinking while the failure handler unwinds. Here failure is a value, and
/// nothing unwinds.
#[test]
fn b3_a_failed_shrink_changes_nothing() {
    let alloc = Failing::from_nth(Strict::new(Heap), 1);
    let mut v = ExVec::<u32, _>::try_with_capacity(10, &alloc).unwrap();
    v.try_push(1).unwrap();
    assert!(v.try_shrink_to_fit().is_err());
    v.shrink_to_fit();
    assert_eq!((&v[..], v.capacity()), (&[1][..], 10));
    drop(v);
    alloc.inner().finish();
}

/// B7 (smallvec 2 alpha): clear, then reserve leaks the block.
#[test]
fn b7_clear_then_reserve_keeps_track_of_the_block() {
    let alloc = Strict::new(Heap);
    let mut v = ExVec::try_from_array_in([1u8; 20], &alloc).unwrap();
    v.clear();
    v.try_reserve(1000).unwrap();
    assert_eq!(alloc.live_blocks(), 1);
    v.clear();
    v.try_reserve_exact(5000).unwrap();
    assert_eq!((alloc.live_blocks(), alloc.live_bytes()), (1, 5000));
    drop(v);
    alloc.finish();
}

/// B9 (bumpalo's `emplace`): out of bounds when the vector is full, seen only with other initial
/// capacities than the test's.
#[test]
fn b9_whatever_the_initial_capacity() {
    for room in 0..20 {
        for len in 0..=room {
            let alloc = Strict::new(Heap);
            let mut v = ExVec::try_with_capacity(room, &alloc).unwrap();
            v.try_extend((0..len).map(|n| n as u64)).unwrap();
            v.try_insert(len / 2, 70).unwrap();
            *v.try_push_mut(71).unwrap() += 1;
            v.try_insert_mut(0, 73).unwrap();
            assert_eq!((v.len(), v[0], v[len + 2], v[len / 2 + 1]), (len + 3, 73, 72, 70));
            drop(v);
            alloc.finish();
        }
    }
}

/// B10 (allocator-api2#21): taking a value out frees it twice.
#[test]
fn b10_what_is_taken_out_is_not_dropped_behind() {
    let (ledger, alloc) = (Ledger::new(), Strict::new(Heap));
    let mut v = ExVec::try_from_array_in(ledger.elements::<6>(), &alloc).map_err(drop).unwrap();
    let taken = [v.pop(), Some(v.remove(0)), Some(v.swap_remove(0)), v.drain(..1).next()];
    let rest = v.into_iter().next();
    assert_eq!(ledger.alive(), 5);
    drop((taken, rest));
    ledger.finish();
    alloc.finish();
}
