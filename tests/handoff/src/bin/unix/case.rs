//! Rust's heap is offset; C++'s operators are those of its runtime, or of a checker.

use exalloc_handoff::{OffsetHeap, program};
use std::process::ExitCode;

#[global_allocator]
static HEAP: OffsetHeap = OffsetHeap;

pub(crate) fn main() -> ExitCode {
    program::main(|| ())
}
