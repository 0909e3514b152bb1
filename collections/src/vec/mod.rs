//! [`ExVec`]: a growable array with an explicit allocator.
//!
//! | file | methods |
//! |---|---|
//! | `capacity.rs` | `reserve`, `shrink_to_fit` and their kin |
//! | `parts.rs` | `into_raw_parts`, `from_raw_parts`, `leak`, `set_len`, `spare_capacity_mut` |
//! | `hand_over.rs`, `adopt.rs` | blocks that cross to C and C++, and from them |
//! | `push.rs`, `insert.rs` | one element at the end; one element anywhere |
//! | `truncate.rs`, `retain.rs`, `dedup.rs`, `drain.rs`, `extract_if.rs` | fewer elements |
//! | `extend.rs`, `extend_slice.rs`, `resize.rs` | more elements: from iterators, from slices, of one kind |
//! | `splice.rs`, `try_splice.rs` | other elements in place of a range |
//! | `split.rs` | between two vectors: `append`, `split_off` |
//! | `flatten.rs` | from arrays to their elements |
//! | `into_alloc.rs` | the same elements under another allocator |
//! | `clone.rs`, `from.rs` | whole vectors: copies, and from arrays, slices, iterators |
//! | `convert.rs`, `cow.rs` | conversions by traits |
//! | `slice.rs`, `iter.rs`, `into_iter.rs` | the elements: as a slice, by reference, by value |
//! | `compare.rs`, `fmt.rs`, `io.rs`, `macros.rs` | traits and macros |

mod adopt;
mod capacity;
mod clone;
mod compare;
mod convert;
#[cfg(feature = "alloc")]
mod cow;
mod dedup;
mod drain;
mod extend;
mod extend_slice;
mod extract_if;
mod flatten;
mod fmt;
mod from;
mod guard;
mod hand_over;
mod insert;
mod into_alloc;
mod into_iter;
#[cfg(feature = "std")]
mod io;
mod iter;
mod macros;
mod parts;
mod push;
mod resize;
mod retain;
mod slice;
#[cfg(feature = "infallible")]
mod splice;
mod split;
mod truncate;
mod try_splice;

pub use drain::Drain;
pub use extract_if::ExtractIf;
pub use from::Collected;
pub use into_iter::IntoIter;
#[cfg(feature = "infallible")]
pub use splice::Splice;

use crate::error::TryReserveError;
use crate::raw::RawBuf;
use core::ptr;
use exalloc_core::Allocator;

/// A contiguous growable array, which lives in blocks of its allocator `A`.
///
/// What `Vec` is to the global allocator: the same names, semantics and panics. The allocator comes
/// last in constructors, by value or as `&allocator`. Every method that may allocate has a `try_`
/// twin, which reports that memory ran out and hands the value back.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, SystemAllocator};
///
/// let mut v = ExVec::new(SystemAllocator);
/// v.push(1);
/// v.push(2);
/// assert_eq!(v, [1, 2]);
/// assert_eq!(v.pop(), Some(2));
/// ```
///
/// # Growth
///
/// An empty vector owns nothing. The first block has 16 elements, but at least 64 bytes and at most
/// 128; 4 elements where they are larger than 16 bytes, one where they are larger than 1024. Later
/// ones at least double.
/// [`try_reserve_exact`](Self::try_reserve_exact) and
/// [`try_with_capacity`](Self::try_with_capacity) ask for what you say and no more. Elements of
/// size zero take no memory: the capacity is `usize::MAX`, and the allocator is never asked.
///
/// # Invariants
///
/// 1. `len <= buf.capacity()`, and the first `len` elements of the buffer are initialised.
pub struct ExVec<T, A: Allocator> {
    buf: RawBuf<T, A>,
    len: usize,
}

impl<T, A: Allocator> ExVec<T, A> {
    /// Makes an empty vector, without asking the allocator for anything.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// static EMPTY: ExVec<u32, SystemAllocator> = ExVec::new(SystemAllocator);
    /// assert_eq!(EMPTY.capacity(), 0);
    /// ```
    #[inline]
    #[must_use]
    #[doc(alias = "new_in")]
    pub const fn new(alloc: A) -> Self {
        // INVARIANT 1: no elements.
        Self { buf: RawBuf::new(alloc), len: 0 }
    }

    /// Makes an empty vector with room for at least `capacity` elements.
    ///
    /// So many can be pushed without asking the allocator again.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// assert_eq!(ExVec::<u32, _>::try_with_capacity(16, &bump)?.capacity(), 16);
    /// assert!(ExVec::<u32, _>::try_with_capacity(17, &bump).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    #[inline]
    #[doc(alias = "try_with_capacity_in")]
    pub fn try_with_capacity(capacity: usize, alloc: A) -> Result<Self, TryReserveError> {
        // INVARIANT 1: no elements.
        Ok(Self { buf: RawBuf::try_with_capacity(capacity, alloc)?, len: 0 })
    }

    /// [`try_with_capacity`](Self::try_with_capacity) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let v = ExVec::<u32, _>::with_capacity(16, SystemAllocator);
    /// assert_eq!(v.capacity(), 16);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_with_capacity` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[must_use]
    #[track_caller]
    #[doc(alias = "with_capacity_in")]
    pub fn with_capacity(capacity: usize, alloc: A) -> Self {
        match Self::try_with_capacity(capacity, alloc) {
            Ok(v) => v,
            Err(error) => error.raise(),
        }
    }

    /// How many elements there are.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SystemAllocator, ex_vec};
    ///
    /// assert_eq!(ex_vec![in SystemAllocator; 'a', 'b'].len(), 2);
    /// ```
    #[inline]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::new(SystemAllocator);
    /// assert!(v.is_empty());
    /// v.push(1);
    /// assert!(!v.is_empty());
    /// ```
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many elements fit into the current block.
    ///
    /// `usize::MAX` for elements of size zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// assert_eq!(ExVec::<u8, _>::with_capacity(10, SystemAllocator).capacity(), 10);
    /// assert_eq!(ExVec::<(), _>::new(SystemAllocator).capacity(), usize::MAX);
    /// ```
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.buf.capacity()
    }

    /// Lends the allocator that the elements' memory comes from.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let names = ExVec::<&str, _>::new(&bump);
    /// let lengths = ExVec::<usize, _>::new(*names.allocator());
    /// assert!(core::ptr::eq(*lengths.allocator(), &bump));
    /// ```
    #[inline]
    pub const fn allocator(&self) -> &A {
        self.buf.allocator()
    }
}

impl<T, A: Allocator> Drop for ExVec<T, A> {
    #[inline]
    fn drop(&mut self) {
        let elements = ptr::slice_from_raw_parts_mut(self.buf.ptr().as_ptr(), self.len);
        // SAFETY: invariant 1: these are initialised, ours alone, and never used again. The block
        // goes back afterwards, with `buf`, also when a destructor unwinds.
        unsafe { ptr::drop_in_place(elements) }
    }
}

#[cfg(test)]
mod tests;
