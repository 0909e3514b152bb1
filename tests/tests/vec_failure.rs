//! `ExVec` without memory: every allocating method, with every call of the allocator refused.
//!
//! Each body runs once per call that it makes, with that call refused, alone and with all that
//! follow (`for_each_failure`). After an error the vector must be what it was: contents, length,
//! capacity, place; values come back; nothing leaks.

use exalloc::testing::{Ledger, OverAligned, Tracked};
use exalloc::{Allocator, ExVec, TryReserveError, TryReserveErrorKind, try_ex_vec};
use exalloc_tests::{Refusing, for_each_failure};

type Alloc<'a> = &'a Refusing;
type Elements<'a> = ExVec<Tracked<'a>, Alloc<'a>>;

/// What must not change when a method fails.
fn state<A: Allocator>(v: &ExVec<Tracked<'_>, A>) -> (Vec<u64>, usize, *const u8) {
    // Compared by identity, so that an element replaced by its clone is noticed.
    (v.iter().map(Tracked::id).collect(), v.capacity(), v.as_ptr().cast())
}

/// Runs `method` on a vector of five, full and with spare room, with every refusal. It returns
/// whether it succeeded, after having dropped or checked what it got back.
#[track_caller]
fn fails_whole(method: impl for<'a> Fn(&mut Elements<'a>, &'a Ledger, Alloc<'a>) -> bool) {
    for room in [5, 6, 40] {
        let (mut failed, mut succeeded) = (0, 0);
        for_each_failure(|alloc| {
            let ledger = Ledger::new();
            let Ok(mut v) = Elements::try_with_capacity(room, alloc) else { return };
            assert!(v.try_extend(ledger.elements::<5>()).is_ok());
            let before = state(&v);
            if method(&mut v, &ledger, alloc) {
                succeeded += 1;
            } else {
                failed += 1;
                assert_eq!(state(&v), before);
                assert_eq!(ledger.alive(), 5, "something lives on beside the vector");
            }
            // It goes on working.
            v.truncate(4);
            assert!(v.push_within_capacity(ledger.element(9)).is_ok());
            assert!(v.iter().map(Tracked::value).take(4).eq(0..4));
            drop(v);
            ledger.finish();
        });
        assert!(succeeded > 0, "never succeeded");
        if room == 5 {
            assert!(failed > 0, "never failed");
        }
    }
}

#[test]
fn push() {
    fails_whole(|v, ledger, _| match v.try_push(ledger.element(7)) {
        Ok(()) => true,
        Err(failed) => {
            assert_eq!(failed.value.value(), 7);
            assert!(matches!(failed.error.kind(), TryReserveErrorKind::AllocError { .. }));
            false
        }
    });
    fails_whole(|v, ledger, _| match v.try_push_mut(ledger.element(7)) {
        Ok(last) => last.value() == 7,
        Err(failed) => failed.value.value() != 7,
    });
}

#[test]
fn insert() {
    for index in [0, 3, 5] {
        fails_whole(|v, ledger, _| match v.try_insert(index, ledger.element(7)) {
            Ok(()) => v.remove(index).value() == 7,
            Err(failed) => failed.value.value() != 7,
        });
        fails_whole(|v, ledger, _| match v.try_insert_mut(index, ledger.element(7)) {
            Ok(_) => v.remove(index).value() == 7,
            Err(failed) => failed.value.value() != 7,
        });
    }
}

#[test]
fn reserve() {
    fails_whole(|v, _, _| v.try_reserve(36).is_ok());
    fails_whole(|v, _, _| v.try_reserve_exact(36).is_ok());
}

#[test]
fn extend() {
    // The length is known: all or nothing.
    fails_whole(|v, ledger, _| match v.try_extend(ledger.elements::<36>()) {
        Ok(()) => true,
        Err(failed) => {
            assert!(failed.item.is_none());
            assert!(failed.into_iter().map(|e| e.value()).eq(0..36));
            false
        }
    });
}

