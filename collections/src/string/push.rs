//! Text at the end.

use super::ExString;
use crate::error::TryReserveError;
use crate::range;
use crate::raw::copy_bytes;
use core::ops::{Range, RangeBounds};
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Appends text, or leaves the string as it was when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{BumpAllocator, ExString};
    ///
    /// let mut memory = [core::mem::MaybeUninit::uninit(); 64];
    /// let bump = BumpAllocator::new(&mut memory);
    /// let mut s = ExString::new(&bump);
    /// s.try_push_str("Ada")?;
    /// assert!(s.try_push_str(&" and Charles".repeat(100)).is_err());
    /// assert_eq!(s, "Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Complexity
    ///
    /// Linear in the length of `text`, amortised.
    #[inline]
    #[doc(alias = "append")]
    pub fn try_push_str(&mut self, text: &str) -> Result<(), TryReserveError> {
        self.vec.try_reserve(text.len())?;
        let len = self.vec.len();
        // SAFETY: within the block: the length is at most the capacity.
        let end = unsafe { self.vec.as_mut_ptr().add(len) };
        // SAFETY: `text` is initialised, and there is room for as many bytes beyond `len`, which
        // belong to the vector, so they are disjoint from what `text` borrows.
        unsafe { copy_bytes(text.as_ptr(), end, text.len()) };
        // SAFETY: at most the capacity; the bytes were just written.
        // INVARIANT 1: text after text is text.
        unsafe { self.vec.set_len(len + text.len()) };
        Ok(())
    }

    /// [`try_push_str`](Self::try_push_str) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.push_str("Ada");
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_push_str` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    #[doc(alias = "append")]
    pub fn push_str(&mut self, text: &str) {
        if let Err(error) = self.try_push_str(text) {
            error.raise()
        }
    }

    /// Appends a character, or leaves the string as it was when there is no room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.try_push('ß')?;
    /// assert_eq!((s.len(), s.as_str()), (2, "ß"));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    #[inline]
    pub fn try_push(&mut self, ch: char) -> Result<(), TryReserveError> {
        let size = ch.len_utf8();
        let len = self.vec.len();
        if self.vec.capacity() - len < size {
            self.vec.try_reserve(size)?;
        }
        // SAFETY: within the block: the length is at most the capacity.
        let end = unsafe { self.vec.as_mut_ptr().add(len) };
        // SAFETY: there is room for as many bytes beyond `len`.
        unsafe { write_utf8(ch, end) };
        // SAFETY: at most the capacity; the bytes were just written.
        // INVARIANT 1: a character after text is text.
        unsafe { self.vec.set_len(len + size) };
        Ok(())
    }

    /// [`try_push`](Self::try_push) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::new(SystemAllocator);
    /// s.push('ß');
    /// assert_eq!(s, "ß");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_push` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn push(&mut self, ch: char) {
        if let Err(error) = self.try_push(ch) {
            error.raise()
        }
    }

    /// Appends a copy of a range of its own text, or leaves the string as it was when there is no
    /// room.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada, ", SystemAllocator);
    /// s.try_extend_from_within(..3)?;
    /// assert_eq!(s, "Ada, Ada");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room.
    ///
    /// # Panics
    ///
    /// When the range lies outside the string, or an end of it isn't at a boundary of characters.
    #[track_caller]
    pub fn try_extend_from_within(
        &mut self,
        src: impl RangeBounds<usize>,
    ) -> Result<(), TryReserveError> {
        let range = range::resolve(src, self.len());
        let Range { start, end } = range;
        self.assert_boundary(start, "assertion failed: self.is_char_boundary(start)");
        self.assert_boundary(end, "assertion failed: self.is_char_boundary(end)");
        // INVARIANT 1: text after text is text: both ends were just checked.
        self.vec.try_extend_from_within(range)
    }

    /// [`try_extend_from_within`](Self::try_extend_from_within) for callers that treat failure as
    /// fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada", SystemAllocator);
    /// s.extend_from_within(1..);
    /// assert_eq!(s, "Adada");
    /// ```
    ///
    /// # Panics
    ///
    /// Where `try_extend_from_within` does, and whenever it returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    pub fn extend_from_within(&mut self, src: impl RangeBounds<usize>) {
        if let Err(error) = self.try_extend_from_within(src) {
            error.raise()
        }
    }
}

/// Writes a character as UTF-8, in one store.
///
/// # Safety
///
/// `to` is valid for writes of [`len_utf8`](char::len_utf8) bytes.
#[inline]
unsafe fn write_utf8(ch: char, to: *mut u8) {
    let code = u32::from(ch);
    // The bits of a byte that begins a character, and of one that goes on with it.
    let first = |mark: u8, shift: u32| mark | (code >> shift) as u8;
    let next = |shift: u32| 0x80 | (code >> shift) as u8 & 0x3F;
    match ch.len_utf8() {
        // SAFETY: forwarded.
        1 => unsafe { to.write(first(0, 0)) },
        // SAFETY: forwarded; arrays of bytes have no alignment.
        2 => unsafe { to.cast::<[u8; 2]>().write([first(0xC0, 6), next(0)]) },
        // SAFETY: as above.
        3 => unsafe { to.cast::<[u8; 3]>().write([first(0xE0, 12), next(6), next(0)]) },
        // SAFETY: as above.
        _ => unsafe { to.cast::<[u8; 4]>().write([first(0xF0, 18), next(12), next(6), next(0)]) },
    }
}
