//! Where a panic is planted.

#![forbid(unsafe_code)]

use core::fmt;

/// The kinds of calls of foreign code, which are counted apart.
///
/// # Examples
///
/// ```
/// use exalloc::testing::PanicSite;
///
/// assert_eq!(PanicSite::Compare.to_string(), "comparison");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PanicSite {
    /// An element's `clone`.
    Clone,
    /// An element's `drop`.
    Drop,
    /// A comparison of elements, by `==`, `<` or `cmp`.
    Compare,
    /// An element's `hash`.
    Hash,
    /// An element's `fmt`.
    Format,
    /// What the body says is a call, by [`call`](super::PanicContextIn::call).
    Call,
}

impl fmt::Display for PanicSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Clone => "clone",
            Self::Drop => "drop",
            Self::Compare => "comparison",
            Self::Hash => "hashing",
            Self::Format => "formatting",
            Self::Call => "call",
        })
    }
}

/// A panic that was planted.
///
/// Its text names it: in which kind of call, and in which of how many.
///
/// # Examples
///
/// [`PanicReport`](super::PanicReport) has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlantedPanic {
    pub(super) site: PanicSite,
    pub(super) zero_sized: bool,
    pub(super) number: usize,
    pub(super) of: usize,
    pub(super) what: Option<&'static str>,
}

impl PlantedPanic {
    /// In which kind of call.
    #[must_use]
    pub const fn site(&self) -> PanicSite {
        self.site
    }

    /// Whether it was in a call of a zero-sized element, which are counted apart.
    #[must_use]
    pub const fn is_zero_sized(&self) -> bool {
        self.zero_sized
    }

    /// In which call of its kind: the first is 1.
    #[must_use]
    pub const fn number(&self) -> usize {
        self.number
    }

    /// How many calls of its kind there are in a run without a panic.
    #[must_use]
    pub const fn of(&self) -> usize {
        self.of
    }

    /// What the body called the call.
    #[must_use]
    pub const fn what(&self) -> Option<&'static str> {
        self.what
    }
}

impl fmt::Display for PlantedPanic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { site, zero_sized, number, of, what } = self;
        write!(f, "panic at {site} {number} of {of}")?;
        if *zero_sized {
            f.write_str(" of zero-sized elements")?;
        }
        what.map_or(Ok(()), |what| write!(f, ", in {what}"))
    }
}
