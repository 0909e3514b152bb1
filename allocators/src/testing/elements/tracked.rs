//! An element that is counted.

#![forbid(unsafe_code)]

use super::books::{Books, Entry};
use super::report::Use;
use crate::testing::unwinding::is_unwinding;
use core::cell::Cell;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

/// An element that tells its [`Ledger`](super::Ledger) what becomes of it.
///
/// It compares and hashes by its value, also with a bare value. Values are [`Copy`], so that a
/// second drop, which is what a test looks for, is a line in the ledger and nothing worse. Choose
/// the type of the value to choose the size and the alignment of the element:
/// `[u64; 32]`, [`OverAligned`](super::OverAligned). For a zero-sized element there is
/// `TrackedUnit`.
///
/// A clone is an element of its own. Each comparison, from either side, is a use of both elements,
/// and counts once.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{Ledger, Tracked};
///
/// let ledger = Ledger::new();
/// let (a, b): (Tracked<'_>, Tracked<'_>) = (ledger.element(1), ledger.element(2));
/// assert!(a < b && a == 1 && a == a.clone());
/// assert_eq!(format!("{b:?}"), "Tracked { id: 2, value: 2 }");
/// drop((a, b));
/// ledger.finish();
/// ```
pub struct Tracked<'l, T = u32> {
    books: &'l Books<[Cell<u64>]>,
    entry: Entry,
    value: T,
}

impl<'l, T: Copy> Tracked<'l, T> {
    #[track_caller]
    pub(super) fn new(books: &'l Books<[Cell<u64>]>, value: T) -> Self {
        Self { books, entry: books.enter(), value }
    }

    /// Tells the value; of an element that isn't alive, that is a fault.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::new();
    /// assert_eq!(ledger.element('x').value(), 'x');
    /// ```
    #[must_use]
    pub fn value(&self) -> T {
        self.used(Use::Read);
        self.value
    }
}

impl<T> Tracked<'_, T> {
    /// Tells the number of the element within its ledger: the first that it made is 1, and every
    /// clone has its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::new();
    /// let a = ledger.element(7);
    /// assert_eq!((a.id(), a.clone().id()), (1, 2));
    /// ```
    #[must_use]
    pub const fn id(&self) -> u64 {
        self.entry.id
    }

    fn used(&self, done: Use) {
        self.books.used(self.entry, done);
    }

    #[track_caller]
    fn compared(&self) {
        self.used(Use::Compare);
        self.books.fuses.compare.burn("a comparison of elements");
    }

    #[track_caller]
    fn compared_with(&self, other: &Self) {
        other.used(Use::Compare);
        self.compared();
    }
}

impl<T: Copy> Clone for Tracked<'_, T> {
    #[track_caller]
    fn clone(&self) -> Self {
        self.used(Use::Clone);
        self.books.fuses.clone.burn("an element's `clone`");
        Self::new(self.books, self.value)
    }
}

impl<T> Drop for Tracked<'_, T> {
    fn drop(&mut self) {
        self.books.leave(self.entry);
        // While another panic unwinds, a second one would abort the program.
        if !is_unwinding() {
            self.books.fuses.drop.burn("an element's `drop`");
        }
    }
}

impl<T: PartialEq> PartialEq for Tracked<'_, T> {
    #[track_caller]
    fn eq(&self, other: &Self) -> bool {
        self.compared_with(other);
        self.value == other.value
    }
}

impl<T: Eq> Eq for Tracked<'_, T> {}

impl<T: PartialEq> PartialEq<T> for Tracked<'_, T> {
    #[track_caller]
    fn eq(&self, other: &T) -> bool {
        self.compared();
        self.value == *other
    }
}

impl<T: PartialOrd> PartialOrd for Tracked<'_, T> {
    #[track_caller]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.compared_with(other);
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Tracked<'_, T> {
    #[track_caller]
    fn cmp(&self, other: &Self) -> Ordering {
        self.compared_with(other);
        self.value.cmp(&other.value)
    }
}

impl<T: Hash> Hash for Tracked<'_, T> {
    #[track_caller]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.used(Use::Hash);
        self.books.fuses.hash.burn("an element's `hash`");
        self.value.hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Tracked<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.used(Use::Format);
        self.books.fuses.format.burn("an element's `fmt`");
        f.debug_struct("Tracked").field("id", &self.id()).field("value", &self.value).finish()
    }
}
