//! Who is measured, each speaking through the same small traits.
//!
//! | file | contenders |
//! |---|---|
//! | `std_heap.rs` | std's `Vec` and `Box` |
//! | `bumpalo.rs` | bumpalo, with the collections of its own |
//! | `bump_scope.rs` | bump-scope with its default settings, and its own collections |
//! | `exalloc_heap.rs` | `ExVec` and `ExBox` on `SystemAllocator` and `MallocAllocator` |
//! | `exalloc_region.rs` | `ExVec`, `ExBox` and plain blocks on `ArenaAllocator` and `BumpAllocator` |

mod bump_scope;
mod bumpalo;
mod exalloc_heap;
mod exalloc_region;
mod std_heap;

use crate::workloads::arena_known::Known;
use crate::workloads::arena_unknown::Unknown;
use crate::workloads::boxes::Pairs;
use crate::workloads::push::Push;
use crate::workloads::{Case, PLACES, Prepare, Workload};
use bump_scope::BumpScope;
use bumpalo::Bumpalo;
use exalloc_heap::{ExallocMalloc, ExallocSystem};
use exalloc_region::{ExallocArena, ExallocBump};
use std_heap::StdHeap;

const fn push(contender: &'static str, prepare: &'static [Prepare; PLACES]) -> Case {
    Case { workload: Workload::Push, contender, prepare }
}

const fn boxes(contender: &'static str, prepare: &'static [Prepare; PLACES]) -> Case {
    Case { workload: Workload::Boxes, contender, prepare }
}

const fn known(contender: &'static str, prepare: &'static [Prepare; PLACES]) -> Case {
    Case { workload: Workload::ArenaKnown, contender, prepare }
}

const fn unknown(contender: &'static str, prepare: &'static [Prepare; PLACES]) -> Case {
    Case { workload: Workload::ArenaUnknown, contender, prepare }
}

/// Every contender of every workload; peers first.
pub static CASES: &[Case] = &[
    push("std", &Push::<StdHeap>::PLACES),
    push("bumpalo", &Push::<Bumpalo>::PLACES),
    push("bump-scope", &Push::<BumpScope>::PLACES),
    push("exalloc-system", &Push::<ExallocSystem>::PLACES),
    push("exalloc-malloc", &Push::<ExallocMalloc>::PLACES),
    push("exalloc-arena", &Push::<ExallocArena>::PLACES),
    push("exalloc-bump", &Push::<ExallocBump>::PLACES),
    boxes("std", &Pairs::<StdHeap>::PLACES),
    boxes("bumpalo", &Pairs::<Bumpalo>::PLACES),
    boxes("bump-scope", &Pairs::<BumpScope>::PLACES),
    boxes("exalloc-system", &Pairs::<ExallocSystem>::PLACES),
    boxes("exalloc-malloc", &Pairs::<ExallocMalloc>::PLACES),
    boxes("exalloc-arena", &Pairs::<ExallocArena>::PLACES),
    boxes("exalloc-bump", &Pairs::<ExallocBump>::PLACES),
    known("bumpalo", &Known::<Bumpalo>::PLACES),
    known("bump-scope", &Known::<BumpScope>::PLACES),
    known("exalloc-arena", &Known::<ExallocArena>::PLACES),
    known("exalloc-bump", &Known::<ExallocBump>::PLACES),
    unknown("bumpalo", &Unknown::<Bumpalo>::PLACES),
    unknown("bump-scope", &Unknown::<BumpScope>::PLACES),
    unknown("exalloc-arena", &Unknown::<ExallocArena>::PLACES),
    unknown("exalloc-bump", &Unknown::<ExallocBump>::PLACES),
];
