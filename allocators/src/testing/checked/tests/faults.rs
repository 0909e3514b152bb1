//! What is found when the allocator inside is wrong.

use super::super::{CheckedAllocator, FindingKind};
use super::backing::Wrong;
use super::{Backing, Use, facts, layout, only, peek, spoil, starts};
use alloc::string::ToString;
use exalloc_core::Allocator;

#[test]
fn misaligned_blocks_are_refused_and_go_back() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    let live = backing.live_blocks();
    backing.be(Wrong::Misaligns);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("alloc", FindingKind::Misaligned, None));
    starts(&finding, "alloc: the allocator inside misaligned a block at 0x");
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc_zeroed(layout(8, 8)) }, None);
    assert_eq!(facts(&only(&checked)).1, FindingKind::Misaligned);
    assert_eq!(backing.live_blocks(), live);
    backing.be(Wrong::Nothing);
    checked.give(block, 8);
    checked.finish().unwrap();
}

#[test]
fn overlapping_blocks_are_refused_and_not_touched() {
    for (free_first, wrong) in [
        (false, Wrong::Overlaps),
        (true, Wrong::Overlaps),
        (false, Wrong::OverlapsInside),
        (true, Wrong::OverlapsInside),
    ] {
        let mut books = [const { core::mem::MaybeUninit::uninit() }; 8];
        let backing = Backing::new();
        let checked = CheckedAllocator::with_books(&backing, &mut books);
        let (block, other) = (checked.take(8), checked.take(8));
        if free_first {
            checked.give(block, 8); // In quarantine, it is still in use.
        }
        backing.be(wrong);
        // SAFETY: the size is above zero.
        assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
        let finding = only(&checked);
        assert_eq!(facts(&finding), ("alloc", FindingKind::Overlap, None));
        starts(&finding, "alloc: the allocator inside handed out memory in use as a block at 0x");
        backing.be(Wrong::Nothing);
        if !free_first {
            assert_eq!(peek(block, 0), super::super::FRESH_BYTE);
            checked.give(block, 8);
        }
        checked.give(other, 8);
        checked.finish().unwrap();
    }
}

/// Books of the allocator inside are in use, too.
#[test]
fn blocks_over_the_books_are_refused() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8); // After the books, which are the first block.
    backing.be(Wrong::Overlaps);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!(facts(&only(&checked)), ("alloc", FindingKind::Overlap, None));
    backing.be(Wrong::Nothing);
    checked.give(block, 8);
    checked.finish().unwrap();
}

#[test]
fn books_over_blocks_are_refused() {
    for wrong in [Wrong::Overlaps, Wrong::Misaligns, Wrong::BeyondAddresses] {
        let backing = Backing::new();
        let checked = CheckedAllocator::new(&backing).with_quarantine(0);
        let mut blocks = alloc::vec::Vec::new();
        for _ in 0..16 {
            blocks.push(checked.take(8));
        }
        let live = backing.live_blocks();
        backing.be(wrong);
        // SAFETY: the size is above zero.
        assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
        assert_eq!(only(&checked).method(), "books");
        assert_eq!((checked.refused_for_books(), backing.live_blocks()), (1, live));
        backing.be(Wrong::Nothing);
        blocks.push(checked.take(8));
        blocks.into_iter().for_each(|block| checked.give(block, 8));
        checked.finish().unwrap();
    }
}

#[test]
fn blocks_beyond_the_address_space_are_refused() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    backing.be(Wrong::BeyondAddresses);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 1)) }, None);
    let finding = only(&checked);
    assert_eq!(facts(&finding), ("alloc", FindingKind::BeyondAddresses, None));
    assert_eq!(finding.address(), Some(usize::MAX - 31));
    starts(&finding, "alloc: the allocator inside left the address space with a block at 0xff");
    backing.be(Wrong::Nothing);
    checked.give(block, 8);
    checked.finish().unwrap();
}

#[test]
fn zeroed_memory_that_isnt_zero_is_made_so() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    backing.be(Wrong::NotZero);
    // SAFETY: the size is above zero.
    let block = unsafe { checked.alloc_zeroed(layout(100, 8)) }.unwrap();
    let finding = only(&checked);
    // In the middle of the wider block: 132 / 2 - 16.
    let kind = FindingKind::NotZero { offset: 50, byte: 9 };
    assert_eq!(facts(&finding), ("alloc_zeroed", kind, Some(1)));
    starts(&finding, "alloc_zeroed: the allocator inside didn't zero allocation #1, 100 bytes");
    assert!((0..100).all(|at| peek(block, at) == 0));
    checked.give(block, 100);
    backing.be(Wrong::Nothing);
    checked.finish().unwrap();
}

