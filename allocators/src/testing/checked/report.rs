//! What was found, to be handed on.

use super::Finding;
use core::error::Error;
use core::{fmt, mem};

/// How many findings a report keeps; the others are counted.
const KEPT: usize = 16;

/// What a [`CheckedAllocator`](super::CheckedAllocator) found: up to 16 findings in the order in
/// which they were found, and how many more there were.
///
/// It owns all of it, without a heap, and outlives the allocator. Its text has a line for each
/// finding.
///
/// # Examples
///
/// ```
/// use exalloc::testing::CheckedAllocator;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let checked = CheckedAllocator::new(SystemAllocator);
/// let mut v = ExVec::new(&checked);
/// v.try_push(7_u64)?;
/// std::mem::forget(v);
/// let report = checked.finish().expect_err("a leak");
/// assert_eq!((report.count(), report.findings().count()), (1, 1));
/// assert!(report.to_string().contains("leak of allocation #1"));
/// # Ok::<(), exalloc::TryPushError<u64>>(())
/// ```
#[derive(Clone)]
#[must_use = "a report says what is wrong"]
pub struct Report {
    findings: [Option<Finding>; KEPT],
    count: usize,
    refused_for_books: u64,
}

impl Report {
    pub(super) const fn new() -> Self {
        Self { findings: [const { None }; KEPT], count: 0, refused_for_books: 0 }
    }

    /// Adds a finding; hands it back where there is no room for it, so that it is dropped where
    /// its owner likes.
    pub(super) fn add(&mut self, finding: Finding) -> Option<Finding> {
        let place = self.findings.get_mut(self.count);
        self.count = self.count.saturating_add(1);
        match place {
            Some(place) => place.replace(finding),
            None => Some(finding),
        }
    }

    /// Takes all findings out, with the number of requests that the books had no room for; `None`
    /// when there is no finding.
    pub(super) fn take(&mut self, refused_for_books: u64) -> Option<Self> {
        (self.count > 0).then(|| {
            let mut taken = mem::replace(self, Self::new());
            taken.refused_for_books = refused_for_books;
            taken
        })
    }

    /// The findings, in the order in which they were found. Leaks come last, in the order of the
    /// allocations.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().flatten()
    }

    /// How many there were, those included that were only counted.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many requests were refused so far because the books were full: the program under test
    /// ran out of the checker's memory, not of its own.
    #[must_use]
    pub const fn refused_for_books(&self) -> u64 {
        self.refused_for_books
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "misuse of memory, findings: {}", self.count)?;
        for finding in self.findings() {
            write!(f, "\n- {finding}")?;
        }
        let further = self.count.saturating_sub(KEPT);
        if further > 0 {
            write!(f, "\n- and {further} more")?;
        }
        if self.refused_for_books > 0 {
            write!(
                f,
                "\nrequests refused because the books were full: {}",
                self.refused_for_books
            )?;
        }
        Ok(())
    }
}

/// The text, since this is what `expect` and `unwrap` show.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Report {}
