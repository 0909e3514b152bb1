//! The runs.

use super::AllFailures;
use super::allocator::{Plan, Seen, TestAllocatorIn};
use super::naming::say;
use super::report::{Difference, Differs, FailureCoverage, FailureKind, FailureReport};
use super::request::Kind;
use crate::testing::unwinding::is_unwinding;
use exalloc_core::Allocator;

/// Says which request was refused, if the body panics.
struct Naming<'a, A: Allocator>(&'a TestAllocatorIn<A>);

impl<A: Allocator> Drop for Naming<'_, A> {
    fn drop(&mut self) {
        if !is_unwinding() {
            return;
        }
        match self.0.seen().refused {
            Some(refused) => say(format_args!("the body panicked in the run with {refused}")),
            None => say(format_args!("the body panicked before anything was refused")),
        }
    }
}

impl AllFailures {
    /// One run, with what is wrong in it alone.
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub(super) fn once<A: Allocator, T, E>(
        &self,
        plan: Plan,
        backing: A,
        body: impl FnOnce(&TestAllocatorIn<A>) -> Result<T, E>,
    ) -> Result<Seen, FailureReport> {
        let alloc = TestAllocatorIn::new(backing, plan, self.traces, self.quarantine);
        let naming = Naming(&alloc);
        // What the body returns is dropped here, before leaks are counted.
        let succeeded = body(&alloc).is_ok();
        drop(naming);
        let (checked, seen) = alloc.into_parts();
        let wrong = match (checked.finish(), plan.same, seen.differs) {
            (Err(report), ..) => Some(FailureKind::Misuse(report)),
            (_, Some(same), Some(now)) => Some(not_equal(Differs::At(same.at, same.request, now))),
            _ if plan.kind.is_some() && seen.refused.is_none() => {
                Some(not_equal(Differs::Missing { number: plan.number, of: plan.of }))
            }
            _ => match plan.kind {
                None if !succeeded => {
                    let by_backing = seen.by_backing;
                    Some(FailureKind::FailedWithoutRefusal { by_backing })
                }
                // A refused resize may be survived, but not an allocation refused after it.
                Some(_) if succeeded && seen.no_allocation && !self.fallbacks => {
                    Some(FailureKind::Swallowed)
                }
                _ => None,
            },
        };
        match wrong {
            None => Ok(seen),
            Some(kind) => Err(FailureReport { kind, refused: seen.refused }),
        }
    }

    /// All runs, each by [`once`](Self::once).
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub(super) fn all(
        &self,
        mut once: impl FnMut(Plan) -> Result<Seen, FailureReport>,
    ) -> Result<FailureCoverage, FailureReport> {
        let first = once(Plan::NOTHING)?;
        let again = once(Plan::NOTHING)?;
        let differs = if first.requests != again.requests {
            Some(Differs::Number(first.requests, again.requests))
        } else if first.fingerprint != again.fingerprint {
            Some(Differs::Requests(first.requests))
        } else {
            None
        };
        if let Some(differs) = differs {
            return Err(FailureReport { kind: not_equal(differs), refused: None });
        }

        let (allocations, resizes) = (first.allocations, first.resizes);
        if allocations == 0 && resizes == 0 {
            return Err(FailureReport { kind: FailureKind::NothingRequested, refused: None });
        }
        let runs = allocations.saturating_add(resizes).saturating_mul(2).saturating_add(2);
        if runs > self.max_runs {
            let kind = FailureKind::TooManyRuns { needed: runs, allowed: self.max_runs };
            return Err(FailureReport { kind, refused: None });
        }
        let of_kind = [(Kind::Allocation, allocations), (Kind::Resize, resizes)];
        for ((kind, of), in_the_first_run) in of_kind.into_iter().zip(first.first) {
            for lasting in [false, true] {
                let mut same = in_the_first_run;
                for number in 1..=of {
                    let plan = Plan { kind: Some(kind), number, of, lasting, same };
                    same = once(plan)?.mark;
                }
            }
        }
        Ok(FailureCoverage { allocations, resizes, runs })
    }
}

fn not_equal(differs: Differs) -> FailureKind {
    FailureKind::NotDeterministic(Difference(differs))
}
