//! The [`Allocator`] trait, its contract, and what authors of allocators need beside it.
//!
//! Users of collections depend on `exalloc`, which re-exports everything here. Authors of
//! allocators may depend on this package alone: it goes to 1.0 before the others and then stays.
//!
//! | item | what it is |
//! |---|---|
//! | [`Allocator`] | the trait, and the [contract](Allocator#contract) that every part of exalloc relies on |
//! | [`StaticAllocator`] | the marker that pinning needs |
//! | [`MallocFamily`], [`CppNewFamily`], [`CppNewArrayFamily`], [`FreeByPointer`] | markers that say which C or C++ routine frees the blocks |
//! | [`AllocError`] | the error of one failed request |
//! | [`grow`], [`shrink`] | the one algorithm by which collections change the size of a block |
//! | [`layout`] | checked arithmetic on sizes, alignments and capacities |
//!
//! The package has no dependencies, and never uses `alloc` or `std` without the features of those
//! names.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "alloc", test))]
extern crate alloc;
#[cfg(test)]
extern crate std;

mod allocator;
mod error;
pub mod family;
mod forward;
pub mod layout;
mod marker;
mod relocate;

pub use allocator::Allocator;
pub use error::AllocError;
pub use family::{CppNewArrayFamily, CppNewFamily, FreeByPointer, MallocFamily};
pub use marker::StaticAllocator;
pub use relocate::{grow, shrink};
