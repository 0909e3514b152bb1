use super::{AllFailures, FailureKind, FailureReport, TestAllocatorIn};
use crate::InlineBump;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::NonNull;
use exalloc_core::{AllocError, Allocator};

mod bodies;
mod table;
#[cfg(feature = "std")]
mod with_std;

type Memory<'m> = &'m InlineBump<{ 256 << 10 }>;
type Alloc<'m> = TestAllocatorIn<Memory<'m>>;

/// A block that goes back when it is dropped, as a collection would hold it.
struct Owned<'a, A: Allocator> {
    alloc: &'a A,
    ptr: NonNull<u8>,
    layout: Layout,
}

impl<'a, A: Allocator> Owned<'a, A> {
    fn new(alloc: &'a A, size: usize) -> Result<Self, AllocError> {
        let layout =
            Layout::from_size_align(size, 8).map_err(|_| AllocError::new(Layout::new::<u8>()))?;
        // SAFETY: the sizes of these tests are above zero.
        match unsafe { alloc.alloc(layout) } {
            Some(ptr) => Ok(Self { alloc, ptr, layout }),
            None => Err(AllocError::new(layout)),
        }
    }

    /// Another size, at the same place or not at all.
    fn resize(&mut self, size: usize) -> bool {
        // SAFETY: the block is live and has this layout; the size is small and above zero.
        let answer = unsafe { self.alloc.resize_in_place(self.ptr, self.layout, size) };
        let Some(ptr) = answer else { return false };
        self.ptr = ptr;
        self.layout = Layout::from_size_align(size, 8).expect("a small size");
        true
    }
}

impl<A: Allocator> Drop for Owned<'_, A> {
    fn drop(&mut self) {
        // SAFETY: the block is live and has this layout.
        unsafe { self.alloc.dealloc(self.ptr, self.layout) };
    }
}

/// What is wrong with a body.
fn wrong<T, E>(body: impl FnMut(&Alloc<'_>) -> Result<T, E>) -> FailureReport {
    let memory = InlineBump::new();
    AllFailures::new().run_in(&memory, body).expect_err("a planted fault")
}

#[test]
fn the_right_requests_are_refused_in_the_right_order() {
    let memory = InlineBump::new();
    let mut runs = Vec::new();
    let done = AllFailures::new()
        .with_fallbacks(true)
        .run_in(&memory, |alloc: &Alloc<'_>| {
            let first = Owned::new(alloc, 8);
            let mut second = Owned::new(alloc, 16);
            let resized = second.as_mut().is_ok_and(|block| block.resize(24));
            runs.push([first.is_ok(), second.is_ok(), resized]);
            drop(second);
            drop(first);
            Ok::<(), AllocError>(())
        })
        .expect("no fault");
    let (t, f) = (true, false);
    assert_eq!(runs[0], runs[1]);
    let resizes = runs[0][2];
    // Alone, each and every one after it; and the resize, where the second block was there.
    assert_eq!(runs[2..6], [[f, t, resizes], [t, f, f], [f, f, f], [t, f, f]]);
    assert_eq!(runs[6..], [[t, t, f], [t, t, f]]);
    assert_eq!((done.allocations, done.resizes, done.requests(), done.runs), (2, 1, 3, 8));
}

#[test]
fn equal_sizes_are_never_refused() {
    let memory = InlineBump::new();
    let done = AllFailures::new().run_in(&memory, |alloc: &Alloc<'_>| {
        let mut block = Owned::new(alloc, 8)?;
        assert!(block.resize(8), "rule 5");
        Ok::<(), AllocError>(())
    });
    assert_eq!(done.expect("no fault").resizes, 0);
}

#[test]
fn refused_resizes_may_be_survived() {
    let memory = InlineBump::new();
    let done = AllFailures::new().run_in(&memory, |alloc: &Alloc<'_>| {
        let mut block = Owned::new(alloc, 8)?;
        if !block.resize(16) {
            block = Owned::new(alloc, 16)?;
        }
        drop(block);
        Ok::<(), AllocError>(())
    });
    assert_eq!(done.expect("no fault").resizes, 1);
}

#[test]
fn what_a_refused_resize_falls_back_to_is_refused_too() {
    // As a collection grows: in place, or else to another block; and loses what it can't have.
    let report = wrong(|alloc: &Alloc<'_>| {
        let mut block = Owned::new(alloc, 8)?;
        if !block.resize(16) {
            if let Ok(larger) = Owned::new(alloc, 16) {
                block = larger;
            }
        }
        drop(block);
        Ok::<(), AllocError>(())
    });
    assert!(matches!(report.kind(), FailureKind::Swallowed), "{report}");
    let refused = report.refused().expect("the resize");
    assert_eq!((refused.method(), refused.is_lasting()), ("resize_in_place", true));
}

#[test]
fn nothing_requested_is_told() {
    let memory = InlineBump::new();
    let done = AllFailures::new().run_in(&memory, |_: &Alloc<'_>| Ok::<(), AllocError>(()));
    let report = done.expect_err("a body without requests shows nothing");
    assert!(matches!(report.kind(), FailureKind::NothingRequested), "{report}");
    let said = "nothing was tested: the body asked the allocator for no memory";
    assert_eq!(report.to_string(), said);
}
