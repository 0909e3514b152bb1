//! A program whose nothrow forms of `operator new` throw, which they must not.
//!
//! The shim takes that for memory that ran out. By the symbols alone there is nobody to catch it:
//! the process ends, before it has unwound anything of Rust's.
//!
//! The operators are the process's, and so is its end: each case is a process of its own, in which
//! this file's [`inside`] does what the case says.

#![cfg(all(unix, any(feature = "cpp", feature = "cpp-symbols")))]

use core::alloc::Layout;
use exalloc::{Allocator, CppNewAllocator, CppNewArrayAllocator};
use exalloc_border as _;
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

const CASE: &str = "EXALLOC_BORDER_THROWS";

// Here and nowhere else: whoever links it has the operators replaced.
#[link(name = "exalloc_border_throwing_nothrow", kind = "static", modifiers = "+whole-archive")]
unsafe extern "C" {
    safe fn border_throwing_nothrow();
}

/// Says that it was dropped, which only unwinding or returning does.
struct Dropped;

impl Drop for Dropped {
    fn drop(&mut self) {
        println!("case: dropped");
    }
}

#[inline(never)]
fn ask(alloc: &dyn Allocator, layout: Layout) -> bool {
    let dropped = Dropped;
    // SAFETY: the size is above zero.
    let block = unsafe { alloc.alloc(layout) };
    println!("case: returned");
    core::mem::forget(dropped);
    block.is_none()
}

/// The other process. In this one it has nothing to do but to be found.
#[test]
fn inside() {
    let Ok(case) = std::env::var(CASE) else { return };
    border_throwing_nothrow();
    let (family, align) = case.split_once(' ').expect("a family and an alignment");
    let layout = Layout::from_size_align(128, align.parse().expect("a number")).expect("small");
    let alloc: &dyn Allocator =
        if family == "single" { &CppNewAllocator } else { &CppNewArrayAllocator };
    let none = catch_unwind(AssertUnwindSafe(|| ask(alloc, layout)));
    println!("case: {none:?}");
}

#[test]
fn what_throws_although_it_must_not_is_none_or_the_end() {
    for case in ["single 1", "single 64", "array 1", "array 64"] {
        let output = Command::new(std::env::current_exe().expect("this file"))
            .args(["--exact", "inside", "--nocapture", "--test-threads", "1"])
            .env(CASE, case)
            .output()
            .expect("this file can be run");
        let text = String::from_utf8_lossy(&output.stdout);
        let said: Vec<_> = text.lines().filter_map(|l| Some(l.split_once("case: ")?.1)).collect();
        if cfg!(feature = "cpp") {
            assert_eq!(said, ["returned", "Ok(true)"], "{case}: {output:?}");
        } else {
            // 6 is SIGABRT.
            let signal = output.status.signal();
            assert_eq!((said, signal), (vec![], Some(6)), "{case}: {output:?}");
        }
    }
}
