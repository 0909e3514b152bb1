mod backing;
mod books;
mod ends;
mod faults;
mod frame;
mod methods;
mod misuse;
mod program;
mod quarantine;
#[cfg(feature = "std")]
mod threads;

use super::{CheckedAllocator, Finding, FindingKind, Report};
use alloc::string::ToString;
use alloc::vec::Vec;
use backing::Backing;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// What tests do with allocators. All blocks that they misuse are blocks of a checked allocator,
/// whose padding is part of a block of the allocator inside.
trait Use: Allocator {
    fn take(&self, size: usize) -> NonNull<u8> {
        // SAFETY: tests ask for sizes above zero, or for none on purpose.
        unsafe { self.alloc(layout(size, 8)) }.unwrap()
    }

    fn give(&self, block: NonNull<u8>, size: usize) {
        // SAFETY: a checked allocator judges it.
        unsafe { self.dealloc(block, layout(size, 8)) };
    }

    fn resize(&self, block: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: a checked allocator judges it.
        unsafe { self.resize_in_place(block, layout(old, 8), new) }
    }

    fn move_to(&self, block: NonNull<u8>, old: usize, new: usize) -> Option<NonNull<u8>> {
        // SAFETY: a checked allocator judges it.
        unsafe { self.remap(block, layout(old, 8), new) }
    }
}

impl<A: Allocator + ?Sized> Use for A {}

/// Reads the byte at an offset from a block that may be below zero.
fn peek(block: NonNull<u8>, offset: isize) -> u8 {
    // SAFETY: within the wider block, or the quarantined one.
    let at = unsafe { block.offset(offset) };
    // SAFETY: as above; a checked allocator has written it.
    unsafe { at.read() }
}

/// Changes the byte at an offset from a block, whatever it is, and tells what it is then.
fn spoil(block: NonNull<u8>, offset: isize) -> u8 {
    let byte = !peek(block, offset);
    // SAFETY: within the wider block, or the quarantined one.
    let at = unsafe { block.offset(offset) };
    // SAFETY: as above.
    unsafe { at.write(byte) };
    byte
}

/// All of a report's findings.
fn findings(report: &Report) -> Vec<Finding> {
    report.findings().cloned().collect()
}

/// The only finding since the last check.
#[track_caller]
fn only<A: Allocator>(checked: &CheckedAllocator<'_, A>) -> Finding {
    let report = checked.check().expect_err("something is wrong");
    let mut all = findings(&report);
    assert_eq!((all.len(), report.count()), (1, 1), "{report}");
    all.pop().unwrap()
}

/// Method, kind, and number of a finding.
fn facts(finding: &Finding) -> (&'static str, FindingKind, Option<u64>) {
    (finding.method(), finding.kind(), finding.number())
}

#[track_caller]
fn starts(finding: &Finding, text: &str) {
    let shown = finding.to_string();
    assert!(shown.starts_with(text), "{shown}");
}

/// Tells whether a type is [`Sync`]: the inherent constant goes before the trait's.
struct IsSync<T>(core::marker::PhantomData<T>);

trait NotSync {
    const SYNC: bool = false;
}

impl<T> NotSync for IsSync<T> {}

impl<T: Sync> IsSync<T> {
    const SYNC: bool = true;
}

#[test]
fn it_is_sync_with_std_only_and_if_the_allocator_inside_is() {
    let shared = IsSync::<CheckedAllocator<'static, Backing>>::SYNC;
    assert_eq!(shared, cfg!(feature = "std"));
    const { assert!(IsSync::<Backing>::SYNC) };
    const { assert!(!IsSync::<CheckedAllocator<'static, crate::CountingAllocator<Backing>>>::SYNC) };
}
