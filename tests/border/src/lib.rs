//! The C++ side of the guide's chapter "Memory across the border", and the chapter itself.
//!
//! The build script compiles the C++ blocks of the chapter into this library. The chapter's Rust
//! examples are this library's doc examples: so each is linked with the C++ code that it shows.
//! What C++ does when memory runs out is tested beside it, in `tests/`.

// Exalloc's own C++ code, and the C++ runtime, are linked by whoever uses this library.
use exalloc as _;

#[cfg(all(doctest, any(feature = "cpp", feature = "cpp-symbols")))]
#[doc = include_str!("../../../src/guide/memory_across_the_border.md")]
mod memory_across_the_border {}
