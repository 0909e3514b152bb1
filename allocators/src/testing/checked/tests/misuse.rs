//! One test for each misuse: the report names it, and the allocation's order number.

use super::super::{CheckedAllocator, DropCheck, FREED_BYTE, FRESH_BYTE, FindingKind};
use super::{Backing, Use, facts, findings, layout, only, peek, spoil, starts};
use crate::testing::RefusesResize;
use alloc::string::ToString;
use alloc::vec::Vec;
use exalloc_core::Allocator;

/// A checked allocator whose second allocation is the one that is misused.
macro_rules! checked_and_block {
    ($size:expr) => {{
        let checked = CheckedAllocator::new(Backing::new());
        let (first, block) = (checked.take(5), checked.take($size));
        checked.give(first, 5);
        (checked, block)
    }};
}

#[test]
fn double_free() {
    let (checked, block) = checked_and_block!(24);
    checked.give(block, 24);
    checked.give(block, 24);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("dealloc", FindingKind::DoubleFree, Some(2)));
    assert_eq!(
        (finding.address(), finding.layout()),
        (Some(block.addr().get()), Some(layout(24, 8)))
    );
    starts(&finding, "dealloc: double free of allocation #2, 24 bytes aligned to 8 at 0x");
    checked.finish().unwrap();
}

#[test]
fn wrong_size() {
    let (checked, block) = checked_and_block!(24);
    for wrong in [23, 25, 16] {
        checked.give(block, wrong);
        let finding = only(&checked);
        let got = layout(wrong, 8);
        assert_eq!(facts(&finding), ("dealloc", FindingKind::WrongSize { got }, Some(2)));
        starts(&finding, "dealloc: wrong size for allocation #2, 24 bytes aligned to 8 at 0x");
        assert!(finding.to_string().ends_with(&std::format!("; got {wrong} bytes aligned to 8")));
    }
    // It was kept alive.
    assert_eq!((checked.live_blocks(), peek(block, 0)), (1, FRESH_BYTE));
    checked.give(block, 24);
    checked.finish().unwrap();
}

#[test]
fn wrong_alignment() {
    let (checked, block) = checked_and_block!(24);
    for align in [4, 16] {
        // SAFETY: not kept: it is what is tested.
        unsafe { checked.dealloc(block, layout(24, align)) };
        let finding = only(&checked);
        let got = layout(24, align);
        assert_eq!(facts(&finding), ("dealloc", FindingKind::WrongAlignment { got }, Some(2)));
        starts(&finding, "dealloc: wrong alignment for allocation #2, 24 bytes aligned to 8 at");
    }
    checked.give(block, 24);
    checked.finish().unwrap();
}

#[test]
fn wrong_size_and_alignment() {
    let (checked, block) = checked_and_block!(24);
    let got = layout(25, 4);
    // SAFETY: not kept: it is what is tested.
    unsafe { checked.dealloc(block, got) };
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("dealloc", FindingKind::WrongLayout { got }, Some(2)));
    starts(&finding, "dealloc: wrong size and alignment for allocation #2, 24 bytes");
    checked.give(block, 24);
    checked.finish().unwrap();
}

/// The one that got it can't know the number; the one that misses it does.
#[test]
fn other_instance() {
    let (checked, block) = checked_and_block!(24);
    let other = CheckedAllocator::new(Backing::new());
    let own = other.take(24);
    other.give(block, 24);
    let finding = only(&other);
    let got = layout(24, 8);
    assert_eq!(facts(&finding), ("dealloc", FindingKind::UnknownBlock { got }, None));
    assert_eq!(finding.address(), Some(block.addr().get()));
    starts(&finding, "dealloc: not a block of this instance: a block at 0x");
    assert_eq!(other.resize(block, 24, 30), None);
    assert_eq!(facts(&only(&other)).0, "resize_in_place");
    assert_eq!(other.move_to(block, 24, 30), None);
    assert_eq!(facts(&only(&other)).0, "remap");
    other.give(own, 24);
    other.finish().unwrap();

    let report = checked.finish().unwrap_err();
    let leak = findings(&report).pop().unwrap();
    assert_eq!(facts(&leak), ("finish", FindingKind::Leak, Some(2)));
    assert_eq!(leak.address(), finding.address());
}

