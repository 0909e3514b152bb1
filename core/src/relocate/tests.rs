//! Which calls growing and shrinking make, in which order, and which bytes they copy.

use super::*;
use crate::layout::with_size;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

/// The heap, with refusals on demand and a record of the calls.
#[derive(Default)]
struct Scripted {
    refuses_remap: Cell<bool>,
    refuses_alloc: Cell<bool>,
    calls: RefCell<Vec<&'static str>>,
}

// SAFETY: every block is one of the global allocator, which keeps the seven rules; a refusal does
// nothing.
unsafe impl Allocator for Scripted {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.calls.borrow_mut().push("alloc");
        if self.refuses_alloc.get() {
            return None;
        }
        // SAFETY: forwarded: the size is above zero.
        NonNull::new(unsafe { alloc::alloc::alloc(layout) })
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        self.calls.borrow_mut().push("dealloc");
        // SAFETY: forwarded: a live block and its layout.
        unsafe { alloc::alloc::dealloc(ptr.as_ptr(), layout) }
    }
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        self.calls.borrow_mut().push("remap");
        if self.refuses_remap.get() {
            return None;
        }
        // SAFETY: forwarded: a live block, its layout, a size within bounds.
        NonNull::new(unsafe { alloc::alloc::realloc(ptr.as_ptr(), old, new_size) })
    }
}

const OLD: Layout = Layout::new::<[u8; 100]>();

/// A block of 100 bytes, which count from 0.
fn block(heap: &Scripted) -> NonNull<u8> {
    // SAFETY: the size is 100.
    let ptr = unsafe { heap.alloc(OLD) }.unwrap();
    for n in 0..100 {
        // SAFETY: within the block.
        let byte = unsafe { ptr.add(n) };
        // SAFETY: within the block.
        unsafe { byte.write(n as u8) };
    }
    heap.calls.borrow_mut().clear();
    ptr
}

/// Checks the first `live` bytes and gives the block back.
fn finish(heap: &Scripted, ptr: NonNull<u8>, live: usize, layout: Layout) {
    for n in 0..live {
        // SAFETY: within the block.
        let byte = unsafe { ptr.add(n) };
        // SAFETY: initialised: one of the live bytes.
        assert_eq!(unsafe { byte.read() }, n as u8);
    }
    // SAFETY: the block is live and this is its layout.
    unsafe { heap.dealloc(ptr, layout) };
}

#[test]
fn remap_is_asked_first() {
    for (new_size, live) in [(300, 100), (300, 7), (300, 0)] {
        let heap = Scripted::default();
        let (ptr, new) = (block(&heap), with_size(OLD, new_size).unwrap());
        // SAFETY: the block is live, `OLD` fits it, its bytes are initialised.
        let grown = unsafe { grow(&heap, ptr, OLD, new, live) }.unwrap();
        assert_eq!(*heap.calls.borrow(), ["remap"]);
        finish(&heap, grown, live, new);
    }
}

#[test]
fn then_a_new_block_takes_the_live_bytes() {
    for (new_size, live) in [(300, 100), (300, 7), (300, 0), (100, 100), (50, 50), (1, 0)] {
        let heap = Scripted { refuses_remap: Cell::new(true), ..Scripted::default() };
        let (ptr, new) = (block(&heap), with_size(OLD, new_size).unwrap());
        let moved = if new_size < 100 {
            // SAFETY: the block is live, `OLD` fits it, its bytes are initialised.
            unsafe { shrink(&heap, ptr, OLD, new, live) }
        } else {
            // SAFETY: the block is live, `OLD` fits it, its bytes are initialised.
            unsafe { grow(&heap, ptr, OLD, new, live) }
        };
        assert_eq!(*heap.calls.borrow(), ["remap", "alloc", "dealloc"]);
        finish(&heap, moved.unwrap(), live, new);
    }
}

#[test]
fn only_live_bytes_are_copied() {
    /// Refuses to remap, and hands out one prepared block.
    struct Prepared(NonNull<u8>);
    // SAFETY: the prepared block is live and disjoint from the old one; it is handed out once.
    unsafe impl Allocator for Prepared {
        unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
            Some(self.0)
        }
        unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
    }
    let (mut old, mut new) = ([1u8; 100], [2u8; 200]);
    let to = Prepared(NonNull::from(&mut new).cast());
    let from = NonNull::from(&mut old).cast();
    let layout = with_size(OLD, 200).unwrap();
    // SAFETY: `old` is a live block of 100 bytes, as far as `Prepared` goes.
    let moved = unsafe { grow(&to, from, OLD, layout, 30) };
    assert_eq!(moved, Some(to.0));
    assert!(new[..30].iter().all(|byte| *byte == 1));
    assert!(new[30..].iter().all(|byte| *byte == 2));
}

#[test]
fn failure_leaves_the_old_block() {
    let heap = Scripted { refuses_remap: Cell::new(true), ..Scripted::default() };
    let (ptr, new) = (block(&heap), with_size(OLD, 300).unwrap());
    heap.refuses_alloc.set(true);
    // SAFETY: the block is live, `OLD` fits it, its bytes are initialised.
    assert_eq!(unsafe { grow(&heap, ptr, OLD, new, 100) }, None);
    assert_eq!(*heap.calls.borrow(), ["remap", "alloc"]);
    finish(&heap, ptr, 100, OLD);
}

#[test]
fn a_block_of_one_byte_is_a_block() {
    let heap = Scripted::default();
    let (old, new) = (Layout::new::<u8>(), Layout::new::<[u8; 9]>());
    // SAFETY: the size is one.
    let ptr = unsafe { heap.alloc(old) }.unwrap();
    // SAFETY: within the block.
    unsafe { ptr.write(0) };
    heap.calls.borrow_mut().clear();
    heap.refuses_remap.set(true);
    // SAFETY: the block is live, `old` fits it, its byte is initialised.
    let grown = unsafe { grow(&heap, ptr, old, new, 1) }.unwrap();
    assert_eq!(*heap.calls.borrow(), ["remap", "alloc", "dealloc"]);
    finish(&heap, grown, 1, new);
}

#[test]
fn without_a_block_growing_is_an_allocation() {
    let heap = Scripted::default();
    let new = Layout::new::<[u64; 4]>();
    let none = Layout::from_size_align(0, new.align()).unwrap();
    // SAFETY: there is no block, and the new size is above zero.
    let grown = unsafe { grow(&heap, NonNull::dangling(), none, new, 0) }.unwrap();
    assert_eq!(*heap.calls.borrow(), ["alloc"]);
    finish(&heap, grown, 0, new);
    heap.refuses_alloc.set(true);
    // SAFETY: as above.
    assert!(unsafe { grow(&heap, NonNull::dangling(), none, new, 0) }.is_none());
}
