//! Whether a panic is under way.
//!
//! The seam between programs that can tell (feature `std`) and those that can't.

#[cfg_attr(feature = "std", path = "unwinding/thread.rs")]
#[cfg_attr(not(feature = "std"), path = "unwinding/unknown.rs")]
mod kind;

pub(super) use kind::is_unwinding;
