//! Whether an allocator may go to other threads, asked without failing to compile where it may not.

use core::fmt;
use core::ops::Deref;
#[cfg(feature = "std")]
use {crate::testing::conformance::Tally, exalloc_core::Allocator};

/// An allocator on its way into the checks with threads: what [`conformance!`](crate::conformance!)
/// expands to.
///
/// Methods of this type are there where the allocator allows it; elsewhere a call finds those of
/// [`NotRun`].
#[derive(Debug)]
#[doc(hidden)]
pub struct InThreads<A>(A);

impl<A> InThreads<A> {
    /// Wraps the allocator under test.
    pub const fn new(alloc: A) -> Self {
        Self(alloc)
    }
}

#[cfg(feature = "std")]
impl<A: Allocator + Sync> InThreads<A> {
    /// [`shared`](super::shared).
    pub fn shared(&self) -> Tally {
        super::shared(&self.0)
    }
}

#[cfg(feature = "std")]
impl<A: Allocator + Send> InThreads<A> {
    /// [`sent`](super::sent).
    pub fn sent(self) -> Tally {
        super::sent(self.0)
    }
}

impl<A> Deref for InThreads<A> {
    type Target = NotRun;

    fn deref(&self) -> &NotRun {
        &NotRun(())
    }
}

/// Says that a check was not run.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct NotRun(());

impl NotRun {
    /// The allocator isn't `Sync`.
    #[must_use]
    pub const fn shared(&self) -> Self {
        Self(())
    }

    /// The allocator isn't `Send`.
    #[must_use]
    pub const fn sent(&self) -> Self {
        Self(())
    }
}

impl fmt::Display for NotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if cfg!(feature = "std") {
            "not run: the allocator doesn't go to other threads"
        } else {
            "not run: exalloc was built without the feature `std`"
        })
    }
}