#[test]
fn an_address_inside_of_a_block() {
    let (checked, block) = checked_and_block!(24);
    // SAFETY: within the block.
    let inside = unsafe { block.add(23) };
    checked.give(inside, 8);
    let finding = only(&checked);
    let kind = FindingKind::InsideBlock { offset: 23, got: layout(8, 8), freed: false };
    assert_eq!(facts(&finding), ("dealloc", kind, Some(2)));
    starts(&finding, "dealloc: an address inside of allocation #2, 24 bytes aligned to 8 at 0x");
    let end = ": 23 bytes behind its start; got 8 bytes aligned to 8";
    assert!(finding.to_string().ends_with(end) && !finding.to_string().contains("freed"));
    // SAFETY: one behind the block.
    let behind = unsafe { block.add(24) };
    checked.give(behind, 8);
    assert_eq!(facts(&only(&checked)).1, FindingKind::UnknownBlock { got: layout(8, 8) });
    checked.give(block, 24);
    // Of one that is free it is said.
    checked.give(inside, 1);
    let finding = only(&checked);
    let kind = FindingKind::InsideBlock { offset: 23, got: layout(1, 8), freed: true };
    assert_eq!(facts(&finding), ("dealloc", kind, Some(2)));
    let end = ", which was freed before: 23 bytes behind its start; got 1 byte aligned to 8";
    assert!(finding.to_string().ends_with(end), "{finding}");
    checked.finish().unwrap();
}

#[test]
fn overflow_by_one_byte() {
    let (checked, block) = checked_and_block!(23);
    let byte = spoil(block, 23);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("check", FindingKind::Overflow { distance: 1, byte }, Some(2)));
    starts(&finding, "check: write behind allocation #2, 23 bytes aligned to 8 at 0x");
    let end = std::format!(": {byte:#04x}, 1 byte behind its end");
    assert!(finding.to_string().ends_with(&end), "{finding}");
    assert!(checked.check().is_ok(), "found once");

    let byte = spoil(block, 23);
    checked.give(block, 23);
    let kind = FindingKind::Overflow { distance: 1, byte };
    assert_eq!(facts(&only(&checked)), ("dealloc", kind, Some(2)));
    checked.finish().unwrap();
}

#[test]
fn underflow_by_one_byte() {
    let (checked, block) = checked_and_block!(23);
    let byte = spoil(block, -1);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("check", FindingKind::Underflow { distance: 1, byte }, Some(2)));
    starts(&finding, "check: write before allocation #2, 23 bytes aligned to 8 at 0x");
    let end = std::format!(": {byte:#04x}, 1 byte before its start");
    assert!(finding.to_string().ends_with(&end), "{finding}");
    assert!(checked.check().is_ok(), "found once");

    let byte = spoil(block, -1);
    checked.give(block, 23);
    let kind = FindingKind::Underflow { distance: 1, byte };
    assert_eq!(facts(&only(&checked)), ("dealloc", kind, Some(2)));
    checked.finish().unwrap();
}

/// Every byte of the padding is watched, on both sides at once.
#[test]
fn every_watched_byte() {
    for align in [1, 8, 16, 64, 4096] {
        let checked = CheckedAllocator::new(Backing::new());
        // SAFETY: the size is above zero.
        let block = unsafe { checked.alloc(layout(3, align)) }.unwrap();
        let front = align.max(16);
        for distance in (1..=front).step_by(front / 16) {
            let byte = spoil(block, -distance.cast_signed());
            assert_eq!(only(&checked).kind(), FindingKind::Underflow { distance, byte });
        }
        for distance in 1..=16_usize {
            let byte = spoil(block, 3 + distance.cast_signed() - 1);
            let finding = only(&checked);
            assert_eq!(finding.kind(), FindingKind::Overflow { distance, byte });
            let bytes = if distance == 1 { "byte" } else { "bytes" };
            let end = std::format!(", {distance} {bytes} behind its end");
            assert!(finding.to_string().ends_with(&end), "{finding}");
        }
        let (before, behind) = (spoil(block, -2), spoil(block, 4));
        let report = checked.check().unwrap_err();
        let kinds: Vec<_> = report.findings().map(|found| found.kind()).collect();
        let underflow = FindingKind::Underflow { distance: 2, byte: before };
        assert_eq!(kinds, [underflow, FindingKind::Overflow { distance: 2, byte: behind }]);
        // SAFETY: live, with that layout.
        unsafe { checked.dealloc(block, layout(3, align)) };
        checked.finish().unwrap();
    }
}

