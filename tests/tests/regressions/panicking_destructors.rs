//! What a panicking destructor of an argument must not cost: rust-lang/rust#47949.
//!
//! The compiler drops arguments after the result is there, and forgets the result if one of them
//! panics. So whoever returns something that needs dropping drops its arguments before.

use exalloc::testing::{AllPanics, PanicContextIn, PanicCoverage};
use exalloc::{ExBox, ExCString, ExVec};
use exalloc_tests::{Heap, Watched};

type Context = PanicContextIn<Heap>;

#[track_caller]
fn survives(body: impl FnMut(&Context)) -> PanicCoverage {
    AllPanics::new().run_in(Heap, body).unwrap_or_else(|report| panic!("{report}"))
}

/// Bytes whose destructor is a call that may panic.
struct Bytes<'c>(&'static [u8], &'c Context);

impl AsRef<[u8]> for Bytes<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0
    }
}

impl Drop for Bytes<'_> {
    fn drop(&mut self) {
        self.1.call("the destructor of the bytes");
    }
}

#[test]
fn an_iterator_whose_destructor_panics_costs_no_vector() {
    let done = survives(|cx| {
        let guard = cx.ledger().element(9);
        let items = (0..3).map(move |n| {
            assert!(guard == 9);
            cx.ledger().element(n)
        });
        drop(ExVec::try_from_iter_in(items, cx.alloc()).expect("memory"));
    });
    assert_eq!(done.drops, 4);
}

#[test]
fn bytes_whose_destructor_panics_cost_no_c_string() {
    let done = survives(|cx| {
        drop(ExCString::try_new(Bytes(b"Ada", cx), cx.alloc()).expect("memory"));
        #[cfg(feature = "infallible")]
        drop(ExCString::new(Bytes(b"Ada", cx), cx.alloc()).expect("no NUL"));
    });
    assert_eq!(done.calls, if cfg!(feature = "infallible") { 2 } else { 1 });
}

#[test]
fn an_allocator_whose_destructor_panics_costs_no_value() {
    let done = survives(|cx| {
        let alloc = Watched::new(cx);
        let boxed = ExBox::try_new(cx.ledger().element(7), alloc).expect("memory");
        assert_eq!(ExBox::into_inner(boxed).value(), 7);
    });
    assert_eq!((done.calls, done.drops), (1, 1));
}

#[test]
fn an_allocator_whose_destructor_panics_costs_no_refused_bytes() {
    struct Held<T>(T);
    impl<T> AsRef<[u8]> for Held<T> {
        fn as_ref(&self) -> &[u8] {
            b"A\0da"
        }
    }
    let done = survives(|cx| {
        let refused = ExCString::try_new(Held(cx.ledger().element(7)), Watched::new(cx));
        assert_eq!(refused.expect_err("a NUL").into_bytes().0.value(), 7);
    });
    assert_eq!((done.calls, done.drops), (1, 1));
}
