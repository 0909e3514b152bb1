//! Where in the program something happened.
//!
//! The seam between programs that can tell (feature `std`) and those that can't.

#[cfg_attr(feature = "std", path = "trace/backtrace.rs")]
#[cfg_attr(not(feature = "std"), path = "trace/nothing.rs")]
mod kind;

#[cfg(test)]
mod tests;

pub use kind::Trace;
