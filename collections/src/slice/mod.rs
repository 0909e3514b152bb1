//! [`SliceExt`]: what std's slices do with the global allocator, done with any.
//!
//! | file | concept |
//! |---|---|
//! | `ext.rs` | [`SliceExt`] |
//! | `repeat.rs` | a slice many times |
//! | `concat.rs`, `join.rs` | many slices or texts as one: [`Concat`], and [`Join`] with separators |
//! | `sort.rs` | the stable sort: which runs are merged when |
//! | `run.rs` | runs: those that are there, and those that insertion makes |
//! | `merge.rs`, `hole.rs` | two runs to one; what is outside of the slice meanwhile |
//! | `cached_key.rs` | the stable sort by keys that are made once |

mod cached_key;
mod concat;
mod ext;
mod hole;
mod join;
mod merge;
mod repeat;
mod run;
mod sort;

pub use concat::Concat;
pub use ext::SliceExt;
pub use join::Join;

pub(crate) use repeat::try_repeat_in;
