//! Who is measured, each speaking through the same small traits.
//!
//! | file | contenders |
//! |---|---|
//! | `std_heap.rs` | std's `Vec` and `Box` |
//! | `bumpalo.rs` | bumpalo, with the collections of its own |
//! | `bump_scope.rs` | bump-scope with its default settings, and its own collections |

mod bump_scope;
mod bumpalo;
mod exalloc_heap;
mod std_heap;

use crate::workloads::arena_known::Known;
use crate::workloads::arena_unknown::Unknown;
use crate::workloads::boxes::Pairs;
use crate::workloads::push::Push;
use crate::workloads::{Case, Workload};
use bump_scope::BumpScope;
use bumpalo::Bumpalo;
use exalloc_heap::{ExallocMalloc, ExallocSystem};
use std_heap::StdHeap;

/// Every contender of every workload; peers first.
pub static CASES: &[Case] = &[
    Case { workload: Workload::Push, contender: "std", prepare: Push::<StdHeap>::prepare },
    Case { workload: Workload::Push, contender: "bumpalo", prepare: Push::<Bumpalo>::prepare },
    Case { workload: Workload::Push, contender: "bump-scope", prepare: Push::<BumpScope>::prepare },
    Case {
        workload: Workload::Push,
        contender: "exalloc-system",
        prepare: Push::<ExallocSystem>::prepare,
    },
    Case {
        workload: Workload::Push,
        contender: "exalloc-malloc",
        prepare: Push::<ExallocMalloc>::prepare,
    },
    Case { workload: Workload::Boxes, contender: "std", prepare: Pairs::<StdHeap>::prepare },
    Case { workload: Workload::Boxes, contender: "bumpalo", prepare: Pairs::<Bumpalo>::prepare },
    Case {
        workload: Workload::Boxes,
        contender: "bump-scope",
        prepare: Pairs::<BumpScope>::prepare,
    },
    Case {
        workload: Workload::Boxes,
        contender: "exalloc-system",
        prepare: Pairs::<ExallocSystem>::prepare,
    },
    Case {
        workload: Workload::Boxes,
        contender: "exalloc-malloc",
        prepare: Pairs::<ExallocMalloc>::prepare,
    },
    Case {
        workload: Workload::ArenaKnown,
        contender: "bumpalo",
        prepare: Known::<Bumpalo>::prepare,
    },
    Case {
        workload: Workload::ArenaKnown,
        contender: "bump-scope",
        prepare: Known::<BumpScope>::prepare,
    },
    Case {
        workload: Workload::ArenaUnknown,
        contender: "bumpalo",
        prepare: Unknown::<Bumpalo>::prepare,
    },
    Case {
        workload: Workload::ArenaUnknown,
        contender: "bump-scope",
        prepare: Unknown::<BumpScope>::prepare,
    },
];
