//! Many slices or texts as one.

use super::join::{try_join_slices, try_join_texts};
use crate::error::TryReserveError;
use crate::string::ExString;
use crate::vec::ExVec;
use core::borrow::Borrow;
use exalloc_core::Allocator;

/// Slices whose elements can be put one behind the other.
///
/// What [`SliceExt::concat_in`](super::SliceExt::concat_in) works on: `[V]` where `V` is
/// `Borrow<[T]>`, by the name `Concat<T>`, which makes a vector; and `[S]` where `S` is
/// `Borrow<str>`, by the name `Concat<str>`, which makes a string.
///
/// # Examples
///
/// ```
/// use exalloc::slice::Concat;
/// use exalloc::{Allocator, SliceExt, SystemAllocator, TryReserveError};
///
/// /// Works on slices and on texts.
/// fn twice<Item: ?Sized, C, A: Allocator>(
///     pieces: &[C],
///     alloc: A,
/// ) -> Result<[<[C] as Concat<Item>>::Output<A>; 2], TryReserveError>
/// where
///     [C]: Concat<Item>,
///     A: Clone,
/// {
///     Ok([pieces.try_concat_in(alloc.clone())?, pieces.try_concat_in(alloc)?])
/// }
/// assert_eq!(twice(&["Ada", " ", "Lovelace"], SystemAllocator)?[1], "Ada Lovelace");
/// assert_eq!(twice(&[vec![1, 2], vec![], vec![3]], SystemAllocator)?[0], [1, 2, 3]);
/// # Ok::<(), TryReserveError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the elements of `{Self}` can't be put one behind the other",
    note = "they must be `Borrow<[T]>` with `T: Clone`, or `Borrow<str>`"
)]
pub trait Concat<Item: ?Sized> {
    /// What they become, on an allocator.
    type Output<A: Allocator>;

    /// What [`SliceExt::try_concat_in`](super::SliceExt::try_concat_in) calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::slice::Concat;
    ///
    /// let all = <[_] as Concat<u8>>::try_concat(&[[1, 2], [3, 4]], SystemAllocator)?;
    /// assert_eq!(all, [1, 2, 3, 4]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_concat<A: Allocator>(
        pieces: &Self,
        alloc: A,
    ) -> Result<Self::Output<A>, TryReserveError>;
}

impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output<A: Allocator> = ExVec<T, A>;

    #[inline]
    fn try_concat<A: Allocator>(pieces: &Self, alloc: A) -> Result<ExVec<T, A>, TryReserveError> {
        try_join_slices(pieces, &[], alloc)
    }
}

impl<S: Borrow<str>> Concat<str> for [S] {
    type Output<A: Allocator> = ExString<A>;

    #[inline]
    fn try_concat<A: Allocator>(pieces: &Self, alloc: A) -> Result<ExString<A>, TryReserveError> {
        try_join_texts(pieces, "", alloc)
    }
}
