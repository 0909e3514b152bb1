//! `ExBox`: closures that it calls, makes values with, or holds, and values that move elsewhere.

use crate::case::cases;
use crate::foreign::hold;
use exalloc::testing::{FailingAllocator, Tracked};
use exalloc::{CallOnce, ExBox, ExVec, unsize};
use exalloc_tests::Watched;

cases! {
    call_once: "ExBox::call_once", alone["drop", "call"], |cx| {
        let (held, argument) = (cx.ledger().element(1), cx.ledger().element(2));
        // What is dropped behind a result that panics leaks it (rust-lang/rust#47949).
        let closure = move |more: Tracked<'_>, watched: Watched<'_, _>| {
            cx.call("a closure");
            let value = more.value();
            drop((more, watched));
            (held, value)
        };
        let closure = ExBox::try_new(closure, Watched::new(cx)).expect("memory");
        let result = ExBox::call_once(closure, (argument, Watched::new(cx)));
        assert_eq!((result.0.value(), result.1), (1, 2));
    };
    call_once_of_an_object: "ExBox::call_once", alone["drop", "call"], |cx| {
        let (held, block) = (cx.ledger().element(1), hold(cx));
        let closure = move |n: u8| {
            cx.call("a closure");
            drop(held);
            cx.call("a closure, later");
            n + *block
        };
        let closure = ExBox::try_new(closure, Watched::new(cx)).expect("memory");
        let closure = unsize!(closure => dyn CallOnce<(u8,), Output = u8> + '_);
        assert_eq!(ExBox::call_once(closure, (1,)), 8);
    };
    call_once_never: "Drop for ExBox", alone["drop", "call"], |cx| {
        let held = cx.ledger().element(1);
        let closure = ExBox::try_new(move || held, Watched::new(cx)).expect("memory");
        drop(unsize!(closure => dyn CallOnce<(), Output = Tracked<'_>> + '_));
    };
    new_with: "ExBox::try_new_with", alone["drop", "call"], |cx| {
        let made = || { cx.call("a closure"); cx.ledger().element(1) };
        drop(ExBox::try_new_with(made, Watched::new(cx)).map_err(|error| error.error).expect("memory"));
    };
    new_with_refused: "ExBox::try_new_with", alone["drop", "call"], |cx| {
        let held = cx.ledger().element(1);
        let nowhere = FailingAllocator::always(Watched::new(cx));
        drop(ExBox::try_new_with(move || held, nowhere).expect_err("no memory"));
    };
    into_alloc: "ExBox::try_into_alloc", alone["drop", "call"], |cx| {
        let one = ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory");
        drop(ExBox::try_into_alloc(one, Watched::new(cx)).expect("memory"));
    };
    into_alloc_of_many: "ExBox::try_into_alloc", alone["drop", "call"], |cx| {
        let many = ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory");
        let many = many.try_into_boxed_slice().expect("memory");
        drop(ExBox::try_into_alloc(many, Watched::new(cx)).expect("memory"));
    };
    into_alloc_refused: "ExBox::try_into_alloc", alone["drop", "call"], |cx| {
        let one = ExBox::try_new(cx.ledger().element(1), Watched::new(cx)).expect("memory");
        let nowhere = FailingAllocator::always(Watched::new(cx));
        drop(ExBox::try_into_alloc(one, nowhere).expect_err("no memory"));
    };
}
