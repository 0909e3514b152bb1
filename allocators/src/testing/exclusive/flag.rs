//! Without the feature `std`: a cell, which isn't [`Sync`].

use core::cell::RefCell;

/// State that one caller at a time may change.
///
/// It has no text: who writes the state while it is held hangs, or panics, where the text goes into
/// memory of the allocator whose state it is. Owners copy out what they show.
pub(in crate::testing) struct Exclusive<T>(RefCell<T>);

impl<T> Exclusive<T> {
    pub(in crate::testing) const fn new(value: T) -> Self {
        Self(RefCell::new(value))
    }

    /// Runs `f` on the state. `f` doesn't call foreign code, nor an allocator, which might come
    /// back here.
    pub(in crate::testing) fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        f(&mut self.0.borrow_mut())
    }
}
