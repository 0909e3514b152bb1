//! Rust's heap is offset; C++'s operators are those of `cpp/ledger.cpp`, which the build script
//! links into this program only.

use exalloc_handoff::{OffsetHeap, program};
use std::process::ExitCode;

#[global_allocator]
static HEAP: OffsetHeap = OffsetHeap;

unsafe extern "C" {
    safe fn handoff_ledger_close();
}

pub(crate) fn main() -> ExitCode {
    program::main(|| handoff_ledger_close())
}
