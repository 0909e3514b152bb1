//! Every request of memory refused once, in turn: nothing is lost, nothing leaks.

use exalloc::testing::{Ledger, OverAligned};
use exalloc::{ExBox, ExString, ExVec, TryReserveError, try_ex_format};
use exalloc_tests::{Heap, Refusing, for_each_failure};

type Alloc<'a> = &'a Refusing;

/// A string of `text` with room for `cap` bytes.
fn string<'a>(
    text: &str,
    cap: usize,
    alloc: Alloc<'a>,
) -> Result<ExString<Alloc<'a>>, TryReserveError> {
    let mut s = ExString::try_with_capacity(cap, alloc)?;
    s.try_push_str(text)?;
    Ok(s)
}

#[test]
fn f18_a_value_comes_back_when_its_box_cannot_be_made() {
    let calls = for_each_failure(|alloc| {
        let ledger = Ledger::new();
        match ExBox::try_new(ledger.element(5), alloc) {
            Ok(b) => assert_eq!(b.value(), 5),
            Err(failed) => {
                assert_eq!((failed.value.value(), ledger.dropped()), (5, 0));
                assert!(failed.to_string().starts_with("a value could not be stored: no memory"));
            }
        }
        ledger.finish();
        match ExBox::try_new(OverAligned([7u8; 500]), alloc) {
            Ok(b) => assert_eq!(b.0, [7; 500]),
            Err(failed) => assert_eq!(failed.value.0, [7; 500]),
        }
    });
    assert_eq!(calls, 2);
}

#[test]
fn copies_of_boxes_fail_whole() {
    let calls = for_each_failure(|alloc| {
        let ledger = Ledger::new();
        let _: Result<(), TryReserveError> = (|| {
            let b = ExBox::try_new(ledger.element(5), alloc)?;
            let copy = ExBox::try_clone(&b)?;
            assert_eq!(b, copy);
            let mut v = ExVec::try_with_capacity(3, alloc)?;
            for element in ledger.elements::<3>() {
                v.try_push(element)?;
            }
            let slice = v.try_into_boxed_slice()?;
            let copy = ExBox::try_clone(&slice)?;
            assert_eq!(slice, copy);
            let text = ExString::try_from_str_in("Ada", alloc)?.try_into_boxed_str()?;
            assert_eq!(ExBox::try_clone(&text)?, text);
            let room = ExBox::<[u64], _>::try_new_uninit_slice(5, alloc)?;
            drop(room);
            drop(ExBox::<u64, _>::try_new_uninit(alloc)?);
            Ok(())
        })();
        ledger.finish();
    });
    assert_eq!(calls, 8);
}

#[test]
fn a_vector_comes_back_when_it_cannot_be_a_slice() {
    let calls = for_each_failure(|alloc| {
        let ledger = Ledger::new();
        let Ok(mut v) = ExVec::try_with_capacity(10, alloc) else { return };
        for element in ledger.elements::<3>() {
            assert!(v.try_push(element).is_ok());
        }
        match v.try_into_boxed_slice() {
            Ok(b) => assert_eq!(b.len(), 3),
            Err(failed) => {
                assert_eq!((failed.value.len(), failed.value.capacity()), (3, 10));
                assert!(failed.value.iter().map(|e| e.value()).eq(0..3));
            }
        }
        ledger.finish();
    });
    // The vector's block; `remap`, which the heap refuses; the smaller block.
    assert_eq!(calls, 3);
}

#[test]
fn a_string_comes_back_when_it_cannot_be_a_boxed_str() {
    for_each_failure(|alloc| {
        let Ok(s) = string("Grüße", 10, alloc) else { return };
        match s.try_into_boxed_str() {
            Ok(b) => assert_eq!(&*b, "Grüße"),
            Err(failed) => {
                assert_eq!((failed.value.as_str(), failed.value.capacity()), ("Grüße", 10))
            }
        }
    });
}

/// An edit of a string that may fail.
type Edit = for<'a, 'b> fn(&'b mut ExString<Alloc<'a>>) -> Result<(), TryReserveError>;

#[test]
fn a_failed_edit_leaves_the_string_as_it_was() {
    let edits: [(Edit, &str); 12] = [
        (|s| s.try_push('x'), "Grüßex"),
        (|s| s.try_push('ß'), "Grüßeß"),
        (|s| s.try_push_str(" und Küsse"), "Grüße und Küsse"),
        (|s| s.try_insert(2, '→'), "Gr→üße"),
        (|s| s.try_insert_str(0, "Liebe "), "Liebe Grüße"),
        (|s| s.try_replace_range(2..6, "o3456"), "Gro3456e"),
        (|s| s.try_replace_range(2..6, "o"), "Groe"),
        (|s| s.try_reserve(1), "Grüße"),
        (|s| s.try_reserve_exact(100), "Grüße"),
        (|s| s.try_shrink_to_fit(), "Grüße"),
        (|s| s.try_shrink_to(1), "Grüße"),
        (|s| s.try_split_off(2).map(|rest| assert_eq!(rest, "üße")), "Gr"),
    ];
    for (k, (edit, edited)) in edits.into_iter().enumerate() {
        for cap in [7, 8, 9, 30] {
            let (mut failed, mut succeeded) = (0, 0);
            let calls = for_each_failure(|alloc| {
                let Ok(mut s) = string("Grüße", cap, alloc) else { return };
                match edit(&mut s) {
                    Ok(()) => {
                        succeeded += 1;
                        assert_eq!(s, edited, "edit {k} at capacity {cap}");
                    }
                    Err(_) => {
                        failed += 1;
                        assert_eq!((s.as_str(), s.capacity()), ("Grüße", cap), "edit {k}");
                    }
                }
            });
            assert!(succeeded > 0);
            // Whoever asked for more than the string itself was refused at least once.
            assert_eq!(failed > 0, calls > 1, "edit {k} at capacity {cap}");
        }
    }
}

#[test]
fn extend_hands_back_what_found_no_room() {
    for_each_failure(|alloc| {
        let mut s = ExString::new(alloc);
        let words = ["Ada", "", "Grüße", "Lovelace"].into_iter().cycle().take(50);
        match s.try_extend(words.clone()) {
            Ok(()) => assert_eq!(s, *words.collect::<String>()),
            Err(failed) => {
                let mut all = String::from(s.as_str());
                all.extend(failed);
                assert_eq!(all, words.collect::<String>());
            }
        }
    });
    for_each_failure(|alloc| {
        let mut s = ExString::new(alloc);
        let chars = "aß😀".chars().cycle().take(200).filter(|_| true);
        if let Err(failed) = s.try_extend(chars.clone()) {
            let mut all = String::from(s.as_str());
            all.extend(failed);
            assert_eq!(all, chars.collect::<String>());
        }
    });
}

#[test]
fn new_strings_fail_whole() {
    let calls = for_each_failure(|alloc| {
        let _: Result<(), TryReserveError> = (|| {
            let s = try_ex_format!(in alloc, "{:100}{:>100}", 1, "x")?;
            assert_eq!(s.len(), 200);
            assert_eq!(s.try_clone()?, s);
            assert_eq!(s.try_clone_in(Heap)?, s);
            assert_eq!(ExString::try_from_utf8_lossy(b"a\xFFb", alloc)?, "a\u{FFFD}b");
            Ok(())
        })();
    });
    assert!(calls > 5, "{calls}");
}
