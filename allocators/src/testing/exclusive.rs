//! State that one caller at a time may change.
//!
//! The seam between programs with threads and programs without: [`Exclusive`] is a lock with the
//! feature `std`, so that a wrapper with such state is [`Sync`]; without `std` it is a flag beside
//! the state, and the wrapper isn't.

#[cfg_attr(feature = "std", path = "exclusive/lock.rs")]
#[cfg_attr(not(feature = "std"), path = "exclusive/flag.rs")]
mod kind;

#[cfg(test)]
mod tests;

pub(super) use kind::Exclusive;
