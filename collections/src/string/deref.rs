//! A string is a `str` to whoever reads it, or changes it in place.

use super::ExString;
use core::borrow::{Borrow, BorrowMut};
use core::ops::{Deref, DerefMut};
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Tells the length in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// assert_eq!(ExString::from_str_in("ß", SystemAllocator).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        self.vec.len()
    }

    /// Tells whether there is no text.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// assert!(ExString::new(SystemAllocator).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.vec.is_empty()
    }

    /// Lends the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// assert_eq!(ExString::from_str_in("Ada", SystemAllocator).as_str(), "Ada");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        // SAFETY: invariant 1.
        unsafe { core::str::from_utf8_unchecked(&self.vec) }
    }

    /// Lends the text for changes in place, which can't change its length.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada", SystemAllocator);
    /// s.as_mut_str().make_ascii_lowercase();
    /// assert_eq!(s, "ada");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_mut_str(&mut self) -> &mut str {
        // SAFETY: invariant 1, which the methods of `str` keep.
        unsafe { core::str::from_utf8_unchecked_mut(&mut self.vec) }
    }

    /// Lends the bytes of the text.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// assert_eq!(ExString::from_str_in("ß", SystemAllocator).as_bytes(), [0xC3, 0x9F]);
    /// ```
    #[inline]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.vec
    }
}

impl<A: Allocator> Deref for ExString<A> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl<A: Allocator> DerefMut for ExString<A> {
    #[inline]
    fn deref_mut(&mut self) -> &mut str {
        self.as_mut_str()
    }
}

impl<A: Allocator> AsRef<str> for ExString<A> {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}

impl<A: Allocator> AsMut<str> for ExString<A> {
    #[inline]
    fn as_mut(&mut self) -> &mut str {
        self
    }
}

impl<A: Allocator> AsRef<[u8]> for ExString<A> {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl<A: Allocator> Borrow<str> for ExString<A> {
    #[inline]
    fn borrow(&self) -> &str {
        self
    }
}

impl<A: Allocator> BorrowMut<str> for ExString<A> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut str {
        self
    }
}
