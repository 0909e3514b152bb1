//! Times of blocks on an arena, with layouts known when the code is compiled, and not.

mod common;

use exalloc_benches::workloads::Workload;

fn main() {
    common::run(&[Workload::ArenaKnown, Workload::ArenaUnknown]);
}
