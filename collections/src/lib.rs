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
//! | [`SliceExt`], [`StrExt`], [`IteratorExt`] | methods of slices, `str` and `Iterator` that allocate |

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
pub mod iter;
mod range;
mod raw;
pub mod slice;
// Not public: by a glob import it would hide the primitive type.
mod str;
pub mod string;
pub mod vec;

pub use boxed::{CallOnce, ExBox};
pub use c_string::ExCString;
pub use error::{
    TryCollectError, TryExtendError, TryIntoAllocError, TryPushError, TryReserveError,
    TryReserveErrorKind,
};
pub use iter::{FromIteratorIn, IteratorExt};
pub use slice::SliceExt;
pub use str::StrExt;
pub use string::ExString;
pub use vec::ExVec;
