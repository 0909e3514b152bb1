//! References and owning pointers to an allocator are allocators.
//!
//! Each forwards all five methods to the same allocator, so each is
//! [equivalent](Allocator#equivalence) to it. There is no impl for `Pin<P>`: a safe `Deref` may
//! answer differently each time, so blocks could go back to another allocator than they came from.

use crate::Allocator;
use core::alloc::Layout;
use core::ptr::NonNull;

/// Writes one forwarding impl together with the test which shows that all five methods arrive.
macro_rules! forward {
    ($(#[$cfg:meta])* $pointer:ty, $test:ident: |$probe:ident| $make:expr) => {
        $(#[$cfg])*
        // SAFETY: every method forwards to the one allocator behind the pointer, so its seven rules
        // are ours. Rule 1: the impl offers no way to that allocator's `&mut` methods. Rule 2:
        // moving the pointer doesn't move that allocator, which holds what it handed out by raw
        // pointer, so asserting that the pointer is unique asserts nothing about blocks. Rule 3:
        // these pointers' `Deref` is the language's or std's, and doesn't unwind.
        unsafe impl<A: Allocator + ?Sized> Allocator for $pointer {
            #[inline]
            unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
                // SAFETY: forwarded: our caller promises a size above zero.
                unsafe { (**self).alloc(layout) }
            }

            #[inline]
            unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
                // SAFETY: forwarded: a block live for `self` is live for the allocator behind it.
                unsafe { (**self).dealloc(ptr, layout) }
            }

            #[inline]
            unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
                // SAFETY: forwarded: our caller promises a size above zero.
                unsafe { (**self).alloc_zeroed(layout) }
            }

            #[inline]
            unsafe fn resize_in_place(
                &self,
                ptr: NonNull<u8>,
                old: Layout,
                new_size: usize,
            ) -> Option<NonNull<u8>> {
                // SAFETY: forwarded: a block live for `self` is live for the allocator behind it.
                unsafe { (**self).resize_in_place(ptr, old, new_size) }
            }

            #[inline]
            unsafe fn remap(
                &self,
                ptr: NonNull<u8>,
                old: Layout,
                new_size: usize,
            ) -> Option<NonNull<u8>> {
                // SAFETY: forwarded: a block live for `self` is live for the allocator behind it.
                unsafe { (**self).remap(ptr, old, new_size) }
            }
        }

        $(#[$cfg])*
        #[cfg(test)]
        #[test]
        fn $test() {
            let calls = tests::Calls::default();
            let $probe = tests::Probe::new(&calls);
            tests::forwards_all_five($make, &calls);
        }
    };
}

forward!(&A, reference_forwards: |probe| &probe);
forward!(&mut A, mutable_reference_forwards: |probe| &mut { probe });
forward!(
    #[cfg(feature = "alloc")]
    alloc::boxed::Box<A>, box_forwards: |probe| alloc::boxed::Box::new(probe));
forward!(
    #[cfg(feature = "alloc")]
    alloc::rc::Rc<A>, rc_forwards: |probe| alloc::rc::Rc::new(probe));
forward!(
    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    alloc::sync::Arc<A>, arc_forwards: |probe| alloc::sync::Arc::new(probe));

#[cfg(test)]
mod tests;
