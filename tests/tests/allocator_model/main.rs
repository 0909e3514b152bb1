//! Every allocator of exalloc runs random programs against a model of the contract.
//!
//! The model is `exalloc_tests::allocator_model`; [`planted`] shows that it finds what it is for.
//! Each test prints a histogram of operations and outcomes (`--nocapture` shows it), and asserts
//! that every cell which can be reached was. `PROPTEST_CASES` sets the number of programs.

mod arena;
mod backing;
mod bump;
mod counting;
#[cfg(any(feature = "alloc", feature = "malloc"))]
mod heaps;
mod limit;
#[cfg(all(feature = "pages", any(unix, windows)))]
mod pages;
mod planted;
mod program;
