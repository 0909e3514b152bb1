//! The trait and its contract.

use core::alloc::Layout;
use core::ptr::NonNull;

/// A source of memory blocks, which takes them back.
///
/// Collections of exalloc store a value of such a type and ask it for every block they use; the
/// same value takes the block back. Two methods make an allocator; the other three have defaults
/// that are right for everyone, and are worth overriding where the memory behind them can do
/// better. Since `&A` is an allocator whenever `A` is, `&arena` and `&dyn Allocator` go straight
/// into collections.
///
/// # Examples
///
/// An allocator that counts, in front of any other:
///
/// ```
/// use core::{alloc::Layout, cell::Cell, ptr::NonNull};
/// use exalloc::{Allocator, BumpAllocator, ExVec};
///
/// struct Calls<A> {
///     inner: A,
///     allocs: Cell<usize>,
/// }
///
/// // SAFETY: every block is one of `inner`, whose contract is ours; `dealloc` gives it back there.
/// unsafe impl<A: Allocator> Allocator for Calls<A> {
///     unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
///         self.allocs.set(self.allocs.get() + 1);
///         // SAFETY: forwarded.
///         unsafe { self.inner.alloc(layout) }
///     }
///     unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
///         // SAFETY: forwarded: the block came from `inner`.
///         unsafe { self.inner.dealloc(ptr, layout) }
///     }
///     // A published wrapper forwards the other three methods too: see rule 5 below.
/// }
///
/// let mut memory = [core::mem::MaybeUninit::uninit(); 256];
/// let calls = Calls { inner: BumpAllocator::new(&mut memory), allocs: Cell::new(0) };
/// let mut v = ExVec::new(&calls);
/// v.try_push(1u8)?;
/// assert_eq!(calls.allocs.get(), 1);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
///
/// # Contract
///
/// The vocabulary is that of `core::alloc::Allocator` as of 2026, so that a bridge to it is a thin
/// newtype. Terms first, each defined here and linked from everywhere else.
///
/// #### Live blocks
///
/// A *block* is a region of memory that [`alloc`](Self::alloc),
/// [`alloc_zeroed`](Self::alloc_zeroed), [`resize_in_place`](Self::resize_in_place) or
/// [`remap`](Self::remap) returned. It is *live* for an allocator from then on until it is
/// [invalidated](#invalidation), and is *denoted* by a pointer to its first byte. A block that is
/// live for an allocator is live for every [equivalent](#equivalence) one.
///
/// #### Fitting
///
/// Every live block has exactly one current layout: the one it was allocated with, or, after the
/// last successful `resize_in_place` or `remap`, the new size with the old alignment. A layout
/// *fits* a block when it equals the current one, in size and in alignment.
///
/// #### Equivalence
///
/// Two allocators are *equivalent* when a block of one may be given back to, or resized by, the
/// other. The relation is reflexive, symmetric and transitive. It is kept when an allocator is
/// moved, when a lifetime in its type is shortened, and when it is unsized (to `dyn Allocator`).
/// `&A`, `&mut A`, `Box<A>`, `Rc<A>` and `Arc<A>` are equivalent to the `A` behind them.
/// A clone of any other type of allocator is equivalent only if that type says so.
///
/// #### Invalidation
///
/// A block is *invalidated* when it is given to [`dealloc`](Self::dealloc) (or moved by a
/// successful `remap`), when every allocator equivalent to its own has been dropped, when one of
/// them is changed through `&mut` other than by a method of this trait, and when a lifetime that
/// occurs in their type ends. Nothing else invalidates a block. An allocator that invalidates by
/// `dealloc` only is a [`StaticAllocator`](crate::StaticAllocator).
///
/// #### The seven rules
///
/// Implementers owe them (see [Safety](#safety)); users may rely on them.
///
/// 1. **No safe `&self` method invalidates blocks.** Whatever gives memory back wholesale takes
///    `&mut self`, so that the borrow checker sees it: `reset(&mut self)`. Collections lend their
///    allocator as `&A`, never as `&mut A`.
/// 2. **Moving the allocator doesn't invalidate blocks**, nor does moving it assert anything about
///    them: memory that is handed out is held by raw pointer (`NonNull`, with
///    `PhantomData<&'buf mut [_]>`), never as `&mut`, `Box` or an inline field. No block stores a
///    pointer to the allocator value. An allocator whose storage lies inside itself implements the
///    trait for `&X` only.
/// 3. **No method unwinds.** Whoever calls foreign code inside a method does so under a guard that
///    aborts on unwinding.
/// 4. **A live block** is `layout.size()` bytes, readable and writable, inside one allocation,
///    disjoint from every other live block and from whatever the allocator itself touches, and its
///    *address* is a multiple of `layout.align()`, until it is [invalidated](#invalidation).
/// 5. **Sizes.** Callers pass sizes above zero that, rounded up to the alignment, don't exceed
///    `isize::MAX`. In `resize_in_place` and `remap`, the new size may be smaller, equal or larger;
///    equal succeeds in place. `remap` keeps the first `min(old, new)` bytes. After success the
///    block's layout is exactly the new size with the old alignment; after `None` nothing has
///    happened. A wrapper overrides all five methods: each forwards, transforms or refuses.
/// 6. **Provenance.** A pointer that is given to a method may carry provenance for its block only.
///    The allocator uses its *address*, reaches the rest of its memory through a pointer of its
///    own, and never keeps a caller's pointer. Callers go on with the returned pointer, even where
///    its address is the one they passed.
/// 7. **Forgetting is not dropping.** `leak` and `into_raw` keep the allocator alive by forgetting
///    it; a reference count moves the allocator out of its block before it frees that block.
///
/// # Safety
///
/// The implementation keeps the seven rules above, for all callers that keep the conditions of
/// each method. Safe code dereferences what it returns: that is why the trait is `unsafe`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an allocator",
    label = "`exalloc::Allocator` is not implemented for `{Self}`",
    note = "an allocator goes into a collection by value or as `&allocator`; an allocator with inline storage, such as `InlineBump`, only as `&allocator`"
)]
#[doc(alias = "malloc", alias = "GlobalAlloc")]
pub unsafe trait Allocator {
    /// Hands out a new block for `layout`, or `None` when there is none to be had.
    ///
    /// The block's bytes are uninitialised. On success the caller owns the block, and owes it to
    /// [`dealloc`](Self::dealloc) of this or an [equivalent](#equivalence) allocator.
    ///
    /// # Safety
    ///
    /// `layout.size()` is greater than zero.
    #[must_use = "the block leaks if it is not given back"]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>>;

