//! The heaps: blocks of any size come and go in any order.

use crate::program::{Run, always_and, check};
use Outcome::{InPlace, Moved, Refused};
use exalloc::Allocator;
use exalloc::testing::CheckedAllocator;
use exalloc_tests::allocator_model::{Fault, MAX_SIZE, Outcome, Row};

/// What a heap over `realloc` does: nothing is resized in place by force; `remap` is up to
/// `realloc`, which refuses absurd sizes. Above the heap's own alignment C's has no `remap`.
fn check_heap(name: &str, body: impl Fn(&mut Run<'_>) -> Result<(), Fault>) {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused, InPlace, Moved]),
        (Row::RemapSmaller, &[InPlace]),
    ]);
    check(name, &must, &[(Row::RemapSmaller, &[Refused, Moved])], body);
}

/// Drives `alloc` behind a checker, which must end clean.
fn strictly<A: Allocator>(run: &mut Run<'_>, alloc: A) -> Result<(), Fault> {
    let strict = CheckedAllocator::new(alloc);
    run.drive(&strict, None, MAX_SIZE)?;
    strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
}

#[test]
#[cfg(feature = "std")]
fn system() {
    use exalloc::SystemAllocator;
    check_heap("SystemAllocator", |run| run.drive(SystemAllocator, None, MAX_SIZE));
    check_heap("&SystemAllocator", |run| run.drive(&SystemAllocator, None, MAX_SIZE));
    check_heap("CheckedAllocator<SystemAllocator>", |run| strictly(run, SystemAllocator));
}

#[test]
#[cfg(feature = "std")]
fn system_through_pointers() {
    use exalloc::SystemAllocator;
    use std::{rc::Rc, sync::Arc};
    check_heap("&dyn Allocator", |run| {
        run.drive::<&dyn Allocator>(&SystemAllocator, None, MAX_SIZE)
    });
    check_heap("&mut", |run| run.drive(&mut { SystemAllocator }, None, MAX_SIZE));
    check_heap("Box", |run| run.drive(Box::new(SystemAllocator), None, MAX_SIZE));
    check_heap("Box<dyn Allocator>", |run| {
        run.drive::<Box<dyn Allocator>>(Box::new(SystemAllocator), None, MAX_SIZE)
    });
    check_heap("Rc", |run| run.drive(Rc::new(SystemAllocator), None, MAX_SIZE));
    check_heap("Arc", |run| run.drive(Arc::new(SystemAllocator), None, MAX_SIZE));
}

#[test]
#[cfg(feature = "alloc")]
fn global() {
    use exalloc::GlobalAllocator;
    check_heap("GlobalAllocator", |run| run.drive(GlobalAllocator, None, MAX_SIZE));
    check_heap("CheckedAllocator<GlobalAllocator>", |run| strictly(run, GlobalAllocator));
}

#[test]
#[cfg(all(feature = "malloc", any(unix, windows)))]
fn malloc() {
    use exalloc::MallocAllocator;
    // Windows: C's `free` can't take over-aligned blocks, so they are refused.
    let must_serve = if cfg!(windows) { 0 } else { MAX_SIZE };
    check_heap("MallocAllocator", |run| run.drive(MallocAllocator, None, must_serve));
    check_heap("CheckedAllocator<MallocAllocator>", |run| strictly(run, MallocAllocator));
}

/// C++'s heap resizes nothing.
#[cfg(any(feature = "cpp", all(feature = "cpp-symbols", not(target_env = "msvc"))))]
fn check_cpp<A: Allocator + Copy>(name: &str, alloc: A) {
    let must = always_and(&[
        (Row::ResizeLarger, &[Refused]),
        (Row::ResizeSmaller, &[Refused]),
        (Row::RemapLarger, &[Refused]),
        (Row::RemapSmaller, &[Refused]),
    ]);
    // By symbols, and on Windows, 32-bit x86 has an alignment that is refused.
    let all = cfg!(target_pointer_width = "64") || cfg!(feature = "cpp") && !cfg!(windows);
    let must_serve = if all { MAX_SIZE } else { 0 };
    check(name, &must, &[], |run| run.drive(alloc, None, must_serve));
    check(&format!("&{name}"), &must, &[], |run| run.drive(&alloc, None, must_serve));
    check(&format!("CheckedAllocator<{name}>"), &must, &[], |run| {
        let strict = CheckedAllocator::new(alloc);
        run.drive(&strict, None, must_serve)?;
        strict.finish().map(drop).map_err(|report| run.fault(report.to_string()))
    });
}

#[test]
#[cfg(any(feature = "cpp", all(feature = "cpp-symbols", not(target_env = "msvc"))))]
fn cpp_new() {
    check_cpp("CppNewAllocator", exalloc::CppNewAllocator);
}

#[test]
#[cfg(any(feature = "cpp", all(feature = "cpp-symbols", not(target_env = "msvc"))))]
fn cpp_new_array() {
    check_cpp("CppNewArrayAllocator", exalloc::CppNewArrayAllocator);
}
