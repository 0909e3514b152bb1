//! Times of blocks on an arena and in a buffer.

mod common;

use exalloc_benches::workloads::Workload;

fn main() {
    common::run(&[Workload::ArenaKnown, Workload::ArenaUnknown, Workload::Buffer]);
}
