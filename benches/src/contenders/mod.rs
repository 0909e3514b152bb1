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
    Case { workload: Workload::Push, contender: "std", prepare: &Push::<StdHeap>::PLACES },
    Case { workload: Workload::Push, contender: "bumpalo", prepare: &Push::<Bumpalo>::PLACES },
    Case { workload: Workload::Push, contender: "bump-scope", prepare: &Push::<BumpScope>::PLACES },
    Case {
        workload: Workload::Push,
        contender: "exalloc-system",
        prepare: &Push::<ExallocSystem>::PLACES,
    },
    Case {
        workload: Workload::Push,
        contender: "exalloc-malloc",
        prepare: &Push::<ExallocMalloc>::PLACES,
    },
    Case { workload: Workload::Boxes, contender: "std", prepare: &Pairs::<StdHeap>::PLACES },
    Case { workload: Workload::Boxes, contender: "bumpalo", prepare: &Pairs::<Bumpalo>::PLACES },
    Case {
        workload: Workload::Boxes,
        contender: "bump-scope",
        prepare: &Pairs::<BumpScope>::PLACES,
    },
    Case {
        workload: Workload::Boxes,
        contender: "exalloc-system",
        prepare: &Pairs::<ExallocSystem>::PLACES,
    },
    Case {
        workload: Workload::Boxes,
        contender: "exalloc-malloc",
        prepare: &Pairs::<ExallocMalloc>::PLACES,
    },
    Case {
        workload: Workload::ArenaKnown,
        contender: "bumpalo",
        prepare: &Known::<Bumpalo>::PLACES,
    },
    Case {
        workload: Workload::ArenaKnown,
        contender: "bump-scope",
        prepare: &Known::<BumpScope>::PLACES,
    },
    Case {
        workload: Workload::ArenaUnknown,
        contender: "bumpalo",
        prepare: &Unknown::<Bumpalo>::PLACES,
    },
    Case {
        workload: Workload::ArenaUnknown,
        contender: "bump-scope",
        prepare: &Unknown::<BumpScope>::PLACES,
    },
];
