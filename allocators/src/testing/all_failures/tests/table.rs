//! The table in the docs of [`TestAllocatorIn`]: what is counted, refused, and passed to which
//! method.

use super::super::allocator::Plan;
use super::super::request::Kind;
use super::*;
use core::cell::RefCell;

/// Notes which methods are called, and serves them from a buffer.
struct Probe {
    memory: InlineBump<4096>,
    calls: RefCell<Vec<&'static str>>,
}

impl Probe {
    fn note(&self, method: &'static str) -> &InlineBump<4096> {
        self.calls.borrow_mut().push(method);
        &self.memory
    }
}

// SAFETY: forwarded to the buffer inside, which is borrowed with it.
unsafe impl Allocator for &Probe {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.note("alloc").alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.note("dealloc").dealloc(ptr, layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.note("alloc_zeroed").alloc_zeroed(layout) }
    }
    unsafe fn resize_in_place(
        &self,
        p: NonNull<u8>,
        old: Layout,
        new: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.note("resize_in_place").resize_in_place(p, old, new) }
    }
    unsafe fn remap(&self, p: NonNull<u8>, old: Layout, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.note("remap").remap(p, old, new) }
    }
}

/// Calls each method once, on blocks of 64 bytes; what was answered.
fn call_each(alloc: &impl Allocator) -> [bool; 4] {
    let layout = Layout::new::<[u64; 8]>();
    // SAFETY: the size is above zero.
    let first = unsafe { alloc.alloc(layout) };
    // SAFETY: as above.
    let second = unsafe { alloc.alloc_zeroed(layout) };
    let (mut resized, mut remapped) = (false, false);
    if let Some(first) = first {
        // SAFETY: the block is live and has this layout.
        let answer = unsafe { alloc.resize_in_place(first, layout, 32) };
        resized = answer.is_some();
        let now = if resized { Layout::new::<[u64; 4]>() } else { layout };
        // SAFETY: as above.
        let again = unsafe { alloc.remap(answer.unwrap_or(first), now, 16) };
        remapped = again.is_some();
        let last = if remapped { Layout::new::<[u64; 2]>() } else { now };
        // SAFETY: as above, and it goes back once.
        unsafe { alloc.dealloc(again.or(answer).unwrap_or(first), last) };
    }
    if let Some(second) = second {
        // SAFETY: as above.
        unsafe { alloc.dealloc(second, layout) };
    }
    [first.is_some(), second.is_some(), resized, remapped]
}

fn probe() -> Probe {
    Probe { memory: InlineBump::new(), calls: RefCell::new(Vec::new()) }
}

#[test]
fn each_method_goes_to_the_same_method() {
    let probe = probe();
    let alloc = TestAllocatorIn::new(&probe, Plan::NOTHING, false, 0);
    // The checker's books come first.
    assert_eq!(call_each(&alloc), [true; 4]);
    let methods =
        ["alloc", "alloc", "alloc_zeroed", "resize_in_place", "remap", "dealloc", "dealloc"];
    assert_eq!(*probe.calls.borrow(), methods);
    let seen = alloc.seen();
    assert_eq!((seen.requests, seen.allocations, seen.resizes), (4, 2, 2));
    assert!(alloc.checked().check().is_ok() && !alloc.has_refused());
}

#[test]
fn what_is_refused_never_arrives() {
    let probe = probe();
    let (kind, same) = (Some(Kind::Allocation), None);
    let plan = Plan { kind, number: 1, of: 2, lasting: true, same };
    let alloc = TestAllocatorIn::new(&probe, plan, false, 0);
    assert_eq!(call_each(&alloc), [false; 4]);
    assert!(probe.calls.borrow().is_empty() && alloc.has_refused());

    let plan = Plan { kind: Some(Kind::Resize), ..plan };
    let alloc = TestAllocatorIn::new(&probe, plan, false, 0);
    assert_eq!(call_each(&alloc), [true, true, false, false]);
    assert!(!probe.calls.borrow().iter().any(|call| matches!(*call, "resize_in_place" | "remap")));
}

crate::conformance!(no_refusals =>
    let memory = InlineBump::<{ 64 << 10 }>::new();
    TestAllocatorIn::new(&memory, Plan::NOTHING, false, 0)
);
