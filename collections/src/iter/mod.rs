//! [`IteratorExt`]: iterators collected on any allocator.
//!
//! | file | concept |
//! |---|---|
//! | `ext.rs` | [`IteratorExt`]: `collect_in`, `unzip_in` |
//! | `from_iter.rs` | [`FromIteratorIn`]: what can be collected into |
//! | `unzip.rs` | two vectors of an iterator's pairs |
//! | `shunt.rs` | `Option` and `Result` of what can be collected into |

mod ext;
mod from_iter;
mod shunt;
mod unzip;

pub use ext::IteratorExt;
pub use from_iter::FromIteratorIn;
pub use unzip::Unzipped;
