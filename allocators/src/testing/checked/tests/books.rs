//! Books: in a buffer, full, and growing.

use super::super::books::{Books, Room};
use super::super::{BookEntry, CheckedAllocator};
use super::backing::Wrong;
use super::{Backing, Use, findings, layout};
use alloc::string::ToString;
use alloc::vec::Vec;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::Allocator;

const ROOM: MaybeUninit<BookEntry> = MaybeUninit::uninit();

#[test]
fn full_books_refuse_and_lose_nothing() {
    let mut books = [ROOM; 3];
    let backing = Backing::new();
    let checked = CheckedAllocator::with_books(&backing, &mut books);
    let blocks: Vec<_> = (0..3).map(|_| checked.take(8)).collect();
    let _ = backing.calls();
    for refused in 1..=2 {
        // SAFETY: the size is above zero.
        assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
        assert_eq!(checked.refused_for_books(), refused);
    }
    assert_eq!(backing.calls(), [], "nothing was asked for");
    // It isn't a misuse; but a report tells.
    checked.check().unwrap();
    checked.give(blocks[0], 7);
    let report = checked.check().unwrap_err();
    assert_eq!((report.count(), report.refused_for_books()), (1, 2));
    assert!(report.to_string().ends_with("\nrequests refused because the books were full: 2"));
    // What is live goes on.
    let grown = checked.resize(blocks[0], 8, 16).unwrap();
    let moved = checked.move_to(grown, 16, 24).unwrap();
    checked.give(moved, 24);
    checked.give(blocks[1], 8);
    checked.give(blocks[2], 8);
    checked.finish().unwrap();
}

/// Entries of blocks in quarantine are taken for live ones, the oldest first.
#[test]
fn a_full_buffer_shortens_the_quarantine() {
    let mut books = [ROOM; 3];
    let backing = Backing::new();
    let checked = CheckedAllocator::with_books(&backing, &mut books);
    let blocks: Vec<_> = (0..3).map(|_| checked.take(8)).collect();
    blocks.iter().for_each(|&block| checked.give(block, 8));
    assert_eq!(checked.quarantined_blocks(), 3);
    let a = checked.take(8);
    assert_eq!((checked.quarantined_blocks(), checked.refused_for_books()), (2, 0));
    checked.give(blocks[1], 8);
    assert_eq!(findings(&checked.check().unwrap_err())[0].number(), Some(2), "still known");
    let (b, c) = (checked.take(8), checked.take(8));
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!((checked.quarantined_blocks(), checked.refused_for_books()), (0, 1));
    [a, b, c].into_iter().for_each(|block| checked.give(block, 8));
    checked.finish().unwrap();
}

#[test]
fn no_books_at_all() {
    let checked = CheckedAllocator::with_books(Backing::new(), &mut []);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!(checked.refused_for_books(), 1);
    checked.finish().unwrap();
}

/// A buffer is usable again afterwards, and nothing of it was given to the allocator inside.
#[test]
fn a_buffer_is_only_lent() {
    let mut books = [ROOM; 2];
    for _ in 0..3 {
        let checked = CheckedAllocator::with_books(Backing::new(), &mut books).with_traces(true);
        let block = checked.take(8);
        checked.give(block, 8);
        checked.finish().unwrap();
    }
}

#[test]
fn books_grow_with_the_blocks() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing).with_traces(true);
    let blocks: Vec<_> = (0..100).map(|_| checked.take(8)).collect();
    // One storage at a time.
    assert_eq!(backing.live_blocks(), 101);
    for &block in &blocks {
        checked.give(block, 8);
    }
    assert_eq!(backing.live_blocks(), 101);
    checked.finish().unwrap();
    assert_eq!(backing.live_blocks(), 0);
}

#[test]
fn books_that_cant_grow_refuse() {
    let backing = Backing::new();
    let checked = CheckedAllocator::new(&backing);
    backing.be(Wrong::Refuses);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!(checked.refused_for_books(), 1);
    backing.be(Wrong::Nothing);
    let blocks: Vec<_> = (0..16).map(|_| checked.take(8)).collect();
    backing.be(Wrong::Refuses);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!((checked.refused_for_books(), checked.live_blocks()), (2, 16));
    // Refused for the block, not for the books, once there is room.
    checked.give(blocks[0], 8);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { checked.alloc(layout(8, 8)) }, None);
    assert_eq!(checked.refused_for_books(), 2);
    backing.be(Wrong::Nothing);
    blocks[1..].iter().for_each(|&block| checked.give(block, 8));
    checked.finish().unwrap();
}

/// Two callers at once.
#[test]
fn what_is_reserved_isnt_reserved_again() {
    let mut buffer = [ROOM];
    // SAFETY: the buffer outlives the books, and nobody else uses it.
    let mut books = unsafe { Books::fixed(NonNull::from(&mut buffer).cast(), 1) };
    assert_eq!((books.reserve(), books.reserve()), (Room::Reserved, Room::Full));
    books.unreserve();
    assert_eq!((books.reserve(), books.reserve()), (Room::Reserved, Room::Full));
}

/// Two callers at once, who both found too little room: the books keep the first storage of two
/// equal ones, and answer with the other.
#[test]
fn a_storage_that_isnt_larger_is_handed_back() {
    let mut buffers = [[ROOM; 2], [ROOM; 2]];
    let [first, second] = buffers.each_mut().map(|buffer| NonNull::from(buffer).cast());
    let mut books = Books::growing();
    assert_eq!(books.reserve(), Room::With(16));
    // SAFETY: the buffers outlive the books, and nobody else uses them.
    assert_eq!(unsafe { books.grow(first, 2) }, None);
    assert_eq!(books.reserve(), Room::Reserved);
    // SAFETY: as above.
    let unneeded = unsafe { books.grow(second, 2) }.unwrap();
    assert_eq!(unneeded, (second.cast(), core::alloc::Layout::new::<[BookEntry; 2]>()));
    assert_eq!((books.reserve(), books.reserve()), (Room::Reserved, Room::With(16)));
    assert_eq!(books.take_storage().unwrap().0, first.cast());
    assert_eq!(books.take_storage(), None);
}
