//! How it went.

use super::request::{RefusedRequest, Request};
use crate::testing::Report;
use core::error::Error;
use core::fmt;

/// What was tested: how many requests a run without refusals makes, by kind, and how many runs it
/// took.
///
/// # Examples
///
/// ```
/// use exalloc::testing::check_all_allocation_failures;
/// use exalloc::ExBox;
///
/// let done = check_all_allocation_failures(|alloc| {
///     ExBox::try_new(1, alloc).map(drop)?;
///     ExBox::try_new(2, alloc).map(drop)
/// });
/// assert_eq!((done.allocations, done.resizes, done.requests()), (2, 0, 2));
/// // Two without refusals, each request refused alone, and each with all after it.
/// assert_eq!(done.runs, 2 + 2 * 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailureCoverage {
    /// Calls of `alloc` and `alloc_zeroed`.
    pub allocations: usize,
    /// Calls of `resize_in_place` and `remap` with another size than the block's.
    pub resizes: usize,
    /// How often the body ran.
    pub runs: usize,
}

impl FailureCoverage {
    /// Requests of both kinds.
    #[must_use]
    pub const fn requests(&self) -> usize {
        self.allocations + self.resizes
    }
}

/// What is wrong with a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::large_enum_variant, reason = "a report has no heap to lie on")]
pub enum FailureKind {
    /// The body returned `Ok` although an allocation was refused.
    Swallowed,
    /// The body returned an error although nothing was refused.
    FailedWithoutRefusal {
        /// How many allocations the backing allocator refused by itself, for want of memory.
        by_backing: usize,
    },
    /// The checker found misuse of memory, or a leak.
    Misuse(Report),
    /// The body asked for no memory, so that nothing was tested.
    NothingRequested,
    /// Two runs that should have made the same requests made different ones.
    NotDeterministic(Difference),
    /// There are so many requests that to refuse each takes more runs than allowed.
    TooManyRuns {
        /// How many it would take.
        needed: usize,
        /// How many are allowed.
        allowed: usize,
    },
}

/// How the requests of two runs differ that should be equal.
#[derive(Clone, Debug)]
pub struct Difference(pub(super) Differs);

#[derive(Clone, Debug)]
pub(super) enum Differs {
    /// So many requests, all in all.
    Number(usize, usize),
    /// As many, but different ones.
    Requests(usize),
    /// At the latest in the request of this number.
    At(usize, Request, Request),
    /// The request that was to be refused was never made.
    Missing { number: usize, of: usize },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Differs::Number(first, again) => {
                write!(f, "one run makes {first} requests, and the next {again}")
            }
            Differs::Requests(number) => {
                write!(f, "two runs make {number} requests each, of different layouts")
            }
            Differs::At(number, before, now) if before == now => {
                write!(f, "two runs differ before request {number}, {now}")
            }
            Differs::At(number, before, now) => {
                write!(f, "request {number} was {before}, and now {now}")
            }
            Differs::Missing { number, of } => {
                write!(f, "request {number} of {of} wasn't made again")
            }
        }
    }
}

/// What is wrong with a body, and which request was refused when it showed.
///
/// Its text names both.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{AllFailures, FailureKind};
/// use exalloc::{ExVec, SystemAllocator, TryReserveError};
///
/// let report = AllFailures::new().run_in(SystemAllocator, |alloc| {
///     let mut names = ExVec::new(alloc);
///     if names.try_push("Ada").is_err() { /* and "Ada" is lost */ }
///     Ok::<(), TryReserveError>(())
/// });
/// let report = report.expect_err("a swallowed failure");
/// assert!(matches!(report.kind(), FailureKind::Swallowed));
/// let refused = report.refused().expect("the request whose refusal was swallowed");
/// assert_eq!((refused.number(), refused.of(), refused.method()), (1, 1, "alloc"));
/// assert!(report.to_string().starts_with("swallowed failure: the body returned `Ok`"));
/// ```
#[derive(Clone)]
#[must_use = "a report says what is wrong"]
pub struct FailureReport {
    pub(super) kind: FailureKind,
    pub(super) refused: Option<RefusedRequest>,
}

impl FailureReport {
    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> &FailureKind {
        &self.kind
    }

    /// The first request that was refused in the run; `None` when none was.
    #[must_use]
    pub const fn refused(&self) -> Option<&RefusedRequest> {
        self.refused.as_ref()
    }
}

impl fmt::Display for FailureReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FailureKind::Swallowed => {
                f.write_str("swallowed failure: the body returned `Ok` although memory ran out")
            }
            FailureKind::FailedWithoutRefusal { by_backing: 0 } => {
                f.write_str("the body returned an error although nothing was refused")
            }
            FailureKind::FailedWithoutRefusal { by_backing } => write!(
                f,
                "the body returned an error although no request was refused on purpose: the \
                 backing allocator had no memory for {by_backing} of them"
            ),
            FailureKind::NothingRequested => {
                f.write_str("nothing was tested: the body asked the allocator for no memory")
            }
            FailureKind::Misuse(report) => write!(f, "{report}"),
            FailureKind::NotDeterministic(difference) => {
                write!(
                    f,
                    "the body isn't deterministic, or its backing allocator not as it was before \
                     the run: {difference}"
                )
            }
            FailureKind::TooManyRuns { needed, allowed } => {
                write!(f, "to refuse each request takes {needed} runs; {allowed} are allowed")
            }
        }?;
        self.refused.as_ref().map_or(Ok(()), |refused| write!(f, "\nin the run with {refused}"))
    }
}

/// The text, since this is what `expect` and `unwrap` show.
impl fmt::Debug for FailureReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for FailureReport {}
