//! The same random programs on both.

use crate::{with_exalloc, with_std};
use core::cell::RefCell;
use exalloc::testing::CheckedAllocator;
use exalloc::{Allocator, ArenaAllocator, SystemAllocator};
use exalloc_tests::{Disaligning, Heap};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;

/// One thing to do with a store.
#[derive(Clone, Debug)]
enum Step {
    Add(String, String),
    Remove(u32),
    Rename(u32, String),
    InsertLine(u32, usize, String),
    RemoveLines(u32, usize, usize),
    MoveLines(u32, usize, usize),
    BreakLine(u32, usize, usize),
    Join(u32, usize),
    Replace(u32, String, String),
    Tidy(u32),
    Tag(u32, String),
    Untag(u32, String),
    Undo,
    Redo,
    Search(String),
    Best(&'static str, usize),
    Equal(u32, u32),
    Compact,
}

/// A word; most begin like others.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (0..150_u32).prop_map(|n| format!("{}{n}", ["Apfel", "Öl", "x"][n as usize % 3])),
        1 => prop_oneof![Just(String::new()), Just(" \u{7}".into()), Just("Größe, SZ".into())],
    ]
}

fn line() -> impl Strategy<Value = String> {
    vec(word(), 0..5).prop_map(|words| words.join(" "))
}

fn query() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        word(),
        "(not )?(x|Ö|apfel1)\\*",
        "#t[0-3]",
        "\"x[0-9] ",
        "\"x[0-9]\"",
        Just("(".to_string()),
        Just("x2* or #t1)".to_string()),
        Just("or".to_string()),
        Just("not (öl* x1*)".to_string()),
    ];
    vec(part, 1..4).prop_map(|parts| parts.join(" "))
}

fn step() -> impl Strategy<Value = Step> {
    let id = || 0..4_u32;
    let at = || 0..4_usize;
    prop_oneof![
        6 => (line(), vec(line(), 0..8)).prop_map(|(t, l)| Step::Add(t, l.join("\n"))),
        3 => id().prop_map(Step::Remove),
        2 => (id(), line()).prop_map(|(id, t)| Step::Rename(id, t)),
        2 => (id(), at(), line()).prop_map(|(id, at, t)| Step::InsertLine(id, at, t)),
        2 => (id(), at(), at()).prop_map(|(id, a, b)| Step::RemoveLines(id, a, b)),
        2 => (id(), at(), at()).prop_map(|(id, a, b)| Step::MoveLines(id, a, b)),
        2 => (id(), at(), 0..9_usize).prop_map(|(id, a, b)| Step::BreakLine(id, a, b)),
        2 => (id(), at()).prop_map(|(id, at)| Step::Join(id, at)),
        2 => (id(), "x|Öl|1", word()).prop_map(|(id, a, b)| Step::Replace(id, a, b)),
        2 => id().prop_map(Step::Tidy),
        4 => (id(), "t[0-3]").prop_map(|(id, t)| Step::Tag(id, t)),
        3 => (id(), "t|t1").prop_map(|(id, t)| Step::Untag(id, t)),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        4 => query().prop_map(Step::Search),
        1 => (prop_oneof![Just("length"), Just("tags"), Just("none")], at())
            .prop_map(|(rank, most)| Step::Best(rank, most)),
        2 => (id(), id()).prop_map(|(a, b)| Step::Equal(a, b)),
        1 => Just(Step::Compact),
    ]
}