#[test]
fn write_after_free_within_the_quarantine() {
    let (checked, block) = checked_and_block!(24);
    checked.give(block, 24);
    assert_eq!((peek(block, 0), peek(block, 23)), (FREED_BYTE, FREED_BYTE));
    let byte = spoil(block, 7);
    let finding = only(&checked);
    let kind = FindingKind::WriteAfterFree { offset: 7, byte };
    assert_eq!(facts(&finding), ("check", kind, Some(2)));
    starts(&finding, "check: write after free to allocation #2, 24 bytes aligned to 8 at 0x");
    assert!(checked.check().is_ok(), "found once");

    let byte = spoil(block, -3);
    let report = checked.finish().unwrap_err();
    let kind = FindingKind::WriteAfterFree { offset: -3, byte };
    assert_eq!(facts(&findings(&report)[0]), ("finish", kind, Some(2)));
}

#[test]
fn use_after_free() {
    let (checked, block) = checked_and_block!(24);
    checked.give(block, 24);
    assert_eq!(checked.resize(block, 24, 30), None);
    assert_eq!(facts(&only(&checked)), ("resize_in_place", FindingKind::UseAfterFree, Some(2)));
    assert_eq!(checked.move_to(block, 24, 24), None);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("remap", FindingKind::UseAfterFree, Some(2)));
    starts(&finding, "remap: use after free of allocation #2, 24 bytes");
    checked.finish().unwrap();
}

#[test]
fn leak() {
    let (checked, block) = checked_and_block!(24);
    let _third = checked.take(1);
    let report = checked.finish().unwrap_err();
    let all = findings(&report);
    assert_eq!(all.len(), 2);
    assert_eq!(facts(&all[0]), ("finish", FindingKind::Leak, Some(2)));
    assert_eq!(facts(&all[1]), ("finish", FindingKind::Leak, Some(3)));
    assert_eq!(
        (all[0].address(), all[0].layout()),
        (Some(block.addr().get()), Some(layout(24, 8)))
    );
    starts(&all[0], "finish: leak of allocation #2, 24 bytes aligned to 8 at 0x");
}

/// Reported by the wrong call already, so it is no leak besides.
#[test]
fn a_block_given_back_by_a_wrong_call_is_no_leak() {
    let (checked, block) = checked_and_block!(24);
    checked.give(block, 23);
    let report = checked.finish().unwrap_err();
    let all = findings(&report);
    assert_eq!(all.len(), 1, "{report}");
    assert_eq!(facts(&all[0]).2, Some(2));
}

/// Nor where its owner goes on and resizes it, whether that succeeds or not.
#[test]
fn a_block_given_back_by_a_wrong_call_and_resized_is_no_leak() {
    fn resized<A: Allocator>(backing: A, served: bool) {
        let checked = CheckedAllocator::new(backing);
        let block = checked.take(24);
        checked.give(block, 23);
        assert_eq!(checked.move_to(block, 24, 12).is_some(), served);
        let Err(report) = checked.finish() else { panic!("a size was wrong") };
        let kinds: Vec<_> = findings(&report).iter().map(super::Finding::kind).collect();
        assert_eq!(kinds, [FindingKind::WrongSize { got: layout(23, 8) }]);
    }
    resized(Backing::new(), true);
    resized(RefusesResize::new(Backing::new()), false);
}

