//! Many slices or texts as one, with separators between them.

use crate::error::TryReserveError;
use crate::string::ExString;
use crate::vec::ExVec;
use core::borrow::Borrow;
use core::slice;
use exalloc_core::Allocator;

/// Slices whose elements can be put one behind the other, with separators between them.
///
/// What [`SliceExt::join_in`](super::SliceExt::join_in) works on: `[V]` where `V` is
/// `Borrow<[T]>`, with a `&T` or a `&[T]` between them, which makes a vector; and `[S]` where `S`
/// is `Borrow<str>`, with a `&str` between them, which makes a string.
///
/// # Examples
///
/// ```
/// use exalloc::slice::Join;
/// use exalloc::{ExString, SliceExt, SystemAllocator, TryReserveError};
///
/// fn list<C>(items: &[C]) -> Result<ExString<SystemAllocator>, TryReserveError>
/// where
///     for<'s> [C]: Join<&'s str, Output<SystemAllocator> = ExString<SystemAllocator>>,
/// {
///     items.try_join_in(", ", SystemAllocator)
/// }
/// assert_eq!(list(&["Ada", "Charles"])?, "Ada, Charles");
/// assert_eq!(list(&[String::from("Ada")])?, "Ada");
/// # Ok::<(), TryReserveError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the elements of `{Self}` can't be joined by `{Separator}`",
    note = "`Borrow<[T]>` is joined by `&T` and `&[T]` with `T: Clone`, `Borrow<str>` by `&str`"
)]
pub trait Join<Separator> {
    /// What they become, on an allocator.
    type Output<A: Allocator>;

    /// What [`SliceExt::try_join_in`](super::SliceExt::try_join_in) calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::SystemAllocator;
    /// use exalloc::slice::Join;
    ///
    /// let joined = <[_]>::try_join(&["Ada", "Charles"], ", ", SystemAllocator)?;
    /// assert_eq!(joined, "Ada, Charles");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_join<A: Allocator>(
        pieces: &Self,
        separator: Separator,
        alloc: A,
    ) -> Result<Self::Output<A>, TryReserveError>;
}

impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output<A: Allocator> = ExVec<T, A>;

    #[inline]
    fn try_join<A: Allocator>(
        pieces: &Self,
        separator: &T,
        alloc: A,
    ) -> Result<ExVec<T, A>, TryReserveError> {
        try_join_slices(pieces, slice::from_ref(separator), alloc)
    }
}

impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output<A: Allocator> = ExVec<T, A>;

    #[inline]
    fn try_join<A: Allocator>(
        pieces: &Self,
        separator: &[T],
        alloc: A,
    ) -> Result<ExVec<T, A>, TryReserveError> {
        try_join_slices(pieces, separator, alloc)
    }
}

impl<S: Borrow<str>> Join<&str> for [S] {
    type Output<A: Allocator> = ExString<A>;

    #[inline]
    fn try_join<A: Allocator>(
        pieces: &Self,
        separator: &str,
        alloc: A,
    ) -> Result<ExString<A>, TryReserveError> {
        try_join_texts(pieces, separator, alloc)
    }
}

/// The sum of these lengths, and of as many separators as are between them.
fn room(
    pieces: impl ExactSizeIterator<Item = usize>,
    separator: usize,
) -> Result<usize, TryReserveError> {
    let separators = separator.checked_mul(pieces.len().saturating_sub(1));
    let mut pieces = pieces;
    separators
        .and_then(|sum| pieces.try_fold(sum, usize::checked_add))
        .ok_or(TryReserveError::CAPACITY_OVERFLOW)
}

/// Clones the elements of the pieces into a vector, with a separator between each two.
///
/// The room is asked for at once. A piece that says something else the second time isn't believed:
/// each is appended as it is then, with more room where it takes more.
pub(super) fn try_join_slices<T: Clone, V: Borrow<[T]>, A: Allocator>(
    pieces: &[V],
    separator: &[T],
    alloc: A,
) -> Result<ExVec<T, A>, TryReserveError> {
    let room = room(pieces.iter().map(|piece| piece.borrow().len()), separator.len())?;
    let mut joined = ExVec::try_with_capacity(room, alloc)?;
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            joined.try_extend_from_slice(separator)?;
        }
        joined.try_extend_from_slice(piece.borrow())?;
    }
    Ok(joined)
}

/// [`try_join_slices`] for texts.
pub(super) fn try_join_texts<S: Borrow<str>, A: Allocator>(
    pieces: &[S],
    separator: &str,
    alloc: A,
) -> Result<ExString<A>, TryReserveError> {
    let room = room(pieces.iter().map(|piece| piece.borrow().len()), separator.len())?;
    let mut joined = ExString::try_with_capacity(room, alloc)?;
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            joined.try_push_str(separator)?;
        }
        joined.try_push_str(piece.borrow())?;
    }
    Ok(joined)
}
