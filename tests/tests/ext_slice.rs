//! `SliceExt`, sorts aside: what std's slices do. The sorts are in `ext_sort.rs`.

use core::borrow::Borrow;
use core::cell::Cell;
use core::fmt::Debug;
use core::mem;
use exalloc::testing::{CheckedAllocator, FailingAllocator, Ledger};
use exalloc::{ExString, ExVec, SliceExt, TryReserveErrorKind};
use exalloc_tests::Heap;

/// Checks a result, its room, and that no more than one block was asked for.
#[track_caller]
fn same<T: PartialEq + Debug>(
    make: impl for<'h> Fn(
        &'h CheckedAllocator<'static, Heap>,
    ) -> ExVec<T, &'h CheckedAllocator<'static, Heap>>,
    expected: &[T],
) {
    let heap = CheckedAllocator::new(Heap);
    let v = make(&heap);
    assert_eq!(v, *expected);
    if size_of::<T>() > 0 {
        assert_eq!(v.capacity(), expected.len());
        assert_eq!(heap.requests(), u64::from(!expected.is_empty()));
    }
    drop(v);
    heap.finish().unwrap();
}

#[test]
fn to_vec() {
    for len in 0..50_u32 {
        let source: Vec<String> = (0..len).map(|n| n.to_string()).collect();
        same(|heap| source.try_to_owned_in(heap).unwrap(), &source);
    }
    same(|heap| [(); 9].try_to_owned_in(heap).unwrap(), &[(); 9]);
    let failed = [1, 2, 3].try_to_owned_in(FailingAllocator::always(Heap)).unwrap_err();
    assert!(matches!(failed.kind(), TryReserveErrorKind::AllocError { .. }));
}

#[test]
fn repeat() {
    for len in [0, 1, 2, 3, 7, 16, 100_u16] {
        let source: Vec<u16> = (0..len).collect();
        for n in [0, 1, 2, 3, 4, 5, 15, 16, 17, 100] {
            same(|heap| source.try_repeat_in(n, heap).unwrap(), &source.repeat(n));
        }
    }
    assert_eq!([(); 3].try_repeat_in(100, Heap).unwrap().len(), 300);
    let most = [(); 1].try_repeat_in(usize::MAX, Heap).unwrap();
    assert_eq!(most.len(), usize::MAX);
    mem::forget(most); // To drop so many takes time, unoptimised.
    assert!([0_u8; 0].try_repeat_in(usize::MAX, Heap).unwrap().is_empty());
    for (len, n) in [(2, usize::MAX), (2, usize::MAX / 2 + 1), (1, usize::MAX), (3, usize::MAX / 3)]
    {
        let error = vec![0_u8; len].try_repeat_in(n, Heap).unwrap_err();
        assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow, "{len} * {n}");
    }
    assert!([(); 2].try_repeat_in(usize::MAX, Heap).is_err());
}

/// A type that is `Copy`, and whose `clone` isn't called.
#[test]
fn repeat_copies() {
    #[derive(Copy, PartialEq, Debug)]
    struct Loud(u8);
    #[expect(clippy::non_canonical_clone_impl, reason = "it must not be called")]
    impl Clone for Loud {
        fn clone(&self) -> Self {
            panic!("cloned")
        }
    }
    assert_eq!([Loud(1), Loud(2)].try_repeat_in(3, Heap).unwrap().len(), 6);
}

