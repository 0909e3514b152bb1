//! Every way in which memory can run out under a body that looks at its results itself.

use crate::Heap;
use exalloc::testing::{AllFailures, TestAllocatorIn};

/// What [`for_each_failure`] lends to its body.
pub type Refusing = TestAllocatorIn<Heap>;

/// Runs `body` by the kit's [`AllFailures`], over a [`Heap`], which refuses every resize too.
///
/// `body` looks at its results; where it is to hand them on, the kit itself is the better choice,
/// since that tells swallowed failures. Returns how many requests a run without refusals makes, so
/// that callers can assert that anything was tested at all.
///
/// # Panics
///
/// If a run leaks, misuses memory, or isn't deterministic.
#[track_caller]
pub fn for_each_failure(mut body: impl FnMut(&Refusing)) -> usize {
    let done = AllFailures::new().with_fallbacks(true).run_in(Heap, |alloc| {
        body(alloc);
        Ok::<(), ()>(())
    });
    match done {
        Ok(done) => done.requests(),
        Err(report) => panic!("{report}"),
    }
}
