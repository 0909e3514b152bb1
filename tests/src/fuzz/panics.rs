//! Panics that are expected: caught, and silent.

use crate::panics::caught;
use core::cell::Cell;
use std::sync::Once;

thread_local! {
    /// Whether this thread is inside of [`outcome`].
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// A result, or the message of a panic, which isn't printed.
///
/// libFuzzer's hook aborts the process at every panic. The hook here, which is put in front of
/// whatever hook there is, lets those pass that are caught below. It may be called inside itself.
///
/// # Errors
///
/// The message, if `body` panics.
pub fn outcome<R>(body: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !EXPECTED.get() {
                loud(info);
            }
        }));
    });
    let before = EXPECTED.replace(true);
    let result = caught(body);
    EXPECTED.set(before);
    result
}
