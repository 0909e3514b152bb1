//! Errors of collections: why there was no room, and the values that therefore found none.
//!
//! | file | concept |
//! |---|---|
//! | `reserve.rs` | [`TryReserveError`]: the cause |
//! | `push.rs` | [`TryPushError`]: the cause, and the value that could not be stored |
//! | `extend.rs` | [`TryExtendError`]: the cause, and the items that could not be stored |
//! | `collect.rs` | [`TryCollectError`]: the same, and what was stored |
//! | `into_alloc.rs` | [`TryIntoAllocError`]: the cause, and what could not move elsewhere |

mod collect;
mod extend;
mod into_alloc;
mod push;
mod reserve;

pub use collect::TryCollectError;
pub use extend::TryExtendError;
pub use into_alloc::TryIntoAllocError;
pub use push::TryPushError;
pub use reserve::{TryReserveError, TryReserveErrorKind};
