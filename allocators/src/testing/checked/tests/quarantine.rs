//! The quarantine: its size, its order, and what it finds.

use super::super::{CheckedAllocator, FindingKind};
use super::backing::Wrong;
use super::{Backing, Use, facts, layout, only, spoil};
use alloc::vec::Vec;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Bytes of the wider block around 8 bytes.
const WIDE: usize = 8 + 32;

/// Allocates `n` blocks of 8 bytes, and gives them back in order.
fn freed<A: Allocator>(checked: &CheckedAllocator<'_, A>, n: usize) -> Vec<NonNull<u8>> {
    let blocks: Vec<_> = (0..n).map(|_| checked.take(8)).collect();
    blocks.iter().for_each(|&block| checked.give(block, 8));
    blocks
}

#[test]
fn its_size_is_kept_to_the_byte() {
    for (limit, kept) in
        [(0, 0), (WIDE - 1, 0), (WIDE, 1), (2 * WIDE - 1, 1), (3 * WIDE, 3), (9 * WIDE, 5)]
    {
        let backing = Backing::new();
        let checked = CheckedAllocator::new(&backing).with_quarantine(limit);
        let before = {
            checked.give(checked.take(8), 8);
            backing.live_bytes() - checked.quarantined_bytes()
        };
        let _ = freed(&checked, 5);
        let kept = if limit == 9 * WIDE { kept + 1 } else { kept };
        assert_eq!(
            (checked.quarantined_blocks(), checked.quarantined_bytes()),
            (kept, kept * WIDE)
        );
        assert_eq!(backing.live_bytes(), before + kept * WIDE, "of {limit}");
        checked.finish().unwrap();
        assert_eq!(backing.live_bytes(), 0);
    }
}

/// The oldest leaves first, whatever their addresses.
#[test]
fn first_in_first_out() {
    let checked = CheckedAllocator::new(Backing::new()).with_quarantine(3 * WIDE);
    let blocks: Vec<_> = (0..6).map(|_| checked.take(8)).collect();
    let order = [3, 0, 5, 2, 4, 1];
    for &index in &order {
        checked.give(blocks[index], 8);
    }
    for (place, &index) in order.iter().enumerate() {
        checked.give(blocks[index], 8);
        let number = index as u64 + 1;
        let known = (place >= 3).then_some(number);
        assert_eq!(only(&checked).number(), known, "freed as number {place}");
    }
    checked.finish().unwrap();
}

#[test]
fn what_leaves_is_looked_at() {
    let checked = CheckedAllocator::new(Backing::new()).with_quarantine(2 * WIDE);
    let blocks = freed(&checked, 2);
    let byte = spoil(blocks[0], 3);
    let third = checked.take(8);
    checked.give(third, 8); // The first leaves.
    let report = checked.check().unwrap_err();
    let finding = report.findings().next().unwrap();
    let kind = FindingKind::WriteAfterFree { offset: 3, byte };
    assert_eq!(facts(finding), ("quarantine", kind, Some(1)));
    assert_eq!(report.count(), 1);
    checked.finish().unwrap();
}

/// And doesn't push others out.
#[test]
fn what_is_larger_than_the_quarantine_passes_by() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing).with_quarantine(3 * WIDE);
    let _ = freed(&checked, 2);
    let large = checked.take(3 * WIDE - 32 + 1);
    let live = backing.live_blocks();
    checked.give(large, 3 * WIDE - 32 + 1);
    assert_eq!((checked.quarantined_blocks(), backing.live_blocks()), (2, live - 1));
    // What passed by is unknown.
    checked.give(large, 3 * WIDE - 32 + 1);
    let got = layout(3 * WIDE - 31, 8);
    assert_eq!(only(&checked).kind(), FindingKind::UnknownBlock { got });
    // One byte less goes in, and the others leave.
    let fits = checked.take(3 * WIDE - 32);
    checked.give(fits, 3 * WIDE - 32);
    assert_eq!((checked.quarantined_blocks(), checked.quarantined_bytes()), (1, 3 * WIDE));
    checked.finish().unwrap();
}

#[test]
fn a_smaller_quarantine_lets_go_in_the_next_dealloc() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let _ = freed(&checked, 5);
    let checked = checked.with_quarantine(2 * WIDE);
    assert_eq!((checked.quarantined_blocks(), backing.live_blocks()), (5, 5 + 1));
    checked.give(checked.take(8), 8);
    assert_eq!((checked.quarantined_blocks(), backing.live_blocks()), (2, 2 + 1));
    checked.finish().unwrap();
}

