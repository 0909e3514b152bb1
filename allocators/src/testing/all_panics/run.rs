//! The runs.

#![forbid(unsafe_code)]

use super::AllPanics;
use super::context::PanicContextIn;
use super::plan::{Counts, Plan, SITES};
use super::report::{PanicCoverage, PanicKind, PanicReport};
use crate::testing::CheckedAllocator;
use crate::testing::elements::is_planted;
use core::iter;
use core::panic::AssertUnwindSafe;
use exalloc_core::Allocator;
use std::panic::{catch_unwind, resume_unwind};

impl AllPanics {
    /// One run, with what is wrong in it alone.
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub(super) fn once<A: Allocator>(
        &self,
        plan: Option<Plan>,
        backing: A,
        body: &mut impl FnMut(&PanicContextIn<A>),
    ) -> Result<Counts, PanicReport> {
        let checked = CheckedAllocator::new(backing)
            .with_traces(self.traces)
            .with_quarantine(self.quarantine);
        let cx = PanicContextIn::new(checked, self.tally, plan);
        let run = catch_unwind(AssertUnwindSafe(|| body(&cx)));
        let (counts, planted, panicked) = (cx.counts(), cx.planted(), cx.has_panicked());
        let told = run.is_err() || cx.has_caught() || self.catching;
        let (checked, ledger) = cx.into_parts();
        if let Err(payload) = run {
            if !(panicked && is_planted(&*payload)) {
                match planted.filter(|_| panicked) {
                    Some(planted) => {
                        std::eprintln!("the body panicked in the run with a {planted}")
                    }
                    None => std::eprintln!("the body panicked before any panic that was planted"),
                }
                resume_unwind(payload);
            }
        }
        let units = self.tally.map_or(Ok(()), |tally| tally.try_finish());
        let kind = match (ledger.try_finish(), units, checked.finish()) {
            (Err(report), ..) => PanicKind::Elements(report),
            (_, Err(report), _) => PanicKind::ZeroSized(report),
            (.., Err(report)) => PanicKind::Misuse(report),
            _ if planted.is_some() && !panicked => PanicKind::NotReached,
            _ if panicked && !told => PanicKind::Swallowed,
            _ => return Ok(counts),
        };
        Err(PanicReport { kind, planted })
    }

    /// All runs, each by [`once`](Self::once).
    #[expect(clippy::result_large_err, reason = "a report has no heap to lie on")]
    pub(super) fn all(
        &self,
        mut once: impl FnMut(Option<Plan>) -> Result<Counts, PanicReport>,
    ) -> Result<PanicCoverage, PanicReport> {
        let wrong = |kind| Err(PanicReport { kind, planted: None });
        let first = once(None)?;
        let again = once(None)?;
        let pairs = iter::zip(first, again);
        if let Some(((site, _), (first, again))) =
            iter::zip(SITES, pairs).find(|(_, (first, again))| first != again)
        {
            return wrong(PanicKind::NotDeterministic { site, first, again });
        }

        let panics = first.iter().fold(0_usize, |sum, &count| sum.saturating_add(count));
        if panics == 0 {
            return wrong(PanicKind::NothingCalled);
        }
        let runs = panics.saturating_add(2);
        if runs > self.max_runs {
            return wrong(PanicKind::TooManyRuns { needed: runs, allowed: self.max_runs });
        }
        let mut done = PanicCoverage { runs, ..PanicCoverage::default() };
        for (kind, ((site, _), of)) in iter::zip(SITES, first).enumerate() {
            for number in 1..=of {
                once(Some(Plan { kind, number, of }))?;
            }
            *done.count_mut(site) += of;
        }
        Ok(done)
    }
}
