//! What the tests of this package share.
//!
//! | module | what it gives |
//! |---|---|
//! | [`heap`] | a heap that is there without any feature of exalloc |
//! | [`strict`] | a wrapper that checks what is given back: instance, layout, twice, never |
//! | [`disaligning`] | a wrapper whose blocks have the alignment asked for and no more |
//! | [`failing`] | a wrapper that refuses chosen calls, and a driver that tries them all |
//! | [`drops`] | elements that count, and panic at the k-th clone, drop or comparison |
//! | [`allocator_model`] | programs of operations, and a model of what an allocator may do |
//! | [`has!`] | whether a type has a trait |
//! | [`hostile`] | iterators that lie about their length, or panic |

pub mod allocator_model;
pub mod disaligning;
pub mod drops;
pub mod failing;
mod has;
pub mod heap;
pub mod hostile;
pub mod strict;

pub use disaligning::Disaligning;
pub use drops::{Ledger, OverAligned, Tracked};
pub use failing::{Failing, for_each_failure};
pub use heap::Heap;
pub use strict::{Finding, Strict};
