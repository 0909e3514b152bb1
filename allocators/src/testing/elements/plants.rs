//! Where a panic can be planted, and how many calls there were.

#![forbid(unsafe_code)]

use super::{Fuse, Ledger, Tally};
use alloc::string::String;
use core::any::Any;
use core::sync::atomic::Ordering;

/// How the texts of all planted panics begin.
const PLANTED: &str = "planted panic in ";

/// Whether this is what a planted panic unwinds with.
pub(in crate::testing) fn is_planted(payload: &(dyn Any + Send)) -> bool {
    payload.downcast_ref::<String>().is_some_and(|text| text.starts_with(PLANTED))
}

/// A fuse of an element, or one for calls of anything.
#[derive(Clone, Copy)]
pub(in crate::testing) enum Plant<'l> {
    /// Of elements, or of nothing but itself.
    Fuse(&'l Fuse),
    /// The one of this number of zero-sized elements.
    Unit(&'static Tally, usize),
}

impl Plant<'_> {
    /// Makes the `k`-th call panic, and counts from here on.
    pub(in crate::testing) fn arm(self, k: usize) {
        match self {
            Self::Fuse(fuse) => fuse.arm(k),
            Self::Unit(tally, kind) => tally.fuses()[kind].arm(k),
        }
    }

    /// How many calls there were since it was armed, up to the one that panicked.
    pub(in crate::testing) fn calls(self) -> usize {
        match self {
            Self::Fuse(fuse) => fuse.armed_with.get() - fuse.left.get(),
            Self::Unit(tally, kind) => {
                let fuse = tally.fuses()[kind];
                let left = fuse.left.load(Ordering::Relaxed);
                fuse.armed_with.load(Ordering::Relaxed).saturating_sub(left)
            }
        }
    }
}

impl Fuse {
    /// Whether the next call panics.
    pub(in crate::testing) fn is_armed_with_one(&self) -> bool {
        self.left.get() == 1
    }
}

impl Ledger {
    /// Its fuses: for clones, drops, comparisons, hashings and formattings.
    pub(in crate::testing) fn plants(&self) -> [Plant<'_>; 5] {
        self.fuses().map(Plant::Fuse)
    }
}

impl Tally {
    /// Its fuses, in the order of those of a ledger.
    pub(in crate::testing) fn plants(&'static self) -> [Plant<'static>; 5] {
        [0, 1, 2, 3, 4].map(|kind| Plant::Unit(self, kind))
    }
}
