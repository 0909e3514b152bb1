//! Values and slices in the arena itself.

use super::backing::Backing;
use crate::arena::{ArenaAllocator, ArenaBuilder};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::error::Error;
use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

#[repr(align(64))]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Wide(u8);

#[test]
fn values_of_all_alignments_beside_each_other() {
    let arena = ArenaBuilder::new().first_chunk_size(100).build(Backing::new());
    let mut bytes = Vec::new();
    let mut wide = Vec::new();
    for i in 0..100 {
        bytes.push(arena.try_alloc_value(i).unwrap());
        wide.push(arena.try_alloc_value(Wide(i)).unwrap());
        assert_eq!((&raw const **wide.last().unwrap()).addr() % 64, 0);
    }
    for i in 0..100 {
        assert_eq!((*bytes[i], *wide[i]), (i as u8, Wide(i as u8)));
        *bytes[i] = 0;
    }
}

#[test]
fn values_without_size_never_reach_an_allocator() {
    #[derive(Debug, PartialEq)]
    #[repr(align(64))]
    struct Nothing;

    let backing = Backing::new();
    backing.refuse_above(0);
    let arena = ArenaAllocator::new(backing.clone());
    assert_eq!((&raw const *arena.try_alloc_value(Nothing).unwrap()).addr() % 64, 0);
    assert_eq!(arena.try_alloc_slice_copy::<u64>(&[]).unwrap(), []);
    assert_eq!(arena.try_alloc_slice_copy(&[(); 5]).unwrap().len(), 5);
    let mut calls = 0;
    assert_eq!(arena.try_alloc_slice_fill_with(7, |_| calls += 1).unwrap().len(), 7);
    assert_eq!(calls, 7);
    assert_eq!(arena.try_alloc_uninit_slice::<Nothing>(usize::MAX).unwrap().len(), usize::MAX);
    assert_eq!(arena.try_alloc_str("").unwrap(), "");
    arena.try_alloc_uninit::<Nothing>().unwrap();
    assert_eq!(backing.allocs(), 0);
}

#[test]
fn a_value_comes_back_when_there_is_no_memory() {
    let backing = Backing::new();
    backing.refuse_above(0);
    let arena = ArenaAllocator::new(backing);
    let failed = arena.try_alloc_value_no_drop(String::from("kept")).unwrap_err();
    assert_eq!(failed.value, "kept");
    assert_eq!(failed.error.layout().size(), size_of::<String>());
    assert!(failed.source().is_some());
    assert!(!format!("{failed:?} {failed}").contains("kept"));
    assert!(arena.try_alloc_slice_copy(&[1, 2]).is_err());
    assert!(arena.try_alloc_str("text").is_err());
    assert!(arena.try_alloc_uninit::<u8>().is_err());
    let mut called = false;
    assert!(arena.try_alloc_slice_fill_with(3, |_| called = true).is_ok(), "no size");
    assert!(called);
    called = false;
    let failed = arena.try_alloc_slice_fill_with(3, |i| {
        called = true;
        i
    });
    assert!(failed.is_err() && !called);
}

#[test]
fn more_elements_than_a_layout_can_have() {
    let arena = ArenaAllocator::new(Backing::new());
    for len in [usize::MAX, usize::MAX / 8, isize::MAX as usize / 8 + 1] {
        let error = arena.try_alloc_uninit_slice::<u64>(len).unwrap_err();
        assert_eq!(error.layout().size(), isize::MAX as usize - (align_of::<u64>() - 1));
        assert!(arena.try_alloc_slice_fill_with(len, |i| i as u64).is_err());
    }
    assert_eq!(arena.chunk_count(), 0);
}

#[test]
fn filling_may_use_the_arena() {
    let arena = ArenaBuilder::new().first_chunk_size(100).build(Backing::new());
    let rows = arena
        .try_alloc_slice_fill_with(50, |i| &*arena.try_alloc_slice_fill_with(i, |j| i * j).unwrap())
        .unwrap();
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row.len(), i);
        assert!(row.iter().enumerate().all(|(j, &product)| product == i * j));
    }
}

#[test]
fn a_panic_while_filling_gives_the_memory_back() {
    struct Grumpy<'a>(&'a Cell<u32>);
    impl Clone for Grumpy<'_> {
        fn clone(&self) -> Self {
            self.0.set(self.0.get() + 1);
            assert!(self.0.get() < 3, "no more clones");
            Self(self.0)
        }
    }

    let backing = Backing::new();
    let arena = ArenaBuilder::new().first_chunk_size(200).build(backing.clone());
    let keep = arena.try_alloc_value(1_u64).unwrap();
    let used = arena.used_bytes();
    let clones = Cell::new(0);
    for n in [4, 100] {
        // In the current chunk, and in one of its own.
        clones.set(0);
        let grumpy: Vec<_> = (0..n).map(|_| Grumpy(&clones)).collect();
        let result = catch_unwind(AssertUnwindSafe(|| {
            arena.try_alloc_slice_clone(&grumpy).map(|_| ()).unwrap();
        }));
        assert!(result.is_err());
        assert_eq!(clones.get(), 3);
        assert_eq!((arena.used_bytes(), arena.reserved_bytes()), (used, backing.bytes()));
    }
    assert_eq!(*keep, 1);
}

#[cfg(feature = "infallible")]
#[test]
fn the_panicking_twins_panic() {
    let backing = Backing::new();
    backing.refuse_above(0);
    let arena = ArenaAllocator::new(backing);
    let calls: [&dyn Fn(); 9] = [
        &|| _ = arena.alloc_value(1_u64),
        &|| _ = arena.alloc_value_no_drop(String::new()),
        &|| _ = arena.alloc_uninit::<u64>(),
        &|| _ = arena.alloc_uninit_slice::<u64>(1),
        &|| _ = arena.alloc_slice_copy(&[1_u64]),
        &|| _ = arena.alloc_slice_clone(&[1_u64]),
        &|| _ = arena.alloc_slice_fill_with(1, |i| i),
        &|| _ = arena.alloc_str("text"),
        &|| arena.reserve(1),
    ];
    for call in calls {
        let payload = catch_unwind(AssertUnwindSafe(call)).unwrap_err();
        let message = payload.downcast_ref::<String>().unwrap();
        assert!(message.starts_with("no memory for a block of "), "{message}");
    }
}
