//! With the feature `std`: unwinding is caught, and the rule named.

use crate::testing::conformance::words::{Method, Rule, broken};
use core::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

/// Runs one call of the allocator.
pub(in crate::testing::conformance) fn guarded<R>(method: Method, call: impl FnOnce() -> R) -> R {
    // The test ends where this fails; what it saw meanwhile is of no use to anybody.
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| {
        let said = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<alloc::string::String>().map(|s| s.as_str()))
            .unwrap_or("a panic without text");
        broken!(Rule::Unwinding, "{method} panicked: {said}")
    })
}
