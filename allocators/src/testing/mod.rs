//! The test kit: finds misuse of memory, and what is lost when memory runs out.
//!
//! | you want | see |
//! |---|---|
//! | every way in which memory can run out under your code | [`AllFailures`] |
//! | a panic in every call of foreign code that your code makes | `AllPanics` (with `std`) |
//! | one request refused, or some of many | [`FailingAllocator`] |
//! | misuse of memory, and leaks | [`CheckedAllocator`] |
//! | an allocator of your own held to the contract | [`conformance!`](crate::conformance!) |
//! | what is asked of an allocator, call by call | [`RecordingAllocator`] |
//! | alignment that isn't asked for | [`Disaligning`] |
//! | pointers kept after a block has moved, copies that growing in place hides | [`AlwaysMoves`], [`RefusesResize`] |
//! | pointers that reach beyond their block (under Miri) | [`NarrowProvenance`] |
//! | elements dropped twice, never, or lost when a `clone`, a `drop`, a comparison panics | [`Ledger`], [`Tracked`], `TrackedUnit` |
//! | closures and iterators that panic, iterators that lie | [`Fuse`], [`PanicAt`], [`LyingLength`], [`Unfused`] |
//!
//! Wrappers go into each other as values, and take `&allocator`, too. The hostile ones are called
//! by what they do, without the word "allocator", so that a pile of them reads as a list:
//! `CheckedAllocator<AlwaysMoves<Disaligning<SystemAllocator>>>`.
//!
//! Everything here works without `alloc` and `std`; with `std`, wrappers are [`Sync`] where the
//! allocator inside is, and findings can tell where in the program a block came from; and panics
//! can be caught, which `AllPanics` does.

mod all_failures;
// Panics are caught, which takes `std`; zero-sized elements take atomics.
#[cfg(all(feature = "std", target_has_atomic = "ptr"))]
mod all_panics;
mod always_moves;
#[cfg(test)]
mod asking;
mod checked;
pub mod conformance;
mod disaligning;
mod elements;
mod exclusive;
mod failing;
mod narrow_provenance;
mod recording;
mod refuses_resize;
#[cfg(test)]
mod shown;
#[cfg(test)]
mod tables;
mod trace;
mod unwinding;

pub use crate::conformance;
pub use all_failures::{
    AllFailures, Difference, FailureCoverage, FailureKind, FailureReport, RefusedRequest,
    TestAllocatorIn, check_all_allocation_failures_in,
};
#[cfg(feature = "std")]
pub use all_failures::{TestAllocator, check_all_allocation_failures};
#[cfg(all(feature = "std", target_has_atomic = "ptr"))]
pub use all_panics::{
    AllPanics, PanicContext, PanicContextIn, PanicCoverage, PanicKind, PanicReport, PanicSite,
    PlantedPanic, check_all_panics,
};
pub use always_moves::AlwaysMoves;
pub use checked::{
    BookEntry, CheckedAllocator, DropCheck, FREED_BYTE, FRESH_BYTE, Finding, FindingKind, Report,
};
pub use disaligning::Disaligning;
pub use elements::{
    Fuse, Ledger, LedgerReport, LyingLength, OverAligned, PanicAt, Tracked, Unfused,
};
#[cfg(target_has_atomic = "ptr")]
pub use elements::{HasTally, Tally, TallyReport, TrackedUnit};
pub use failing::{FailingAllocator, Refusal};
pub use narrow_provenance::NarrowProvenance;
pub use recording::{Call, Calls, RecordingAllocator};
pub use refuses_resize::RefusesResize;
pub use trace::Trace;
