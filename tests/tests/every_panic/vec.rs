//! `ExVec` and its iterators: what works without the feature `infallible`.

use crate::case::{Elements, cases};
use crate::foreign::{Items, Place, Sink, Source};
use core::fmt::Write;
use core::hash::Hash;
use core::mem;
use exalloc::testing::TrackedUnit;
use exalloc::{ExVec, try_ex_vec};
use exalloc_tests::Watched;

cases! {
    dropping: "Drop for ExVec", on_vec["drop"], |v, cx| drop(mem::replace(v, ExVec::new(cx.alloc())));
    dropping_units: "Drop for ExVec", on_units["drop"], |v, cx| drop(mem::replace(v, ExVec::new(cx.alloc())));
    dropping_an_allocator: "Drop for ExVec", alone["drop", "call"], |cx| {
        drop(ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory"));
    };
    truncate: "ExVec::truncate", on_vec["drop"], |v, _cx| v.truncate(2);
    truncate_units: "ExVec::truncate", on_units["drop"], |v, _cx| v.truncate(3);
    clear: "ExVec::clear", on_vec["drop"], |v, _cx| v.clear();
    clear_units: "ExVec::clear", on_units["drop"], |v, _cx| v.clear();
    retain: "ExVec::retain", on_vec["drop", "call"], |v, cx| v.retain(|e| { cx.call("retain"); e.value() == 3 });
    retain_most: "ExVec::retain", on_vec["drop", "call"], |v, cx| v.retain(|e| { cx.call("retain"); e.value() != 2 });
    retain_that_holds_an_element: "ExVec::retain", on_vec["drop", "call"], |v, cx| {
        let held = cx.ledger().element(3);
        v.retain(move |e| { cx.call("retain"); e.value() == held.value() });
    };
    retain_units: "ExVec::retain", on_units["drop", "call"], |v, cx| {
        let mut n = 0;
        v.retain(|_| { cx.call("retain"); n += 1; n % 3 == 0 });
    };
    retain_mut: "ExVec::retain_mut", on_vec["drop", "call"], |v, cx| v.retain_mut(|e| {
        *e = cx.ledger().element(e.value());
        cx.call("retain_mut");
        e.value() == 1
    });
    dedup: "ExVec::dedup", on_vec["drop", "comparison"], |v, _cx| v.dedup();
    dedup_units: "ExVec::dedup", on_units["drop", "comparison"], |v, _cx| v.dedup();
    dedup_by: "ExVec::dedup_by", on_vec["drop", "call"], |v, cx| v.dedup_by(|a, b| { cx.call("dedup_by"); a.value() == b.value() });
    dedup_by_units: "ExVec::dedup_by", on_units["drop", "call"], |v, cx| v.dedup_by(|_, _| { cx.call("dedup_by"); true });
    dedup_by_key: "ExVec::dedup_by_key", on_vec["drop", "call"], |v, cx| v.dedup_by_key(|e| { cx.call("dedup_by_key"); e.value() });
    dedup_by_key_of_elements: "ExVec::dedup_by_key", on_vec["clone", "drop", "comparison"], |v, _cx| v.dedup_by_key(|e| e.clone());
    drain_dropped: "ExVec::drain", on_vec["drop"], |v, _cx| drop(v.drain(2..5));
    drain_all: "ExVec::drain", on_vec["drop"], |v, _cx| drop(v.drain(..));
    drain_by_closure: "ExVec::drain", on_vec["drop", "call"], |v, cx| v.drain(3..).for_each(|e| { cx.call("for_each"); drop(e) });
    drain_by_foreign_range: "ExVec::drain", on_vec["drop", "call"], |v, cx| drop(v.drain(Place::new(cx, 2..5)));
    drain_units: "ExVec::drain", on_units["drop"], |v, _cx| drop(v.drain(2..5));
    drop_of_drain: "Drop for Drain", on_vec["drop"], |v, _cx| { let mut d = v.drain(1..7); let two = (d.next(), d.next_back()); drop(d); drop(two); };
    drop_of_drain_of_units: "Drop for Drain", on_units["drop"], |v, _cx| { let mut d = v.drain(..); drop(d.next()); drop(d); };
    next_of_drain: "Iterator for Drain", on_vec["drop"], |v, _cx| { let mut d = v.drain(1..8); drop(d.nth(2)); drop(d.next()); };
    next_back_of_drain: "DoubleEndedIterator for Drain", on_vec["drop"], |v, _cx| { let mut d = v.drain(1..8); drop(d.nth_back(2)); drop(d.next_back()); };
    drain_of_units_from_the_back: "DoubleEndedIterator for Drain", on_units["drop"], |v, _cx| { drop(v.drain(1..9).next_back()); v.drain(..).rev().for_each(drop); };
    pop: "ExVec::pop", on_vec["drop"], |v, _cx| drop(v.pop());
    pop_if: "ExVec::pop_if", on_vec["drop", "call"], |v, cx| v.pop_if(|_| { cx.call("pop_if"); true }).map(drop);
    pop_if_that_holds_an_element: "ExVec::pop_if", on_vec["drop"], |v, cx| {
        let held = cx.ledger().element(4);
        drop(v.pop_if(move |e| e.value() == held.value()));
    };
    push: "ExVec::try_push", on_vec[], |v, cx| v.try_push(cx.ledger().element(100)).expect("memory");
    push_mut: "ExVec::try_push_mut", on_vec["drop"], |v, cx| *v.try_push_mut(cx.ledger().element(100)).expect("memory") = cx.ledger().element(101);
    push_within_capacity: "ExVec::push_within_capacity", on_vec["drop"], |v, cx| {
        v.clear();
        *v.push_within_capacity(cx.ledger().element(100)).map_err(drop).expect("room") = cx.ledger().element(101);
    };
    insert: "ExVec::try_insert", on_vec["drop"], |v, cx| {
        v.try_insert(3, cx.ledger().element(100)).expect("memory");
        v[5] = cx.ledger().element(101);
    };
    insert_mut: "ExVec::try_insert_mut", on_vec["drop"], |v, cx| *v.try_insert_mut(0, cx.ledger().element(100)).expect("memory") = cx.ledger().element(101);
    remove: "ExVec::remove", on_vec["drop"], |v, _cx| drop((v.remove(0), v.remove(7)));
    remove_units: "ExVec::remove", on_units["drop"], |v, _cx| drop((v.remove(3), v.swap_remove(0), v.pop()));
    swap_remove: "ExVec::swap_remove", on_vec["drop"], |v, _cx| drop((v.swap_remove(3), v.swap_remove(0)));
    resize_up: "ExVec::try_resize", on_vec["clone"], |v, cx| v.try_resize(20, cx.ledger().element(100)).expect("memory");
    resize_down: "ExVec::try_resize", on_vec["drop"], |v, cx| v.try_resize(3, cx.ledger().element(100)).expect("memory");
    resize_nowhere: "ExVec::try_resize", on_vec["drop"], |v, cx| v.try_resize(9, cx.ledger().element(100)).expect("memory");
    resize_units: "ExVec::try_resize", on_units["clone", "drop"], |v, _cx| {
        v.try_resize(15, TrackedUnit::new()).expect("memory");
        v.try_resize(7, TrackedUnit::new()).expect("memory");
    };
    resize_with: "ExVec::try_resize_with", on_vec["call"], |v, cx| v.try_resize_with(20, || { cx.call("resize_with"); cx.ledger().element(100) }).expect("memory");
    resize_with_down: "ExVec::try_resize_with", on_vec["drop"], |v, cx| v.try_resize_with(3, || cx.ledger().element(100)).expect("memory");
    extend: "ExVec::try_extend", on_vec["call"], |v, cx| v.try_extend(Source(Items::new(cx, 100..120))).expect("memory");
    extend_unknown: "ExVec::try_extend", on_vec["drop", "call"],
        |v, cx| v.try_extend(Items::new(cx, 100..120).quiet().filter(|e| e.value() % 3 == 0)).expect("memory");
    extend_few_promised: "ExVec::try_extend", on_vec["call"], |v, cx| v.try_extend(Items::new(cx, 100..120).quiet().promising(3)).expect("memory");
    extend_many_promised: "ExVec::try_extend", on_vec["call"], |v, cx| v.try_extend(Items::new(cx, 100..120).promising(90)).expect("memory");
    extend_refused: "ExVec::try_extend", on_vec["drop", "call"], |v, cx| {
        let failed = v.try_extend(Items::new(cx, 100..103).promising(usize::MAX)).expect_err("too many");
        drop(failed.into_iter().next());
    };
    extend_from_slice: "ExVec::try_extend_from_slice", on_vec["clone", "drop"], |v, cx| {
        let more = [100, 101, 102].map(|value| cx.ledger().element(value));
        v.try_extend_from_slice(&more).expect("memory");
    };
    extend_from_within: "ExVec::try_extend_from_within", on_vec["clone"], |v, _cx| v.try_extend_from_within(2..7).expect("memory");
    extend_from_foreign_range: "ExVec::try_extend_from_within", on_vec["clone", "call"], |v, cx| v.try_extend_from_within(Place::new(cx, 2..7)).expect("memory");
    extend_units: "ExVec::try_extend_from_within", on_units["clone"], |v, _cx| v.try_extend_from_within(2..7).expect("memory");
    clone: "ExVec::try_clone", on_vec["clone", "drop"], |v, _cx| drop(v.try_clone().expect("memory"));
    clone_units: "ExVec::try_clone", on_units["clone", "drop"], |v, _cx| drop(v.try_clone().expect("memory"));
    clone_of_an_allocator: "ExVec::try_clone", alone["clone", "drop", "call"], |cx| {
        let v = ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory");
        let copy = v.try_clone().expect("memory");
        drop((v, copy));
    };
    clone_in: "ExVec::try_clone_in", on_vec["clone", "drop", "call"], |v, cx| drop(v.try_clone_in(Watched::new(cx)).expect("memory"));
    clone_from_longer: "ExVec::try_clone_from", on_vec["clone", "drop"], |v, cx| {
        let source = ExVec::try_from_iter_in((100..120).map(|n| cx.ledger().element(n)), cx.alloc());
        v.try_clone_from(&source.expect("memory")).expect("memory");
    };
    clone_from_shorter: "ExVec::try_clone_from", on_vec["clone", "drop"], |v, cx| {
        let source = ExVec::try_from_iter_in((100..103).map(|n| cx.ledger().element(n)), cx.alloc());
        v.try_clone_from(&source.expect("memory")).expect("memory");
    };
    from_iter: "ExVec::try_from_iter_in", alone["drop", "call"], |cx| drop(ExVec::try_from_iter_in(Source(Items::new(cx, 0..30)), cx.alloc()).expect("memory"));
    from_unknown: "ExVec::try_from_iter_in", alone["drop", "call"],
        |cx| drop(ExVec::try_from_iter_in(Items::new(cx, 0..30).filter(|e| e.value() % 3 == 0), Watched::new(cx)).expect("memory"));
    from_iter_refused: "ExVec::try_from_iter_in", alone["drop", "call"], |cx| {
        let failed = ExVec::try_from_iter_in(Items::new(cx, 0..3).promising(usize::MAX), Watched::new(cx)).expect_err("too many");
        drop(failed.into_iter().next());
    };
    from_array: "ExVec::try_from_array_in", alone["drop"], |cx| drop(ExVec::try_from_array_in(cx.ledger().elements::<5>(), cx.alloc()).expect("memory"));
    from_slice: "ExVec::try_from_slice_in", on_vec["clone", "drop", "call"], |v, cx| drop(ExVec::try_from_slice_in(v, Watched::new(cx)).expect("memory"));
    from_elem: "ExVec::try_from_elem_in", alone["clone", "drop", "call"], |cx| drop(ExVec::try_from_elem_in(cx.ledger().element(0), 5, Watched::new(cx)).expect("memory"));
    from_no_elem: "ExVec::try_from_elem_in", alone["drop"], |cx| drop(ExVec::try_from_elem_in(cx.ledger().element(0), 0, cx.alloc()).expect("memory"));
    macro_of_elements: "try_ex_vec!", alone["clone", "drop", "call"], |cx| {
        drop(try_ex_vec![in Watched::new(cx); cx.ledger().element(1), cx.ledger().element(2)].expect("memory"));
        drop(try_ex_vec![in Watched::new(cx); cx.ledger().element(7); 5].expect("memory"));
    };
    into_iter: "IntoIterator for ExVec", on_vec["drop", "call"], |v, cx| {
        for element in mem::replace(v, ExVec::new(cx.alloc())).into_iter() { cx.call("a loop"); drop(element); }
    };
    into_iter_dropped: "Drop for IntoIter", on_vec["drop"], |v, cx| drop(mem::replace(v, ExVec::new(cx.alloc())).into_iter());
    into_iter_of_a_watched_allocator: "Drop for IntoIter", alone["drop", "call"], |cx| {
        drop(ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory").into_iter());
    };
    next_of_into_iter: "Iterator for IntoIter", on_vec["drop"], |v, cx| {
        let mut elements = mem::replace(v, ExVec::new(cx.alloc())).into_iter();
        drop((elements.next(), elements.nth(2)));
    };
    next_of_units: "Iterator for IntoIter", on_units["drop"], |v, cx| {
        let mut elements = mem::replace(v, ExVec::new(cx.alloc())).into_iter();
        drop((elements.next(), elements.nth(3)));
    };
    next_back_of_into_iter: "DoubleEndedIterator for IntoIter", on_vec["drop"], |v, cx| {
        let mut elements = mem::replace(v, ExVec::new(cx.alloc())).into_iter();
        drop((elements.next_back(), elements.nth_back(2)));
    };
    split_off: "ExVec::try_split_off", on_vec["drop"], |v, _cx| drop(v.try_split_off(4).expect("memory"));
    split_off_units: "ExVec::try_split_off", on_units["drop"], |v, _cx| drop(v.try_split_off(4).expect("memory"));
    split_off_of_an_allocator: "ExVec::try_split_off", alone["drop", "call"], |cx| {
        let mut v = ExVec::try_from_array_in(cx.ledger().elements::<3>(), Watched::new(cx)).expect("memory");
        let tail = v.try_split_off(1).expect("memory");
        drop((v, tail));
    };
    append: "ExVec::try_append", on_vec["drop", "call"], |v, cx| {
        let other = ExVec::try_from_iter_in((100..103).map(|n| cx.ledger().element(n)), Watched::new(cx));
        let mut other = other.expect("memory");
        v.try_append(&mut other).expect("memory");
        assert!(other.is_empty());
        v.truncate(10);
    };
    into_boxed_slice: "ExVec::try_into_boxed_slice", on_vec["drop"], |v, cx| {
        drop(mem::replace(v, ExVec::new(cx.alloc())).try_into_boxed_slice().expect("memory"));
    };
    equality: "PartialEq for ExVec", on_vec["comparison"], |v, _cx| {
        assert_eq!([*v == *v, *v == v[..], v[..] == *v, v[..3] == v[1..4]], [true, true, true, false]);
        assert!(*v == [1, 1, 2, 3, 3, 3, 1, 4, 4]);
    };
    equality_of_units: "PartialEq for ExVec", on_units["comparison"], |v, _cx| assert!(*v == *v);
    order: "PartialOrd for ExVec", on_vec["drop", "comparison"], |v, cx| {
        let more = ExVec::try_from_array_in([cx.ledger().element(100)], cx.alloc()).expect("memory");
        assert!(*v < more);
    };
    total_order: "Ord for ExVec", on_vec["comparison"], |v, _cx| {
        let v: &Elements<'_> = v;
        assert!(v.cmp(v).is_eq());
    };
    hash: "Hash for ExVec", on_vec["hashing", "call"], |v, cx| v.hash(&mut Sink(cx));
    debug: "fmt::Debug for ExVec", on_vec["formatting", "call"], |v, cx| write!(Sink(cx), "{v:?}").expect("written");
    debug_of_drain: "fmt::Debug for Drain", on_vec["drop", "formatting", "call"], |v, cx| write!(Sink(cx), "{:?}", v.drain(2..5)).expect("written");
    debug_of_into_iter: "fmt::Debug for IntoIter", on_vec["drop", "formatting", "call"], |v, cx| {
        let elements = mem::replace(v, ExVec::new(cx.alloc())).into_iter();
        write!(Sink(cx), "{elements:?}").expect("written");
    };
}
