//! Runs random programs, counts what came of them, and shows the smallest that fails.

use crate::elements::{Ours, Theirs, Who};
use crate::memory::{At, Memory, on};
use crate::program::{Program, program};
use core::cell::RefCell;
use exalloc_tests::fuzz::{Coverage, End, Plan, outcome};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestCaseError, TestError, TestRunner};

/// What one run of a program leaves behind.
#[derive(Default)]
pub(crate) struct Seen {
    /// What each operation came to.
    pub(crate) table: Coverage,
    /// How many steps did something that could be compared.
    pub(crate) effective: u32,
    /// The steps as Rust, if they are asked for.
    pub(crate) text: Option<Vec<String>>,
}

impl Seen {
    pub(crate) fn count(&mut self, op: &'static str, end: End) {
        self.table.count(op, end);
        self.effective += u32::from(end != End::NoOp);
    }

    /// Notes a step that is about to be done.
    pub(crate) fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(text) = &mut self.text {
            text.push(line());
        }
    }
}

/// A type's programs.
pub(crate) struct Model {
    /// What is driven.
    pub(crate) name: &'static str,
    /// The operations to choose from; the same one several times, if it should come often.
    pub(crate) picks: &'static [&'static str],
    /// How many programs are run on each kind of allocator, unless `MODEL_PROGRAMS` says otherwise.
    pub(crate) programs: u32,
    /// Which cells of the table can be reached: on memory that never refuses, on a bump allocator,
    /// and on memory that refuses at random.
    pub(crate) plans: [Plan; 3],
    pub(crate) run: fn(&Program, At<'_>, &mut Seen),
}

/// How many steps must have done something, at least.
const EFFECTIVE: u32 = 100_000;

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().expect("a number"))
}

/// Runs a program from a fresh start; the message if it fails.
fn run(model: &Model, memory: Memory, program: &Program, seen: &mut Seen) -> Result<(), String> {
    Ours::reset();
    Theirs::reset();
    outcome(|| on(memory, program.memory, |probe| (model.run)(program, probe, seen)))
}

/// Runs the programs of a type on one kind of allocator.
///
/// # Panics
///
/// If a program fails, with the smallest one that does; if too little was tried.
pub(crate) fn programs(model: &Model, memory: Memory) {
    let asked = variable("MODEL_PROGRAMS");
    let cases = asked.map_or(model.programs, |n| n.try_into().expect("a number of programs"));
    let other = variable("MODEL_SEED");
    // Other programs on each kind of allocator.
    let seed = other.unwrap_or(1).wrapping_mul(8).wrapping_add(memory as u64);
    let config = Config {
        cases,
        // Reproducible, and so without a file of regressions beside the sources.
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::XorShift,
        rng_seed: RngSeed::Fixed(seed),
        max_shrink_iters: 5000,
        ..Config::default()
    };
    let seen = RefCell::new(Seen::default());
    let result = TestRunner::new(config).run(&program(model.picks), |program| {
        run(model, memory, &program, &mut seen.borrow_mut()).map_err(TestCaseError::fail)
    });
    match result {
        Err(TestError::Fail(_, smallest)) => show(model, memory, &smallest),
        Err(abort) => panic!("{abort}"),
        Ok(()) => {}
    }
    let Seen { table, effective, .. } = seen.into_inner();
    let plan = &model.plans[match memory {
        Memory::Heap | Memory::Arena => 0,
        Memory::Bump => 1,
        Memory::Refusing => 2,
    }];
    println!("{} on {memory:?}: {effective} effective operations in {cases} programs", model.name);
    println!("{}", table.table(plan));
    // Fewer programs, and others, may miss a cell that is seldom reached.
    if asked.is_none() && other.is_none() {
        assert!(effective >= EFFECTIVE, "{effective} effective operations are too few");
        let against = table.against(plan);
        assert!(against.is_empty(), "{}", against.join("\n"));
    }
}

/// Runs the smallest program again, so that its steps can be told in numbers of theirs.
fn show(model: &Model, memory: Memory, program: &Program) -> ! {
    let mut seen = Seen { text: Some(Vec::new()), ..Seen::default() };
    let message = run(model, memory, program, &mut seen).expect_err("it has failed before");
    let steps = seen.text.unwrap_or_default();
    panic!(
        "the smallest program that fails, of {} on {memory:?} {}:\n    {}\nfails: {message}",
        model.name,
        program.memory,
        steps.join("\n    ")
    )
}
