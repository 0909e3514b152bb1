//! What panics when memory runs out: the collections are whole then, and say what was missing.

use crate::c_string::{ROOMS, vec};
use crate::case::{Elements, Refused, Text, cases, on_text, on_vec, text};
use exalloc::testing::{Ledger, Tracked};
use exalloc::{ExBox, ExCString, ExString, ExVec, ex_format, ex_vec, unsize};
use exalloc_tests::current::Current;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Calls what panics when memory runs out; other panics go on.
pub(crate) fn or_refused<R>(call: impl FnOnce() -> R) -> Result<R, Refused> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|payload| {
        let message = payload.downcast_ref::<String>();
        if message.is_some_and(|message| message.starts_with("no memory for a block of ")) {
            return Refused;
        }
        resume_unwind(payload)
    })
}

/// A vector of numbers on its own; what a method makes of it is dropped.
fn numbers(len: u32) -> Result<ExVec<u32, Current>, Refused> {
    Ok(ExVec::try_from_iter_in(0..len, Current)?)
}

/// [`on_vec`] with a method that panics.
fn vec_or_panic(method: impl for<'l> Fn(&mut Elements<'l>, &'l Ledger)) -> Result<(), Refused> {
    on_vec(|v, ledger| or_refused(|| method(v, ledger)))
}

/// [`on_text`] with a method that panics.
pub(crate) fn text_or_panic(method: impl Fn(&mut Text)) -> Result<(), Refused> {
    on_text(|s| or_refused(|| method(s)))
}

