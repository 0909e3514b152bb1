//! `ExVec`: elements that go elsewhere, or in exchange for others, or an error comes back.

use crate::case::{Elements, cases, on_vec};
use exalloc::ExVec;
use exalloc::testing::{Ledger, Tracked};
use exalloc_tests::current::Current;

cases! {
    splice: "ExVec::try_splice", {
        for range in [0..0, 1..3, 2..5, 0..5, 5..5] {
            for known in [true, false] {
                on_vec(|v, ledger| {
                    let items = ledger.elements::<36>().into_iter();
                    let items: Box<dyn Iterator<Item = Tracked<'_>>> =
                        if known { Box::new(items) } else { Box::new(items.filter(|_| true)) };
                    match v.try_splice(range.clone(), items) {
                        Ok(old) => {
                            assert!(old.map(|e| e.value() as usize).eq(range.clone()));
                            Ok(())
                        }
                        Err(failed) => {
                            let error = failed.error.clone();
                            assert!(failed.into_iter().map(|e| e.value()).eq(0..36));
                            Err(error)
                        }
                    }
                })?;
            }
        }
    }
    into_alloc: "ExVec::try_into_alloc", {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(10, Current)?;
        v.try_extend(ledger.elements::<3>())?;
        let at = v.as_ptr();
        match v.try_into_alloc(&Current) {
            Ok(moved) => {
                assert_eq!(moved.capacity(), 3);
                assert!(moved.iter().map(Tracked::value).eq(0..3));
            }
            Err(failed) => {
                assert_eq!((failed.value.as_ptr(), failed.value.capacity()), (at, 10));
                assert!(failed.value.iter().map(Tracked::value).eq(0..3));
                assert!(core::ptr::eq(failed.alloc, &Current));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
    }
    clone_of_into_iter: "IntoIter::try_clone", {
        let mut items = ExVec::try_from_iter_in(0..5, Current)?.into_iter();
        assert_eq!(items.next(), Some(0));
        let copy = items.try_clone().inspect_err(|_| assert_eq!(items.as_slice(), [1, 2, 3, 4]))?;
        assert!(copy.eq(items));
    }
}
