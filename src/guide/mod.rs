//! How exalloc is used, a chapter a question. Every example runs as a test.
//!
//! - [`choosing`]: which allocator, and how to pass it.
//! - [`arenas`]: many blocks that go at once.
//! - [`out_of_memory`]: what fails, what comes back, what never happens.
//! - [`firmware`]: without `std`, `alloc` and a global allocator.
//! - [`writing_an_allocator`]: two methods, seven rules.

pub mod arenas;
pub mod choosing;
pub mod firmware;
pub mod out_of_memory;
pub mod writing_an_allocator;
