//! What a case is, and how it runs.

use exalloc::c_string::TryNewError;
use exalloc::testing::{AllFailures, Ledger, Tracked};
use exalloc::{
    Allocator, ExString, ExVec, TryCollectError, TryExtendError, TryIntoAllocError, TryPushError,
    TryReserveError,
};
use exalloc_tests::current::{Current, during};
pub(crate) use exalloc_tests::sources::Case;
use exalloc_tests::{Heap, ReallocHeap};

/// Memory ran out, and all was as it should be then.
#[derive(Debug)]
pub(crate) struct Refused;

impl From<TryReserveError> for Refused {
    fn from(_: TryReserveError) -> Self {
        Self
    }
}

impl<T> From<TryPushError<T>> for Refused {
    fn from(_: TryPushError<T>) -> Self {
        Self
    }
}

impl<C, B> From<TryIntoAllocError<C, B>> for Refused {
    fn from(_: TryIntoAllocError<C, B>) -> Self {
        Self
    }
}

impl<I: Iterator> From<TryExtendError<I>> for Refused {
    fn from(_: TryExtendError<I>) -> Self {
        Self
    }
}

impl<C, I: Iterator> From<TryCollectError<C, I>> for Refused {
    fn from(_: TryCollectError<C, I>) -> Self {
        Self
    }
}

impl<B, E> From<TryNewError<B, E>> for Refused {
    fn from(error: TryNewError<B, E>) -> Self {
        assert!(matches!(error, TryNewError::NoRoom(_)), "another error");
        Self
    }
}

/// Runs a body with every request refused: alone, and with all that follow.
///
/// Once over a heap that never resizes, so that growth copies, and once over one that always does.
/// What leaks, misuses memory, or succeeds without the memory it asked for is a panic.
#[track_caller]
pub(crate) fn survives(fallback: bool, body: impl Fn() -> Result<(), Refused>) {
    let backings: [&dyn Allocator; 2] = [&Heap, &ReallocHeap];
    for backing in backings {
        let all = AllFailures::new().with_fallbacks(fallback);
        match all.run_in(backing, |alloc| during(alloc, &body)) {
            Ok(done) => assert!(done.requests() > 0, "it asks for nothing"),
            Err(report) => panic!("{report}"),
        }
    }
}

/// The cases of a module, each with a test; `CASES` is what the audit reads.
///
/// The body has [`Current`] memory, and returns [`Refused`] by `?`. A case `with fallback` may
/// succeed without the memory it asked for.
macro_rules! cases {
    ($($name:ident: $item:literal $(with $fallback:ident)?, $body:block)+) => {
        pub(crate) const CASES: &[$crate::case::Case] =
            &[$($crate::case::Case { item: $item, code: stringify!($body) }),+];
        $(
            #[test]
            fn $name() {
                let fallback = false $(|| stringify!($fallback) == "fallback")?;
                $crate::case::survives(fallback, || {
                    $body
                    Ok(())
                });
            }
        )+
    };
}
pub(crate) use cases;

pub(crate) type Elements<'l> = ExVec<Tracked<'l>, Current>;
pub(crate) type Text = ExString<Current>;

/// Uses a vector of five elements: full, with one place left, and with many. When the method fails,
/// the vector must be what it was.
pub(crate) fn on_vec<E: Into<Refused>>(
    method: impl for<'l> Fn(&mut Elements<'l>, &'l Ledger) -> Result<(), E>,
) -> Result<(), Refused> {
    for room in [5, 6, 40] {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(room, Current)?;
        for element in ledger.elements::<5>() {
            assert!(v.push_within_capacity(element).is_ok(), "there is room");
        }
        let state = |v: &Elements<'_>| {
            // By identity: an element replaced by its clone is noticed.
            let ids: Vec<u64> = v.iter().map(Tracked::id).collect();
            (ids, v.capacity(), v.as_ptr().addr())
        };
        let before = state(&v);
        let result = method(&mut v, &ledger).map_err(Into::into);
        if result.is_err() {
            assert_eq!(state(&v), before, "changed by a method that failed");
            assert_eq!(ledger.alive(), 5, "something lives on beside the vector");
        }
        v.iter().for_each(|element| assert!(element.value() < 1000));
        drop(v);
        ledger.finish();
        result?;
    }
    Ok(())
}

/// Uses a string "Grüße": full, with one byte left, and with many. When the method fails, the
/// string must be what it was.
pub(crate) fn on_text<E: Into<Refused>>(
    method: impl Fn(&mut Text) -> Result<(), E>,
) -> Result<(), Refused> {
    for room in [7, 8, 40] {
        let mut s = text("Grüße", room)?;
        let at = s.as_ptr();
        let result = method(&mut s).map_err(Into::into);
        if result.is_err() {
            let now = (s.as_str(), s.capacity(), s.as_ptr());
            assert_eq!(now, ("Grüße", room, at), "changed by a method that failed");
        }
        assert!(core::str::from_utf8(s.as_bytes()).is_ok());
        result?;
    }
    Ok(())
}

/// A string with room for so many bytes.
pub(crate) fn text(of: &str, room: usize) -> Result<Text, Refused> {
    let mut s = Text::try_with_capacity(room, Current)?;
    s.try_push_str(of)?;
    Ok(s)
}
