mod fuse;
mod iterators;
mod ledger;
#[cfg(target_has_atomic = "ptr")]
mod unit;
#[cfg(feature = "std")]
mod with_std;

use alloc::string::String;
use core::hash::{Hash, Hasher};
use core::mem::ManuallyDrop;
use core::panic::AssertUnwindSafe;
use std::hash::DefaultHasher;
use std::panic::catch_unwind;

/// What a call says when it panics.
fn said(call: impl FnOnce()) -> Option<String> {
    let payload = catch_unwind(AssertUnwindSafe(call)).err()?;
    Some(payload.downcast_ref::<String>().expect("a text with arguments").clone())
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Drops an element, and lends it still.
fn dead<T>(element: T) -> ManuallyDrop<T> {
    let mut element = ManuallyDrop::new(element);
    // SAFETY: elements own no memory, and their drop leaves them as they were: what is done to them
    // afterwards is a fault in the ledger's books only.
    unsafe { ManuallyDrop::drop(&mut element) };
    element
}

/// Calls which of `N` runs of `call` don't panic.
fn whole<const N: usize>(mut call: impl FnMut()) -> [bool; N] {
    [(); N].map(|()| said(&mut call).is_none())
}
