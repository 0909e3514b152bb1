//! `ExVec`: what returns an error.

use crate::case::{Elements, Refused, cases, on_vec};
use exalloc::testing::{Ledger, OverAligned, Tracked};
use exalloc::{ExVec, TryReserveError, try_ex_vec};
use exalloc_tests::current::Current;

cases! {
    with_capacity: "ExVec::try_with_capacity", {
        let v = ExVec::<OverAligned<u8>, _>::try_with_capacity(3, Current)?;
        assert_eq!(v.capacity(), 3);
    }
    push: "ExVec::try_push", {
        on_vec(|v, ledger| v.try_push(ledger.element(7)).map_err(|failed| {
            assert_eq!(failed.value.value(), 7);
            failed
        }.error))?;
    }
    push_mut: "ExVec::try_push_mut", {
        on_vec(|v, ledger| match v.try_push_mut(ledger.element(7)) {
            Ok(last) => {
                *last = ledger.element(8);
                Ok(())
            }
            Err(failed) => {
                assert_eq!(failed.value.value(), 7);
                Err(failed.error)
            }
        })?;
    }
    insert: "ExVec::try_insert", {
        for index in [0, 3, 5] {
            on_vec(|v, ledger| v.try_insert(index, ledger.element(7)).map_err(|failed| {
                assert_eq!(failed.value.value(), 7);
                failed.error
            }))?;
        }
    }
    insert_mut: "ExVec::try_insert_mut", {
        for index in [0, 3, 5] {
            on_vec(|v, ledger| match v.try_insert_mut(index, ledger.element(7)) {
                Ok(place) => {
                    *place = ledger.element(8);
                    Ok(())
                }
                Err(failed) => {
                    assert_eq!(failed.value.value(), 7);
                    Err(failed.error)
                }
            })?;
        }
    }
    reserve: "ExVec::try_reserve", { on_vec(|v, _| v.try_reserve(36))?; }
    reserve_exact: "ExVec::try_reserve_exact", { on_vec(|v, _| v.try_reserve_exact(36))?; }
    shrink_to: "ExVec::try_shrink_to", { on_vec(|v, _| v.try_shrink_to(6))?; }
    shrink_to_fit: "ExVec::try_shrink_to_fit", { on_vec(|v, _| v.try_shrink_to_fit())?; }
    shrinks_to: "ExVec::shrink_to" with fallback, {
        on_vec(|v, _| {
            let before = v.capacity();
            v.shrink_to(6);
            assert!([before, 6].contains(&v.capacity()));
            Ok::<_, Refused>(())
        })?;
    }
    shrinks_to_fit: "ExVec::shrink_to_fit" with fallback, {
        on_vec(|v, _| {
            let before = v.capacity();
            v.shrink_to_fit();
            assert!([before, 5].contains(&v.capacity()));
            v.clear();
            v.shrink_to_fit();
            assert_eq!(v.capacity(), 0, "giving all back needs no block");
            Ok::<_, Refused>(())
        })?;
    }
    extend: "ExVec::try_extend", {
        // The length is known: all or nothing.
        on_vec(|v, ledger| match v.try_extend(ledger.elements::<36>()) {
            Ok(()) => Ok(()),
            Err(failed) => {
                let error = failed.error.clone();
                assert!(failed.into_iter().map(|e| e.value()).eq(0..36));
                Err(error)
            }
        })?;
    }
    extend_from_slice: "ExVec::try_extend_from_slice", {
        on_vec(|v, ledger| v.try_extend_from_slice(&ledger.elements::<36>()))?;
    }
    extend_from_slice_copy: "ExVec::try_extend_from_slice_copy", {
        let mut v = ExVec::new(Current);
        for len in 1..=40_usize {
            let before = v.len();
            let copied = v.try_extend_from_slice_copy(&vec![OverAligned(len); len]);
            assert_eq!(v.len(), if copied.is_ok() { before + len } else { before });
            copied?;
        }
    }
    extend_from_within: "ExVec::try_extend_from_within", {
        on_vec(|v, _| v.try_extend_from_within(..))?;
    }
    resize: "ExVec::try_resize", {
        on_vec(|v, ledger| v.try_resize(41, ledger.element(7)).map_err(|failed| {
            assert_eq!(failed.value.value(), 7);
            failed.error
        }))?;
    }
    resize_with: "ExVec::try_resize_with", {
        on_vec(|v, ledger| v.try_resize_with(41, || ledger.element(7)))?;
    }
    append: "ExVec::try_append", {
        on_vec(|v, ledger| {
            let mut other = ExVec::try_from_array_in(ledger.elements::<36>(), Current)
                .map_err(|failed| failed.error)?;
            let done = v.try_append(&mut other);
            assert!(other.iter().map(Tracked::value).eq(if done.is_ok() { 0..0 } else { 0..36 }));
            done
        })?;
    }
    split_off: "ExVec::try_split_off", {
        on_vec(|v, _| v.try_split_off(2).map(|tail| {
            assert!(tail.iter().map(Tracked::value).eq(2..5));
        }))?;
    }
    clone: "ExVec::try_clone", { on_vec(|v, _| v.try_clone().map(|copy| assert_eq!(copy, *v)))?; }
    clone_in: "ExVec::try_clone_in", {
        on_vec(|v, _| v.try_clone_in(&Current).map(|copy| assert_eq!(copy, *v)))?;
    }
    clone_from: "ExVec::try_clone_from", {
        on_vec(|v, ledger| {
            let longer = ExVec::try_from_array_in(ledger.elements::<41>(), Current)
                .map_err(|failed| failed.error)?;
            v.try_clone_from(&longer)
        })?;
    }
    from_slice: "ExVec::try_from_slice_in", {
        on_vec(|v, _| ExVec::try_from_slice_in(v, Current).map(|copy| assert_eq!(copy, *v)))?;
    }
    from_array: "ExVec::try_from_array_in", {
        let ledger = Ledger::new();
        match ExVec::try_from_array_in(ledger.elements::<5>(), Current) {
            Ok(v) => assert!(v.iter().map(Tracked::value).eq(0..5)),
            Err(failed) => {
                assert_eq!(failed.value.each_ref().map(|e| e.value()), [0, 1, 2, 3, 4]);
                return Err(failed.error.into());
            }
        }
        ledger.finish();
    }
    from_elem: "ExVec::try_from_elem_in", {
        let ledger = Ledger::new();
        match ExVec::try_from_elem_in(ledger.element(7), 5, Current) {
            Ok(v) => assert_eq!(v.len(), 5),
            Err(failed) => {
                assert_eq!((failed.value.value(), ledger.made()), (7, 1));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
    }
    from_iter: "ExVec::try_from_iter_in", {
        for known in [true, false] {
            let ledger = Ledger::new();
            let items = (0..100).map(|n| ledger.element(n)).filter(|_| true);
            let items: Box<dyn Iterator<Item = Tracked<'_>>> =
                if known { Box::new(ledger.elements::<100>().into_iter()) } else { Box::new(items) };
            match ExVec::try_from_iter_in(items, Current) {
                Ok(v) => assert!(v.iter().map(Tracked::value).eq(0..100)),
                Err(failed) => {
                    let error = failed.error.clone();
                    assert!(failed.into_iter().map(|e| e.value()).eq(0..100));
                    ledger.finish();
                    return Err(error.into());
                }
            }
            ledger.finish();
        }
    }
    into_boxed_slice: "ExVec::try_into_boxed_slice", {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(10, Current)?;
        v.try_extend(ledger.elements::<3>()).map_err(|_| Refused)?;
        match v.try_into_boxed_slice() {
            Ok(b) => assert_eq!(b.len(), 3),
            Err(failed) => {
                assert_eq!((failed.value.len(), failed.value.capacity()), (3, 10));
                assert!(failed.value.iter().map(Tracked::value).eq(0..3));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
    }
    macro_of_elements: "try_ex_vec!", {
        let none: Result<ExVec<u8, _>, TryReserveError> = try_ex_vec![in Current];
        assert_eq!(none?.capacity(), 0);
        let ledger = Ledger::new();
        let listed = try_ex_vec![in Current; ledger.element(1), ledger.element(2)];
        let listed = listed.map_err(|failed| {
            assert_eq!(failed.value.each_ref().map(|e| e.value()), [1, 2]);
            failed.error
        })?;
        let repeated = try_ex_vec![in Current; ledger.element(7); 5];
        let repeated = repeated.map_err(|failed| {
            assert_eq!(failed.value.value(), 7);
            failed.error
        })?;
        assert_eq!((listed.len(), repeated.len()), (2, 5));
    }
}
