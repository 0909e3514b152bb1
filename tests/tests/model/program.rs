//! Random programs.

use core::cell::Cell;
use core::ops::{Bound, RangeBounds};
use exalloc_tests::fuzz::{Bounds, Plant, Step};
use proptest::prelude::*;

/// A program: what it runs on, and its steps.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// Which of the allocators of a kind.
    pub(crate) memory: u8,
    /// Which elements.
    pub(crate) elements: u8,
    /// The capacity at the start.
    pub(crate) capacity: usize,
    /// What is done, and whether in the `try_` form.
    pub(crate) steps: Vec<(Step, bool)>,
}

/// At which call a planted panic comes: mostly at the first.
const CALLS: [usize; 12] = [1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 9];

fn plant() -> impl Strategy<Value = Plant> {
    (0..20u8, 0..CALLS.len()).prop_map(|(kind, call)| match kind {
        16 => Plant::Clone(CALLS[call]),
        15 | 17 => Plant::Drop(CALLS[call]),
        18 => Plant::Compare(CALLS[call]),
        19 => Plant::Call(CALLS[call]),
        _ => Plant::None,
    })
}

/// A step that does one of `picks`, in which an operation may come several times.
fn step(picks: &'static [&'static str]) -> impl Strategy<Value = (Step, bool)> {
    let numbers = (any::<u8>(), any::<u8>(), any::<u8>());
    (0..picks.len(), numbers, any::<bool>(), plant()).prop_map(|(pick, (a, b, c), tried, plant)| {
        (Step { op: picks[pick], a, b, c, plant }, tried)
    })
}

pub(crate) fn program(picks: &'static [&'static str]) -> impl Strategy<Value = Program> {
    let capacity = prop_oneof![Just(0), Just(1), 2..9usize, 9..120usize];
    let steps = prop::collection::vec(step(picks), 1..90);
    (any::<u8>(), 0..4u8, capacity, steps).prop_map(|(memory, elements, capacity, steps)| Program {
        memory,
        elements,
        capacity,
        steps,
    })
}

/// A step's plant, as a comment.
pub(crate) fn plant_text(plant: Plant) -> String {
    match plant {
        Plant::None => String::new(),
        Plant::Clone(k) => format!(" // `clone` panics at call {k}"),
        Plant::Drop(k) => format!(" // `drop` panics at call {k}"),
        Plant::Compare(k) => format!(" // `eq` panics at call {k}"),
        Plant::Call(k) => format!(" // the closure or iterator panics at call {k}"),
    }
}

/// Bounds that lie when they are asked a second time.
pub(crate) struct Fickle {
    bounds: Bounds,
    asked: [Cell<bool>; 2],
}

impl Fickle {
    pub(crate) const fn new(bounds: Bounds) -> Self {
        Self { bounds, asked: [Cell::new(false), Cell::new(false)] }
    }
}

impl RangeBounds<usize> for Fickle {
    fn start_bound(&self) -> Bound<&usize> {
        if self.asked[0].replace(true) { Bound::Unbounded } else { self.bounds.0.as_ref() }
    }

    fn end_bound(&self) -> Bound<&usize> {
        let lie = Bound::Included(&usize::MAX);
        if self.asked[1].replace(true) { lie } else { self.bounds.1.as_ref() }
    }
}

/// Bounds as Rust writes them.
pub(crate) fn bounds_text((start, end): Bounds) -> String {
    let start = match start {
        Bound::Unbounded => String::new(),
        Bound::Included(at) => at.to_string(),
        Bound::Excluded(_) => return format!("({start:?}, {end:?})"),
    };
    match end {
        Bound::Unbounded => format!("{start}.."),
        Bound::Included(last) => format!("{start}..={last}"),
        Bound::Excluded(end) => format!("{start}..{end}"),
    }
}

/// An iterator that says of its length the truth, nothing, or something else.
pub(crate) struct Hinted<I> {
    iter: I,
    hint: Option<(usize, Option<usize>)>,
}

/// Lets `iter` say what the step says.
pub(crate) fn hinted<I: Iterator>(iter: I, step: &Step) -> Hinted<I> {
    let hint = match step.c % 4 {
        0 => None,
        1 => Some((0, None)),
        _ => Some((usize::from(step.c / 4), Some(usize::from(step.c / 4)))),
    };
    Hinted { iter, hint }
}

impl<I: Iterator> Iterator for Hinted<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.iter.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.hint.unwrap_or_else(|| self.iter.size_hint())
    }
}

/// What a step's iterator says, as text.
pub(crate) fn hint_text(step: &Step) -> String {
    match step.c % 4 {
        0 => String::new(),
        1 => " which claims nothing".to_owned(),
        _ => format!(" which claims {}", step.c / 4),
    }
}

/// How much to reserve: mostly little, sometimes what no allocator has.
pub(crate) fn amount(step: &Step) -> usize {
    match step.a {
        250..=255 => usize::MAX,
        a => usize::from(a) / 2,
    }
}
