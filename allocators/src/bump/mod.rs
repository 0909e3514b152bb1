//! Blocks from a buffer that the caller lends.
//!
//! - **Guarantees.** Blocks lie in the buffer, aligned by address, whatever the alignment of the
//!   buffer. Nothing outside the buffer is touched, and nothing of it is touched by the allocator
//!   itself. All memory comes back by [`reset`](BumpAllocator::reset).
//! - **Design.** A base, a position, and a limit. A block is cut off at the position, which moves
//!   upwards. Only the block that ends at the position is taken back, and
//!   grows, in place; any block shrinks in place; the others wait for `reset`.
//! - **Cost.** One comparison and a few additions per operation, inlined; no header, and padding
//!   for alignment only.
//! - **Thread-safety.** [`Send`]; not [`Sync`], for the position isn't synchronised.
//!
//! ```text
//! buffer:  | block | pad | block | block | free …          |
//!          ^ base                        ^ position        ^ limit
//! ```

use core::alloc::Layout;
use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::Allocator;
pub(crate) use region::Region;

mod region;
#[cfg(test)]
mod tests;

/// An allocator that cuts blocks from a buffer which the caller lends.
///
/// It needs no heap, so this is the allocator for firmware and for memory that is set aside
/// beforehand. The buffer may be anywhere and of any alignment; when it is full, requests fail.
/// Blocks don't come back one by one, but for the last one: [`reset`](Self::reset) gives all back.
/// For a buffer inside the allocator see [`InlineBump`](crate::InlineBump), for one that grows
/// [`ArenaAllocator`](crate::ArenaAllocator).
///
/// # Examples
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::{BumpAllocator, ExVec};
///
/// let mut memory = [MaybeUninit::uninit(); 64];
/// let mut bump = BumpAllocator::new(&mut memory);
/// for round in 0..1000_u32 {
///     let mut v = ExVec::try_with_capacity(8, &bump)?;
///     v.try_push(round)?;
///     assert!(ExVec::<u64, _>::try_with_capacity(8, &bump).is_err(), "64 bytes are not 96");
///     drop(v);
///     bump.reset();
/// }
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
///
/// A vector on it can't outlive a reset:
///
/// ```compile_fail,E0502
/// use core::mem::MaybeUninit;
/// use exalloc::{BumpAllocator, ExVec};
///
/// let mut memory = [MaybeUninit::uninit(); 64];
/// let mut bump = BumpAllocator::new(&mut memory);
/// let v = ExVec::<u8, _>::new(&bump);
/// bump.reset();
/// drop(v);
/// ```
///
/// A `&mut [u8]` that its owner reads again later won't do. Values are moved into the buffer with
/// their padding, which is uninitialised, and reading such bytes as `u8` afterwards would be
/// undefined behaviour. `&mut [MaybeUninit<u8>]` says it right, and what is `'static` and
/// [handed over for ever](Self::from_static) can't be read again.
///
/// ```compile_fail,E0308
/// use exalloc::BumpAllocator;
///
/// let mut memory = [0_u8; 64];
/// let bump = BumpAllocator::new(&mut memory[..]);
/// ```
///
/// ```compile_fail,E0597
/// use exalloc::BumpAllocator;
///
/// let mut memory = [0_u8; 64];
/// let bump = BumpAllocator::from_static(&mut memory);
/// ```
// # Invariants
//
// Those of a region made of the three fields; the buffer is borrowed for `'buf`, so nobody else
// accesses it.
#[must_use = "an allocator that nobody allocates from does nothing"]
pub struct BumpAllocator<'buf> {
    base: NonNull<u8>,
    position: Cell<NonNull<u8>>,
    limit: NonNull<u8>,
    buffer: PhantomData<&'buf mut [MaybeUninit<u8>]>,
}

impl<'buf> BumpAllocator<'buf> {
    /// Makes an allocator over a buffer, of any length and alignment.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use exalloc::{BumpAllocator, ExBox};
    ///
    /// let mut memory = [MaybeUninit::uninit(); 100];
    /// let bump = BumpAllocator::new(&mut memory);
    /// let boxed = ExBox::try_new(7_u64, &bump).unwrap();
    /// assert_eq!(*boxed, 7);
    /// assert_eq!(bump.capacity(), 100);
    /// ```
    #[inline]
    pub const fn new(buffer: &'buf mut [MaybeUninit<u8>]) -> Self {
        let capacity = buffer.len();
        // SAFETY: the pointer of a slice isn't null.
        let base = unsafe { NonNull::new_unchecked(buffer.as_mut_ptr()) };
        // SAFETY: the pointer and the length of a slice, which is ours alone for `'buf`.
        unsafe { Self::over(base.cast(), capacity) }
    }
}