#[test]
fn a_block_that_moves_where_it_was_to_stay() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let block = checked.take(8);
    backing.be(Wrong::Moves);
    let moved = checked.resize(block, 8, 16).unwrap();
    let finding = only(&checked);
    let kind = FindingKind::Moved { from: block.addr().get() };
    assert_eq!(facts(&finding), ("resize_in_place", kind, Some(1)));
    assert_eq!(finding.address(), Some(moved.addr().get()));
    starts(&finding, "resize_in_place: the allocator inside moved allocation #1, 16 bytes");
    backing.be(Wrong::Nothing);
    checked.give(moved, 16);
    checked.finish().unwrap();
}

/// The padding is kept by `remap` like everything else; so losses at either end of what is kept
/// are noticed.
#[test]
fn a_remap_that_loses_bytes() {
    for (lost, offset, new) in [(3, -13, 16), (24 + 15, 23, 16), (15, -1, 4)] {
        let backing = Backing::new();
        let checked = CheckedAllocator::new(&backing);
        let block = checked.take(8);
        backing.be(Wrong::Loses(lost));
        let moved = checked.move_to(block, 8, new).unwrap();
        let finding = only(&checked);
        let kind = FindingKind::BytesLost { offset, byte: 0 };
        assert_eq!(facts(&finding), ("remap", kind, Some(1)));
        starts(&finding, "remap: the allocator inside lost bytes of allocation #1, ");
        backing.be(Wrong::Nothing);
        checked.give(moved, new);
        checked.finish().unwrap();
    }
}

/// The block that the caller gets keeps rule 4, and its bytes, and is watched, wherever the
/// allocator inside puts the wider one.
#[test]
fn a_remap_to_a_misaligned_block_is_reported_and_put_right() {
    for align in [2, 8, 16, 64] {
        let backing = Backing::new();
        let checked = CheckedAllocator::new(&backing);
        let mut old = layout(24, align);
        // SAFETY: the size is above zero.
        let mut block = unsafe { checked.alloc(old) }.unwrap();
        // SAFETY: a live block of that size.
        unsafe { block.write_bytes(7, 24) };
        let steps = [
            (Wrong::Misaligns, 40, true),
            (Wrong::Misaligns, 30, true),
            (Wrong::Nothing, 50, false),
            (Wrong::Misaligns, 24, true),
        ];
        for (wrong, size, misaligned) in steps {
            backing.be(wrong);
            // SAFETY: a live block with its layout; the size is above zero.
            block = unsafe { checked.remap(block, old, size) }.unwrap();
            old = layout(size, align);
            if misaligned {
                assert_eq!(facts(&only(&checked)), ("remap", FindingKind::Misaligned, Some(1)));
            }
            checked.check().unwrap();
            assert_eq!(block.addr().get() % align, 0);
            assert!((0..24).all(|at| peek(block, at) == 7));
            assert!((24..size.cast_signed()).all(|at| peek(block, at) == super::super::FRESH_BYTE));
            for (offset, kind) in [(-1, "write before"), (size.cast_signed(), "write behind")] {
                spoil(block, offset);
                starts(&only(&checked), &std::format!("check: {kind} allocation #1"));
            }
        }
        // In its place, once more: the address stays, and is no news.
        // SAFETY: as above.
        let same = unsafe { checked.resize_in_place(block, old, 60) }.unwrap();
        assert_eq!(same, block);
        checked.check().unwrap();
        backing.be(Wrong::Nothing);
        // SAFETY: a live block, and its layout.
        unsafe { checked.dealloc(block, layout(60, align)) };
        checked.finish().unwrap();
    }
}

#[test]
fn sizes_that_no_block_has_have_their_text() {
    let checked = CheckedAllocator::new(Backing::new());
    let block = checked.take(8);
    assert_eq!(checked.resize(block, 8, usize::MAX), None);
    starts(&only(&checked), "resize_in_place: too large a new size for allocation #1, 8 bytes");
    assert_eq!(checked.resize(block, 8, 0), None);
    starts(&only(&checked), "resize_in_place: size zero for allocation #1, 8 bytes");
    // SAFETY: not kept: it is what is tested.
    assert_eq!(unsafe { checked.alloc(layout(0, 8)) }, None);
    starts(&only(&checked), "alloc: a block of size zero");
    checked.give(block, 8);
    checked.finish().unwrap();
}

