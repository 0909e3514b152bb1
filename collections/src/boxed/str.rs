//! Boxed text.

use super::ExBox;
use crate::string::ExString;
use exalloc_core::Allocator;

impl<A: Allocator> ExBox<str, A> {
    /// Turns the text into a string. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, ExString, SystemAllocator};
    ///
    /// let b = ExString::from_str_in("Ada", SystemAllocator).into_boxed_str();
    /// let mut s = ExBox::into_string(b);
    /// s.push_str(" Lovelace");
    /// assert_eq!(s, "Ada Lovelace");
    /// ```
    #[inline]
    pub fn into_string(this: Self) -> ExString<A> {
        let len = this.len();
        let (ptr, alloc) = ExBox::into_raw_parts(this);
        // SAFETY: invariants 1 and 2: `len` bytes of text, in a live block of `alloc` of as many
        // bytes; without any the pointer is aligned.
        unsafe { ExString::from_raw_parts(ptr.cast(), len, len, alloc) }
    }

    /// Turns the text into its bytes. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, ExString, SystemAllocator};
    ///
    /// let b = ExString::from_str_in("Ada", SystemAllocator).into_boxed_str();
    /// assert_eq!(*ExBox::into_boxed_bytes(b), *b"Ada");
    /// ```
    #[inline]
    pub fn into_boxed_bytes(this: Self) -> ExBox<[u8], A> {
        let (ptr, alloc) = ExBox::into_raw_parts(this);
        // SAFETY: invariants 1 and 2: initialised bytes, in a block that their layout fits, which
        // is that of the text.
        unsafe { ExBox::from_raw_parts(ptr as *mut [u8], alloc) }
    }
}
