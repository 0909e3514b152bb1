//! A string taken apart, and put together.

use super::ExString;
use crate::boxed::ExBox;
use crate::error::TryPushError;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Lends the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let s = ExString::new(&bump);
    /// assert!(core::ptr::eq(*s.allocator(), &bump));
    /// ```
    #[inline]
    pub const fn allocator(&self) -> &A {
        self.vec.allocator()
    }

    /// Gives up the text for its bytes. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Ada", SystemAllocator);
    /// assert_eq!(s.into_bytes(), b"Ada");
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> ExVec<u8, A> {
        self.vec
    }

    /// Lends the bytes as a vector that can be changed.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada", SystemAllocator);
    /// // SAFETY: ASCII text is text in any order.
    /// unsafe { s.as_mut_vec() }.reverse();
    /// assert_eq!(s, "adA");
    /// ```
    ///
    /// # Safety
    ///
    /// They are valid UTF-8 when the borrow ends, also when it ends by unwinding.
    #[inline]
    pub const unsafe fn as_mut_vec(&mut self) -> &mut ExVec<u8, A> {
        &mut self.vec
    }

    /// Takes the string apart: pointer, length and capacity in bytes, allocator.
    ///
    /// The block becomes the caller's; the allocator isn't dropped. The pointer dangles when the
    /// capacity is zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Ada", SystemAllocator);
    /// let (ptr, len, cap, alloc) = s.into_raw_parts();
    /// // SAFETY: the parts of a string, used once.
    /// let s = unsafe { ExString::from_raw_parts(ptr, len, cap, alloc) };
    /// assert_eq!(s, "Ada");
    /// ```
    #[inline]
    #[must_use = "the block leaks"]
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize, A) {
        self.vec.into_raw_parts()
    }

    /// Puts a string together; it owns the block from then on.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut parts = ExString::from_str_in("Ada Lovelace", SystemAllocator).into_raw_parts();
    /// parts.1 = 3;
    /// // SAFETY: the parts of one string, used once, of which the first three bytes are text.
    /// let s = unsafe { ExString::from_raw_parts(parts.0, parts.1, parts.2, parts.3) };
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Safety
    ///
    /// - The parts fulfil what [`ExVec::from_raw_parts`] asks for.
    /// - The first `length` bytes are valid UTF-8.
    #[inline]
    #[must_use]
    pub const unsafe fn from_raw_parts(
        ptr: *mut u8,
        length: usize,
        capacity: usize,
        alloc: A,
    ) -> Self {
        // SAFETY: forwarded.
        let vec = unsafe { ExVec::from_raw_parts(ptr, length, capacity, alloc) };
        // INVARIANT 1: our caller's promise.
        Self { vec }
    }

    /// Gives up the string, for as long as its allocator may live.
    ///
    /// The block is never given back, the room beyond the text included; the allocator is
    /// forgotten, which keeps the block alive. With `&arena` the block goes when the arena does.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let text: &mut str = ExString::from_str_in("Ada", &bump).leak();
    /// text.make_ascii_uppercase();
    /// assert_eq!(text, "ADA");
    /// ```
    #[inline]
    #[must_use = "the block leaks"]
    pub fn leak<'a>(self) -> &'a mut str
    where
        A: 'a,
    {
        let bytes = self.vec.leak();
        // SAFETY: invariant 1; nothing else will ever change the bytes.
        unsafe { core::str::from_utf8_unchecked_mut(bytes) }
    }

    /// Gives back the room beyond the text, and the string for a boxed `str`; hands the string back
    /// when no smaller block is to be had.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, ExString, SystemAllocator};
    ///
    /// let s = ExString::from_str_in("Ada", SystemAllocator);
    /// let b: ExBox<str, _> = s.try_into_boxed_str()?;
    /// assert_eq!(&*b, "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When no smaller block is to be had.
    #[inline]
    pub fn try_into_boxed_str(self) -> Result<ExBox<str, A>, TryPushError<Self>> {
        match self.vec.try_into_boxed_slice() {
            Ok(bytes) => {
                let (ptr, alloc) = ExBox::into_raw_parts(bytes);
                // SAFETY: the parts of a box; a `str` has the layout of its bytes, which are valid
                // UTF-8: invariant 1.
                Ok(unsafe { ExBox::from_raw_parts(ptr as *mut str, alloc) })
            }
            // INVARIANT 1: the same bytes.
            Err(failed) => Err(TryPushError::new(Self { vec: failed.value }, failed.error)),
        }
    }

    /// [`try_into_boxed_str`](Self::try_into_boxed_str) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let b = ExString::from_str_in("Ada", SystemAllocator).into_boxed_str();
    /// assert_eq!(b.len(), 3);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_into_boxed_str` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn into_boxed_str(self) -> ExBox<str, A> {
        match self.try_into_boxed_str() {
            Ok(boxed) => boxed,
            Err(failed) => failed.error.raise(),
        }
    }
}
