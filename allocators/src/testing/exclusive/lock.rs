//! With the feature `std`: a lock of our own.
//!
//! The standard library's `Mutex` won't do. On macOS and other systems on which it is pthread's, it
//! lies in a box that its first lock allocates: where the wrapper is the program's heap, locking
//! would come back here for the box before there is one, without end. This lock is an atomic flag
//! beside the state. It takes no memory, and is no other than it looks.
//!
//! `std` itself needs compare-and-swap, so every target with `std` has it.

use core::cell::UnsafeCell;
use core::hint::spin_loop;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::thread;

/// How often a waiting thread looks before it lets others run: sections are short.
const SPINS: u32 = 64;

/// How often it lets others run before it sleeps: the owner may have a lower priority.
const YIELDS: u32 = 64;

/// State that one caller at a time may change.
///
/// It has no text: who writes the state while it is held hangs, or panics, where the text goes into
/// memory of the allocator whose state it is. Owners copy out what they show.
///
/// # Invariants
///
/// 1. `held` is true while a [`Guard`] is there, and there is at most one.
/// 2. `state` is accessed by the owner of the guard only.
pub(in crate::testing) struct Exclusive<T> {
    held: AtomicBool,
    state: UnsafeCell<T>,
}

// SAFETY: the state is accessed by one thread at a time (invariant 2), each of which sees what the
// last one left (the flag is released and acquired); so it is as if it were sent to each.
unsafe impl<T: Send> Sync for Exclusive<T> {}

// As with `Mutex`: a closure that panics may leave the state half changed, but none here does.
impl<T> RefUnwindSafe for Exclusive<T> {}
impl<T> UnwindSafe for Exclusive<T> {}

impl<T> Exclusive<T> {
    pub(in crate::testing) const fn new(value: T) -> Self {
        // INVARIANT: 1: not held, and no guard.
        Self { held: AtomicBool::new(false), state: UnsafeCell::new(value) }
    }

    /// Runs `f` on the state. `f` doesn't call foreign code, nor an allocator, which might come
    /// back here.
    pub(in crate::testing) fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        let _guard = self.lock();
        // SAFETY: the guard is ours until this function ends, so the state is too (invariant 2).
        f(unsafe { &mut *self.state.get() })
    }

    fn lock(&self) -> Guard<'_> {
        let mut tries = 0_u32;
        // INVARIANT: 1: whoever changes the flag from false to true makes the guard.
        while self.held.swap(true, Ordering::Acquire) {
            // To read doesn't take the flag away from the others' caches.
            while self.held.load(Ordering::Relaxed) {
                wait(tries);
                tries = tries.saturating_add(1);
            }
        }
        Guard(&self.held)
    }
}

/// Waits a little, and longer after many tries. None of these takes memory.
#[cold]
fn wait(tries: u32) {
    if tries < SPINS {
        spin_loop();
    } else if tries < SPINS + YIELDS {
        thread::yield_now();
    } else {
        thread::sleep(Duration::from_micros(50));
    }
}

/// Lets go of the state, also where a closure panics.
struct Guard<'a>(&'a AtomicBool);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        // INVARIANT: 1: this was the guard.
        self.0.store(false, Ordering::Release);
    }
}