    /// Takes a live block back.
    ///
    /// # Safety
    ///
    /// - `ptr` denotes a [live block](#live-blocks) of `self`.
    /// - `layout` [fits](#fitting) that block.
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout);

    /// Hands out a new block whose bytes are all zero, or `None` when there is none to be had.
    ///
    /// Overriding it is worth while where fresh memory is known to be zero (`calloc`, `mmap`).
    /// Ownership is that of [`alloc`](Self::alloc).
    ///
    /// # Safety
    ///
    /// `layout.size()` is greater than zero.
    #[inline]
    #[must_use = "the block leaks if it is not given back"]
    #[doc(alias = "calloc")]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: our caller promises a size above zero.
        let ptr = unsafe { self.alloc(layout) }?;
        // SAFETY: rule 4: the block is `layout.size()` writable bytes; `u8` has no alignment.
        unsafe { ptr.write_bytes(0, layout.size()) };
        Some(ptr)
    }

    /// Changes the size of a block without moving it; `None` when that can't be done.
    ///
    /// The returned pointer has the address of `ptr`, and must be used instead of it: `ptr` may
    /// carry provenance for the old bytes only. On success the block's layout is
    /// `(new_size, old.align())`, its first `min(old.size(), new_size)` bytes are kept and the
    /// others are uninitialised. On `None` nothing has happened: the caller still owns the old
    /// block, through `ptr`.
    ///
    /// # Safety
    ///
    /// - `ptr` denotes a [live block](#live-blocks) of `self`.
    /// - `old` [fits](#fitting) that block.
    /// - `new_size` is greater than zero and, rounded up to `old.align()`, at most `isize::MAX`.
    #[inline]
    #[must_use = "after success only the returned pointer may be used for the block"]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        (old.size() == new_size).then_some(ptr)
    }

    /// Changes the size of a block, moving it where that is cheaper than `alloc`, copy and
    /// `dealloc`; `None` when it can't do better than the caller could.
    ///
    /// As [`resize_in_place`](Self::resize_in_place), but the block may be elsewhere afterwards;
    /// `ptr` is [invalidated](#invalidation) then. The first `min(old.size(), new_size)` bytes are
    /// kept. On `None` nothing has happened, and the caller still owns the old block: it goes on by
    /// `alloc`, copy, `dealloc`, as [`grow`](crate::grow) does.
    ///
    /// # Safety
    ///
    /// - `ptr` denotes a [live block](#live-blocks) of `self`.
    /// - `old` [fits](#fitting) that block.
    /// - `new_size` is greater than zero and, rounded up to `old.align()`, at most `isize::MAX`.
    #[inline]
    #[must_use = "after success only the returned pointer may be used for the block"]
    #[doc(alias = "realloc", alias = "mremap")]
    unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, new_size: usize) -> Option<NonNull<u8>> {
        // SAFETY: forwarded: the conditions of the two methods are the same.
        unsafe { self.resize_in_place(ptr, old, new_size) }
    }
}
