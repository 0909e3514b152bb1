use super::{said, whole};
use crate::testing::{LyingLength, OverAligned, PanicAt, Unfused};
use alloc::vec::Vec;

#[test]
fn a_lie_changes_no_items() {
    for claimed in [0, 3, usize::MAX] {
        let mut iter = LyingLength::new([1, 2, 3, 4].into_iter(), claimed);
        assert_eq!((iter.next(), iter.next_back()), (Some(1), Some(4)));
        assert_eq!((iter.len(), iter.size_hint()), (claimed, (claimed, Some(claimed))));
        assert_eq!(iter.clone().into_inner().len(), 2);
        assert!(iter.by_ref().eq([2, 3]));
        assert_eq!((iter.next(), iter.len()), (None, claimed));
    }
}

#[test]
fn a_hint_need_not_make_sense() {
    for hint in [(9, Some(1)), (9, None), (0, Some(0)), (usize::MAX, Some(usize::MAX))] {
        let iter = LyingLength::with_hint([1, 2].into_iter(), hint);
        assert_eq!((iter.size_hint(), iter.len()), (hint, hint.0));
        assert!(iter.eq([1, 2]));
    }
}

#[test]
fn the_chosen_item_panics_and_is_not_lost() {
    for k in 1..=4 {
        let mut iter = PanicAt::nth([1, 2, 3].into_iter(), k);
        let mut seen = Vec::new();
        let text = said(|| seen.extend(iter.by_ref()));
        assert_eq!(
            text.unwrap(),
            std::format!("planted panic in an iterator's `next`, at call {k} since it was armed")
        );
        assert_eq!((seen.len(), iter.len(), iter.is_armed()), (k - 1, 4 - k, false));
        seen.extend(iter);
        assert_eq!(seen, [1, 2, 3]);
    }
    let mut iter = PanicAt::nth([1, 2, 3].into_iter(), 5);
    assert_eq!((iter.by_ref().count(), iter.is_armed()), (3, true));
    assert_eq!(PanicAt::nth(0..9, 0).count(), 9);
}

#[test]
fn requests_from_both_ends_count_together() {
    let mut iter = PanicAt::nth([1, 2, 3].into_iter(), 2);
    assert_eq!(iter.next_back(), Some(3));
    assert_eq!(whole(|| assert_eq!(iter.next(), Some(1))), [false, true]);
    let mut iter = PanicAt::nth([1, 2, 3].into_iter(), 2);
    assert_eq!(iter.next(), Some(1));
    assert!(said(|| _ = iter.next_back()).unwrap().contains("`next_back`"));
    assert!(iter.eq([2, 3]));
}

#[test]
fn the_early_end_comes_once() {
    for items in 0..=4 {
        let mut iter = Unfused::after(1..=4, items);
        assert_eq!(iter.size_hint(), (4, Some(4)));
        assert!(iter.by_ref().eq(1..=items));
        assert!(iter.by_ref().eq(items + 1..=4));
        assert_eq!((iter.next(), iter.next()), (None, None));
    }
    assert_eq!(Unfused::after(1..=4, 5).count(), 4);
}

#[test]
fn over_aligned_values_are() {
    assert_eq!((align_of::<OverAligned<u8>>(), size_of::<OverAligned<[u8; 65]>>()), (64, 128));
}
