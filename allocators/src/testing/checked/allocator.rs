//! The five methods.

use super::CheckedAllocator;
use super::state::{Change, Fresh};
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

impl<A: Allocator> CheckedAllocator<'_, A> {
    /// Changes the size of a block, if the call is right: `ask` asks the allocator inside, with the
    /// wider block, its layout and its new size; twice where it refuses to make it larger and the
    /// quarantine has memory for it.
    ///
    /// # Safety
    ///
    /// As for [`Allocator::remap`], which wrong calls may break: they are refused. `ask` answers as
    /// the allocator inside does to a live block of it, a layout that fits, and a new size within
    /// bounds; `stays` says that it is asked not to move the block.
    unsafe fn change(
        &self,
        method: &'static str,
        (ptr, old, new_size): (NonNull<u8>, Layout, usize),
        stays: bool,
        ask: impl Fn(&A, NonNull<u8>, Layout, usize) -> Option<NonNull<u8>>,
    ) -> Option<NonNull<u8>> {
        self.count_request();
        let address = ptr.addr().get();
        let (change, found) =
            self.state.with(|state| state.begin_change(method, address, old, new_size));
        self.tell(found);
        match change {
            Change::Refused => None,
            Change::Same(block) => Some(block),
            Change::SameOfLost => Some(ptr),
            Change::Ask { key, start, old, new } => {
                let ask = || ask(&self.backing, start, old.outer(), new.outer().size());
                let grows = new.outer().size() > old.outer().size();
                let answer = ask().or_else(|| {
                    // After a refusal nothing has happened. What leaves the quarantine may be what
                    // the block lacks.
                    if grows && self.trim(0) { ask() } else { None }
                });
                let (block, found) = self.state.with(|state| {
                    // SAFETY: key and frame are those of the change that began; the answer is to
                    // that frame's size.
                    unsafe { state.end_change(method, key, new, answer, stays) }
                });
                self.tell(found);
                block
            }
        }
    }
}

// SAFETY: the rules, for callers who keep the conditions:
// 1. Blocks are freed by `dealloc`, moved by `remap`, and all at once by the drop and `finish`,
//    which take the value. No `&self` method gives `&mut` access to the allocator inside.
// 2. Blocks are those of the allocator inside, which doesn't mind being moved; books are held by
//    raw pointer, no block knows where this value is.
// 3. Nothing here panics: sums are checked or saturate, the books hand back what doesn't fit, and a
//    hook that panics aborts. The lock is never held while others are called, so nobody waits for
//    itself.
// 4. A block is the content of a wider one, behind a front that ends at a multiple of the
//    alignment, also where the wider one is misaligned. Wider blocks are disjoint, or refused.
//    Padding is touched here only, content before it is handed out and after it is given back.
// 5. All five methods are overridden. An equal size succeeds; the front stays as long, so the wider
//    block keeps exactly the bytes that the block keeps (where it is misaligned, they are moved by
//    the difference); on `None` nothing has changed but canaries that were damaged. Where the
//    allocator inside answers with what isn't its to give, nothing is touched: of that block nobody
//    can know more than that it isn't to be given back.
// 6. Of a caller's pointer only the address is used; the books have pointers of their own, and
//    after a change the pointer that the allocator inside answered with.
// 7. It forgets nothing that isn't told: forgotten, it lets all blocks be.
unsafe impl<A: Allocator> Allocator for CheckedAllocator<'_, A> {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.allocate("alloc", layout, Fresh::Pattern, |backing, outer| {
            // SAFETY: wider than any canary, so the size is above zero.
            unsafe { backing.alloc(outer) }
        })
    }

    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let (address, limit) = (ptr.addr().get(), self.quarantine);
        // SAFETY: our caller gives the block up.
        let freeing = self.state.with(|state| unsafe { state.free(address, layout, limit) });
        self.tell(freeing.found);
        if let Some(entry) = freeing.passes {
            self.give_back(entry);
        }
        self.trim(limit);
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.allocate("alloc_zeroed", layout, Fresh::Zero, |backing, outer| {
            // SAFETY: wider than any canary, so the size is above zero.
            unsafe { backing.alloc_zeroed(outer) }
        })
    }

    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let method = "resize_in_place";
        let ask = |backing: &A, start, outer, size| {
            // SAFETY: `change` passes a live block that `outer` fits, and the size of a layout with
            // that alignment, above zero.
            unsafe { backing.resize_in_place(start, outer, size) }
        };
        // SAFETY: our caller's promise; `ask` answers as the allocator inside does.
        unsafe { self.change(method, (ptr, old, new_size), true, ask) }
    }

    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        let ask = |backing: &A, start, outer, size| {
            // SAFETY: as in `resize_in_place`.
            unsafe { backing.remap(start, outer, size) }
        };
        // SAFETY: our caller's promise; `ask` answers as the allocator inside does.
        unsafe { self.change("remap", (ptr, old, new_size), false, ask) }
    }
}