cases! {
    vec_with_capacity: "ExVec::with_capacity", {
        or_refused(|| ExVec::<u64, _>::with_capacity(3, Current))?;
    }
    vec_push: "ExVec::push", { vec_or_panic(|v, ledger| v.push(ledger.element(7)))?; }
    vec_push_mut: "ExVec::push_mut", {
        vec_or_panic(|v, ledger| *v.push_mut(ledger.element(7)) = ledger.element(8))?;
    }
    vec_insert: "ExVec::insert", { vec_or_panic(|v, ledger| v.insert(2, ledger.element(7)))?; }
    vec_insert_mut: "ExVec::insert_mut", {
        vec_or_panic(|v, ledger| *v.insert_mut(2, ledger.element(7)) = ledger.element(8))?;
    }
    vec_reserve: "ExVec::reserve", { vec_or_panic(|v, _| v.reserve(36))?; }
    vec_reserve_exact: "ExVec::reserve_exact", { vec_or_panic(|v, _| v.reserve_exact(36))?; }
    vec_extend_from_slice: "ExVec::extend_from_slice", {
        vec_or_panic(|v, ledger| v.extend_from_slice(&ledger.elements::<36>()))?;
    }
    vec_extend_from_slice_copy: "ExVec::extend_from_slice_copy", {
        let mut v = numbers(5)?;
        or_refused(|| v.extend_from_slice_copy(&[7; 36])).inspect_err(|_| assert_eq!(v.len(), 5))?;
    }
    vec_extend_from_within: "ExVec::extend_from_within", {
        vec_or_panic(|v, _| v.extend_from_within(..))?;
    }
    vec_resize: "ExVec::resize", { vec_or_panic(|v, ledger| v.resize(41, ledger.element(7)))?; }
    vec_resize_with: "ExVec::resize_with", {
        vec_or_panic(|v, ledger| v.resize_with(41, || ledger.element(7)))?;
    }
    vec_append: "ExVec::append", {
        on_vec(|v, ledger| {
            // With memory of its own: the failures are those of `append`.
            let mut other = ExVec::from_array_in(ledger.elements::<36>(), exalloc_tests::Heap);
            let appended = or_refused(|| v.append(&mut other));
            assert_eq!(other.len(), if appended.is_ok() { 0 } else { 36 });
            appended
        })?;
    }
    vec_split_off: "ExVec::split_off", { vec_or_panic(|v, _| drop(v.split_off(2)))?; }
    vec_clone_in: "ExVec::clone_in", {
        vec_or_panic(|v, _| assert_eq!(v.clone_in(&Current), *v))?;
    }
    vec_clone: "Clone for ExVec", {
        vec_or_panic(|v, _| assert_eq!(v.clone(), *v))?;
        vec_or_panic(|v, ledger| {
            let longer = ExVec::from_array_in(ledger.elements::<41>(), Current);
            v.clone_from(&longer);
        })?;
    }
    vec_into_iter_clone: "Clone for IntoIter", {
        let mut items = numbers(5)?.into_iter();
        assert_eq!(items.next(), Some(0));
        let copy = or_refused(|| items.clone()).inspect_err(|_| assert_eq!(items.len(), 4))?;
        assert!(copy.eq(items));
    }
    vec_extend: "Extend for ExVec", {
        // What found room stays, so only vectors that nothing is added to are as they were.
        vec_or_panic(|v, ledger| v.extend(ledger.elements::<36>()))?;
        let mut v = numbers(5)?;
        or_refused(|| v.extend(&[1, 2, 3, 4, 5, 6])).inspect_err(|_| assert_eq!(v.len(), 5))?;
        let mut v = numbers(5)?;
        let extended = or_refused(|| v.extend((5..100).filter(|_| true)));
        assert!(v.iter().copied().eq(0..u32::try_from(v.len()).unwrap()));
        extended?;
    }
    vec_from_slice: "ExVec::from_slice_in", {
        vec_or_panic(|v, _| assert_eq!(ExVec::from_slice_in(v, Current), *v))?;
    }
    vec_from_array: "ExVec::from_array_in", {
        let ledger = Ledger::new();
        let made = or_refused(|| drop(ExVec::from_array_in(ledger.elements::<5>(), Current)));
        ledger.finish();
        made?;
    }
    vec_from_elem: "ExVec::from_elem_in", {
        let ledger = Ledger::new();
        let made = or_refused(|| drop(ExVec::from_elem_in(ledger.element(7), 5, Current)));
        ledger.finish();
        made?;
    }
    vec_from_iter_in: "ExVec::from_iter_in", {
        let ledger = Ledger::new();
        let items = (0..100).map(|n| ledger.element(n)).filter(|_| true);
        let made = or_refused(|| drop(ExVec::from_iter_in(items, Current)));
        ledger.finish();
        made?;
    }
    vec_from_iter: "FromIterator for ExVec", {
        let ledger = Ledger::new();
        let items = (0..100).map(|n| ledger.element(n)).filter(|_| true);
        let made = or_refused(|| drop(items.collect::<ExVec<Tracked<'_>, Current>>()));
        ledger.finish();
        made?;
    }
    vec_into_boxed_slice: "ExVec::into_boxed_slice", {
        let ledger = Ledger::new();
        let mut v = Elements::try_with_capacity(10, Current)?;
        v.try_extend(ledger.elements::<3>())?;
        let made = or_refused(|| drop(v.into_boxed_slice()));
        ledger.finish();
        made?;
    }
    vec_macro: "ex_vec!", {
        let none: ExVec<u8, _> = ex_vec![in Current];
        let ledger = Ledger::new();
        let made = or_refused(|| {
            let listed = ex_vec![in Current; ledger.element(1), ledger.element(2)];
            let repeated = ex_vec![in Current; ledger.element(7); 5];
            assert_eq!((none.len(), listed.len(), repeated.len()), (0, 2, 5));
        });
        ledger.finish();
        made?;
    }

    box_new: "ExBox::new", {
        let ledger = Ledger::new();
        let made = or_refused(|| drop(ExBox::new(ledger.element(5), Current)));
        ledger.finish();
        made?;
    }
    box_new_uninit: "ExBox::new_uninit", { or_refused(|| drop(ExBox::<u64, _>::new_uninit(Current)))?; }
    box_new_uninit_slice: "ExBox::new_uninit_slice", {
        or_refused(|| drop(ExBox::<[u64], _>::new_uninit_slice(5, Current)))?;
    }
    box_pin: "ExBox::pin", {
        let ledger = Ledger::new();
        let made = or_refused(|| drop(ExBox::pin(ledger.element(5), Current)));
        ledger.finish();
        made?;
    }
    box_clone_in: "ExBox::clone_in", {
        let ledger = Ledger::new();
        let one = ExBox::try_new(ledger.element(5), Current)?;
        or_refused(|| assert_eq!(one, ExBox::clone_in(&one, &Current)))?;
        let many = unsize!(ExBox::try_new(ledger.elements::<3>(), Current)? => [_]);
        or_refused(|| assert_eq!(many, ExBox::clone_in(&many, &Current)))?;
    }
    box_clone: "Clone for ExBox", {
        let ledger = Ledger::new();
        let one = ExBox::try_new(ledger.element(5), Current)?;
        or_refused(|| assert_eq!(one, one.clone()))?;
        let mut many = unsize!(ExBox::try_new(ledger.elements::<3>(), Current)? => [_]);
        or_refused(|| assert_eq!(many, many.clone()))?;
        let longer = unsize!(ExBox::try_new(ledger.elements::<4>(), Current)? => [_]);
        or_refused(|| many.clone_from(&longer)).inspect_err(|_| assert_eq!(many.len(), 3))?;
        let mut text = ExString::try_from_str_in("Ada", Current)?.try_into_boxed_str()?;
        let longer = ExString::try_from_str_in("Lovelace", Current)?.try_into_boxed_str()?;
        or_refused(|| text.clone_from(&longer)).inspect_err(|_| assert_eq!(&*text, "Ada"))?;
    }
    box_default: "Default for ExBox", {
        let b: ExBox<u32, Current> = or_refused(Default::default)?;
        assert_eq!(*b, 0);
    }
    box_from: "From for ExBox", {
        let ledger = Ledger::new();
        let made = or_refused(|| drop(ExBox::<_, Current>::from(ledger.element(5))));
        ledger.finish();
        made?;
    }

    string_with_capacity: "ExString::with_capacity", { or_refused(|| drop(Text::with_capacity(3, Current)))?; }
    string_from_str_in: "ExString::from_str_in", {
        or_refused(|| assert_eq!(ExString::from_str_in("Ada", Current), "Ada"))?;
    }
    string_from_utf8_lossy: "ExString::from_utf8_lossy_in", {
        or_refused(|| assert_eq!(ExString::from_utf8_lossy_in(&[0xFF; 40], Current).len(), 120))?;
    }
    string_push: "ExString::push", { text_or_panic(|s| s.push('→'))?; }
    string_push_str: "ExString::push_str", { text_or_panic(|s| s.push_str(" und Küsse"))?; }
    string_insert: "ExString::insert", { text_or_panic(|s| s.insert(2, '→'))?; }
    string_insert_str: "ExString::insert_str", { text_or_panic(|s| s.insert_str(0, "Liebe "))?; }
    string_replace_range: "ExString::replace_range", {
        text_or_panic(|s| s.replace_range(2..6, "o3456789"))?;
    }
    string_reserve: "ExString::reserve", { text_or_panic(|s| s.reserve(2))?; }
    string_reserve_exact: "ExString::reserve_exact", { text_or_panic(|s| s.reserve_exact(100))?; }
    string_split_off: "ExString::split_off", { text_or_panic(|s| drop(s.split_off(2)))?; }
    string_into_boxed_str: "ExString::into_boxed_str", {
        let s = text("Grüße", 10)?;
        or_refused(|| assert_eq!(&*s.into_boxed_str(), "Grüße"))?;
    }
    string_clone_in: "ExString::clone_in", {
        text_or_panic(|s| assert_eq!(s.clone_in(&Current), *s))?;
    }
    string_clone: "Clone for ExString", {
        text_or_panic(|s| assert_eq!(s.clone(), *s))?;
        text_or_panic(|s| {
            let longer = ExString::from_str_in("Liebe Grüße und Küsse an alle zusammen", Current);
            s.clone_from(&longer);
        })?;
    }
    string_extend: "Extend for ExString", {
        let mut s = text("Ada", 4)?;
        let extended = or_refused(|| s.extend([" Lo", "ve", "lace"]));
        assert!("Ada Lovelace".starts_with(s.as_str()) && s.len() >= 3);
        extended?;
        let mut s = text("x", 1)?;
        or_refused(|| s.extend("aß😀".chars()))?;
    }
    string_from_iter: "FromIterator for ExString", {
        let s = or_refused(|| "aß😀".chars().cycle().take(90).collect::<Text>())?;
        assert_eq!(s.chars().count(), 90);
    }
    string_from: "From for ExString", { or_refused(|| assert_eq!(Text::from("Ada"), "Ada"))?; }
    string_parse: "FromStr for ExString", {
        or_refused(|| assert_eq!("Ada".parse::<Text>().unwrap(), "Ada"))?;
    }
    string_add: "Add for ExString", {
        let s = text("Ada", 4)?;
        or_refused(|| assert_eq!(s + " Lovelace", "Ada Lovelace"))?;
    }
    string_add_assign: "AddAssign for ExString", { text_or_panic(|s| *s += " und Küsse")?; }
    string_format: "ExString::format_in", {
        or_refused(|| assert_eq!(ExString::format_in(format_args!("{:90}", 1), Current).len(), 90))?;
    }
    string_macro: "ex_format!", {
        or_refused(|| assert_eq!(ex_format!(in Current, "{:90}", 1).len(), 90))?;
    }

    c_string_new: "ExCString::new", {
        assert_eq!(or_refused(|| ExCString::new("Ada", Current))?.unwrap(), c"Ada");
    }
    c_string_from_c_str: "ExCString::from_c_str_in", {
        or_refused(|| assert_eq!(ExCString::from_c_str_in(c"Ada", Current), c"Ada"))?;
    }
    c_string_from_vec: "ExCString::from_vec", {
        for room in ROOMS {
            let v = vec(b"Ada", room)?;
            or_refused(|| assert_eq!(ExCString::from_vec(v).unwrap(), c"Ada"))?;
        }
    }
    c_string_from_vec_unchecked: "ExCString::from_vec_unchecked", {
        for room in ROOMS {
            let v = vec(b"Ada", room)?;
            // SAFETY: no NUL is among the bytes.
            or_refused(|| assert_eq!(unsafe { ExCString::from_vec_unchecked(v) }, c"Ada"))?;
        }
    }
    c_string_from_vec_with_nul: "ExCString::from_vec_with_nul", {
        let v = vec(b"Ada\0", 9)?;
        or_refused(|| assert_eq!(ExCString::from_vec_with_nul(v).unwrap(), c"Ada"))?;
    }
    c_string_from_vec_with_nul_unchecked: "ExCString::from_vec_with_nul_unchecked", {
        let v = vec(b"Ada\0", 9)?;
        // SAFETY: the only NUL is the last byte.
        or_refused(|| assert_eq!(unsafe { ExCString::from_vec_with_nul_unchecked(v) }, c"Ada"))?;
    }
    c_string_from_string: "ExString::into_c_string", {
        for room in ROOMS {
            let s = text("Ada", room)?;
            or_refused(|| assert_eq!(s.into_c_string().unwrap(), c"Ada"))?;
        }
    }
    c_string_clone_in: "ExCString::clone_in", {
        let s = ExCString::try_from_c_str_in(c"Ada", Current)?;
        or_refused(|| assert_eq!(s.clone_in(&Current), s))?;
    }
    c_string_clone: "Clone for ExCString", {
        let mut s = ExCString::try_from_c_str_in(c"Ada", Current)?;
        or_refused(|| assert_eq!(s.clone(), s))?;
        let longer = ExCString::try_from_c_str_in(c"Lovelace", Current)?;
        or_refused(|| s.clone_from(&longer)).inspect_err(|_| assert_eq!(s, c"Ada"))?;
    }
    c_string_default: "Default for ExCString", {
        let s: ExCString<Current> = or_refused(Default::default)?;
        assert_eq!(s, c"");
    }
    c_string_from: "From for ExCString", {
        or_refused(|| assert_eq!(ExCString::<Current>::from(c"Ada"), c"Ada"))?;
    }
}
