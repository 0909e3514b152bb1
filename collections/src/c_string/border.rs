//! C strings handed to C and C++, and adopted from them.

use super::ExCString;
use core::ffi::c_char;
use exalloc_core::Allocator;
use exalloc_core::family::{CppNewArrayFamily, FreeByPointer, MallocFamily};

impl<A: MallocFamily> ExCString<A> {
    /// Hands the C string to C, which frees it.
    ///
    /// `free(p)` frees it, and `realloc(p, n)` may resize it, of the C library which this code is
    /// linked with. Nothing else may free it. C may change the string, and its length.
    /// [`from_malloc`](Self::from_malloc) takes it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExCString, MallocAllocator};
    ///
    /// unsafe extern "C" {
    ///     fn free(block: *mut c_void);
    /// }
    ///
    /// let ptr = ExCString::from_c_str_in(c"Ada", MallocAllocator).into_malloc();
    /// // SAFETY: a C string that was handed to C, freed once.
    /// unsafe { free(ptr.cast()) };
    /// ```
    ///
    /// What another allocator gave isn't for `free`, and this method isn't there:
    ///
    /// ```compile_fail,E0599
    /// use exalloc::{ExCString, SystemAllocator};
    ///
    /// let _ = ExCString::from_c_str_in(c"Ada", SystemAllocator).into_malloc();
    /// ```
    #[inline]
    #[must_use = "the block leaks if nobody frees it"]
    #[doc(alias = "free")]
    pub fn into_malloc(self) -> *mut c_char {
        // The block stays alive when the allocator value goes: the family's first promise.
        self.into_raw_parts().0
    }

    /// Adopts a C string in a block of C's `malloc` family, or one that
    /// [`into_malloc`](Self::into_malloc) handed over; `None` for null.
    ///
    /// For results of C that are to be freed by `free`: those of `strdup`, `strndup`, `realpath`.
    /// Null is how they say that memory ran out, among other things. (`asprintf` and `getline` say
    /// it by what they return: look at that first, for the pointer may be anything then.) The C
    /// string frees them by C's `free`. `alloc` is dropped where there is nothing to adopt.
    ///
    /// A string in static or stack memory, in the middle of a block, or one that a library keeps
    /// for itself, is none of these: borrow it as `&CStr`, by
    /// [`CStr::from_ptr`](core::ffi::CStr::from_ptr).
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_char;
    /// use exalloc::{ExCString, MallocAllocator};
    ///
    /// unsafe extern "C" {
    ///     # #[cfg_attr(windows, link_name = "_strdup")]
    ///     fn strdup(text: *const c_char) -> *mut c_char;
    /// }
    ///
    /// // SAFETY: the argument is a C string.
    /// let copy = unsafe { strdup(c"from C".as_ptr()) };
    /// // SAFETY: null, or a C string that begins a block of C's heap, and belongs to nobody else.
    /// let copy = unsafe { ExCString::from_malloc(copy, MallocAllocator) }.expect("7 bytes");
    /// assert_eq!(copy, c"from C");
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null; or it is a block of the [family](MallocFamily), that is its first byte, and
    ///   a NUL is among the bytes that were asked for, with initialised bytes before it. They may
    ///   be used for reading and writing (what `leak` lends may not), and were asked for by C, or
    ///   before `into_malloc` gave them.
    /// - Nobody else owns, uses or frees the block from now on: not through any other pointer.
    ///
    /// # Complexity
    ///
    /// Linear in the length, which is counted. What is in the block beyond the first NUL is freed
    /// with it, and not seen before.
    #[inline]
    #[must_use = "dropping the C string frees its block"]
    #[doc(alias = "strdup", alias = "malloc", alias = "free")]
    pub unsafe fn from_malloc(ptr: *mut c_char, alloc: A) -> Option<Self> {
        // SAFETY: a foreign block of the family, which promises that it is live and that any layout
        // fits it which isn't larger than asked for. The rest is our caller's promise.
        unsafe { adopt(ptr, alloc) }
    }
}

impl<A: CppNewArrayFamily> ExCString<A> {
    /// Hands the C string to C++, which frees it as an array.
    ///
    /// `delete[] p` frees it, and so does the end of a `std::unique_ptr<char[]>` that was made from
    /// `p`. Nothing else may: not `delete`, not `free`, not a second copy of C++'s runtime in the
    /// process. A `std::string` copies it, and frees nothing. C++ may change the string, and its
    /// length. [`from_cpp_array`](Self::from_cpp_array) takes it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewArrayAllocator, ExCString};
    ///
    /// let ptr = ExCString::from_c_str_in(c"Ada", CppNewArrayAllocator).into_cpp_array();
    /// // A function of C++ would say `std::unique_ptr<char[]>(ptr)`. Here nobody does, so back:
    /// // SAFETY: what one hand-over gave, used once.
    /// let name = unsafe { ExCString::from_cpp_array(ptr, CppNewArrayAllocator) };
    /// assert_eq!(name.as_deref(), Some(c"Ada"));
    /// ```
    #[inline]
    #[must_use = "the block leaks if nobody frees it"]
    #[doc(alias = "unique_ptr", alias = "delete[]")]
    pub fn into_cpp_array(self) -> *mut c_char {
        // The block stays alive when the allocator value goes: the family's first promise.
        self.into_raw_parts().0
    }

