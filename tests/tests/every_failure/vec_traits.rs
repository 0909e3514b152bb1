//! `ExVec`: `splice` and conversions, which panic when memory runs out.

use crate::case::{Elements, Refused, cases};
use crate::infallible::{numbers, or_refused};
use core::ops::Range;
use exalloc::testing::Ledger;
use exalloc::vec::Splice;
use exalloc::{ExBox, ExVec};
use exalloc_tests::current::Current;
use std::borrow::Cow;

/// Splices many items into a vector of nine. When there is no room, those that found room are
/// there, and so is the tail.
fn spliced(method: impl Fn(&mut Splice<'_, Range<u32>, Current>)) -> Result<(), Refused> {
    let mut v = numbers(9)?;
    let done = or_refused(|| method(&mut v.splice(2..5, 100..140)));
    let inserted = v.len() - 6;
    assert!(v[..2] == [0, 1] && v[2 + inserted..] == [5, 6, 7, 8]);
    assert!(v[2..2 + inserted].iter().copied().eq((100..140).take(inserted)));
    assert!(inserted == 40 || done.is_err());
    done
}

cases! {
    splice: "ExVec::splice", {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(5, Current)?;
        v.try_extend(ledger.elements::<5>())?;
        let done = or_refused(|| drop(v.splice(1..3, ledger.elements::<9>())));
        assert_eq!(ledger.alive(), v.len());
        drop(v);
        ledger.finish();
        done?;
    }
    drop_of_splice: "Drop for Splice", {
        let mut v = numbers(9)?;
        let items = (100..140).filter(|n| n % 2 == 0);
        let done = or_refused(|| drop(v.splice(2..5, items)));
        assert!(v.starts_with(&[0, 1]) && v.ends_with(&[5, 6, 7, 8]));
        done?;
    }
    next_of_splice: "Iterator for Splice", { spliced(|splice| assert_eq!(splice.next(), Some(2)))?; }
    next_back_of_splice: "DoubleEndedIterator for Splice", {
        spliced(|splice| assert_eq!(splice.next_back(), Some(4)))?;
    }
    len_of_splice: "ExactSizeIterator for Splice", { spliced(|splice| assert_eq!(splice.len(), 3))?; }
    debug_of_splice: "fmt::Debug for Splice", {
        spliced(|splice| {
            let text = "Splice { drain: Drain([2, 3, 4]), replace_with: 100..140 }";
            assert_eq!(format!("{splice:?}"), text);
        })?;
    }
    into_alloc: "ExVec::into_alloc", {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(10, Current)?;
        v.try_extend(ledger.elements::<3>())?;
        let moved = or_refused(|| drop(v.into_alloc(&Current)));
        ledger.finish();
        moved?;
    }
    from: "From for ExVec", {
        type Made<T> = ExVec<T, Current>;
        let ledger = Ledger::new();
        let mut array = ledger.elements::<3>();
        or_refused(|| assert_eq!(Made::from(&array), array))?;
        or_refused(|| assert_eq!(Made::from(&array[..]).len(), 3))?;
        or_refused(|| assert_eq!(Made::from(&mut array).len(), 3))?;
        or_refused(|| assert_eq!(Made::from(&mut array[..]).len(), 3))?;
        or_refused(|| assert_eq!(Made::from(Cow::Borrowed(&array[..])).len(), 3))?;
        let owned = Vec::from(array);
        let made = or_refused(|| assert_eq!(Made::from(Cow::Owned(owned)).len(), 3));
        ledger.check();
        assert_eq!(ledger.alive(), 0);
        made?;
        let made = or_refused(|| assert_eq!(Made::from(ledger.elements::<3>()).len(), 3));
        ledger.finish();
        made?;
        or_refused(|| assert_eq!(Made::from("Ada"), *b"Ada"))?;
    }
    boxed: "From for ExBox", {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(10, Current)?;
        v.try_extend(ledger.elements::<3>())?;
        let made = or_refused(|| assert_eq!(ExBox::<[_], _>::from(v).len(), 3));
        ledger.finish();
        made?;
    }
}
