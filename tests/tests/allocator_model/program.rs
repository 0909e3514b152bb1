//! Random programs, and the test that all files here write in one line each.

use core::cell::RefCell;
use exalloc::Allocator;
use exalloc_tests::allocator_model::{
    Cells, Fault, Histogram, MAX_SIZE, Op, Outcome, Pick, Reset, Row, Size, Subject, run,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// How many programs each test runs, unless `PROPTEST_CASES` is set.
const CASES: u32 = 128;

fn size() -> impl Strategy<Value = Size> {
    prop_oneof![
        24 => (1_usize..=64).prop_map(Size::Bytes),
        12 => (1_usize..=2048).prop_map(Size::Bytes),
        4 => (0_u32..=13, 0_usize..=2).prop_map(|(k, d)| Size::Bytes((1 << k) + d - 1)),
        3 => (1_usize..=MAX_SIZE).prop_map(Size::Bytes),
        2 => any::<u8>().prop_map(Size::BelowMax),
        6 => Just(Size::Same),
    ]
}

fn shift() -> impl Strategy<Value = u8> {
    prop_oneof![6 => 0_u8..=4, 2 => 0_u8..=8, 1 => 9_u8..=12]
}

fn pick() -> impl Strategy<Value = Pick> {
    prop_oneof![Just(Pick::Newest), (0_usize..64).prop_map(Pick::At)]
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => (size(), shift()).prop_map(|(size, shift)| Op::Alloc { size, shift }),
        3 => (size(), shift()).prop_map(|(size, shift)| Op::AllocZeroed { size, shift }),
        6 => (pick(), size()).prop_map(|(block, size)| Op::ResizeInPlace { block, size }),
        6 => (pick(), size()).prop_map(|(block, size)| Op::Remap { block, size }),
        5 => pick().prop_map(|block| Op::Dealloc { block }),
        1 => Just(Op::Reset),
        1 => Just(Op::Move),
    ]
}

/// A random program.
pub(crate) fn program() -> impl Strategy<Value = Vec<Op>> {
    vec(op(), 0..80)
}

/// Runs random programs through `body`, which makes an allocator, drives it by
/// [`drive`](Run::drive), and may check what is left behind.
///
/// # Panics
///
/// On a fault, with the shortest program found that shows it; and where the cells reached are not
/// those expected (see [`Histogram::assert_reached`]).
#[track_caller]
pub(crate) fn check(
    name: &str,
    must: Cells<'_>,
    may: Cells<'_>,
    body: impl Fn(&mut Run<'_>) -> Result<(), Fault>,
) {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    let enough = config.cases >= CASES;
    let histogram = RefCell::new(Histogram::new());
    let outcome = TestRunner::new(config).run(&program(), |ops| {
        let mut histogram = histogram.borrow_mut();
        let mut run = Run { ops: &ops, histogram: &mut histogram };
        body(&mut run).map_err(|fault| TestCaseError::fail(fault.to_string()))
    });
    if let Err(error) = outcome {
        panic!("{name}: {error}");
    }
    let histogram = histogram.into_inner();
    println!("{name}\n{histogram}");
    // A handful of programs needn't reach everything.
    if enough {
        histogram.assert_reached(must, may);
    }
}

/// One program on its way through a test's body.
pub(crate) struct Run<'r> {
    /// The program.
    pub(crate) ops: &'r [Op],
    histogram: &'r mut Histogram,
}

impl Run<'_> {
    /// Runs the program on `alloc`, and drops that.
    pub(crate) fn drive<A: Allocator>(
        &mut self,
        alloc: A,
        reset: Option<Reset<'_, A>>,
        must_serve: usize,
    ) -> Result<(), Fault> {
        run(alloc, &Subject { reset, must_serve }, self.ops, self.histogram).map(drop)
    }

    /// What a test found after the program.
    pub(crate) fn fault(&self, what: String) -> Fault {
        Fault { step: self.ops.len(), what }
    }
}

/// Cells that every allocator reaches: fresh blocks are served and absurd ones refused, blocks are
/// given back, an equal size succeeds in place, the allocator is moved.
pub(crate) const ALWAYS: [(Row, &[Outcome]); 6] = [
    (Row::Alloc, &[Outcome::Served, Outcome::Refused]),
    (Row::AllocZeroed, &[Outcome::Served, Outcome::Refused]),
    (Row::ResizeEqual, &[Outcome::InPlace]),
    (Row::RemapEqual, &[Outcome::InPlace]),
    (Row::Dealloc, &[Outcome::Served]),
    (Row::Move, &[Outcome::Moved]),
];

/// [`ALWAYS`], and others.
pub(crate) fn always_and<'c>(others: &[(Row, &'c [Outcome])]) -> Vec<(Row, &'c [Outcome])> {
    ALWAYS.iter().chain(others).copied().collect()
}
