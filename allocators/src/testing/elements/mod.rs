//! Elements, iterators and a fuse for tests of code that calls its users' code.
//!
//! | type | what it does |
//! |---|---|
//! | [`Ledger`], [`Tracked`] | elements that are counted, and panic at a chosen call |
//! | `Tally`, `TrackedUnit` | the same for a zero-sized type |
//! | [`OverAligned`] | a value with an alignment of 64 |
//! | [`LyingLength`], [`PanicAt`], [`Unfused`] | iterators that do what safe code may do |
//! | [`Fuse`] | a panic at the k-th call of anything |
//!
//! Calls are counted from 1, as in [`FailingAllocator::nth`](super::FailingAllocator::nth).

mod books;
mod fuse;
mod ledger;
mod lying_length;
mod over_aligned;
mod panic_at;
// For what runs a body again and again, which takes a way to catch panics.
#[cfg(all(feature = "std", target_has_atomic = "ptr"))]
mod plants;
mod report;
// A zero-sized element finds its counts in a static, which takes atomics.
#[cfg(target_has_atomic = "ptr")]
mod tally;
#[cfg(test)]
mod tests;
mod tracked;
#[cfg(target_has_atomic = "ptr")]
mod tracked_unit;
mod unfused;

pub use fuse::Fuse;
pub use ledger::Ledger;
pub use lying_length::LyingLength;
pub use over_aligned::OverAligned;
pub use panic_at::PanicAt;
#[cfg(all(feature = "std", target_has_atomic = "ptr"))]
pub(in crate::testing) use plants::{Plant, is_planted};
pub use report::LedgerReport;
#[cfg(target_has_atomic = "ptr")]
pub use tally::{HasTally, Tally, TallyReport};
pub use tracked::Tracked;
#[cfg(target_has_atomic = "ptr")]
pub use tracked_unit::TrackedUnit;
pub use unfused::Unfused;
