//! How often each operation had each outcome.

use core::fmt;

/// What was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// `alloc`.
    Alloc,
    /// `alloc_zeroed`.
    AllocZeroed,
    /// `resize_in_place` to a larger size.
    ResizeLarger,
    /// `resize_in_place` to a smaller size.
    ResizeSmaller,
    /// `resize_in_place` to the same size.
    ResizeEqual,
    /// `remap` to a larger size.
    RemapLarger,
    /// `remap` to a smaller size.
    RemapSmaller,
    /// `remap` to the same size.
    RemapEqual,
    /// `dealloc`.
    Dealloc,
    /// All blocks at once.
    Reset,
    /// Moving the allocator.
    Move,
}

impl Row {
    const ALL: [Self; 11] = [
        Self::Alloc,
        Self::AllocZeroed,
        Self::ResizeLarger,
        Self::ResizeSmaller,
        Self::ResizeEqual,
        Self::RemapLarger,
        Self::RemapSmaller,
        Self::RemapEqual,
        Self::Dealloc,
        Self::Reset,
        Self::Move,
    ];

    pub(super) fn resize(old: usize, new: usize) -> Self {
        match new.cmp(&old) {
            core::cmp::Ordering::Less => Self::ResizeSmaller,
            core::cmp::Ordering::Equal => Self::ResizeEqual,
            core::cmp::Ordering::Greater => Self::ResizeLarger,
        }
    }

    pub(super) fn remap(old: usize, new: usize) -> Self {
        match new.cmp(&old) {
            core::cmp::Ordering::Less => Self::RemapSmaller,
            core::cmp::Ordering::Equal => Self::RemapEqual,
            core::cmp::Ordering::Greater => Self::RemapLarger,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; for operations that are not about a block's size.
    Served,
    /// `None`.
    Refused,
    /// The block has its new size at the same address.
    InPlace,
    /// The block has its new size elsewhere.
    Moved,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Served, Self::Refused, Self::InPlace, Self::Moved];
}

/// How often each operation had each outcome: shows that a test has tested something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    cells: [[u64; 4]; 11],
}

impl Histogram {
    /// A histogram of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { cells: [[0; 4]; 11] }
    }

    pub(super) fn count(&mut self, row: Row, outcome: Outcome) {
        self.cells[row as usize][outcome as usize] += 1;
    }

    /// How often `row` had `outcome`.
    #[must_use]
    pub const fn get(&self, row: Row, outcome: Outcome) -> u64 {
        self.cells[row as usize][outcome as usize]
    }

    /// Asserts which cells were reached: all of `must`, and no others than those and `may`.
    ///
    /// `may` is for what depends on a heap that isn't ours, or on chance.
    ///
    /// # Panics
    ///
    /// If a cell of `must` is zero, or one that is named nowhere isn't.
    #[track_caller]
    pub fn assert_reached(&self, must: Cells<'_>, may: Cells<'_>) {
        let names = |cells: Cells<'_>, row: Row, outcome: Outcome| {
            cells.iter().any(|(r, outcomes)| *r == row && outcomes.contains(&outcome))
        };
        for row in Row::ALL {
            for outcome in Outcome::ALL {
                let reached = self.get(row, outcome) > 0;
                let expected = names(must, row, outcome);
                assert!(
                    reached == expected || (reached && names(may, row, outcome)),
                    "{row:?} {outcome:?}: expected {expected}, reached {reached}\n{self}"
                );
            }
        }
    }
}

/// Rows with the outcomes that are meant.
pub type Cells<'c> = &'c [(Row, &'c [Outcome])];

impl fmt::Display for Histogram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<14}", "")?;
        for outcome in Outcome::ALL {
            write!(f, "{:>10}", format!("{outcome:?}"))?;
        }
        for row in Row::ALL {
            write!(f, "\n{:<14}", format!("{row:?}"))?;
            for outcome in Outcome::ALL {
                write!(f, "{:>10}", self.get(row, outcome))?;
            }
        }
        Ok(())
    }
}
