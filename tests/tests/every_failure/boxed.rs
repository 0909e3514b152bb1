//! `ExBox`: what returns an error.

use crate::case::cases;
use core::error::Error;
use exalloc::testing::{Ledger, OverAligned};
use exalloc::{ExBox, ExString, unsize};
use exalloc_tests::Heap;
use exalloc_tests::current::Current;

cases! {
    new: "ExBox::try_new", {
        let ledger = Ledger::new();
        match ExBox::try_new(ledger.element(5), Current) {
            Ok(b) => assert_eq!(b.value(), 5),
            Err(failed) => {
                assert_eq!((failed.value.value(), ledger.dropped()), (5, 0));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
        assert_eq!(*ExBox::try_new(OverAligned([7u8; 500]), Current)?, OverAligned([7; 500]));
    }
    new_uninit: "ExBox::try_new_uninit", {
        assert_eq!(*ExBox::write(ExBox::try_new_uninit(Current)?, 7), 7);
    }
    new_uninit_slice: "ExBox::try_new_uninit_slice", {
        assert_eq!(ExBox::<[u64], _>::try_new_uninit_slice(5, Current)?.len(), 5);
    }
    pin: "ExBox::try_pin", {
        let ledger = Ledger::new();
        match ExBox::try_pin(ledger.element(5), Current) {
            Ok(b) => assert_eq!(b.value(), 5),
            Err(failed) => {
                assert_eq!((failed.value.value(), ledger.dropped()), (5, 0));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
    }
    clone: "ExBox::try_clone", {
        let ledger = Ledger::new();
        let one = ExBox::try_new(ledger.element(5), Current)?;
        let made = ledger.made();
        let copy = ExBox::try_clone(&one).inspect_err(|_| assert_eq!(ledger.made(), made))?;
        assert_eq!(one, copy);
        let many = unsize!(ExBox::try_new(ledger.elements::<3>(), Current)? => [_]);
        let made = ledger.made();
        let copy = ExBox::try_clone(&many).inspect_err(|_| assert_eq!(ledger.made(), made))?;
        assert_eq!(many, copy);
        let text = ExString::try_from_str_in("Ada", Current)?.try_into_boxed_str()?;
        assert_eq!(ExBox::try_clone(&text)?, text);
    }
    clone_in: "ExBox::try_clone_in", {
        let ledger = Ledger::new();
        let one = ExBox::try_new(ledger.element(5), Current)?;
        assert_eq!(one, ExBox::try_clone_in(&one, &Current)?);
        let many = unsize!(ExBox::try_new(ledger.elements::<3>(), Current)? => [_]);
        assert_eq!(many, ExBox::try_clone_in(&many, &Current)?);
    }
    new_zeroed: "ExBox::try_new_zeroed", {
        // SAFETY: an array of numbers may be zero.
        assert_eq!(*unsafe { ExBox::<[u32; 9], _>::try_new_zeroed(Current)?.assume_init() }, [0; 9]);
    }
    new_zeroed_slice: "ExBox::try_new_zeroed_slice", {
        let zeros = ExBox::<[u64], _>::try_new_zeroed_slice(5, Current)?;
        // SAFETY: numbers may be zero.
        assert_eq!(*unsafe { zeros.assume_init() }, [0; 5]);
    }
    from_slice: "ExBox::try_from_slice_in", {
        let ledger = Ledger::new();
        let elements = ledger.elements::<3>();
        let made = ledger.made();
        let copy = ExBox::<[_], _>::try_from_slice_in(&elements, Current)
            .inspect_err(|_| assert_eq!(ledger.made(), made))?;
        assert_eq!(*copy, elements);
    }
    from_str: "ExBox::try_from_str_in", {
        assert_eq!(&*ExBox::<str, _>::try_from_str_in("Ada", Current)?, "Ada");
    }
    error_from_str: "ExBox::try_from_str_in", {
        let error = ExBox::<dyn Error, _>::try_from_str_in("no name", Current)?;
        assert_eq!(error.to_string(), "no name");
    }
    error_from_str_for_threads: "ExBox::try_from_str_in", {
        let error = ExBox::<dyn Error + Send + Sync, _>::try_from_str_in("no name", Current)?;
        assert_eq!(error.to_string(), "no name");
    }
    new_with: "ExBox::try_new_with", {
        let ledger = Ledger::new();
        let held = ledger.element(5);
        match ExBox::try_new_with(move || held, Current) {
            Ok(b) => assert_eq!(b.value(), 5),
            Err(failed) => {
                assert_eq!(((failed.value)().value(), ledger.made()), (5, 1));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
    }
    into_alloc: "ExBox::try_into_alloc", {
        let ledger = Ledger::new();
        let one = ExBox::try_new(ledger.element(5), Heap).expect("memory");
        match ExBox::try_into_alloc(one, Current) {
            Ok(b) => assert_eq!(b.value(), 5),
            Err(failed) => {
                let Current = failed.alloc;
                assert_eq!((failed.value.value(), ledger.dropped()), (5, 0));
                return Err(failed.error.into());
            }
        }
        ledger.finish();
        let many = unsize!(ExBox::try_new([1_u64, 2, 3], Heap).expect("memory") => [u64]);
        let many = ExBox::try_into_alloc(many, Current)
            .inspect_err(|failed| assert_eq!(*failed.value, [1, 2, 3]))?;
        assert_eq!(*many, [1, 2, 3]);
        let text = ExBox::<str, _>::try_from_str_in("Ada", Heap).expect("memory");
        let text = ExBox::try_into_alloc(text, Current)
            .inspect_err(|failed| assert_eq!(&*failed.value, "Ada"))?;
        assert_eq!(&*text, "Ada");
    }
}
