//! Panics that are expected: caught, and silent.

use core::cell::Cell;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    let result = catch_unwind(AssertUnwindSafe(body));
    EXPECTED.set(before);
    result.map_err(|payload| message(&*payload))
}

fn message(payload: &(dyn Any + Send)) -> String {
    match (payload.downcast_ref::<String>(), payload.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "a panic without a message".to_owned(),
    }
}
