//! The collections of exalloc: vector, box, string and C string over any explicit allocator.
//!
//! Each stores its allocator, asks it for every block, and gives every block back to it. They know
//! the [`Allocator`](exalloc_core::Allocator) trait only, so any allocator will do. Users depend on
//! `exalloc`, which re-exports everything here.
//!
//! | item | std's |
//! |---|---|
//! | [`ExVec`] | `Vec` |
//! | [`ExBox`] | `Box` |
//! | [`ExString`] | `String` |
//! | [`ExCString`] | `CString` |

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod border;
pub mod boxed;
pub mod c_string;
mod error;
mod range;
mod raw;
pub mod string;
pub mod vec;

pub use boxed::{CallOnce, ExBox};
pub use c_string::ExCString;
pub use error::{
    TryExtendError, TryIntoAllocError, TryPushError, TryReserveError, TryReserveErrorKind,
};
pub use string::ExString;
pub use vec::ExVec;
