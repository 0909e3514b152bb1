//! [`IteratorExt`]: iterators collected on any allocator.
//!
//! | file | concept |
//! |---|---|
//! | `ext.rs` | [`IteratorExt`]: `collect_in` |
//! | `from_iter.rs` | [`FromIteratorIn`]: what can be collected into |
//! | `shunt.rs` | `Option` and `Result` of what can be collected into |

mod ext;
mod from_iter;
mod shunt;

pub use ext::IteratorExt;
pub use from_iter::FromIteratorIn;
