//! Boxed text.

use super::ExBox;
use crate::string::ExString;
use core::marker::PhantomData;
use core::ptr::NonNull;
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

impl<A: Allocator + Default> Default for ExBox<str, A> {
    /// Makes an empty text, which needs no block.
    #[inline]
    fn default() -> Self {
        let bytes: NonNull<[u8]> = NonNull::<[u8; 0]>::dangling();
        // SAFETY: dangling pointers aren't null.
        let ptr = unsafe { NonNull::new_unchecked(bytes.as_ptr() as *mut str) };
        // INVARIANTS 1 and 2: no bytes, which are text, and the pointer is aligned.
        Self { ptr, value: PhantomData, alloc: A::default() }
    }
}

impl<A: Allocator> From<ExBox<str, A>> for ExBox<[u8], A> {
    /// Turns the text into its bytes. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let bytes: ExBox<[u8], _> = ExBox::<str, _>::from_str_in("Ada", SystemAllocator).into();
    /// assert_eq!(*bytes, *b"Ada");
    /// ```
    #[inline]
    fn from(text: ExBox<str, A>) -> Self {
        let (ptr, alloc) = ExBox::into_raw_parts(text);
        // SAFETY: the parts of a box; bytes have the layout of the text that they are.
        unsafe { ExBox::from_raw_parts(ptr as *mut [u8], alloc) }
    }
}
