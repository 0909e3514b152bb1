//! Values that live in the arena itself, behind `&mut`.

#![expect(clippy::mut_from_ref, reason = "each call returns a block of its own")]

use super::{ArenaAllocator, TryAllocValueError};
use core::alloc::Layout;
use core::mem::{MaybeUninit, needs_drop};
use core::ptr::NonNull;
use exalloc_core::layout::{array, max_size_for_align, with_size};
use exalloc_core::{AllocError, Allocator};

impl<A: Allocator, const MIN_ALIGN: usize> ArenaAllocator<A, MIN_ALIGN> {
    /// Moves a value into the arena, or hands it back when there is no memory.
    ///
    /// The value lives until the arena is reset or dropped, which runs no destructor. So a type
    /// that needs one is refused when the program is compiled: put such a value into an `ExBox` on
    /// `&arena`, or see [`try_alloc_value_no_drop`](Self::try_alloc_value_no_drop).
    ///
    /// A value without size takes no memory.
    ///
    /// # Errors
    ///
    /// The value, and the layout that could not be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let point = arena.try_alloc_value((3, 4))?;
    /// point.0 += 1;
    /// assert_eq!(*point, (4, 4));
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{ArenaAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let leaked = arena.try_alloc_value(String::from("never freed"));
    /// ```
    #[inline]
    pub fn try_alloc_value<T>(&self, value: T) -> Result<&mut T, TryAllocValueError<T>> {
        const { refuse_drop::<T>() };
        self.try_alloc_value_no_drop(value)
    }

    /// Moves a value into the arena whose destructor, if it has one, will never run; or hands it
    /// back when there is no memory.
    ///
    /// What the value owns outside of the arena leaks, unless the caller drops it in place.
    ///
    /// # Errors
    ///
    /// The value, and the layout that could not be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
    ///
    /// let names = ArenaAllocator::new(SystemAllocator);
    /// // What this vector owns lies in the arena as well, and goes with it.
    /// let name = names.try_alloc_value_no_drop(ExVec::new(&names)).unwrap();
    /// name.try_push(b'A').unwrap();
    /// assert_eq!(name.as_slice(), b"A");
    /// ```
    #[inline]
    pub fn try_alloc_value_no_drop<T>(&self, value: T) -> Result<&mut T, TryAllocValueError<T>> {
        match self.try_block(1) {
            Ok((block, _)) => {
                // SAFETY: `try_block` gives a place for one value.
                unsafe { block.write(value) };
                // SAFETY: the value was just written; the block is the caller's alone, and lives as
                // long as the borrow of `self`.
                Ok(unsafe { &mut *block.as_ptr() })
            }
            Err(error) => Err(TryAllocValueError::new(value, error)),
        }
    }

    /// Makes room for a value that is written later.
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
    /// let seven = arena.try_alloc_uninit()?.write(7);
    /// assert_eq!(*seven, 7);
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    #[inline]
    pub fn try_alloc_uninit<T>(&self) -> Result<&mut MaybeUninit<T>, AllocError> {
        let (block, _) = self.try_block::<MaybeUninit<T>>(1)?;
        // SAFETY: the block is a place for a `T`, the caller's alone, and lives as long as the
        // borrow of `self`; `MaybeUninit` asks nothing of its bytes.
        Ok(unsafe { &mut *block.as_ptr() })
    }

    /// Makes sure that `bytes` bytes more can be allocated without a request to the backing
    /// allocator.
    ///
    /// What is left of the current chunk, if that isn't enough, is lost until the next reset.
    /// Rounding and padding count: sizes are rounded up to `MIN_ALIGN`, and blocks that are aligned
    /// more than that need padding; ask for more then.
    ///
    /// # Errors
    ///
    /// The layout that could not be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ArenaAllocator, CountingAllocator, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(CountingAllocator::new(SystemAllocator));
    /// arena.try_reserve(80_000)?;
    /// for n in 0..10_000_u64 {
    ///     arena.try_alloc_value(n)?;
    /// }
    /// assert_eq!(arena.backing().stats().allocations, 1);
    /// # Ok::<(), exalloc::AllocError>(())
    /// ```
    pub fn try_reserve(&self, bytes: usize) -> Result<(), AllocError> {
        if bytes <= self.room() {
            return Ok(());
        }
        self.reserve_slow(bytes).ok_or_else(|| {
            let byte = Layout::new::<u8>();
            AllocError::new(array(byte, bytes).unwrap_or_else(|| largest(byte)))
        })
    }

    /// A place for `len` values side by side, and its layout. Without size it is no block, and any
    /// number of places are the same.
    #[inline]
    pub(super) fn try_block<T>(&self, len: usize) -> Result<(NonNull<T>, Layout), AllocError> {
        let elem = Layout::new::<T>();
        let Some(layout) = array(elem, len) else { return Err(AllocError::new(largest(elem))) };
        if layout.size() == 0 {
            return Ok((NonNull::dangling(), layout));
        }
        // SAFETY: the size is above zero.
        match unsafe { self.alloc(layout) } {
            Some(block) => Ok((block.cast(), layout)),
            None => Err(AllocError::new(layout)),
        }
    }
}

/// The largest layout of an alignment: what stands in an error for a request beyond all layouts.
#[cold]
fn largest(elem: Layout) -> Layout {
    with_size(elem, max_size_for_align(elem.align())).unwrap_or(elem)
}

/// Refuses types with a destructor when the program is compiled.
pub(super) const fn refuse_drop<T>() {
    assert!(
        !needs_drop::<T>(),
        "an arena runs no destructors: use `ExBox` on `&arena`, or `alloc_value_no_drop`"
    );
}
