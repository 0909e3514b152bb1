//! What a body gets.

#![forbid(unsafe_code)]

use super::plan::{Counts, Plan, SITES};
use super::site::{PanicSite, PlantedPanic};
use crate::testing::elements::{Plant, is_planted};
use crate::testing::unwinding::is_unwinding;
use crate::testing::{CheckedAllocator, DropCheck, Fuse, Ledger, Tally};
use core::cell::Cell;
use core::fmt;
use core::panic::AssertUnwindSafe;
use exalloc_core::Allocator;
use std::panic::{catch_unwind, resume_unwind};

/// What [`AllPanics`](super::AllPanics) lends to its body in each run: memory, elements, and calls
/// that may panic.
///
/// # Examples
///
/// ```
/// use exalloc::ExVec;
/// use exalloc::testing::{PanicContext, check_all_panics};
///
/// let done = check_all_panics(|cx: &PanicContext| {
///     let items = (0..3).map(|n| {
///         cx.call("an iterator's `next`");
///         cx.ledger().element(n)
///     });
///     drop(ExVec::try_from_iter_in(items, cx.alloc()).expect("memory"));
/// });
/// assert_eq!((done.calls, done.drops), (3, 3));
/// ```
pub struct PanicContextIn<A: Allocator> {
    checked: CheckedAllocator<'static, A>,
    ledger: Ledger,
    calls: Fuse,
    /// What the call is called that panicked.
    what: Cell<Option<&'static str>>,
    tally: Option<&'static Tally>,
    plan: Option<Plan>,
    /// Whether [`attempt`](Self::attempt) caught the planted panic.
    caught: Cell<bool>,
}

impl<A: Allocator> PanicContextIn<A> {
    pub(super) fn new(
        checked: CheckedAllocator<'static, A>,
        tally: Option<&'static Tally>,
        plan: Option<Plan>,
    ) -> Self {
        let cx = Self {
            checked: checked.with_drop_check(DropCheck::Silent),
            ledger: Ledger::new(),
            calls: Fuse::never(),
            what: Cell::new(None),
            tally,
            plan,
            caught: Cell::new(false),
        };
        for (kind, plant) in cx.plants() {
            // The others count, and never get that far.
            let planned = plan.filter(|plan| plan.kind == kind);
            plant.arm(planned.map_or(usize::MAX, |plan| plan.number));
        }
        cx
    }

    /// The allocator of this run, which is checked for misuse and leaks at the end.
    ///
    /// # Examples
    ///
    /// See [`PanicContextIn`].
    pub const fn alloc(&self) -> &CheckedAllocator<'static, A> {
        &self.checked
    }

    /// The ledger of this run: its elements are counted, and are all dropped at the end. Panics are
    /// planted by the kit; who [disarms](Ledger::disarm) it lets the kit see fewer calls.
    ///
    /// # Examples
    ///
    /// See [`PanicContextIn`].
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Counts a call of foreign code, for closures, iterators, and impls of the body: `what` names
    /// it in a report. Nothing is counted while a panic unwinds.
    ///
    /// # Panics
    ///
    /// If the panic is planted in this call.
    ///
    /// # Examples
    ///
    /// See [`PanicContextIn`].
    #[track_caller]
    pub fn call(&self, what: &'static str) {
        if is_unwinding() {
            return;
        }
        if self.calls.is_armed_with_one() {
            self.what.set(Some(what));
        }
        self.calls.burn(what);
    }

    /// Calls `f`, and catches the planted panic if it comes out of it: then the answer is `None`,
    /// and the body goes on to look at what is left. Other panics pass through.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::ExVec;
    /// use exalloc::testing::check_all_panics;
    ///
    /// check_all_panics(|cx| {
    ///     let mut v = ExVec::new(cx.alloc());
    ///     v.try_extend(cx.ledger().elements::<2>()).expect("memory");
    ///     let extended = cx.attempt(|| v.try_extend_from_within(..).expect("memory"));
    ///     // All clones are in the vector, those before the panic included.
    ///     assert_eq!(v.len(), cx.ledger().alive());
    ///     assert_eq!(extended.is_some(), v.len() == 4);
    /// });
    /// ```
    pub fn attempt<R>(&self, f: impl FnOnce() -> R) -> Option<R> {
        match catch_unwind(AssertUnwindSafe(f)) {
            Ok(answer) => Some(answer),
            Err(payload) if self.has_panicked() && is_planted(&*payload) => {
                self.caught.set(true);
                None
            }
            Err(payload) => resume_unwind(payload),
        }
    }

    /// How many calls of a kind there were so far in this run, those of zero-sized elements
    /// included. After the planted panic its own kind isn't counted any more.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{PanicSite, check_all_panics};
    ///
    /// check_all_panics(|cx| {
    ///     drop(cx.ledger().elements::<3>());
    ///     assert!(cx.has_panicked() || cx.calls_of(PanicSite::Drop) == 3);
    /// });
    /// ```
    #[must_use]
    pub fn calls_of(&self, site: PanicSite) -> usize {
        let counts = self.counts();
        (0..SITES.len()).filter(|&kind| SITES[kind].0 == site).map(|kind| counts[kind]).sum()
    }

    /// Whether the planted panic has happened in this run.
    ///
    /// # Examples
    ///
    /// See [`with_catching`](super::AllPanics::with_catching).
    #[must_use]
    pub fn has_panicked(&self) -> bool {
        self.plan.is_some_and(|plan| {
            self.plants().any(|(kind, plant)| kind == plan.kind && plant.calls() == plan.number)
        })
    }

    /// Whether it was caught by [`attempt`](Self::attempt).
    pub(super) fn has_caught(&self) -> bool {
        self.caught.get()
    }

    /// The panic of this run.
    pub(super) fn planted(&self) -> Option<PlantedPanic> {
        let Plan { kind, number, of } = self.plan?;
        let (site, zero_sized) = SITES[kind];
        Some(PlantedPanic { site, zero_sized, number, of, what: self.what.get() })
    }

    /// How many calls there were of each kind.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = [0; SITES.len()];
        self.plants().for_each(|(kind, plant)| counts[kind] = plant.calls());
        counts
    }

    /// Ends the run.
    pub(super) fn into_parts(self) -> (CheckedAllocator<'static, A>, Ledger) {
        if let Some(tally) = self.tally {
            tally.disarm();
        }
        (self.checked, self.ledger)
    }

    /// Where panics can be planted, each with its place in [`SITES`].
    fn plants(&self) -> impl Iterator<Item = (usize, Plant<'_>)> {
        let elements = (0..).zip(self.ledger.plants());
        let units = self.tally.into_iter().flat_map(|tally| (5..).zip(tally.plants()));
        elements.chain(units).chain([(10, Plant::Fuse(&self.calls))])
    }
}

impl<A: Allocator + fmt::Debug> fmt::Debug for PanicContextIn<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PanicContextIn")
            .field("checked", &self.checked)
            .field("ledger", &self.ledger)
            .field("planted", &self.planted())
            .finish_non_exhaustive()
    }
}
