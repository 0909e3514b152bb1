//! Random bytes and random ways, on a C string and on `CString` side by side.

use exalloc::c_string::TryNewError;
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{Allocator, ExCString, ExString, ExVec, InlineBump};
use exalloc_tests::{Disaligning, Heap};
use proptest::prelude::*;
use std::ffi::CString;

/// One way from a C string to another.
#[derive(Clone, Debug)]
enum Step {
    /// To bytes, edited and with room for some more, and back.
    Bytes { push: Vec<u8>, room: usize },
    /// To bytes with the NUL, edited, and back.
    BytesWithNul { push: Vec<u8>, room: usize },
    /// To text and back.
    Text,
    /// Taken apart and put together.
    Parts,
    /// A copy in its place.
    Copy,
    /// Other bytes in its place.
    New(Vec<u8>),
}

/// Few bytes, mostly without NUL, text as often as not.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        20 => prop::sample::select(b"abc".to_vec()),
        1 => Just(0),
        1 => any::<u8>(),
    ];
    prop::collection::vec(byte, 0..20)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (bytes(), 0..20usize).prop_map(|(push, room)| Step::Bytes { push, room }),
        (bytes(), 0..20usize).prop_map(|(push, room)| Step::BytesWithNul { push, room }),
        Just(Step::Text),
        Just(Step::Parts),
        Just(Step::Copy),
        bytes().prop_map(Step::New),
    ]
}

/// The bytes with some more, in a vector with more room than it needs; or the bytes again.
fn edited<A: Allocator>(
    mut v: ExVec<u8, A>,
    push: &[u8],
    room: usize,
) -> Result<ExVec<u8, A>, ExVec<u8, A>> {
    if v.try_reserve_exact(push.len() + room).is_err() {
        return Err(v);
    }
    v.try_extend_from_slice(push).expect("reserved");
    Ok(v)
}

/// Goes a step with both. An error ends the program: what is in it must be what went in.
fn go<A: Allocator + Clone>(
    s: ExCString<A>,
    model: CString,
    step: &Step,
) -> Option<(ExCString<A>, CString)> {
    match step {
        Step::Bytes { push, room } => {
            let mut bytes = model.into_bytes();
            let v = match edited(s.into_bytes(), push, *room) {
                Ok(v) => v,
                Err(v) => {
                    assert_eq!(v[..], bytes[..]);
                    return None;
                }
            };
            bytes.extend(push);
            match (ExCString::try_from_vec(v), CString::new(bytes.clone())) {
                (Ok(s), Ok(model)) => Some((s, model)),
                (Err(TryNewError::NoRoom(failed)), Ok(_)) => {
                    assert_eq!(failed.value[..], bytes[..]);
                    None
                }
                (Err(TryNewError::Nul(error)), Err(model)) => {
                    assert_eq!(error.nul_position(), model.nul_position());
                    assert_eq!(error.to_string(), model.to_string());
                    assert_eq!(error.into_bytes()[..], model.into_vec()[..]);
                    None
                }
                (s, model) => panic!("{s:?} and {model:?}"),
            }
        }
        Step::BytesWithNul { push, room } => {
            let mut bytes = model.into_bytes_with_nul();
            let v = match edited(s.into_bytes_with_nul(), push, *room) {
                Ok(v) => v,
                Err(v) => {
                    assert_eq!(v[..], bytes[..]);
                    return None;
                }
            };
            bytes.extend(push);
            match (ExCString::try_from_vec_with_nul(v), CString::from_vec_with_nul(bytes.clone())) {
                (Ok(s), Ok(model)) => Some((s, model)),
                (Err(TryNewError::NoRoom(failed)), Ok(_)) => {
                    assert_eq!(failed.value[..], bytes[..]);
                    None
                }
                (Err(TryNewError::Nul(error)), Err(model)) => {
                    assert_eq!(error.to_string(), model.to_string());
                    assert_eq!(error.into_bytes()[..], model.into_bytes()[..]);
                    None
                }
                (s, model) => panic!("{s:?} and {model:?}"),
            }
        }
        Step::Text => match (s.into_string(), model.into_string()) {
            (Ok(s), Ok(model)) => match s.try_into_c_string() {
                Ok(s) => Some((s, CString::new(model).expect("it was one"))),
                Err(TryNewError::NoRoom(failed)) => {
                    assert_eq!(failed.value, *model);
                    None
                }
                Err(error) => panic!("{error}"),
            },
            (Err(error), Err(model)) => {
                assert_eq!(error.to_string(), model.to_string());
                assert_eq!(error.utf8_error(), model.utf8_error());
                Some((error.into_c_string(), model.into_cstring()))
            }
            (s, model) => panic!("{s:?} and {model:?}"),
        },
        Step::Parts => {
            let (ptr, alloc) = s.into_raw_parts();
            // SAFETY: the parts of one C string, unchanged and used once.
            Some((unsafe { ExCString::from_raw_parts(ptr, alloc) }, model))
        }
        Step::Copy => Some((s.try_clone().unwrap_or(s), model.clone())),
        Step::New(bytes) => {
            let made = ExCString::try_new(bytes, s.allocator().clone());
            match (made, CString::new(bytes.clone())) {
                (Ok(s), Ok(model)) => Some((s, model)),
                (Err(TryNewError::NoRoom(failed)), Ok(_)) => {
                    assert!(core::ptr::eq(failed.value, bytes));
                    Some((s, model))
                }
                (Err(TryNewError::Nul(error)), Err(std)) => {
                    assert_eq!(error.nul_position(), std.nul_position());
                    Some((s, model))
                }
                (made, std) => panic!("{made:?} and {std:?}"),
            }
        }
    }
}

