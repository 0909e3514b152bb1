//! Measures the times of all workloads once, and prints a line per input and contender: what
//! `goals` links in several orders, and runs. `--quick` measures badly.

use exalloc_benches::Input;
use exalloc_benches::stopwatch::{Pace, minima};
use exalloc_benches::workloads::Workload;

fn main() {
    let quick = std::env::args().nth(1).is_some_and(|word| word == "--quick");
    let pace = if quick { Pace::Quick } else { Pace::Thorough };
    for (workload, count) in Workload::inputs() {
        let cases: Vec<_> = workload.cases().collect();
        for (case, time) in cases.iter().zip(minima(&cases, &Input::of(count), pace)) {
            println!("{workload} {count} {} {time}", case.contender);
        }
    }
}
