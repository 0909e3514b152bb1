//! Two methods, seven rules.
//!
//! An allocator implements `alloc` and `dealloc`, and owes the seven rules of
//! [the contract](crate::Allocator#contract). Authors may depend on `exalloc-core` alone.
//!
//! A stack of fixed slots, complete:
//!
//! ```
//! use core::{alloc::Layout, cell::Cell, mem::MaybeUninit, ptr::NonNull};
//! use exalloc::{Allocator, ExBox};
//!
//! /// Hands out slots of 64 bytes from a buffer, and takes them back in any order.
//! struct Slots<'buf> {
//!     // Rule 2: what is handed out is held by raw pointer, with the lifetime beside it.
//!     base: NonNull<u8>,
//!     buffer: core::marker::PhantomData<&'buf mut [Slot]>,
//!     free: Cell<u32>, // One bit a slot.
//! }
//! #[repr(align(64))]
//! #[derive(Clone, Copy)]
//! struct Slot([MaybeUninit<u8>; 64]);
//!
//! impl<'buf> Slots<'buf> {
//!     fn new(slots: &'buf mut [Slot; 32]) -> Self {
//!         let base = NonNull::from(slots).cast();
//!         Self { base, buffer: core::marker::PhantomData, free: Cell::new(u32::MAX) }
//!     }
//! }
//!
//! // SAFETY: a slot is handed out while its bit is clear, so live blocks are disjoint; it is 64
//! // bytes of the buffer, aligned to 64, and the buffer is borrowed for as long as `self` lives.
//! unsafe impl Allocator for Slots<'_> {
//!     unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
//!         let slot = self.free.get().trailing_zeros();
//!         if layout.size() > 64 || layout.align() > 64 || slot == 32 {
//!             return None;
//!         }
//!         self.free.set(self.free.get() & !(1 << slot));
//!         // SAFETY: `slot` is below 32, so this stays inside the buffer.
//!         Some(unsafe { self.base.add(slot as usize * 64) })
//!     }
//!     unsafe fn dealloc(&self, ptr: NonNull<u8>, _: Layout) {
//!         // Rule 6: only the address of a caller's pointer counts.
//!         let slot = (ptr.addr().get() - self.base.addr().get()) / 64;
//!         self.free.set(self.free.get() | 1 << slot);
//!     }
//! }
//!
//! let mut memory = [Slot([MaybeUninit::uninit(); 64]); 32];
//! let slots = Slots::new(&mut memory);
//! let boxed = ExBox::try_new([1u64; 8], &slots).unwrap();
//! assert_eq!(boxed.iter().sum::<u64>(), 8);
//! assert!(ExBox::try_new([1u64; 9], &slots).is_err());
//! ```
//!
//! Then, where the memory behind it can do better than the defaults:
//!
//! - `alloc_zeroed`, where fresh memory is known to be zero;
//! - `resize_in_place`, where a block can change its size and stay;
//! - `remap`, where moving a block is cheaper than allocating, copying and freeing.
//!
//! A wrapper around another allocator overrides all five, for the defaults know nothing of what is
//! behind it: each forwards, transforms or refuses.
