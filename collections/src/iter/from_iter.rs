//! What can be collected into.

use crate::boxed::ExBox;
use crate::error::{TryCollectError, TryPushError};
use crate::string::{ExString, Piece};
use crate::vec::ExVec;
use exalloc_core::Allocator;

/// What can be made of an iterator, on a given allocator.
///
/// The counterpart of `FromIterator`, which has nowhere to take an allocator from.
/// [`IteratorExt::try_collect_in`](super::IteratorExt::try_collect_in) calls it. Implemented for
/// [`ExVec`], boxed slices, [`ExString`] and boxed texts; and for `Option` and `Result` of them,
/// which stop at the first `None` or `Err`.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, FromIteratorIn, IteratorExt, SystemAllocator};
/// use exalloc::{Allocator, TryCollectError};
///
/// /// Sorted elements.
/// struct Sorted<T, A: Allocator>(ExVec<T, A>);
///
/// impl<T: Ord, A: Allocator> FromIteratorIn<T> for Sorted<T, A> {
///     type Alloc = A;
///     type Collected = ExVec<T, A>;
///
///     fn try_from_iter_in<I: IntoIterator<Item = T>>(
///         iter: I,
///         alloc: A,
///     ) -> Result<Self, TryCollectError<ExVec<T, A>, I::IntoIter>> {
///         let mut v: ExVec<T, A> = iter.into_iter().try_collect_in(alloc)?;
///         v.sort_unstable();
///         Ok(Self(v))
///     }
/// }
///
/// let sorted: Sorted<_, _> = [3, 1, 2].into_iter().try_collect_in(SystemAllocator)?;
/// assert_eq!(sorted.0, [1, 2, 3]);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be made of items of type `{Item}`",
    note = "elements make `ExVec` and `ExBox<[T], A>`, texts make `ExString` and `ExBox<str, A>`"
)]
pub trait FromIteratorIn<Item>: Sized {
    /// Where the memory comes from.
    type Alloc: Allocator;

    /// What holds the items that were stored, when there is no room for all.
    type Collected;

    /// Makes a collection of all that an iterator yields, or hands everything back when there is no
    /// room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, FromIteratorIn, SystemAllocator};
    ///
    /// let s = ExString::try_from_iter_in(["Ada", " ", "Lovelace"], SystemAllocator)?;
    /// assert_eq!(s, "Ada Lovelace");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    fn try_from_iter_in<I: IntoIterator<Item = Item>>(
        iter: I,
        alloc: Self::Alloc,
    ) -> Result<Self, TryCollectError<Self::Collected, I::IntoIter>>;
}

impl<T, A: Allocator> FromIteratorIn<T> for ExVec<T, A> {
    type Alloc = A;
    type Collected = Self;

    /// [`ExVec::try_from_iter_in`]; the items that were stored stay apart from the others.
    fn try_from_iter_in<I: IntoIterator<Item = T>>(
        iter: I,
        alloc: A,
    ) -> Result<Self, TryCollectError<Self, I::IntoIter>> {
        let mut v = Self::new(alloc);
        match v.try_extend(iter) {
            Ok(()) => Ok(v),
            Err(rest) => Err(TryCollectError::new(v, rest)),
        }
    }
}

impl<P: Piece, A: Allocator> FromIteratorIn<P> for ExString<A> {
    type Alloc = A;
    type Collected = Self;

    fn try_from_iter_in<I: IntoIterator<Item = P>>(
        iter: I,
        alloc: A,
    ) -> Result<Self, TryCollectError<Self, I::IntoIter>> {
        let mut string = Self::new(alloc);
        match string.try_extend(iter) {
            Ok(()) => Ok(string),
            Err(rest) => Err(TryCollectError::new(string, rest)),
        }
    }
}

impl<T, A: Allocator> FromIteratorIn<T> for ExBox<[T], A> {
    type Alloc = A;
    type Collected = ExVec<T, A>;

    /// [`ExVec::try_into_boxed_slice`] at the end, for which there may be no room either.
    fn try_from_iter_in<I: IntoIterator<Item = T>>(
        iter: I,
        alloc: A,
    ) -> Result<Self, TryCollectError<ExVec<T, A>, I::IntoIter>> {
        boxed(iter, alloc, ExVec::try_into_boxed_slice)
    }
}

impl<P: Piece, A: Allocator> FromIteratorIn<P> for ExBox<str, A> {
    type Alloc = A;
    type Collected = ExString<A>;

    /// [`ExString::try_into_boxed_str`] at the end, for which there may be no room either.
    fn try_from_iter_in<I: IntoIterator<Item = P>>(
        iter: I,
        alloc: A,
    ) -> Result<Self, TryCollectError<ExString<A>, I::IntoIter>> {
        boxed(iter, alloc, ExString::try_into_boxed_str)
    }
}

/// Collects, and makes a box of that. The iterator is kept until the box is there, to be handed
/// back.
fn boxed<B, C, I>(
    iter: I,
    alloc: C::Alloc,
    into_box: impl FnOnce(C) -> Result<B, TryPushError<C>>,
) -> Result<B, TryCollectError<C, I::IntoIter>>
where
    C: FromIteratorIn<I::Item, Collected = C>,
    I: IntoIterator,
{
    let mut iter = iter.into_iter();
    let (collected, item, error, ended) = match C::try_from_iter_in(&mut iter, alloc) {
        Ok(collection) => match into_box(collection) {
            Ok(boxed) => {
                // While the box is a local value: dropped behind the result, an iterator whose
                // destructor panics would leak it (rust-lang/rust#47949).
                drop(iter);
                return Ok(boxed);
            }
            Err(failed) => (failed.value, None, failed.error, true),
        },
        Err(failed) => (failed.collected, failed.item, failed.error, failed.ended),
    };
    Err(TryCollectError { collected, item, rest: iter, error, ended })
}
