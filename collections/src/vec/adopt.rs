//! Vectors of blocks that C, C++ or a library allocated.

use super::ExVec;
use crate::border::{free_empty, refuse_zero_sized};
use core::ptr::NonNull;
use exalloc_core::Allocator;
use exalloc_core::family::{CppNewArrayFamily, CppNewFamily, FreeByPointer, MallocFamily};

impl<T, A: CppNewArrayFamily> ExVec<T, A> {
    /// Adopts an array that C++ made by `new T[n]`, or that
    /// [`into_cpp_array`](Self::into_cpp_array) handed over.
    ///
    /// The vector frees it as `delete[]` does. It may grow, shrink and be handed over again.
    /// A null pointer with capacity zero gives an empty vector; a block of capacity zero
    /// (`new T[0]`) is freed at once. Capacity and length are in elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewArrayAllocator, ExVec, ex_vec};
    ///
    /// // What C++'s `new uint32_t[3]{1, 2, 3}` gives, had it been released from its `unique_ptr`.
    /// let (ptr, n, _) = ex_vec![in CppNewArrayAllocator; 1_u32, 2, 3].into_cpp_array();
    ///
    /// // SAFETY: an array of three, made for `uint32_t`, which nobody else owns.
    /// let mut v = unsafe { ExVec::from_cpp_array(ptr, n, n, CppNewArrayAllocator) };
    /// v.push(4);
    /// assert_eq!(v, [1, 2, 3, 4]);
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null and `capacity` is zero; or `ptr` is what `new T[n]` gave, by the global
    ///   `operator new[]` of the runtime that `alloc` uses, with `n >= capacity`, for a C++ type
    ///   with the size and the alignment of `T`, an alignment that `alloc` takes, and a trivial
    ///   destructor (arrays of others begin with a cookie, so `ptr` is not where their block
    ///   begins); or `ptr` is what `into_cpp_array` gave, with at most its capacity.
    /// - `ptr` may be used, for reading and writing, for all `capacity` elements (what
    ///   [`leak`](Self::leak) lends may not).
    /// - Nobody else owns, uses or frees the array from now on.
    /// - `length <= capacity`, and the first `length` elements are initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the vector frees the block"]
    #[doc(alias = "unique_ptr", alias = "new[]")]
    pub unsafe fn from_cpp_array(ptr: *mut T, length: usize, capacity: usize, alloc: A) -> Self {
        // SAFETY: a foreign block of the family, which promises that it is live and that the layout
        // of up to `n` elements fits it. The rest is our caller's promise.
        unsafe { adopt(ptr, length, capacity, alloc) }
    }
}

impl<T, A: CppNewFamily> ExVec<T, A> {
    /// Adopts storage that C++ got from `::operator new`, or from `std::allocator<T>` of libstdc++
    /// or libc++, or that
    /// [`into_cpp_operator_new`](Self::into_cpp_operator_new) handed over.
    ///
    /// The vector frees it by `::operator delete`. It may grow, shrink and be handed over again.
    /// A null pointer with capacity zero gives an empty vector; a block of capacity zero
    /// (`::operator new(0)`) is freed at once. Capacity and length are in elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewAllocator, ExVec};
    ///
    /// // What C++'s `std::allocator<uint32_t>().allocate(8)` gives.
    /// let v = ExVec::<u32, _>::with_capacity(8, CppNewAllocator);
    /// let (ptr, _, capacity) = v.into_cpp_operator_new();
    ///
    /// // SAFETY: storage of exactly this capacity without any element, which nobody else owns.
    /// let v = unsafe { ExVec::from_cpp_operator_new(ptr, 0, capacity, CppNewAllocator) };
    /// assert_eq!(v.capacity(), 8);
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null and `capacity` is zero; or `ptr` is what the global `::operator new` of the
    ///   runtime that `alloc` uses gave for **exactly** `capacity * size_of::<T>()` bytes, in the
    ///   `std::align_val_t` form with the alignment of `T` if that is above
    ///   `__STDCPP_DEFAULT_NEW_ALIGNMENT__`, in the plain form otherwise; and `alloc` takes that
    ///   alignment. (`new T` is such a block of capacity one; `new T[n]` is not:
    ///   [`from_cpp_array`](Self::from_cpp_array).) Or `ptr` and `capacity` are what
    ///   `into_cpp_operator_new` gave.
    /// - `ptr` may be used, for reading and writing, for all `capacity` elements (what
    ///   [`leak`](Self::leak) lends may not).
    /// - Nobody else owns, uses or frees the storage from now on.
    /// - `length <= capacity`, and the first `length` elements are initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the vector frees the block"]
    #[doc(alias = "operator new", alias = "std::allocator")]
    pub unsafe fn from_cpp_operator_new(
        ptr: *mut T,
        length: usize,
        capacity: usize,
        alloc: A,
    ) -> Self {
        // SAFETY: a foreign block of the family, which promises that it is live and that the layout
        // of exactly `capacity` elements fits it. The rest is our caller's promise.
        unsafe { adopt(ptr, length, capacity, alloc) }
    }
}

