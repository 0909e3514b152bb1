//! The same value under another allocator: in its memory, or under a type that names less.

use super::block::FreeOnDrop;
use super::{ExBox, block};
use crate::error::TryIntoAllocError;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// What can move from one block into another: sized values, slices of them, and `str`.
///
/// One name for the three, so that `ExBox::try_into_alloc(b, alloc)` means something whatever `b`
/// holds. A trait object can't: without its type, a pointer to it can't be made anew.
///
/// # Examples
///
/// ```
/// use exalloc::boxed::MoveBoxed;
/// use exalloc::{Allocator, ExBox, SystemAllocator, TryReserveError};
///
/// fn keep<T: ?Sized + MoveBoxed>(
///     b: ExBox<T, &dyn Allocator>,
/// ) -> Result<ExBox<T, SystemAllocator>, TryReserveError> {
///     Ok(ExBox::try_into_alloc(b, SystemAllocator)?)
/// }
///
/// assert_eq!(*keep(ExBox::new(5, &SystemAllocator))?, 5);
/// # Ok::<(), TryReserveError>(())
/// ```
pub trait MoveBoxed: moves::Moves {}

impl<T: ?Sized + moves::Moves> MoveBoxed for T {}

/// How a pointer to each of them is made anew. Nobody outside can name it, so nobody can add
/// another.
mod moves {
    use super::NonNull;

    pub trait Moves {
        /// A pointer to a value as long as the one at `old`, at the beginning of `block`.
        fn at(old: NonNull<Self>, block: NonNull<u8>) -> NonNull<Self>;
    }

    impl<T> Moves for T {
        #[inline]
        fn at(_: NonNull<T>, block: NonNull<u8>) -> NonNull<T> {
            block.cast()
        }
    }

    impl<T> Moves for [T] {
        #[inline]
        fn at(old: NonNull<[T]>, block: NonNull<u8>) -> NonNull<[T]> {
            NonNull::slice_from_raw_parts(block.cast(), old.len())
        }
    }

    impl Moves for str {
        #[inline]
        fn at(old: NonNull<str>, block: NonNull<u8>) -> NonNull<str> {
            let bytes = old.as_ptr() as *mut [u8];
            let bytes = NonNull::slice_from_raw_parts(block, bytes.len());
            // SAFETY: it was not null before the cast.
            unsafe { NonNull::new_unchecked(bytes.as_ptr() as *mut str) }
        }
    }
}

impl<T: ?Sized + MoveBoxed, A: Allocator> ExBox<T, A> {
    /// Moves the value into a block of another allocator, or hands box and allocator back when
    /// there is none.
    ///
    /// For results that were built in an arena and outlive it, or that cross to C++. Nothing is
    /// cloned: the value moves, as bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExBox, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let short = ExBox::try_new(String::from("Ada"), &bump)?;
    /// let kept = ExBox::try_into_alloc(short, SystemAllocator)?;
    /// drop(bump);
    ///
    /// let nothing = BumpAllocator::new(&mut []);
    /// let error = ExBox::try_into_alloc(kept, &nothing).unwrap_err();
    /// assert_eq!(*error.value, "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no block. The error holds the box, as it was, and `alloc`. A value of size
    /// zero needs none.
    #[doc(alias = "clone_in")]
    pub fn try_into_alloc<B: Allocator>(
        this: Self,
        alloc: B,
    ) -> Result<ExBox<T, B>, TryIntoAllocError<Self, B>> {
        let layout = Layout::for_value::<T>(&this);
        let block = match block::alloc(&alloc, layout) {
            Ok(block) => block,
            Err(error) => return Err(TryIntoAllocError::new(this, alloc, error)),
        };
        let (ptr, own) = Self::into_raw_parts(this);
        // SAFETY: the box's, so not null.
        let ptr = unsafe { NonNull::new_unchecked(ptr) };
        let old = ptr.cast::<u8>();
        // SAFETY: as many bytes as the value has, which is in the one, and for which the other, a
        // fresh block, has room; bytes have no alignment.
        unsafe { block.copy_from_nonoverlapping(old, layout.size()) };
        let moved = T::at(ptr, block).as_ptr();
        // SAFETY:
        // - value: the one that was moved here, which has ended there, with the same metadata;
        //   aligned, as the block is, and not null.
        // - block: a fresh one of `alloc`, with the value's layout, unless its size is zero.
        let moved = unsafe { ExBox::from_raw_parts(moved, alloc) };
        // While the new box is a local value, which a destructor that panics doesn't leak.
        // SAFETY: invariant 2; the old box has given up its block, which holds nothing any more.
        drop(unsafe { FreeOnDrop::new(old, layout, &own) });
        drop(own);
        Ok(moved)
    }

    /// [`try_into_alloc`](Self::try_into_alloc) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let kept = ExBox::into_alloc(ExBox::new(5, &bump), SystemAllocator);
    /// drop(bump);
    /// assert_eq!(*kept, 5);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_into_alloc` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn into_alloc<B: Allocator>(this: Self, alloc: B) -> ExBox<T, B> {
        match Self::try_into_alloc(this, alloc) {
            Ok(moved) => moved,
            Err(failed) => failed.error.raise(),
        }
    }
}

impl<'a, T: ?Sized, X: Allocator> ExBox<T, &'a X> {
    /// Forgets which allocator it is; the value stays where it is.
    ///
    /// For functions and fields that take boxes of any allocator without a parameter for it. The
    /// reference grows by a word, and the block goes back through a table of functions. An
    /// allocator that is one as a reference only, as `InlineBump`, is lent as `&&bump`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{Allocator, ArenaAllocator, ExBox, SystemAllocator};
    ///
    /// fn total(parts: &[ExBox<u32, &dyn Allocator>]) -> u32 {
    ///     parts.iter().map(|part| **part).sum()
    /// }
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let near = ExBox::erase_alloc(ExBox::new(1, &arena));
    /// let far = ExBox::erase_alloc(ExBox::new(2, &SystemAllocator));
    /// assert_eq!(total(&[near, far]), 3);
    /// ```
    #[inline]
    #[must_use = "value and block are dropped"]
    pub fn erase_alloc(this: Self) -> ExBox<T, &'a (dyn Allocator + 'a)> {
        let (ptr, alloc) = Self::into_raw_parts(this);
        // SAFETY: the parts of a box, used once. A reference is equivalent to the allocator behind
        // it, and stays so when that is unsized: the block is live and fits as before.
        unsafe { ExBox::from_raw_parts(ptr, alloc) }
    }

    /// [`erase_alloc`](Self::erase_alloc) for boxes that are to be sent and shared between threads.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let b = ExBox::erase_alloc_sync(ExBox::new(5, &SystemAllocator));
    /// std::thread::spawn(move || assert_eq!(*b, 5)).join().unwrap();
    /// ```
    #[inline]
    #[must_use = "value and block are dropped"]
    pub fn erase_alloc_sync(this: Self) -> ExBox<T, &'a (dyn Allocator + Sync + 'a)>
    where
        X: Sync,
    {
        let (ptr, alloc) = Self::into_raw_parts(this);
        // SAFETY: as in `erase_alloc`.
        unsafe { ExBox::from_raw_parts(ptr, alloc) }
    }
}
