use super::{dead, hash, said, whole};
use crate::testing::{Ledger, OverAligned, Tracked};
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::mem::{self, ManuallyDrop};

#[test]
fn knows_what_lives() {
    let ledger = Ledger::new();
    let [a, b] = ledger.elements();
    let c = a.clone();
    assert!(a == c && a < b && b == 1 && hash(&a) == hash(&c) && hash(&a) == hash(&0_u32));
    assert_eq!([a.id(), b.id(), c.id()], [1, 2, 3]);
    assert_eq!((ledger.alive(), ledger.made(), ledger.dropped()), (3, 3, 0));
    ledger.check();
    drop((a, b, c));
    assert_eq!((ledger.alive(), ledger.made(), ledger.dropped()), (0, 3, 3));
    ledger.finish();
}

#[test]
fn compares_hashes_and_shows_by_value() {
    let ledger = Ledger::new();
    let [a, b] = [1.5, f64::NAN].map(|value| ledger.element(value));
    assert!(a == 1.5 && a == a.clone() && b != b.clone());
    assert_eq!((a.partial_cmp(&b), a < a.clone()), (None, false));
    assert_eq!(format!("{a:?}"), "Tracked { id: 1, value: 1.5 }");
    let [c, d] = ["c", "d"].map(|value| ledger.element(value));
    assert_eq!((c.cmp(&d), d.value()), (core::cmp::Ordering::Less, "d"));
    assert_eq!(hash(&c), hash(&"c"));
    assert_eq!(align_of::<Tracked<'_, OverAligned<u8>>>(), 64);
}

#[test]
fn finds_a_second_drop() {
    let ledger = Ledger::new();
    let _other = ledger.element(0);
    let element = dead(ledger.element(1));
    ledger.check();
    drop(ManuallyDrop::into_inner(element));
    let report = ledger.try_check().unwrap_err();
    assert_eq!((report.faults(), report.lost()), (1, 0));
    assert_eq!(
        report.to_string(),
        "elements made: 2, drops: 2, uses after a drop: 1, never dropped: 0\n\
         - element #2: dropped after its drop"
    );
    assert_eq!(format!("{report:?}"), report.to_string());
    assert_eq!(ledger.alive(), 1);
    assert_eq!(said(|| ledger.check()), Some(report.to_string()));
    assert!(said(|| ledger.finish()).unwrap().contains("\n- element #1: never dropped"));
}

/// A count of drops alone wouldn't see it.
#[test]
fn finds_a_second_drop_beside_a_lost_element() {
    let ledger = Ledger::new();
    let [a, b] = ledger.elements();
    drop(ManuallyDrop::into_inner(dead(a)));
    mem::forget(b);
    assert_eq!((ledger.made(), ledger.dropped()), (2, 2));
    let report = ledger.try_finish().unwrap_err();
    assert_eq!((report.faults(), report.lost()), (1, 1));
}

#[test]
fn finds_each_use_after_the_drop() {
    fn use_of_dead(done: &str, call: impl FnOnce(&Tracked<'_>, &Tracked<'_>)) {
        let ledger = Ledger::new();
        let alive = ledger.element(1);
        let dead = dead(ledger.element(1));
        ledger.check();
        call(&dead, &alive);
        let text = ledger.try_check().expect_err(done).to_string();
        assert!(text.contains("uses after a drop: 1,"), "{text}");
        assert!(text.ends_with(&format!("\n- element #2: {done} after its drop")), "{text}");
    }
    use_of_dead("read", |dead, _| assert_eq!(dead.value(), 1));
    use_of_dead("cloned", |dead, _| drop(dead.clone()));
    use_of_dead("compared", |dead, alive| assert!(dead == alive));
    use_of_dead("compared", |dead, alive| assert!(alive == dead));
    use_of_dead("compared", |dead, _| assert!(*dead == 1));
    use_of_dead("compared", |dead, alive| assert!(dead >= alive));
    use_of_dead("compared", |dead, alive| assert!(alive.cmp(dead).is_eq()));
    use_of_dead("hashed", |dead, _| _ = hash(dead));
    use_of_dead("formatted", |dead, _| _ = format!("{dead:?}"));
}

/// The room of a dropped element goes to another one, whose number differs.
#[test]
fn finds_the_use_of_an_element_whose_room_was_taken() {
    let ledger = Ledger::<1>::with_room();
    let dead = dead(ledger.element(1));
    let alive = ledger.element(1);
    assert_eq!(dead.value(), 1);
    assert_eq!(ledger.try_check().unwrap_err().faults(), 1);
    drop(ManuallyDrop::into_inner(dead));
    assert_eq!((ledger.try_check().unwrap_err().faults(), ledger.alive()), (2, 1));
    drop(alive);
    assert_eq!(ledger.try_finish().unwrap_err().lost(), 0);
}

#[test]
fn finds_lost_elements_and_names_the_first() {
    let ledger = Ledger::<20>::with_room();
    let mut elements = Vec::from(ledger.elements::<20>());
    drop(elements.drain(3..7));
    elements.push(ledger.element(20));
    ledger.check();
    mem::forget(elements);
    let report = ledger.try_finish().unwrap_err();
    assert_eq!((report.faults(), report.lost()), (0, 17));
    let named: Vec<_> = [1, 2, 3, 8, 9, 10, 11, 12].map(|id| format!("element #{id}:")).into();
    let text = report.to_string();
    let lines: Vec<_> = text.lines().skip(1).collect();
    assert_eq!(lines.len(), 9);
    assert!(lines.iter().zip(&named).all(|(line, name)| line.contains(name)), "{text}");
    assert_eq!(lines[8], "- and 9 more elements never dropped");
}

#[test]
fn counts_the_faults_that_it_does_not_name() {
    let ledger = Ledger::new();
    let dead = dead(ledger.element(1));
    for faults in 1..=10 {
        _ = dead.value();
        let report = ledger.try_check().unwrap_err();
        assert_eq!(report.faults(), faults);
        let lines = report.to_string().lines().count();
        assert_eq!(lines, 1 + faults.min(8) + usize::from(faults > 8));
    }
    let text = ledger.try_check().unwrap_err().to_string();
    assert!(text.ends_with("\n- and 2 more uses after a drop"), "{text}");
}

#[test]
fn room_is_for_living_elements() {
    let ledger = Ledger::<3>::with_room();
    let mut elements = Vec::from(ledger.elements::<2>());
    for n in 0..100 {
        elements.push(ledger.element(n));
        let gone = elements.remove(n as usize % 3);
        assert_eq!((ledger.alive(), gone.id() <= ledger.made() as u64), (3, true));
    }
    drop(elements);
    ledger.finish();
    assert_eq!((ledger.made(), ledger.dropped(), ledger.room()), (102, 102, 3));
}

#[test]
fn a_full_ledger_says_so() {
    let ledger = Ledger::<2>::with_room();
    let [a, b] = ledger.elements();
    for element in [&a, &b] {
        assert_eq!(
            said(|| drop(element.clone())).unwrap(),
            "the ledger is full: elements alive: 2, room: 2; \
             `Ledger::<N>::with_room()` makes one with room for N"
        );
    }
    assert!(said(|| drop(ledger.element(1))).is_some());
    assert_eq!((ledger.alive(), ledger.made()), (2, 2));
    drop(a);
    drop(ledger.element(1));
    drop(b);
    ledger.finish();
    assert!(said(|| drop(Ledger::<0>::with_room().element(1))).unwrap().contains("room: 0"));
    assert_eq!(Ledger::new().room(), 1024);
}

/// Runs the four kinds of calls; which panic.
fn kinds(ledger: &Ledger) -> [bool; 4] {
    let (a, b) = (ledger.element(1), ledger.element(2));
    let panics = [
        said(|| mem::forget(a.clone())).is_some(),
        said(|| assert!(a < b)).is_some(),
        said(|| _ = hash(&b)).is_some(),
        said(|| drop(a)).is_some(),
    ];
    ledger.disarm();
    panics
}

#[test]
fn kinds_of_calls_are_counted_apart() {
    let ledger = Ledger::new();
    assert_eq!(kinds(&ledger), [false; 4]);
    let plants = [
        Ledger::panic_at_clone,
        Ledger::panic_at_compare,
        Ledger::panic_at_hash,
        Ledger::panic_at_drop,
    ];
    for (kind, plant) in plants.into_iter().enumerate() {
        plant(&ledger, 1);
        assert!(ledger.is_armed());
        let mut expected = [false; 4];
        expected[kind] = true;
        assert_eq!(kinds(&ledger), expected);
        plant(&ledger, 0);
        assert!(!ledger.is_armed());
    }
    plants.into_iter().for_each(|plant| plant(&ledger, 1));
    assert_eq!(kinds(&ledger), [true; 4]);
}

#[test]
fn the_chosen_call_panics_and_once() {
    let ledger = Ledger::new();
    let (a, b) = (ledger.element(1), ledger.element(2));
    ledger.panic_at_clone(2);
    assert_eq!(whole(|| drop(a.clone())), [true, false, true, true]);
    ledger.panic_at_drop(2);
    assert_eq!(whole(|| drop(ledger.element(1))), [true, false, true, true]);
    ledger.panic_at_hash(2);
    assert_eq!(whole(|| _ = hash(&a)), [true, false, true, true]);
    // However they are written, comparisons count together, and each once.
    let comparisons: [&dyn Fn() -> bool; 5] =
        [&|| a != b, &|| a == 1, &|| a < b, &|| a.cmp(&b).is_lt(), &|| a <= b];
    for k in 1..=6 {
        ledger.panic_at_compare(k);
        let panicked = comparisons.map(|compare| said(|| assert!(compare())).is_some());
        assert_eq!(panicked, [1, 2, 3, 4, 5].map(|call| call == k));
        assert_eq!(ledger.is_armed(), k == 6);
    }
    ledger.disarm();
    let drops = ledger.dropped();
    ledger.panic_at_drop(1);
    assert_eq!(
        said(|| drop(a)).unwrap(),
        "planted panic in an element's `drop`, at call 1 since it was armed"
    );
    assert_eq!(ledger.dropped(), drops + 1, "a drop that panics is a drop");
    drop(b);
    ledger.finish();
}

/// What panics has made nothing.
#[test]
fn a_clone_that_panics_makes_no_element() {
    let ledger = Ledger::new();
    let element = ledger.element(1);
    ledger.panic_at_clone(1);
    assert!(said(|| mem::forget(element.clone())).is_some());
    assert_eq!((ledger.made(), ledger.alive(), ledger.is_armed()), (1, 1, false));
}

#[test]
fn tells_what_it_knows() {
    let ledger = Ledger::<2>::default();
    drop(ledger.element(1));
    ledger.panic_at_hash(1);
    assert_eq!(
        format!("{ledger:?}"),
        "Ledger { made: 1, dropped: 1, alive: 0, room: 2, is_armed: true }"
    );
}
