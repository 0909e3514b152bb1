//! Bodies of fuzz targets: programs of operations out of bytes, on exalloc beside a model.
//!
//! Each body is an ordinary function of bytes. The package in `fuzz/` hands them to libFuzzer, and
//! `tests/fuzz_replay.rs` runs them over the kept corpus. Any bytes are a program: a header, then
//! steps of five bytes each. A fault is a panic.
//!
//! | target | drives | beside |
//! |---|---|---|
//! | [`vector`] | `ExVec` of counted elements, small, over-aligned, zero-sized or `Copy` | `Vec` |
//! | [`string`] | `ExString` | `String` |
//! | [`boxed`] | `ExBox` of values, slices, text, trait objects | what they should contain |
//! | [`arena`] | `ArenaAllocator`, its resets, values and slices | a model of blocks |
//! | [`bump`] | `BumpAllocator`, `InlineBump` | a model that foretells each address |
//! | [`checked`] | `CheckedAllocator`, used rightly and wrongly | a model that foretells findings |
//!
//! Collections lie on a `CheckedAllocator` over a `FailingAllocator` over one of several allocators
//! (`memory`): at the end of every program nothing was misused, and nothing has leaked.
//!
//! The table, the steps and the catching of panics also serve the test target `model`.

mod arena;
mod blocks;
mod boxed;
mod bump;
mod checked;
mod coverage;
mod input;
mod memory;
mod panics;
mod string;
pub mod text;
mod vector;

pub use arena::arena;
pub use boxed::boxed;
pub use bump::bump;
pub use checked::checked;
pub use coverage::{Coverage, End, Plan, Unreachable};
pub use input::{Bounds, Plant, Step, index};
pub use panics::outcome;
pub use string::string;
pub use vector::vector;

/// The most steps that a program has; bytes beyond them are ignored.
const STEPS: usize = 120;

/// One fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, and that of its corpus folder.
    pub name: &'static str,
    /// What it does with some bytes, and a table of what came of it.
    pub body: fn(&[u8]) -> Coverage,
    /// Which cells of that table can be reached.
    pub plan: Plan,
}

/// All fuzz targets.
pub const TARGETS: [Target; 6] = [
    Target { name: "vector", body: vector, plan: vector::PLAN },
    Target { name: "string", body: string, plan: string::PLAN },
    Target { name: "boxed", body: boxed, plan: boxed::PLAN },
    Target { name: "arena", body: arena, plan: arena::PLAN },
    Target { name: "bump", body: bump, plan: bump::PLAN },
    Target { name: "checked", body: checked, plan: checked::PLAN },
];
