//! The allocator that a body gets.

use super::request::{Fingerprint, Kind, RefusedRequest, Request};
use crate::testing::exclusive::Exclusive;
use crate::testing::{CheckedAllocator, DropCheck, Trace};
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// What is refused in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Nothing, where `None`.
    pub(super) kind: Option<Kind>,
    /// Which one of that kind: the first is 1.
    pub(super) number: usize,
    /// How many there are in a run without refusals.
    pub(super) of: usize,
    /// Whether all after it are refused too, of both kinds.
    pub(super) lasting: bool,
    /// Up to here, another run has asked for the same.
    pub(super) same: Option<Mark>,
}

impl Plan {
    pub(super) const NOTHING: Self =
        Self { kind: None, number: 0, of: 0, lasting: false, same: None };
}

/// Where a run was when its first request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The number of that request among those of all kinds.
    pub(super) at: usize,
    pub(super) request: Request,
    /// Of all requests, that one included.
    pub(super) fingerprint: Fingerprint,
}

/// What was asked for in a run.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Requests of all kinds.
    pub(super) requests: usize,
    pub(super) allocations: usize,
    pub(super) resizes: usize,
    pub(super) fingerprint: Fingerprint,
    /// The first request that was refused.
    pub(super) mark: Option<Mark>,
    /// The first allocation and the first resize, in a run without refusals.
    pub(super) first: [Option<Mark>; 2],
    /// Allocations that the backing allocator refused, by no plan.
    pub(super) by_backing: usize,
    /// Whether an allocation was refused: it may come after a refused resize.
    pub(super) no_allocation: bool,
    pub(super) refused: Option<RefusedRequest>,
    /// The request at the number where [`Plan::same`] has another.
    pub(super) differs: Option<Request>,
}

/// The allocator that [`check_all_allocation_failures_in`](super::check_all_allocation_failures_in)
/// lends to its body: a [`CheckedAllocator`] over the backing one, which refuses what the run is
/// about.
///
/// | method | counted, and maybe refused as | otherwise passed to the same method inside |
/// |---|---|---|
/// | [`alloc`](Allocator::alloc) | an allocation | unchanged |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | an allocation | unchanged |
/// | [`dealloc`](Allocator::dealloc) | never | unchanged |
/// | [`resize_in_place`](Allocator::resize_in_place) | a resize, unless the size is equal | unchanged |
/// | [`remap`](Allocator::remap) | a resize, unless the size is equal | unchanged |
///
/// # Examples
///
/// ```
/// use exalloc::testing::{TestAllocatorIn, check_all_allocation_failures_in};
/// use exalloc::{BumpAllocator, ExVec, InlineBump, TryReserveError};
///
/// type Memory<'a> = &'a InlineBump<4096>;
///
/// fn body(alloc: &TestAllocatorIn<Memory<'_>>) -> Result<(), TryReserveError> {
///     ExVec::<u32, _>::new(alloc).try_reserve(10)?;
///     assert!(!alloc.has_refused());
///     Ok(())
/// }
/// let memory = InlineBump::<4096>::new();
/// let done = check_all_allocation_failures_in(&memory, body);
/// assert_eq!(done.allocations, 1);
/// ```
pub struct TestAllocatorIn<A: Allocator> {
    checked: CheckedAllocator<'static, A>,
    plan: Plan,
    traces: bool,
    seen: Exclusive<Seen>,
}

impl<A: Allocator> TestAllocatorIn<A> {
    pub(super) fn new(backing: A, plan: Plan, traces: bool, quarantine: usize) -> Self {
        let checked = CheckedAllocator::new(backing)
            .with_traces(traces)
            .with_quarantine(quarantine)
            .with_drop_check(DropCheck::Silent);
        let seen = Seen {
            requests: 0,
            allocations: 0,
            resizes: 0,
            fingerprint: Fingerprint::NOTHING,
            mark: None,
            first: [None; 2],
            by_backing: 0,
            no_allocation: false,
            refused: None,
            differs: None,
        };
        Self { checked, plan, traces, seen: Exclusive::new(seen) }
    }

    /// Whether a request has been refused in this run: afterwards, a body without a fallback owes
    /// an error.
    #[must_use]
    pub fn has_refused(&self) -> bool {
        self.seen.with(|seen| seen.refused.is_some())
    }

