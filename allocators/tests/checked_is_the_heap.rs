//! A checked allocator as the heap of a whole program, from the program's first block on: tests,
//! threads, output and panics take memory from it.
//!
//! Where `std`'s mutex is pthread's (macOS), a lock that takes memory would end this program by a
//! stack overflow before `main`.

use core::alloc::{GlobalAlloc, Layout};
use core::ptr::{NonNull, null_mut};
use exalloc_allocators::SystemAllocator;
use exalloc_allocators::testing::CheckedAllocator;
use exalloc_core::Allocator;
use std::thread;

static CHECKED: CheckedAllocator<'static, SystemAllocator> =
    const { CheckedAllocator::new(SystemAllocator) };

struct Heap;

// SAFETY: every block is one of `CHECKED`, which doesn't unwind.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: forwarded.
        unsafe { CHECKED.alloc(layout) }.map_or(null_mut(), NonNull::as_ptr)
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: forwarded.
        unsafe { CHECKED.alloc_zeroed(layout) }.map_or(null_mut(), NonNull::as_ptr)
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        if let Some(ptr) = NonNull::new(ptr) {
            // SAFETY: forwarded.
            unsafe { CHECKED.dealloc(ptr, layout) };
        }
    }
}

#[global_allocator]
static HEAP: Heap = Heap;

#[test]
fn a_program_runs_on_it() {
    let before = CHECKED.requests();
    assert!(before > 0, "the runtime's own blocks came from it");
    let threads = [(); 8].map(|()| {
        thread::spawn(|| {
            let mut words: Vec<String> = Vec::new();
            for n in 0..2_000 {
                words.push(n.to_string());
                if n % 3 == 0 {
                    words.swap_remove(n % words.len());
                }
            }
            words.concat().len()
        })
    });
    let lengths = threads.map(|thread| thread.join().expect("no panic"));
    assert!(lengths.iter().all(|&length| length == lengths[0]));
    std::panic::set_hook(Box::new(|_| {})); // A backtrace of this one takes seconds here.
    assert!(thread::spawn(|| panic!("planted")).join().is_err());
    assert!(CHECKED.requests() - before > 16_000);
    assert!(CHECKED.check().is_ok());
}
