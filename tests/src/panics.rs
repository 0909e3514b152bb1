//! What a panic says.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The message of a panic, by its payload.
#[must_use]
pub fn message(payload: &(dyn Any + Send)) -> String {
    match (payload.downcast_ref::<String>(), payload.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "a panic without a message".to_owned(),
    }
}

/// A result, or the message of a panic.
///
/// # Errors
///
/// The message, if `body` panics.
pub fn caught<R>(body: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(body)).map_err(|payload| message(&*payload))
}

/// What a call panics with, or that it doesn't.
pub fn panic_of<R>(call: impl FnOnce() -> R) -> String {
    caught(call).err().unwrap_or_else(|| "no panic".to_owned())
}
