//! Naming the refused request when a body panics.
//!
//! The seam between programs that have an error stream (feature `std`) and those that don't: there
//! a panic says what it says itself.

#[cfg_attr(feature = "std", path = "naming/stream.rs")]
#[cfg_attr(not(feature = "std"), path = "naming/nothing.rs")]
mod kind;

pub(super) use kind::say;
