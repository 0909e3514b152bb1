//! Random programs of edits, on a string and on `String` side by side.

use core::mem::MaybeUninit;
use exalloc::testing::{CheckedAllocator, FailingAllocator};
use exalloc::{Allocator, BumpAllocator, ExString, InlineBump};
use exalloc_tests::{Disaligning, Heap};
use proptest::prelude::*;

/// One edit. Positions are numbers of characters, modulo how many there are.
#[derive(Clone, Debug)]
enum Edit {
    Push(char),
    PushStr(String),
    Insert(usize, char),
    InsertStr(usize, String),
    Replace(usize, usize, String),
    Drain(usize, usize, usize, usize),
    Remove(usize),
    Pop,
    Truncate(usize),
    SplitOff(usize),
    Retain(u32),
    Extend(Vec<char>),
    ExtendFromWithin(usize, usize),
    Damage(usize, u8),
    Reserve(usize),
    ReserveExact(usize),
    ShrinkToFit,
    ShrinkTo(usize),
    Clear,
    Rebuild,
}

/// Characters of one to four bytes, and those at the borders between.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        3 => prop::char::range('a', 'e'),
        3 => prop::sample::select(vec![
            '\0', '\u{7F}', '\u{80}', 'ß', '\u{7FF}', '\u{800}', '€', '\u{FFFF}', '\u{10000}', '😀',
            char::MAX,
        ]),
        1 => any::<char>(),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(character(), 0..24).prop_map(String::from_iter)
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..64usize;
    prop_oneof![
        4 => character().prop_map(Edit::Push),
        4 => words().prop_map(Edit::PushStr),
        2 => (at.clone(), character()).prop_map(|(at, ch)| Edit::Insert(at, ch)),
        2 => (at.clone(), words()).prop_map(|(at, s)| Edit::InsertStr(at, s)),
        2 => (at.clone(), at.clone(), words()).prop_map(|(a, b, s)| Edit::Replace(a, b, s)),
        2 => (at.clone(), at.clone(), 0..4usize, 0..4usize)
            .prop_map(|(a, b, front, back)| Edit::Drain(a, b, front, back)),
        1 => at.clone().prop_map(Edit::Remove),
        1 => Just(Edit::Pop),
        1 => at.clone().prop_map(Edit::Truncate),
        1 => at.clone().prop_map(Edit::SplitOff),
        1 => any::<u32>().prop_map(Edit::Retain),
        1 => prop::collection::vec(character(), 0..8).prop_map(Edit::Extend),
        2 => (at.clone(), at.clone()).prop_map(|(a, b)| Edit::ExtendFromWithin(a, b)),
        2 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Edit::Damage(at, byte)),
        1 => (0..100usize).prop_map(Edit::Reserve),
        1 => (0..100usize).prop_map(Edit::ReserveExact),
        1 => Just(Edit::ShrinkToFit),
        1 => (0..100usize).prop_map(Edit::ShrinkTo),
        1 => Just(Edit::Clear),
        1 => Just(Edit::Rebuild),
    ]
}

/// The byte position of the character of number `at`, modulo one more than there are.
fn position(s: &str, at: usize) -> usize {
    let at = at % (s.chars().count() + 1);
    s.char_indices().nth(at).map_or(s.len(), |(i, _)| i)
}

