//! Checks of allocators in threads.
//!
//! The seam between programs with threads (feature `std`) and those without.

#[cfg(feature = "std")]
mod crowd;
#[cfg(feature = "std")]
mod present;

mod sharing;

#[cfg(feature = "std")]
pub use present::{sent, shared};
#[doc(hidden)]
pub use sharing::{InThreads, NotRun};