/// Runs a program on one allocator; how many steps it made.
fn run<A: Allocator + Clone>(alloc: A, program: &[Step]) -> usize {
    let Ok(s) = ExCString::try_from_c_str_in(c"abc", alloc) else { return 0 };
    let mut both = (s, CString::from(c"abc"));
    for (made, step) in program.iter().enumerate() {
        both = match go(both.0, both.1, step) {
            Some(both) => both,
            None => return made,
        };
        let (s, model) = &both;
        assert_eq!(s.as_c_str(), model.as_c_str(), "after {step:?}");
        assert_eq!(s.as_bytes(), model.as_bytes());
        assert_eq!(s.as_bytes_with_nul(), model.as_bytes_with_nul());
        assert_eq!(format!("{s:?}"), format!("{model:?}"));
    }
    program.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_c_string_is_a_c_string(
        program in prop::collection::vec(step(), 0..12),
        refused in 1..=20_u64,
    ) {
        let strict = CheckedAllocator::new(Heap);
        let steps = run(&strict, &program);
        strict.finish().unwrap();

        let strict = CheckedAllocator::new(Heap);
        prop_assert_eq!(run(Disaligning(&strict), &program), steps);
        strict.finish().unwrap();

        for lasting in [false, true] {
            let inner = CheckedAllocator::new(Heap);
            let below = &inner;
            let failing =
                if lasting { FailingAllocator::from_nth(below, refused) } else { FailingAllocator::nth(below, refused) };
            prop_assert!(run(&failing, &program) <= steps);
            inner.finish().unwrap();
        }

        let inline = InlineBump::<120>::new();
        let erased: &dyn Allocator = &&inline;
        prop_assert!(run(erased, &program) <= steps);
    }

    #[test]
    fn text_is_text(text in "\\PC{0,20}") {
        let s = ExString::try_from_str_in(&text, Heap).unwrap();
        let s = s.try_into_c_string().unwrap();
        prop_assert_eq!(s.to_bytes(), text.as_bytes());
        prop_assert_eq!(s.into_string().unwrap(), text.as_str());
    }
}
