//! Where collections meet allocators: the one place that asks for memory and gives it back.
//!
//! | file | concept |
//! |---|---|
//! | `inner.rs` | the untyped block with its allocator: every call of an allocator for arrays |
//! | `elem.rs` | what that block has to know of its elements, and how much it grows |
//! | `buf.rs` | the typed shell over it, which hands its parts to growth by value |
//! | `copy.rs` | copies of a few bytes |
//! | `abort.rs` | the guard for the moments in which a value exists twice |

mod abort;
mod buf;
mod copy;
mod elem;
mod inner;

pub(crate) use abort::AbortOnUnwind;
pub(crate) use buf::RawBuf;
pub(crate) use copy::copy_bytes;
pub(crate) use inner::Refused;
