//! Counts of a zero-sized element.

#![forbid(unsafe_code)]

use super::fuse::blow;
use core::error::Error;
use core::fmt;
use core::sync::atomic::{AtomicUsize, Ordering};

/// Says where the counts of a [`TrackedUnit`](super::TrackedUnit) are.
///
/// A zero-sized element has no room for a reference, so its type must know where to count: in a
/// static. Implement this for a type within the test, with a static within the method, and no other
/// test counts there.
///
/// # Examples
///
/// See [`TrackedUnit`](super::TrackedUnit).
pub trait HasTally {
    /// The counts; the same at each call.
    fn tally() -> &'static Tally;
}

/// What [`TrackedUnit`](super::TrackedUnit)s of one type are counted in.
///
/// Zero-sized elements have no identity, so this counts where a [`Ledger`](super::Ledger) knows:
/// an element dropped twice is found unless another one is forgotten. Several threads may use it;
/// the counts are exact when they have finished.
///
/// # Examples
///
/// See [`TrackedUnit`](super::TrackedUnit).
#[derive(Debug)]
pub struct Tally {
    made: AtomicUsize,
    dropped: AtomicUsize,
    pub(super) clone: AtomicFuse,
    pub(super) drop: AtomicFuse,
    pub(super) compare: AtomicFuse,
    pub(super) hash: AtomicFuse,
    pub(super) format: AtomicFuse,
}

impl Tally {
    /// Counts that are 0, for elements that don't panic.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Tally;
    ///
    /// static TALLY: Tally = Tally::new();
    /// assert_eq!(TALLY.made(), 0);
    /// ```
    #[must_use = "elements are counted in a static"]
    pub const fn new() -> Self {
        Self {
            made: AtomicUsize::new(0),
            dropped: AtomicUsize::new(0),
            clone: AtomicFuse::never(),
            drop: AtomicFuse::never(),
            compare: AtomicFuse::never(),
            hash: AtomicFuse::never(),
            format: AtomicFuse::never(),
        }
    }

    pub(super) fn enter(&self) {
        self.made.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn leave(&self) {
        self.dropped.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) const fn fuses(&self) -> [&AtomicFuse; 5] {
        [&self.clone, &self.drop, &self.compare, &self.hash, &self.format]
    }

    /// Makes the `k`-th clone from now on panic, as [`Ledger`](super::Ledger::panic_at_clone) does.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    pub fn panic_at_clone(&self, k: usize) {
        self.clone.arm(k);
    }

    /// Makes the `k`-th drop from now on panic, as [`Ledger`](super::Ledger::panic_at_drop) does.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    pub fn panic_at_drop(&self, k: usize) {
        self.drop.arm(k);
    }

    /// Makes the `k`-th comparison from now on panic, as
    /// [`Ledger`](super::Ledger::panic_at_compare) does.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    pub fn panic_at_compare(&self, k: usize) {
        self.compare.arm(k);
    }

    /// Makes the `k`-th hashing from now on panic, as
    /// [`Ledger`](super::Ledger::panic_at_hash) does.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    pub fn panic_at_hash(&self, k: usize) {
        self.hash.arm(k);
    }

    /// Makes the `k`-th formatting from now on panic, as
    /// [`Ledger`](super::Ledger::panic_at_format) does.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    pub fn panic_at_format(&self, k: usize) {
        self.format.arm(k);
    }

    /// Lets nothing panic any more, until it is chosen again.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    pub fn disarm(&self) {
        self.fuses().into_iter().for_each(|fuse| fuse.arm(0));
    }

    /// Whether a chosen call is still to come.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    #[must_use]
    pub fn is_armed(&self) -> bool {
        self.fuses().iter().any(|fuse| fuse.left.load(Ordering::Relaxed) > 0)
    }

    /// Tells how many elements were ever made, clones included.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    #[must_use]
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// Tells how many drops there were.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Tells how many elements are alive: 0 where there were more drops than elements.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    #[must_use]
    pub fn alive(&self) -> usize {
        self.made().saturating_sub(self.dropped())
    }

    /// Tells whether there were as many drops as elements.
    ///
    /// # Errors
    ///
    /// Fails with both numbers if they differ.
    ///
    /// # Examples
    ///
    /// See [`TallyReport`].
    pub fn try_finish(&self) -> Result<(), TallyReport> {
        let report = TallyReport { made: self.made(), dropped: self.dropped() };
        if report.made == report.dropped { Ok(()) } else { Err(report) }
    }

    /// [`try_finish`](Self::try_finish) for tests.
    ///
    /// # Panics
    ///
    /// Whenever `try_finish` returns an error, with its text.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`](super::TrackedUnit).
    #[track_caller]
    pub fn finish(&self) {
        if let Err(report) = self.try_finish() {
            found(report);
        }
    }
}

impl Default for Tally {
    fn default() -> Self {
        Self::new()
    }
}

/// A [`Fuse`](super::Fuse) that threads may share.
#[derive(Debug)]
pub(super) struct AtomicFuse {
    pub(super) armed_with: AtomicUsize,
    pub(super) left: AtomicUsize,
}

impl AtomicFuse {
    const fn never() -> Self {
        Self { armed_with: AtomicUsize::new(0), left: AtomicUsize::new(0) }
    }

    pub(super) fn arm(&self, k: usize) {
        self.armed_with.store(k, Ordering::Relaxed);
        self.left.store(k, Ordering::Relaxed);
    }

    #[track_caller]
    pub(super) fn burn(&self, what: &str) {
        let step = |left: usize| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) == Ok(1) {
            blow(what, self.armed_with.load(Ordering::Relaxed));
        }
    }
}

/// More or fewer drops than elements.
///
/// # Examples
///
/// ```
/// use exalloc::testing::{HasTally, Tally, TrackedUnit};
///
/// struct Here;
/// impl HasTally for Here {
///     fn tally() -> &'static Tally {
///         static TALLY: Tally = Tally::new();
///         &TALLY
///     }
/// }
///
/// std::mem::forget(TrackedUnit::<Here>::new());
/// let report = Here::tally().try_finish().expect_err("it was never dropped");
/// assert_eq!((report.made(), report.dropped()), (1, 0));
/// assert_eq!(report.to_string(), "zero-sized elements made: 1, drops: 0; 1 never dropped");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[must_use = "a report says what is wrong"]
pub struct TallyReport {
    made: usize,
    dropped: usize,
}

impl TallyReport {
    /// How many elements were made.
    ///
    /// # Examples
    ///
    /// See [`TallyReport`].
    #[must_use]
    pub const fn made(&self) -> usize {
        self.made
    }

    /// How many drops there were.
    ///
    /// # Examples
    ///
    /// See [`TallyReport`].
    #[must_use]
    pub const fn dropped(&self) -> usize {
        self.dropped
    }
}

impl fmt::Display for TallyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { made, dropped } = self;
        write!(f, "zero-sized elements made: {made}, drops: {dropped}; ")?;
        match made.checked_sub(*dropped) {
            Some(lost) => write!(f, "{lost} never dropped"),
            None => write!(f, "{} dropped twice", dropped - made),
        }
    }
}

/// The text, since this is what `expect` and `unwrap` show.
impl fmt::Debug for TallyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for TallyReport {}

#[cold]
#[inline(never)]
#[track_caller]
fn found(report: TallyReport) -> ! {
    panic!("{report}")
}
