//! A checker that asks the allocator inside for the blocks it is asked for, and nothing else.

use core::mem::MaybeUninit;
use exalloc::Allocator;
use exalloc::testing::{BookEntry, CheckedAllocator};

/// Room for the books of [`bare`].
#[must_use]
pub fn books() -> Vec<MaybeUninit<BookEntry>> {
    let mut books = Vec::new();
    books.resize_with(2048, MaybeUninit::uninit);
    books
}

/// A checker with its books elsewhere, and without a quarantine: calls reach the allocator inside
/// one by one.
pub fn bare<A: Allocator>(
    inside: A,
    books: &mut [MaybeUninit<BookEntry>],
) -> CheckedAllocator<'_, A> {
    CheckedAllocator::with_books(inside, books).with_quarantine(0)
}
