//! An allocator that refuses chosen requests.
//!
//! - **Guarantees.** Memory is that of the allocator inside, and a [`FailingAllocator`] is
//!   [equivalent](Allocator#equivalence) to it. Which requests are refused depends on the plan and
//!   on the requests alone: the same program sees the same refusals, on every machine.
//! - **Design.** A wrapper with a plan, two counts and the last refusal. A request is counted,
//!   judged by its number, and either refused before anything has happened or passed on unchanged.
//!   Blocks get no header.
//! - **Cost.** A lock (with `std`; a flag without) and a comparison per request.
//! - **Thread-safety.** [`Send`] when the allocator inside is; with `std`, [`Sync`] too. Requests
//!   of several threads are counted together, in the order in which they come.
//!
//! ```text
//! | block of size bytes, as the allocator inside handed it out |
//! ```

mod plan;
mod refusal;
#[cfg(test)]
mod tests;

pub use refusal::Refusal;

use super::Trace;
use super::exclusive::Exclusive;
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};
use plan::{Counted, Plan, State, Verdict};
use refusal::Request;

/// An allocator that refuses chosen requests, so that what follows a refusal is run.
///
/// Out of memory is the path that no ordinary test takes. This wrapper takes it at a chosen place:
/// the n-th request, all from the n-th on, every k-th, what exceeds so many bytes, or at random
/// from a seed. To try them all, one after the other, use
/// [`check_all_allocation_failures`](super::AllFailures); this type is for the single case, and for
/// long runs in which refusals come again and again.
///
/// | method | counted, and maybe refused | otherwise passed to the same method inside |
/// |---|---|---|
/// | [`alloc`](Allocator::alloc) | yes | unchanged |
/// | [`alloc_zeroed`](Allocator::alloc_zeroed) | yes | unchanged |
/// | [`dealloc`](Allocator::dealloc) | never | unchanged |
/// | [`resize_in_place`](Allocator::resize_in_place) | unless the size is equal | unchanged |
/// | [`remap`](Allocator::remap) | unless the size is equal | unchanged |
///
/// Requests are counted from 1, all kinds together; [`only_alloc`](Self::only_alloc) and its
/// siblings choose one kind. What isn't counted isn't refused. The count tells what was asked for,
/// also where the allocator inside says no.
///
/// It is equivalent to the allocator inside, and blocks may go back to either.
///
/// # Examples
///
/// ```
/// use exalloc::testing::FailingAllocator;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let failing = FailingAllocator::nth(SystemAllocator, 2).only_alloc();
/// let mut first = ExVec::new(&failing);
/// first.try_push(1)?;
/// let mut second = ExVec::new(&failing);
/// let error = second.try_push(2).unwrap_err();
/// assert_eq!(error.value, 2);
///
/// let refusal = failing.last_refusal().expect("one was refused");
/// assert_eq!((refusal.number(), refusal.method()), (2, "alloc"));
/// second.try_push(2)?; // The third request.
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[doc(alias = "fault injection", alias = "out of memory")]
#[must_use = "what nobody allocates from refuses nothing"]
pub struct FailingAllocator<A> {
    inner: A,
    plan: Plan,
    counted: Counted,
    traces: bool,
    state: Exclusive<State>,
}

impl<A> FailingAllocator<A> {
    const fn with_plan(inner: A, plan: Plan) -> Self {
        let state = Exclusive::new(State::new(&plan));
        Self { inner, plan, counted: Counted::ALL, traces: false, state }
    }

    /// Refuses nothing, and counts: to learn how many requests a program makes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::never(SystemAllocator);
    /// let _b = ExBox::try_new(7, &failing)?;
    /// assert_eq!((failing.requests(), failing.refusals()), (1, 0));
    /// # Ok::<(), exalloc::TryPushError<i32>>(())
    /// ```
    pub const fn never(inner: A) -> Self {
        Self::with_plan(inner, Plan::Never)
    }

    /// Refuses every request.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator);
    /// assert_eq!(ExBox::try_new(7, &failing).unwrap_err().value, 7);
    /// ```
    pub const fn always(inner: A) -> Self {
        Self::with_plan(inner, Plan::FromNth(1))
    }

    /// Refuses the `n`-th request alone; the first is 1. Nothing, where `n` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::nth(SystemAllocator, 2);
    /// let boxes = [(); 3].map(|()| ExBox::try_new(7, &failing).is_ok());
    /// assert_eq!(boxes, [true, false, true]);
    /// ```
    pub const fn nth(inner: A, n: u64) -> Self {
        Self::with_plan(inner, Plan::Nth(n))
    }

    /// Refuses the `n`-th request and all after it; the first is 1, and 0 means the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::from_nth(SystemAllocator, 2);
    /// let boxes = [(); 3].map(|()| ExBox::try_new(7, &failing).is_ok());
    /// assert_eq!(boxes, [true, false, false]);
    /// ```
    pub const fn from_nth(inner: A, n: u64) -> Self {
        Self::with_plan(inner, Plan::FromNth(n))
    }

