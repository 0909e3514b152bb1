//! A library's blocks, freed by its own function.

use super::moves::check;
use crate::About::{Aligned, Empty, Grown, In, OneByte, OwnFree, Spare, ZeroLength};
use crate::Case;
use crate::element::{Element, Line, Numbered, handoff_library_free, handoff_library_live};
use exalloc::{ExBox, ExVec, FreeWith};
use std::ptr;

pub(super) const CASES: &[Case] = &[
    Case::matched("library-in-bytes", &[In, OwnFree, OneByte], || {
        drop(adopted::<u8>(100, 100));
        assert_eq!(handoff_library_live(), 0);
    }),
    Case::matched("library-in-lines-spare-filled", &[In, OwnFree, Aligned, Spare], || {
        let mut v = adopted::<Line>(2, 4);
        v.extend([Line::nth(3), Line::nth(4)]);
        check(&v, 4);
        drop(v);
        assert_eq!(handoff_library_live(), 0);
    }),
    Case::matched("library-in-growth-refused", &[In, OwnFree, Grown], || {
        let mut v = adopted::<u32>(3, 3);
        let refused = v.try_push(4).expect_err("a library's block can't grow");
        assert_eq!(refused.value, 4);
        check(&v, 3);
        drop(v);
        assert_eq!(handoff_library_live(), 0);
    }),
    Case::matched("library-in-shrunk", &[In, OwnFree, Spare], || {
        let mut v = adopted::<u32>(3, 50);
        v.shrink_to_fit();
        assert_eq!(v.capacity(), 3);
        check(&v, 3);
        drop(v);
        assert_eq!(handoff_library_live(), 0);
    }),
    Case::matched("library-in-zero-length", &[In, OwnFree, ZeroLength], || {
        let v = adopted::<u32>(0, 0);
        assert_eq!((v.capacity(), handoff_library_live()), (0, 0), "freed at once");
    }),
    Case::matched("library-in-null", &[In, OwnFree, Empty], || {
        // SAFETY: null.
        let b = unsafe { ExBox::from_free_with(ptr::null_mut::<u32>(), library()) };
        assert!(b.is_none());
    }),
    Case::matched("library-in-box", &[In, OwnFree], || {
        // SAFETY: one element has room in one.
        let object = unsafe { u32::LIBRARY_MAKE(1, 1) };
        // SAFETY: a block of the library's for one, initialised, which nobody else owns.
        let b = unsafe { ExBox::from_free_with(object, library()) };
        assert_eq!(b.as_deref(), Some(&1));
        drop(b);
        assert_eq!(handoff_library_live(), 0);
    }),
];

/// What frees the library's blocks.
fn library() -> FreeWith {
    FreeWith::new(handoff_library_free)
}

/// A vector of the library's memory.
fn adopted<T: Element>(length: usize, capacity: usize) -> ExVec<T, FreeWith> {
    // SAFETY: the library fills no more than it has room for.
    let block = unsafe { T::LIBRARY_MAKE(length, capacity) };
    // SAFETY: a block of the library's, which nobody else owns, and of which `length` elements are
    // initialised.
    let v = unsafe { ExVec::from_free_with(block, length, capacity, library()) };
    check(&v, length);
    v
}
