//! An allocator whose `clone`, `default` and `drop` are foreign calls that may panic.

use crate::Heap;
use core::alloc::Layout;
use core::cell::Cell;
use core::fmt;
use core::ptr::NonNull;
use exalloc::testing::{CheckedAllocator, PanicContextIn};
use exalloc::{Allocator, ExBox};

/// The allocator of a run of `AllPanics`, whose clones and drops are calls that may panic.
///
/// Allocating never does: that is rule 3 of the contract, which says nothing of `Clone` and `Drop`
/// but for types that claim to be `AllocatorClone`.
///
/// It is a block of the allocator itself, two words in size, so that one that is lost is noticed.
pub struct Watched<'c, A: Allocator>(
    ExBox<&'c PanicContextIn<A>, &'c CheckedAllocator<'static, A>>,
);

impl<'c, A: Allocator> Watched<'c, A> {
    /// Forwards to the allocator of this run.
    ///
    /// # Panics
    ///
    /// If there is no memory.
    #[must_use]
    pub fn new(cx: &'c PanicContextIn<A>) -> Self {
        Self(ExBox::try_new(cx, cx.alloc()).expect("memory"))
    }
}

thread_local! {
    static CURRENT: Cell<Option<&'static PanicContextIn<Heap>>> = const { Cell::new(None) };
}

/// The context of [`during`], for what is made by [`Default`].
///
/// # Panics
///
/// Outside of [`during`].
#[must_use]
pub fn current() -> &'static PanicContextIn<Heap> {
    CURRENT.get().expect("a run under way")
}

/// Runs `body` with this context as the [`current`] one.
///
/// No value that has it may outlive the call: bodies here keep nothing.
pub fn during(cx: &PanicContextIn<Heap>, body: impl FnOnce()) {
    struct Reset;
    impl Drop for Reset {
        fn drop(&mut self) {
            CURRENT.set(None);
        }
    }
    // SAFETY: another lifetime; the guard takes the reference away before the true one ends.
    let cx: &'static PanicContextIn<Heap> = unsafe { &*core::ptr::from_ref(cx) };
    CURRENT.set(Some(cx));
    let _reset = Reset;
    body();
}

impl Default for Watched<'static, Heap> {
    fn default() -> Self {
        current().call("an allocator's `default`");
        Self::new(current())
    }
}

impl<A: Allocator> Clone for Watched<'_, A> {
    fn clone(&self) -> Self {
        self.0.call("an allocator's `clone`");
        Self::new(&self.0)
    }
}

impl<A: Allocator> Drop for Watched<'_, A> {
    fn drop(&mut self) {
        self.0.call("an allocator's `drop`");
    }
}

impl<A: Allocator> fmt::Debug for Watched<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watched")
    }
}

// SAFETY: forwarded to one allocator, which outlives this; cloning and dropping changes nothing of
// it.
unsafe impl<A: Allocator> Allocator for Watched<'_, A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc().alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded.
        unsafe { self.0.alloc().dealloc(ptr, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc().alloc_zeroed(layout) }
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc().resize_in_place(ptr, old, new_size) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded.
        unsafe { self.0.alloc().remap(ptr, old, new_size) }
    }
}
