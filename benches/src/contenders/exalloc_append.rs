//! The seam for `ExString`'s appenders: the workload `write` without `core::fmt`.
//!
//! The library has none yet. When it has, this file is all that changes: a type that wraps
//! `ExallocSystem`, forwards `Region` and `Texts` to it, and implements `Writes::write` by
//! appending the number, the space and the word; and its case, `write` of `exalloc-append`, which
//! goal G10 looks for.

use crate::workloads::Case;

/// Its cases.
pub(super) const CASES: &[Case] = &[];
