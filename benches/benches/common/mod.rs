//! What the benches share: every contender of some workloads at three sizes.

use criterion::{BenchmarkId, Criterion, Throughput};
use exalloc_benches::Input;
use exalloc_benches::workloads::Workload;

/// Runs the benches of `workloads`, as the command line asks for.
pub(crate) fn run(workloads: &[Workload]) {
    let mut criterion = Criterion::default().configure_from_args();
    for workload in workloads {
        let mut group = criterion.benchmark_group(workload.name());
        for count in [100, 10_000, 1_000_000] {
            let input = Input::of(count);
            for case in workload.cases() {
                let operations = (case.prepare[0])(&input).operations(&input);
                group.throughput(Throughput::Elements(operations as u64));
                group.bench_with_input(
                    BenchmarkId::new(case.contender, count),
                    &input,
                    |bencher, input| {
                        let mut round = (case.prepare[0])(input);
                        bencher.iter(|| round.run(input));
                    },
                );
            }
        }
        group.finish();
    }
    criterion.final_summary();
}