    /// The checker inside, which knows what is live. What is allocated from it directly isn't
    /// refused.
    pub const fn checked(&self) -> &CheckedAllocator<'static, A> {
        &self.checked
    }

    /// What was asked for so far.
    pub(super) fn seen(&self) -> Seen {
        self.seen.with(|seen| seen.clone())
    }

    /// Ends the run.
    pub(super) fn into_parts(self) -> (CheckedAllocator<'static, A>, Seen) {
        let seen = self.seen();
        (self.checked, seen)
    }

    /// Counts a request; whether it may go through.
    fn admits(&self, method: &'static str, layout: Layout, new_size: Option<usize>) -> bool {
        let request = Request { method, layout, new_size };
        let (refuse, first) = self.seen.with(|seen| seen.note(&self.plan, request));
        if first && self.traces {
            // Not under the lock: it takes memory, maybe by way of this allocator.
            let trace = Trace::here();
            self.seen.with(|seen| {
                if let Some(refused) = &mut seen.refused {
                    refused.trace = trace;
                }
            });
        }
        !refuse
    }

    /// Notes whether the backing allocator had a block.
    fn served(&self, block: Option<NonNull<u8>>) -> Option<NonNull<u8>> {
        if block.is_none() {
            self.seen.with(|seen| seen.by_backing = seen.by_backing.saturating_add(1));
        }
        block
    }
}

impl Seen {
    /// Notes a request; whether it is refused, and whether it is the first of those.
    fn note(&mut self, plan: &Plan, request: Request) -> (bool, bool) {
        self.requests = self.requests.wrapping_add(1);
        self.fingerprint = self.fingerprint.then(&request);
        if let Some(same) = plan.same.filter(|same| same.at == self.requests) {
            if same.fingerprint != self.fingerprint {
                self.differs = Some(request);
            }
        }
        let number = match request.kind() {
            None => return (false, false),
            Some(Kind::Allocation) => &mut self.allocations,
            Some(Kind::Resize) => &mut self.resizes,
        };
        *number = number.wrapping_add(1);
        let number = *number;
        if plan.kind.is_none() && number == 1 {
            let mark = Mark { at: self.requests, request, fingerprint: self.fingerprint };
            self.first[usize::from(request.kind() == Some(Kind::Resize))] = Some(mark);
        }
        let first = plan.kind == request.kind() && number == plan.number;
        let refuse = first || (plan.lasting && self.mark.is_some());
        self.no_allocation |= refuse && request.kind() == Some(Kind::Allocation);
        if first {
            let fingerprint = self.fingerprint;
            self.mark = Some(Mark { at: self.requests, request, fingerprint });
            self.refused = plan.kind.map(|kind| RefusedRequest {
                number,
                of: plan.of,
                kind,
                lasting: plan.lasting,
                request,
                trace: Trace::none(),
            });
        }
        (refuse, first)
    }
}

// SAFETY: every block is one of `checked`, whose contract is ours; a request is passed on
// unchanged, or refused before anything has happened.
// 1. No `&self` method gives `&mut` access to `checked`.
// 2. Moving this moves `checked`, which allows it; counts aren't memory that is handed out.
// 3. Counting wraps; nothing else here can panic.
// 5. All five methods are overridden; a resize to an equal size is never refused.
unsafe impl<A: Allocator> Allocator for TestAllocatorIn<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        if !self.admits("alloc", layout, None) {
            return None;
        }
        // SAFETY: forwarded: our caller promises a size above zero.
        self.served(unsafe { self.checked.alloc(layout) })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `checked`, and `layout` fits it.
        unsafe { self.checked.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        if !self.admits("alloc_zeroed", layout, None) {
            return None;
        }
        // SAFETY: forwarded: our caller promises a size above zero.
        self.served(unsafe { self.checked.alloc_zeroed(layout) })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        if !self.admits("resize_in_place", old, Some(new_size)) {
            return None;
        }
        // SAFETY: forwarded: a block live for `self` is live for `checked`, `old` fits it, and the
        // new size is within its bounds.
        unsafe { self.checked.resize_in_place(ptr, old, new_size) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if !self.admits("remap", old, Some(new_size)) {
            return None;
        }
        // SAFETY: as in `resize_in_place`.
        unsafe { self.checked.remap(ptr, old, new_size) }
    }
}

impl<A: Allocator + fmt::Debug> fmt::Debug for TestAllocatorIn<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestAllocatorIn")
            .field("checked", &self.checked)
            .field("plan", &self.plan)
            .finish_non_exhaustive()
    }
}
