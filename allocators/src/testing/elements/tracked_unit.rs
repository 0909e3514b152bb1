//! A zero-sized element that is counted.

#![forbid(unsafe_code)]

use super::HasTally;
use crate::testing::unwinding::is_unwinding;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

/// A zero-sized element, counted in the [`Tally`](super::Tally) that its type names.
///
/// A collection of these has no memory, and pointers to its elements are all alike: code that
/// counts by pointers, or skips what has no size, drops them too rarely or too often. All elements
/// are equal, and hash to nothing.
///
/// It isn't there on targets without atomic compare-and-swap (`thumbv6m`).
///
/// # Examples
///
/// ```
/// use exalloc::testing::{HasTally, Tally, TrackedUnit};
/// use exalloc::{ExVec, SystemAllocator};
/// use std::panic::{AssertUnwindSafe, catch_unwind};
///
/// struct Here;
/// impl HasTally for Here {
///     fn tally() -> &'static Tally {
///         static TALLY: Tally = Tally::new();
///         &TALLY
///     }
/// }
///
/// let tally = Here::tally();
/// for k in 1.. {
///     let mut v = ExVec::new(SystemAllocator);
///     v.try_resize(5, TrackedUnit::<Here>::new())?;
///     tally.panic_at_drop(k);
///     let run = catch_unwind(AssertUnwindSafe(|| drop(v.drain(1..3))));
///     let not_reached = tally.is_armed();
///     assert_eq!(run.is_ok(), not_reached);
///     tally.disarm();
///     assert_eq!(tally.alive(), v.len());
///     drop(v);
///     tally.finish();
///     if not_reached {
///         break;
///     }
/// }
/// # Ok::<(), exalloc::TryPushError<TrackedUnit<Here>>>(())
/// ```
pub struct TrackedUnit<H: HasTally>(PhantomData<fn() -> H>);

impl<H: HasTally> TrackedUnit<H> {
    /// A new element.
    ///
    /// # Examples
    ///
    /// See [`TrackedUnit`].
    #[must_use = "an element that nobody takes is dropped at once"]
    pub fn new() -> Self {
        H::tally().enter();
        Self(PhantomData)
    }

    #[track_caller]
    fn compared() {
        H::tally().compare.burn("a comparison of zero-sized elements");
    }
}

impl<H: HasTally> Default for TrackedUnit<H> {
    fn default() -> Self {
        Self::new()
    }
}

impl<H: HasTally> Clone for TrackedUnit<H> {
    #[track_caller]
    fn clone(&self) -> Self {
        H::tally().clone.burn("a zero-sized element's `clone`");
        Self::new()
    }
}

impl<H: HasTally> Drop for TrackedUnit<H> {
    fn drop(&mut self) {
        H::tally().leave();
        // While another panic unwinds, a second one would abort the program.
        if !is_unwinding() {
            H::tally().drop.burn("a zero-sized element's `drop`");
        }
    }
}

impl<H: HasTally> PartialEq for TrackedUnit<H> {
    #[track_caller]
    fn eq(&self, _: &Self) -> bool {
        Self::compared();
        true
    }
}

impl<H: HasTally> Eq for TrackedUnit<H> {}

impl<H: HasTally> PartialOrd for TrackedUnit<H> {
    #[track_caller]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<H: HasTally> Ord for TrackedUnit<H> {
    #[track_caller]
    fn cmp(&self, _: &Self) -> Ordering {
        Self::compared();
        Ordering::Equal
    }
}

impl<H: HasTally> Hash for TrackedUnit<H> {
    #[track_caller]
    fn hash<S: Hasher>(&self, _: &mut S) {
        H::tally().hash.burn("a zero-sized element's `hash`");
    }
}

impl<H: HasTally> fmt::Debug for TrackedUnit<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        H::tally().format.burn("a zero-sized element's `fmt`");
        f.write_str("TrackedUnit")
    }
}
