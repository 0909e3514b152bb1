//! Times of words and numbers that become strings.

mod common;

use exalloc_benches::workloads::Workload;

fn main() {
    common::run(&[Workload::PushStr, Workload::Write, Workload::Format]);
}