impl BumpAllocator<'static> {
    /// Makes an allocator over initialised bytes, which are never handed back.
    ///
    /// Dropping the allocator leaks them. Use it for buffers that exist as `&'static mut [u8]`,
    /// such as those of the `static_cell` package, or a leaked box.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExString};
    ///
    /// let memory: &'static mut [u8] = Box::leak(Box::new([0; 32]));
    /// let bump = BumpAllocator::from_static(memory);
    /// let s = ExString::try_from_str_in("on a static buffer", &bump)?;
    /// assert_eq!(s, "on a static buffer");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    #[inline]
    pub const fn from_static(buffer: &'static mut [u8]) -> Self {
        let capacity = buffer.len();
        // SAFETY: the pointer of a slice isn't null.
        let base = unsafe { NonNull::new_unchecked(buffer.as_mut_ptr()) };
        // SAFETY: the pointer and the length of a slice. It was borrowed for ever and is consumed
        // here, so nobody can reach it again: bytes may be de-initialised.
        unsafe { Self::over(base, capacity) }
    }
}

impl BumpAllocator<'_> {
    /// # Safety
    ///
    /// `base` is valid for reads and writes of `capacity` bytes of one allocation, which nobody
    /// else accesses for the lifetime in the type.
    #[inline]
    const unsafe fn over(base: NonNull<u8>, capacity: usize) -> Self {
        // SAFETY: our caller's promise: this is the end of the buffer.
        let limit = unsafe { base.add(capacity) };
        // INVARIANT: 1: our caller's promise. 2, 3: nothing is used.
        Self { base, position: Cell::new(base), limit, buffer: PhantomData }
    }

    /// Takes all blocks back at once, so that the whole buffer is free.
    ///
    /// Nothing is dropped: values that should be must have been.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use exalloc::{BumpAllocator, ExBox};
    ///
    /// let mut memory = [MaybeUninit::uninit(); 100];
    /// let mut bump = BumpAllocator::new(&mut memory);
    /// ExBox::leak(ExBox::try_new([1_u8; 90], &bump).unwrap());
    /// assert_eq!(bump.used(), 90);
    /// bump.reset();
    /// assert_eq!(bump.used(), 0);
    /// ```
    #[inline]
    pub fn reset(&mut self) {
        // INVARIANT: 3: `&mut` invalidates all blocks.
        self.position.set(self.base);
    }

    /// Tells how many bytes of the buffer are used: by blocks, by padding, and by blocks that were
    /// given back out of order.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::mem::MaybeUninit;
    /// use exalloc::{BumpAllocator, ExBox};
    ///
    /// let mut memory = [MaybeUninit::uninit(); 100];
    /// let bump = BumpAllocator::new(&mut memory);
    /// let boxed = ExBox::try_new([0_u8; 10], &bump).unwrap();
    /// assert_eq!((bump.used(), bump.remaining()), (10, 90));
    /// drop(boxed);
    /// assert_eq!((bump.used(), bump.remaining()), (0, 100));
    /// ```
    #[inline]
    #[must_use]
    pub fn used(&self) -> usize {
        // Can't wrap: the position is above the base.
        self.position.get().addr().get().wrapping_sub(self.base.addr().get())
    }

    /// Tells how many bytes of the buffer are free; a block may need some of them as padding.
    ///
    /// # Examples
    ///
    /// See [`used`](Self::used).
    #[inline]
    #[must_use]
    pub fn remaining(&self) -> usize {
        // Can't wrap: the position is below the limit.
        self.limit.addr().get().wrapping_sub(self.position.get().addr().get())
    }

    /// Tells the size of the buffer in bytes.
    ///
    /// # Examples
    ///
    /// See [`new`](Self::new).
    #[inline]
    #[must_use]
    pub fn capacity(&self) -> usize {
        // Can't wrap: the limit is above the base.
        self.limit.addr().get().wrapping_sub(self.base.addr().get())
    }

    #[inline]
    fn region(&self) -> Region {
        let (position, limit) = (self.position.get().addr(), self.limit.addr());
        // SAFETY: the invariants of this type, whose methods keep the position up to date.
        unsafe { Region::new(self.base, position.get(), limit.get()) }
    }
}

// SAFETY: what it holds is a borrow of bytes and a number, and `&mut [MaybeUninit<u8>]` is `Send`.
unsafe impl Send for BumpAllocator<'_> {}

// SAFETY: `Region` does all work, and its invariants hold.
// 1. Only `reset` invalidates, which takes `&mut self`.
// 2. The buffer is held by raw pointer; blocks lie in it, and don't point here.
// 3. Nothing here panics or calls foreign code.
// 4. Blocks lie within the buffer, disjoint, at addresses that `align_up` has found; the allocator
//    itself touches no byte of the buffer.
// 5. Any block shrinks in place, and so does one to its own size; nothing is written on `None`.
// 6. A caller's pointer is reduced to its address.
unsafe impl Allocator for BumpAllocator<'_> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        let answer = self.region().alloc(layout)?;
        self.position.set(answer.position);
        Some(answer.block)
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: forwarded: every live block of `self` is one of its region.
        if let Some(position) = unsafe { self.region().dealloc(ptr, layout) } {
            self.position.set(position);
        }
    }

    #[inline]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: every live block of `self` is one of its region.
        let answer = unsafe { self.region().resize_in_place(ptr, old, new_size) }?;
        self.position.set(answer.position);
        Some(answer.block)
    }
}

impl fmt::Debug for BumpAllocator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BumpAllocator")
            .field("used", &self.used())
            .field("capacity", &self.capacity())
            .finish_non_exhaustive()
    }
}
