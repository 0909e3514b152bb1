//! Every way in which memory can run out under a piece of code.
//!
//! After Zig's `checkAllAllocationFailures`. The body runs twice with all the memory it wants; then
//! once for each allocation it makes, with that one refused; once for each, with that one and every
//! request after it refused; and the same for each resize. So the growth of a vector, which falls
//! back to another block when its own can't be resized, fails in the lasting runs of its resizes.
//! Reported are
//!
//! - **swallowed failures**: the body returned `Ok` although an allocation was refused;
//! - **leaks**, and all else that [`CheckedAllocator`](super::CheckedAllocator) finds;
//! - **nothing tested**: the body asked for no memory;
//! - **non-determinism**: two runs that should make the same requests don't, so that "the n-th" has
//!   no meaning;
//!
//! each with the request named that was refused.

mod allocator;
mod naming;
mod report;
mod request;
mod run;
#[cfg(test)]
mod tests;

pub use allocator::TestAllocatorIn;
pub use report::{Difference, FailureCoverage, FailureKind, FailureReport};
pub use request::RefusedRequest;

use super::checked::QUARANTINE;
use exalloc_core::Allocator;

/// The allocator that [`check_all_allocation_failures`] lends to its body.
#[cfg(feature = "std")]
pub type TestAllocator = TestAllocatorIn<crate::SystemAllocator>;

/// Runs `body` once for each way in which memory can run out under it.
///
/// The body gets a fresh allocator in each run, and hands on errors by `?`. What it returns is
/// dropped before leaks are counted. When a resize is refused it may succeed, since there is
/// another way; when an allocation is, it may not ([`AllFailures::with_fallbacks`] for bodies that
/// can do without).
///
/// # Panics
///
/// If anything is wrong, with a text that names it and the refused request. A panic of the body
/// passes through; the refused request is printed to the error stream.
///
/// # Examples
///
/// ```
/// use exalloc::testing::check_all_allocation_failures;
/// use exalloc::{ExVec, TryReserveError};
///
/// let done = check_all_allocation_failures(|alloc| {
///     let mut v = ExVec::new(alloc);
///     v.try_extend_from_slice(&[1, 2, 3])?;
///     v.try_extend_from_slice(&[4; 100])?;
///     assert_eq!(v.len(), 103);
///     Ok::<_, TryReserveError>(())
/// });
/// assert!(done.requests() >= 2, "{done:?}");
/// ```
#[cfg(feature = "std")]
#[track_caller]
pub fn check_all_allocation_failures<T, E>(
    body: impl FnMut(&TestAllocator) -> Result<T, E>,
) -> FailureCoverage {
    check_all_allocation_failures_in(crate::SystemAllocator, body)
}

/// [`check_all_allocation_failures`](AllFailures), with memory from an allocator of the caller's:
/// for firmware.
///
/// The backing allocator has room for what the body wants at a time, for the checker's books, and
/// for its quarantine of freed blocks; all of that is given back after each run. An allocator that
/// isn't as it was then, as an arena that keeps its chunks or a bump allocator, must be
/// [reset](AllFailures::run_resetting) between runs: else it serves the same requests in other
/// ways, and the body isn't deterministic.
///
/// # Panics
///
/// If anything is wrong, with a text that names it and the refused request. A panic of the body
/// passes through; with `std`, the refused request is printed to the error stream.
///
/// # Examples
///
/// ```
/// use exalloc::testing::check_all_allocation_failures_in;
/// use exalloc::{ExBox, InlineBump};
///
/// let memory = InlineBump::<16384>::new();
/// let body = |alloc: &_| ExBox::try_new(7, alloc).map(drop);
/// let done = check_all_allocation_failures_in(&memory, body);
/// assert_eq!(done.allocations, 1);
/// ```
#[track_caller]
pub fn check_all_allocation_failures_in<A: Allocator + Copy, T, E>(
    backing: A,
    body: impl FnMut(&TestAllocatorIn<A>) -> Result<T, E>,
) -> FailureCoverage {
    match AllFailures::new().run_in(backing, body) {
        Ok(done) => done,
        Err(report) => panic!("{report}"),
    }
}

/// [`check_all_allocation_failures_in`] with choices, and a report instead of a panic.
///
/// # Examples
///
/// A body that does without the memory it doesn't get:
///
/// ```
/// use core::convert::Infallible;
/// use exalloc::testing::AllFailures;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let choices = AllFailures::new().with_fallbacks(true).with_max_runs(100);
/// let done = choices.run_in(SystemAllocator, |alloc| {
///     let mut cache = ExVec::new(alloc);
///     let cached = cache.try_push(7).is_ok();
///     assert_eq!(cached, !alloc.has_refused());
///     Ok::<(), Infallible>(())
/// })?;
/// assert_eq!(done.allocations, 1);
/// # Ok::<(), exalloc::testing::FailureReport>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing runs before `run` or `run_in`"]
pub struct AllFailures {
    fallbacks: bool,
    traces: bool,
    quarantine: usize,
    max_runs: usize,
}

impl AllFailures {
    /// No fallbacks, no traces, the quarantine that a [`CheckedAllocator`](super::CheckedAllocator)
    /// has if nothing is said, and at most 10,000 runs.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::AllFailures;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let body = |alloc: &_| ExBox::try_new(7, alloc).map(drop);
    /// assert!(AllFailures::new().run_in(SystemAllocator, body).is_ok());
    /// ```
    pub const fn new() -> Self {
        Self { fallbacks: false, traces: false, quarantine: QUARANTINE, max_runs: 10_000 }
    }

