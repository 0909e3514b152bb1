//! Which call panics in a run, and how many there were.

#![forbid(unsafe_code)]

use super::site::PanicSite;

/// A kind of call, by the place of its count in [`Counts`]: of elements, of zero-sized ones, and
/// what the body says.
pub(super) const SITES: [(PanicSite, bool); 11] = [
    (PanicSite::Clone, false),
    (PanicSite::Drop, false),
    (PanicSite::Compare, false),
    (PanicSite::Hash, false),
    (PanicSite::Format, false),
    (PanicSite::Clone, true),
    (PanicSite::Drop, true),
    (PanicSite::Compare, true),
    (PanicSite::Hash, true),
    (PanicSite::Format, true),
    (PanicSite::Call, false),
];

/// How many calls there were of each kind.
pub(super) type Counts = [usize; SITES.len()];

/// In which call a panic is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The place in [`SITES`].
    pub(super) kind: usize,
    /// Which one of that kind: the first is 1.
    pub(super) number: usize,
    /// How many there are in a run without a panic.
    pub(super) of: usize,
}
