//! A wrapper that refuses chosen calls, and a driver that tries them all.

use crate::{Heap, Strict};
use core::alloc::Layout;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicUsize, Ordering};
use exalloc::Allocator;

/// Refuses chosen calls of `alloc`, `alloc_zeroed`, `resize_in_place` and `remap`, counted
/// together from 0; forwards the others to the allocator inside.
#[derive(Debug)]
pub struct Failing<A> {
    inner: A,
    first: usize,
    /// How many calls are refused from `first` on.
    count: usize,
    calls: AtomicUsize,
}

impl<A> Failing<A> {
    /// Refuses the `n`-th call alone.
    pub const fn nth(inner: A, n: usize) -> Self {
        Self { inner, first: n, count: 1, calls: AtomicUsize::new(0) }
    }

    /// Refuses every call from the `n`-th on.
    pub const fn from_nth(inner: A, n: usize) -> Self {
        Self { inner, first: n, count: usize::MAX, calls: AtomicUsize::new(0) }
    }

    /// Refuses every call.
    pub const fn always(inner: A) -> Self {
        Self::from_nth(inner, 0)
    }

    /// Refuses none.
    pub const fn never(inner: A) -> Self {
        Self { inner, first: 0, count: 0, calls: AtomicUsize::new(0) }
    }

    /// The allocator inside.
    pub const fn inner(&self) -> &A {
        &self.inner
    }

    /// How many calls were counted so far, refused or not.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Whether any call was refused.
    pub fn has_failed(&self) -> bool {
        self.count > 0 && self.calls() > self.first
    }

    /// Counts a call; whether it may go through.
    fn admits(&self) -> bool {
        let n = self.calls.fetch_add(1, Ordering::Relaxed);
        n < self.first || n - self.first >= self.count
    }
}

// SAFETY: a call is forwarded to `inner` unchanged, or refused before anything has happened.
unsafe impl<A: Allocator> Allocator for Failing<A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        if !self.admits() {
            return None;
        }
        // SAFETY: forwarded.
        unsafe { self.inner.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.inner.dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        if !self.admits() {
            return None;
        }
        // SAFETY: forwarded.
        unsafe { self.inner.alloc_zeroed(layout) }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // "Equal succeeds in place" holds for refused calls too.
        if !self.admits() && old.size() != new_size {
            return None;
        }
        // SAFETY: forwarded.
        unsafe { self.inner.resize_in_place(ptr, old, new_size) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        if !self.admits() && old.size() != new_size {
            return None;
        }
        // SAFETY: forwarded.
        unsafe { self.inner.remap(ptr, old, new_size) }
    }
}

/// Runs `body` once for each way in which memory can run out under it: the 0th, 1st, 2nd … call
/// refused, first alone and then with all that follow; until a run sees no refusal.
///
/// Each run gets an allocator of its own, which must end clean. `body` gets its results by `?` or
/// by looking at them; panics are failures of the test. Returns how many calls a run without
/// refusals makes, so that callers can assert that anything was tested at all.
///
/// # Panics
///
/// If a run leaks or breaks the contract, or if there is no end after 10,000 runs.
#[track_caller]
pub fn for_each_failure(mut body: impl FnMut(&Failing<Strict<Heap>>)) -> usize {
    for lasting in [false, true] {
        for n in 0..10_000 {
            let inner = Strict::new(Heap);
            let alloc = if lasting { Failing::from_nth(inner, n) } else { Failing::nth(inner, n) };
            body(&alloc);
            alloc.inner().finish();
            if !alloc.has_failed() {
                if lasting {
                    return alloc.calls();
                }
                break;
            }
        }
    }
    panic!("no run without a refusal: the body asks for memory without end")
}

#[cfg(test)]
mod tests {
    use super::{Failing, for_each_failure};
    use crate::Heap;
    use core::alloc::Layout;
    use exalloc::Allocator;

    #[test]
    fn refuses_the_chosen_calls_only() {
        let layout = Layout::new::<u64>();
        let pattern = |alloc: Failing<Heap>| {
            [(); 4].map(|()| {
                // SAFETY: the size is above zero.
                let block = unsafe { alloc.alloc(layout) };
                if let Some(ptr) = block {
                    // SAFETY: just allocated.
                    unsafe { alloc.dealloc(ptr, layout) };
                }
                block.is_some()
            })
        };
        assert_eq!(pattern(Failing::nth(Heap, 1)), [true, false, true, true]);
        assert_eq!(pattern(Failing::from_nth(Heap, 1)), [true, false, false, false]);
        assert_eq!(pattern(Failing::always(Heap)), [false; 4]);
        assert_eq!(pattern(Failing::never(Heap)), [true; 4]);
    }

    #[test]
    fn tries_every_call_alone_and_lasting() {
        let layout = Layout::new::<u64>();
        let mut runs = Vec::new();
        let calls = for_each_failure(|alloc| {
            // SAFETY: the sizes are above zero; blocks go back once.
            let served = [(); 2].map(|()| unsafe { alloc.alloc(layout) });
            for ptr in served.into_iter().flatten() {
                // SAFETY: just allocated.
                unsafe { alloc.dealloc(ptr, layout) };
            }
            runs.push(served.map(|block| block.is_some()));
        });
        assert_eq!(calls, 2);
        let (t, f) = (true, false);
        assert_eq!(runs, [[f, t], [t, f], [t, t], [f, f], [t, f], [t, t]]);
    }

    #[test]
    #[should_panic(expected = "leaked")]
    fn a_leak_on_failure_is_found() {
        let layout = Layout::new::<u64>();
        for_each_failure(|alloc| {
            // SAFETY: the sizes are above zero.
            let (a, b) = unsafe { (alloc.alloc(layout), alloc.alloc(layout)) };
            if let (Some(a), Some(b)) = (a, b) {
                // SAFETY: just allocated.
                unsafe { alloc.dealloc(a, layout) };
                // SAFETY: just allocated.
                unsafe { alloc.dealloc(b, layout) };
            }
        });
    }
}