    /// Chooses whether the body may succeed although an allocation was refused.
    ///
    /// # Examples
    ///
    /// [`AllFailures`] has one.
    pub const fn with_fallbacks(mut self, fallbacks: bool) -> Self {
        self.fallbacks = fallbacks;
        self
    }

    /// Chooses whether the report tells where in the program the refused request came from, and the
    /// blocks that findings are about. That takes the feature `std`, and time.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::AllFailures;
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let report = AllFailures::new().with_traces(true).run_in(SystemAllocator, |alloc| {
    ///     ExVec::new(alloc).try_push(7).unwrap_or_default();
    ///     Ok::<(), ()>(())
    /// });
    /// let report = report.expect_err("a swallowed failure");
    /// assert!(report.refused().is_some_and(|refused| refused.trace().is_known()));
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
    /// use exalloc::testing::AllFailures;
    /// use exalloc::{ExBox, InlineBump};
    ///
    /// // Firmware has no 64 KiB to spare.
    /// let mut memory = InlineBump::<2048>::new();
    /// let done = AllFailures::new().with_quarantine(0).run_resetting(
    ///     &mut memory,
    ///     InlineBump::reset,
    ///     |alloc| ExBox::try_new([7_u8; 100], alloc).map(drop),
    /// )?;
    /// assert_eq!(done.allocations, 1);
    /// # Ok::<(), exalloc::testing::FailureReport>(())
    /// ```
    pub const fn with_quarantine(mut self, bytes: usize) -> Self {
        self.quarantine = bytes;
        self
    }

    /// Chooses how many runs there may be. It takes two, and two for each request.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::{AllFailures, FailureKind};
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let body = |alloc: &_| ExBox::try_new(7, alloc).map(drop);
    /// let report = AllFailures::new().with_max_runs(3).run_in(SystemAllocator, body);
    /// let report = report.expect_err("four runs");
    /// assert!(matches!(report.kind(), FailureKind::TooManyRuns { needed: 4, allowed: 3 }));
    /// ```
    pub const fn with_max_runs(mut self, max_runs: usize) -> Self {
        self.max_runs = max_runs;
        self
    }

    /// Runs `body` once for each way in which memory can run out under it, with memory from
    /// `backing`.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong, and the request that was refused when it showed. The body
    /// isn't run again then.
    ///
    /// # Examples
    ///
    /// [`AllFailures`] has one.
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn run_in<A: Allocator + Copy, T, E>(
        self,
        backing: A,
        mut body: impl FnMut(&TestAllocatorIn<A>) -> Result<T, E>,
    ) -> Result<FailureCoverage, FailureReport> {
        self.all(|plan| self.once(plan, backing, &mut body))
    }

    /// [`run_in`](Self::run_in), with memory of the system's heap.
    ///
    /// # Errors
    ///
    /// As [`run_in`](Self::run_in).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::ExBox;
    /// use exalloc::testing::AllFailures;
    ///
    /// let done = AllFailures::new().run(|alloc| ExBox::try_new(7, alloc).map(drop))?;
    /// assert_eq!(done.allocations, 1);
    /// # Ok::<(), exalloc::testing::FailureReport>(())
    /// ```
    #[cfg(feature = "std")]
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn run<T, E>(
        self,
        body: impl FnMut(&TestAllocator) -> Result<T, E>,
    ) -> Result<FailureCoverage, FailureReport> {
        self.run_in(crate::SystemAllocator, body)
    }

    /// [`run_in`](Self::run_in), with memory that `reset` makes as good as new after each run:
    /// `&mut bump` and `BumpAllocator::reset`, where a run doesn't give all back.
    ///
    /// # Errors
    ///
    /// As [`run_in`](Self::run_in).
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use exalloc::testing::AllFailures;
    /// use exalloc::{BumpAllocator, ExVec, TryReserveError};
    ///
    /// let mut buffer = [MaybeUninit::uninit(); 4096];
    /// let mut bump = BumpAllocator::new(&mut buffer);
    /// let done = AllFailures::new().run_resetting(&mut bump, BumpAllocator::reset, |alloc| {
    ///     let first = ExVec::<u8, _>::try_with_capacity(10, alloc)?;
    ///     let second = ExVec::<u8, _>::try_with_capacity(500, alloc)?;
    ///     drop(first);
    ///     drop(second);
    ///     Ok::<(), TryReserveError>(())
    /// })?;
    /// assert_eq!(done.allocations, 2);
    /// # Ok::<(), exalloc::testing::FailureReport>(())
    /// ```
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub fn run_resetting<B, T, E>(
        self,
        backing: &mut B,
        mut reset: impl FnMut(&mut B),
        mut body: impl for<'b> FnMut(&TestAllocatorIn<&'b B>) -> Result<T, E>,
    ) -> Result<FailureCoverage, FailureReport>
    where
        for<'b> &'b B: Allocator,
    {
        self.all(|plan| {
            let seen = self.once(plan, &*backing, &mut body);
            reset(backing);
            seen
        })
    }
}

/// As [`new`](AllFailures::new).
impl Default for AllFailures {
    fn default() -> Self {
        Self::new()
    }
}
