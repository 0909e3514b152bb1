//! What panics when memory runs out: each method is the shadow of its `try_` twin.

#![expect(clippy::mut_from_ref, reason = "each call returns a block of its own")]

use super::ArenaAllocator;
use super::values::refuse_drop;
use core::mem::MaybeUninit;
use exalloc_core::{AllocError, Allocator};

#[cold]
#[inline(never)]
#[track_caller]
fn raise(error: AllocError) -> ! {
    panic!("{error}")
}

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// [`try_alloc_value`](Self::try_alloc_value) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory; then the value is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let point = arena.alloc_value((3, 4));
    /// point.0 += 1;
    /// assert_eq!(*point, (4, 4));
    /// ```
    ///
    /// A type with a destructor is refused when the program is compiled, for it would never run:
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let leaked = arena.alloc_value(String::from("never freed"));
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_value<T>(&self, value: T) -> &mut T {
        const { refuse_drop::<T>() };
        self.alloc_value_no_drop(value)
    }

    /// [`try_alloc_value_no_drop`](Self::try_alloc_value_no_drop) for callers that treat failure as
    /// fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory; then the value is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// // An empty string owns nothing, so its destructor is not missed.
    /// let empty = arena.alloc_value_no_drop(String::new());
    /// assert!(empty.is_empty());
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_value_no_drop<T>(&self, value: T) -> &mut T {
        match self.try_block(1) {
            Ok((block, _)) => {
                // SAFETY: `try_block` gives a place for one value.
                unsafe { block.write(value) };
                // SAFETY: the value was just written; the block is the caller's alone, and lives as
                // long as the borrow of `self`.
                unsafe { &mut *block.as_ptr() }
            }
            Err(error) => raise(error),
        }
    }

    /// [`try_alloc_uninit`](Self::try_alloc_uninit) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// assert_eq!(*arena.alloc_uninit().write(7), 7);
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_uninit<T>(&self) -> &mut MaybeUninit<T> {
        match self.try_alloc_uninit() {
            Ok(made) => made,
            Err(error) => raise(error),
        }
    }

    /// [`try_alloc_uninit_slice`](Self::try_alloc_uninit_slice) for callers that treat failure as
    /// fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let buffer = arena.alloc_uninit_slice(16);
    /// buffer[0].write(1_u8);
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_uninit_slice<T>(&self, len: usize) -> &mut [MaybeUninit<T>] {
        match self.try_alloc_uninit_slice(len) {
            Ok(made) => made,
            Err(error) => raise(error),
        }
    }

    /// [`try_alloc_slice_copy`](Self::try_alloc_slice_copy) for callers that treat failure as
    /// fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// assert_eq!(arena.alloc_slice_copy(&[1, 2, 3]), [1, 2, 3]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_slice_copy<T: Copy>(&self, values: &[T]) -> &mut [T] {
        match self.try_alloc_slice_copy(values) {
            Ok(made) => made,
            Err(error) => raise(error),
        }
    }

    /// [`try_alloc_slice_clone`](Self::try_alloc_slice_clone) for callers that treat failure as
    /// fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory, and when `T::clone` does.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// assert_eq!(arena.alloc_slice_clone(&[0..1, 5..7])[1], 5..7);
    /// ```
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let leaked = arena.alloc_slice_clone(&[vec![1], vec![2]]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_slice_clone<T: Clone>(&self, values: &[T]) -> &mut [T] {
        match self.try_alloc_slice_clone(values) {
            Ok(made) => made,
            Err(error) => raise(error),
        }
    }

    /// [`try_alloc_slice_fill_with`](Self::try_alloc_slice_fill_with) for callers that treat
    /// failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory, and when the function does.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// assert_eq!(arena.alloc_slice_fill_with(4, |i| i * i), [0, 1, 4, 9]);
    /// ```
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let leaked = arena.alloc_slice_fill_with(2, |i| vec![i]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_slice_fill_with<T>(&self, len: usize, f: impl FnMut(usize) -> T) -> &mut [T] {
        match self.try_alloc_slice_fill_with(len, f) {
            Ok(made) => made,
            Err(error) => raise(error),
        }
    }

    /// [`try_alloc_str`](Self::try_alloc_str) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let words: Vec<&str> = "a b".split(' ').map(|word| &*arena.alloc_str(word)).collect();
    /// assert_eq!(words, ["a", "b"]);
    /// ```
    #[inline]
    #[track_caller]
    pub fn alloc_str(&self, text: &str) -> &mut str {
        match self.try_alloc_str(text) {
            Ok(made) => made,
            Err(error) => raise(error),
        }
    }

    /// [`try_reserve`](Self::try_reserve) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// When there is no memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// arena.reserve(10_000);
    /// assert!(arena.reserved_bytes() >= 10_000);
    /// ```
    #[track_caller]
    pub fn reserve(&self, bytes: usize) {
        if let Err(error) = self.try_reserve(bytes) {
            raise(error)
        }
    }
}
