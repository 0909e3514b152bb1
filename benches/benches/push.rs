//! Times of `u64`s pushed into an empty vector, growth included: inlined, called, by slices.

mod common;

use exalloc_benches::workloads::Workload;

fn main() {
    common::run(&[Workload::Push, Workload::PushOutlined, Workload::Extend]);
}