#[test]
fn extend_without_known_length_keeps_what_was_stored() {
    let calls = for_each_failure(|alloc| {
        let ledger = Ledger::new();
        let mut v = ExVec::new(alloc);
        let items = (0..100).map(|n| ledger.element(n)).filter(|_| true);
        if let Err(failed) = v.try_extend(items) {
            let stored = u32::try_from(v.len()).unwrap();
            assert!(v.iter().map(Tracked::value).eq(0..stored));
            assert!(failed.item.is_some());
            assert!(failed.into_iter().map(|e| e.value()).eq(stored..100));
        } else {
            assert!(v.iter().map(Tracked::value).eq(0..100));
        }
        drop(v);
        ledger.finish();
    });
    assert!(calls > 3, "grew {calls} times");
}

#[test]
fn extend_from_slice() {
    fails_whole(|v, ledger, _| {
        let more = ledger.elements::<36>();
        v.try_extend_from_slice(&more).is_ok()
    });
    fails_whole(|v, _, _| {
        v.try_extend_from_within(1..).is_ok() && v.try_extend_from_within(..).is_ok()
            || v.len() != 5 // The second failed: the first's are there.
    });
    let calls = for_each_failure(|alloc| {
        let mut v = ExVec::new(alloc);
        let copied = v.try_extend_from_slice_copy(&[OverAligned(1u8); 3]);
        assert_eq!(v.len(), if copied.is_ok() { 3 } else { 0 });
    });
    assert_eq!(calls, 1);
}

#[test]
fn resize() {
    fails_whole(|v, ledger, _| {
        let element = ledger.element(7);
        let id = element.id();
        match v.try_resize(41, element) {
            Ok(()) => true,
            // The element itself, not a clone of it.
            Err(failed) => failed.value.id() != id,
        }
    });
    fails_whole(|v, ledger, _| v.try_resize_with(41, || ledger.element(7)).is_ok());
}

#[test]
fn append() {
    fails_whole(|v, ledger, alloc| {
        let other = ExVec::try_from_array_in(ledger.elements::<36>(), alloc);
        let Ok(mut other) = other else { return false };
        let done = v.try_append(&mut other).is_ok();
        assert!(other.iter().map(Tracked::value).eq(if done { 0..0 } else { 0..36 }));
        done
    });
}

#[test]
fn split_off() {
    fails_whole(|v, _, _| match v.try_split_off(2) {
        Ok(mut tail) => {
            let values = tail.iter().map(Tracked::value).eq(2..5);
            assert!(v.try_append(&mut tail).is_ok(), "there is room: it was theirs");
            values
        }
        Err(_) => false,
    });
}

#[test]
fn shrink() {
    for_each_failure(|alloc| {
        let Ok(mut v) = ExVec::try_with_capacity(40, alloc) else { return };
        v.try_extend([1u64, 2, 3]).unwrap();
        let before = v.as_ptr();
        match v.try_shrink_to(10) {
            Ok(()) => assert_eq!(v.capacity(), 10),
            Err(_) => assert_eq!((v.capacity(), v.as_ptr()), (40, before)),
        }
        let cap = v.capacity();
        match v.try_shrink_to_fit() {
            Ok(()) => assert_eq!(v.capacity(), 3),
            Err(_) => assert_eq!(v.capacity(), cap),
        }
        let cap = v.capacity();
        v.shrink_to(2);
        v.shrink_to_fit();
        assert!(v.capacity() == 3 || v.capacity() == cap);
        assert_eq!(v, [1, 2, 3]);
        // Giving all back needs no block.
        v.clear();
        v.shrink_to_fit();
        assert_eq!(v.capacity(), 0);
    });
}

