//! Boxes of 24 bytes.

use super::{Region, Work, Workload};
use crate::Input;
use crate::input::Numbers;
use crate::watch::Watch;

/// Makes and frees boxes.
pub trait Boxes: Region {
    /// What it makes.
    type Boxed<'a>
    where
        Self: 'a;

    /// A box with a value.
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_>;

    /// The value inside.
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3];

    /// Gives the memory of a box back.
    fn free(&self, boxed: Self::Boxed<'_>);
}

/// Each is freed before the next is made.
#[derive(Debug)]
pub struct Pairs<R>(R);

impl<R: Boxes + 'static> Work for Pairs<R> {
    const WORKLOAD: Workload = Workload::Boxes;

    fn prepare(input: &Input) -> Self {
        Self(region(input))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for repeat in 0..input.repeats {
            for number in input.numbers(repeat) {
                let boxed = self.0.boxed([number; 3]);
                watch.value(R::value(&boxed));
                self.0.free(boxed);
            }
        }
        self.0.reset();
    }
}

/// Boxes that live at the same time.
const LIVE: usize = 100;

/// A hundred are made, then freed, the last one first. An operation is a box.
#[derive(Debug)]
pub struct Lifo<R>(R);

impl<R: Boxes + 'static> Work for Lifo<R> {
    const WORKLOAD: Workload = Workload::BoxesLifo;

    fn prepare(input: &Input) -> Self {
        assert!(input.count.is_multiple_of(LIVE), "whole stacks only");
        Self(region(input))
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        let region = &self.0;
        let mut stack: [Option<R::Boxed<'_>>; LIVE] = [const { None }; LIVE];
        for repeat in 0..input.repeats {
            let mut numbers = input.numbers(repeat);
            for _ in 0..input.count / LIVE {
                for (slot, number) in stack.iter_mut().zip(&mut numbers) {
                    *slot = Some(region.boxed([number; 3]));
                }
                for boxed in stack.iter_mut().rev().filter_map(Option::take) {
                    watch.value(R::value(&boxed));
                    region.free(boxed);
                }
            }
        }
        drop(stack);
        self.0.reset();
    }
}

/// Each replaces one of a hundred, in no order. An operation is a box.
#[derive(Debug)]
pub struct Random<R> {
    region: R,
    /// Which box is replaced: too many for a branch predictor or a cache to learn.
    order: Vec<u8>,
}

/// Entries in the order.
const TABLE: usize = 1000;

impl<R: Boxes + 'static> Work for Random<R> {
    const WORKLOAD: Workload = Workload::BoxesRandom;

    fn prepare(input: &Input) -> Self {
        Self { region: region(input), order: order(input).collect() }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        let region = &self.region;
        let mut live: [Option<R::Boxed<'_>>; LIVE] = [const { None }; LIVE];
        for repeat in 0..input.repeats {
            let mut numbers = input.numbers(repeat);
            for _ in 0..input.count / self.order.len() {
                for (&slot, number) in self.order.iter().zip(&mut numbers) {
                    if let Some(old) = live[usize::from(slot)].replace(region.boxed([number; 3])) {
                        watch.value(R::value(&old));
                        region.free(old);
                    }
                }
            }
        }
        for boxed in live.iter_mut().filter_map(Option::take) {
            watch.value(R::value(&boxed));
            region.free(boxed);
        }
        drop(live);
        self.region.reset();
    }
}

/// Which box is replaced, for contenders in any language.
pub(crate) fn order(input: &Input) -> impl Iterator<Item = u8> {
    let entries = input.count.min(TABLE);
    assert!(input.count.is_multiple_of(entries), "whole tables only");
    Numbers(input.seed).map(|n| ((n >> 32) % LIVE as u64) as u8).take(entries)
}

/// Memory for the boxes of a whole round.
fn region<R: Region>(input: &Input) -> R {
    R::with_capacity(input.operations() * 2 * size_of::<[u64; 3]>())
}
