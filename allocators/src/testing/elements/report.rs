//! What became of elements that it should not have.

#![forbid(unsafe_code)]

use core::error::Error;
use core::fmt;

/// How many faults, and how many lost elements, a report names; the others are counted.
pub(super) const NAMED: usize = 8;

/// What was done to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Clone,
    Compare,
    Drop,
    Format,
    Hash,
    Read,
}

impl Use {
    const fn done(self) -> &'static str {
        match self {
            Self::Clone => "cloned",
            Self::Compare => "compared",
            Self::Drop => "dropped",
            Self::Format => "formatted",
            Self::Hash => "hashed",
            Self::Read => "read",
        }
    }
}

/// Something that was done to an element after its drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) id: u64,
    pub(super) done: Use,
}

/// What a [`Ledger`](super::Ledger) found: elements used or dropped after their drop, and elements
/// never dropped.
///
/// It owns all of it, without a heap. Its text names up to 8 faults and up to 8 lost elements by
/// their numbers, and says how many more there were.
///
/// # Examples
///
/// ```
/// use exalloc::testing::Ledger;
///
/// let ledger = Ledger::new();
/// std::mem::forget(ledger.element(7));
/// let report = ledger.try_finish().expect_err("it was never dropped");
/// assert_eq!((report.faults(), report.lost()), (0, 1));
/// assert!(report.to_string().contains("element #1: never dropped"));
/// ```
#[derive(Clone)]
#[must_use = "a report says what is wrong"]
pub struct LedgerReport {
    pub(super) made: u64,
    pub(super) dropped: usize,
    pub(super) named_faults: [Option<Fault>; NAMED],
    pub(super) faults: usize,
    pub(super) named_lost: [Option<u64>; NAMED],
    pub(super) lost: usize,
}

impl LedgerReport {
    /// How often an element was used or dropped after its drop.
    ///
    /// # Examples
    ///
    /// See [`LedgerReport`].
    #[must_use]
    pub const fn faults(&self) -> usize {
        self.faults
    }

    /// How many elements were never dropped; 0 where that wasn't asked.
    ///
    /// # Examples
    ///
    /// See [`LedgerReport`].
    #[must_use]
    pub const fn lost(&self) -> usize {
        self.lost
    }
}

/// Says how many there were beyond those that were named.
fn further(f: &mut fmt::Formatter<'_>, count: usize, what: &str) -> fmt::Result {
    match count.saturating_sub(NAMED) {
        0 => Ok(()),
        more => write!(f, "\n- and {more} more {what}"),
    }
}

impl fmt::Display for LedgerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { made, dropped, faults, lost, .. } = self;
        write!(f, "elements made: {made}, drops: {dropped}, ")?;
        write!(f, "uses after a drop: {faults}, never dropped: {lost}")?;
        for Fault { id, done } in self.named_faults.iter().flatten() {
            write!(f, "\n- element #{id}: {} after its drop", done.done())?;
        }
        further(f, *faults, "uses after a drop")?;
        for id in self.named_lost.iter().flatten() {
            write!(f, "\n- element #{id}: never dropped")?;
        }
        further(f, *lost, "elements never dropped")
    }
}

/// The text, since this is what `expect` and `unwrap` show.
impl fmt::Debug for LedgerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for LedgerReport {}
