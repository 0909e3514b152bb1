//! Random programs.

use core::ops::Bound;
use proptest::prelude::*;

/// One step. Indices are taken as they are, so that some are out of bounds.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    Push(u32),
    Pop,
    PopIf(u32),
    Insert(usize, u32),
    Remove(usize),
    SwapRemove(usize),
    Truncate(usize),
    Clear,
    Extend(u32, Hint),
    ExtendFromSlice(usize),
    ExtendFromWithin(Bounds),
    Drain(Bounds, usize, usize),
    ForgetDrain(Bounds),
    Retain(u32),
    RetainMut(u32),
    Dedup,
    DedupByKey(u32),
    SplitOff(usize),
    Append(u32),
    Resize(usize, u32),
    ResizeWith(usize, u32),
    Reserve(usize),
    ReserveExact(usize),
    ShrinkToFit,
    ShrinkTo(usize),
    Clone,
    CloneFrom(u32),
    IntoIter(usize, usize),
    Set(usize, u32),
    Compare,
}

pub(crate) type Bounds = (Bound<usize>, Bound<usize>);

/// What an iterator says of its length.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hint {
    True,
    None,
    Claims(usize),
}

/// Where a panic is planted for one step.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Plant {
    None,
    Clone(usize),
    Drop(usize),
    Compare(usize),
    Call(usize),
}

fn index() -> impl Strategy<Value = usize> {
    prop_oneof![9 => 0..12usize, 4 => 0..150usize, 1 => Just(usize::MAX)]
}

fn bound() -> impl Strategy<Value = Bound<usize>> {
    prop_oneof![
        Just(Bound::Unbounded),
        index().prop_map(Bound::Included),
        index().prop_map(Bound::Excluded),
    ]
}

fn hint() -> impl Strategy<Value = Hint> {
    prop_oneof![Just(Hint::True), Just(Hint::None), (0..40usize).prop_map(Hint::Claims)]
}

fn op() -> impl Strategy<Value = Op> {
    let value = || 0..4u32;
    let bounds = || (bound(), bound());
    prop_oneof![
        6 => value().prop_map(Op::Push),
        2 => Just(Op::Pop),
        1 => value().prop_map(Op::PopIf),
        4 => (index(), value()).prop_map(|(i, n)| Op::Insert(i, n)),
        2 => index().prop_map(Op::Remove),
        2 => index().prop_map(Op::SwapRemove),
        1 => index().prop_map(Op::Truncate),
        1 => Just(Op::Clear),
        4 => (0..40u32, hint()).prop_map(|(n, h)| Op::Extend(n, h)),
        2 => (0..40usize).prop_map(Op::ExtendFromSlice),
        3 => bounds().prop_map(Op::ExtendFromWithin),
        3 => (bounds(), 0..4usize, 0..4usize).prop_map(|(b, n, m)| Op::Drain(b, n, m)),
        1 => bounds().prop_map(Op::ForgetDrain),
        1 => value().prop_map(Op::Retain),
        1 => value().prop_map(Op::RetainMut),
        1 => Just(Op::Dedup),
        1 => (1..4u32).prop_map(Op::DedupByKey),
        2 => index().prop_map(Op::SplitOff),
        2 => (0..30u32).prop_map(Op::Append),
        2 => ((0..60usize), value()).prop_map(|(n, v)| Op::Resize(n, v)),
        2 => ((0..60usize), value()).prop_map(|(n, v)| Op::ResizeWith(n, v)),
        2 => prop_oneof![4 => 0..200usize, 1 => Just(usize::MAX)].prop_map(Op::Reserve),
        2 => prop_oneof![4 => 0..200usize, 1 => Just(usize::MAX)].prop_map(Op::ReserveExact),
        1 => Just(Op::ShrinkToFit),
        1 => index().prop_map(Op::ShrinkTo),
        1 => Just(Op::Clone),
        1 => (0..30u32).prop_map(Op::CloneFrom),
        1 => (0..4usize, 0..4usize).prop_map(|(n, m)| Op::IntoIter(n, m)),
        2 => (index(), value()).prop_map(|(i, n)| Op::Set(i, n)),
        1 => Just(Op::Compare),
    ]
}

fn plant() -> impl Strategy<Value = Plant> {
    prop_oneof![
        12 => Just(Plant::None),
        1 => (0..20usize).prop_map(Plant::Clone),
        1 => (0..20usize).prop_map(Plant::Drop),
        1 => (0..20usize).prop_map(Plant::Compare),
        1 => (0..20usize).prop_map(Plant::Call),
    ]
}

/// Steps, each with its planted panic.
pub(crate) type Program = Vec<(Op, Plant)>;

pub(crate) fn program() -> impl Strategy<Value = Program> {
    prop::collection::vec((op(), plant()), 1..120)
}
