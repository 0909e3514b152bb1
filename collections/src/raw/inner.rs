//! The untyped block with its allocator.

use super::AbortOnUnwind;
use super::elem::Elem;
use crate::error::TryReserveError;
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;

/// Growable untyped block; the only code of collections' arrays that calls an allocator.
///
/// It doesn't know its elements, so that this code is compiled once per allocator, not once per
/// element type; every method takes them. It has no destructor: [`RawBuf`](super::RawBuf) has.
///
/// # Invariants
///
/// `elem` is what every method of one value is called with; the size in it is above zero.
///
/// 1. If `cap > 0`, `ptr` denotes a live block of `alloc` that `layout::array(elem, cap)` fits, and
///    carries provenance for the whole block.
/// 2. If `cap == 0`, `ptr` dangles at `elem`'s alignment and nothing is owned.
pub(super) struct Inner<A> {
    pub(super) ptr: NonNull<u8>,
    pub(super) cap: usize,
    pub(super) alloc: A,
}

impl<A: Allocator> Inner<A> {
    /// Makes room for `additional` elements beyond `len`, and no more.
    ///
    /// Nothing has changed after an error.
    ///
    /// # Safety
    ///
    /// - `elem` is this value's.
    /// - The first `len` elements may be read as bytes, and `len <= cap`.
    /// - `additional > cap - len`.
    #[inline(never)]
    pub(super) unsafe fn grow_exact(
        &mut self,
        len: usize,
        additional: usize,
        elem: &Elem,
    ) -> Result<(), TryReserveError> {
        debug_assert!(additional > self.cap - len);
        let Some(new_cap) = elem.exact(len, additional) else {
            return Err(TryReserveError::CAPACITY_OVERFLOW);
        };
        // SAFETY: the parts are this value's, and the rest is forwarded; `new_cap` is
        // `len + additional`, above the old one, and at most the largest, says `exact`.
        let grown = unsafe { grow_to(&self.alloc, elem, self.ptr, self.cap, len, new_cap) };
        let (Some(ptr), cap) = grown else {
            // SAFETY: at most the largest.
            return Err(TryReserveError::alloc(unsafe { elem.repeat(new_cap) }));
        };
        // INVARIANT 1: what `grow_to` gives.
        self.ptr = ptr;
        self.cap = cap;
        Ok(())
    }

    /// Reduces the capacity to `cap` elements, keeping the first `len`; gives the block back when
    /// `cap` is zero.
    ///
    /// Nothing has changed after an error, which means that no smaller block was to be had.
    ///
    /// # Safety
    ///
    /// - `elem` is this value's.
    /// - The first `len` elements may be read as bytes, and `len <= cap < self.cap`.
    pub(super) unsafe fn shrink(
        &mut self,
        len: usize,
        cap: usize,
        elem: &Elem,
    ) -> Result<(), TryReserveError> {
        debug_assert!(len <= cap && cap < self.cap);
        // SAFETY: invariant 1: a block of so many is live: the capacity is above `cap`.
        let old = unsafe { elem.repeat(self.cap) };
        let ptr = self.ptr;
        if cap == 0 {
            // INVARIANT 2: nothing is owned any more, and the pointer dangles at the alignment.
            self.cap = 0;
            self.ptr = dangling(elem);
            // SAFETY: live and fits: invariant 1, read before this value forgot the block.
            unsafe { self.alloc.dealloc(ptr, old) };
            return Ok(());
        }
        // SAFETY: there is a live block of more elements than that.
        let new = unsafe { elem.repeat(cap) };
        // An allocator that unwinds here may have taken the block back.
        let guard = AbortOnUnwind;
        // SAFETY:
        // - live, fits: invariant 1.
        // - readable: `len` elements by our caller's promise.
        // - sizes: `0 < len <= cap < self.cap` (`len` may be zero, `cap` isn't); same alignment.
        let shrunk =
            unsafe { exalloc_core::shrink(&self.alloc, ptr, old, new, len * elem.layout.size()) };
        guard.disarm();
        let Some(ptr) = shrunk else { return Err(TryReserveError::alloc(new)) };
        // INVARIANT 1: the block is live and `new`, which is `array(elem, cap)`, fits it; the
        // allocator returned this pointer for all of it (rule 4).
        self.ptr = ptr;
        self.cap = cap;
        Ok(())
    }
}