/// A request that fails takes no entry of the books.
#[test]
fn failed_requests_leave_the_books_their_room() {
    let mut books = [const { core::mem::MaybeUninit::uninit() }; 2];
    let backing = Backing::new();
    let checked = CheckedAllocator::with_books(&backing, &mut books);
    let first = checked.take(8);
    for wrong in [Wrong::Refuses, Wrong::Misaligns, Wrong::Overlaps, Wrong::BeyondAddresses] {
        backing.be(wrong);
        for _ in 0..3 {
            // SAFETY: the size is above zero.
            assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
        }
    }
    assert_eq!(checked.check().map_err(|report| report.count()), Err(9));
    backing.be(Wrong::Nothing);
    let second = checked.take(8);
    assert_eq!(checked.refused_for_books(), 0);
    checked.give(first, 8);
    checked.give(second, 8);
    checked.finish().unwrap();
}

/// Answers to a resize or remap that aren't the allocator's to give: over a live block, one in
/// quarantine, or the books; beyond the addresses. Nothing is touched there, and the block is lost.
#[test]
fn answers_that_overlap_or_leave_the_address_space_are_refused() {
    for (in_books, free_first, wrong) in [
        (false, false, Wrong::Overlaps),
        (false, true, Wrong::Overlaps),
        (false, false, Wrong::OverlapsInside),
        (true, false, Wrong::Overlaps),
        (true, false, Wrong::OverlapsInside),
        (false, false, Wrong::BeyondAddresses),
    ] {
        for method in ["resize_in_place", "remap"] {
            refused_answer(in_books, free_first, wrong, method);
        }
    }
}

fn refused_answer(in_books: bool, free_first: bool, wrong: Wrong, method: &str) {
    let backing = Backing::new();
    let mut buffer = [const { core::mem::MaybeUninit::uninit() }; 8];
    let checked = if in_books {
        CheckedAllocator::new(&backing) // The books are the first block, and will be the victim.
    } else {
        CheckedAllocator::with_books(&backing, &mut buffer)
    };
    let (victim, lost) = (checked.take(40), checked.take(8));
    if free_first {
        checked.give(victim, 40);
    }
    let change = |old, new| match method {
        "remap" => checked.move_to(lost, old, new),
        _ => checked.resize(lost, old, new),
    };
    backing.be(wrong);
    assert_eq!(change(8, 24), None);
    let finding = only(&checked);
    let (kind, start) = match wrong {
        Wrong::BeyondAddresses => {
            (FindingKind::BeyondAddresses, "left the address space with allocation #2, 8 bytes")
        }
        _ => (FindingKind::Overlap, "handed out memory in use as allocation #2, 8 bytes"),
    };
    assert_eq!((finding.kind(), finding.number()), (kind, Some(2)));
    assert_eq!((finding.method(), finding.layout()), (method, Some(layout(8, 8))));
    starts(&finding, &std::format!("{method}: the allocator inside {start} aligned to 8 at 0x"));
    assert!(finding.to_string().ends_with(": refused, and the block is lost"), "{finding}");
    match wrong {
        Wrong::BeyondAddresses => assert_eq!(finding.address(), Some(usize::MAX - 31)),
        Wrong::Overlaps if !in_books => {
            assert_eq!(finding.address(), Some(victim.addr().get() - 16));
        }
        _ => {}
    }

    // The victim is as it was (a `check` found nothing else), and so are the books.
    let byte = if free_first { super::super::FREED_BYTE } else { super::super::FRESH_BYTE };
    assert!((0..40).all(|at| peek(victim, at) == byte));
    // The lost block is the caller's, who goes on as after any `None`; but nobody is asked.
    let _ = backing.calls();
    assert_eq!(
        (checked.live_blocks(), change(8, 8), change(8, 30)),
        (2 - usize::from(free_first), Some(lost), None)
    );
    checked.give(lost, 9);
    assert_eq!(only(&checked).kind(), FindingKind::WrongSize { got: layout(9, 8) });
    checked.give(lost, 8);
    assert_eq!(peek(lost, 0), super::super::FRESH_BYTE, "it isn't poisoned");
    assert_eq!(backing.calls(), []);
    assert_eq!(checked.live_blocks(), 1 - usize::from(free_first));
    checked.check().unwrap();
    backing.be(Wrong::Nothing);
    if !free_first {
        checked.give(victim, 40);
    }
    checked.finish().unwrap();
    assert_eq!(backing.live_blocks(), 1, "it isn't known where it is");
    backing.take_back_all();
}

