//! A vector of arrays as a vector of their elements.

use super::ExVec;
use exalloc_core::Allocator;

impl<T, A: Allocator, const N: usize> ExVec<[T; N], A> {
    /// Turns a vector of arrays into one of their elements. Nothing is copied.
    ///
    /// Length and capacity are `N` times as many; the block stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// let mut pairs = ex_vec![in SystemAllocator; [1, 2], [3, 4]];
    /// pairs.try_push([5, 6])?;
    /// assert_eq!(pairs.into_flattened(), [1, 2, 3, 4, 5, 6]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If there are more than `usize::MAX` elements, which takes elements of size zero.
    #[track_caller]
    pub fn into_flattened(self) -> ExVec<T, A> {
        // While the vector is whole: it is dropped when this fails.
        let Some(new_len) = self.len.checked_mul(N) else { too_long() };
        let (ptr, _, cap, alloc) = self.into_raw_parts();
        let new_cap = if size_of::<T>() == 0 {
            usize::MAX
        } else {
            // Can't overflow: a block's elements, of a size above zero. Where `N` is zero, the
            // arrays' size is too, so they own no block.
            cap.wrapping_mul(N)
        };
        // SAFETY:
        // - block: the layout of `cap` arrays of `N` elements is that of `cap * N` elements. Where
        //   an array has size zero, there is none, and elements of another size get capacity zero;
        //   an array is aligned as its elements.
        // - elements: all those of `len` initialised arrays; `len <= cap`, times `N` on both sides.
        unsafe { ExVec::from_raw_parts(ptr.cast::<T>(), new_len, new_cap, alloc) }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn too_long() -> ! {
    panic!("vec len overflow")
}
