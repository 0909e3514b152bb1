//! Collections that are told where their memory comes from.
#![no_std]
pub use exalloc_core::*;
