//! On 32 bits, a heap may well have a block of half the address space, and take minutes to copy it.
//! So this process gives itself less than that: what the model says of absurd sizes is true then.

use core::ffi::{c_int, c_ulong};
use std::sync::Once;

/// POSIX's `struct rlimit`, as 32-bit Linux has it.
#[repr(C)]
struct Limit {
    current: c_ulong,
    maximum: c_ulong,
}

/// Linux's number for the size of the address space (`asm-generic/resource.h`).
const RLIMIT_AS: c_int = 9;

unsafe extern "C" {
    fn setrlimit(resource: c_int, limit: *const Limit) -> c_int;
}

/// Limits the process to 1 GiB of addresses.
pub(super) fn limit() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let limit = Limit { current: 1 << 30, maximum: 1 << 30 };
        // SAFETY: `limit` is a `struct rlimit`, and is read during the call only.
        let error = unsafe { setrlimit(RLIMIT_AS, &raw const limit) };
        assert_eq!(error, 0, "the address space can't be limited");
    });
}
