//! Zig's std: its lists on C's heap and on its arena, its arena, its buffer.

use super::foreign::{self, ForeignInput, Language};
use crate::workloads::Case;
use core::ffi::c_void;

struct Zig;

impl Language for Zig {
    unsafe fn run(
        workload: u32,
        contender: u32,
        place: u32,
        state: &mut *mut c_void,
        input: &ForeignInput,
        check: bool,
    ) -> u64 {
        // SAFETY: forwarded.
        unsafe { zig_run(workload, contender, place, state, input, check) }
    }

    unsafe fn end(contender: u32, state: *mut c_void) {
        // SAFETY: forwarded.
        unsafe { zig_end(contender, state) }
    }
}

unsafe extern "C" {
    fn zig_run(
        workload: u32,
        contender: u32,
        place: u32,
        state: *mut *mut c_void,
        input: *const ForeignInput,
        check: bool,
    ) -> u64;
    fn zig_end(contender: u32, state: *mut c_void);
    // SAFETY: takes any numbers; what it allocates is never freed.
    safe fn zig_grow(pieces: usize, size: usize) -> usize;
}

/// Grows an `ArrayList` of bytes by so many pieces of so many bytes, each of which begins with its
/// number; the last one's. The list stays.
pub(crate) fn grow_zig(pieces: usize, size: usize) -> usize {
    zig_grow(pieces, size)
}

/// Their cases.
pub(super) static CASES: [&[Case]; 3] = [
    &foreign::heap::<Zig, 0>("zig"),
    &foreign::heap::<Zig, 1>("zig-arena"),
    &foreign::arena::<Zig, 1>("zig-arena"),
];
