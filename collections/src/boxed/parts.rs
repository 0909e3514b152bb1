//! Taking a box apart and putting it together.

use super::ExBox;
use super::block::FreeOnDrop;
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};
use exalloc_core::Allocator;

impl<T: ?Sized, A: Allocator> ExBox<T, A> {
    /// Lends the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let b = ExBox::new(5, &bump);
    /// assert!(core::ptr::eq(*ExBox::allocator(&b), &bump));
    /// ```
    #[inline]
    pub const fn allocator(this: &Self) -> &A {
        &this.alloc
    }

    /// Takes the box apart; the value and its block become the caller's.
    ///
    /// Nothing is dropped, the allocator included. Putting the parts together again by
    /// [`from_raw_parts`](Self::from_raw_parts) gives the block back in the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let (ptr, alloc) = ExBox::into_raw_parts(ExBox::new(5, SystemAllocator));
    /// // SAFETY: the parts of a box, used once.
    /// let b = unsafe { ExBox::from_raw_parts(ptr, alloc) };
    /// assert_eq!(*b, 5);
    /// ```
    #[inline]
    #[must_use = "the value and its block leak"]
    #[doc(alias = "into_raw_with_allocator")]
    pub fn into_raw_parts(this: Self) -> (*mut T, A) {
        let this = ManuallyDrop::new(this);
        // SAFETY: valid for reads: a reference; `this` is never dropped nor used again, so the
        // allocator exists once.
        let alloc = unsafe { ptr::read(&raw const this.alloc) };
        (this.ptr.as_ptr(), alloc)
    }

    /// Puts a box together; it owns the value and its block from then on.
    ///
    /// # Examples
    ///
    /// A box around a block that was allocated by hand:
    ///
    /// ```
    /// use core::alloc::Layout;
    /// use exalloc::{Allocator, ExBox, SystemAllocator};
    ///
    /// // SAFETY: the size isn't zero.
    /// let block = unsafe { SystemAllocator.alloc(Layout::new::<u64>()) }.unwrap().cast::<u64>();
    /// // SAFETY: aligned, and valid for writes.
    /// unsafe { block.write(5) };
    /// // SAFETY: a live block of this very allocator, with the layout of `u64`, initialised.
    /// let b = unsafe { ExBox::from_raw_parts(block.as_ptr(), SystemAllocator) };
    /// assert_eq!(*b, 5);
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` points to an initialised value of type `T`, is aligned and not null, and the caller
    ///   gives up the ownership of the value.
    /// - If the value's size is above zero, `ptr` denotes a
    ///   [live block](exalloc_core::Allocator#live-blocks) of `alloc` that the value's layout
    ///   [fits](exalloc_core::Allocator#fitting), may be used for the whole of it, and the caller
    ///   gives up its ownership.
    #[inline]
    #[doc(alias = "from_raw_in")]
    pub const unsafe fn from_raw_parts(ptr: *mut T, alloc: A) -> Self {
        // SAFETY: not null: our caller's promise.
        let ptr = unsafe { NonNull::new_unchecked(ptr) };
        // INVARIANTS 1 and 2: our caller's promise.
        Self { ptr, value: PhantomData, alloc }
    }

    /// Gives the value and its block away, as a pointer; the allocator is forgotten.
    ///
    /// It isn't dropped, for that might take the block along: with an allocator that owns
    /// something, its own memory leaks. [`into_raw_parts`](Self::into_raw_parts) hands it over
    /// instead. Putting the box together again by [`from_raw`](Self::from_raw), with an
    /// [equivalent](exalloc_core::Allocator#equivalence) allocator, gives the block back in the
    /// end.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let ptr: *mut u32 = ExBox::into_raw(ExBox::new(5, SystemAllocator));
    /// // SAFETY: what `into_raw` gave, used once; system allocators are all equivalent.
    /// let b = unsafe { ExBox::from_raw(ptr, SystemAllocator) };
    /// assert_eq!(*b, 5);
    /// ```
    #[inline]
    #[must_use = "the value and its block leak"]
    pub fn into_raw(this: Self) -> *mut T {
        ManuallyDrop::new(this).ptr.as_ptr()
    }

