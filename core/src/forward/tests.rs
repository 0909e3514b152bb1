//! A probe that records which method was called, with which arguments.

use crate::Allocator;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::ptr::NonNull;
use std::sync::Mutex;

/// Method, address argument, layout argument, size argument.
pub(super) type Call = (&'static str, usize, Layout, usize);

/// What was called, in order.
pub(super) type Calls = Mutex<Vec<Call>>;

/// Answers each method with an address of its own, so that a mix-up can't pass.
#[derive(Debug)]
pub(super) struct Probe<'a> {
    calls: &'a Calls,
}

impl<'a> Probe<'a> {
    pub(super) fn new(calls: &'a Calls) -> Self {
        Self { calls }
    }

    fn record(&self, name: &'static str, ptr: Option<NonNull<u8>>, layout: Layout, size: usize) {
        let address = ptr.map_or(0, |ptr| ptr.addr().get());
        self.calls.lock().unwrap().push((name, address, layout, size));
    }
}

fn dangling(address: usize) -> Option<NonNull<u8>> {
    NonNull::new(core::ptr::without_provenance_mut(address))
}

// SAFETY: not an allocator that anyone may use: `forwards_all_five` compares addresses only.
unsafe impl Allocator for Probe<'_> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.record("alloc", None, layout, 0);
        dangling(8)
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.record("dealloc", Some(ptr), layout, 0);
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.record("alloc_zeroed", None, layout, 0);
        dangling(16)
    }
    unsafe fn resize_in_place(&self, p: NonNull<u8>, old: Layout, n: usize) -> Option<NonNull<u8>> {
        self.record("resize_in_place", Some(p), old, n);
        dangling(24)
    }
    unsafe fn remap(&self, p: NonNull<u8>, old: Layout, n: usize) -> Option<NonNull<u8>> {
        self.record("remap", Some(p), old, n);
        dangling(32)
    }
}

/// Calls every method of `pointer`, which stands for a [`Probe`] that writes to `calls`.
pub(super) fn forwards_all_five<P: Allocator>(pointer: P, calls: &Calls) {
    let (a, b) = (Layout::new::<u32>(), Layout::new::<u64>());
    // SAFETY: `Probe` has no conditions, here and below.
    let first = unsafe { pointer.alloc(a) }.unwrap();
    // SAFETY: as above.
    let second = unsafe { pointer.alloc_zeroed(b) }.unwrap();
    // SAFETY: as above.
    let third = unsafe { pointer.resize_in_place(first, a, 1) }.unwrap();
    // SAFETY: as above.
    let fourth = unsafe { pointer.remap(second, b, 2) }.unwrap();
    // SAFETY: as above.
    unsafe { pointer.dealloc(third, a) };
    assert_eq!([first, second, third, fourth].map(|p| p.addr().get()), [8, 16, 24, 32]);
    assert_eq!(
        *calls.lock().unwrap(),
        [
            ("alloc", 0, a, 0),
            ("alloc_zeroed", 0, b, 0),
            ("resize_in_place", 8, a, 1),
            ("remap", 16, b, 2),
            ("dealloc", 24, a, 0),
        ]
    );
}
