//! The guard for the moments in which a value exists twice.

use core::mem;

/// Aborts the process when it is dropped, which happens only while unwinding: whoever finishes
/// [disarms](Self::disarm) it.
///
/// Between reading a value out and writing it back two copies of it exist, and unwinding would drop
/// both. Allocators must not unwind (rule 3 of the [contract](exalloc_core::Allocator#contract));
/// this guard turns a broken promise into an abort instead of a double free. A panic inside a
/// destructor that runs during unwinding aborts; that is how `no_std` code can abort at all.
#[must_use]
pub(crate) struct AbortOnUnwind;

impl AbortOnUnwind {
    #[inline]
    pub(crate) fn disarm(self) {
        mem::forget(self);
    }
}

impl Drop for AbortOnUnwind {
    // Without the guard's address, which would need a place on the stack of every growth.
    #[inline]
    fn drop(&mut self) {
        unwound()
    }
}

#[cold]
#[inline(never)]
fn unwound() -> ! {
    panic!("an allocator unwound, which its contract forbids");
}