    /// Refuses every `k`-th request: `k`, twice `k`, and so on. Nothing, where `k` is 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::every_kth(SystemAllocator, 2);
    /// let boxes = [(); 5].map(|()| ExBox::try_new(7, &failing).is_ok());
    /// assert_eq!(boxes, [true, false, true, false, true]);
    /// ```
    pub const fn every_kth(inner: A, k: u64) -> Self {
        Self::with_plan(inner, Plan::EveryKth(k))
    }

    /// Hands out `bytes` bytes in total, and refuses what would exceed them.
    ///
    /// Bytes count as they are asked for; a block that grows takes the difference. Bytes that are
    /// given back don't return, which is the difference to
    /// [`LimitAllocator`](crate::LimitAllocator). What the allocator inside doesn't have takes
    /// none. Becoming smaller takes none, and is never refused.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::after_bytes(SystemAllocator, 10);
    /// let boxes = [(); 3].map(|()| ExBox::try_new(7_u32, &failing).is_ok());
    /// assert_eq!(boxes, [true, true, false]);
    /// ```
    pub const fn after_bytes(inner: A, bytes: usize) -> Self {
        Self::with_plan(inner, Plan::AfterBytes(bytes))
    }

    /// Refuses requests at random, one in `one_in` of them; the seed decides which.
    ///
    /// Whether a request is refused depends on the seed and on its number alone. Nothing is
    /// refused where `one_in` is 0, everything where it is 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let run = |seed| {
    ///     let failing = FailingAllocator::seeded(SystemAllocator, seed, 3);
    ///     [(); 40].map(|()| ExBox::try_new(7, &failing).is_ok())
    /// };
    /// assert!(run(1) == run(1) && run(1) != run(2));
    /// ```
    pub const fn seeded(inner: A, seed: u64, one_in: u64) -> Self {
        Self::with_plan(inner, Plan::Seeded { seed, one_in })
    }

    /// Counts, and refuses, calls of `alloc` and `alloc_zeroed` only.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator).only_alloc();
    /// let mut v = ExVec::<u8, _>::new(&failing);
    /// assert!(v.try_push(1).is_err());
    /// ```
    pub const fn only_alloc(mut self) -> Self {
        self.counted = Counted::ALLOC;
        self
    }

    /// Counts, and refuses, calls of `resize_in_place` and `remap` only.
    ///
    /// # Examples
    ///
    /// A vector then grows into a new block each time:
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator).only_resize();
    /// let mut v = ExVec::new(&failing);
    /// v.try_extend_from_slice(&[1, 2, 3])?;
    /// v.try_extend_from_slice(&[4; 100])?;
    /// assert!(failing.refusals() > 0);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    pub const fn only_resize(mut self) -> Self {
        self.counted = Counted::RESIZE;
        self
    }

    /// Counts, and refuses, calls of `resize_in_place` only.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator).only_resize_in_place();
    /// assert!(ExBox::try_new(7, &failing).is_ok());
    /// ```
    pub const fn only_resize_in_place(mut self) -> Self {
        self.counted = Counted::RESIZE_IN_PLACE;
        self
    }

    /// Counts, and refuses, calls of `remap` only.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator).only_remap();
    /// assert!(ExBox::try_new(7, &failing).is_ok());
    /// ```
    pub const fn only_remap(mut self) -> Self {
        self.counted = Counted::REMAP;
        self
    }

    /// Whether refusals tell where in the program the request came from. Takes the feature `std`,
    /// and for each refusal memory of the program's heap and microseconds.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator).with_traces(true);
    /// assert!(ExBox::try_new(7, &failing).is_err());
    /// let refusal = failing.last_refusal().expect("one was refused");
    /// assert!(refusal.trace().to_string().contains("try_new"), "{refusal}");
    /// ```
    pub const fn with_traces(mut self, traces: bool) -> Self {
        self.traces = traces;
        self
    }

    /// Lets requests go through uncounted until [`resume`](Self::resume): for the part of a test
    /// that prepares, or cleans up.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let failing = FailingAllocator::always(SystemAllocator);
    /// failing.pause();
    /// let mut v = ExVec::new(&failing);
    /// v.try_extend_from_slice(&[1, 2, 3])?;
    /// failing.resume();
    /// assert!(v.try_extend_from_slice(&[4; 100]).is_err());
    /// assert_eq!(v, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    pub fn pause(&self) {
        self.state.with(|state| state.paused = true);
    }

    /// Counts and refuses again, going on where [`pause`](Self::pause) stopped.
    ///
    /// # Examples
    ///
    /// See [`pause`](Self::pause).
    pub fn resume(&self) {
        self.state.with(|state| state.paused = false);
    }

    /// Tells how many requests were counted so far, refused or not.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::nth(SystemAllocator, 1);
    /// assert!(ExBox::try_new(7, &failing).is_err());
    /// assert_eq!((failing.requests(), failing.refusals()), (1, 1));
    /// ```
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.state.with(|state| state.requests)
    }

    /// Tells how many requests were refused here so far. Those that the allocator inside refused
    /// aren't among them.
    ///
    /// # Examples
    ///
    /// See [`requests`](Self::requests).
    #[must_use]
    pub fn refusals(&self) -> u64 {
        self.state.with(|state| state.refusals)
    }

    /// Tells which request was refused last, if any was.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::FailingAllocator;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let failing = FailingAllocator::nth(SystemAllocator, 1);
    /// assert!(failing.last_refusal().is_none());
    /// assert!(ExBox::try_new(7_u64, &failing).is_err());
    /// let refusal = failing.last_refusal().expect("one was refused");
    /// assert_eq!(refusal.to_string(), "request 1 refused, `alloc` of 8 bytes aligned to 8");
    /// ```
    #[must_use]
    pub fn last_refusal(&self) -> Option<Refusal> {
        self.state.with(|state| state.last.clone())
    }

    /// Lends the allocator inside. What is allocated from it directly is neither counted nor
    /// refused.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::FailingAllocator;
    ///
    /// let failing = FailingAllocator::never(SystemAllocator);
    /// assert_eq!(failing.inner(), &SystemAllocator);
    /// ```
    #[must_use]
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    /// Gives the allocator inside back; blocks that are still alive belong to it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::testing::FailingAllocator;
    ///
    /// let failing = FailingAllocator::never(SystemAllocator);
    /// assert_eq!(failing.into_inner(), SystemAllocator);
    /// ```
    #[must_use = "blocks that are still alive need the allocator"]
    pub fn into_inner(self) -> A {
        self.inner
    }

    /// Counts a request, and passes it on unless it is refused.
    fn judge(
        &self,
        request: Request,
        pass_on: impl FnOnce(&A) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        if !self.counted.includes(&request) {
            return pass_on(&self.inner);
        }
        match self.state.with(|state| state.judge(&self.plan, &request)) {
            Verdict::Uncounted => pass_on(&self.inner),
            Verdict::Admitted => {
                let block = pass_on(&self.inner);
                if block.is_none() {
                    self.state.with(|state| state.not_handed_out(&request));
                }
                block
            }
            Verdict::Refused(number) => {
                // Neither taken nor dropped under the lock: a trace takes memory, maybe by way of
                // this allocator.
                let trace = if self.traces { Trace::here() } else { Trace::none() };
                let refusal = Refusal { number, request, trace };
                // Bound to a name, so that what is no longer the last is dropped out here.
                let _earlier = self.state.with(|state| state.refused(refusal));
                None
            }
        }
    }
}