#[test]
fn clones() {
    fails_whole(|v, _, _| v.try_clone().is_ok_and(|copy| copy == *v));
    fails_whole(|v, _, alloc| v.try_clone_in(alloc).is_ok_and(|copy| copy == *v));
    fails_whole(|v, _, alloc| ExVec::try_from_slice_in(v, alloc).is_ok_and(|copy| copy == *v));
    fails_whole(|v, ledger, alloc| {
        let Ok(longer) = ExVec::try_from_array_in(ledger.elements::<41>(), alloc) else {
            return false;
        };
        v.try_clone_from(&longer).is_ok()
    });
}

#[test]
fn constructors() {
    let calls = for_each_failure(|alloc| {
        let ledger = Ledger::new();
        let element = ledger.element(7);
        let id = element.id();
        match try_ex_vec![in alloc; element; 5] {
            Ok(v) => assert!(v.iter().all(|e| e.value() == 7) && v.len() == 5),
            // The element itself, not a clone of it.
            Err(failed) => assert_eq!((failed.value.value(), failed.value.id()), (7, id)),
        }
        match try_ex_vec![in alloc; ledger.element(1), ledger.element(2)] {
            Ok(v) => assert!(v.iter().map(Tracked::value).eq(1..3)),
            Err(failed) => assert!(failed.value.map(|e| e.value()) == [1, 2]),
        }
        let items = (0..100).map(|n| ledger.element(n)).filter(|_| true);
        let all: Vec<_> = match ExVec::try_from_iter_in(items, alloc) {
            Ok(v) => v.iter().map(Tracked::value).collect(),
            Err(failed) => failed.into_iter().map(|e| e.value()).collect(),
        };
        assert!(all.into_iter().eq(0..100));
        ledger.finish();
    });
    assert!(calls > 4);
}

#[test]
fn errors_become_reserve_errors() {
    fn fill(alloc: Alloc<'_>) -> Result<usize, TryReserveError> {
        let mut v = ExVec::try_from_array_in([1], alloc)?;
        v.try_push(2)?;
        v.try_insert(0, 0)?;
        v.try_extend(3..10)?;
        v.try_resize(100, 0)?;
        v.try_append(&mut try_ex_vec![in alloc; 1, 2]?)?;
        v.try_append(&mut ExVec::try_from_iter_in(0..9, alloc)?)?;
        Ok(v.len())
    }
    let mut ends = 0;
    for_each_failure(|alloc| ends += usize::from(fill(alloc).is_ok_and(|len| len == 111)));
    assert!(ends >= 2);
}

/// The panicking methods leave the vector as whole as their twins, and say what was missing.
#[cfg(feature = "infallible")]
#[test]
fn panics_come_after_the_vector_is_whole() {
    use exalloc::testing::{CheckedAllocator, FailingAllocator};
    use exalloc_tests::Heap;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    type Method =
        fn(&mut ExVec<Tracked<'_>, &FailingAllocator<&CheckedAllocator<'static, Heap>>>, &Ledger);
    let methods: &[(&str, Method)] = &[
        ("reserve", |v, _| v.reserve(1)),
        ("reserve_exact", |v, _| v.reserve_exact(1)),
        ("extend_from_within", |v, _| v.extend_from_within(..)),
        ("split_off", |v, _| drop(v.split_off(1))),
        ("clone", |v, _| drop(v.clone())),
        ("clone_from", |v, _| {
            let longer = exalloc::ex_vec![in *v.allocator(); v[0].clone(); 9];
            v.clone_from(&longer);
        }),
    ];
    for (name, method) in methods {
        let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
        let alloc = FailingAllocator::from_nth(&strict, 2);
        let mut v = ExVec::try_from_array_in(ledger.elements::<5>(), &alloc).map_err(drop).unwrap();
        let before = state(&v);
        let payload = catch_unwind(AssertUnwindSafe(|| method(&mut v, &ledger))).unwrap_err();
        let message = payload.downcast::<String>().unwrap();
        assert!(message.starts_with("no memory for a block of "), "{name}: {message}");
        assert_eq!((state(&v), ledger.alive()), (before, 5), "{name}");
        drop(v);
        ledger.finish();
        strict.finish().unwrap();
    }
}
