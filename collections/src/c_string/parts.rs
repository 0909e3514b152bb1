//! Bytes again; a C string taken apart, and put together.

use super::ExCString;
use crate::boxed::ExBox;
use crate::vec::ExVec;
use core::ffi::{CStr, c_char};
use core::ptr;
use exalloc_core::Allocator;

impl<A: Allocator> ExCString<A> {
    /// Lends the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let s = ExCString::from_c_str_in(c"Ada", &bump);
    /// assert!(core::ptr::eq(*s.allocator(), &bump));
    /// ```
    #[inline]
    pub const fn allocator(&self) -> &A {
        ExBox::allocator(&self.bytes)
    }

    /// Lends it as a `CStr`, whose [`as_ptr`](CStr::as_ptr) C takes.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Ada", SystemAllocator);
    /// assert_eq!(s.as_c_str(), c"Ada");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_c_str(&self) -> &CStr {
        // SAFETY: invariant 1.
        unsafe { CStr::from_bytes_with_nul_unchecked(&self.bytes) }
    }

    /// Lends the bytes before the NUL.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Ada", SystemAllocator);
    /// assert_eq!(s.as_bytes(), b"Ada");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.as_c_str().to_bytes()
    }

    /// Lends the bytes, the NUL included.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Ada", SystemAllocator);
    /// assert_eq!(s.as_bytes_with_nul(), b"Ada\0");
    /// ```
    #[inline]
    #[must_use]
    pub fn as_bytes_with_nul(&self) -> &[u8] {
        &self.bytes
    }

    /// Gives up the C string for the bytes before its NUL. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Ada", SystemAllocator);
    /// assert_eq!(s.into_bytes(), b"Ada");
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes(self) -> ExVec<u8, A> {
        let mut bytes = self.into_bytes_with_nul();
        let nul = bytes.pop();
        debug_assert_eq!(nul, Some(0));
        bytes
    }

    /// Gives up the C string for its bytes, the NUL included. Nothing is copied.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let s = ExCString::from_c_str_in(c"Ada", SystemAllocator);
    /// assert_eq!(s.into_bytes_with_nul(), b"Ada\0");
    /// ```
    #[inline]
    #[must_use = "the bytes are dropped"]
    pub fn into_bytes_with_nul(self) -> ExVec<u8, A> {
        ExBox::into_vec(self.bytes)
    }

    /// Takes the C string apart: pointer to the first byte, allocator.
    ///
    /// The block becomes the caller's; the allocator isn't dropped. C may write to the bytes
    /// before the NUL, but must not move the NUL: [`from_raw_parts`](Self::from_raw_parts) measures
    /// the block by it. C must not free the block either; for that there are
    /// [`into_malloc`](Self::into_malloc) and [`into_cpp_array`](Self::into_cpp_array).
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let (ptr, alloc) = ExCString::from_c_str_in(c"Ada", SystemAllocator).into_raw_parts();
    /// // SAFETY: within the string, and not zero. (The cast is for C's `char`, which has a sign on
    /// // some platforms.)
    /// unsafe { ptr.cast::<u8>().write(b'I') };
    /// // SAFETY: the parts of one C string, used once; the NUL is where it was.
    /// let s = unsafe { ExCString::from_raw_parts(ptr, alloc) };
    /// assert_eq!(s, c"Ida");
    /// ```
    #[inline]
    #[must_use = "the block leaks"]
    #[doc(alias = "into_raw", alias = "into_raw_with_allocator")]
    pub fn into_raw_parts(self) -> (*mut c_char, A) {
        let (bytes, alloc) = ExBox::into_raw_parts(self.bytes);
        (bytes.cast(), alloc)
    }

    /// Puts a C string together; it owns the block from then on.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let (ptr, alloc) = ExCString::from_c_str_in(c"Ada", SystemAllocator).into_raw_parts();
    /// // SAFETY: the parts of one C string, used once; nobody has written to it.
    /// let name = unsafe { ExCString::from_raw_parts(ptr, alloc) };
    /// assert_eq!(name, c"Ada");
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` points to a C string: a NUL follows, within the same allocation, and all bytes up to
    ///   it are initialised.
    /// - `ptr` denotes a [live block](Allocator#live-blocks) of `alloc` that ends with the NUL: the
    ///   layout of that many bytes, the NUL included, with alignment 1,
    ///   [fits](Allocator#fitting) it. So the NUL is where it was when the C string was taken
    ///   apart.
    /// - The block may be used for the whole of it, and the caller gives up its ownership.
    ///
    /// # Complexity
    ///
    /// Linear in the length, which is counted.
    #[inline]
    #[must_use = "dropping the C string frees its block"]
    #[doc(alias = "from_raw", alias = "from_raw_in")]
    pub unsafe fn from_raw_parts(ptr: *mut c_char, alloc: A) -> Self {
        // SAFETY: a C string, which nobody changes meanwhile: our caller's promise.
        let text = unsafe { CStr::from_ptr(ptr) };
        // Through the caller's pointer, which is good for writing, not through the reference.
        // Can't overflow: the bytes are those of one block.
        let bytes = ptr::slice_from_raw_parts_mut(ptr.cast::<u8>(), text.count_bytes() + 1);
        // SAFETY:
        // - value: initialised bytes, not null; bytes have no alignment.
        // - block: our caller's promise; the layout of `[u8]` is that of its length.
        let bytes = unsafe { ExBox::from_raw_parts(bytes, alloc) };
        // INVARIANT 1: the length was counted up to the first NUL.
        Self { bytes }
    }

    /// Gives up the C string, for as long as its allocator may live.
    ///
    /// The block is never given back; the allocator is forgotten, which keeps the block alive. With
    /// `&arena` the block goes when the arena does.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::CStr;
    /// use exalloc::{ExCString, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let name: &CStr = ExCString::from_c_str_in(c"Ada", &bump).leak();
    /// assert_eq!(name, c"Ada");
    /// ```
    #[inline]
    #[must_use = "the block leaks"]
    pub fn leak<'a>(self) -> &'a CStr
    where
        A: 'a,
    {
        // SAFETY: invariant 1; nothing will ever change the bytes.
        unsafe { CStr::from_bytes_with_nul_unchecked(ExBox::leak(self.bytes)) }
    }
}
