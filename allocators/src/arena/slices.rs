//! Slices and text that live in the arena itself, behind `&mut`.

#![expect(clippy::mut_from_ref, reason = "each call returns a block of its own")]

use super::ArenaAllocator;
use super::values::refuse_drop;
use core::alloc::Layout;
use core::mem::{self, MaybeUninit};
use core::ptr::NonNull;
use core::slice;
use exalloc_core::{AllocError, Allocator};

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Copies a slice into the arena.
    ///
    /// # Errors
    ///
    /// The layout that could not be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let sorted = arena.try_alloc_slice_copy(&[3, 1, 2])?;
    /// sorted.sort();
    /// assert_eq!(sorted, [1, 2, 3]);
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    #[inline]
    pub fn try_alloc_slice_copy<T: Copy>(&self, values: &[T]) -> Result<&mut [T], AllocError> {
        let (block, _) = self.try_block::<T>(values.len())?;
        let from = NonNull::from(values).cast();
        // SAFETY: `values` is readable, `try_block` gives a place for as many values, and a fresh
        // block is disjoint from whatever is borrowed (without size nothing is copied).
        unsafe { block.copy_from_nonoverlapping(from, values.len()) };
        // SAFETY: all values were just written; the block is the caller's alone, and lives as long
        // as the borrow of `self`.
        Ok(unsafe { slice::from_raw_parts_mut(block.as_ptr(), values.len()) })
    }

    /// Clones the elements of a slice into the arena.
    ///
    /// No destructor of the clones will run, so a type that needs one is refused when the program
    /// is compiled.
    ///
    /// # Errors
    ///
    /// The layout that could not be had; then nothing was cloned.
    ///
    /// # Panics
    ///
    /// When `T::clone` does. The memory is the arena's again then.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let ranges = arena.try_alloc_slice_clone(&[0..1, 5..7])?;
    /// assert_eq!(ranges[1].next(), Some(5));
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let leaked = arena.try_alloc_slice_clone(&[vec![1], vec![2]]);
    /// ```
    #[inline]
    pub fn try_alloc_slice_clone<T: Clone>(&self, values: &[T]) -> Result<&mut [T], AllocError> {
        // Panics: never by itself, as the closure is called with indices below the length.
        self.try_alloc_slice_fill_with(values.len(), |i| values[i].clone())
    }

    /// Fills a slice of `len` elements in the arena with what a function makes of their indices.
    ///
    /// The function may use the arena itself. No destructor of the elements will run, so a type
    /// that needs one is refused when the program is compiled.
    ///
    /// # Errors
    ///
    /// The layout that could not be had; then the function wasn't called.
    ///
    /// # Panics
    ///
    /// When the function does. The memory is the arena's again then.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{AllocError, ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let row = |len| arena.try_alloc_slice_copy(&[1, 2, 3][..len]);
    /// let triangle = arena.try_alloc_slice_fill_with(4, row)?;
    /// assert_eq!(*triangle[2].as_ref().unwrap(), [1, 2]);
    /// assert!(triangle[3..].iter().all(Result::is_ok));
    /// # Ok::<(), AllocError>(())
    /// ```
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let leaked = arena.try_alloc_slice_fill_with(2, |i| vec![i]);
    /// ```
    #[inline]
    pub fn try_alloc_slice_fill_with<T>(
        &self,
        len: usize,
        mut f: impl FnMut(usize) -> T,
    ) -> Result<&mut [T], AllocError> {
        const { refuse_drop::<T>() };
        let (block, layout) = self.try_block::<T>(len)?;
        let guard = TakeBack { arena: self, block: block.cast(), layout };
        for i in 0..len {
            let value = f(i);
            // SAFETY: `try_block` gives a place for `len` values, within one allocation.
            let place = unsafe { block.add(i) };
            // SAFETY: as above. Nothing that `f` could reach overlaps the block, which is live.
            unsafe { place.write(value) };
        }
        mem::forget(guard);
        // SAFETY: all values have been written; the block is the caller's alone, and lives as long
        // as the borrow of `self`.
        Ok(unsafe { slice::from_raw_parts_mut(block.as_ptr(), len) })
    }

    /// Copies text into the arena.
    ///
    /// # Errors
    ///
    /// The layout that could not be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let name = arena.try_alloc_str("Ada")?;
    /// name.make_ascii_uppercase();
    /// assert_eq!(name, "ADA");
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    #[inline]
    pub fn try_alloc_str(&self, text: &str) -> Result<&mut str, AllocError> {
        let bytes = self.try_alloc_slice_copy(text.as_bytes())?;
        // SAFETY: a copy of valid UTF-8.
        Ok(unsafe { core::str::from_utf8_unchecked_mut(bytes) })
    }

    /// Makes room for `len` values that are written later.
    ///
    /// # Errors
    ///
    /// The layout that could not be had; for more bytes than a layout can have, the largest one.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let buffer = arena.try_alloc_uninit_slice::<u8>(16)?;
    /// buffer[0].write(1);
    /// assert_eq!(buffer.len(), 16);
    /// assert!(arena.try_alloc_uninit_slice::<u64>(usize::MAX).is_err());
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    #[inline]
    pub fn try_alloc_uninit_slice<T>(
        &self,
        len: usize,
    ) -> Result<&mut [MaybeUninit<T>], AllocError> {
        let (block, _) = self.try_block::<MaybeUninit<T>>(len)?;
        // SAFETY: the block is a place for `len` values, the caller's alone, and lives as long as
        // the borrow of `self`; `MaybeUninit` asks nothing of its bytes.
        Ok(unsafe { slice::from_raw_parts_mut(block.as_ptr(), len) })
    }
}

/// Takes a block back when the function that fills it unwinds.
struct TakeBack<'a, A: Allocator, const MIN_ALIGN: usize> {
    arena: &'a ArenaAllocator<A, MIN_ALIGN>,
    block: NonNull<u8>,
    layout: Layout,
}

impl<A: Allocator, const MIN_ALIGN: usize> Drop for TakeBack<'_, A, MIN_ALIGN> {
    fn drop(&mut self) {
        if self.layout.size() > 0 {
            // SAFETY: `try_block` gave this block with this layout, and nobody else has it. What
            // was written to it needs no drop.
            unsafe { self.arena.dealloc(self.block, self.layout) }
        }
    }
}
