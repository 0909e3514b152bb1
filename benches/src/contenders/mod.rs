//! Who is measured, each speaking through the same small traits.
//!
//! | file | contenders |
//! |---|---|
//! | `std_heap.rs` | std's `Vec`, `Box` and `String` |
//! | `api2.rs` | allocator-api2 0.2 on the heap |
//! | `bumpalo.rs` | bumpalo, with the collections of its own |
//! | `bump_scope.rs` | bump-scope with its default settings, and its own collections |
//! | `blink.rs` | blink-alloc, with the collections of allocator-api2 0.4; these on the heap |
//! | `zigzag.rs` | zigzag-alloc: its collections on the heap, its arena, its bump allocator |
//! | `foreign.rs` | C++'s std and pmr (monotonic), in `foreign/peers.cpp`; Zig, in `peers.zig` |
//! | `heaps.rs` | jemalloc and mimalloc under allocator-api2 0.2; feature `all-peers` |
//! | `zig.rs` | Zig's std; feature `all-peers`, where Zig is installed |
//! | `floor.rs` | no library: the least that does the work |
//! | `exalloc_heap.rs` | exalloc's collections on `SystemAllocator`, `MallocAllocator`, `CppNewAllocator` |
//! | `exalloc_region.rs` | the same, and plain blocks, on `ArenaAllocator` and `BumpAllocator` |
//! | `exalloc_append.rs` | `ExString`'s appenders |

mod api2;
mod blink;
mod bump_scope;
mod bumpalo;
mod exalloc_append;
mod exalloc_heap;
mod exalloc_region;
mod floor;
pub(crate) mod foreign;
#[cfg(feature = "all-peers")]
pub(crate) mod heaps;
mod std_heap;
#[cfg(zig)]
pub(crate) mod zig;
mod zigzag;

/// In the place of contenders that aren't there.
#[cfg(not(feature = "all-peers"))]
mod heaps {
    pub(super) static CASES: [&[crate::workloads::Case]; 0] = [];
}
#[cfg(not(zig))]
mod zig {
    pub(super) static CASES: [&[crate::workloads::Case]; 0] = [];
}

use crate::workloads::Case;
use crate::workloads::arena_known::Known;
use crate::workloads::arena_unknown::Unknown;
use crate::workloads::boxes::{Lifo, Pairs, Random};
use crate::workloads::buffer::Full;
use crate::workloads::extend::Extend;
use crate::workloads::push::{Outlined, Push, Vectors};
use crate::workloads::strings::{Format, Formats, PushStr, Write, Writes};
use api2::Api2Global;
use blink::{Api2Heap, BlinkArena};
use bump_scope::BumpScope;
use bumpalo::Bumpalo;
use exalloc_heap::{ExallocCppNew, ExallocMalloc, ExallocSystem};
use exalloc_region::{ExallocArena, ExallocBump};
use floor::{OperatorNew, Position};
use foreign::Cpp;
use std_heap::StdHeap;
use zigzag::{ZigzagArena, ZigzagBump, ZigzagHeap};

/// Contenders that are no library.
pub const FLOORS: &[&str] = &["floor", "operator-new"];

/// Every contender of every workload; peers first.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    heaps::CASES.iter().chain(&zig::CASES).chain(LISTS).copied().flatten()
}

/// How often a vector of ours moves while it grows as the last block of an arena, and of a bump
/// allocator's buffer.
#[must_use]
pub fn moves_on_regions() -> usize {
    exalloc_region::moves()
}

static LISTS: &[&[Case]] = &[
    &vectors::<StdHeap>("std"),
    &boxes::<StdHeap>("std"),
    &strings::<StdHeap>("std"),
    &vectors::<Api2Global>("api2"),
    &boxes::<Api2Global>("api2"),
    &vectors::<Api2Heap>("api2-04"),
    &boxes::<Api2Heap>("api2-04"),
    &vectors::<Bumpalo>("bumpalo"),
    &boxes::<Bumpalo>("bumpalo"),
    &arenas::<Bumpalo>("bumpalo"),
    &[Case::of::<Full<Bumpalo>>("bumpalo")],
    &strings::<Bumpalo>("bumpalo"),
    &vectors::<BumpScope>("bump-scope"),
    &boxes::<BumpScope>("bump-scope"),
    &arenas::<BumpScope>("bump-scope"),
    &strings::<BumpScope>("bump-scope"),
    &vectors::<BlinkArena>("blink"),
    &boxes::<BlinkArena>("blink"),
    &arenas::<BlinkArena>("blink"),
    &vectors::<ZigzagHeap>("zigzag"),
    &boxes::<ZigzagHeap>("zigzag"),
    &arenas::<ZigzagArena>("zigzag"),
    &[Case::of::<Full<ZigzagBump>>("zigzag")],
    &strings::<ZigzagHeap>("zigzag"),
    &foreign::heap::<Cpp, 0>("c++-std"),
    &foreign::heap::<Cpp, 1>("c++-pmr"),
    &foreign::arena::<Cpp, 1>("c++-pmr"),
    &[Case::of::<Pairs<OperatorNew>>("operator-new"), Case::of::<Full<Position>>("floor")],
    &vectors::<ExallocSystem>("exalloc-system"),
    &boxes::<ExallocSystem>("exalloc-system"),
    &strings::<ExallocSystem>("exalloc-system"),
    &vectors::<ExallocMalloc>("exalloc-malloc"),
    &boxes::<ExallocMalloc>("exalloc-malloc"),
    &boxes::<ExallocCppNew>("exalloc-cpp-new"),
    &vectors::<ExallocArena>("exalloc-arena"),
    &boxes::<ExallocArena>("exalloc-arena"),
    &arenas::<ExallocArena>("exalloc-arena"),
    &strings::<ExallocArena>("exalloc-arena"),
    &vectors::<ExallocBump>("exalloc-bump"),
    &boxes::<ExallocBump>("exalloc-bump"),
    &arenas::<ExallocBump>("exalloc-bump"),
    &[Case::of::<Full<ExallocBump>>("exalloc-bump")],
    &strings::<ExallocBump>("exalloc-bump"),
    exalloc_append::CASES,
];

const fn vectors<R: Vectors + 'static>(contender: &'static str) -> [Case; 3] {
    [
        Case::of::<Push<R>>(contender),
        Case::of::<Outlined<R>>(contender),
        Case::of::<Extend<R>>(contender),
    ]
}

const fn boxes<R: crate::workloads::boxes::Boxes + 'static>(contender: &'static str) -> [Case; 3] {
    [
        Case::of::<Pairs<R>>(contender),
        Case::of::<Lifo<R>>(contender),
        Case::of::<Random<R>>(contender),
    ]
}

const fn arenas<R>(contender: &'static str) -> [Case; 2]
where
    R: crate::workloads::arena_known::Values + crate::workloads::arena_unknown::Blocks + 'static,
{
    [Case::of::<Known<R>>(contender), Case::of::<Unknown<R>>(contender)]
}

const fn strings<R: Writes + Formats + 'static>(contender: &'static str) -> [Case; 3] {
    [
        Case::of::<PushStr<R>>(contender),
        Case::of::<Write<R>>(contender),
        Case::of::<Format<R>>(contender),
    ]
}
