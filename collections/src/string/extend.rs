//! Text piece by piece.

use super::ExString;
use crate::boxed::ExBox;
use crate::error::{TryExtendError, TryReserveError};
use exalloc_core::Allocator;

/// What a string can be extended by: `char`, `&char`, `&str`, `ExString`, `ExBox<str>`, and with
/// the feature `alloc` `Cow<str>`.
///
/// # Examples
///
/// ```
/// use exalloc::string::Piece;
/// use exalloc::{ExString, SystemAllocator, TryReserveError};
///
/// fn join<P: Piece>(
///     pieces: impl IntoIterator<Item = P>,
/// ) -> Result<ExString<SystemAllocator>, TryReserveError> {
///     let mut s = ExString::new(SystemAllocator);
///     s.try_extend(pieces)?;
///     Ok(s)
/// }
///
/// assert_eq!(join(["Ada", "Lovelace"])?, join("AdaLovelace".chars())?);
/// # Ok::<(), TryReserveError>(())
/// ```
pub trait Piece: append::Append {}

impl<P: append::Append> Piece for P {}

/// What pieces can do. Nobody outside can name it, so nobody can add kinds of pieces.
pub(super) mod append {
    use super::{Allocator, ExBox, ExString, TryReserveError};

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

    impl<B: Allocator> Append for ExString<B> {
        const LEAST: usize = 0;

        #[inline]
        fn append_to<A: Allocator>(&self, string: &mut ExString<A>) -> Result<(), TryReserveError> {
            string.try_push_str(self)
        }
    }

    impl<B: Allocator> Append for ExBox<str, B> {
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
