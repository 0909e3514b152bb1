//! A panic in every call of foreign code that a piece of code makes.
//!
//! The twin of [`AllFailures`](super::AllFailures). The body runs twice without a panic, and its
//! calls of foreign code are counted: clones, drops, comparisons, hashings and formattings of
//! elements, and what the body itself [says](PanicContextIn::call) is one. Then it runs once for
//! each of them, with a panic planted there. Reported are
//!
//! - **elements** dropped twice, used after their drop, or never dropped;
//! - **leaks** of memory, and all else that [`CheckedAllocator`](super::CheckedAllocator) finds;
//! - **swallowed panics**: the body went on as if nothing had happened;
//! - **nothing tested**: the body made no such call;
//! - **non-determinism**: two runs that should make the same calls don't;
//!
//! each with the call named in which the panic was planted.

mod context;
mod plan;
mod report;
mod run;
mod site;
#[cfg(test)]
mod tests;

pub use context::PanicContextIn;
pub use report::{PanicCoverage, PanicKind, PanicReport};
pub use site::{PanicSite, PlantedPanic};

use super::Tally;
use crate::SystemAllocator;
use exalloc_core::Allocator;

/// What [`check_all_panics`] lends to its body.
pub type PanicContext = PanicContextIn<SystemAllocator>;

/// Runs `body` once for each call of foreign code that it makes, with a panic in that call.
///
/// The body takes its memory from [`alloc`](PanicContextIn::alloc), its elements from
/// [`ledger`](PanicContextIn::ledger), and says [`call`](PanicContextIn::call) in its closures and
/// iterators. It may let the panic through, or look at what is left after it
/// ([`attempt`](PanicContextIn::attempt)). [`AllPanics`] says more.
///
/// # Panics
///
/// If anything is wrong, with a text that names it and the call in which the panic was planted. A
/// panic of the body's own passes through; the planted one is printed to the error stream.
///
/// # Examples
///
/// ```
/// use exalloc::ExVec;
/// use exalloc::testing::check_all_panics;
///
/// let done = check_all_panics(|cx| {
///     let mut v = ExVec::new(cx.alloc());
///     v.try_extend(cx.ledger().elements::<4>()).expect("memory");
///     // Whatever is called, at whichever call it panics …
///     cx.attempt(|| {
///         v.retain(|element| {
///             cx.call("retain's closure");
///             element.value() % 2 == 0
///         })
///     });
///     // … all that lives is in the vector, and it can be used.
///     assert_eq!(cx.ledger().alive(), v.len());
///     v.try_push(cx.ledger().element(9)).expect("memory");
/// });
/// // The closure was called for each; two were dropped by `retain`, and three at the end.
/// assert_eq!((done.calls, done.drops, done.panics()), (4, 5, 9));
/// ```
#[track_caller]
pub fn check_all_panics(body: impl FnMut(&PanicContext)) -> PanicCoverage {
    match AllPanics::new().run(body) {
        Ok(done) => done,
        Err(report) => panic!("{report}"),
    }
}