#[test]
fn concat_and_join_of_slices() {
    let sets: [&[&[u8]]; 7] = [
        &[],
        &[&[]],
        &[&[1]],
        &[&[], &[]],
        &[&[1, 2], &[], &[3]],
        &[&[], &[1], &[2, 3, 4], &[]],
        &[&[9; 40], &[8; 3], &[7; 100]],
    ];
    for set in sets {
        same(|heap| set.try_concat_in(heap).unwrap(), &set.concat());
        same(|heap| set.try_join_in(&0, heap).unwrap(), &set.join(&0));
        for separator in [&[][..], &[5], &[5, 6, 7]] {
            same(|heap| set.try_join_in(separator, heap).unwrap(), &set.join(separator));
        }
        let owned: Vec<Vec<String>> =
            set.iter().map(|piece| piece.iter().map(u8::to_string).collect()).collect();
        let dash = "-".to_string();
        same(|heap| owned.try_concat_in(heap).unwrap(), &owned.concat());
        same(|heap| owned.try_join_in(&dash, heap).unwrap(), &owned.join(&dash));
        let ours: Vec<ExVec<u8, Heap>> =
            set.iter().map(|piece| piece.try_to_owned_in(Heap).unwrap()).collect();
        same(|heap| ours.try_concat_in(heap).unwrap(), &set.concat());
    }
    same(|heap| [[1, 2], [3, 4]].try_concat_in(heap).unwrap(), &[1, 2, 3, 4]);
    assert_eq!([[(); 3], [(); 3]].try_join_in(&(), Heap).unwrap().len(), 7);
}

#[test]
fn concat_and_join_of_texts() {
    let sets: [&[&str]; 6] =
        [&[], &[""], &["Ada"], &["", ""], &["Grüße", "", "an", "Ada"], &["😀", "ß", ""]];
    for set in sets {
        let heap = CheckedAllocator::new(Heap);
        let whole = set.try_concat_in(&heap).unwrap();
        assert_eq!(whole, set.concat().as_str());
        assert_eq!(whole.capacity(), whole.len());
        for separator in ["", ", ", "→"] {
            let joined = set.try_join_in(separator, &heap).unwrap();
            assert_eq!(joined, set.join(separator).as_str());
            assert_eq!(joined.capacity(), joined.len());
            let owned: Vec<String> = set.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(owned.try_join_in(separator, &heap).unwrap(), joined);
            let ours: Vec<_> =
                set.iter().map(|text| ExString::try_from_str_in(text, Heap).unwrap()).collect();
            assert_eq!(ours.try_join_in(separator, &heap).unwrap(), joined);
        }
        drop(whole);
        heap.finish().unwrap();
    }
    assert!(["Ada", "Bob"].try_join_in(", ", FailingAllocator::always(Heap)).is_err());
}

#[test]
fn lengths_whose_sum_is_too_much() {
    let mut many = ExVec::<(), _>::new(Heap);
    // SAFETY: elements of size zero are there, however many.
    unsafe { many.set_len(usize::MAX) };
    let error = [&many[..], &many[..]].try_concat_in(Heap).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    let pieces = [[(); 1]; 3];
    let error = pieces.try_join_in(&many[..], Heap).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    let error = pieces[..2].try_join_in(&many[..], Heap).unwrap_err();
    assert_eq!(error.kind(), TryReserveErrorKind::CapacityOverflow);
    mem::forget(many); // To drop so many takes time.
}

/// Something else at each call: first what the first list has, then the next.
struct Liar<'s, T: ?Sized> {
    answers: &'s [&'s T],
    asked: Cell<usize>,
}

impl<'s, T: ?Sized> Liar<'s, T> {
    const fn new(answers: &'s [&'s T]) -> Self {
        Self { answers, asked: Cell::new(0) }
    }

    fn answer(&self) -> &'s T {
        let asked = self.asked.get();
        self.asked.set(asked + 1);
        self.answers[asked % self.answers.len()]
    }
}

impl Borrow<str> for Liar<'_, str> {
    fn borrow(&self) -> &str {
        self.answer()
    }
}

impl Borrow<[u8]> for Liar<'_, [u8]> {
    fn borrow(&self) -> &[u8] {
        self.answer()
    }
}