/// What growth gives: a new pointer and a new capacity.
///
/// Instead of a pointer `None` says that nothing has changed; the capacity beside it is the one
/// that no block could be had for, or zero where so many elements are too many for any block, as
/// [`Refused`] keeps it.
pub(super) type Grown = (Option<NonNull<u8>>, usize);

/// A larger block for the parts of an [`Inner`]: makes room for `additional` elements beyond `len`,
/// geometrically.
///
/// The parts come by value and go back in two registers, so that the caller's stay in registers
/// too: an outlined `&mut` to a vector costs every push a store (`benches/NOTES.md`).
///
/// Never unwinds, so that `alloc` may be a copy of the caller's for the time of this call.
///
/// # Safety
///
/// - `ptr`, `cap` and `alloc` are those of an [`Inner`], and `elem` is that value's.
/// - The first `len` elements may be read as bytes, and `len <= cap`.
/// - `additional > cap - len`.
#[cold]
#[inline(never)]
pub(super) unsafe fn grow<A: Allocator>(
    alloc: &A,
    elem: &Elem,
    ptr: NonNull<u8>,
    cap: usize,
    len: usize,
    additional: usize,
) -> Grown {
    debug_assert!(additional > cap - len);
    let Some(new_cap) = elem.amortized(cap, len, additional) else { return (None, 0) };
    // SAFETY: forwarded; `new_cap` is at least `len + additional`, above `cap`, and at most the
    // largest, says `amortized`.
    unsafe { grow_to(alloc, elem, ptr, cap, len, new_cap) }
}

/// [`grow`] by one element where all the room is taken: what `push` needs. Smaller by what it
/// doesn't have to know.
///
/// # Safety
///
/// - `ptr`, `cap` and `alloc` are those of an [`Inner`], and `elem` is that value's.
/// - The first `cap` elements may be read as bytes.
#[cold]
#[inline(never)]
pub(super) unsafe fn grow_full<A: Allocator>(
    alloc: &A,
    elem: &Elem,
    ptr: NonNull<u8>,
    cap: usize,
) -> Grown {
    let Some(new_cap) = elem.next(cap) else { return (None, 0) };
    // SAFETY: forwarded; `new_cap` is above `cap`, and at most the largest, says `next`.
    unsafe { grow_to(alloc, elem, ptr, cap, cap, new_cap) }
}

/// A block of `new_cap` elements for the parts of an [`Inner`].
///
/// # Safety
///
/// - `ptr`, `cap` and `alloc` are those of an [`Inner`], and `elem` is that value's.
/// - The first `len` elements may be read as bytes, and `len <= cap`.
/// - `new_cap` is above `cap`, and at most the largest.
// Always: with an arena the optimiser makes it a third function, which gets two words on the stack,
// and a growth in place takes a third more instructions (`benches/NOTES.md`).
#[inline(always)]
unsafe fn grow_to<A: Allocator>(
    alloc: &A,
    elem: &Elem,
    ptr: NonNull<u8>,
    cap: usize,
    len: usize,
    new_cap: usize,
) -> Grown {
    // SAFETY: at most the largest.
    let new = unsafe { elem.repeat(new_cap) };
    // SAFETY: zero, or invariant 1: a block of so many is live.
    let old = unsafe { elem.repeat(cap) };
    // The caller may have the allocator twice meanwhile, and the old block may be given back.
    let guard = AbortOnUnwind;
    // SAFETY:
    // - live, fits: invariant 1, or `old` has size zero.
    // - readable: `len` elements by our caller's promise, `len <= cap`.
    // - sizes: `len <= cap < new_cap`; both layouts have `elem`'s alignment; `new` has `new_cap`
    //   elements, above zero, of a size above zero.
    let grown = unsafe { exalloc_core::grow(alloc, ptr, old, new, len * elem.layout.size()) };
    guard.disarm();
    // INVARIANT 1 for what our caller puts together: the block is live and `new`, which is
    // `array(elem, new_cap)`, fits it; the allocator returned this pointer for all of it (rule 4).
    (grown, new_cap)
}

