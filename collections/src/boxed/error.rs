//! A box of any error, which `?` makes, or a text.

use super::ExBox;
use crate::error::{TryPushError, TryReserveError};
use crate::string::ExString;
use core::error::Error;
use core::fmt;
use exalloc_core::Allocator;

/// An error that is a text, shown as it is.
struct Message<A: Allocator>(ExString<A>);

impl<A: Allocator> fmt::Display for Message<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<A: Allocator> fmt::Debug for Message<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<A: Allocator> Error for Message<A> {}

/// The text in a box of its allocator, or back when there is no block.
#[inline]
fn boxed<A: Allocator + Clone>(
    text: ExString<A>,
) -> Result<ExBox<Message<A>, A>, TryPushError<ExString<A>>> {
    let alloc = text.allocator().clone();
    match ExBox::try_new(Message(text), alloc) {
        Ok(message) => Ok(message),
        Err(failed) => Err(TryPushError::new(failed.value.0, failed.error)),
    }
}

impl<'e, A: Allocator + Clone + 'e> ExBox<dyn Error + 'e, A> {
    /// Makes an error of a text. The text is in one block, the error in a second one, of a clone of
    /// the allocator.
    ///
    /// std has `From<&str>` for it; here that would overlap with `From` of every error, since the
    /// language doesn't let a library know that `&str` is none.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::error::Error;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let error = ExBox::<dyn Error, _>::try_from_str_in("no such name", SystemAllocator)?;
    /// assert_eq!(error.to_string(), "no such name");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    pub fn try_from_str_in(text: &str, alloc: A) -> Result<Self, TryReserveError> {
        let message = boxed(ExString::try_from_str_in(text, alloc)?)?;
        Ok(crate::unsize!(message => dyn Error + 'e))
    }

    /// [`try_from_str_in`](Self::try_from_str_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::error::Error;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let error = ExBox::<dyn Error, _>::from_str_in("no such name", SystemAllocator);
    /// assert_eq!(error.to_string(), "no such name");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_str_in` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn from_str_in(text: &str, alloc: A) -> Self {
        match Self::try_from_str_in(text, alloc) {
            Ok(error) => error,
            Err(error) => error.raise(),
        }
    }
}

impl<'e, A: Allocator + Clone + Send + Sync + 'e> ExBox<dyn Error + Send + Sync + 'e, A> {
    /// Makes an error of a text, for threads. The text is in one block, the error in a second one,
    /// of a clone of the allocator.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::error::Error;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// type Failed = ExBox<dyn Error + Send + Sync, SystemAllocator>;
    /// let error = Failed::try_from_str_in("no such name", SystemAllocator)?;
    /// assert_eq!(error.to_string(), "no such name");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    pub fn try_from_str_in(text: &str, alloc: A) -> Result<Self, TryReserveError> {
        let message = boxed(ExString::try_from_str_in(text, alloc)?)?;
        Ok(crate::unsize!(message => dyn Error + Send + Sync + 'e))
    }

    /// [`try_from_str_in`](Self::try_from_str_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::error::Error;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// type Failed = ExBox<dyn Error + Send + Sync, SystemAllocator>;
    /// let error = Failed::from_str_in("no such name", SystemAllocator);
    /// assert_eq!(error.to_string(), "no such name");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_from_str_in` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn from_str_in(text: &str, alloc: A) -> Self {
        match Self::try_from_str_in(text, alloc) {
            Ok(error) => error,
            Err(error) => error.raise(),
        }
    }
}

/// Conversions that allocate and can't say that there is no room.
#[cfg(feature = "infallible")]
mod allocating {
    use super::{Allocator, Error, ExBox, ExString, boxed};
    use crate::unsize;

    impl<'e, E: Error + 'e, A: Allocator + Default> From<E> for ExBox<dyn Error + 'e, A> {
        /// Boxes the error on the default allocator: what `?` does.
        ///
        /// # Examples
        ///
        /// ```
        /// use core::error::Error;
        /// use exalloc::{ExBox, SystemAllocator};
        ///
        /// fn sum(text: &str) -> Result<i32, ExBox<dyn Error, SystemAllocator>> {
        ///     let mut sum = 0;
        ///     for number in text.split('+') {
        ///         sum += number.parse::<i32>()?;
        ///     }
        ///     Ok(sum)
        /// }
        /// assert_eq!(sum("1+2+3").unwrap(), 6);
        /// assert!(sum("1+x").unwrap_err().is::<core::num::ParseIntError>());
        /// ```
        ///
        /// # Panics
        ///
        /// When it has no block.
        #[inline]
        #[track_caller]
        fn from(error: E) -> Self {
            unsize!(ExBox::new(error, A::default()) => dyn Error + 'e)
        }
    }

    impl<'e, E, A> From<E> for ExBox<dyn Error + Send + Sync + 'e, A>
    where
        E: Error + Send + Sync + 'e,
        A: Allocator + Default,
    {
        /// Boxes the error on the default allocator: what `?` does.
        ///
        /// # Panics
        ///
        /// When it has no block.
        #[inline]
        #[track_caller]
        fn from(error: E) -> Self {
            unsize!(ExBox::new(error, A::default()) => dyn Error + Send + Sync + 'e)
        }
    }

    impl<'e, A: Allocator + Clone + 'e> From<ExString<A>> for ExBox<dyn Error + 'e, A> {
        /// Makes an error of the string, which keeps its block; the error has a block of a clone of
        /// its allocator.
        ///
        /// # Examples
        ///
        /// ```
        /// use core::error::Error;
        /// use exalloc::{ExBox, SystemAllocator, ex_format};
        ///
        /// fn find(name: &str) -> Result<u32, ExBox<dyn Error, SystemAllocator>> {
        ///     Err(ex_format!(in SystemAllocator, "no {name} here"))?
        /// }
        /// assert_eq!(find("Ada").unwrap_err().to_string(), "no Ada here");
        /// ```
        ///
        /// # Panics
        ///
        /// When that has no block.
        #[track_caller]
        fn from(text: ExString<A>) -> Self {
            match boxed(text) {
                Ok(message) => unsize!(message => dyn Error + 'e),
                Err(failed) => failed.error.raise(),
            }
        }
    }

    impl<'e, A> From<ExString<A>> for ExBox<dyn Error + Send + Sync + 'e, A>
    where
        A: Allocator + Clone + Send + Sync + 'e,
    {
        /// Makes an error of the string, which keeps its block; the error has a block of a clone of
        /// its allocator.
        ///
        /// # Panics
        ///
        /// When that has no block.
        #[track_caller]
        fn from(text: ExString<A>) -> Self {
            match boxed(text) {
                Ok(message) => unsize!(message => dyn Error + Send + Sync + 'e),
                Err(failed) => failed.error.raise(),
            }
        }
    }
}