/// As in CVE-2020-36323, where std wrote beyond its room or showed what it hadn't written.
#[test]
fn borrows_that_lie_are_harmless() {
    let long = "far more than it has said at first, and more than growth gives".repeat(9);
    let answers: [[&str; 2]; 4] = [["", &long], [&long, ""], ["ab", "c"], ["a", "ß"]];
    for answers in &answers {
        for number in 0..5 {
            let heap = CheckedAllocator::new(Heap);
            let second = vec![answers[1]; number];
            let texts: Vec<_> = (0..number).map(|_| Liar::<str>::new(answers)).collect();
            assert_eq!(texts.try_join_in("→", &heap).unwrap(), second.join("→").as_str());
            let texts: Vec<_> = (0..number).map(|_| Liar::<str>::new(answers)).collect();
            assert_eq!(texts.try_concat_in(&heap).unwrap(), second.concat().as_str());
            let bytes = answers.map(str::as_bytes);
            let slices: Vec<_> = (0..number).map(|_| Liar::<[u8]>::new(&bytes)).collect();
            assert_eq!(slices.try_join_in(&7, &heap).unwrap(), *vec![bytes[1]; number].join(&7));
            let slices: Vec<_> = (0..number).map(|_| Liar::<[u8]>::new(&bytes)).collect();
            assert_eq!(slices.try_concat_in(&heap).unwrap(), *vec![bytes[1]; number].concat());
            heap.finish().unwrap();
        }
    }
}

#[test]
fn a_failure_drops_every_clone() {
    for answers in [["", "ab"], ["ab", "ab"]] {
        let ledger = Ledger::new();
        let pieces: Vec<Vec<_>> = answers
            .iter()
            .map(|text| text.chars().map(|ch| ledger.element(ch)).collect())
            .collect();
        let alive = ledger.alive();
        assert!(pieces.try_concat_in(FailingAllocator::always(Heap)).is_err());
        assert_eq!(ledger.alive(), alive);
        let all = pieces.try_concat_in(Heap).unwrap();
        assert_eq!((all.len(), ledger.alive()), (alive, 2 * alive));
        drop(all);
        drop(pieces);
        ledger.finish();
    }
}

#[test]
fn ascii_case() {
    let all: Vec<u8> = (0..=255).collect();
    same(|heap| all.try_to_ascii_uppercase_in(heap).unwrap(), &all.to_ascii_uppercase());
    same(|heap| all.try_to_ascii_lowercase_in(heap).unwrap(), &all.to_ascii_lowercase());
    same(|heap| b"".try_to_ascii_lowercase_in(heap).unwrap(), b"");
}

#[cfg(feature = "infallible")]
mod infallible {
    use super::{Heap, SliceExt};
    use exalloc::testing::FailingAllocator;
    use exalloc_tests::panic_of;

    #[test]
    fn what_panics_makes_the_same() {
        let pieces = [[1_u8, 2], [3, 4]];
        assert_eq!(pieces.to_owned_in(Heap), pieces);
        assert_eq!(pieces.repeat_in(2, Heap), *pieces.repeat(2));
        assert_eq!(pieces.concat_in(Heap), *pieces.concat());
        assert_eq!(pieces.join_in(&0, Heap), *pieces.join(&0));
        assert_eq!(["a", "b"].join_in("-", Heap), "a-b");
        assert_eq!(b"aB".to_ascii_uppercase_in(Heap), *b"AB");
        assert_eq!(b"aB".to_ascii_lowercase_in(Heap), *b"ab");
    }

    #[test]
    fn it_panics_as_std_does() {
        let theirs = panic_of(|| [1_u8, 2].repeat(usize::MAX));
        assert_eq!(theirs, "capacity overflow");
        assert_eq!(panic_of(|| [1_u8, 2].repeat_in(usize::MAX, Heap)), theirs);
        assert_eq!(panic_of(|| [1_u8].repeat_in(usize::MAX, Heap)), theirs);
    }

    #[test]
    fn it_panics_without_memory() {
        let none = || FailingAllocator::always(Heap);
        for message in [
            panic_of(|| [1_u8, 2].to_owned_in(none())),
            panic_of(|| [1_u8, 2].repeat_in(1, none())),
            panic_of(|| [[1_u8], [2]].concat_in(none())),
            panic_of(|| ["a", "b"].join_in("", none())),
            panic_of(|| b"aB".to_ascii_uppercase_in(none())),
            panic_of(|| b"aB".to_ascii_lowercase_in(none())),
            panic_of(|| ["a", "b"].repeat_in(0, none()).len()),
        ]
        .into_iter()
        .take(6)
        {
            assert_eq!(message, "no memory for a block of 2 bytes aligned to 1");
        }
    }
}
