//! The same text under another allocator: in its memory, or under a type that names less.

use super::ExString;
use crate::error::TryIntoAllocError;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Moves the text into memory of another allocator, or hands string and allocator back when
    /// that has no room.
    ///
    /// For text that was built in an arena and outlives it, or that crosses to C++. The new block
    /// has room for the text and no more.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let s = ExString::try_from_str_in("Ada", &bump)?;
    /// let kept = s.try_into_alloc(SystemAllocator)?;
    /// drop(bump);
    /// assert_eq!(kept, "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The error holds the string, as it was, and `alloc`.
    ///
    /// # Complexity
    ///
    /// Linear in the length.
    #[doc(alias = "clone_in")]
    pub fn try_into_alloc<B: Allocator>(
        self,
        alloc: B,
    ) -> Result<ExString<B>, TryIntoAllocError<Self, B>> {
        match self.vec.try_into_alloc(alloc) {
            // INVARIANT 1: the same bytes.
            Ok(vec) => Ok(ExString { vec }),
            // INVARIANT 1: the same bytes.
            Err(failed) => {
                let string = Self { vec: failed.value };
                Err(TryIntoAllocError::new(string, failed.alloc, failed.error))
            }
        }
    }

    /// [`try_into_alloc`](Self::try_into_alloc) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SystemAllocator, ex_format};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let s = ex_format!(in &bump, "{}, {}", 1, 2).into_alloc(SystemAllocator);
    /// drop(bump);
    /// assert_eq!(s, "1, 2");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_into_alloc` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use = "the text is dropped"]
    #[track_caller]
    pub fn into_alloc<B: Allocator>(self, alloc: B) -> ExString<B> {
        match self.try_into_alloc(alloc) {
            Ok(string) => string,
            Err(failed) => failed.error.raise(),
        }
    }
}

impl<'a, A: Allocator + 'a> ExString<&'a A> {
    /// Forgets which allocator it is; the text stays where it is.
    ///
    /// For functions and fields that take strings of any allocator without a parameter for it. The
    /// reference grows by a word, and requests go through a table of functions from then on.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{Allocator, ArenaAllocator, ExString, SystemAllocator};
    ///
    /// fn longest<'a>(names: &'a [ExString<&dyn Allocator>]) -> Option<&'a str> {
    ///     names.iter().map(ExString::as_str).max_by_key(|name| name.len())
    /// }
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let near = ExString::from_str_in("Ada", &arena).erase_alloc();
    /// let far = ExString::from_str_in("Charles", &SystemAllocator).erase_alloc();
    /// assert_eq!(longest(&[near, far]), Some("Charles"));
    /// ```
    #[inline]
    #[must_use = "the text is dropped"]
    pub fn erase_alloc(self) -> ExString<&'a (dyn Allocator + 'a)> {
        // INVARIANT 1: the same bytes.
        ExString { vec: self.vec.erase_alloc() }
    }

    /// [`erase_alloc`](Self::erase_alloc) for strings that are to be sent and shared between
    /// threads.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Ada", &SystemAllocator).erase_alloc_sync();
    /// std::thread::spawn(move || assert_eq!(s, "Ada")).join().unwrap();
    /// ```
    #[inline]
    #[must_use = "the text is dropped"]
    pub fn erase_alloc_sync(self) -> ExString<&'a (dyn Allocator + Sync + 'a)>
    where
        A: Sync,
    {
        // INVARIANT 1: the same bytes.
        ExString { vec: self.vec.erase_alloc_sync() }
    }
}
