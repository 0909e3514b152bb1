//! A panic at the k-th call.

#![forbid(unsafe_code)]

use core::cell::Cell;

/// Panics at the k-th call of something, once.
///
/// Closures, comparison functions, callbacks: whatever a method calls may panic at any call, and
/// what the method holds must stay whole. Put [`burn`](Self::burn) into the closure, run the method
/// for k = 1, 2, 3 …, and stop when the fuse [is still armed](Self::is_armed) after a run: then
/// every call has panicked once.
///
/// It is shared by reference within one thread: it isn't [`Sync`].
///
/// # Examples
///
/// ```
/// use exalloc::testing::Fuse;
/// use exalloc::{ExVec, SystemAllocator};
/// use std::panic::{AssertUnwindSafe, catch_unwind};
///
/// let mut k = 1;
/// loop {
///     let fuse = Fuse::nth(k);
///     let mut v = ExVec::try_from_array_in([1, 2, 3], SystemAllocator)?;
///     let run = catch_unwind(AssertUnwindSafe(|| {
///         v.retain(|n| {
///             fuse.burn("retain's closure");
///             *n != 2
///         })
///     }));
///     assert_eq!(run.is_ok(), fuse.is_armed());
///     assert!(v.iter().all(|n| (1..=3).contains(n)));
///     if fuse.is_armed() {
///         break;
///     }
///     k += 1;
/// }
/// assert_eq!(k, 4); // Three calls, each of which has panicked.
/// # Ok::<(), exalloc::TryPushError<[i32; 3]>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a fuse that nobody burns never panics"]
pub struct Fuse {
    pub(super) armed_with: Cell<usize>,
    pub(super) left: Cell<usize>,
}

impl Fuse {
    /// A fuse that isn't armed.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Fuse;
    ///
    /// let fuse = Fuse::never();
    /// fuse.burn("a call");
    /// assert!(!fuse.is_armed());
    /// ```
    pub const fn never() -> Self {
        Self::nth(0)
    }

    /// A fuse that panics at the `k`-th call; the first is 1. Never, where `k` is 0.
    ///
    /// # Examples
    ///
    /// ```should_panic
    /// use exalloc::testing::Fuse;
    ///
    /// let fuse = Fuse::nth(2);
    /// fuse.burn("a call");
    /// fuse.burn("a call"); // Panics.
    /// ```
    pub const fn nth(k: usize) -> Self {
        Self { armed_with: Cell::new(k), left: Cell::new(k) }
    }

    /// Makes the `k`-th call from now on panic; the next is 1. None, where `k` is 0.
    ///
    /// # Examples
    ///
    /// ```should_panic
    /// use exalloc::testing::Fuse;
    ///
    /// let fuse = Fuse::never();
    /// fuse.burn("a call");
    /// fuse.arm(1);
    /// fuse.burn("a call"); // Panics.
    /// ```
    pub fn arm(&self, k: usize) {
        self.armed_with.set(k);
        self.left.set(k);
    }

    /// Lets no call panic any more, until the fuse is armed again.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::Fuse;
    ///
    /// let fuse = Fuse::nth(1);
    /// fuse.disarm();
    /// fuse.burn("a call");
    /// ```
    pub fn disarm(&self) {
        self.arm(0);
    }

    /// Whether a panic is still to come.
    ///
    /// # Examples
    ///
    /// See [`Fuse`].
    #[must_use]
    pub fn is_armed(&self) -> bool {
        self.left.get() > 0
    }

    /// Counts a call of `what`.
    ///
    /// # Panics
    ///
    /// If it is the chosen one.
    ///
    /// # Examples
    ///
    /// See [`Fuse`].
    #[track_caller]
    pub fn burn(&self, what: &str) {
        let left = self.left.get();
        if left > 0 {
            self.left.set(left - 1);
            if left == 1 {
                blow(what, self.armed_with.get());
            }
        }
    }
}

/// Panics in the name of a fuse that was armed with `k`.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn blow(what: &str, k: usize) -> ! {
    // `PLANTED` is how others know it by.
    panic!("planted panic in {what}, at call {k} since it was armed")
}
