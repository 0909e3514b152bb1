//! Calls of an allocator, which may turn out to unwind.
//!
//! The seam between programs that can catch that (feature `std`) and those that can't: there a
//! panic ends the test without naming the rule.

#[cfg_attr(feature = "std", path = "guarded/catch.rs")]
#[cfg_attr(not(feature = "std"), path = "guarded/plain.rs")]
mod kind;

pub(super) use kind::guarded;