/// [`check_all_panics`] with choices, and a report instead of a panic.
///
/// Elements don't panic while another panic unwinds, since that would abort the program: such a
/// drop isn't counted. The text that each planted panic prints says where in the program it was;
/// with `RUST_BACKTRACE=1` by which way it came there.
///
/// # Values that the compiler leaks
///
/// A function that drops something *after* its result is there leaks the result if that drop
/// panics ([rust-lang/rust#47949]). Last are dropped: arguments that weren't moved, local values,
/// and what is left of a value of which a field is returned. So this leaks a vector when the
/// destructor of the iterator panics:
///
/// ```
/// # use exalloc::{Allocator, ExVec, TryReserveError};
/// fn collect<A: Allocator>(
///     mut items: impl Iterator<Item = u8>,
///     alloc: A,
/// ) -> Result<ExVec<u8, A>, TryReserveError> {
///     let mut v = ExVec::new(alloc);
///     while let Some(item) = items.next() {
///         v.try_push(item)?;
///     }
///     Ok(v) // `items` is dropped behind this.
/// }
/// # assert_eq!(collect(0..3, exalloc::SystemAllocator).expect("memory"), [0, 1, 2]);
/// ```
///
/// Such a leak is reported as any other: code can prevent it, by `drop(items)` before the last
/// line, while `v` is a local value that unwinding drops. For the same reason a body returns
/// nothing.
///
/// [rust-lang/rust#47949]: https://github.com/rust-lang/rust/issues/47949
///
/// # Examples
///
/// ```
/// use exalloc::ExVec;
/// use exalloc::testing::{AllPanics, PanicSite};
/// use std::mem;
///
/// // Empties a vector; and forgets what comes after an element whose drop panics.
/// fn clear<T>(v: &mut ExVec<T, impl exalloc::Allocator>) {
///     let elements = v.as_mut_ptr();
///     let len = v.len();
///     // SAFETY: shorter than it was.
///     unsafe { v.set_len(0) };
///     for n in 0..len {
///         // SAFETY: initialised, and no element of the vector any more.
///         drop(unsafe { elements.add(n).read() });
///     }
/// }
///
/// let report = AllPanics::new().run(|cx| {
///     let mut v = ExVec::new(cx.alloc());
///     v.try_extend(cx.ledger().elements::<3>()).expect("memory");
///     clear(&mut v);
/// });
/// let report = report.expect_err("elements are lost");
/// let planted = report.planted().expect("a panic");
/// assert_eq!((planted.site(), planted.number(), planted.of()), (PanicSite::Drop, 1, 3));
/// let said = report.to_string();
/// assert!(said.contains("element #2: never dropped"), "{said}");
/// assert!(said.ends_with("in the run with a panic at drop 1 of 3"), "{said}");
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing runs before `run` or `run_in`"]
pub struct AllPanics {
    catching: bool,
    traces: bool,
    quarantine: usize,
    max_runs: usize,
    tally: Option<&'static Tally>,
}

impl AllPanics {
    /// No catching, no traces, a quarantine of 64 KiB, at most 10,000 runs, and no zero-sized
    /// elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::AllPanics;
    ///
    /// let done = AllPanics::new().run(|cx| cx.call("nothing else"))?;
    /// assert_eq!(done.panics(), 1);
    /// # Ok::<(), exalloc::testing::PanicReport>(())
    /// ```
    pub const fn new() -> Self {
        Self { catching: false, traces: false, quarantine: 64 << 10, max_runs: 10_000, tally: None }
    }

    /// Chooses whether the body may catch the planted panic by itself. What it catches by
    /// [`attempt`](PanicContextIn::attempt) it may in any case.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{AllPanics, PanicContext, PanicKind};
    /// use std::panic::{AssertUnwindSafe, catch_unwind};
    ///
    /// // As a server, which goes on without the request.
    /// let body = |cx: &PanicContext| {
    ///     let served = catch_unwind(AssertUnwindSafe(|| cx.call("a handler")));
    ///     assert_eq!(served.is_err(), cx.has_panicked());
    /// };
    /// let report = AllPanics::new().run(body).expect_err("a swallowed panic");
    /// assert!(matches!(report.kind(), PanicKind::Swallowed));
    /// assert!(AllPanics::new().with_catching(true).run(body).is_ok());
    /// ```
    pub const fn with_catching(mut self, catching: bool) -> Self {
        self.catching = catching;
        self
    }

    /// Chooses whether findings tell where in the program their blocks came from. That takes time.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::ExBox;
    /// use exalloc::testing::{AllPanics, PanicKind};
    ///
    /// let report = AllPanics::new().with_traces(true).run(|cx| {
    ///     let number = ExBox::leak(ExBox::try_new(7, cx.alloc()).expect("memory"));
    ///     cx.call("a call");
    ///     assert_eq!(*number, 7);
    /// });
    /// let report = report.expect_err("a leak, in each run");
    /// let PanicKind::Misuse(found) = report.kind() else { panic!("{report}") };
    /// assert!(found.findings().all(|finding| finding.trace().is_known()));
    /// ```
    pub const fn with_traces(mut self, traces: bool) -> Self {
        self.traces = traces;
        self
    }

