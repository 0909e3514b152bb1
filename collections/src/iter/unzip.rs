//! Two vectors of an iterator's pairs.

use crate::error::{TryCollectError, TryReserveError};
use crate::vec::ExVec;
use exalloc_core::Allocator;

/// What pairs of `T` and `U` become: a vector of each, on allocators of type `A`.
///
/// # Examples
///
/// ```
/// use exalloc::iter::Unzipped;
/// use exalloc::{IteratorExt, SystemAllocator};
///
/// type Numbered = Unzipped<u32, char, SystemAllocator>;
/// let (numbers, letters): Numbered = (1..).zip("ab".chars()).unzip_in(SystemAllocator);
/// assert_eq!(numbers, [1, 2]);
/// assert_eq!(letters, ['a', 'b']);
/// ```
pub type Unzipped<T, U, A> = (ExVec<T, A>, ExVec<U, A>);

/// Makes a vector of the first items, and one of the second.
#[expect(clippy::type_complexity, reason = "its parts have names already")]
pub(super) fn try_unzip_in<I, T, U, A>(
    mut iter: I,
    alloc: A,
) -> Result<Unzipped<T, U, A>, TryCollectError<Unzipped<T, U, A>, I>>
where
    I: Iterator<Item = (T, U)>,
    A: Allocator + Clone,
{
    let mut vectors = (ExVec::new(alloc.clone()), ExVec::new(alloc));
    match try_extend(&mut vectors, &mut iter) {
        Ok(()) => {
            // While the vectors are a local value: dropped behind the result, an iterator whose
            // destructor panics would leak them (rust-lang/rust#47949).
            drop(iter);
            Ok(vectors)
        }
        Err((item, error)) => {
            Err(TryCollectError { collected: vectors, item, rest: iter, error, ended: false })
        }
    }
}

/// Appends all pairs. On failure the vectors have as many items each, and the pair that was to be
/// next comes back.
fn try_extend<T, U, A: Allocator>(
    (first, second): &mut Unzipped<T, U, A>,
    iter: &mut impl Iterator<Item = (T, U)>,
) -> Result<(), (Option<(T, U)>, TryReserveError)> {
    let (promised, _) = iter.size_hint();
    first.try_reserve(promised).map_err(|error| (None, error))?;
    second.try_reserve(promised).map_err(|error| (None, error))?;
    for (of_first, of_second) in iter {
        if let Err(failed) = first.try_push(of_first) {
            return Err((Some((failed.value, of_second)), failed.error));
        }
        if let Err(failed) = second.try_push(of_second) {
            let of_first = first.pop(); // Just pushed.
            return Err((of_first.map(|of_first| (of_first, failed.value)), failed.error));
        }
    }
    Ok(())
}
