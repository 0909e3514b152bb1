//! Collections that are told where their memory comes from.
#![no_std]

#[doc(inline)]
pub use exalloc_allocators::*;
#[doc(inline)]
pub use exalloc_collections::*;
#[doc(inline)]
pub use exalloc_core::*;
