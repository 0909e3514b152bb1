//! [`StrExt`]: what std's texts do with the global allocator, done with any.
//!
//! | file | concept |
//! |---|---|
//! | `ext.rs` | [`StrExt`] |
//! | `pattern.rs`, `replace.rs` | [`Pattern`]: what can be searched; what is found, replaced |
//! | `case.rs`, `case_ignorable.rs` | upper and lower case, and what both ignore |

mod case;
mod case_ignorable;
mod ext;
mod pattern;
mod replace;

pub use ext::StrExt;
pub use pattern::Pattern;