/// Does `edit` on both. `None` when memory ran out; the model is as it was then, and so must the
/// string be.
fn step<A: Allocator + Clone>(
    mut s: ExString<A>,
    model: &mut String,
    edit: &Edit,
) -> (ExString<A>, Option<()>) {
    let done = (|| {
        match *edit {
            Edit::Push(ch) => {
                s.try_push(ch).ok()?;
                model.push(ch);
            }
            Edit::PushStr(ref text) => {
                s.try_push_str(text).ok()?;
                model.push_str(text);
            }
            Edit::Insert(at, ch) => {
                let at = position(model, at);
                s.try_insert(at, ch).ok()?;
                model.insert(at, ch);
            }
            Edit::InsertStr(at, ref text) => {
                let at = position(model, at);
                s.try_insert_str(at, text).ok()?;
                model.insert_str(at, text);
            }
            Edit::Replace(a, b, ref text) => {
                let (a, b) = (position(model, a), position(model, b));
                let range = a.min(b)..a.max(b);
                s.try_replace_range(range.clone(), text).ok()?;
                model.replace_range(range, text);
            }
            Edit::Drain(a, b, front, back) => {
                let (a, b) = (position(model, a), position(model, b));
                let range = a.min(b)..a.max(b);
                let (mut ours, mut theirs) = (s.drain(range.clone()), model.drain(range));
                for _ in 0..front {
                    assert_eq!(ours.next(), theirs.next());
                    assert_eq!(ours.size_hint(), theirs.size_hint());
                }
                for _ in 0..back {
                    assert_eq!(ours.next_back(), theirs.next_back());
                }
                assert_eq!(ours.as_str(), theirs.as_str());
            }
            Edit::Remove(at) => {
                let at = position(model, at);
                if at < model.len() {
                    assert_eq!(s.remove(at), model.remove(at));
                }
            }
            Edit::Pop => assert_eq!(s.pop(), model.pop()),
            Edit::Truncate(at) => {
                let at = position(model, at);
                s.truncate(at);
                model.truncate(at);
            }
            Edit::SplitOff(at) => {
                let at = position(model, at);
                let rest = s.try_split_off(at).ok()?;
                assert_eq!(rest, *model.split_off(at));
            }
            Edit::Retain(mask) => {
                s.retain(|ch| mask >> (u32::from(ch) % 32) & 1 == 1);
                model.retain(|ch| mask >> (u32::from(ch) % 32) & 1 == 1);
            }
            Edit::Extend(ref chars) => {
                let before = s.len();
                if let Err(failed) = s.try_extend(chars.iter().copied()) {
                    // What was stored stays; with the rest it is all.
                    let mut all = String::from(&s[before..]);
                    all.extend(failed);
                    assert_eq!(all, chars.iter().collect::<String>());
                    s.truncate(before);
                    return None;
                }
                model.extend(chars);
            }
            Edit::ExtendFromWithin(a, b) => {
                let (a, b) = (position(model, a), position(model, b));
                let range = a.min(b)..a.max(b);
                s.try_extend_from_within(range.clone()).ok()?;
                model.extend_from_within(range);
            }
            Edit::Reserve(more) => {
                s.try_reserve(more).ok()?;
                assert!(s.capacity() - s.len() >= more);
            }
            Edit::ReserveExact(more) => {
                s.try_reserve_exact(more).ok()?;
                assert!(s.capacity() - s.len() >= more);
            }
            Edit::ShrinkToFit => {
                s.try_shrink_to_fit().ok()?;
                assert_eq!(s.capacity(), s.len());
            }
            Edit::ShrinkTo(least) => {
                let before = s.capacity();
                s.try_shrink_to(least).ok()?;
                assert_eq!(s.capacity(), before.min(least.max(s.len())));
            }
            Edit::Clear => {
                s.clear();
                model.clear();
            }
            Edit::Rebuild | Edit::Damage(..) => {}
        }
        Some(())
    })();
    if let &Edit::Damage(at, byte) = edit {
        return damage(s, model, at, byte);
    }
    if matches!(edit, Edit::Rebuild) {
        s = match s.try_into_boxed_str() {
            Ok(boxed) => exalloc::ExBox::into_string(boxed),
            Err(failed) => failed.value,
        };
    }
    (s, done)
}

/// Writes a byte somewhere, and takes what that makes for text, with U+FFFD in it.
fn damage<A: Allocator>(
    s: ExString<A>,
    model: &mut String,
    at: usize,
    byte: u8,
) -> (ExString<A>, Option<()>) {
    let mut bytes = s.into_bytes();
    if bytes.is_empty() {
        return (ExString::from_utf8(bytes).unwrap(), Some(()));
    }
    let at = at % bytes.len();
    let before = core::mem::replace(&mut bytes[at], byte);
    let lossy = String::from_utf8_lossy(&bytes).into_owned();
    let made = ExString::from_utf8(bytes).or_else(|error| {
        error.try_into_utf8_lossy().map_err(|failed| {
            let mut bytes = failed.value.into_bytes();
            bytes[at] = before;
            ExString::from_utf8(bytes).unwrap()
        })
    });
    match made {
        Ok(s) => {
            *model = lossy;
            (s, Some(()))
        }
        Err(s) => (s, None),
    }
}

/// Runs a program on one allocator, from one starting capacity; how many edits had no memory.
fn run<A: Allocator + Clone>(capacity: usize, alloc: A, program: &[Edit]) -> usize {
    let Ok(mut s) = ExString::try_with_capacity(capacity, alloc) else { return 1 };
    assert_eq!(s.capacity(), capacity);
    let (mut model, mut refused) = (String::new(), 0);
    for edit in program {
        let done;
        (s, done) = step(s, &mut model, edit);
        assert_eq!(s, *model, "after {edit:?}");
        assert!(core::str::from_utf8(s.as_bytes()).is_ok());
        assert!(s.capacity() >= s.len());
        refused += usize::from(done.is_none());
    }
    refused
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_string_is_a_string(
        capacity in prop_oneof![Just(0), 1..8usize, 8..200usize],
        program in prop::collection::vec(edit(), 0..40),
        refused in 1..=30_u64,
    ) {
        let strict = CheckedAllocator::new(Heap);
        prop_assert_eq!(run(capacity, &strict, &program), 0);
        strict.finish().unwrap();

        let strict = CheckedAllocator::new(Heap);
        prop_assert_eq!(run(capacity, Disaligning(&strict), &program), 0);
        strict.finish().unwrap();

        let strict = CheckedAllocator::new(Heap);
        run(capacity, &FailingAllocator::nth(&strict, refused), &program);
        strict.finish().unwrap();

        let mut memory = [MaybeUninit::uninit(); 600];
        let bump = BumpAllocator::new(&mut memory);
        let strict = CheckedAllocator::new(&bump);
        run(capacity, &strict, &program);
        strict.finish().unwrap();

        let inline = InlineBump::<300>::new();
        let erased: &dyn Allocator = &&inline;
        run(capacity, erased, &program);
    }
}
