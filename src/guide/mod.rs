//! How exalloc is used, a chapter a question. Every example runs as a test.
//!
//! - [`choosing`]: which allocator, and how to pass it.
//! - [`coming_from_vec`]: what changes in code that uses `Vec`, `String` and `Box`.
//! - [`differences_from_std`]: what std's collections have or do and these don't, and ways around.
//! - [`arenas`]: many blocks that go at once.
//! - [`out_of_memory`]: what fails, what comes back, what never happens.
//! - `testing_out_of_memory` (feature `testing`): every way in which memory can run out under your
//!   code, and every call of others' code that may panic.
//! - [`memory_across_the_border`]: between Rust and C or C++, and who frees it.
//! - [`firmware`]: without `std`, `alloc` and a global allocator.
//! - [`speed`]: what it costs, beside its peers.
//! - [`writing_an_allocator`]: two methods, seven rules.

pub mod arenas;
pub mod choosing;
pub mod coming_from_vec;
pub mod differences_from_std;
pub mod firmware;
pub mod memory_across_the_border;
pub mod out_of_memory;
pub mod speed;
#[cfg(feature = "testing")]
pub mod testing_out_of_memory;
pub mod writing_an_allocator;