    /// Puts a box together from what [`into_raw`](Self::into_raw) gave:
    /// [`from_raw_parts`](Self::from_raw_parts) by the name that `Box` has for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let ptr: *mut str = ExBox::into_raw(ExBox::<str, _>::from_str_in("Ada", SystemAllocator));
    /// // SAFETY: what `into_raw` gave, used once; system allocators are all equivalent.
    /// let name = unsafe { ExBox::from_raw(ptr, SystemAllocator) };
    /// assert_eq!(&*name, "Ada");
    /// ```
    ///
    /// # Safety
    ///
    /// That of [`from_raw_parts`](Self::from_raw_parts).
    #[inline]
    #[must_use = "dropping the box drops the value and gives its block back"]
    pub const unsafe fn from_raw(raw: *mut T, alloc: A) -> Self {
        // SAFETY: forwarded.
        unsafe { Self::from_raw_parts(raw, alloc) }
    }

    /// Tells where the value is, without a reference to it.
    ///
    /// The pointer is valid for reading while the box is there, isn't moved out of, and isn't
    /// borrowed mutably; it outlives moves of the box.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::new(5, SystemAllocator);
    /// let ptr = ExBox::as_ptr(&b);
    /// // SAFETY: the box is there, and nobody changes the value.
    /// assert_eq!(unsafe { ptr.read() }, 5);
    /// ```
    #[inline]
    #[must_use = "it has no effect but its result"]
    pub const fn as_ptr(this: &Self) -> *const T {
        this.ptr.as_ptr()
    }

    /// Tells where the value is, for writing, without a reference to it.
    ///
    /// The pointer is valid while the box is there, isn't moved out of, and isn't borrowed; it
    /// outlives moves of the box.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let mut b = ExBox::new(5, SystemAllocator);
    /// let ptr = ExBox::as_mut_ptr(&mut b);
    /// // SAFETY: the box is there, and nobody else uses the value.
    /// unsafe { ptr.write(6) };
    /// assert_eq!(*b, 6);
    /// ```
    #[inline]
    #[must_use = "it has no effect but its result"]
    pub const fn as_mut_ptr(this: &mut Self) -> *mut T {
        this.ptr.as_ptr()
    }

    /// Gives up the box, for as long as its allocator may live.
    ///
    /// The value is never dropped, nor its block given back; the allocator is forgotten, which
    /// keeps the block alive. With `&arena` the block goes when the arena does.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let n: &mut u32 = ExBox::leak(ExBox::new(5, &bump));
    /// *n += 1;
    /// assert_eq!(*n, 6);
    /// ```
    #[inline]
    #[must_use = "the value and its block leak"]
    pub fn leak<'a>(this: Self) -> &'a mut T
    where
        A: 'a,
    {
        let mut this = ManuallyDrop::new(this);
        // SAFETY: invariant 1, and nobody else has the value from now on. The block is valid for
        // all of `'a`: no lifetime in `A` ends before, and the allocator is forgotten, so it isn't
        // dropped nor changed (rule 7).
        unsafe { this.ptr.as_mut() }
    }
}

impl<T, A: Allocator> ExBox<T, A> {
    /// Moves the value out and gives its block back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::new(String::from("Ada"), SystemAllocator);
    /// let name: String = ExBox::into_inner(b);
    /// assert_eq!(name, "Ada");
    /// ```
    #[inline]
    #[doc(alias = "unbox")]
    pub fn into_inner(this: Self) -> T {
        let (value, alloc) = Self::into_inner_with_allocator(this);
        // While the value is a local one: dropped behind the result, an allocator whose destructor
        // panics would leak it (rust-lang/rust#47949).
        drop(alloc);
        value
    }

    /// Moves the value and the allocator out, and gives the block back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExBox, SystemAllocator};
    ///
    /// let b = ExBox::new(5, ArenaAllocator::new(SystemAllocator));
    /// let (five, mut arena) = ExBox::into_inner_with_allocator(b);
    /// arena.reset();
    /// assert_eq!(five, 5);
    /// ```
    #[inline]
    pub fn into_inner_with_allocator(this: Self) -> (T, A) {
        let (ptr, alloc) = Self::into_raw_parts(this);
        // SAFETY: invariant 1: initialised and aligned; the block is given back below without
        // dropping the value, so it exists once.
        let value = unsafe { ptr.read() };
        // SAFETY: invariant 1.
        let block = unsafe { NonNull::new_unchecked(ptr) };
        // SAFETY: invariant 2, and nobody else knows the block any more.
        drop(unsafe { FreeOnDrop::new(block.cast(), Layout::new::<T>(), &alloc) });
        (value, alloc)
    }
}
