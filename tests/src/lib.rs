//! What the tests of this package share.
//!
//! | module | what it gives |
//! |---|---|
//! | [`heap`] | a heap that is there without any feature of exalloc |
//! | [`grudging`] | an allocator whose destructor panics |
//! | [`disaligning`] | a wrapper whose blocks have the alignment asked for and no more |
//! | [`moving`] | a wrapper whose blocks move at every change of their size |
//! | [`failures`] | every way in which memory can run out under a body |
//! | [`allocator_model`] | programs of operations, and a model of what an allocator may do |
//! | [`fuzz`] | bodies of fuzz targets, which also run over a kept corpus |
//! | [`current`] | the allocator of a run, found where there is nobody to hand it over |
//! | `watched` | an allocator whose `clone` and `drop` may panic (with `std`) |
//! | [`ledger`] | a checker that asks the allocator inside for nothing of its own |
//! | [`panics`] | what a panic says |
//! | [`random`] | random numbers, the same ones in every run |
//! | [`sources`] | whether every item of the collections that needs a case has one |
//! | [`versus`] | one body on std's vector and on ours |
//! | [`has!`] | whether a type has a trait |

pub mod allocator_model;
pub mod current;
pub mod disaligning;
pub mod failures;
pub mod fuzz;
pub mod grudging;
mod has;
pub mod heap;
pub mod ledger;
pub mod moving;
pub mod panics;
pub mod random;
pub mod sources;
pub mod versus;
#[cfg(feature = "std")]
pub mod watched;

pub use disaligning::Disaligning;
pub use failures::{Refusing, for_each_failure};
pub use heap::{Heap, ReallocHeap};
pub use ledger::{bare, books};
pub use moving::Moving;
pub use panics::panic_of;
#[cfg(feature = "std")]
pub use watched::Watched;