/// Why a buffer didn't grow, in two words that are put together at the cold end only: as an error
/// of its own it would be looked at on the way (`benches/NOTES.md`).
///
/// # Invariants
///
/// 1. `cap` is zero, or at most the largest capacity for `elem`.
pub(crate) struct Refused {
    cap: usize,
    elem: &'static Elem,
}

impl Refused {
    /// What [`grow`] gave instead of a pointer.
    ///
    /// # Safety
    ///
    /// It did, for the same elements.
    #[inline]
    pub(super) const unsafe fn new(cap: usize, elem: &'static Elem) -> Self {
        // INVARIANT 1: zero, or what `grow` asked for.
        Self { cap, elem }
    }

    /// More elements than any block can have.
    #[inline]
    pub(super) const fn too_many(elem: &'static Elem) -> Self {
        // INVARIANT 1.
        Self { cap: 0, elem }
    }

    /// The error that says so.
    #[cold]
    #[inline(never)]
    pub(crate) const fn error(self) -> TryReserveError {
        self.told()
    }

    /// Panics: with that error, or without `std`, where its numbers aren't told anyway, with a text
    /// that takes no argument. A push is a third smaller so.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub(crate) fn raise(self) -> ! {
        if cfg!(feature = "std") { self.tell() } else { no_room() }
    }

    #[cfg(feature = "infallible")]
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn tell(self) -> ! {
        self.told().raise()
    }

    #[inline]
    const fn told(self) -> TryReserveError {
        if self.cap == 0 {
            return TryReserveError::CAPACITY_OVERFLOW;
        }
        // SAFETY: invariant 1.
        TryReserveError::alloc(unsafe { self.elem.repeat(self.cap) })
    }
}

#[cfg(feature = "infallible")]
#[cold]
#[inline(never)]
#[track_caller]
fn no_room() -> ! {
    panic!("no room for another element")
}

impl From<Refused> for TryReserveError {
    #[inline]
    fn from(refused: Refused) -> Self {
        refused.error()
    }
}

/// Gives the block of the parts of an [`Inner`] back, if there is one, and ends its allocator.
///
/// By value, as [`grow`]: an outlined `&mut`, even on the way of unwinding only, costs every vector
/// its registers, and every growth two stalls where 16 bytes are read that were written as 8 and 8
/// (`benches/NOTES.md`).
///
/// # Safety
///
/// `ptr`, `cap` and `alloc` are those of an [`Inner`] that is never used again, and `elem` is that
/// value's.
#[inline(never)]
pub(super) unsafe fn free<A: Allocator>(ptr: NonNull<u8>, cap: usize, alloc: A, elem: &Elem) {
    if cap > 0 {
        // SAFETY: invariant 1: a block of so many is live.
        let layout = unsafe { elem.repeat(cap) };
        // SAFETY: live and fits: invariant 1.
        unsafe { alloc.dealloc(ptr, layout) };
    }
}

/// A pointer that is aligned for `elem` and denotes nothing.
#[inline]
const fn dangling(elem: &Elem) -> NonNull<u8> {
    let ptr = ptr::without_provenance_mut(elem.layout.align());
    // SAFETY: an alignment is a power of two, so it isn't zero.
    unsafe { NonNull::new_unchecked(ptr) }
}