impl<T, A: MallocFamily> ExVec<T, A> {
    /// Adopts a block of C's `malloc` family, or one that [`into_malloc`](Self::into_malloc) handed
    /// over.
    ///
    /// The vector frees it by C's `free`. It may grow, shrink and be handed over again.
    /// A null pointer with capacity zero gives an empty vector; a block of capacity zero
    /// (`malloc(0)`) is freed at once. Capacity and length are in elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExVec, MallocAllocator};
    ///
    /// unsafe extern "C" {
    ///     fn calloc(count: usize, size: usize) -> *mut c_void;
    /// }
    ///
    /// // SAFETY: `calloc` may be called with any sizes.
    /// let block = unsafe { calloc(4, size_of::<u32>()) };
    /// assert!(!block.is_null());
    /// // SAFETY: a block for four `u32`s, all zero, which nobody else owns.
    /// let mut v = unsafe { ExVec::from_malloc(block.cast::<u32>(), 4, 4, MallocAllocator) };
    /// v.push(5);
    /// assert_eq!(v, [0, 0, 0, 0, 5]);
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null and `capacity` is zero; or `ptr` is a block of the
    ///   [family](MallocFamily) which is aligned for `T` and was asked for with
    ///   `capacity * size_of::<T>()` bytes or more, by C, or before `into_malloc` gave it. (Null
    ///   with a capacity above zero is C's way to say that memory ran out: look for it first.)
    /// - `ptr` may be used, for reading and writing, for all `capacity` elements (what
    ///   [`leak`](Self::leak) lends may not).
    /// - Nobody else owns, uses or frees the block from now on.
    /// - `length <= capacity`, and the first `length` elements are initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the vector frees the block"]
    #[doc(alias = "malloc", alias = "free")]
    pub unsafe fn from_malloc(ptr: *mut T, length: usize, capacity: usize, alloc: A) -> Self {
        // SAFETY: a foreign block of the family, which promises that it is live and that any layout
        // fits it which isn't larger than asked for. The rest is our caller's promise.
        unsafe { adopt(ptr, length, capacity, alloc) }
    }
}

impl<T, A: FreeByPointer> ExVec<T, A> {
    /// Adopts a block that a library allocated, and that the library's own function frees.
    ///
    /// Dropping the vector calls that function once. The vector can't grow, which is an error that
    /// leaves it as it was; it may shrink. A null pointer with capacity zero gives an empty vector;
    /// a block of capacity zero is freed at once. Capacity and length are in elements.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExVec, FreeWith};
    ///
    /// // A library's two functions; this one lends from a pool of one block.
    /// static mut POOL: [u8; 3] = *b"abc";
    /// extern "C" fn library_make() -> *mut c_void {
    ///     (&raw mut POOL).cast()
    /// }
    /// extern "C" fn library_free(_: *mut c_void) {}
    ///
    /// let block = library_make().cast::<u8>();
    /// // SAFETY: three bytes, ours until they go back to `library_free`.
    /// let mut v = unsafe { ExVec::from_free_with(block, 3, 3, FreeWith::new(library_free)) };
    /// assert_eq!(v, b"abc");
    /// let full = v.try_push(b'd').unwrap_err();
    /// assert_eq!((full.value, v.len()), (b'd', 3));
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null and `capacity` is zero; or `ptr` is a block that `alloc` frees, on whichever
    ///   thread the vector may end and whatever is in the block then, aligned for `T`, with room
    ///   for `capacity` elements.
    /// - `ptr` may be used, for reading and writing, for all `capacity` elements (what
    ///   [`leak`](Self::leak) lends may not).
    /// - Nobody else owns, uses or frees the block from now on.
    /// - `length <= capacity`, and the first `length` elements are initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the vector frees the block"]
    pub unsafe fn from_free_with(ptr: *mut T, length: usize, capacity: usize, alloc: A) -> Self {
        // SAFETY: a block that `alloc` frees, which promises that it is live and that any layout
        // fits it which isn't larger than the block. The rest is our caller's promise.
        unsafe { adopt(ptr, length, capacity, alloc) }
    }
}

/// Puts a vector together from the parts that the other side gave.
///
/// # Safety
///
/// - `ptr` is null and `capacity` is zero; or it is aligned for `T` and denotes a foreign block of
///   `alloc`, which takes that back with the layout of `capacity` elements: also if `capacity` is
///   zero; else it is a live block that the layout fits, and that may be used for the whole of it.
///   The caller gives up its ownership.
/// - `length <= capacity`, and the first `length` elements are initialised; the caller gives up
///   their ownership.
#[inline]
unsafe fn adopt<T, A: Allocator>(
    ptr: *mut T,
    length: usize,
    capacity: usize,
    alloc: A,
) -> ExVec<T, A> {
    const { refuse_zero_sized::<T>() }
    debug_assert!(length <= capacity, "length (is {length}) is above capacity (is {capacity})");
    debug_assert!(
        !ptr.is_null() || capacity == 0,
        "a null pointer has no capacity (is {capacity}): did the allocation fail?"
    );
    if capacity > 0 {
        // SAFETY: a live block that the layout of `capacity` elements fits; lengths and elements
        // are forwarded.
        return unsafe { ExVec::from_raw_parts(ptr, length, capacity, alloc) };
    }
    if let Some(empty) = NonNull::new(ptr) {
        // SAFETY: a foreign block that goes back with size zero, given up: our caller's promise.
        unsafe { free_empty::<T, A>(empty.cast(), &alloc) };
    }
    ExVec::new(alloc)
}
