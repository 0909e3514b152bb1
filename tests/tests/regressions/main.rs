//! Faults that have names: each was found in a library of this kind, and each has a test here that
//! fails if exalloc has it too.
//!
//! F1 to F19 are those of zigzag-alloc 1.0.5, exalloc's direct predecessor; B1 to B10 were found in
//! other libraries. The missing numbers concern parts that exalloc doesn't have yet. F1 and F11 are
//! programs that must not compile, too: see `tests/ui`. Faults of exalloc's own are named by what
//! they were.

mod arena;
mod boxed;
mod manifests;
#[cfg(feature = "std")]
mod panicking_destructors;
mod string;
mod types;
mod vec;
