//! Less text.

use super::ExString;
use core::ptr;
use exalloc_core::Allocator;

impl<A: Allocator> ExString<A> {
    /// Shortens the string to `new_len` bytes; keeps it as it is when it is no longer than that.
    ///
    /// The capacity stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada Lovelace", SystemAllocator);
    /// s.truncate(3);
    /// assert_eq!(s, "Ada");
    /// ```
    ///
    /// # Panics
    ///
    /// When `new_len` isn't at a boundary of characters.
    #[inline]
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) {
        if new_len <= self.len() {
            self.assert_boundary(new_len, "assertion failed: self.is_char_boundary(new_len)");
            // SAFETY: at most the length.
            // INVARIANT 1: what is left ends at a boundary.
            unsafe { self.vec.set_len(new_len) };
        }
    }

    /// Removes all text. The capacity stays.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Ada", SystemAllocator);
    /// s.clear();
    /// assert!(s.is_empty() && s.capacity() >= 3);
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        // INVARIANT 1: no bytes are valid UTF-8.
        self.vec.clear();
    }

    /// Removes the last character, and returns it; `None` when there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Maß", SystemAllocator);
    /// assert_eq!(s.pop(), Some('ß'));
    /// assert_eq!(s, "Ma");
    /// ```
    #[inline]
    pub fn pop(&mut self) -> Option<char> {
        let ch = self.chars().next_back()?;
        let new_len = self.len() - ch.len_utf8();
        // SAFETY: at most the length.
        // INVARIANT 1: what is left ends where a character began.
        unsafe { self.vec.set_len(new_len) };
        Some(ch)
    }

    /// Removes the character at a byte position, and returns it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Maße", SystemAllocator);
    /// assert_eq!(s.remove(2), 'ß');
    /// assert_eq!(s, "Mae");
    /// ```
    ///
    /// # Panics
    ///
    /// When `idx` isn't at a boundary of characters, or not below the length.
    ///
    /// # Complexity
    ///
    /// Linear in the length of the string.
    #[inline]
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let Some(ch) = self[idx..].chars().next() else {
            panic!("cannot remove a char from the end of a string")
        };
        // SAFETY: a character was just found there; its ends are boundaries.
        unsafe { self.cut(idx..idx + ch.len_utf8()) };
        ch
    }

    /// Keeps the characters for which `keep` returns `true`, asked once each, in order.
    ///
    /// If `keep` unwinds, the characters that it has not judged stay.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExString, SystemAllocator};
    ///
    /// let mut s = ExString::from_str_in("Größe 42", SystemAllocator);
    /// s.retain(char::is_alphabetic);
    /// assert_eq!(s, "Größe");
    /// ```
    ///
    /// # Complexity
    ///
    /// Linear in the length of the string.
    pub fn retain(&mut self, mut keep: impl FnMut(char) -> bool) {
        let len = self.len();
        let mut sieve = Sieve { string: self, read: 0, written: 0, len };
        // While the closure runs the string is empty, whatever becomes of the sieve.
        // SAFETY: zero is at most the capacity. INVARIANT 1: no bytes are valid UTF-8.
        unsafe { sieve.string.vec.set_len(0) };
        while let Some(ch) = sieve.peek() {
            let kept = keep(ch);
            // SAFETY: the character that was just read there.
            unsafe { sieve.pass(ch.len_utf8(), kept) };
        }
    }
}

/// A string of which a part has been judged; its end puts the string together again.
///
/// # Invariants
///
/// 1. The buffer of `string.vec` has `len` initialised bytes, of which the vector itself has none.
/// 2. `written <= read <= len`. The bytes up to `written` are text, and those from `read` to `len`.
struct Sieve<'a, A: Allocator> {
    string: &'a mut ExString<A>,
    read: usize,
    written: usize,
    len: usize,
}

impl<A: Allocator> Sieve<'_, A> {
    /// The first character that has not been judged.
    #[inline]
    fn peek(&self) -> Option<char> {
        // SAFETY: within the buffer: invariant 2.
        let rest = unsafe { self.string.vec.as_ptr().add(self.read) };
        let rest = ptr::slice_from_raw_parts(rest, self.len - self.read);
        // SAFETY: invariants 1 and 2: initialised, and nobody writes while the borrow lasts.
        let rest = unsafe { &*rest };
        // SAFETY: invariant 2.
        unsafe { core::str::from_utf8_unchecked(rest) }.chars().next()
    }

    /// Goes on by `size` bytes, and keeps them or not.
    ///
    /// # Safety
    ///
    /// They are whole characters, and `size <= len - read`.
    #[inline]
    unsafe fn pass(&mut self, size: usize, kept: bool) {
        debug_assert!(size <= self.len - self.read);
        if kept {
            if self.read != self.written {
                let start = self.string.vec.as_mut_ptr();
                // SAFETY: within the buffer: invariant 2.
                let from = unsafe { start.add(self.read) };
                // SAFETY: within the buffer: invariant 2.
                let to = unsafe { start.add(self.written) };
                // SAFETY: `size` bytes are within the buffer on both sides, by our caller's promise
                // and invariant 2; they may overlap.
                unsafe { from.copy_to(to, size) };
            }
            self.written += size;
        }
        // INVARIANT 2: text after text is text, and so is what follows whole characters.
        self.read += size;
    }
}

impl<A: Allocator> Drop for Sieve<'_, A> {
    fn drop(&mut self) {
        // What the closure has not judged: nothing, unless it unwound.
        // SAFETY: invariant 2.
        unsafe { self.pass(self.len - self.read, true) };
        // SAFETY: at most the capacity and initialised: invariants 1 and 2.
        // INVARIANT 1 of the string: the bytes up to `written` are text.
        unsafe { self.string.vec.set_len(self.written) };
    }
}
