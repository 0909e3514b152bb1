//! What std's collections have or do and these don't, with the way around it.
//!
//! # Drop check
