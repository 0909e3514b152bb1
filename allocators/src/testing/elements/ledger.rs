//! Makes elements, and knows what became of them.

#![forbid(unsafe_code)]

use super::books::Books;
use super::{Fuse, LedgerReport, Tracked};
use core::cell::Cell;
use core::fmt;

/// Makes [`Tracked`] elements, and knows which of them are alive.
///
/// Counting drops finds neither an element that was dropped twice while another one was forgotten,
/// nor one that was read after its drop. A ledger knows each element by its number, so it finds
/// drops of dropped elements, uses of dropped elements, and elements that were never dropped. And
/// it makes a chosen clone, drop, comparison, hashing or formatting panic, since users' code may
/// panic at any call: each kind is counted apart, and each panics once.
///
/// It has room for `N` living elements, 1024 if nothing is said, of 8 bytes each, inside itself; a
/// dropped element's room is used again. An element more than that is a panic that names both
/// numbers. It works without a heap, within one thread: neither the ledger can be shared by threads
/// nor an element sent to another one.
///
/// # Examples
///
/// Every clone, and every drop, of a method panics once, and nothing is lost:
///
/// ```
/// use exalloc::testing::Ledger;
/// use exalloc::{ExVec, SystemAllocator};
/// use std::panic::{AssertUnwindSafe, catch_unwind};
///
/// for plant in [Ledger::panic_at_clone, Ledger::panic_at_drop] {
///     for k in 1.. {
///         let ledger = Ledger::new();
///         let mut v = ExVec::try_from_array_in(ledger.elements::<4>(), SystemAllocator).unwrap();
///         plant(&ledger, k);
///         let run = catch_unwind(AssertUnwindSafe(|| v.try_resize(6, ledger.element(9)).is_ok()));
///         let not_reached = ledger.is_armed();
///         assert_eq!(run.is_ok(), not_reached);
///         ledger.disarm();
///         assert_eq!(ledger.alive(), v.len());
///         drop(v);
///         ledger.finish();
///         if not_reached {
///             break;
///         }
///     }
/// }
/// ```
#[doc(alias = "DropCounter")]
#[must_use = "a ledger tells what became of elements when it is asked"]
pub struct Ledger<const N: usize = 1024> {
    books: Books<[Cell<u64>; N]>,
}

impl Ledger {
    /// A ledger without elements, with room for 1024 of them, in which nothing panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::new();
    /// drop(ledger.element("a"));
    /// ledger.finish();
    /// ```
    pub const fn new() -> Self {
        Self::with_room()
    }
}

impl<const N: usize> Ledger<N> {
    /// A ledger without elements, with room for `N` of them, in which nothing panics.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::<4>::with_room(); // For firmware: 32 bytes of room.
    /// let elements = ledger.elements::<4>();
    /// assert_eq!(ledger.alive(), 4);
    /// # drop(elements);
    /// ```
    pub const fn with_room() -> Self {
        Self { books: Books::new() }
    }

    pub(super) const fn fuses(&self) -> [&Fuse; 5] {
        self.books.fuses.all()
    }

    fn books(&self) -> &Books<[Cell<u64>]> {
        &self.books
    }

