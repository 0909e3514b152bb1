//! Where collections meet allocators: the one place that asks for memory and gives it back.
//!
//! | file | concept |
//! |---|---|
//! | `inner.rs` | the untyped block with its allocator: every call of an allocator for arrays |
//! | `buf.rs` | the typed shell over it, which growth passes through by value |
//! | `abort.rs` | the guard for the moments in which a value exists twice |

mod abort;
mod buf;
mod inner;

pub(crate) use abort::AbortOnUnwind;
pub(crate) use buf::RawBuf;
