//! Times of boxes of 24 bytes: each freed before the next is made, last first, in no order.

mod common;

use exalloc_benches::workloads::Workload;

fn main() {
    common::run(&[Workload::Boxes, Workload::BoxesLifo, Workload::BoxesRandom]);
}