/// But once that report is out, nothing else tells that it is live.
#[test]
fn a_block_given_back_by_a_wrong_call_is_a_leak_after_a_check() {
    let (checked, block) = checked_and_block!(24);
    checked.give(block, 23);
    assert_eq!(only(&checked).kind(), FindingKind::WrongSize { got: layout(23, 8) });
    checked.check().unwrap();
    let report = checked.finish().unwrap_err();
    let all = findings(&report);
    assert_eq!(all.iter().map(facts).collect::<Vec<_>>(), [("finish", FindingKind::Leak, Some(2))]);

    // Not if it is given back rightly.
    let (checked, block) = checked_and_block!(24);
    checked.give(block, 23);
    assert!(checked.check().is_err());
    checked.give(block, 24);
    checked.finish().unwrap();
}

#[cfg(feature = "std")]
#[test]
fn a_leak_has_the_trace_of_its_allocation() {
    #[inline(never)]
    fn the_culprit(checked: &CheckedAllocator<'_, Backing>) {
        core::hint::black_box(checked.take(24));
    }
    let checked = CheckedAllocator::new(Backing::new()).with_traces(true);
    the_culprit(&checked);
    let report = checked.finish().unwrap_err();
    assert!(report.findings().all(|leak| leak.trace().is_known()));
    assert!(report.to_string().contains("the_culprit"), "{report}");
}

#[test]
fn sizes_that_no_block_has() {
    let (checked, block) = checked_and_block!(24);
    // SAFETY: not kept: it is what is tested.
    assert_eq!(unsafe { checked.alloc(layout(0, 8)) }, None);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("alloc", FindingKind::ZeroSize, None));
    assert_eq!((finding.address(), finding.layout()), (None, None));
    // SAFETY: as above.
    assert_eq!(unsafe { checked.alloc_zeroed(layout(0, 8)) }, None);
    assert_eq!(facts(&only(&checked)), ("alloc_zeroed", FindingKind::ZeroSize, None));
    assert_eq!(checked.resize(block, 24, 0), None);
    assert_eq!(facts(&only(&checked)), ("resize_in_place", FindingKind::ZeroSize, Some(2)));
    assert_eq!(checked.move_to(block, 24, 0), None);
    assert_eq!(facts(&only(&checked)), ("remap", FindingKind::ZeroSize, Some(2)));
    let largest = isize::MAX as usize - 7;
    for (new_size, found) in [(largest, false), (largest + 1, true), (usize::MAX, true)] {
        assert_eq!(checked.resize(block, 24, new_size), None);
        assert_eq!(checked.move_to(block, 24, new_size), None);
        let kinds = checked.check().map_or_else(|report| findings(&report), |()| [].into());
        let kinds: Vec<_> = kinds.iter().map(super::Finding::kind).collect();
        let expected = [FindingKind::TooLarge { new_size }; 2];
        assert_eq!(kinds, if found { &expected[..] } else { &[] });
    }
    // Legal, but nothing that fits around it.
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(largest, 8)) }, None);
    checked.check().unwrap();
    checked.give(block, 24);
    checked.finish().unwrap();
}

#[test]
fn wrong_layouts_in_resize_and_remap() {
    let (checked, block) = checked_and_block!(24);
    assert_eq!(checked.resize(block, 23, 30), None);
    let got = layout(23, 8);
    assert_eq!(
        facts(&only(&checked)),
        ("resize_in_place", FindingKind::WrongSize { got }, Some(2))
    );
    assert_eq!(checked.move_to(block, 23, 23), None);
    assert_eq!(facts(&only(&checked)), ("remap", FindingKind::WrongSize { got }, Some(2)));
    // Only a wrong `dealloc` gives a block up.
    let checked = checked.with_drop_check(DropCheck::Silent);
    assert_eq!(findings(&checked.finish().unwrap_err())[0].kind(), FindingKind::Leak);
}

#[test]
fn a_report_counts_what_it_doesnt_keep() {
    let (checked, block) = checked_and_block!(24);
    for _ in 0..20 {
        checked.give(block, 7);
    }
    checked.give(block, 24);
    let report = checked.check().unwrap_err();
    assert_eq!((report.count(), report.findings().count()), (20, 16));
    assert!(report.to_string().ends_with("\n- and 4 more"), "{report}");
    checked.finish().unwrap();
}