    /// Adopts a C string that C++ made by `new char[n]`, or that
    /// [`into_cpp_array`](Self::into_cpp_array) handed over; `None` for null.
    ///
    /// The C string frees it as `delete[]` does. `alloc` is dropped where there is nothing to
    /// adopt. What `std::string::c_str` gives belongs to that string: borrow it as `&CStr`.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewArrayAllocator, ExCString};
    ///
    /// // A function of C++ would fill `new char[4]`, and return it. Here nobody does.
    /// let ptr = ExCString::from_c_str_in(c"Ada", CppNewArrayAllocator).into_cpp_array();
    /// // SAFETY: a C string in an array made by `operator new[]`, which nobody else owns.
    /// let name = unsafe { ExCString::from_cpp_array(ptr, CppNewArrayAllocator) };
    /// assert_eq!(name.expect("not null"), c"Ada");
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null; or it is what `new char[n]` gave, by the global `operator new[]` of the
    ///   runtime that `alloc` uses, or what `into_cpp_array` gave, and a NUL is among the bytes,
    ///   with initialised bytes before it. They may be used for reading and writing.
    /// - Nobody else owns, uses or frees the array from now on: not through any other pointer.
    ///
    /// # Complexity
    ///
    /// Linear in the length, which is counted. What is in the array beyond the first NUL is freed
    /// with it, and not seen before.
    #[inline]
    #[must_use = "dropping the C string frees its block"]
    #[doc(alias = "unique_ptr", alias = "new[]")]
    pub unsafe fn from_cpp_array(ptr: *mut c_char, alloc: A) -> Option<Self> {
        // SAFETY: a foreign block of the family, asked for with the alignment of `char`, which is
        // 1. The family promises that it is live and that a layout of that alignment fits it which
        // isn't larger than asked for. The rest is our caller's promise.
        unsafe { adopt(ptr, alloc) }
    }
}

impl<A: FreeByPointer> ExCString<A> {
    /// Adopts a C string that a library allocated, and that the library's own function frees;
    /// `None` for null.
    ///
    /// Dropping the C string calls that function once. `alloc` is dropped where there is nothing to
    /// adopt. A string that the library keeps for itself is borrowed as `&CStr`.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::{c_char, c_void};
    /// use exalloc::{ExCString, FreeWith};
    ///
    /// // A library's two functions; this one lends from a pool of one string.
    /// static mut POOL: [u8; 4] = *b"Ada\0";
    /// extern "C" fn library_name() -> *mut c_char {
    ///     (&raw mut POOL).cast()
    /// }
    /// extern "C" fn library_free(_: *mut c_void) {}
    ///
    /// let free = FreeWith::new(library_free);
    /// // SAFETY: a C string, ours until it goes back to `library_free`.
    /// let name = unsafe { ExCString::from_free_with(library_name(), free) };
    /// assert_eq!(name.as_deref(), Some(c"Ada"));
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null; or it is a block that `alloc` frees, and a NUL is among the bytes that may
    ///   be used, with initialised bytes before it. They may be written, too.
    /// - Nobody else owns, uses or frees the block from now on: not through any other pointer.
    ///
    /// # Complexity
    ///
    /// Linear in the length, which is counted. What is in the block beyond the first NUL is freed
    /// with it, and not seen before.
    #[inline]
    #[must_use = "dropping the C string frees its block"]
    pub unsafe fn from_free_with(ptr: *mut c_char, alloc: A) -> Option<Self> {
        // SAFETY: a block that `alloc` frees, which promises that it is live and that any layout
        // fits it which isn't larger than the block. The rest is our caller's promise.
        unsafe { adopt(ptr, alloc) }
    }
}

/// Puts a C string together from what the other side gave.
///
/// # Safety
///
/// `ptr` is null; or it points to a C string and denotes a live block of `alloc` that the layout of
/// its bytes fits, the NUL included, and that may be used for the whole of it, which the caller
/// gives up.
#[inline]
unsafe fn adopt<A: Allocator>(ptr: *mut c_char, alloc: A) -> Option<ExCString<A>> {
    if ptr.is_null() {
        return None;
    }
    // SAFETY: not null; the rest is forwarded.
    Some(unsafe { ExCString::from_raw_parts(ptr, alloc) })
}
