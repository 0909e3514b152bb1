//! How it went.

#![forbid(unsafe_code)]

use super::site::{PanicSite, PlantedPanic};
use crate::testing::{LedgerReport, Report, TallyReport};
use core::error::Error;
use core::fmt;

/// What was tested: how many calls of foreign code a run without a panic makes, by kind, and how
/// many runs it took.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{PanicSite, check_all_panics};
///
/// let done = check_all_panics(|cx| {
///     let [a, b] = cx.ledger().elements();
///     assert!(a < b);
/// });
/// assert_eq!((done.comparisons, done.drops, done.panics()), (1, 2, 3));
/// assert!(done.sites().eq([PanicSite::Drop, PanicSite::Compare]));
/// // Two without a panic, and one for each call.
/// assert_eq!(done.runs, 2 + 3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PanicCoverage {
    /// Clones of elements, of zero-sized ones included, as below.
    pub clones: usize,
    /// Drops of elements.
    pub drops: usize,
    /// Comparisons of elements.
    pub comparisons: usize,
    /// Hashings of elements.
    pub hashings: usize,
    /// Formattings of elements.
    pub formattings: usize,
    /// What the body said was a call.
    pub calls: usize,
    /// How often the body ran.
    pub runs: usize,
}

impl PanicCoverage {
    /// Calls of all kinds, each of which has panicked once.
    #[must_use]
    pub const fn panics(&self) -> usize {
        self.clones + self.drops + self.comparisons + self.hashings + self.formattings + self.calls
    }

    /// The kinds of which there were any.
    pub fn sites(&self) -> impl Iterator<Item = PanicSite> + use<> {
        let counts = [
            (PanicSite::Clone, self.clones),
            (PanicSite::Drop, self.drops),
            (PanicSite::Compare, self.comparisons),
            (PanicSite::Hash, self.hashings),
            (PanicSite::Format, self.formattings),
            (PanicSite::Call, self.calls),
        ];
        counts.into_iter().filter(|(_, count)| *count > 0).map(|(site, _)| site)
    }

    pub(super) const fn count_mut(&mut self, site: PanicSite) -> &mut usize {
        match site {
            PanicSite::Clone => &mut self.clones,
            PanicSite::Drop => &mut self.drops,
            PanicSite::Compare => &mut self.comparisons,
            PanicSite::Hash => &mut self.hashings,
            PanicSite::Format => &mut self.formattings,
            PanicSite::Call => &mut self.calls,
        }
    }
}

/// What is wrong with a body.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[expect(clippy::large_enum_variant, reason = "a report has no heap to lie on")]
pub enum PanicKind {
    /// An element was used or dropped after its drop, or never dropped.
    Elements(LedgerReport),
    /// There were more or fewer drops than zero-sized elements.
    ZeroSized(TallyReport),
    /// The checker found misuse of memory, or a leak.
    Misuse(Report),
    /// The body ended as if nothing had happened although a call had panicked.
    Swallowed,
    /// The body called no foreign code, so that nothing was tested.
    NothingCalled,
    /// Two runs without a panic made different numbers of calls.
    NotDeterministic {
        /// Of this kind.
        site: PanicSite,
        /// How many there were at first.
        first: usize,
        /// How many there were in the second run.
        again: usize,
    },
    /// The call that was to panic wasn't made again.
    NotReached,
    /// There are so many calls that a panic in each takes more runs than allowed.
    TooManyRuns {
        /// How many it would take.
        needed: usize,
        /// How many are allowed.
        allowed: usize,
    },
}

/// What is wrong with a body, and in which call the panic was planted when it showed.
///
/// Its text names both.
///
/// # Examples
///
/// ```
/// use exalloc::ExVec;
/// use exalloc::testing::{AllPanics, PanicKind, PanicSite};
///
/// let report = AllPanics::new().run(|cx| {
///     let mut v = ExVec::new(cx.alloc());
///     for element in cx.ledger().elements::<2>() {
///         let mut held = std::mem::ManuallyDrop::new(element);
///         cx.call("a callback"); // Whoever panics here loses the element.
///         // SAFETY: it is used once.
///         v.try_push(unsafe { std::mem::ManuallyDrop::take(&mut held) }).expect("memory");
///     }
/// });
/// let report = report.expect_err("a lost element");
/// assert!(matches!(report.kind(), PanicKind::Elements(_)));
/// let planted = report.planted().expect("the call that panicked");
/// assert_eq!((planted.site(), planted.number(), planted.of()), (PanicSite::Call, 1, 2));
/// assert_eq!(planted.what(), Some("a callback"));
/// assert!(!planted.is_zero_sized());
/// let run = "in the run with a panic at call 1 of 2, in a callback";
/// assert!(report.to_string().ends_with(run), "{report}");
/// ```
#[derive(Clone)]
#[must_use = "a report says what is wrong"]
pub struct PanicReport {
    pub(super) kind: PanicKind,
    pub(super) planted: Option<PlantedPanic>,
}

impl PanicReport {
    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> &PanicKind {
        &self.kind
    }

    /// The panic that was planted in the run; `None` when none was.
    #[must_use]
    pub const fn planted(&self) -> Option<&PlantedPanic> {
        self.planted.as_ref()
    }
}

impl fmt::Display for PanicReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            PanicKind::Elements(report) => write!(f, "{report}"),
            PanicKind::ZeroSized(report) => write!(f, "{report}"),
            PanicKind::Misuse(report) => write!(f, "{report}"),
            PanicKind::Swallowed => {
                f.write_str("swallowed panic: the body went on as if nothing had happened")
            }
            PanicKind::NothingCalled => {
                f.write_str("nothing was tested: the body called no foreign code")
            }
            PanicKind::NotDeterministic { site, first, again } => write!(
                f,
                "the body isn't deterministic: {site} calls in one run: {first}, in the next: {again}"
            ),
            PanicKind::NotReached => {
                f.write_str("the body isn't deterministic: the call that was to panic wasn't made")
            }
            PanicKind::TooManyRuns { needed, allowed } => {
                write!(f, "a panic in each call takes {needed} runs; {allowed} are allowed")
            }
        }?;
        self.planted.as_ref().map_or(Ok(()), |planted| write!(f, "\nin the run with a {planted}"))
    }
}

/// The text, since this is what `expect` and `unwrap` show.
impl fmt::Debug for PanicReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for PanicReport {}