// SAFETY: every block is one of `inner`, every method forwards to the same method of `inner` or
// refuses before anything has happened, so its rules are ours.
// 1. No `&self` method gives `&mut` access to `inner`.
// 2. Moving this moves `inner`, which allows it; counts aren't memory that is handed out.
// 3. Counting saturates; nothing else here can panic. The lock is never held while others are
//    called.
// 5. All five methods are overridden. What isn't refused is passed on unchanged; an equal size
//    isn't counted, so it is never refused.
unsafe impl<A: Allocator> Allocator for FailingAllocator<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.judge(Request { method: "alloc", layout, new_size: None }, |inner| {
            // SAFETY: forwarded: our caller promises a size above zero.
            unsafe { inner.alloc(layout) }
        })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: a block live for `self` is live for `inner`, and `layout` fits it.
        unsafe { self.inner.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.judge(Request { method: "alloc_zeroed", layout, new_size: None }, |inner| {
            // SAFETY: forwarded: our caller promises a size above zero.
            unsafe { inner.alloc_zeroed(layout) }
        })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let new = Some(new_size);
        self.judge(Request { method: "resize_in_place", layout: old, new_size: new }, |inner| {
            // SAFETY: forwarded: a block live for `self` is live for `inner`, `old` fits it, and
            // the new size is within its bounds.
            unsafe { inner.resize_in_place(ptr, old, new_size) }
        })
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        let new = Some(new_size);
        self.judge(Request { method: "remap", layout: old, new_size: new }, |inner| {
            // SAFETY: as in `resize_in_place`.
            unsafe { inner.remap(ptr, old, new_size) }
        })
    }
}

// SAFETY: every block is one of `inner`, which is dropped or changed through `&mut` only with this
// wrapper, and whose blocks don't mind that.
unsafe impl<A: StaticAllocator> StaticAllocator for FailingAllocator<A> {}

/// The plan, and how many requests were counted and refused: copied before anything is written, for
/// the text may go into memory of this allocator.
impl<A: fmt::Debug> fmt::Debug for FailingAllocator<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (requests, refusals) = self.state.with(|state| (state.requests, state.refusals));
        f.debug_struct("FailingAllocator")
            .field("inner", &self.inner)
            .field("plan", &self.plan)
            .field("requests", &requests)
            .field("refusals", &refusals)
            .finish_non_exhaustive()
    }
}