    /// A new element.
    ///
    /// # Panics
    ///
    /// If `N` elements are alive.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{Ledger, OverAligned};
    ///
    /// let ledger = Ledger::new();
    /// let element = ledger.element(OverAligned(7));
    /// assert_eq!(element.value().0, 7);
    /// assert_eq!(align_of_val(&element), 64);
    /// ```
    #[track_caller]
    #[must_use = "an element that nobody takes is dropped at once"]
    pub fn element<T: Copy>(&self, value: T) -> Tracked<'_, T> {
        Tracked::new(self.books(), value)
    }

    /// `M` new elements with the values from 0 on.
    ///
    /// # Panics
    ///
    /// If more than `N` elements would be alive.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::new();
    /// let elements = ledger.elements::<3>();
    /// assert_eq!(elements.each_ref().map(|element| element.value()), [0, 1, 2]);
    /// ```
    #[track_caller]
    #[must_use = "elements that nobody takes are dropped at once"]
    pub fn elements<const M: usize>(&self) -> [Tracked<'_>; M] {
        let mut next = 0;
        [(); M].map(|()| {
            let element = self.element(next);
            next += 1;
            element
        })
    }

    /// Makes the `k`-th clone from now on panic, before it makes an element; the next is 1. None,
    /// where `k` is 0.
    ///
    /// # Examples
    ///
    /// See [`Ledger`].
    pub fn panic_at_clone(&self, k: usize) {
        self.books.fuses.clone.arm(k);
    }

    /// Makes the `k`-th drop from now on panic; the next is 1. None, where `k` is 0.
    ///
    /// A drop that panics counts as a drop: the element is dead. A drop while another panic unwinds
    /// neither counts here nor panics, since that would abort the program; without the feature
    /// `std` nobody can tell, and it does both.
    ///
    /// # Examples
    ///
    /// See [`Ledger`].
    pub fn panic_at_drop(&self, k: usize) {
        self.books.fuses.drop.arm(k);
    }

    /// Makes the `k`-th comparison from now on panic, whether by `==`, `<` or `cmp`; the next is 1.
    /// None, where `k` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    /// use std::panic::{AssertUnwindSafe, catch_unwind};
    ///
    /// let ledger = Ledger::new();
    /// let mut elements = ledger.elements::<4>();
    /// ledger.panic_at_compare(2);
    /// assert!(catch_unwind(AssertUnwindSafe(|| elements.sort())).is_err());
    /// assert_eq!(ledger.alive(), 4);
    /// ledger.check();
    /// ```
    pub fn panic_at_compare(&self, k: usize) {
        self.books.fuses.compare.arm(k);
    }

    /// Makes the `k`-th hashing from now on panic; the next is 1. None, where `k` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    /// use std::collections::HashSet;
    /// use std::panic::{AssertUnwindSafe, catch_unwind};
    ///
    /// let ledger = Ledger::new();
    /// let mut set = HashSet::new();
    /// ledger.panic_at_hash(3);
    /// let run = catch_unwind(AssertUnwindSafe(|| set.extend(ledger.elements::<4>())));
    /// assert!(run.is_err());
    /// assert_eq!((set.len(), ledger.alive()), (2, 2));
    /// ```
    pub fn panic_at_hash(&self, k: usize) {
        self.books.fuses.hash.arm(k);
    }

    /// Makes the `k`-th formatting from now on panic, that by `{:?}`; the next is 1. None, where
    /// `k` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    /// use std::panic::{AssertUnwindSafe, catch_unwind};
    ///
    /// let ledger = Ledger::new();
    /// let elements = ledger.elements::<3>();
    /// ledger.panic_at_format(2);
    /// assert!(catch_unwind(AssertUnwindSafe(|| format!("{elements:?}"))).is_err());
    /// ```
    pub fn panic_at_format(&self, k: usize) {
        self.books.fuses.format.arm(k);
    }

    /// Lets nothing panic any more, until it is chosen again.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::new();
    /// let element = ledger.element(1);
    /// ledger.panic_at_drop(1);
    /// ledger.disarm();
    /// drop(element);
    /// ```
    pub fn disarm(&self) {
        self.fuses().into_iter().for_each(Fuse::disarm);
    }

    /// Whether a chosen call is still to come: after a run, that it didn't get that far.
    ///
    /// # Examples
    ///
    /// See [`Ledger`].
    #[must_use]
    pub fn is_armed(&self) -> bool {
        self.fuses().iter().any(|fuse| fuse.is_armed())
    }

    /// Tells how many elements may be alive at the same time.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// assert_eq!(Ledger::new().room(), 1024);
    /// ```
    #[must_use]
    pub const fn room(&self) -> usize {
        N
    }

    /// Tells how many elements are alive.
    ///
    /// # Examples
    ///
    /// See [`made`](Self::made).
    #[must_use]
    pub fn alive(&self) -> usize {
        self.books().alive()
    }

    /// Tells how many elements were ever made, clones included.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    ///
    /// let ledger = Ledger::new();
    /// let element = ledger.element(1);
    /// drop(element.clone());
    /// assert_eq!((ledger.made(), ledger.dropped(), ledger.alive()), (2, 1, 1));
    /// # drop(element);
    /// ```
    #[must_use]
    pub fn made(&self) -> usize {
        usize::try_from(self.books().made()).unwrap_or(usize::MAX)
    }

    /// Tells how many drops there were, those of dropped elements included.
    ///
    /// # Examples
    ///
    /// See [`made`](Self::made).
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.books().dropped()
    }

    /// Tells whether no element was used or dropped after its drop.
    ///
    /// # Errors
    ///
    /// Fails if one was, and says what was done to which.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Ledger;
    /// use std::mem::ManuallyDrop;
    ///
    /// let ledger = Ledger::new();
    /// let mut element = ManuallyDrop::new(ledger.element(7));
    /// // SAFETY: nothing uses the element but the test of the test kit.
    /// unsafe { ManuallyDrop::drop(&mut element) };
    /// assert!(ledger.try_check().is_ok());
    /// assert_eq!(element.value(), 7);
    /// let report = ledger.try_check().expect_err("it was read");
    /// assert!(report.to_string().contains("element #1: read after its drop"));
    /// ```
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn try_check(&self) -> Result<(), LedgerReport> {
        self.books().judge(false)
    }

    /// [`try_check`](Self::try_check) for tests.
    ///
    /// # Panics
    ///
    /// Whenever `try_check` returns an error, with its text.
    ///
    /// # Examples
    ///
    /// See [`panic_at_compare`](Self::panic_at_compare).
    #[track_caller]
    pub fn check(&self) {
        if let Err(report) = self.try_check() {
            found(&report);
        }
    }

    /// Tells whether all is well at the end: what [`try_check`](Self::try_check) tells, and whether
    /// every element was dropped.
    ///
    /// # Errors
    ///
    /// Fails if one was used or dropped after its drop, or is alive, and says which.
    ///
    /// # Examples
    ///
    /// See [`LedgerReport`].
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn try_finish(&self) -> Result<(), LedgerReport> {
        self.books().judge(true)
    }

    /// [`try_finish`](Self::try_finish) for tests.
    ///
    /// # Panics
    ///
    /// Whenever `try_finish` returns an error, with its text.
    ///
    /// # Examples
    ///
    /// See [`Ledger`].
    #[track_caller]
    pub fn finish(&self) {
        if let Err(report) = self.try_finish() {
            found(&report);
        }
    }
}

impl<const N: usize> Default for Ledger<N> {
    fn default() -> Self {
        Self::with_room()
    }
}

impl<const N: usize> fmt::Debug for Ledger<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger")
            .field("made", &self.made())
            .field("dropped", &self.dropped())
            .field("alive", &self.alive())
            .field("room", &N)
            .field("is_armed", &self.is_armed())
            .finish()
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn found(report: &LedgerReport) -> ! {
    panic!("{report}")
}
