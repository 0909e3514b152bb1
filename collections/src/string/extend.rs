//! Text piece by piece.

use super::ExString;
use crate::error::{TryExtendError, TryReserveError};
use exalloc_core::Allocator;

/// What a string can be extended by: `char`, `&char` and `&str`.
///
/// # Examples
///
/// ```
/// use exalloc::string::Piece;
/// use exalloc::{ExString, SystemAllocator};
///
/// fn join<P: Piece>(pieces: impl IntoIterator<Item = P>) -> ExString<SystemAllocator> {
///     let mut s = ExString::new(SystemAllocator);
///     s.extend(pieces);
///     s
/// }
///
/// assert_eq!(join(["Ada", "Lovelace"]), join("AdaLovelace".chars()));
/// ```
pub trait Piece: append::Append {}

impl<P: append::Append> Piece for P {}

/// What pieces can do. Nobody outside can name it, so nobody can add kinds of pieces.
mod append {
    use super::{Allocator, ExString, TryReserveError};

    pub trait Append {
        /// The fewest bytes that a piece can have.
        const LEAST: usize;

        fn append_to<A: Allocator>(&self, string: &mut ExString<A>) -> Result<(), TryReserveError>;
    }

    impl Append for char {
        const LEAST: usize = 1;

        #[inline]
        fn append_to<A: Allocator>(&self, string: &mut ExString<A>) -> Result<(), TryReserveError> {
            string.try_push(*self)
        }
    }

    impl Append for &char {
        const LEAST: usize = 1;

        #[inline]
        fn append_to<A: Allocator>(&self, string: &mut ExString<A>) -> Result<(), TryReserveError> {
            string.try_push(**self)
        }
    }

    impl Append for &str {
        const LEAST: usize = 0;

        #[inline]
        fn append_to<A: Allocator>(&self, string: &mut ExString<A>) -> Result<(), TryReserveError> {
            string.try_push_str(self)
        }
    }
}

impl<A: Allocator> ExString<A> {
    /// Appends what an iterator yields, until there is no room; hands back what is left then.
    ///
    /// Room for as much as the iterator promises is made first, at one byte for a character.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExString};
    ///
    /// let mut memory = [core::mem::MaybeUninit::uninit(); 64];
    /// let bump = BumpAllocator::new(&mut memory);
    /// let mut s = ExString::new(&bump);
    /// let error = s.try_extend(["Ada"; 100]).unwrap_err();
    /// assert_eq!(s.len() / 3 + error.into_iter().count(), 100);
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. What was yielded before is in the string and stays there; the error
    /// has the piece that found no room, and the rest of the iterator.
    pub fn try_extend<I>(&mut self, iter: I) -> Result<(), TryExtendError<I::IntoIter>>
    where
        I: IntoIterator,
        I::Item: Piece,
    {
        let mut iter = iter.into_iter();
        let least = iter.size_hint().0.saturating_mul(<I::Item as append::Append>::LEAST);
        if let Err(error) = self.try_reserve(least) {
            return Err(TryExtendError::new(None, iter, error));
        }
        while let Some(piece) = iter.next() {
            if let Err(error) = append::Append::append_to(&piece, self) {
                return Err(TryExtendError::new(Some(piece), iter, error));
            }
        }
        Ok(())
    }
}

#[cfg(feature = "infallible")]
impl<P: Piece, A: Allocator> Extend<P> for ExString<A> {
    /// [`try_extend`](ExString::try_extend) for callers that treat failure as fatal.
    ///
    /// # Panics
    ///
    /// Whenever `try_extend` returns an error.
    #[track_caller]
    fn extend<I: IntoIterator<Item = P>>(&mut self, iter: I) {
        if let Err(failed) = self.try_extend(iter) {
            failed.error.raise()
        }
    }
}