/// What each step gave and left behind. The text of this body is compiled for both stores.
macro_rules! run {
    ($store:expr, $steps:expr) => {{
        let mut store = $store;
        let mut seen = Vec::new();
        for step in $steps {
            let result = match step.clone() {
                Step::Add(title, text) => format!("{:?}", store.add(&title, &text)),
                Step::Remove(id) => format!("{:?}", store.remove(id)),
                Step::Rename(id, title) => format!("{:?}", store.edit(id, |n| n.rename(&title))),
                Step::InsertLine(id, at, text) => {
                    format!("{:?}", store.edit(id, |n| n.insert_line(at, &text)))
                }
                Step::RemoveLines(id, a, b) => {
                    format!("{:?}", store.edit(id, |n| n.remove_lines(a..b)))
                }
                Step::MoveLines(id, a, b) => {
                    format!("{:?}", store.edit(id, |n| n.move_lines(a..b)))
                }
                Step::BreakLine(id, a, b) => {
                    format!("{:?}", store.edit(id, |n| n.break_line(a, b)))
                }
                Step::Join(id, at) => format!("{:?}", store.edit(id, |n| n.join_with_next(at))),
                Step::Replace(id, a, b) => format!("{:?}", store.edit(id, |n| n.replace(&a, &b))),
                Step::Tidy(id) => format!("{:?}", store.edit(id, |n| n.tidy())),
                Step::Tag(id, tag) => format!("{:?}", store.edit(id, |n| n.tag(&tag))),
                Step::Untag(id, prefix) => format!("{:?}", store.edit(id, |n| n.untag(&prefix))),
                Step::Undo => format!("{:?}", store.undo()),
                Step::Redo => format!("{:?}", store.redo()),
                Step::Search(query) => {
                    let found = store.search(&query).map_err(|error| error.to_string());
                    format!("{found:?} {}", store.explain(&query))
                }
                Step::Best(rank, most) => format!("{:?}", store.best(rank, most)),
                Step::Equal(a, b) => format!("{:?}", store.get(a) == store.get(b)),
                Step::Compact => format!("{:?}", store.compact()),
            };
            let mut titles = Vec::new();
            titles.extend(store.iter().map(|(_, note)| note.title().to_string()));
            seen.push(format!("{result} {} {titles:?}\n{}", store.words(), store.report()));
        }
        seen
    }};
}

fn on_std(steps: &[Step]) -> Vec<String> {
    run!(with_std::Store::new(), steps)
}

fn on_exalloc<A: Allocator + Copy>(steps: &[Step], alloc: A) -> Vec<String> {
    run!(with_exalloc::Store::new(alloc), steps)
}

/// Compares what random programs do with std and in `run`; each seed gives others.
fn same(seed: u8, run: impl Fn(&[Step]) -> Vec<String>) {
    let outcomes = RefCell::new(BTreeSet::new());
    // Reproducible, and so without a file of regressions beside the sources.
    let config = Config { cases: 80, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let result = TestRunner::new_with_rng(config, rng).run(&vec(step(), 20..60), |steps| {
        let expected = on_std(&steps);
        let seen = run(&steps);
        prop_assert_eq!(&seen, &expected);
        for (step, seen) in steps.iter().zip(seen) {
            let name = format!("{step:?}");
            let name = name.split('(').next().unwrap_or_default();
            let result: String = seen.chars().take(3).collect();
            outcomes.borrow_mut().insert(format!("{name} {result}"));
            let (_, depth) = seen.split_once("depth ").unwrap();
            outcomes.borrow_mut().insert(format!("depth {}", &depth[..1]));
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let outcomes = outcomes.into_inner();
    for name in [
        "Remove",
        "Rename",
        "InsertLine",
        "RemoveLines",
        "MoveLines",
        "BreakLine",
        "Join",
        "Replace",
        "Tidy",
        "Tag",
        "Untag",
        "Undo",
        "Redo",
        "Equal",
    ] {
        for result in ["tru", "fal"] {
            assert!(outcomes.contains(&format!("{name} {result}")), "{name}: never {result}");
        }
    }
    for seen in ["Search Ok(", "Search Err", "Best Som", "Best Non", "Compact ()", "depth 3"] {
        assert!(outcomes.iter().any(|outcome| outcome.starts_with(seen)), "never {seen}");
    }
}

#[test]
fn on_the_system_heap() {
    same(1, |steps| on_exalloc(steps, SystemAllocator));
}

#[test]
fn on_an_arena() {
    same(2, |steps| on_exalloc(steps, &ArenaAllocator::new(SystemAllocator)));
}

#[test]
fn on_any_allocator() {
    same(3, |steps| {
        let any: &dyn Allocator = &SystemAllocator;
        on_exalloc(steps, any)
    });
}

#[test]
fn on_a_strict_heap_without_a_leak() {
    same(4, |steps| {
        let strict = CheckedAllocator::new(Heap);
        let seen = on_exalloc(steps, Disaligning(&strict));
        strict.finish().unwrap();
        seen
    });
}
