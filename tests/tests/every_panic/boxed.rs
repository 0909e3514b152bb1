//! `ExBox`: what works without the feature `infallible`.

use crate::case::{Boxed, cases};
use crate::foreign::{Items, Said, Sink, boxed};
use core::error::Error;
use core::fmt::Write;
use core::future::Future;
use core::hash::Hash;
use core::pin::Pin;
use core::task::{Context, Waker};
use exalloc::testing::{Tracked, TrackedUnit};
use exalloc::{ExBox, ExString, ExVec, unsize};
use exalloc_tests::Watched;
use exalloc_tests::current::{Current, during};

cases! {
    dropping: "Drop for ExBox", alone["drop", "call"], |cx| drop(ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory"));
    dropping_many: "Drop for ExBox", alone["drop"], |cx| drop(unsize!(ExBox::try_new(cx.ledger().elements::<4>(), cx.alloc()).expect("memory") => [Tracked<'_>]));
    dropping_an_object: "Drop for ExBox", alone["drop"], |cx| drop(unsize!(ExBox::try_new(cx.ledger().elements::<4>(), cx.alloc()).expect("memory") => dyn core::fmt::Debug + '_));
    dropping_a_unit: "Drop for ExBox", on_units["drop"], |v, cx| drop(ExBox::try_new(v.pop().expect("ten"), cx.alloc()).expect("memory"));
    new: "ExBox::try_new", alone["drop", "call"], |cx| drop(ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory"));
    new_refused: "ExBox::try_new", alone["drop", "call"], |cx| {
        let nowhere = exalloc::testing::FailingAllocator::always(Watched::new(cx));
        assert_eq!(ExBox::try_new(cx.ledger().element(1), nowhere).expect_err("no memory").value.value(), 1);
    };
    write: "ExBox::write", alone["drop"], |cx| drop(ExBox::write(ExBox::try_new_uninit(cx.alloc()).expect("memory"), cx.ledger().element(1)));
    pin: "ExBox::try_pin", alone["drop"], |cx| during(cx.alloc(), || drop(ExBox::try_pin(cx.ledger().element(1), Current).expect("memory")));
    assigned: "Drop for ExBox", on_box["drop"], |b, cx| { **b = cx.ledger().element(100); drop(boxed(cx, 2)); };
    replaced: "Drop for ExBox", on_box["drop"], |b, cx| drop(core::mem::replace(b, boxed(cx, 100)));
    into_inner: "ExBox::into_inner", alone["drop", "call"], |cx| {
        let one = ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory");
        drop(ExBox::into_inner(one));
    };
    into_inner_of_a_unit: "ExBox::into_inner", on_units["drop"], |v, cx| {
        let one: ExBox<TrackedUnit<_>, _> = ExBox::try_new(v.pop().expect("ten"), cx.alloc()).expect("memory");
        drop(ExBox::into_inner(one));
    };
    into_inner_with_allocator: "ExBox::into_inner_with_allocator", alone["drop", "call"], |cx| {
        let one = ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory");
        drop(ExBox::into_inner_with_allocator(one));
    };
    into_vec: "ExBox::into_vec", alone["drop", "call"], |cx| {
        let many = ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory");
        drop(ExBox::into_vec(many.try_into_boxed_slice().expect("memory")));
    };
    into_iter: "ExBox::into_iter", alone["drop"], |cx| {
        let many = unsize!(ExBox::try_new(cx.ledger().elements::<4>(), cx.alloc()).expect("memory") => [Tracked<'_>]);
        let mut many = many.into_iter();
        drop((many.next(), many.next_back()));
    };
    clone: "ExBox::try_clone", alone["clone", "drop", "call"], |cx| {
        let one = ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory");
        drop(ExBox::try_clone(&one).expect("memory"));
    };
    clone_many: "ExBox::try_clone", alone["clone", "drop"], |cx| {
        let many = unsize!(ExBox::try_new(cx.ledger().elements::<4>(), cx.alloc()).expect("memory") => [_]);
        drop(ExBox::try_clone(&many).expect("memory"));
    };
    clone_text: "ExBox::try_clone", alone["call"], |cx| {
        let text = ExString::try_from_str_in("Ada", Watched::new(cx)).expect("memory").try_into_boxed_str().expect("memory");
        drop(ExBox::try_clone(&text).expect("memory"));
    };
    clone_in: "ExBox::try_clone_in", on_box["clone", "drop", "call"], |b, cx| drop(ExBox::try_clone_in(b, Watched::new(cx)).expect("memory"));
    equality: "PartialEq for ExBox", on_box["drop", "comparison"], |b, cx| {
        let other = boxed(cx, 1);
        assert!(*b == other);
        let differs = *b != other;
        assert!(!differs);
    };
    order: "PartialOrd for ExBox", on_box["drop", "comparison"], |b, cx| {
        let more = boxed(cx, 100);
        let answers = [*b < more, *b <= more, more > *b, more >= *b];
        assert_eq!((answers, (*b).partial_cmp(&more).is_some()), ([true; 4], true));
    };
    total_order: "Ord for ExBox", on_box["drop", "comparison"], |b, cx| assert!(Boxed::cmp(b, &boxed(cx, 100)).is_lt() && boxed(cx, 1).cmp(b).is_eq());
    hash: "Hash for ExBox", on_box["hashing", "call"], |b, cx| b.hash(&mut Sink(cx));
    debug: "fmt::Debug for ExBox", on_box["formatting", "call"], |b, cx| write!(Sink(cx), "{b:?}").expect("written");
    display: "fmt::Display for ExBox", alone["call"], |cx| {
        let said = ExBox::try_new(Said(cx), cx.alloc()).expect("memory");
        write!(Sink(cx), "{}", said).expect("written");
    };
    pointer: "fmt::Pointer for ExBox", on_box["call"], |b, cx| write!(Sink(cx), "{:p}", *b).expect("written");
    error: "Error for ExBox", alone["call"], |cx| {
        let said = ExBox::try_new(Said(cx), cx.alloc()).expect("memory");
        assert!(said.source().is_none());
    };
    iterator: "Iterator for ExBox", alone["drop", "call"], |cx| {
        let mut items = ExBox::try_new(Items::new(cx, 0..9), cx.alloc()).expect("memory");
        assert_eq!(items.size_hint(), (9, Some(9)));
        drop((items.next(), items.nth(2)));
    };
    iterator_object: "Iterator for ExBox", alone["drop", "call"], |cx| {
        let items = ExBox::try_new(Items::new(cx, 0..3), cx.alloc()).expect("memory");
        let mut items = unsize!(items => dyn Iterator<Item = Tracked<'_>> + '_);
        drop(items.next());
        items.for_each(drop);
    };
    iterator_from_the_back: "DoubleEndedIterator for ExBox", alone["drop", "call"], |cx| {
        let mut items = ExBox::try_new(Items::new(cx, 0..9), cx.alloc()).expect("memory");
        drop((items.next_back(), items.nth_back(2)));
    };
    exact_size: "ExactSizeIterator for ExBox", alone["call"], |cx| {
        let items = ExBox::try_new(Items::new(cx, 0..9), cx.alloc()).expect("memory");
        assert_eq!(items.len(), 9);
    };
    future: "Future for ExBox", alone["call"], |cx| {
        let mut future = ExBox::try_new(Sink(cx), cx.alloc()).expect("memory");
        assert!(Pin::new(&mut future).poll(&mut Context::from_waker(Waker::noop())).is_ready());
    };
}