/// The program under test doesn't run out of memory that is in quarantine only.
#[test]
fn memory_in_quarantine_is_given_back_before_a_request_is_refused() {
    let backing = Backing::new();
    let limited = crate::LimitAllocator::new(&backing, 4 * WIDE);
    let mut books = [const { core::mem::MaybeUninit::uninit() }; 8];
    let checked = CheckedAllocator::with_books(&limited, &mut books);
    let blocks = freed(&checked, 4);
    assert_eq!(limited.remaining(), 0);
    let byte = spoil(blocks[2], 0);
    let again = checked.take(8);
    assert_eq!(checked.quarantined_blocks(), 0);
    let kind = FindingKind::WriteAfterFree { offset: 0, byte };
    assert_eq!(facts(&only(&checked)), ("quarantine", kind, Some(3)));
    checked.give(again, 8);

    // A refusal stays one where nothing is in quarantine: asked once.
    let _ = checked.with_quarantine(0).finish().unwrap();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    backing.be(Wrong::Refuses);
    let _ = backing.calls();
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!(backing.calls().len(), 1);
    backing.be(Wrong::Nothing);
    checked.give(block, 8);
    checked.finish().unwrap();
}

/// A larger size is a request for memory, too; a smaller one isn't.
#[test]
fn memory_in_quarantine_is_given_back_before_a_resize_is_refused() {
    for method in ["resize_in_place", "remap"] {
        let backing = Backing::new();
        let limited = crate::LimitAllocator::new(&backing, 3 * WIDE);
        let mut books = [const { core::mem::MaybeUninit::uninit() }; 8];
        let checked = CheckedAllocator::with_books(&limited, &mut books);
        let block = checked.take(8);
        let freed = freed(&checked, 2);
        assert_eq!(limited.remaining(), 0);
        let byte = spoil(freed[1], 0);
        let change = |block, old, new| match method {
            "remap" => checked.move_to(block, old, new),
            _ => checked.resize(block, old, new),
        };
        let block = change(block, 8, 8 + 2 * WIDE).unwrap();
        assert_eq!((checked.quarantined_blocks(), limited.remaining()), (0, 0));
        let kind = FindingKind::WriteAfterFree { offset: 0, byte };
        assert_eq!(facts(&only(&checked)), ("quarantine", kind, Some(3)));

        // A refusal stays one where nothing is in quarantine: asked once.
        let _ = backing.calls();
        backing.be(Wrong::RefusesToResize);
        let block = change(block, 8 + 2 * WIDE, 4);
        assert_eq!((block, backing.calls().len()), (None, 1), "{method}");
        let checked = checked.with_drop_check(super::super::DropCheck::Silent);
        drop(checked);
    }
}

/// Making a block smaller lacks no memory, so a refusal leaves the quarantine as it is.
#[test]
fn a_refusal_to_shrink_keeps_the_quarantine() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    let _ = freed(&checked, 2);
    backing.be(Wrong::RefusesToResize);
    let _ = backing.calls();
    assert_eq!((checked.resize(block, 8, 4), checked.move_to(block, 8, 4)), (None, None));
    assert_eq!((checked.quarantined_blocks(), backing.calls().len()), (2, 2));
    // Growing asks again after that.
    assert_eq!(checked.resize(block, 8, 9), None);
    assert_eq!(checked.quarantined_blocks(), 0);
    let methods: Vec<_> = backing.calls().iter().map(|call| call.0).collect();
    assert_eq!(methods, ["resize_in_place", "dealloc", "dealloc", "resize_in_place"]);
    checked.give(block, 8);
    checked.finish().unwrap();
}

/// Such as an arena, or a bump allocator: what leaves the quarantine isn't to be had again.
#[test]
fn a_quarantine_costs_memory_where_blocks_cant_go_back_in_any_order() {
    for (quarantine, served) in [(0, true), (64 << 10, false)] {
        let mut memory = [core::mem::MaybeUninit::uninit(); 4096];
        let mut books = [const { core::mem::MaybeUninit::uninit() }; 64];
        let bump = crate::BumpAllocator::new(&mut memory);
        let checked = CheckedAllocator::with_books(&bump, &mut books).with_quarantine(quarantine);
        for _ in 0..20 {
            checked.give(checked.take(100), 100);
        }
        // SAFETY: the size is above zero.
        let large = unsafe { checked.alloc(layout(2000, 8)) };
        assert_eq!(large.is_some(), served);
        if let Some(large) = large {
            checked.give(large, 2000);
        }
        checked.finish().unwrap();
    }
}
