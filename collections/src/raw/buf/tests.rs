//! At the largest capacity, which no test can have the memory for.

use super::RawBuf;
use crate::error::{TryReserveError, TryReserveErrorKind};
use core::alloc::Layout;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Refuses everything.
struct Nothing;

// SAFETY: it never hands a block out.
unsafe impl Allocator for Nothing {
    unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
        None
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {
        unreachable!("there is no block")
    }
}

/// Why a buffer of that capacity doesn't grow by one element; it owns no block, and is forgotten.
fn refused(capacity: usize) -> TryReserveErrorKind {
    // SAFETY: aligned. That there is a block is pretended to an allocator that looks at none.
    let buf = unsafe { RawBuf::<u64, _>::from_raw_parts(NonNull::dangling(), capacity, Nothing) };
    let mut buf = ManuallyDrop::new(buf);
    // SAFETY: nothing is read: no block is had to copy elements to.
    let refused = unsafe { buf.try_grow_full() }.map_err(TryReserveError::from);
    refused.expect_err("no memory").kind()
}

#[test]
fn one_more_than_the_largest_capacity_overflows() {
    let largest = isize::MAX as usize / 8;
    assert_eq!(refused(largest), TryReserveErrorKind::CapacityOverflow);
    for (capacity, asked) in
        [(largest - 1, largest), (largest / 2, largest / 2 * 2), (0, 16), (16, 32)]
    {
        let TryReserveErrorKind::AllocError { layout, .. } = refused(capacity) else {
            panic!("{capacity} isn't the largest");
        };
        assert_eq!(layout.size(), asked * 8, "{capacity}");
    }
}