/// What is lost and not given back leaks, and isn't passed on.
#[test]
fn a_lost_block_is_a_leak() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    let lost = checked.take(8);
    backing.be(Wrong::BeyondAddresses);
    assert_eq!(checked.move_to(lost, 8, 24), None);
    assert_eq!(only(&checked).kind(), FindingKind::BeyondAddresses);
    backing.be(Wrong::Nothing);
    let report = checked.finish().unwrap_err();
    let all: alloc::vec::Vec<_> = report.findings().map(facts).collect();
    assert_eq!(all, [("finish", FindingKind::Leak, Some(1))]);
    assert_eq!(backing.live_blocks(), 1);
    backing.take_back_all();
}

/// Grows each block where it is, whatever lies behind it.
struct Greedy<'buf>(crate::BumpAllocator<'buf>);

// SAFETY: not kept by `resize_in_place`, which is what is tested; all else is forwarded.
unsafe impl Allocator for Greedy<'_> {
    unsafe fn alloc(&self, layout: core::alloc::Layout) -> Option<core::ptr::NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: core::ptr::NonNull<u8>, layout: core::alloc::Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.dealloc(ptr, layout) }
    }
    unsafe fn resize_in_place(
        &self,
        ptr: core::ptr::NonNull<u8>,
        _: core::alloc::Layout,
        _: usize,
    ) -> Option<core::ptr::NonNull<u8>> {
        Some(ptr)
    }
}

#[test]
fn a_block_that_grows_over_its_neighbour_is_refused() {
    let mut memory = [core::mem::MaybeUninit::uninit(); 512];
    let mut books = [const { core::mem::MaybeUninit::uninit() }; 4];
    let greedy = Greedy(crate::BumpAllocator::new(&mut memory));
    let checked = CheckedAllocator::with_books(&greedy, &mut books);
    let (block, neighbour) = (checked.take(8), checked.take(8));
    assert_eq!(checked.resize(block, 8, 16), None);
    assert_eq!(facts(&only(&checked)), ("resize_in_place", FindingKind::Overlap, Some(1)));
    assert!((0..8).all(|at| peek(neighbour, at) == super::super::FRESH_BYTE));
    checked.give(block, 8);
    checked.give(neighbour, 8);
    checked.finish().unwrap();
}

static VICTIM_WHEN_TOLD: std::sync::Mutex<Option<(usize, bool)>> = std::sync::Mutex::new(None);

std::thread_local! {
    static VICTIM: core::cell::Cell<Option<core::ptr::NonNull<u8>>> =
        const { core::cell::Cell::new(None) };
}

/// When the hook is told, nothing has been written.
#[test]
fn the_hook_is_told_of_a_wrong_answer_before_any_write() {
    fn hook(finding: &super::Finding) {
        let untouched = VICTIM.get().is_some_and(|victim| {
            (-16..24)
                .all(|at| (peek(victim, at) == super::super::FRESH_BYTE) == (0..8).contains(&at))
        });
        *VICTIM_WHEN_TOLD.lock().unwrap() = finding.address().map(|at| (at, untouched));
    }
    let mut books = [const { core::mem::MaybeUninit::uninit() }; 8];
    let backing = Backing::new();
    let checked = CheckedAllocator::with_books(&backing, &mut books).with_hook(hook);
    let (victim, lost) = (checked.take(8), checked.take(8));
    VICTIM.set(Some(victim));
    backing.be(Wrong::Overlaps);
    assert_eq!(checked.move_to(lost, 8, 24), None);
    let told = VICTIM_WHEN_TOLD.lock().unwrap().take();
    assert_eq!(told, Some((victim.addr().get() - 16, true)));
    backing.be(Wrong::Nothing);
    assert_eq!(checked.check().map_err(|report| report.count()), Err(1));
    checked.give(victim, 8);
    checked.give(lost, 8);
    checked.finish().unwrap();
    backing.take_back_all();
}
