//! `conformance!` passes a right allocator, fails wrong ones, and passes those of exalloc.

#![cfg(feature = "testing")]

mod allocators;
mod cells;
mod choosy;
#[cfg(any(
    feature = "alloc",
    feature = "malloc",
    feature = "cpp",
    feature = "cpp-symbols",
    feature = "pages",
))]
mod heaps;
mod outsiders;
mod room;
mod wrappers;
mod wrong;
#[cfg(feature = "std")]
mod wrong_with_std;