    /// Chooses how many bytes of freed blocks each run keeps, to see whether somebody writes to
    /// them.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::AllPanics;
    ///
    /// let done = AllPanics::new().with_quarantine(0).run(|cx| cx.call("a call"))?;
    /// assert_eq!(done.runs, 3);
    /// # Ok::<(), exalloc::testing::PanicReport>(())
    /// ```
    pub const fn with_quarantine(mut self, bytes: usize) -> Self {
        self.quarantine = bytes;
        self
    }

    /// Chooses how many runs there may be. It takes two, and one for each call of foreign code.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{AllPanics, PanicKind};
    ///
    /// let eleven = AllPanics::new().with_max_runs(11);
    /// let report = eleven.run(|cx| drop(cx.ledger().elements::<10>()));
    /// let report = report.expect_err("twelve runs");
    /// assert!(matches!(report.kind(), PanicKind::TooManyRuns { needed: 12, allowed: 11 }));
    /// ```
    pub const fn with_max_runs(mut self, max_runs: usize) -> Self {
        self.max_runs = max_runs;
        self
    }

    /// Watches zero-sized elements too, which are counted in `tally`: panics are planted in their
    /// calls as well, and at the end of each run there were as many drops as elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::ExVec;
    /// use exalloc::testing::{AllPanics, HasTally, Tally, TrackedUnit};
    ///
    /// struct Here;
    /// impl HasTally for Here {
    ///     fn tally() -> &'static Tally {
    ///         static TALLY: Tally = Tally::new();
    ///         &TALLY
    ///     }
    /// }
    ///
    /// let done = AllPanics::new().with_tally(Here::tally()).run(|cx| {
    ///     let mut v = ExVec::new(cx.alloc());
    ///     v.try_resize(5, TrackedUnit::<Here>::new()).expect("no memory is needed");
    ///     cx.attempt(|| drop(v.drain(1..3)));
    ///     assert_eq!(Here::tally().alive(), v.len());
    /// })?;
    /// assert_eq!((done.clones, done.drops), (4, 5));
    /// # Ok::<(), exalloc::testing::PanicReport>(())
    /// ```
    pub const fn with_tally(mut self, tally: &'static Tally) -> Self {
        self.tally = Some(tally);
        self
    }

    /// Runs `body` once for each call of foreign code that it makes, with a panic in that call.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, and the call in which the panic was planted when it showed.
    /// The body isn't run again then.
    ///
    /// # Panics
    ///
    /// A panic of the body's own passes through.
    ///
    /// # Examples
    ///
    /// [`AllPanics`] has one.
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn run(self, body: impl FnMut(&PanicContext)) -> Result<PanicCoverage, PanicReport> {
        self.run_in(SystemAllocator, body)
    }

    /// [`run`](Self::run), with memory from `backing`.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    ///
    /// # Panics
    ///
    /// As [`run`](Self::run).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::AllPanics;
    /// use exalloc::{ArenaAllocator, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let done = AllPanics::new().run_in(&arena, |cx| {
    ///     drop(ExBox::try_new(cx.ledger().element(1), cx.alloc()).expect("memory"));
    /// })?;
    /// assert_eq!(done.drops, 1);
    /// # Ok::<(), exalloc::testing::PanicReport>(())
    /// ```
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn run_in<A: Allocator + Copy>(
        self,
        backing: A,
        mut body: impl FnMut(&PanicContextIn<A>),
    ) -> Result<PanicCoverage, PanicReport> {
        self.all(|plan| self.once(plan, backing, &mut body))
    }
}

/// As [`new`](AllPanics::new).
impl Default for AllPanics {
    fn default() -> Self {
        Self::new()
    }
}
